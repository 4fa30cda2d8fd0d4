/** Bulk API 2.0: one CSV file for very many, on which Salesforce works by itself. Its rows come back in any order. */
import { tokenize } from '../../lib/table/tokenizer.ts'
import { csvRow } from '../../lib/table/write.ts'
import type { Bulk, Call, JobState } from '../contract.ts'
import { said, shaped } from '../reading.ts'
import type { RemoteValue, TargetWrite, Written } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { TITLE } from './auth.ts'
import { send, sendJson } from './client.ts'
import { ID_FIELD, OBJECTS } from './fields.ts'
import { faultOutcome, NO_ANSWER, type Wrote } from './result.ts'
import { readied, type Ready } from './rows.ts'
import { Fault, Job } from './schema.ts'

type Values = Extract<Ready, { values: unknown }>['values']

/** An empty cell leaves a field alone; this empties it. */
const EMPTY = '#N/A'

const cellOf = (value: RemoteValue | undefined): string => {
  if (value === undefined) return ''
  return value === null || value === '' ? EMPTY : String(value)
}

const csvOf = (rows: readonly { write: TargetWrite; values: Values }[], isNew: boolean): string => {
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const header = isNew ? names : ['Id', ...names]
  const lines = rows.map(({ write, values }) => {
    const cells = names.map((name) => cellOf(values[name]))
    return csvRow(isNew ? cells : [write.id, ...cells])
  })
  return csvRow(header) + lines.join('')
}

const JOBS = '/jobs/ingest'

const jobOf = async (
  call: Call,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  json?: unknown,
): Promise<Job> =>
  shaped(TITLE, Job, await sendJson(call, { method, path, ...(json !== undefined && { json }) }))

/** A job without its file: nothing will come of it, and it would stand open for a week. */
const abandon = async (call: Call, id: string): Promise<void> => {
  try {
    await sendJson(call, { method: 'DELETE', path: `${JOBS}/${id}` })
  } catch (error) {
    if (!(error instanceof ServiceTrouble)) throw error
  }
}

/** Begins a job, gives it its file, and lets it go. All creations, or all changes. */
const submit = async (writes: readonly TargetWrite[], call: Call): Promise<string> => {
  const ready = await readied(writes, call)
  const rows = writes.flatMap((write, i) => {
    const one = ready[i]!
    return 'values' in one ? [{ write, values: one.values }] : []
  })
  const isNew = writes[0]?.id === null
  const { id } = await jobOf(call, 'POST', JOBS, {
    ...{ object: OBJECTS[writes[0]!.kind], contentType: 'CSV', lineEnding: 'LF', columnDelimiter: 'COMMA' },
    ...(isNew ? { operation: 'upsert', externalIdFieldName: ID_FIELD } : { operation: 'update' }),
  })
  if (!id) throw new ServiceTrouble('malformed', `${TITLE} gave a job no number`)
  try {
    await send(
      call,
      {
        ...{ method: 'PUT', path: `${JOBS}/${id}/batches`, body: csvOf(rows, isNew), timeout: 600 },
        headers: { 'content-type': 'text/csv; charset=UTF-8' },
      },
      () => undefined,
    )
    await jobOf(call, 'PATCH', `${JOBS}/${id}`, { state: 'UploadComplete' })
  } catch (error) {
    if (error instanceof ServiceTrouble) await abandon(call, id)
    throw error
  }
  return id
}

const state = async (id: string, call: Call): Promise<JobState> => {
  const job = await jobOf(call, 'GET', `${JOBS}/${id}`)
  if (job.state === 'JobComplete') return { state: 'done' }
  if (job.state === 'Failed' || job.state === 'Aborted')
    return { state: 'failed', message: said(job.errorMessage || job.state) }
  return { state: 'running', share: null }
}

/** Rows of a result file, by the names in its first line. */
const resultRows = async (
  call: Call,
  id: string,
  file: 'successfulResults' | 'failedResults',
): Promise<Readonly<Record<string, string>>[]> => {
  const request = {
    ...({ method: 'GET', timeout: 600, large: true } as const),
    ...{ path: `${JOBS}/${id}/${file}/`, headers: { accept: 'text/csv' } },
  }
  const text = await send(call, request, (reply) => reply.text)
  const width = text.slice(0, Math.max(0, text.indexOf('\n'))).split(',').length
  const [header, ...rows] = tokenize(text, {
    ...{ delimiter: ',', quote: '"', escape: '"', skipSpace: false, crEnds: false, width },
  })
  const names = header?.cells.map((name) => name.replace(/^\ufeff/, '').trim()) ?? []
  if (!names.includes('sf__Id') || !names.includes(ID_FIELD))
    throw new ServiceTrouble('malformed', `${TITLE} gave a result file without ids`)
  return rows.map(({ cells }) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])))
}

/** `CODE:message:fields --` */
const faultOf = (text: string): Fault => {
  const [, code = '', message = text, fields = ''] = /^([A-Z_]+):(.*):([^:]*?)\s*--\s*$/s.exec(text) ?? []
  const names = fields.split(/[,;\s]+/).filter(Boolean)
  return { code: code || /^[A-Z_]+/.exec(text)?.[0] || '', message, fields: names, duplicate: null }
}

/** Rows that stand in neither file were not processed: a later push writes them. */
const collect = async (id: string, writes: readonly TargetWrite[], call: Call): Promise<readonly Wrote[]> => {
  const outcomes = new Map<string, Wrote>()
  for (const row of await resultRows(call, id, 'failedResults'))
    outcomes.set(row[ID_FIELD] ?? '', faultOutcome(call, faultOf(row.sf__Error ?? '')))
  for (const row of await resultRows(call, id, 'successfulResults')) {
    const answer = { id: row.sf__Id ?? '', created: row.sf__Created === 'true' }
    if (answer.id !== '') outcomes.set(row[ID_FIELD] ?? '', { kind: 'answer', answer, charged: false })
  }
  const left = writes.filter(({ prm_id }) => !outcomes.has(prm_id))
  // Some were never sent; they are told why, as they would be now.
  const ready = left.length === 0 ? [] : await readied(left, call)
  const why = new Map(left.map((write, i) => [write, ready[i]!]))
  return writes.map((write) => {
    const known = outcomes.get(write.prm_id)
    if (known !== undefined) return known
    const one = why.get(write)
    return one !== undefined && 'outcome' in one ? one.outcome : NO_ANSWER
  })
}

/** Below, requests of 200 are as quick; a file may hold 100 MB. */
export const bulk: Bulk<TargetWrite, Written> = { from: 2001, most: 50_000, submit, state, collect }
