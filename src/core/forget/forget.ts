/**
 * Erases a person: their rows, all that follows from them, what was said, asked and found out about them, and what other
 * rows say of them. Keyed hashes of their addresses stay, so that no list brings them back. What the rows of others tell
 * of a company stays. It cannot be undone.
 *
 * In two steps: the rows go in one transaction, which also notes that the file is still to be cleaned; then the file is
 * written anew. Killed between the two, the next `prm forget` cleans first.
 */
import { emailDomain, emailKey, extractEmails } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import { personId } from '../../model/id.ts'
import type { RecordFields } from '../../model/record.ts'
import type { ErasedRecord, Scrub } from '../../store/erasure.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson } from '../derive/who.ts'
import { scrubOf } from '../derive/scrub.ts'
import { identityOf, type Identity } from './needles.ts'

export interface ForgetInput {
  /** As `findPerson`; also an address of which only traces are left. Undefined: only finish what was begun. */
  who?: string | undefined
  dry_run?: boolean
}

export interface ForgetResult extends Result {
  counts: Record<
    'records' | 'rows' | 'facts' | 'said' | 'verdicts' | 'answers' | 'mentions' | 'hashes' | 'backups',
    number
  >
  /** Null where only traces were left, or an earlier erasure was finished. */
  person: { id: string; name: string | null } | null
  /** What prm cannot reach. */
  elsewhere: {
    targets: { target: string; remote_id: string | null }[]
    /** Lists that hold a row of theirs, as they were named. */
    files: string[]
    services: string[]
  }
  /** Backups that were (or would be) destroyed: they hold everybody as they were. */
  backups: string[]
  /** False: another program has the file open, and pages of its log may still hold what was erased. */
  is_clean: boolean
  /** An erasure that had been interrupted was finished first. */
  finished_earlier: boolean
  dry_run: boolean
}

type Counts = ForgetResult['counts']

const NOTHING: Counts = {
  ...{ records: 0, rows: 0, facts: 0, said: 0, verdicts: 0, answers: 0, mentions: 0, hashes: 0, backups: 0 },
}

/** @throws PrmError `who.unknown`, `who.ambiguous`, `forget.nothing_begun`; nothing is changed then */
export const forgetPerson = async (deps: Deps, input: ForgetInput): Promise<ForgetResult> => {
  const { erasure } = deps.file
  const dry_run = input.dry_run ?? false
  const finished_earlier = erasure.isPending()
  if (input.who === undefined) {
    if (!finished_earlier) {
      throw new PrmError('usage', 'forget.nothing_begun', 'say who is to be forgotten', {
        hint: 'prm forget ann@acme.example',
      })
    }
    const backups = erasure.backups()
    const is_clean = dry_run || erasure.clean()
    const elsewhere = { targets: [], files: [], services: [] }
    const counts = { ...NOTHING, backups: backups.length }
    return {
      ...{ schemaVersion: SCHEMA_VERSION, run: null, counts, person: null, elsewhere, backups },
      ...{ is_clean, finished_earlier, dry_run },
    }
  }
  const { who } = input
  const act = (): ForgetResult => erase(deps, who)
  const plan = await deps.file.rehearse(() => Promise.resolve(act()))
  if (dry_run) return { ...plan, run: null, finished_earlier: false, dry_run }
  const result = deps.file.write(act)
  return { ...result, is_clean: erasure.clean(), finished_earlier }
}

/** Who is meant; a plain address may be all that is known of them. */
const whom = (deps: Deps, who: string): { id: string | null; keys: string[]; emails: string[] } => {
  try {
    return { id: findPerson(deps.file, who), keys: [], emails: [] }
  } catch (error) {
    const [address] = extractEmails(who)
    if (!(error instanceof PrmError) || error.code !== 'who.unknown' || address === undefined) throw error
    return { id: null, keys: [`e:${emailKey(address)}`], emails: [address] }
  }
}

const erase = (deps: Deps, who: string): ForgetResult => {
  const { file } = deps
  const { erasure } = file
  const { id, keys: given, emails } = whom(deps, who)
  const name = id === null ? null : ((file.people.get(id)?.full_name ?? null) as string | null)
  const records = erasure.recordsOf(id, given)
  const ids = records.map((record) => record.id)
  const keys = [...new Set([...given, ...erasure.keysOf(ids)])].filter(
    (key) => !erasure.isKeyOfOthers(key, ids),
  )
  const persons = [...new Set([...(id === null ? [] : [id]), ...records.map((r) => personId(r.id, r.tail))])]
  const firms = companiesOf(deps, records)
  const elsewhere = erasure.traces(persons, ids)
  const runs = erasure.runsAbout(ids)

  // The person goes out of what is derived as if their rows had been taken back.
  const run = startRun(deps, 'forget', {})
  const facts = erasure.silence(ids, keys)
  const derivation = new Derivation(file, { run_id: run, why: 'undo' })
  derivation.refold(ids)
  for (const { fact, id: one } of facts) derivation.tie(fact, one)
  derivation.flush()

  const identity = identityOf(records)
  identity.emails.push(...emails)
  const own = ofNobodyElse(deps, identity)
  const removed = erasure.remove(ids, persons, facts)
  const verdicts = erasure.forgetAddresses(
    [...own.emails, ...own.phones],
    [...new Set(own.emails.map(emailDomain))],
  )
  const scrub = scrubOf([...own.emails, ...own.phones, ...own.profiles, ...own.names, ...persons])
  const answers = erasure.forgetAnswers(
    (subject, answer) =>
      scrub.mentions(subject) || scrub.mentions(answer) || names(own.names, `${subject} ${answer}`),
  )
  erasure.blankRuns(runs)
  const mentions = erasure.scrubTexts(scrub) + scrubRecords(deps, run, scrub)
  erasure.forgetChanges(firms, identity.values, run)
  const hashes = keepHashes(deps, run, keys, own)
  const counts: Counts = {
    records: ids.length,
    rows: removed.rows,
    facts: removed.facts,
    said: removed.decisions,
    ...{ verdicts, answers, mentions, hashes, backups: erasure.backups().length },
  }
  finishRun(deps, run, 'done', counts)
  erasure.setPending()
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run, counts, elsewhere, backups: erasure.backups() },
    person: id === null ? null : { id, name },
    ...{ is_clean: true, finished_earlier: false, dry_run: false },
  }
}

/** Companies of which these rows speak, as they are numbered now. */
const companiesOf = ({ file }: Deps, records: readonly ErasedRecord[]): string[] => {
  const keys = new Set(records.flatMap(({ company_key }) => (company_key === null ? [] : [company_key])))
  return [...keys].flatMap((key) => {
    const found = file.companies.byKey(key)?.id
    return found === undefined ? [] : [String(found)]
  })
}

/** What is left of it once that of others is taken out: a switchboard, a family's mailbox, a namesake. */
const ofNobodyElse = ({ file: { people } }: Deps, identity: Identity): Identity => ({
  ...identity,
  emails: identity.emails.filter((address) => people.idsByAddress(address).length === 0),
  phones: identity.phones.filter((number) => people.idsByNumber(number).length === 0),
  names: identity.names.filter((name) => people.idsByName(name).length === 0),
})

/** Services are asked by the parts of a name. */
const names = (full: readonly string[], text: string): boolean => {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [])
  return full.some((name) =>
    (name.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []).every((word) => words.has(word)),
  )
}

/** Fields in which one person may name another. */
const isFree = (field: string): boolean =>
  field.startsWith('custom.') || field === 'notes' || field === 'tags'

/** Rows of others that name the person: an assistant, a referee. What they say of themselves stays. */
const scrubRecords = (deps: Deps, run: number, scrub: Scrub): number => {
  const { erasure } = deps.file
  const derivation = new Derivation(deps.file, { run_id: run, why: 'undo' })
  let n = 0
  for (const { id, cells, fields: json } of erasure.recordsNaming(scrub.mentions)) {
    const fields = JSON.parse(json) as RecordFields
    const said = Object.entries(fields)
    const kept = new Set(said.flatMap(([name, value]) => (isFree(name) ? [] : [String(value)])))
    const free = said.map(([name, value]) => [
      name,
      typeof value === 'string' && isFree(name) ? scrub.scrub(value) : value,
    ])
    const clean = (cell: unknown): unknown =>
      typeof cell === 'string' && !kept.has(cell.trim()) ? scrub.scrub(cell) : cell
    const row = JSON.parse(cells) as unknown
    const cleaned = Array.isArray(row)
      ? row.map(clean)
      : Object.fromEntries(Object.entries(row as object).map(([name, cell]) => [name, clean(cell)]))
    const next = { id, cells: JSON.stringify(cleaned), fields: JSON.stringify(Object.fromEntries(free)) }
    if (next.cells === cells && next.fields === json) continue
    erasure.setTexts(next)
    derivation.lift(id)
    n++
  }
  derivation.flush()
  return n
}

/** @returns how many hashes are kept */
const keepHashes = (deps: Deps, run: number, keys: readonly string[], own: Identity): number => {
  const { suppressions } = deps.file
  const now = deps.now().toISOString()
  const all = [...new Set([...keys, ...own.phones.map((number) => `t:${number}`)])]
  suppressions.erase(all, run)
  for (const key of all) {
    if (key.startsWith('e:')) suppressions.add('email', key.slice(2), 'erased', now)
    if (key.startsWith('t:')) suppressions.add('phone', key.slice(2), 'erased', now)
  }
  return all.length
}
