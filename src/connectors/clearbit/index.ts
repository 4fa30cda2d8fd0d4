import { COMPANY_FIELDS, PERSON_FIELDS } from '../clearbit-form.ts'
import { connector } from '../contract.ts'
import { askCompany, askPerson, test, TITLE } from './client.ts'

export const clearbit = connector({
  name: 'clearbit',
  title: TITLE,
  summary: 'completes people by e-mail and companies by domain, for holders of a key from before 2024',
  key: 'required',
  paid: true,
  selfHosted: false,
  // The streaming hosts answer when they have looked, within a minute, rather than with 202 at once.
  hosts: {
    default: 'https://person-stream.clearbit.com',
    company: 'https://company-stream.clearbit.com',
    names: 'https://company.clearbit.com',
  },
  lanes: { default: [{ calls: 600, seconds: 60 }] },
  concurrency: 5,
  timeout: 70,
  checks: {},
  enriches: {
    person: { batch: 1, ask: askPerson, gives: PERSON_FIELDS, needs: [['email']] },
    company: {
      ...{ batch: 1, ask: askCompany, gives: COMPANY_FIELDS },
      ...{ needs: [['domain'], ['company']], looksElsewhere: true },
    },
  },
  test,
})
