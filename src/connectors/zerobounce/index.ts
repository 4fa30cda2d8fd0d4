import { connector } from '../contract.ts'
import { ask, bulk, credits, TITLE } from './client.ts'

export const zerobounce = connector({
  name: 'zerobounce',
  title: TITLE,
  summary: 'checks whether mailboxes exist',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://api.zerobounce.net/v2', bulk: 'https://bulkapi.zerobounce.net/v2' },
  lanes: {
    default: [{ calls: 1000, seconds: 10 }],
    // A sixth batch within a minute blocks the account for ten.
    batch: [{ calls: 5, seconds: 60 }],
    bulk: [{ calls: 200, seconds: 60 }],
  },
  concurrency: 4,
  timeout: 75,
  checks: { email: { batch: 200, ask, bulk } },
  test: async (call) => `${(await credits(call)).toLocaleString('en-US')} credits left`,
})
