import { connector } from '../contract.ts'
import { askCompany, askPeople, test, TITLE } from './client.ts'
import { COMPANY_GIVES, PERSON_GIVES } from './outcome.ts'

export const apollo = connector({
  name: 'apollo',
  title: TITLE,
  summary: 'completes people and companies, work e-mails and changed jobs included',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://api.apollo.io/api/v1' },
  // Of free plans; `services.apollo.rate` in the config says what yours allows.
  lanes: { default: [{ calls: 50, seconds: 60 }] },
  concurrency: 2,
  timeout: 60,
  checks: {},
  enriches: {
    person: {
      ...{ batch: 10, ask: askPeople, gives: PERSON_GIVES },
      needs: [
        ['email'],
        ['linkedin_url'],
        ['first_name', 'last_name', 'domain'],
        ['first_name', 'last_name', 'company'],
        ['full_name', 'domain'],
        ['full_name', 'company'],
      ],
    },
    company: {
      ...{ batch: 1, ask: askCompany, gives: COMPANY_GIVES },
      needs: [['domain'], ['website'], ['company_linkedin_url'], ['company']],
    },
  },
  test,
})
