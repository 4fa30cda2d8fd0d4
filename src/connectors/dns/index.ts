import { connector } from '../contract.ts'
import { ask, test } from './client.ts'

export const dns = connector({
  name: 'dns',
  title: 'DNS',
  summary: 'mail provider and technologies in use, from the records of the domain',
  key: 'optional',
  paid: false,
  selfHosted: false,
  hosts: {},
  lanes: { default: [] },
  concurrency: 4,
  timeout: 10,
  checks: {},
  enriches: {
    company: {
      gives: ['technologies', 'custom.mail_provider'],
      needs: [['domain'], ['website']],
      batch: 20,
      ask,
    },
  },
  test,
})
