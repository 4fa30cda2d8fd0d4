import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openList } from '../../../src/core/reading/open-list.ts'

const path = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/formats/${name}`, import.meta.url))

const LEADS = ['first_name', 'last_name', 'email', 'company', 'phone', 'postal_code']
const NAMES = ['full_name', 'first_name', 'last_name', 'company', 'department', 'title']

test.each([
  ['leads.xlsx', LEADS],
  ['leads.ods', [...LEADS, 'notes']],
  [
    'contacts.json',
    [
      'external_id',
      'first_name',
      'last_name',
      'email',
      'company',
      'domain',
      'employees',
      'tags',
      'unsubscribed',
      'phone',
    ],
  ],
  ['contacts.ndjson', ['first_name', 'last_name', 'email', 'company', 'created_at', 'title', 'phone']],
  [
    'contacts-v3.vcf',
    [
      ...NAMES,
      'prefix',
      'email',
      'email2',
      'phone',
      'mobile',
      'phone_home',
      'website',
      'linkedin_url',
      'street',
      'city',
      'state',
      'postal_code',
      'country',
      'tags',
      'notes',
    ],
  ],
  [
    'contacts-v4.vcf',
    [
      ...NAMES,
      'email',
      'email2',
      'phone',
      'mobile',
      'linkedin_url',
      'twitter_url',
      'street',
      'city',
      'postal_code',
      'country',
      'external_id',
    ],
  ],
  ['conference.csv.gz', ['first_name', 'last_name', 'title', 'company', 'email', 'phone', 'country']],
])('the columns of %s are understood', async (name, fields) => {
  const { columns, rows } = await openList({ path: path(name) })
  expect(columns.map(({ field }) => field)).toEqual(expect.arrayContaining(fields))
  for await (const batch of rows) for (const { cells } of batch) expect(cells).toHaveLength(columns.length)
})
