import { connector } from '../contract.ts'
import { collector, test, TITLE } from './client.ts'

export const phantombuster = connector({
  name: 'phantombuster',
  title: TITLE,
  summary: 'collects the rows of an agent (prm collect)',
  key: 'required',
  // By the time that agents run, not by rows.
  paid: false,
  selfHosted: false,
  hosts: {
    default: 'https://api.phantombuster.com/api/v2',
    files: 'https://phantombuster.s3.amazonaws.com',
  },
  lanes: { default: [{ calls: 5, seconds: 1 }] },
  concurrency: 1,
  timeout: 30,
  checks: {},
  collects: collector,
  test,
})
