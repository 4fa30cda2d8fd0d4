import { connector } from '../contract.ts'
import { collector, test, TITLE } from './client.ts'

export const captaindata = connector({
  name: 'captaindata',
  title: TITLE,
  summary: 'collects what a search on Sales Navigator finds (prm collect)',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://api.captaindata.com/v1' },
  lanes: { default: [{ calls: 2, seconds: 1 }] },
  concurrency: 1,
  timeout: 60,
  checks: {},
  collects: collector,
  test,
})
