/** Ties between two people, or of a person to a company, said by hand and taken away again. */
import { isDay } from '../../lib/day.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import { OWN_KIND, RELATIONSHIP_KINDS, RELATIONSHIP_NAMES } from '../../model/relationship-kinds.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { StandingTie } from '../../store/relationships.ts'
import { companyEnd, personEnd, wordOf, type TieEnd } from '../derive/relationships.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findEither } from '../derive/find-either.ts'
import { companyOfKey } from '../derive/which-company.ts'
import { findPerson } from '../derive/who.ts'

export interface RelateInput {
  /** The person it is said of. */
  who: string
  /** The other person, or the company. */
  other: string
  /** A kind, the inverse of one (`manages`), or a word of one's own. */
  as: string
  since?: string | undefined
  until?: string | undefined
  because?: string | undefined
  by?: string | undefined
  remove?: boolean
  dry_run?: boolean
}

export interface RelateResult extends Result {
  counts: Record<'added' | 'changed' | 'removed' | 'unchanged', number>
  /** As it is kept: of `manages` the one who reports. */
  tie: { from: TieEnd; kind: string; to: TieEnd; since: string | null; until: string | null }
  /** The known kind that an own word looks like. */
  near: string | null
  dry_run: boolean
}

interface Tie {
  from: TieEnd
  to: TieEnd
  kind: string
  isSymmetric: boolean
  /** The key of the company, where the tie is to one. */
  company_key: string | null
}

/**
 * Says a tie, or takes it away. What stands already changes nothing; other dates or reasons take the place of the old.
 *
 * @throws PrmError `who.…`, `relate.bad_kind`, `relate.bad_date`, `relate.self`, `relate.not_to_company`, `relate.nothing`
 */
export const relate = async (deps: Deps, input: RelateInput): Promise<RelateResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input)))
  if (input.dry_run || plan.counts.unchanged > 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input))
}

const readKind = (text: string): string => {
  const kind = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  if (/^[a-z][a-z0-9_]{0,39}$/.test(kind)) return kind
  throw new PrmError('usage', 'relate.bad_kind', `"${text}" is no name for a relationship: a–z, 0–9 and _`, {
    hint: `one of ${RELATIONSHIP_NAMES.join(', ')}, or a word of your own`,
  })
}

/** A year, a month or a day; the text is kept as precise as it was given. */
const readDate = (text: string | undefined, name: string): string | null => {
  if (text === undefined) return null
  const day = `${text}${'-01-01'.slice(text.length - 4)}`
  if (/^\d{4}(-\d{2}){0,2}$/.test(text) && isDay(day)) return text
  throw new PrmError(
    'usage',
    'relate.bad_date',
    `--${name} must be a date such as 2024, 2024-03 or 2024-03-01`,
  )
}

const readPeriod = (input: RelateInput): { since: string | null; until: string | null } => {
  const [since, until] = [readDate(input.since, 'since'), readDate(input.until, 'until')]
  if (since !== null && until !== null && until < since.slice(0, until.length))
    throw new PrmError(
      'usage',
      'relate.bad_date',
      `it cannot have ended (${until}) before it began (${since})`,
    )
  return { since, until }
}

/** The other end of a tie: a domain is a company, a name first of all a person. */
const findOther = (file: ProspectFile, text: string): TieEnd => {
  const found = findEither(file, text)
  return found.type === 'person' ? personEnd(file, found.id) : companyEnd(file, String(found.row.id))
}

const readTie = (file: ProspectFile, input: RelateInput): Tie => {
  const said = readKind(input.as)
  const inverse = RELATIONSHIP_NAMES.find((name) => RELATIONSHIP_KINDS[name]!.inverse === said)
  const kind = inverse ?? said
  const rules = Object.hasOwn(RELATIONSHIP_KINDS, kind) ? RELATIONSHIP_KINDS[kind] : undefined
  const isSymmetric = rules?.inverse === kind
  const who = personEnd(file, findPerson(file, input.who))
  const other = findOther(file, input.other)
  if (who.id === other.id)
    throw new PrmError('usage', 'relate.self', `"${input.who}" and "${input.other}" are the same person`)
  if (other.type === 'company' && (kind !== said || !(rules ?? OWN_KIND).isToCompany)) {
    const fitting = RELATIONSHIP_NAMES.filter((name) => RELATIONSHIP_KINDS[name]!.isToCompany)
    throw new PrmError(
      'usage',
      'relate.not_to_company',
      `${said} is a tie to a person, and ${other.name ?? other.id} is a company`,
      { hint: `to a company: ${fitting.join(', ')}, or a word of your own` },
    )
  }
  const isTurned = kind !== said
  const company_key = other.type === 'company' ? String(file.companies.get(other.id)!.key) : null
  return { from: isTurned ? other : who, to: isTurned ? who : other, kind, isSymmetric, company_key }
}

/** The ties of this kind between these two that stand: more than one where a merge brought them together. */
const standing = (file: ProspectFile, tie: Tie): StandingTie[] => {
  const isOther = (row: StandingTie, id: string): boolean =>
    row.company_key === null ? row.other_person_id === id : companyOfKey(file, row.company_key)?.id === id
  return file.relationships
    .ofPerson(tie.from.id)
    .filter(
      (row) =>
        row.kind === tie.kind &&
        ((row.person_id === tie.from.id && isOther(row, tie.to.id)) ||
          (tie.isSymmetric && row.person_id === tie.to.id && isOther(row, tie.from.id))),
    )
}

const apply = (deps: Deps, input: RelateInput): RelateResult => {
  const { file } = deps
  const period = readPeriod(input)
  const tie = readTie(file, input)
  const known = standing(file, tie)
  const last = known.at(-1)
  const says = {
    since: period.since ?? last?.since ?? null,
    until: period.until ?? last?.until ?? null,
    because: input.because ?? last?.because ?? null,
    decided_by: input.by ?? last?.decided_by ?? 'hand',
  }
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 }
  const near =
    Object.hasOwn(RELATIONSHIP_KINDS, tie.kind) || input.remove
      ? null
      : didYouMean(tie.kind, RELATIONSHIP_NAMES)
  const result = (run: number | null): RelateResult => ({
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    tie: { from: tie.from, kind: tie.kind, to: tie.to, since: says.since, until: says.until },
    near,
    dry_run: false,
  })
  if (input.remove && last === undefined) {
    const [from, to] = [tie.from, tie.to].map(({ name, id }) => name ?? id)
    throw new PrmError(
      'usage',
      'relate.nothing',
      `nothing says that ${from} ${wordOf(tie.kind, false)} ${to}`,
      {
        hint: `prm show ${tie.from.id} lists the relationships`,
      },
    )
  }
  const isSame = (row: StandingTie): boolean =>
    (['since', 'until', 'because', 'decided_by'] as const).every((name) => row[name] === says[name])
  if (!input.remove && last !== undefined && isSame(last)) {
    counts.unchanged = 1
    return result(null)
  }
  const { who, other, as, since, until, because, by, remove } = input
  const run = startRun(deps, 'relate', { who: [who, other], as, since, until, because, by, remove })
  const base = {
    run_id: run,
    record_id: recordOfId(tie.from.id)!,
    other_id: tie.company_key === null ? recordOfId(tie.to.id)! : null,
    company_key: tie.company_key,
    kind: tie.kind,
    decided_at: deps.now().toISOString(),
  }
  for (const row of known) file.relationships.add({ ...base, ...says, removes: row.id })
  if (!input.remove) file.relationships.add({ ...base, ...says, removes: null })
  counts[input.remove ? 'removed' : last === undefined ? 'added' : 'changed'] = 1
  finishRun(deps, run, 'done', counts)
  return result(run)
}
