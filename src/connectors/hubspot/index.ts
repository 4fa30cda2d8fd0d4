import { connector } from '../contract.ts'
import { archive } from './archive.ts'
import { account, test, TITLE } from './client.ts'
import { FIELDS, PRM_ID } from './fields.ts'
import { find } from './find.ts'
import { describe, setup } from './properties.ts'
import { pull } from './pull.ts'
import { relate } from './ties.ts'
import { write } from './write.ts'

export const hubspot = connector({
  name: 'hubspot',
  title: TITLE,
  summary: 'the CRM: takes people and companies, tells what became of them',
  key: 'required',
  paid: false,
  selfHosted: false,
  hosts: { default: 'https://api.hubapi.com' },
  // Those of the smallest account: 100 in ten seconds for this key alone, and 5 searches a second that all keys of the
  // account share, so that one is left to others.
  lanes: {
    default: [{ calls: 100, seconds: 10 }],
    search: [{ calls: 4, seconds: 1 }],
  },
  concurrency: 3,
  timeout: 30,
  checks: {},
  target: {
    fields: FIELDS,
    idField: { person: PRM_ID, company: PRM_ID },
    batch: { find: 100, write: 100, archive: 100 },
    ...{ account, describe, setup, find, write, archive, relate, pull },
  },
  test,
})
