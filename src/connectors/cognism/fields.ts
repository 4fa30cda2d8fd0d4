/** The vocabulary in Cognism's words. */
import type { EntityQuestion, FoundSignal } from '../contract.ts'
import type { Account, Contact, Preview } from './schema.ts'

type Query = Record<string, string>

const given = (pairs: Record<string, string | undefined>): Query =>
  Object.fromEntries(Object.entries(pairs).filter((pair): pair is [string, string] => Boolean(pair[1])))

/** One way to look for somebody, the surest first. */
export const contactQuery = ({ known }: EntityQuestion): Query => {
  if (known.email) return { email: known.email }
  if (known.linkedin_url) return { linkedinUrl: known.linkedin_url }
  return given({
    ...{ firstName: known.first_name, lastName: known.last_name, jobTitle: known.title },
    ...(known.domain ? { accountWebsite: known.domain } : { accountName: known.company }),
  })
}

export const accountQuery = ({ known }: EntityQuestion): Query => {
  if (known.domain) return { domain: known.domain }
  if (known.website) return { website: known.website }
  return given({ linkedinUrl: known.company_linkedin_url, name: known.company })
}

/** Fields of which the preview says whether they are there. */
const TOLD: Readonly<Record<string, keyof Preview>> = {
  email: 'hasEmail',
  mobile: 'hasMobilePhoneNumbers',
  phone: 'hasDirectPhoneNumbers',
  linkedin_url: 'hasLinkedinUrl',
}

/** Fields that are worth a credit by themselves. */
export const EXTRAS = Object.keys(TOLD)

/** Whether it has any of these that are wanted: one who has none of them is not worth a credit. */
export const isWorth = (preview: Preview, wanted: readonly string[]): boolean => {
  const extras = wanted.filter((field) => TOLD[field] !== undefined)
  return extras.length === 0 || extras.some((field) => preview[TOLD[field]!] !== false)
}

type Numbers = Contact['mobilePhoneNumbers']

/** The first number that may be called. */
const callable = (numbers: Numbers): string | null | undefined => {
  for (const one of numbers ?? []) {
    if (typeof one === 'string') return one
    if (one.number && one.dnc !== true) return one.number
  }
  return undefined
}

const cells = (pairs: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]) => {
      const text = value?.trim() ?? ''
      return text === '' ? [] : [[name, text]]
    }),
  )

/** What the preview shows for nothing. */
export const previewFields = ({ firstName, lastName, jobTitle, account }: Preview): Record<string, string> =>
  cells({ first_name: firstName, last_name: lastName, title: jobTitle, company: account?.name })

const employer = (account: Account): Record<string, string | null | undefined> => ({
  ...{ company: account.name, domain: account.domain, website: account.website },
  ...{ company_linkedin_url: account.linkedinUrl, founded_year: account.founded, revenue: account.revenue },
  employees: account.headcount ?? account.sizeFrom,
  industry: (account.industry ?? account.industries)?.[0],
  technologies: (account.technologies ?? account.tech)?.join('; '),
  company_phone: callable(account.officePhoneNumbers) ?? callable(account.hqPhoneNumbers),
})

export const accountFields = (account: Account): Record<string, string> => {
  const places = account.locations ?? account.location ?? []
  const home = places.find(({ addressType, type }) => (addressType ?? type) === 'hq') ?? places[0]
  return cells({
    ...employer(account),
    ...{ street: home?.street, city: home?.city, state: home?.state },
    ...{ postal_code: home?.zip, country: home?.country },
  })
}

export const contactFields = (contact: Contact): Record<string, string> => {
  const { email, account } = contact
  return cells({
    ...{ first_name: contact.firstName, last_name: contact.lastName, title: contact.jobTitle },
    full_name: contact.firstName && contact.lastName ? null : contact.fullName,
    email: typeof email === 'string' ? email : email?.address,
    mobile: callable(contact.mobilePhoneNumbers),
    phone: callable(contact.directPhoneNumbers),
    seniority: contact.managementLevel?.[0],
    linkedin_url: contact.linkedinUrl,
    ...{ city: contact.city, state: contact.state, country: contact.country },
    ...(account ? employer(account) : {}),
  })
}

/** `31.08.2023` and `2023-08-31`. */
const dayOf = (text: string | null | undefined): string | null => {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text ?? '') ?? []
  if (day !== undefined) return `${year}-${month}-${day}`
  return /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? null
}

/** Only what has a date: undated, an old event would pass for one of today. */
const dated = (signals: readonly (Omit<FoundSignal, 'on'> & { on: string | null })[]): FoundSignal[] =>
  signals.filter(({ on }) => on !== null)

export const accountSignals = (account: Account): FoundSignal[] =>
  dated(
    (account.hiringEvent ?? account.companyHiring ?? []).map(({ jobTitle, jobDate, url }) => ({
      ...{
        of: 'company',
        kind: 'job_posting',
        on: dayOf(jobDate),
        detail: jobTitle ?? null,
        url: url ?? null,
      },
    })),
  )

export const contactSignals = (contact: Contact): FoundSignal[] => [
  ...dated(
    (contact.jobJoinEvent ?? []).map(({ date, to }) => ({
      ...{ of: 'person', kind: 'job_change', on: dayOf(date), url: null },
      detail: [to?.title, to?.name].filter(Boolean).join(', ') || null,
    })),
  ),
  ...(contact.account ? accountSignals(contact.account) : []),
]
