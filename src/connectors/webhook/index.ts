import { sha256 } from '../../lib/hash.ts'
import { connector } from '../contract.ts'
import { SECRET, test, TITLE, write } from './client.ts'

/** Tells secrets apart without telling them. */
const fingerprint = (secret: string): string => sha256(`prm webhook ${secret}`).slice(0, 16)

/** Under their own names. */
const same = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]))

export const webhook = connector({
  name: 'webhook',
  title: TITLE,
  summary: 'sends people and companies, as signed messages, to an address of your own (PRM_WEBHOOK_URL)',
  key: 'required',
  variables: [SECRET],
  paid: false,
  selfHosted: true,
  hosts: { default: 'http://localhost:8090/' },
  lanes: { default: [{ calls: 20, seconds: 1 }] },
  concurrency: 4,
  timeout: 30,
  checks: {},
  target: {
    fields: {
      person: same(
        ...['full_name', 'first_name', 'last_name', 'email', 'email_status', 'phone', 'title', 'seniority'],
        ...[
          'linkedin_url',
          'city',
          'country',
          'company',
          'domain',
          'industry',
          'employees',
          'score',
          'grade',
        ],
        ...['fit', 'heat', 'reasons', 'signals', 'route', 'owner', 'lifecycle', 'buying_stage'],
      ),
      company: same(
        ...['company', 'domain', 'website', 'company_phone', 'company_linkedin_url', 'industry', 'employees'],
        ...['revenue', 'founded_year', 'technologies', 'country'],
      ),
    },
    idField: { person: 'prm_id', company: 'prm_id' },
    batch: { find: 1, write: 1, archive: 1 },
    // Nobody's account: what stays is the secret, of which nothing is told.
    account: (call) => Promise.resolve({ id: fingerprint(call.secrets[SECRET] ?? ''), title: TITLE }),
    write,
  },
  test,
})
