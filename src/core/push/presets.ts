/** Columns under the names that tools of one-to-many mail read without being told; further ones become their own variables. */

/** Column of prm → the tool's name. `id` comes first, so that what comes back finds its person. */
export const PRESETS = {
  lemlist: {
    ...{
      id: 'prm_id',
      email: 'email',
      first_name: 'firstName',
      last_name: 'lastName',
      company: 'companyName',
    },
    ...{ title: 'jobTitle', phone: 'phone', linkedin_url: 'linkedinUrl', domain: 'companyDomain' },
    ...{ reasons: 'reasons' },
  },
  instantly: {
    ...{ id: 'prm_id', email: 'Email', first_name: 'First Name', last_name: 'Last Name' },
    ...{ company: 'Company Name', phone: 'Phone', website: 'Website', title: 'Job Title' },
    ...{ linkedin_url: 'LinkedIn', reasons: 'Reasons' },
  },
  smartlead: {
    ...{ id: 'prm_id', email: 'email', first_name: 'first_name', last_name: 'last_name' },
    ...{ company: 'company_name', phone: 'phone_number', website: 'website', city: 'location' },
    ...{ linkedin_url: 'linkedin_profile', domain: 'company_url', title: 'job_title', reasons: 'reasons' },
  },
  mailchimp: {
    ...{ id: 'PRM Id', email: 'Email Address', first_name: 'First Name', last_name: 'Last Name' },
    ...{ phone: 'Phone Number', company: 'Company', title: 'Job Title', country: 'Country', grade: 'Grade' },
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type PresetName = keyof typeof PRESETS
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[]

export const isPreset = (name: string): name is PresetName => Object.hasOwn(PRESETS, name)

/** The header of a column. */
export const headerOf = (preset: PresetName | undefined, column: string): string =>
  preset === undefined ? column : ((PRESETS[preset] as Record<string, string>)[column] ?? column)
