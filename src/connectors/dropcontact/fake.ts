/** Behaves like Dropcontact: jobs that take their time, "not ready" at HTTP 200, 403 for a wrong token and for no credits. */
import type { EntityQuestion } from '../contract.ts'
import {
  startServer,
  type ConnectorFake,
  type FakeReply,
  type FakeRequest,
  type FakeService,
  type Manner,
} from '../fake.ts'

type Input = Record<string, unknown> & {
  email?: string
  first_name?: string
  last_name?: string
  custom_fields?: unknown
}

const failure = (status: number, reason: string): FakeReply => ({
  status,
  body: { error: true, success: false, reason },
})
const detail = (status: number, text: string): FakeReply => ({ status, body: { detail: text } })

/** By first name, in English and in French. */
const QUALIFICATIONS: Readonly<Record<string, readonly [english: string, french: string]>> = {
  Cat: ['catch_all@pro', 'fourre_tout@pro'],
  Gena: ['generic@pro', 'générique@pro'],
  Gone: ['invalid@pro', 'invalide@pro'],
  Dora: ['Do_Not_Contact@pro', 'Ne_Pas_Contacter@pro'],
}
const NOMINATIVE = ['nominative@pro', 'nominatif@pro'] as const

export interface DropcontactFake extends FakeService {
  /** Batches taken. */
  submits: number
  /** Looks at a batch in which it is not ready. */
  notReady: number
  credits: number
  /** Every batch is ready from now on. */
  ready(): void
  /** Keeps the answer to a submit back until it is resolved. */
  holdSubmit: Promise<void> | null
}

export const startDropcontact = async (): Promise<DropcontactFake> => {
  const key = 'dc-0123456789abcdef'
  const batches = new Map<string, { rows: Input[]; language: string; looks: number; isCharged: boolean }>()
  let manner: Manner = 'good'
  let isWarned = false

  const rowOf = (input: Input, language: string): Record<string, unknown> => {
    const name = input.first_name ?? 'Ann'
    const { custom_fields, last_name: last = 'Lee' } = input
    if (manner === 'all_unknown' || name === 'Nobody') return { ...input, email: undefined, custom_fields }
    // Knows her, but no address of hers.
    if (name === 'Nomail') return { ...input, email: undefined, job: 'CEO', custom_fields }
    const words = QUALIFICATIONS[name] ?? NOMINATIVE
    const qualification = manner === 'new_status' ? 'quantum@haunted' : words[language === 'en' ? 0 : 1]
    const email = input.email ?? `${name.toLowerCase()}.lee@acme.example`
    return {
      ...{ civility: 'Ms', first_name: name, last_name: last, full_name: `${name} ${last}` },
      email: [{ email, qualification }],
      ...{ phone: '+33 1 99 00 12 34', company: 'Acme', website: 'acme.example', country: 'FR' },
      ...{ linkedin: 'https://www.linkedin.com/in/ann-lee', siren: '123456789', nb_employees: '11-50' },
      ...{ naf5_code: '2562B', naf5_des: 'Mechanical engineering', siret_zip: '75001', siret_city: 'Paris' },
      ...{ job: 'Chief Executive', job_level: 'C-Level', job_function: 'General Management', custom_fields },
    }
  }
  const arranged = (rows: Record<string, unknown>[]): Record<string, unknown>[] => {
    if (manner === 'missing_rows') return rows.slice(1)
    if (manner === 'duplicate_rows') return [...rows, { ...rows[0]! }]
    return manner === 'reordered_rows' ? rows.reverse() : rows
  }
  /** Reserved with the batch; given back where no address is found, unless one was sent. */
  const costOf = (input: Input, row: Record<string, unknown>): number =>
    input.email !== undefined || row.email !== undefined ? 1 : 0

  const submit = async (request: FakeRequest): Promise<FakeReply> => {
    const { data, language = 'fr' } = JSON.parse(request.text) as { data?: Input[]; language?: string }
    if (data === undefined || data.length === 0) return failure(400, 'Missing data in JSON')
    if (data.length > 250) return failure(400, 'Too many records, you can only submit up to 250 records')
    if (data.some((input) => JSON.stringify(input).length > 15_000))
      return failure(400, 'Data size is too big, you can only submit up to 15 kB of data in a single record')
    if (manner === 'no_credit' || state.credits < data.length)
      return failure(403, 'You do not have enough credits to enrich this batch')
    const id = `request-${++state.submits}`
    batches.set(id, { rows: data, language, looks: state.notReady, isCharged: false })
    await state.holdSubmit
    return { body: { request_id: id, credits_left: state.credits, error: false, success: true } }
  }
  const look = (id: string): FakeReply => {
    const batch = batches.get(id)
    if (batch === undefined || batch.looks-- > 0) {
      const reason = 'Request not ready yet, try again in 30 seconds'
      return { body: { error: false, success: false, reason } }
    }
    if (batch.rows.some(({ first_name }) => first_name === 'Crash'))
      return { body: { error: true, success: false, reason: 'The batch could not be enriched' } }
    const rows = batch.rows.map((input) => rowOf(input, batch.language))
    if (!batch.isCharged) {
      batch.isCharged = true
      const cost = rows.reduce((sum, row, i) => sum + costOf(batch.rows[i]!, row), 0)
      state.charged += cost
      state.credits -= cost
    }
    const data = arranged(rows)
    return { body: { success: true, error: false, credits_left: state.credits, data } }
  }
  const server = await startServer((request): FakeReply | Promise<FakeReply> => {
    const { method, path, headers } = request
    const token = headers['x-access-token']
    const isCredits = path === '/account/credits'
    if (token === undefined) return failure(401, 'Missing access token')
    if (token !== key || manner === 'bad_key')
      return isCredits ? detail(403, 'Invalid token') : failure(403, 'Wrong access token')
    if (isCredits) return { body: { credits: manner === 'no_credit' ? 0 : state.credits } }
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return detail(429, 'Too Many Requests')
    }
    if (method === 'POST' && path === '/enrich/all') return submit(request)
    const [, id] = /^\/enrich\/all\/([^/]+)$/.exec(path) ?? []
    return id === undefined ? detail(404, 'Not Found') : look(id)
  })
  const state: DropcontactFake = {
    ...{ ...server, key, charged: 0, submits: 0, notReady: 0, credits: 10_000, holdSubmit: null },
    ready: () => {
      for (const batch of batches.values()) batch.looks = 0
    },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const about = (first_name: string, more: Record<string, string> = {}): EntityQuestion => ({
  ...{ kind: 'person', known: { first_name, last_name: 'Lee', domain: 'acme.example', ...more } },
  wanted: ['email', 'title'],
})
const found = (fields: Record<string, string>, charged = true, more: Record<string, unknown> = {}) => ({
  ...{ kind: 'answer' as const, charged },
  answer: { fields, opted_out: false, ...more },
})

export const fake: ConnectorFake = {
  start: startDropcontact,
  manners: [
    ...(['bad_key', 'no_credit', 'too_fast', 'all_unknown'] as const),
    ...(['missing_rows', 'duplicate_rows', 'reordered_rows'] as const),
  ],
  cases: [
    {
      question: about('Ann'),
      expected: found(
        {
          ...{
            prefix: 'Ms',
            first_name: 'Ann',
            email: 'ann.lee@acme.example',
            phone: '+33 1 99 00 12 34',
          },
          ...{ title: 'Chief Executive', seniority: 'c_level', department: 'executive', country: 'FR' },
          ...{ company: 'Acme', website: 'acme.example', employees: '11-50', 'custom.siren': '123456789' },
          'custom.naf': '2562B Mechanical engineering',
          'custom.registered_address': '75001, Paris',
        },
        true,
        { evidence: { qualification: 'nominative@pro' } },
      ),
    },
    {
      question: about('Cat'),
      expected: found({ email: 'cat.lee@acme.example' }, true, {
        evidence: { qualification: 'catch_all@pro' },
      }),
    },
    { question: about('Gone'), expected: found({ title: 'Chief Executive' }) },
    // It knows her, but no address: that is free.
    { question: about('Nomail'), expected: found({ title: 'CEO' }, false) },
    { question: about('Nobody'), expected: { kind: 'none', charged: false } },
    // An address that is sent is checked, and charged whatever comes of it.
    { question: about('Nobody', { email: 'x@acme.example' }), expected: { kind: 'none', charged: true } },
    {
      question: about('Dora'),
      expected: {
        ...{ kind: 'answer', charged: true },
        answer: {
          fields: {},
          signals: [],
          opted_out: true,
          evidence: { qualification: 'Do_Not_Contact@pro' },
        },
      },
    },
  ],
  many: (count) => Array.from({ length: count }, (_, i) => about(`Person${i}`)),
}
