import { connector } from '../contract.ts'
import { ask, test, TITLE } from './client.ts'

export const hunter = connector({
  name: 'hunter',
  title: TITLE,
  summary: 'checks whether mailboxes exist',
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
  checks: { email: { batch: 1, ask } },
  test,
})
