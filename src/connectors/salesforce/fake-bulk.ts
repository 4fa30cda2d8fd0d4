/** Jobs of the Bulk API 2.0, as a fake of Salesforce works on them: a file in, three files out, rows in another order. */
import { tokenize } from '../../lib/table/tokenizer.ts'
import { csvRow } from '../../lib/table/write.ts'
import type { FakeReply, FakeRequest } from '../fake.ts'
import type { FakeOrg, FakeResult } from './fake-org.ts'
import type { FakeRow } from './fake-soql.ts'

interface FakeJob {
  id: string
  object: string
  operation: string
  state: string
  names: string[]
  rows: string[][]
  results: (FakeResult | null)[]
}

export interface FakeJobs {
  respond(request: FakeRequest, path: string): FakeReply
  all: FakeJob[]
  /** The next job ends so. */
  failNext(): void
  /** So many rows of the next jobs stay unprocessed. */
  leave(rows: number): void
  /** Looks at a job before it is done. */
  looks: number
}

const refuse = (status: number, errorCode: string, message: string): FakeReply => ({
  status,
  body: [{ errorCode, message }],
})

const read = (text: string): string[][] => {
  const width = text.slice(0, text.indexOf('\n')).split(',').length
  const dialect = { delimiter: ',', quote: '"', escape: '"', skipSpace: false, crEnds: false, width }
  return tokenize(text, dialect).map(({ cells }) => [...cells])
}

const valuesOf = (names: readonly string[], cells: readonly string[]): FakeRow =>
  Object.fromEntries(
    names.flatMap((name, i): [string, unknown][] => {
      const text = cells[i] ?? ''
      return text === '' || name === 'Id' ? [] : [[name, text === '#N/A' ? null : text]]
    }),
  )

export const openJobs = (org: FakeOrg): FakeJobs => {
  const jobs = new Map<string, FakeJob>()
  let isFailing = false
  let left = 0
  const looked = new Map<string, number>()

  const shown = ({ id, object, operation, state }: FakeJob): FakeReply => ({
    body: {
      ...{ id, object, operation, state, apiVersion: 62 },
      contentUrl: `services/data/v62.0/jobs/ingest/${id}/batches`,
      ...(state === 'Failed' && { errorMessage: 'InvalidBatch : Field name not found : Nope__c' }),
    },
  })

  const work = (job: FakeJob): void => {
    job.state = isFailing ? 'Failed' : 'JobComplete'
    if (isFailing) {
      isFailing = false
      return
    }
    const { names, object, operation } = job
    job.results = job.rows.map((cells, i) => {
      if (i >= job.rows.length - left) return null
      const values = valuesOf(names, cells)
      if (operation === 'update') return org.save(object, values, cells[names.indexOf('Id')] ?? '')
      return org.upsert(object, String(values.Prm_Id__c), values)
    })
  }

  const file = ({ names, rows, results }: FakeJob, which: string): FakeReply => {
    const lines = rows.flatMap((cells, i): string[] => {
      const result = results[i]
      if (which === 'unprocessedrecords') return result === null ? [csvRow(cells)] : []
      if (result?.success !== (which === 'successfulResults')) return []
      const [error] = result.errors
      const word = error && `${error.statusCode}:${error.message}:${error.fields.join(',')} --`
      return [csvRow([result.id, word ?? String(result.created), ...cells])]
    })
    const second = which === 'successfulResults' ? 'sf__Created' : 'sf__Error'
    const header = csvRow(which === 'unprocessedrecords' ? names : ['sf__Id', second, ...names])
    return { body: header + lines.reverse().join(''), headers: { 'content-type': 'text/csv' } }
  }

  const state: FakeJobs = {
    get all() {
      return [...jobs.values()]
    },
    looks: 2,
    failNext: () => void (isFailing = true),
    leave: (rows) => void (left = rows),
    respond: ({ method, text }, path) => {
      if (path === '' && method === 'POST') {
        const told = JSON.parse(text) as { object: string; operation: string; externalIdFieldName?: string }
        if (told.operation === 'upsert' && told.externalIdFieldName !== 'Prm_Id__c')
          return refuse(400, 'INVALIDJOB', 'InvalidJob : No external id field specified')
        const id = `7505e${String(jobs.size + 1).padStart(10, '0')}AAA`
        const job = { ...told, id, state: 'Open', names: [], rows: [], results: [] }
        jobs.set(id, job)
        return shown(job)
      }
      const [, id = '', part = ''] = path.split('/')
      const job = jobs.get(id)
      if (job === undefined) return refuse(404, 'NOT_FOUND', 'The requested resource does not exist')
      if (part === 'batches') {
        if (job.state !== 'Open' || job.rows.length > 0)
          return refuse(400, 'INVALIDBATCH', 'Found multiple contents')
        ;[job.names = [], ...job.rows] = read(text)
        return { status: 201 }
      }
      if (part !== '') return file(job, part)
      if (method === 'DELETE') {
        jobs.delete(id)
        return { status: 204 }
      }
      if (method === 'PATCH') job.state = (JSON.parse(text) as { state: string }).state
      else if (job.state === 'UploadComplete') {
        const looks = (looked.get(id) ?? 0) + 1
        looked.set(id, looks)
        if (looks > state.looks) work(job)
      }
      return shown(job)
    },
  }
  return state
}
