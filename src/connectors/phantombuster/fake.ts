/** Behaves like PhantomBuster: containers that start, run and finish, results as JSON in a text, launches that fail. */
import { startServer, type FakeReply, type FakeRequest, type FakeService, type Manner } from '../fake.ts'

type Row = Record<string, unknown>

export interface FakePhantomBuster extends FakeService {
  /** Numbers of the containers that were launched. */
  launches: string[]
  /** How the containers launched from now on end; `looks`: how often they are still at work. */
  next: {
    looks: number
    exitCode: number
    status: 'finished' | 'launch error'
    result: 'rows' | 'null' | 'pointer' | 'elsewhere' | 'broken'
  }
  rows: Row[]
  /** A run begins without prm. @param at milliseconds since 1970 */
  run(at?: number): string
}

const person = (first: string, last: string, n: number): Row => ({
  ...{ profileUrl: `https://www.linkedin.com/sales/lead/${n}`, fullName: `${first} ${last}` },
  ...{
    firstName: first,
    lastName: last,
    companyName: 'Acme',
    title: 'VP Sales',
    companyId: '1234567890123456789',
  },
  ...{ regularCompanyUrl: 'https://www.linkedin.com/company/acme', vmid: `vm${n}` },
  defaultProfileUrl: `https://www.linkedin.com/in/${first}-${last}`.toLowerCase(),
  timestamp: '2026-11-20T07:42:10.123Z',
})

export const startPhantomBuster = async (): Promise<FakePhantomBuster> => {
  const key = 'pb-0123456789abcdef'
  let manner: Manner = 'good'
  const containers = new Map<string, FakePhantomBuster['next'] & { at: number }>()
  let last = 4000

  const begin = (at: number): string => {
    const id = String(++last)
    containers.set(id, { ...state.next, at })
    return id
  }
  const resultOf = ({ result }: FakePhantomBuster['next']): unknown => {
    switch (result) {
      case 'rows':
        // Long numbers lose their end in a JavaScript number.
        return JSON.stringify(state.rows).replace(/"companyId":"(\d+)"/g, '"companyId":$1')
      case 'pointer':
        return JSON.stringify({ csvUrl: 'https://phantombuster.s3.amazonaws.com/org/agent/result.csv' })
      case 'elsewhere':
        return JSON.stringify({ jsonUrl: 'https://evil.example/result.json' })
      case 'broken':
        return '[{"a": '
      case 'null':
        return null
    }
  }
  const respond = ({ method, path, query, headers, text }: FakeRequest): FakeReply => {
    if (path === '/org/agent/result.json') {
      // A key has no business here.
      if (headers['x-phantombuster-key'] !== undefined) return { status: 400, body: 'a key' }
      return { body: state.rows }
    }
    if (headers['x-phantombuster-key'] !== key || manner === 'bad_key')
      return { status: 401, body: { status: 'error', error: 'Bad key' } }
    if (path === '/orgs/fetch-resources') return { body: { plan: {} } }
    if (method === 'POST' && path === '/agents/launch') {
      const { id } = JSON.parse(text) as { id: string }
      if (id === '404') return { status: 404, body: { status: 'error', error: 'Agent not found' } }
      const launched = begin(Date.parse('2026-11-21T09:00:00Z'))
      state.launches.push(launched)
      return { body: { containerId: launched } }
    }
    if (path === '/containers/fetch-all') {
      const all = [...containers].map(([id, { at }]) => ({ id, createdAt: at, status: 'finished' }))
      return { body: { maxLimitReached: false, containers: all } }
    }
    if (path === '/agents/fetch')
      return { body: { id: '123', name: 'Search', s3Folder: 'agent', orgS3Folder: 'org' } }
    const container = containers.get(query.get('id') ?? '')
    if (container === undefined)
      return { status: 404, body: { status: 'error', error: 'Container not found' } }
    if (path === '/containers/fetch-result-object') return { body: { resultObject: resultOf(container) } }
    if (container.status === 'launch error') return { body: { status: 'launch error', exitCode: null } }
    if (container.looks > 0) {
      container.looks--
      return { body: { status: container.looks > 1 ? 'starting' : 'running', exitCode: null } }
    }
    const { exitCode } = container
    return { body: { status: 'finished', exitCode, endType: exitCode === 0 ? 'finished' : 'agent timeout' } }
  }
  const server = await startServer(respond)
  const state: FakePhantomBuster = {
    ...{ ...server, key, charged: 0, launches: [] },
    next: { looks: 2, exitCode: 0, status: 'finished', result: 'rows' },
    rows: [
      person('Ann', 'Lee', 1),
      person('Bob', 'Ray', 2),
      { error: 'Profile gone', timestamp: '2026-11-20' },
    ],
    run: (at = Date.parse('2026-11-20T08:00:00Z')) => begin(at),
    behave: (now) => {
      manner = now
    },
  }
  return state
}
