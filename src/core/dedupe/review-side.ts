/** A person (or a company) as a review shows them: what tells two people apart, and from which lists it comes. */
import type { ProspectFile } from '../../store/index.ts'

export interface ReviewSide {
  id: string
  name: string | null
  emails: string[]
  phones: string[]
  profiles: string[]
  /** The present one first. */
  companies: string[]
  domain: string | null
  titles: string[]
  place: string | null
  /** The lists that they stand in. */
  sources: string[]
  records: number
}

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

export const distinct = (values: (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
]

/** The names of the lists, without folders, the first one first. */
export const listsOf = (origins: readonly { file: string | null; source: string }[]): string[] => [
  ...new Set(origins.map(({ file: list, source }) => (list ?? source).split(/[\\/]/).at(-1)!)),
]

export const reviewSide = (file: ProspectFile, id: string): ReviewSide => {
  const lead: Readonly<Record<string, unknown>> = file.leads.get(id) ?? {}
  const roles = file.people.rolesOf(id)
  return {
    id,
    name: text(lead.full_name),
    emails: file.people.emailsOf(id).map(({ address }) => address),
    phones: file.people.phonesOf(id).map(({ number }) => number),
    profiles: file.people.profilesOf(id).map(({ url }) => url),
    companies: distinct([text(lead.company), ...roles.map(({ company, domain }) => company ?? domain)]),
    domain: text(lead.domain),
    titles: distinct([text(lead.title), ...roles.map(({ title }) => title)]),
    place: distinct([text(lead.city), text(lead.country)]).join(', ') || null,
    sources: listsOf(file.records.originsOf(id)),
    records: Number(lead.records ?? 1),
  }
}
