/** A CRM that tells what happened in it, on a real socket. */
import { connector, type Connector } from '../../src/connectors/contract.ts'
import { startServer, type FakeServer } from '../../src/connectors/fake.ts'
import type { RemoteChange } from '../../src/connectors/target.ts'
import { ServiceTrouble } from '../../src/connectors/trouble.ts'
import type { Service } from '../../src/core/engine/types.ts'
import type { ProspectFile } from '../../src/store/index.ts'

export interface TellingCrm {
  service: Service
  server: FakeServer
  /** What happened there, oldest first; more may be added. */
  changes: RemoteChange[]
  /** Changes in one page. */
  size: number
  account: { id: string; title: string }
}

export const CRM_KEY = 'made-up-key'

export const crmConnector = (url = 'https://crm.example'): Connector =>
  connector({
    ...{ name: 'crm', title: 'MadeUp CRM', summary: 'made up', key: 'required', paid: false },
    ...{ selfHosted: false, hosts: { default: url }, lanes: { default: [] }, concurrency: 1, timeout: 5 },
    ...{ checks: {}, test: () => Promise.resolve('here') },
    target: {
      ...{ fields: { person: {}, company: {} }, idField: { person: 'prm_id', company: 'prm_id' } },
      ...{ batch: { find: 1, write: 1, archive: 1 }, write: () => Promise.resolve([]) },
      account: (call) =>
        call.send(
          { method: 'GET', path: '/account', paid: false, headers: { 'x-key': call.key } },
          ({ status, text }) => {
            if (status === 401) throw new ServiceTrouble('credential', 'MadeUp CRM does not take the key')
            return JSON.parse(text) as { id: string; title: string }
          },
        ),
      pull: (since, call) =>
        call.send(
          { method: 'GET', path: '/changes', query: since === null ? {} : { since }, paid: false },
          ({ status, text }) => {
            if (status !== 200) throw new ServiceTrouble('refused', `MadeUp CRM answers ${status}`)
            return JSON.parse(text) as { changes: RemoteChange[]; next: string; isOver: boolean }
          },
        ),
    },
  })

/** The service behind such a server, also for another process. */
export const crmAt = (url: string): Service => {
  const made = crmConnector(url)
  const { hosts, lanes, concurrency, timeout } = made
  return {
    ...{ connector: made, key: CRM_KEY, secrets: {}, hosts, isElsewhere: false, currency: 'USD', lanes },
    ...{ concurrency, timeout, resolver: [], allowPrivate: false },
    prices: { check: null, person: null, company: null },
  }
}

export const startCrm = async (changes: RemoteChange[] = [], size = 100): Promise<TellingCrm> => {
  const crm = { changes, size, account: { id: 'acc-1', title: 'Acme Sales' } }
  const server = await startServer(({ path, query, headers }) => {
    if (path === '/account')
      return headers['x-key'] === CRM_KEY ? { body: crm.account } : { status: 401, body: 'no' }
    const from = Number(query.get('since') ?? '0')
    const until = Math.min(from + crm.size, crm.changes.length)
    return {
      body: {
        changes: crm.changes.slice(from, until),
        next: String(until),
        isOver: until === crm.changes.length,
      },
    }
  })
  return Object.assign(crm, { server, service: crmAt(server.url) })
}

/** Connects the file to this account, as `prm push --setup` does. */
export const connect = (file: ProspectFile, { account }: Pick<TellingCrm, 'account'>): void =>
  file.write(() =>
    file.connections.set({
      ...{ target: 'crm', account_id: account.id, account: account.title },
      connected_at: '2026-11-20T09:00:00.000Z',
    }),
  )
