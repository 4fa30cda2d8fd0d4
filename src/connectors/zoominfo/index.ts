import { connector } from '../contract.ts'
import { KEY_FORM, secretsOf, TITLE } from './auth.ts'
import { askCompanies, askPeople, test } from './client.ts'
import { COMPANY_OUTPUT, CONTACT_OUTPUT } from './fields.ts'

export const zoominfo = connector({
  name: 'zoominfo',
  title: TITLE,
  summary: 'completes people and companies',
  key: 'required',
  keyForm: KEY_FORM,
  partsOf: secretsOf,
  paid: true,
  selfHosted: false,
  hosts: {
    default: 'https://api.zoominfo.com/gtm',
    auth: 'https://okta-login.zoominfo.com',
    legacy: 'https://api.zoominfo.com',
  },
  // Those of the smallest contract.
  lanes: {
    default: [
      { calls: 5, seconds: 1 },
      { calls: 10_800, seconds: 3600 },
      { calls: 129_600, seconds: 86_400 },
    ],
    auth: [{ calls: 1, seconds: 1 }],
  },
  concurrency: 3,
  timeout: 60,
  checks: {},
  enriches: {
    person: {
      gives: Object.keys(CONTACT_OUTPUT),
      needs: [
        ['email'],
        ['first_name', 'last_name', 'company'],
        ['full_name', 'company'],
        ['phone'],
        ['mobile'],
      ],
      batch: 25,
      ask: askPeople,
    },
    company: {
      gives: Object.keys(COMPANY_OUTPUT),
      needs: [['domain'], ['website'], ['company']],
      batch: 25,
      ask: askCompanies,
    },
  },
  test,
})
