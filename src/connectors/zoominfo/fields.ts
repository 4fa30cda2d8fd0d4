/** The vocabulary in ZoomInfo's words: what to ask for, what to ask by, and what came back. */
import type { EntityQuestion } from '../contract.ts'
import type { Company, Contact } from './schema.ts'

/** Field → what is to be asked for of a person. Some need more than one. */
export const CONTACT_OUTPUT: Readonly<Record<string, readonly string[]>> = {
  first_name: ['firstName'],
  last_name: ['lastName'],
  email: ['email'],
  phone: ['phone', 'directPhoneDoNotCall'],
  mobile: ['mobilePhone', 'mobilePhoneDoNotCall'],
  title: ['jobTitle'],
  seniority: ['managementLevel'],
  department: ['jobFunction'],
  linkedin_url: ['externalUrls'],
  city: ['city'],
  state: ['state'],
  country: ['country'],
  company: ['companyName'],
  website: ['companyWebsite'],
  employees: ['companyEmployeeCount'],
  revenue: ['companyRevenueNumeric'],
  industry: ['companyIndustries'],
}

export const COMPANY_OUTPUT: Readonly<Record<string, readonly string[]>> = {
  company: ['name'],
  website: ['website'],
  domain: ['domainList', 'website'],
  company_phone: ['phone'],
  company_linkedin_url: ['socialMediaUrls'],
  industry: ['primaryIndustry'],
  employees: ['employeeCount'],
  revenue: ['revenueRange'],
  founded_year: ['foundedYear'],
  street: ['street'],
  city: ['city'],
  state: ['state'],
  postal_code: ['zipCode'],
  country: ['country'],
}

/** All there is, since a record costs the same with one field and with all. */
export const outputFields = (
  output: Readonly<Record<string, readonly string[]>>,
  always: readonly string[],
): string[] => [...new Set([...always, ...Object.values(output).flat()])]

type Input = Record<string, string>

const given = (pairs: Record<string, string | undefined>): Input =>
  Object.fromEntries(Object.entries(pairs).filter((pair): pair is [string, string] => Boolean(pair[1])))

export const contactInput = ({ known }: EntityQuestion): Input =>
  given({
    emailAddress: known.email,
    firstName: known.first_name,
    lastName: known.last_name,
    fullName: known.first_name && known.last_name ? undefined : known.full_name,
    companyName: known.company,
    externalURL: known.linkedin_url,
    phone: known.phone ?? known.mobile,
    // By an address or a number alone the title says nothing; beside a name it tells namesakes apart.
    jobTitle: known.company ? known.title : undefined,
  })

export const companyInput = ({ known }: EntityQuestion): Input =>
  given({
    companyName: known.company,
    companyWebsite: known.domain ?? known.website,
    companyPhone: known.company_phone,
    companyCity: known.city,
    companyState: known.state,
    companyCountry: known.country,
  })

type Named = Contact['managementLevel']

const list = (value: Named): string[] => {
  if (value === null || value === undefined) return []
  const all = typeof value === 'string' ? [value] : value
  return all.flatMap((one) => (typeof one === 'string' ? one : (one.name ?? [])))
}

const departments = (value: Named): string[] =>
  typeof value === 'string' || !value
    ? list(value)
    : value.flatMap((one) => (typeof one === 'string' ? one : (one.department ?? one.name ?? [])))

const SOCIAL = /^linked_?in/i

const linkedIn = (
  urls: readonly { type?: string | null | undefined; url?: string | null | undefined }[] | null | undefined,
) => urls?.find(({ type }) => SOCIAL.test(type ?? ''))?.url ?? undefined

const cells = (pairs: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]) => {
      const text = value?.trim() ?? ''
      return text === '' ? [] : [[name, text]]
    }),
  )

export const companyFields = (found: Company, of: 'company' | 'employer'): Record<string, string> => {
  const own = {
    company: found.name,
    website: found.website,
    industry: list(found.primaryIndustry)[0] ?? list(found.industries)[0],
    employees: found.employeeCount,
    // Their plain number says neither its unit nor its currency.
    revenue:
      of === 'employer'
        ? (found.revenueNumeric ?? found.revenue)
        : (found.revenueRange ?? found.revenueNumeric),
  }
  if (of === 'employer') return cells(own)
  return cells({
    ...own,
    domain: found.domainList?.[0],
    company_phone: found.phone,
    company_linkedin_url: linkedIn(found.socialMediaUrls),
    founded_year: found.foundedYear,
    ...{ street: found.street, city: found.city, state: found.state },
    ...{ postal_code: found.zipCode, country: found.country },
  })
}

/** Numbers that are not to be called are left where they are. */
export const contactFields = (found: Contact): Record<string, string> =>
  cells({
    first_name: found.firstName,
    last_name: found.lastName,
    email: found.email,
    phone: found.directPhoneDoNotCall === true ? null : found.phone,
    mobile: found.mobilePhoneDoNotCall === true ? null : found.mobilePhone,
    title: found.jobTitle,
    seniority: list(found.managementLevel)[0],
    department: departments(found.jobFunction)[0],
    linkedin_url: linkedIn(found.externalUrls),
    ...{ city: found.city, state: found.state, country: found.country },
    ...(found.company ? companyFields(found.company, 'employer') : {}),
  })
