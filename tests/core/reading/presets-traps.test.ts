/** The traps of each export, as fixtures/presets/expected.json tells them: what the cells behind them are read as. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normaliseRow, rejection, type NormalisedRow } from '../../../src/core/reading/normalise.ts'
import { openList } from '../../../src/core/reading/open-list.ts'

const folder = new URL('../../../fixtures/presets/', import.meta.url)
const { files } = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as {
  files: Record<string, { traps?: string }>
}

const readRows = async (name: string): Promise<NormalisedRow[]> => {
  const { columns, rows } = await openList({ path: new URL(name, folder).pathname })
  const read: NormalisedRow[] = []
  for await (const batch of rows)
    for (const { cells } of batch) read.push(normaliseRow(cells, columns, undefined))
  return read
}

/** The fields of one row, counted from 1; undefined: the row does not have the field. */
type Trap = [what: string, row: number, fields: Record<string, string | number | boolean | undefined>]

const TRAPS: Record<string, Trap[]> = {
  'apollo.csv': [
    [
      'an apostrophe before a number, two columns for the switchboard',
      1,
      { phone: '+14195550108', company_phone: '+14195550100', 'custom.corporate_phone': "'+1 419-555-0100" },
    ],
    [
      'Email Status and its like are no addresses',
      1,
      {
        email: 'lbanks@ferrouslane.example',
        email2: undefined,
        'custom.email_status': 'Verified',
        'custom.email_confidence': 0.97,
      },
    ],
    [
      'Company Name for Emails is kept apart from the name',
      1,
      { company: 'Ferrous Lane Tools', 'custom.company_name_for_emails': 'Ferrous Lane Tools' },
    ],
    ['the owner is the contact’s', 1, { owner: 'nora@prm-demo.example' }],
    ['Do Not Call is kept, as yes or no', 3, { 'custom.do_not_call': true }],
  ],
  'zoominfo.csv': [
    ['last name first, an id below zero', 1, { last_name: 'Petrakis', external_id: '-1390882217' }],
    ['revenue in thousands, headcount beside its range', 1, { revenue: 36_500_000, employees: 240 }],
    [
      'the job before is not the present one',
      1,
      { title: 'VP of Engineering', 'custom.previous_job_title': 'Director of Engineering' },
    ],
    [
      'a spoiled id is none, a postal code keeps its zero',
      2,
      { external_id: undefined, postal_code: '04101', last_name: 'Boggs' },
    ],
    ['a list joined by ;', 3, { department: 'C-Suite;Operations' }],
  ],
  'cognism.csv': [
    [
      'Email Quality and DNC are no contact points; the office’s number is the company’s',
      1,
      {
        email: 'n.eze-williams@caldervale.example',
        mobile: '+441134960551',
        phone: '+441134960555',
        phone_other: undefined,
        company_phone: '+441134960500',
        'custom.email_quality': 'High',
        'custom.mobile_dnc': false,
      },
    ],
    ['ranges count from their lower end', 1, { employees: 501, revenue: 100_000_000 }],
    [
      'the person’s country, not the headquarters’',
      4,
      { country: 'FR', 'custom.company_hq_country': 'France' },
    ],
  ],
  'linkedin-connections.csv': [
    [
      'the header stands below a preamble; Connected On is not created_at',
      1,
      { first_name: 'Delphine', created_at: undefined, 'custom.connected_on': '2020-10-05' },
    ],
    ['an emoji in a name', 1, { last_name: 'Archer' }],
    ['the row of commas is passed over', 3, { first_name: 'M.' }],
    ['without URL', 5, { last_name: 'de La Tour', linkedin_url: undefined }],
  ],
  'phantombuster-sales-navigator.csv': [
    [
      'the public profile, and the public page of the company',
      1,
      {
        linkedin_url: 'https://www.linkedin.com/in/suki-hayashi-example',
        company_linkedin_url: 'https://www.linkedin.com/company/990011223344',
      },
    ],
    [
      'timestamp is not created_at',
      1,
      { created_at: undefined, 'custom.timestamp': '2026-11-16T07:42:10.113Z' },
    ],
    [
      'location is one cell, and no city',
      1,
      { city: undefined, 'custom.location': 'Houston, Texas, United States' },
    ],
  ],
  'captaindata.csv': [
    [
      'an id of digits is text; headline and location are no fields',
      1,
      {
        external_id: '771201202',
        title: 'VP Manufacturing',
        city: undefined,
        'custom.headline': 'VP Manufacturing at Ferrous Lane Tools',
        linkedin_url: 'https://www.linkedin.com/in/gilbert-amaya-example',
      },
    ],
  ],
  'clay.csv': [
    ['JSON that holds an address is none', 1, { email: 'mlafleur@tamarackpaper.example', email2: undefined }],
    [
      '"No Email Found" is blank, the second Work Email is then the first',
      2,
      { email: 'curt@junctionsix.example', email2: undefined },
    ],
    ['"Email found" is no address either', 3, { email: undefined, email2: undefined }],
  ],
  'dropcontact.csv': [
    [
      'nominative@pro is no address; numbers keep their zeros',
      1,
      {
        email: 'm.dubois@portsecrhone.example',
        email2: 'contact@portsecrhone.example',
        email3: undefined,
        'custom.email_qualification': 'nominative@pro',
        postal_code: '01600',
        'custom.siren': '000000018',
        employees: 50,
        prefix: 'Mrs',
      },
    ],
  ],
  'hubspot.csv': [
    ['a byte order mark before the first header', 1, { external_id: '28104411001' }],
    [
      'Lead Status and Marketing contact status are no consent',
      1,
      {
        consent: undefined,
        'custom.lead_status': 'OPEN',
        'custom.marketing_contact_status': 'Marketing contact',
      },
    ],
    [
      'one has opted out; of several companies none is the company',
      3,
      { unsubscribed: true, company: 'Duinrand Food Logistics' },
    ],
    ['a spoiled id is none', 4, { external_id: undefined, last_name: 'Ness' }],
  ],
  'salesforce-report.csv': [
    [
      'a day before the month; Rating and Lead Status are no fields',
      1,
      { created_at: '2026-06-15', 'custom.rating': 'Warm', 'custom.lead_status': 'Open - Not Contacted' },
    ],
    ['Windows-1252', 2, { first_name: 'François', street: '12, rue de l’Été' }],
    ['a street over two lines', 3, { street: 'Kaistraße 9 Haus B' }],
    ['the last row before the footer', 4, { last_name: 'Ekdahl' }],
  ],
  'salesforce-data-loader.csv': [
    [
      'STATE is the region, STATUS the lead’s; 7.1E7 is a number',
      1,
      { state: 'ME', 'custom.status': 'Open - Not Contacted', revenue: 71_000_000, postal_code: '04101' },
    ],
    [
      'OWNERID is the id of somebody else',
      1,
      { owner: undefined, 'custom.ownerid': '005000000000001AAA', external_id: '00Q000000000101AAA' },
    ],
    ['a deleted row says so', 3, { 'custom.isdeleted': true }],
    [
      '[not provided] is blank; DESCRIPTION keeps its lines',
      4,
      {
        last_name: undefined,
        full_name: undefined,
        company: undefined,
        notes: 'Web-to-lead, "please call"\nline two',
      },
    ],
  ],
  'pipedrive-people.csv': [
    [
      'two addresses in one cell',
      1,
      { email: 'nils@havnelager.example', email2: 'kontor@havnelager.example' },
    ],
    [
      'Next activity date is no field',
      1,
      { created_at: '2026-11-12', 'custom.person_next_activity_date': '2026-12-01' },
    ],
    ['Marketing status is the consent', 2, { consent: 'Unsubscribed' }],
    ['two numbers in one cell', 3, { phone: '+493023125815', mobile: '+491713920079' }],
  ],
  'google-contacts.csv': [
    [
      '" ::: " joins several addresses',
      1,
      { email: 'zoe@nordvikkyl.example', email2: 'zoe.angstrom@nordvikkyl.example', street: 'Kajgatan 3' },
    ],
    ['a birthday without a year is no field', 2, { 'custom.birthday': '--03-14', created_at: undefined }],
    ['a company without a person', 4, { company: 'Oakline Bank', first_name: undefined }],
    [
      'labels of other columns are no fields',
      5,
      { 'custom.relation_1_label': 'Assistant', middle_name: 'Jean' },
    ],
  ],
  'subscribed_segment_export_0a1b2c3d4e.csv': [
    [
      'tags in quotes of their own, ratings and places by IP address',
      1,
      {
        tags: 'VIP; Blog',
        'custom.member_rating': 5,
        'custom.latitude': 39.7392,
        'custom.region': 'co',
        state: undefined,
        country: 'US',
      },
    ],
    [
      'a whole address in one cell is no street',
      1,
      { street: undefined, 'custom.address': '1 Junction Rd Denver CO 80202 US' },
    ],
  ],
  'unsubscribed_segment_export_0a1b2c3d4e.csv': [
    [
      'why and when are kept',
      1,
      {
        'custom.unsub_time': '2026-04-02 08:15:00',
        'custom.unsub_reason': 'NORMAL',
        external_id: '4711202723',
      },
    ],
    ['an address in mixed case', 4, { email: 'R.Ness@meridianglobal.example' }],
  ],
  'cleaned_segment_export_0a1b2c3d4e.csv': [
    ['when is kept', 1, { 'custom.clean_time': '2025-05-05 05:05:05', created_at: '2021-03-04' }],
  ],
  'meta-lead-ads.csv': [
    ['p: before a number; tabs and UTF-16', 1, { phone: '+33261914040', company: 'Entrepôts Lefèvre' }],
    [
      'questions are the list’s own columns; lead_status is no consent',
      1,
      {
        'custom.how_many_pallet_positions_do_you_have': '1,000–5,000',
        'custom.was_mochten_sie_zuerst_automatisieren': 'Verpackung',
        'custom.lead_status': 'CREATED',
        consent: undefined,
      },
    ],
    ['a spoiled id is none', 5, { external_id: undefined, full_name: 'Paula Ferreira' }],
  ],
  'zerobounce-results.csv': [
    [
      'what the service found does not stand in for the list’s own',
      4,
      {
        email: 'joerg.asenbach.example@hotmial.com',
        email2: undefined,
        domain: undefined,
        'custom.zb_did_you_mean': 'joerg.asenbach.example@hotmail.com',
        'custom.zb_status': 'invalid',
      },
    ],
  ],
}

describe.each(Object.entries(TRAPS))('%s', (name, traps) => {
  test.each(traps)('%s (row %i)', async (_what, row, fields) => {
    const found = (await readRows(name))[row - 1]?.fields ?? {}
    expect(Object.fromEntries(Object.keys(fields).map((field) => [field, found[field as 'email']]))).toEqual(
      fields,
    )
  })
})

test('every export with traps has its cases here', () => {
  const named = Object.entries(files).filter(([, { traps }]) => traps !== undefined)
  expect(Object.keys(TRAPS).sort()).toEqual(named.map(([name]) => name).sort())
})

test.each([
  ['phantombuster-sales-navigator.csv', 3, 'no_identity'],
  ['clay.csv', 4, 'no_person'],
])('%s: row %i names nobody', async (name, row, reason) => {
  const { fields } = (await readRows(name))[row - 1]!
  expect(rejection(fields, 'people')).toMatch(reason)
})

test.each([
  ['zoominfo.csv', 2, 'ZoomInfo Contact ID'],
  ['hubspot.csv', 4, 'Record ID'],
  ['meta-lead-ads.csv', 5, 'id'],
])('%s: row %i has a spoiled id, and says so', async (name, row, column) => {
  const { warnings } = (await readRows(name))[row - 1]!
  expect(warnings).toContainEqual(expect.objectContaining({ column, code: 'spoiled' }))
})
