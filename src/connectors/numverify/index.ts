import { connector } from '../contract.ts'
import { ask, test, TITLE } from './client.ts'

export const numverify = connector({
  name: 'numverify',
  title: TITLE,
  summary: 'checks whether phone numbers are in service, and of what type',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://apilayer.net/api' },
  // Its documents name no figure.
  lanes: { default: [{ calls: 5, seconds: 1 }] },
  concurrency: 2,
  timeout: 30,
  checks: { phone: { batch: 1, ask } },
  test,
})
