/** Who was at a company together, as the dates of their roles tell, and is not there together now. */
import type { ProspectFile } from '../../store/index.ts'
import type { StaffRow } from '../../store/people.ts'

export interface FormerColleague {
  id: string
  company: string
  /** The first and the last ISO day on which both were certainly there. */
  since: string
  until: string
}

type Stay = Pick<StaffRow, 'since' | 'until' | 'is_current' | 'seen_on'>

/** Of a company with more people on file than this nobody is taken to have known everybody. */
const MOST = 500

/** The days on which somebody was certainly there: where nobody told since when, from the day they were seen there. */
const certain = ({ since, until, is_current, seen_on }: Stay, today: string): [string, string] => {
  const end = until ?? (is_current === 1 ? today : (since ?? seen_on))
  const begin = since ?? (seen_on < end ? seen_on : end)
  return [begin, end]
}

/** The first and the last day on which both were certainly there; null where there is none. */
export const overlap = (a: Stay, b: Stay, today: string): [string, string] | null => {
  const [x, y] = [certain(a, today), certain(b, today)]
  const begin = x[0] > y[0] ? x[0] : y[0]
  const end = x[1] < y[1] ? x[1] : y[1]
  return begin <= end ? [begin, end] : null
}

/** Everybody who is or was at a company; nobody where they are too many to know each other. */
export type StaffOf = (company: string) => StaffRow[]

/** Looks each company up once. */
export const staffLookup = (file: ProspectFile): StaffOf => {
  const known = new Map<string, StaffRow[]>()
  return (company) => {
    let staff = known.get(company)
    if (staff === undefined) {
      const row = file.companies.get(company)
      staff = row === undefined ? [] : file.people.staffOf(company, String(row.key), MOST + 1)
      if (staff.length > MOST) staff = []
      known.set(company, staff)
    }
    return staff
  }
}

/**
 * Each once for each company, the latest days first; whoever works with the person now is a colleague and not in it.
 *
 * @param today ISO day
 */
export const formerColleaguesOf = (
  file: ProspectFile,
  person: string,
  today: string,
  staffOf: StaffOf = staffLookup(file),
): FormerColleague[] => {
  const found = new Map<string, FormerColleague>()
  for (const company of new Set(file.people.rolesOf(person).map(({ company_id }) => company_id))) {
    const staff = staffOf(company)
    const present = new Set(staff.filter(({ is_current }) => is_current === 1).map(({ id }) => id))
    const own = staff.filter(({ id }) => id === person)
    for (const other of staff) {
      if (other.id === person || (present.has(person) && present.has(other.id))) continue
      for (const stay of own) {
        const days = overlap(stay, other, today)
        const key = `${company}:${other.id}`
        const known = found.get(key)
        if (days === null || (known && known.until >= days[1])) continue
        found.set(key, { id: other.id, company, since: days[0], until: days[1] })
      }
    }
  }
  return [...found.values()].sort((a, b) =>
    a.until < b.until ? 1 : a.until > b.until ? -1 : a.id < b.id ? -1 : 1,
  )
}
