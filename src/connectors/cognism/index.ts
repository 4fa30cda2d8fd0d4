import { connector } from '../contract.ts'
import { askCompanies, askPeople, BATCH, test, TITLE } from './client.ts'
import { EXTRAS } from './fields.ts'

const OF_COMPANY = [
  ...[
    'company',
    'domain',
    'website',
    'company_phone',
    'company_linkedin_url',
    'industry',
    'employees',
    'revenue',
  ],
  ...['founded_year', 'technologies'],
]

export const cognism = connector({
  name: 'cognism',
  title: TITLE,
  summary: 'completes people and companies',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://app.cognism.com' },
  lanes: { default: [{ calls: 1000, seconds: 60 }] },
  concurrency: 2,
  timeout: 30,
  checks: {},
  enriches: {
    person: {
      gives: [
        ...['first_name', 'last_name', 'email', 'mobile', 'phone', 'title', 'seniority', 'linkedin_url'],
        ...['city', 'state', 'country', ...OF_COMPANY],
      ],
      needs: [
        ['email'],
        ['linkedin_url'],
        ['first_name', 'last_name', 'domain'],
        ['first_name', 'last_name', 'company'],
      ],
      extras: EXTRAS,
      batch: BATCH,
      ask: askPeople,
    },
    company: {
      gives: [...OF_COMPANY, 'street', 'city', 'state', 'postal_code', 'country'],
      needs: [['domain'], ['website'], ['company_linkedin_url'], ['company']],
      free: true,
      batch: BATCH,
      ask: askCompanies,
    },
  },
  test,
})
