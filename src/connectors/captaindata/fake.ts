/** Behaves like CaptainData: a search in pages, whose next one a header names; 404, 424 and 429. */
import { startServer, type FakeReply, type FakeRequest, type FakeService, type Manner } from '../fake.ts'

export interface FakeCaptainData extends FakeService {
  /** Rows that the search finds. */
  total: number
  /** Cursors given out so far are too old. */
  expire(): void
}

const failure = (status: number, error_label: string, message: string, headers = {}): FakeReply => ({
  ...{ status, headers },
  body: { error_label, error_scope: 'param', error_ref: 'ref-7', message, status_code: status },
})

const row = (n: number): Record<string, unknown> => ({
  ...{
    uid: `u-${n}`,
    full_name: `Ann Lee${n}`,
    first_name: 'Ann',
    last_name: `Lee${n}`,
    job_title: 'VP Sales',
  },
  ...{
    company_name: 'Acme',
    li_profile_id: `p${n}`,
    li_profile_url: `https://www.linkedin.com/in/ann-lee${n}`,
  },
  skills: [{ name: 'Sales' }],
})

export const startCaptainData = async (): Promise<FakeCaptainData> => {
  const key = 'cd-0123456789abcdef'
  let manner: Manner = 'good'
  let isWarned = false
  let age = 1
  const respond = ({ path, query, headers }: FakeRequest): FakeReply => {
    if (headers['x-api-key'] !== key || manner === 'bad_key')
      return failure(401, 'UNAUTHORIZED', 'Unknown key')
    if (path === '/people/find') return failure(404, 'NOT_FOUND', 'Nobody found')
    if (path !== '/people/search') return failure(404, 'NOT_FOUND', 'No such route')
    if (manner === 'no_credit') return failure(403, 'FORBIDDEN', 'No credits left')
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return failure(429, 'TOO_MANY', 'Slow down', { 'retry-after': '2' })
    }
    if (query.get('query')?.includes('linkedout'))
      return failure(424, 'FAILED_DEPENDENCY', 'The account is logged out')
    const cursor = query.get('cursor')
    const [given, from] = (cursor ?? `${age}-0`).split('-').map(Number)
    if (given !== age) return failure(400, 'BAD_CURSOR', 'The cursor has expired')
    const size = Number(query.get('page_size'))
    const rows = Array.from({ length: Math.min(size, state.total - from!) }, (_, i) => row(from! + i + 1))
    state.charged += rows.length
    const end = from! + rows.length
    return { body: rows, headers: end < state.total ? { 'x-pagination-next': `${age}-${end}` } : {} }
  }
  const server = await startServer(respond)
  const state: FakeCaptainData = {
    ...{ ...server, key, charged: 0, total: 60 },
    expire: () => {
      age++
    },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}
