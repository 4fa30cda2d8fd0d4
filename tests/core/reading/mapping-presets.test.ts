import { describe, expect, test } from 'vitest'
import { mapColumns } from '../../../src/core/reading/mapping.ts'

/** A tool's header row, and the fields its columns must get; those not named must stay the list's own. */
const EXPORTS: [preset: string | null, header: string, fields: Record<string, string>][] = [
  [
    'apollo_people',
    'First Name,Last Name,Title,Company Name,Company Name for Emails,Email,Email Status,Email Confidence,Seniority,Departments,Contact Owner,Work Direct Phone,Home Phone,Mobile Phone,Corporate Phone,Other Phone,Do Not Call,Stage,Lists,Last Contacted,Account Owner,# Employees,Industry,Keywords,Person Linkedin Url,Website,Company Linkedin Url,Twitter Url,City,State,Country,Company Address,Company City,Company Country,Company Phone,Technologies,Annual Revenue,Last Raised At,Email Sent,Apollo Contact Id,Apollo Account Id,Secondary Email,Secondary Email Status,Tertiary Email',
    {
      'First Name': 'first_name',
      'Last Name': 'last_name',
      Title: 'title',
      'Company Name': 'company',
      Email: 'email',
      Seniority: 'seniority',
      Departments: 'department',
      'Contact Owner': 'owner',
      'Work Direct Phone': 'phone',
      'Home Phone': 'phone_home',
      'Mobile Phone': 'mobile',
      'Other Phone': 'phone_other',
      'Company Phone': 'company_phone',
      Lists: 'tags',
      '# Employees': 'employees',
      Industry: 'industry',
      'Person Linkedin Url': 'linkedin_url',
      Website: 'website',
      'Company Linkedin Url': 'company_linkedin_url',
      City: 'city',
      State: 'state',
      Country: 'country',
      Technologies: 'technologies',
      'Annual Revenue': 'revenue',
      'Apollo Contact Id': 'external_id',
      'Secondary Email': 'email2',
      'Tertiary Email': 'email3',
    },
  ],
  [
    'apollo_accounts',
    'Company Name,Company Name for Emails,# Employees,Industry,Website,Company Linkedin Url,Company Country,Keywords,Apollo Record Id,Short Description,Founded Year',
    {
      'Company Name': 'company',
      '# Employees': 'employees',
      Industry: 'industry',
      Website: 'website',
      'Company Linkedin Url': 'company_linkedin_url',
      'Company Country': 'country',
      'Apollo Record Id': 'external_id',
      'Founded Year': 'founded_year',
    },
  ],
  [
    'zoominfo_contacts',
    'ZoomInfo Contact ID,Last Name,First Name,Salutation,Job Title,Job Title Hierarchy Level,Management Level,Job Function,Department,Direct Phone Number,Email Address,Email Domain,Mobile phone,Previous Job Title,ZoomInfo Contact Profile URL,LinkedIn Contact Profile URL,Person City,Country,ZoomInfo Company ID,Company Name,Website,Company HQ Phone,Revenue (in 000s USD),Revenue Range (in USD),Employees,Employee Range,Primary Industry,LinkedIn Company Profile URL,Company City,Full Address',
    {
      'ZoomInfo Contact ID': 'external_id',
      'Last Name': 'last_name',
      'First Name': 'first_name',
      Salutation: 'prefix',
      'Job Title': 'title',
      'Management Level': 'seniority',
      Department: 'department',
      'Direct Phone Number': 'phone',
      'Email Address': 'email',
      'Mobile phone': 'mobile',
      'LinkedIn Contact Profile URL': 'linkedin_url',
      'Person City': 'city',
      Country: 'country',
      'Company Name': 'company',
      Website: 'website',
      'Company HQ Phone': 'company_phone',
      'Revenue (in 000s USD)': 'revenue',
      Employees: 'employees',
      'Primary Industry': 'industry',
      'LinkedIn Company Profile URL': 'company_linkedin_url',
    },
  ],
  [
    'cognism',
    'First Name,Last Name,Full Name,Job Title,Email,Email Quality,Mobile,Mobile DNC,Direct,LinkedIn URL,Company Name,Company Website,Company Domain,Company LinkedIn URL,Headcount,Revenue,Industry,Company HQ Country',
    {
      'First Name': 'first_name',
      'Last Name': 'last_name',
      'Full Name': 'full_name',
      'Job Title': 'title',
      Email: 'email',
      Mobile: 'mobile',
      Direct: 'phone',
      'LinkedIn URL': 'linkedin_url',
      'Company Name': 'company',
      'Company Website': 'website',
      'Company Domain': 'domain',
      'Company LinkedIn URL': 'company_linkedin_url',
      Headcount: 'employees',
      Revenue: 'revenue',
      Industry: 'industry',
      'Company HQ Country': 'country',
    },
  ],
  [
    'linkedin_connections',
    'First Name,Last Name,URL,Email Address,Company,Position,Connected On',
    {
      'First Name': 'first_name',
      'Last Name': 'last_name',
      URL: 'linkedin_url',
      'Email Address': 'email',
      Company: 'company',
      Position: 'title',
    },
  ],
  [
    'phantombuster_salesnav',
    'profileUrl,fullName,firstName,lastName,companyName,title,companyId,companyUrl,regularCompanyUrl,summary,industry,companyLocation,location,name,vmid,isPremium,query,timestamp,defaultProfileUrl',
    {
      fullName: 'full_name',
      firstName: 'first_name',
      lastName: 'last_name',
      companyName: 'company',
      title: 'title',
      regularCompanyUrl: 'company_linkedin_url',
      industry: 'industry',
      vmid: 'external_id',
      defaultProfileUrl: 'linkedin_url',
    },
  ],
  [
    'captaindata',
    'uid,full_name,first_name,last_name,headline,job_title,company_name,location,li_profile_id,li_profile_url,li_company_url',
    {
      uid: 'external_id',
      full_name: 'full_name',
      first_name: 'first_name',
      last_name: 'last_name',
      job_title: 'title',
      company_name: 'company',
      li_profile_url: 'linkedin_url',
      li_company_url: 'company_linkedin_url',
    },
  ],
  [
    'clay',
    'Find people,Company Table Data,First Name,Last Name,Full Name,Job Title,Location,Company Domain,LinkedIn Profile,Work Email,Validate Email,Enrich Person,Company Name',
    {
      'First Name': 'first_name',
      'Last Name': 'last_name',
      'Full Name': 'full_name',
      'Job Title': 'title',
      'Company Domain': 'domain',
      'LinkedIn Profile': 'linkedin_url',
      'Work Email': 'email',
      'Company Name': 'company',
    },
  ],
  [
    'hubspot',
    'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company IDs,Job Title,Company Name,Lifecycle Stage,Country/Region,State/Region,Original Source',
    {
      'Record ID': 'external_id',
      'First Name': 'first_name',
      'Last Name': 'last_name',
      Email: 'email',
      'Phone Number': 'phone',
      'Contact owner': 'owner',
      'Create Date': 'created_at',
      'Job Title': 'title',
      'Company Name': 'company',
      'Country/Region': 'country',
      'State/Region': 'state',
      'Original Source': 'source',
    },
  ],
  [
    'salesforce_report',
    'Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email',
    {
      'Lead Owner': 'owner',
      'First Name': 'first_name',
      'Last Name': 'last_name',
      Title: 'title',
      'Company / Account': 'company',
      'Lead Source': 'source',
      Street: 'street',
      Email: 'email',
    },
  ],
  [
    'salesforce_dataloader',
    'ID,ISDELETED,LASTNAME,FIRSTNAME,SALUTATION,NAME,TITLE,COMPANY,STATE,POSTALCODE,PHONE,MOBILEPHONE,FAX,EMAIL,LEADSOURCE,STATUS,NUMBEROFEMPLOYEES,OWNERID,ISCONVERTED,CREATEDDATE',
    {
      ID: 'external_id',
      LASTNAME: 'last_name',
      FIRSTNAME: 'first_name',
      SALUTATION: 'prefix',
      NAME: 'full_name',
      TITLE: 'title',
      COMPANY: 'company',
      STATE: 'state',
      POSTALCODE: 'postal_code',
      PHONE: 'phone',
      MOBILEPHONE: 'mobile',
      EMAIL: 'email',
      LEADSOURCE: 'source',
      NUMBEROFEMPLOYEES: 'employees',
      CREATEDDATE: 'created_at',
    },
  ],
  [
    'pipedrive_people',
    'Person - Name,Person - Labels,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Work,Person - Phone - Mobile,Person - Closed deals,Person - Owner,Person - ID,Person - Last activity date',
    {
      'Person - Name': 'full_name',
      'Person - Labels': 'tags',
      'Person - Organization': 'company',
      'Person - Email - Work': 'email',
      'Person - Email - Home': 'email2',
      'Person - Phone - Work': 'phone',
      'Person - Phone - Mobile': 'mobile',
      'Person - Owner': 'owner',
      'Person - ID': 'external_id',
    },
  ],
  [
    'google_new',
    'First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Website 1 - Value',
    {
      'First Name': 'first_name',
      'Middle Name': 'middle_name',
      'Last Name': 'last_name',
      'Name Prefix': 'prefix',
      'Organization Name': 'company',
      'Organization Title': 'title',
      'Organization Department': 'department',
      Notes: 'notes',
      Labels: 'tags',
      'E-mail 1 - Value': 'email',
      'E-mail 2 - Value': 'email2',
      'Phone 1 - Value': 'phone',
      'Address 1 - Street': 'street',
      'Address 1 - City': 'city',
      'Address 1 - Region': 'state',
      'Address 1 - Postal Code': 'postal_code',
      'Address 1 - Country': 'country',
      'Website 1 - Value': 'website',
    },
  ],
  [
    'mailchimp',
    'Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,REGION,CC,LAST_CHANGED,LEID,EUID,NOTES,TAGS',
    {
      'Email Address': 'email',
      'First Name': 'first_name',
      'Last Name': 'last_name',
      'Phone Number': 'phone',
      OPTIN_TIME: 'created_at',
      CC: 'country',
      LEID: 'external_id',
      NOTES: 'notes',
      TAGS: 'tags',
    },
  ],
  [
    'meta_lead_ads',
    'id,created_time,ad_id,ad_name,campaign_name,form_id,form_name,is_organic,platform,full_name,email,phone_number,company_name,job_title,lead_status',
    {
      id: 'external_id',
      created_time: 'created_at',
      platform: 'source',
      full_name: 'full_name',
      email: 'email',
      phone_number: 'phone',
      company_name: 'company',
      job_title: 'title',
    },
  ],
  [
    'zerobounce_result',
    'Email,First Name,ZB Status,ZB Sub Status,ZB First Name',
    { Email: 'email', 'First Name': 'first_name' },
  ],
]

describe('exports of known tools', () => {
  test.each(EXPORTS)('%s', (preset, header, fields) => {
    const mapping = mapColumns(header.split(','), [])
    expect(mapping.preset).toBe(preset)
    const named = mapping.columns.filter(({ field }) => field?.startsWith('custom.') === false)
    expect(Object.fromEntries(named.map(({ column, field }) => [column, field]))).toEqual(fields)
  })

  test('order, case and extra columns do not matter', () => {
    const { preset } = mapColumns(['connected on', 'Extra', 'POSITION', 'First Name', 'URL'], [])
    expect(preset).toBe('linkedin_connections')
  })

  test.each([
    ['a column of the same name does not make an export', 'Email;Email Quality;Mobile;Company'],
    ['other lists mark numbers not to be called too', 'Name;Mobile;Mobile DNC;Landline DNC;Email'],
    ['a company number alone', 'Société;SIRET;Civilité;Email'],
  ])('none: %s', (_why, header) => expect(mapColumns(header.split(';'), []).preset).toBe(null))

  test('of two columns for one field the preset says which, unless that one is blank', () => {
    const header = ['vmid', 'linkedInProfileUrl', 'defaultProfileUrl']
    const taken = (row: string[]) =>
      mapColumns(header, [row]).columns.find(({ field }) => field === 'linkedin_url')?.column
    const [id, name] = ['https://www.linkedin.com/in/ACwAA1', 'https://www.linkedin.com/in/ada-brown']
    expect(taken(['ACwAA1', id, name])).toBe('defaultProfileUrl')
    expect(taken(['ACwAA1', id, ''])).toBe('linkedInProfileUrl')
  })

  test('Dropcontact is known by its answers too, taken apart', () => {
    const header = [
      'civility',
      'first_name',
      'email.0.email',
      'email.0.qualification',
      'email.1.email',
      'job',
    ]
    const { preset, columns } = mapColumns(header, [])
    expect(preset).toBe('dropcontact')
    expect(columns.map(({ field }) => field)).toEqual([
      'prefix',
      'first_name',
      'email',
      'custom.email_0_qualification',
      'email2',
      'title',
    ])
  })

  test('revenue in thousands is marked', () => {
    const { columns } = mapColumns(['ZoomInfo Contact ID', 'Revenue (in 000s USD)'], [])
    expect(columns[1]).toMatchObject({ field: 'revenue', scale: 1000, by: 'preset' })
  })
})
