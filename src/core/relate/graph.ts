/**
 * Who is tied to whom, looked up one end at a time. A company is an end of its own between its people: ten thousand of
 * them are ten thousand ties, not a hundred million.
 */
import type { ProspectFile } from '../../store/index.ts'
import { formerColleaguesOf, staffLookup } from '../derive/former-colleagues.ts'
import { wordOf } from '../derive/relationships.ts'
import { companyOfKey } from '../derive/which-company.ts'
import {
  colleagueStrength,
  FORMER,
  FORMER_TOGETHER,
  saidStrength,
  TOUCH_DAYS,
  touchStrength,
  warmed,
} from './strength.ts'

/** Our side as a whole, where nobody is named to begin from. */
export const US = 'us'

export interface Edge {
  /** The id of a person or a company. */
  to: string
  strength: number
  /** How the tie reads in this direction. */
  says: string
  /** Nobody said so: it follows from where they work, or from what they did. */
  derived: boolean
  /** The day of the reply or meeting behind it. */
  on: string | null
  /** Of former colleagues: where. */
  at?: string
}

export interface Graph {
  edges(id: string): Edge[]
}

const DAY = 86_400_000

/** People's ids begin with a digit. */
export const isCompany = (id: string): boolean => id.startsWith('c')

/** @param ours those from whom `US` begins; null where somebody was named, who then has no share in our replies */
export const tieGraph = (file: ProspectFile, today: string, ours: readonly string[] | null): Graph => {
  const daysSince = (day: string): number => Math.round((Date.parse(today) - Date.parse(day)) / DAY)
  const from = new Date(Date.parse(today) - TOUCH_DAYS * DAY).toISOString().slice(0, 10)
  const touches = file.relationships.touches(from, today)
  const touched = new Map<string, number>()
  for (const { person_id, on } of touches)
    touched.set(person_id, Math.min(daysSince(on), touched.get(person_id) ?? Infinity))
  const said = saidEdges(file, today)
  const staffOf = staffLookup(file)
  const halves = new Map<string, number>()
  const half = (company: string): number => {
    const known = halves.get(company)
    if (known !== undefined) return known
    const row = file.companies.get(company)
    const size = Math.max(Number(row?.employees ?? 0), Number(row?.people ?? 0))
    const strength = Math.sqrt(colleagueStrength(size))
    halves.set(company, strength)
    return strength
  }

  const fromUs = (): Edge[] => [
    ...(ours ?? []).map((to): Edge => ({ to, strength: 1, says: 'ours', derived: false, on: null })),
    ...touches.map(({ person_id: to, kind, on }): Edge => ({
      to,
      strength: touchStrength(kind, daysSince(on)),
      says: kind,
      derived: true,
      on,
    })),
  ]
  const derivedEdge = (to: string, strength: number, says: string): Edge => ({
    to,
    strength,
    says,
    derived: true,
    on: null,
  })
  const ofCompany = (id: string): Edge[] =>
    file.relationships.peopleAt(id, -1).map((to) => derivedEdge(to, half(id), 'employs'))
  const ofPerson = (id: string): Edge[] => [
    ...file.people
      .rolesOf(id)
      .map(({ company_id: to, is_current }) =>
        is_current === 1
          ? derivedEdge(to, half(to), 'works_at')
          : derivedEdge(to, half(to) * FORMER, 'worked_at'),
      ),
    ...formerColleaguesOf(file, id, today, staffOf).map(({ id: to, company, until }) => ({
      ...derivedEdge(to, half(company) ** 2 * FORMER_TOGETHER, 'former_colleague'),
      on: until,
      at: company,
    })),
  ]
  return {
    edges: (id) => {
      if (id === US) return fromUs()
      const derived = isCompany(id) ? ofCompany(id) : ofPerson(id)
      return [...(said.get(id) ?? []), ...derived].map((edge) => ({
        ...edge,
        strength: warmed(edge.strength, touched.get(edge.to)),
      }))
    },
  }
}

/** Ties said by hand, from both ends. They are few: one at a time somebody said them. */
const saidEdges = (file: ProspectFile, today: string): Map<string, Edge[]> => {
  const edges = new Map<string, Edge[]>()
  const add = (from: string, to: string, strength: number, says: string): void => {
    const edge = { to, strength, says, derived: false, on: null }
    const list = edges.get(from)
    if (list) list.push(edge)
    else edges.set(from, [edge])
  }
  for (const tie of file.relationships.all()) {
    const other =
      tie.other_person_id ?? (tie.company_key === null ? null : companyOfKey(file, tie.company_key)?.id)
    if (typeof other !== 'string') continue
    const strength = saidStrength(tie.kind, tie.until, today)
    add(tie.person_id, other, strength, wordOf(tie.kind, false))
    add(other, tie.person_id, strength, wordOf(tie.kind, true))
  }
  return edges
}
