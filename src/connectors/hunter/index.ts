import { connector } from '../contract.ts'
import { test, TITLE } from './client.ts'
import { company, person } from './enrich.ts'
import { verify } from './verify.ts'

export const hunter = connector({
  name: 'hunter',
  title: TITLE,
  summary: 'checks whether mailboxes exist, finds work e-mails, completes people and companies',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://api.hunter.io/v2' },
  lanes: {
    default: [
      { calls: 10, seconds: 1 },
      { calls: 300, seconds: 60 },
    ],
  },
  concurrency: 5,
  timeout: 30,
  checks: { email: { batch: 1, ask: verify } },
  enriches: { person, company },
  test,
})
