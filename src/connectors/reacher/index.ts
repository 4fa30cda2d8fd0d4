import { connector } from '../contract.ts'
import { ask, test, TITLE } from './client.ts'

export const reacher = connector({
  name: 'reacher',
  title: TITLE,
  summary: 'checks whether mailboxes exist, from a server of your own',
  key: 'optional',
  paid: false,
  selfHosted: true,
  hosts: { default: 'http://localhost:8080' },
  // Its owner sets the rate; it says so when it is exceeded.
  lanes: { default: [] },
  concurrency: 4,
  timeout: 60,
  checks: { email: { batch: 1, ask } },
  test,
})
