/** An account: what is known of a company, who works there, who has which part in a purchase, and who is missing. */
import { cleanCompany } from '../../model/company-name.ts'
import {
  BUYING_ROLES,
  NEEDED_ROLES,
  proposeBuyingRole,
  readBuyingRole,
  type BuyingRole,
} from '../../model/buying-role.ts'
import { PrmError } from '../../model/errors.ts'
import { DEPARTMENTS, SENIORITIES } from '../../model/title-kinds.ts'
import { classifyTitle } from '../../model/title.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ShownFact } from '../../store/facts.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { StaffRow } from '../../store/people.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { companyByDomain } from '../derive/which-company.ts'
import { shownCompany, showPerson, type ShowResult } from './show.ts'
import type { ShownValue } from './origins.ts'

export interface AccountPerson {
  id: string
  full_name: string | null
  email: string | null
  title: string | null
  seniority: string | null
  department: string | null
  since: string | null
  until: string | null
  score: number | null
  suppressed: boolean
}

export interface BuyingGroupRole {
  role: BuyingRole
  people: (AccountPerson & {
    /** Only likely from the title; nobody has said so. */
    proposed: boolean
  })[]
}

export interface AccountResult extends Result {
  run: null
  counts: Record<'people' | 'stakeholders' | 'former' | 'signals', number>
  account: {
    id: string
    company: string | null
    domain: string | null
    country: string | null
    customer: boolean
    best_score: number | null
  }
  values: ShownValue[]
  /** Those of now, by department, the most senior first; of whom nothing is known last. */
  departments: { department: string | null; people: AccountPerson[] }[]
  former: AccountPerson[]
  buying_group: BuyingGroupRole[]
  /** Parts that nobody has, not even by the title. */
  missing: BuyingRole[]
  signals: ShownFact[]
}

/** So many are proposed for one part: beyond that it tells nothing. */
const PROPOSED = 3

/**
 * The person or the account that a text means: a domain, the id of a company, a person as everywhere, else the name of a
 * company.
 *
 * @throws PrmError `who.unknown`, `who.ambiguous`
 */
export const showWho = (deps: Pick<Deps, 'file' | 'asOf'>, who: string): ShowResult | AccountResult => {
  const { file } = deps
  const text = who.trim()
  const known = file.companies.get(text) ?? companyByDomain(file, text)
  if (known) return showAccount(deps, known)
  try {
    return showPerson(deps, who)
  } catch (error) {
    const named = error instanceof PrmError && error.code === 'who.unknown' ? byName(file, text) : undefined
    if (named) return showAccount(deps, named)
    throw error
  }
}

const byName = (file: ProspectFile, text: string): CompanyRow | undefined => {
  const found = file.companies.byName(text, cleanCompany(text).key ?? text)
  if (found.length <= 1) return found[0]
  const names = found
    .slice(0, 5)
    .map(({ id, company, domain, key }) => `${id} ${domain ?? key} ${company ?? ''}`.trim())
  throw new PrmError('usage', 'who.ambiguous', `"${text}" could be several companies: ${names.join('; ')}`, {
    hint: 'use the domain or the id',
  })
}

const showAccount = ({ file }: Pick<Deps, 'file'>, company: CompanyRow): AccountResult => {
  const id = String(company.id)
  const staff = file.people.staffOf(id, String(company.key)).sort(bySeniority)
  const present = staff.filter(({ is_current }) => is_current === 1)
  const ids = new Set(present.map(({ id: person }) => person))
  const former = staff.filter((row) => !ids.has(row.id))
  const signals = file.facts.signalsOf(null, id)
  const group = buyingGroup(present)
  const scores = present.flatMap(({ score }) => score ?? [])
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {
      people: present.length,
      stakeholders: Number(company.stakeholders),
      former: former.length,
      signals: signals.length,
    },
    account: {
      id,
      company: company.company as string | null,
      domain: company.domain as string | null,
      country: company.country as string | null,
      customer: company.customer === 1,
      best_score: scores.length > 0 ? Math.max(...scores) : null,
    },
    values: shownCompany(file, company).values,
    departments: byDepartment(present),
    former: former.map(shown),
    buying_group: group.filter(({ people }) => people.length > 0),
    missing: NEEDED_ROLES.filter(
      (role) => !group.some((part) => part.role === role && part.people.length > 0),
    ),
    signals,
  }
}

const departmentOf = ({ department, title }: StaffRow): string | null =>
  department ?? (title === null ? null : classifyTitle(title).department)

const seniorityOf = ({ seniority, title }: StaffRow): string | null =>
  seniority ?? (title === null ? null : classifyTitle(title).seniority)

const shown = (row: StaffRow): AccountPerson => ({
  id: row.id,
  full_name: row.full_name,
  email: row.email,
  title: row.title,
  seniority: seniorityOf(row),
  department: departmentOf(row),
  since: row.since,
  until: row.until,
  score: row.score,
  suppressed: row.suppressed === 1,
})

/** The place in a closed list; words of a list’s own come after it, nothing last. */
const place = (list: readonly string[], word: string | null): number => {
  if (word === null) return list.length + 1
  const at = list.indexOf(word)
  return at < 0 ? list.length : at
}

const bySeniority = (a: StaffRow, b: StaffRow): number =>
  place(SENIORITIES, seniorityOf(a)) - place(SENIORITIES, seniorityOf(b)) ||
  (b.score ?? -1) - (a.score ?? -1) ||
  (a.full_name ?? '').localeCompare(b.full_name ?? '', 'en') ||
  (a.id < b.id ? -1 : 1)

const byDepartment = (rows: StaffRow[]): AccountResult['departments'] =>
  [...Map.groupBy(rows, departmentOf)]
    .map(([department, people]) => ({ department, people: people.map(shown) }))
    .sort(
      (a, b) =>
        place(DEPARTMENTS, a.department) - place(DEPARTMENTS, b.department) ||
        (a.department ?? '').localeCompare(b.department ?? '', 'en'),
    )

/** Who has which part: as somebody said, and where nobody did, as titles make likely. */
const buyingGroup = (rows: StaffRow[]): BuyingGroupRole[] => {
  const told = (row: StaffRow): BuyingRole | null =>
    row.buying_role === null ? null : readBuyingRole(row.buying_role)
  return BUYING_ROLES.map((role): BuyingGroupRole => {
    const said = rows.filter((row) => told(row) === role)
    if (said.length > 0) return { role, people: said.map((row) => ({ ...shown(row), proposed: false })) }
    const likely = rows.filter(
      (row) => told(row) === null && row.title !== null && proposeBuyingRole(row.title) === role,
    )
    return { role, people: likely.slice(0, PROPOSED).map((row) => ({ ...shown(row), proposed: true })) }
  })
}
