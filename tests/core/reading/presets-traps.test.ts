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
    ['credentials in a name', 2, { last_name: 'Ostberg' }],
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
      'a spoiled id of a company is flagged, alone and inside an address',
      4,
      { 'custom.company_id': undefined, company_linkedin_url: undefined, company: 'Copperfield Parts' },
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
    ['15/06 in one row says how 12/11 is meant in another', 2, { created_at: '2026-11-12' }],
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
    ['* myContacts is no label', 1, { tags: 'Expo 2026' }],
    ['a birthday without a year is no field', 2, { 'custom.birthday': '--03-14', created_at: undefined }],
    [
      '" ::: " joins several numbers; nothing but myContacts is nothing',
      2,
      { phone: '020 7946 0812', mobile: '0161 496 0813', tags: undefined },
    ],
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
      'l: ag: as: c: f: z: before codes',
      2,
      {
        external_id: '1009876543210002',
        postal_code: '04109',
        'custom.ad_id': '120210000000000002',
        'custom.adset_id': '120210000000010002',
        'custom.campaign_id': '120210000000010001',
        'custom.form_id': '998877665544332',
      },
    ],
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
  'apollo-accounts.csv': [
    [
      'the company’s place and owner, not its page on Twitter',
      1,
      {
        city: 'Toledo',
        owner: 'nora@prm-demo.example',
        twitter_url: undefined,
        company_phone: '+14195550100',
      },
    ],
    [
      'spoiled cells are none',
      3,
      { employees: undefined, company_linkedin_url: undefined, company: 'Oakline Bank' },
    ],
  ],
  'zoominfo-companies.csv': [
    ['an id below zero, revenue in thousands', 1, { external_id: '-344123', revenue: 36_500_000 }],
    ['parents are other companies', 1, { company: 'Ferrous Lane Tools', domain: undefined }],
    ['a spoiled id is none', 2, { external_id: undefined, postal_code: '04101' }],
  ],
  'google-contacts-old.csv': [
    [
      '" ::: " joins addresses and numbers',
      1,
      {
        email: 'zoe@nordvikkyl.example',
        email2: 'z.angstrom@nordvikkyl.example',
        email3: 'zoe.home.example@outlook.com',
        phone: '+46846500461',
      },
    ],
    ['of two organisations the first', 1, { company: 'Nordvik Kyl', title: 'VD' }],
    ['groups without those of the system', 1, { tags: 'Expo 2026; Coworkers' }],
    [
      'Given, Additional and Family Name',
      1,
      { first_name: 'Zoë', middle_name: 'Maria', last_name: 'Ångström' },
    ],
    ['a birthday without a year', 2, { 'custom.birthday': '--03-14', tags: undefined }],
  ],
  'hubspot-internal-names.csv': [
    [
      'ids of others are no ids',
      1,
      { external_id: '28104411001', owner: undefined, company: 'Junction Six Storage' },
    ],
    ['opted out', 2, { unsubscribed: true }],
  ],
  'salesforce-bulk.csv': [
    [
      'a true number with an exponent',
      1,
      { revenue: 71_000_000, owner: undefined, 'custom.do_not_call': true },
    ],
    ['opted out of e-mail', 2, { unsubscribed: true, 'custom.do_not_call': false }],
  ],
  'pipedrive-people-es.csv': [
    ['Persona - Nombre', 1, { full_name: 'Lucía Ferrer', email2: 'lucia.f.example@outlook.com' }],
    ['Dado de baja', 3, { unsubscribed: true }],
  ],
  'hunter.csv': [
    ['a handle', 1, { twitter_url: 'https://x.com/dana_w_ex', 'custom.confidence_score': 94 }],
    [
      'an address of nobody in particular',
      2,
      { email: 'info@tamarackpaper.example', domain: 'tamarackpaper.example' },
    ],
  ],
  'smartlead.csv': [
    [
      'city and country in one cell',
      1,
      { city: 'Leeds', country: 'GB', state: undefined, unsubscribed: false },
    ],
    ['is_unsubscribed', 2, { unsubscribed: true }],
  ],
  'instantly.csv': [['a status that says so', 2, { unsubscribed: true }]],
  'lemlist.csv': [['emailsUnsubscribed', 2, { unsubscribed: true, company: 'Copperfield Parts' }]],
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

describe('what rows say of themselves', () => {
  test.each([
    ['phantombuster-sales-navigator.csv', 1, '2026-11-16T07:42:10Z'],
    ['clay.csv', 1, '2026-11-02T10:00:00Z'],
    ['subscribed_segment_export_0a1b2c3d4e.csv', 1, '2026-08-01T12:00:00Z'],
    ['hubspot-internal-names.csv', 1, '2026-11-02T16:40:00Z'],
    ['salesforce-bulk.csv', 1, '2026-10-05T07:00:00Z'],
    ['pipedrive-people-es.csv', 1, '2026-11-12T09:01:44Z'],
    ['google-contacts.csv', 1, null],
    ['linkedin-connections.csv', 1, null],
    ['hubspot.csv', 1, null],
  ])('%s: row %i was true at %s', async (name, row, at) => {
    expect((await readRows(name))[row - 1]!.observed_at).toBe(at)
  })

  test.each([
    ['apollo.csv', 3, ['phone', 'mobile', 'phone_other', 'phone_home']],
    ['apollo.csv', 1, null],
    ['zoominfo.csv', 1, null],
    ['cognism.csv', 1, null],
    ['cognism.csv', 2, ['phone']],
    ['cognism.csv', 3, ['mobile']],
    ['salesforce-bulk.csv', 1, ['phone', 'mobile', 'phone_other', 'phone_home']],
  ])('%s: row %i is not to be called at %j', async (name, row, phones) => {
    const { do_not_call } = (await readRows(name))[row - 1]!
    expect(do_not_call === null ? null : [...do_not_call]).toEqual(phones)
  })

  test.each([
    ['hubspot-internal-names.csv', [false, false, true]],
    ['salesforce-bulk.csv', [false, false, true]],
    ['instantly.csv', [false, false, true]],
    ['lemlist.csv', [false, false, true]],
    ['hubspot.csv', [false, false, false, false, false]],
  ])('%s: addresses that came back', async (name, bounced) => {
    expect((await readRows(name)).map((row) => row.bounced)).toEqual(bounced)
  })

  test('a test lead of a form is about nobody', async () => {
    const reasons = (await readRows('meta-lead-ads.csv')).map(({ reason }) => reason?.split(':')[0] ?? null)
    expect(reasons).toEqual([null, null, 'test_row', null, null])
  })

  test('Pipedrive’s Unsubscribed is an opt-out, No consent is none', async () => {
    const out = (await readRows('pipedrive-people.csv')).map(({ fields }) => fields.unsubscribed)
    expect(out).toEqual([undefined, true, undefined, undefined])
  })
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
  ['apollo-accounts.csv', 3, 'Company Linkedin Url'],
  ['zoominfo-companies.csv', 2, 'ZoomInfo Company ID'],
  ['phantombuster-sales-navigator.csv', 4, 'companyId'],
])('%s: row %i has a spoiled id, and says so', async (name, row, column) => {
  const { warnings } = (await readRows(name))[row - 1]!
  expect(warnings).toContainEqual(expect.objectContaining({ column, code: 'spoiled' }))
})
