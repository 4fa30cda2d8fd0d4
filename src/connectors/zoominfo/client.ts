/** ZoomInfo's requests: the GTM API, and the older one for those who still have it. Up to 25 in one. */
import type {
  Call,
  EntityAnswer,
  EntityQuestion,
  Evidence,
  Outcome,
  ServiceReply,
  ServiceRequest,
} from '../contract.ts'
import { inOrder, jsonOf, said, shaped, statusTrouble, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { credentials, TITLE, tokenFor, withToken } from './auth.ts'
import {
  COMPANY_OUTPUT,
  companyFields,
  companyInput,
  CONTACT_OUTPUT,
  contactFields,
  contactInput,
  outputFields,
} from './fields.ts'
import { Company, Contact, Enriched, Failure, LegacyEnriched, type Row } from './schema.ts'

type Answered = Outcome<EntityAnswer>

interface Told {
  code: string
  words: string
  retryable: boolean
}

const told = (reply: ServiceReply): Told => {
  try {
    const { error, errors, message } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    const [first] = errors ?? []
    if (first) return { code: first.code ?? '', words: first.detail ?? first.title ?? '', retryable: false }
    if (error !== null && typeof error === 'object')
      return { code: error.code ?? '', words: error.message ?? '', retryable: error.retryable === true }
    return { code: '', words: error ?? message ?? '', retryable: false }
  } catch {
    return { code: '', words: '', retryable: false }
  }
}

/** Codes of a field that the contract does not have. */
const NO_SUCH_FIELD = /^PFAPI000[19]$/

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble?.kind !== 'refused') return trouble
  const { code, words, retryable } = told(reply)
  const message = `${TITLE} says: ${said(words || `status ${reply.status}`)}`
  if (code === 'PFAPI0011') return new ServiceTrouble('quota', message, { code })
  if (retryable) return new ServiceTrouble('down', message, { code, wait: waitOf(reply) })
  return new ServiceTrouble('refused', message, { code: code || String(reply.status) })
}

const reading =
  (isLegacy: boolean) =>
  (reply: ServiceReply): Row[] => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    const value = jsonOf(TITLE, reply)
    return isLegacy ? shaped(TITLE, LegacyEnriched, value) : shaped(TITLE, Enriched, value)
  }

const NO_ANSWER: Answered = { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }

const answer = (fields: Record<string, string>, evidence: Evidence, opted_out = false): Answered => ({
  kind: 'answer',
  answer: { fields, signals: [], opted_out, evidence },
  charged: !opted_out,
})

const outcomeOf = (
  row: Row,
  read: (row: Row) => { fields: Record<string, string>; evidence: Evidence },
): Answered => {
  const { status, id } = row
  if (/^(FULL|COMPANY_ONLY|CONTACT_ONLY)_MATCH$/.test(status)) {
    const { fields, evidence } = read(row)
    return answer(fields, { status, ...(id !== null && { id }), ...evidence })
  }
  if (status === 'NO_MATCH' || status.startsWith('NON_MATCH')) return { kind: 'none', charged: false }
  if (status === 'OPT_OUT') return answer({}, { status }, true)
  // Not remembered: it is asked about again once there is credit.
  if (status === 'LIMIT_EXCEEDED')
    return { kind: 'unknown', reason: 'service_failed', retry: true, charged: false }
  if (status === 'INVALID_INPUT')
    return { kind: 'failed', code: status, message: `${TITLE} cannot look for this` }
  return { kind: 'unknown', reason: 'new_status', retry: false, charged: true, evidence: { status } }
}

const readContact = ({ status, attributes }: Row): { fields: Record<string, string>; evidence: Evidence } => {
  const found = shaped(TITLE, Contact, attributes)
  const { contactAccuracyScore: score, mobilePhoneDoNotCall, directPhoneDoNotCall } = found
  const fields =
    status === 'COMPANY_ONLY_MATCH'
      ? found.company
        ? companyFields(found.company, 'employer')
        : {}
      : contactFields(found)
  return {
    fields,
    evidence: {
      ...(score && { score }),
      ...((mobilePhoneDoNotCall === true || directPhoneDoNotCall === true) && { do_not_call: true }),
    },
  }
}

const readCompany = ({ attributes }: Row): { fields: Record<string, string>; evidence: Evidence } => ({
  fields: companyFields(shaped(TITLE, Company, attributes), 'company'),
  evidence: {},
})

type Input = Record<string, unknown>

/** One text for one input, however it comes back. */
const keyOf = (input: Input): string =>
  JSON.stringify(
    Object.entries(input)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name.toLowerCase(), String(value).trim().toLowerCase()])
      .sort(([a], [b]) => (a! < b! ? -1 : 1)),
  )

/** By what each row says it is about; a reply that does not say so is in the order of the inputs, if it is whole. */
const sorted = (
  questions: readonly EntityQuestion[],
  inputs: readonly Input[],
  rows: readonly Row[],
  read: Parameters<typeof outcomeOf>[1],
): Answered[] => {
  const keys = inputs.map(keyOf)
  if (rows.every(({ input }) => input !== null && keys.includes(keyOf(input)))) {
    const by = {
      input: (question: EntityQuestion) => keys[questions.indexOf(question)]!,
      row: ({ input }: Row) => keyOf(input!),
    }
    return inOrder(questions, rows, by, (row) => outcomeOf(row, read))
  }
  if (rows.length === questions.length) return rows.map((row) => outcomeOf(row, read))
  return questions.map(() => NO_ANSWER)
}

interface Kind {
  input: (question: EntityQuestion) => Input
  output: Readonly<Record<string, readonly string[]>>
  /** Asked for beside the fields. */
  always: readonly string[]
  /** `contacts` and `ContactEnrich`, `contact` and `matchPersonInput`. */
  words: { place: string; type: string; legacy: string; match: string }
  read: Parameters<typeof outcomeOf>[1]
}

const JSON_API = 'application/vnd.api+json'

const requestOf = (kind: Kind, isLegacy: boolean, inputs: Input[], outputs: string[]): ServiceRequest => {
  const { place, type, legacy, match } = kind.words
  const attributes = { [match]: inputs, outputFields: outputs }
  const shared = { method: 'POST', paid: true } as const
  if (isLegacy) return { ...shared, host: 'legacy', path: `/enrich/${legacy}`, json: attributes }
  return {
    ...{ ...shared, path: `/data/v1/${place}/enrich`, json: { data: { type, attributes } } },
    headers: { 'content-type': JSON_API, accept: JSON_API },
  }
}

/** Without the fields that are named. */
const without = (message: string, outputs: readonly string[]): string[] =>
  outputs.filter((name) => !new RegExp(`\\b${name}\\b`).test(message))

const asker =
  (kind: Kind) =>
  async (questions: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
    const isLegacy = credentials(call.key).api !== 'gtm'
    const inputs = questions.map(kind.input)
    const send = (outputs: string[]): Promise<Row[]> =>
      withToken(call, requestOf(kind, isLegacy, inputs, outputs), reading(isLegacy))
    let outputs = outputFields(kind.output, kind.always)
    let rows: Row[] | null = null
    while (rows === null) {
      try {
        rows = await send(outputs)
      } catch (error) {
        // A field that the contract does not have fails all of it, for nothing: the others can be had without it.
        if (!(error instanceof ServiceTrouble) || !NO_SUCH_FIELD.test(error.code ?? '')) throw error
        const left = without(error.message, outputs)
        if (left.length === outputs.length || left.length <= 1) throw error
        outputs = left
      }
    }
    if (rows.length > 0 && rows.every(({ status }) => status === 'LIMIT_EXCEEDED'))
      throw new ServiceTrouble('quota', `${TITLE} has no credit left`, { code: 'LIMIT_EXCEEDED' })
    return sorted(questions, inputs, rows, kind.read)
  }

export const askPeople = asker({
  ...{ input: contactInput, output: CONTACT_OUTPUT, read: readContact },
  always: ['id', 'contactAccuracyScore'],
  words: { place: 'contacts', type: 'ContactEnrich', legacy: 'contact', match: 'matchPersonInput' },
})

export const askCompanies = asker({
  ...{ input: companyInput, output: COMPANY_OUTPUT, read: readCompany },
  always: ['id'],
  words: { place: 'companies', type: 'CompanyEnrich', legacy: 'company', match: 'matchCompanyInput' },
})

export const test = async (call: Call): Promise<string> => {
  if (credentials(call.key).api !== 'gtm') {
    await tokenFor(call)
    return 'it takes the key (older API)'
  }
  const request = {
    method: 'GET',
    path: '/data/v1/users/usage',
    paid: false,
    headers: { accept: JSON_API },
  } as const
  await withToken(call, request, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
  })
  return 'it takes the key'
}
