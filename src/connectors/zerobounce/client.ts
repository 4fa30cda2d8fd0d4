/** ZeroBounce's requests. Most of its failures come with status 200. */
import type { AddressAnswer, AddressQuestion, Bulk, Call, Outcome, ServiceReply } from '../contract.ts'
import { csvRow } from '../../lib/table/write.ts'
import { tokenize } from '../../lib/table/tokenizer.ts'
import { inOrder, jsonOf, readJson, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { rowOutcome } from './outcome.ts'
import { Batch, Credits, NotReady, Sent, Single, Status, type Row } from './schema.ts'

export const TITLE = 'ZeroBounce'

type Outcomes = Outcome<AddressAnswer>[]

/** Blocks last a minute and more; ZeroBounce does not say how long. */
const BLOCK = 60_000

/** The text of an error at HTTP 200 as trouble; `account`: it is about the key or the credits, it does not say which. */
const troubleOf = (text: string): ServiceTrouble => {
  const message = `${TITLE} says: ${said(text)}`
  if (/too many|blocked|rate limit/i.test(text)) return new ServiceTrouble('rate', message, { wait: BLOCK })
  if (/api.?key|credit/i.test(text)) return new ServiceTrouble('credential', message, { code: 'account' })
  return new ServiceTrouble('refused', message)
}

const read = (reply: ServiceReply): unknown => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble !== null) throw trouble
  return jsonOf(TITLE, reply)
}

export const credits = async (call: Call): Promise<number> => {
  const query = { api_key: call.key }
  const left = await call.send(
    { method: 'GET', path: '/getcredits', query, paid: false },
    (reply) => readJson(TITLE, Credits, reply).Credits,
  )
  if (left >= 0) return left
  throw new ServiceTrouble('credential', `${TITLE} does not know the key`)
}

/** The same words stand for a wrong key and an empty account: the number of credits tells them apart. */
const tellApart = async <T>(call: Call, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.code !== 'account') throw error
    if ((await credits(call)) > 0) throw error
    throw new ServiceTrouble('quota', `${TITLE} has no credits left`)
  }
}

const askOne = (question: AddressQuestion, call: Call): Promise<Outcomes> =>
  call.send(
    {
      ...{ method: 'GET', path: '/validate', paid: true },
      query: { api_key: call.key, email: question.address, ip_address: '' },
    },
    (reply) => {
      const row = shaped(TITLE, Single, read(reply))
      if (!('error' in row)) return [rowOutcome(row)]
      throw troubleOf(row.error)
    },
  )

const keyOf = (text: string): string => text.trim().toLowerCase()
const BY = {
  input: ({ address }: AddressQuestion) => keyOf(address),
  row: ({ address }: Row) => keyOf(address),
}

const askMany = (questions: readonly AddressQuestion[], call: Call): Promise<Outcomes> =>
  call.send(
    {
      ...{ method: 'POST', path: '/validatebatch', paid: true, lane: 'batch', timeout: 150 },
      json: {
        api_key: call.key,
        email_batch: questions.map(({ address }) => ({ email_address: address, ip_address: null })),
      },
    },
    (reply) => {
      const { email_batch, errors } = shaped(TITLE, Batch, read(reply))
      const asked = new Set(questions.map(BY.input))
      const ofAll = errors.find(({ email_address }) => !asked.has(keyOf(email_address ?? '')))
      if (ofAll !== undefined && email_batch.length === 0) throw troubleOf(ofAll.error)
      const refused = new Map(errors.map(({ error, email_address }) => [keyOf(email_address ?? ''), error]))
      const outcomes = inOrder(questions, email_batch, BY, rowOutcome)
      return outcomes.map((outcome, i) => {
        const error = refused.get(BY.input(questions[i]!))
        const isAnswered = outcome.kind !== 'unknown' || outcome.reason !== 'no_answer'
        return error === undefined || isAnswered
          ? outcome
          : { kind: 'failed', code: 'refused', message: `${TITLE} says: ${said(error)}` }
      })
    },
  )

export const ask = (questions: readonly AddressQuestion[], call: Call): Promise<Outcomes> =>
  tellApart(call, () => (questions.length === 1 ? askOne(questions[0]!, call) : askMany(questions, call)))

const FILE = { host: 'bulk', lane: 'bulk' } as const

const submit = (questions: readonly AddressQuestion[], call: Call): Promise<string> => {
  const rows = [csvRow(['email']), ...questions.map(({ address }) => csvRow([address]))]
  const form = new FormData()
  form.set('api_key', call.key)
  form.set('email_address_column', '1')
  form.set('has_header_row', 'true')
  form.set('remove_duplicate', 'false')
  form.set('file', new Blob([rows.join('')], { type: 'text/csv' }), 'addresses.csv')
  return tellApart(call, () =>
    call.send({ ...FILE, method: 'POST', path: '/sendfile', form, paid: true, timeout: 300 }, (reply) => {
      const { success, file_id, message, error } = shaped(TITLE, Sent, read(reply))
      if (success && file_id) return file_id
      throw troubleOf(error || message || 'the file was not taken')
    }),
  )
}

const state: Bulk<AddressQuestion, AddressAnswer>['state'] = (id, call) =>
  tellApart(call, () =>
    call.send(
      { ...FILE, method: 'GET', path: '/filestatus', query: { api_key: call.key, file_id: id }, paid: false },
      (reply) => {
        const told = shaped(TITLE, Status, read(reply))
        const status = told.file_status?.toLowerCase() ?? ''
        if (!told.success || status === '')
          throw troubleOf(told.error || told.message || 'the file is not known')
        if (status.startsWith('complete')) return { state: 'done' }
        if (told.error_reason || /fail|error|delet|cancel/.test(status)) {
          return { state: 'failed', message: said(told.error_reason || (told.file_status ?? '')) }
        }
        const percent = Number.parseFloat(told.complete_percentage ?? '')
        return { state: 'running', share: percent >= 0 && percent <= 100 ? percent / 100 : null }
      },
    ),
  )

/** The result file: the columns that were sent, then those of ZeroBounce. Not ready, it is JSON with status 200. */
const resultRows = (reply: ServiceReply): Row[] => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble !== null) throw trouble
  const first = reply.text.trimStart()[0]
  if (first === '{') {
    const { message, error } = shaped(TITLE, NotReady, jsonOf(TITLE, reply))
    const text = error || message || 'the result is not there yet'
    const known = troubleOf(text)
    // Whatever it is, it is not about our request as such: the file was taken, and is said to be complete.
    throw known.kind === 'refused' ? new ServiceTrouble('down', known.message, { wait: 5000 }) : known
  }
  if (first === '<' || first === undefined) jsonOf(TITLE, { ...reply, text: reply.text.trim() })
  const width = reply.text.slice(0, reply.text.indexOf('\n')).split(',').length
  const dialect = { delimiter: ',', quote: '"', escape: '"', skipSpace: false, crEnds: false, width }
  const [header, ...rows] = tokenize(reply.text, dialect)
  const names =
    header?.cells.map((name) =>
      name
        .replace(/^\ufeff/, '')
        .trim()
        .toLowerCase(),
    ) ?? []
  const at = (name: string): number => names.indexOf(name)
  const status = at('zb status')
  if (status === -1) throw new ServiceTrouble('malformed', `${TITLE} gave a result file without a status`)
  const address = Math.max(0, at('email'))
  return rows.flatMap(({ cells }) => {
    const cell = (index: number): string | null => (index === -1 ? null : (cells[index] ?? null))
    const [of, word] = [cell(address) ?? '', cell(status) ?? '']
    if (of === '' || word === '') return []
    return [
      {
        ...{ address: of, status: word, sub_status: cell(at('zb sub status')) },
        ...{ did_you_mean: cell(at('zb did you mean')), smtp_provider: cell(at('zb smtp provider')) },
        mx_record: cell(at('zb mx record')),
      },
    ]
  })
}

const collect: Bulk<AddressQuestion, AddressAnswer>['collect'] = (id, questions, call) =>
  tellApart(call, () =>
    call.send(
      {
        ...{ ...FILE, method: 'GET', path: '/getfile', paid: false, timeout: 600, large: true },
        query: { api_key: call.key, file_id: id },
      },
      (reply) => inOrder(questions, resultRows(reply), BY, rowOutcome),
    ),
  )

/** One upload for many; the limits are ours: below, batches are as quick, and above, a fault costs too much. */
export const bulk: Bulk<AddressQuestion, AddressAnswer> = { from: 1000, most: 50_000, submit, state, collect }
