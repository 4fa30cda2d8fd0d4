import { connector } from '../contract.ts'
import { accountOf, TITLE } from './client.ts'
import { describe, ID_FIELD, setup } from './fields.ts'
import { find } from './find.ts'
import { pull } from './pull.ts'
import { archive, write } from './write.ts'

export const pipedrive = connector({
  name: 'pipedrive',
  title: TITLE,
  summary: 'takes people, companies and leads; tells what became of them',
  key: 'required',
  paid: false,
  selfHosted: false,
  hosts: { default: 'https://api.pipedrive.com' },
  // Together those of the smallest plan, whose window is two seconds; the way there takes its time too.
  lanes: { default: [{ calls: 10, seconds: 2.5 }], search: [{ calls: 10, seconds: 2.5 }] },
  concurrency: 4,
  timeout: 30,
  checks: {},
  target: {
    fields: {
      person: {
        ...{ full_name: 'name', email: 'email', phone: 'phone', owner: 'owner', mvl: 'lead' },
        ...{ title: 'prm_title', linkedin_url: 'prm_linkedin_url', score: 'prm_score', grade: 'prm_grade' },
        ...{ route: 'prm_route', reasons: 'prm_reasons', signals: 'prm_signals' },
      },
      company: {
        ...{ company: 'name', domain: 'prm_domain', industry: 'prm_industry', employees: 'prm_employees' },
        country: 'prm_country',
      },
    },
    required: { person: ['name'], company: ['name'] },
    idField: { person: ID_FIELD, company: ID_FIELD },
    batch: { find: 20, write: 1, archive: 1 },
    account: async (call) => {
      const { id, title } = await accountOf(call)
      return { id, title }
    },
    ...{ describe, setup, find, write, archive, pull },
  },
  test: async (call) => `the account of ${(await accountOf(call)).title}`,
})
