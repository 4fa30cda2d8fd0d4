import { connector } from '../contract.ts'
import { KEY_FORM, LOGIN, secretsOf, TITLE } from './auth.ts'
import { bulk } from './bulk.ts'
import { account, test } from './client.ts'
import { FIELDS, ID_FIELD, REQUIRED } from './fields.ts'
import { find } from './find.ts'
import { pull } from './pull.ts'
import { describe, setup } from './setup.ts'
import { archive, BATCH, write } from './write.ts'

export const salesforce = connector({
  name: 'salesforce',
  title: TITLE,
  summary: 'the CRM: takes people as leads and companies as accounts, tells what became of them',
  key: 'required',
  keyForm: KEY_FORM,
  partsOf: secretsOf,
  paid: false,
  // Every org answers at an address of its own, which only its user knows.
  selfHosted: true,
  hosts: { default: LOGIN },
  // Salesforce counts requests by the day, and says so when they are used up. The limit of a second is ours: an org has
  // other programs to answer too.
  lanes: { default: [{ calls: 25, seconds: 1 }], auth: [{ calls: 1, seconds: 1 }] },
  concurrency: 3,
  // It ends what takes two minutes by itself.
  timeout: 125,
  checks: {},
  target: {
    fields: FIELDS,
    required: REQUIRED,
    idField: { person: ID_FIELD, company: ID_FIELD },
    batch: { find: 200, write: BATCH, archive: BATCH },
    ...{ account, describe, setup, find, write, bulk, archive, pull },
  },
  test,
})
