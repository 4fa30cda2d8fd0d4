/**
 * A review in a spreadsheet: the waiting pairs as CSV with an empty column `answer`, and the answers read back. A pair is
 * known by its id, which says what the two looked like: an answer counts only as long as they still look so.
 */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { sha256 } from '../../lib/hash.ts'
import { openTable, type TableSource } from '../../lib/table/index.ts'
import { csvRow, neutralise } from '../../lib/table/write.ts'
import { plural } from '../../lib/text.ts'
import { isSpecial } from '../../lib/write-place.ts'
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import type { CompanyRow } from '../../store/companies.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { answerCompanies, companySide, openCompanies, unsureCompanies } from './company-review.ts'
import { companiesApart } from './match-file-companies.ts'
import { openPair, writeAnswer, type Answer } from './review.ts'
import { isCompared, reviewQueue } from './review-queue.ts'
import { reviewSide, type ReviewSide } from './review-side.ts'
import type { ReviewCase } from './types.ts'

export interface ExportReviewResult extends Result {
  run: null
  counts: Record<'pairs', number>
  /** Whether dedupe has looked at anybody yet. */
  compared: boolean
  /** Absolute. */
  output: string
}

export interface ImportReviewResult extends Result {
  /** `read` = same + different + unsure + unchanged + blank + rejected. */
  counts: Record<'read' | Answer | 'unchanged' | 'blank' | 'rejected', number>
  header: string[]
  rejects: { line: number; reason: string; cells: string[] }[]
  dry_run: boolean
}

const SIDE = ['name', 'emails', 'phones', 'profiles', 'companies', 'titles', 'place', 'sources'] as const

const cellOf = (side: ReviewSide, name: (typeof SIDE)[number]): string => {
  const value = side[name]
  return Array.isArray(value) ? value.join('; ') : (value ?? '')
}

type About = ReviewCase['about']

/** Of the two as they are: their first records, and a mark of all that the reviewer saw of them. */
const pairId = (about: About, a: ReviewSide, b: ReviewSide): string => {
  const seen = [a, b].map((side) => SIDE.map((name) => cellOf(side, name)))
  const mark = sha256(JSON.stringify(seen)).slice(0, 8)
  return `${about === 'people' ? 'p' : 'c'}${recordOfId(a.id)}-${recordOfId(b.id)}-${mark}`
}

const PAIR_ID = /^([pc])(\d{1,15})-(\d{1,15})-[0-9a-f]{8}$/

/**
 * Writes the pairs that wait for an answer. Cells that a spreadsheet would run as formulas are written as text.
 *
 * @param output an absolute path; written whole or not at all, a new one with mode 0600
 * @throws PrmError `review.output_taken`: a file that holds answers, or is no such review; `write.failed`
 */
export const exportReview = async (
  deps: Deps,
  { output }: { output: string },
): Promise<ExportReviewResult> => {
  const { file } = deps
  await refuseTaken(output)
  const rows = (await reviewQueue(deps)).flatMap((pair) => {
    const sides = openSides(file, pair)
    return sides ? [rowOf(pair, ...sides)] : []
  })
  const header = [
    'pair',
    ...['id', ...SIDE].flatMap((name) => [`a_${name}`, `b_${name}`]),
    ...['probability', 'reason', 'answer'],
  ]
  const text = [header, ...rows].map((cells) => csvRow(cells.map(neutralise))).join('')
  // Excel takes UTF-8 for another encoding unless told.
  writeAtomically(output, [/[^\p{ASCII}]/u.test(text) ? `\ufeff${text}` : text])
  const counts = { pairs: rows.length }
  return { schemaVersion: SCHEMA_VERSION, run: null, counts, compared: isCompared(deps), output }
}

/** Only a review that nobody has answered is written over: a night's run may renew it. */
const refuseTaken = async (output: string): Promise<void> => {
  if (isSpecial(output) || !statSync(output, { throwIfNoEntry: false })?.size) return
  const name = basename(output)
  const refuse = (why: string, hint: string): never => {
    throw new PrmError('input', 'review.output_taken', `${name} ${why}: it is not written over`, { hint })
  }
  const read = await readRows({ path: output }).catch((error: unknown) => {
    if (error instanceof PrmError) return null
    throw error
  })
  if (read === null) return refuse('is there, and is no review', 'name another file')
  const answered = read.rows.filter(({ said }) => said !== '').length
  if (answered > 0)
    refuse(
      `holds ${plural(answered, 'answer')}`,
      `prm dedupe --import-review ${name} takes them; then move it away, or name another file`,
    )
}

/** The two as a reviewer sees them; null where nothing is left to decide. */
const openSides = (file: ProspectFile, pair: ReviewCase): [ReviewSide, ReviewSide] | null => {
  if (pair.about === 'companies') {
    const two = openCompanies(file, pair)
    return two && [companySide(file, two[0]), companySide(file, two[1])]
  }
  const two = openPair(file, pair)
  return two && [reviewSide(file, two[0]), reviewSide(file, two[1])]
}

/** Nothing that is asked about is certain. */
const chance = (probability: number): string => Math.min(probability, 0.999).toFixed(3)

const rowOf = ({ about, evidence, reason }: ReviewCase, a: ReviewSide, b: ReviewSide): string[] => [
  pairId(about, a, b),
  ...[a.id, b.id],
  ...SIDE.flatMap((name) => [cellOf(a, name), cellOf(b, name)]),
  ...[evidence === null ? '' : chance(evidence.probability), reason, ''],
]

const WORDS: Readonly<Record<Answer, string>> = {
  same: 'same s yes y true 1 merge ja oui sí si',
  different: 'different d no n false 0 split nein non',
  unsure: 'unsure u unknown maybe ?',
}

const ANSWERS = new Map(
  (Object.entries(WORDS) as [Answer, string][]).flatMap(([answer, words]) =>
    words.split(' ').map((word) => [word, answer] as const),
  ),
)

/** What is asked about: everything is named by id. */
interface Kind {
  word: string
  /** Whose this record is; null where it does not count. */
  ownerOf: (file: ProspectFile, record: number) => string | null
  areApart: (file: ProspectFile, a: string, b: string) => boolean
  isUnsure: (file: ProspectFile, a: string, b: string) => boolean
  side: (file: ProspectFile, id: string) => ReviewSide
  write: (
    deps: Deps,
    derivation: Derivation,
    run: number,
    answer: Answer,
    two: readonly [string, string],
  ) => void
}

const companyOf = (file: ProspectFile, id: string): CompanyRow => file.companies.get(id)!

const KINDS: Readonly<Record<About, Kind>> = {
  people: {
    word: 'person',
    ownerOf: (file, record) => {
      const row = file.records.get(record)
      return row?.active === 1 ? row.person_id : null
    },
    areApart: (file, a, b) => file.decisions.areApart(a, b),
    isUnsure: (file, a, b) =>
      file.decisions.unsurePairs().some((known) => [a, b].includes(known.a) && [a, b].includes(known.b)),
    side: reviewSide,
    write: (deps, derivation, run, answer, two) => void writeAnswer(deps, derivation, run, answer, two),
  },
  companies: {
    word: 'company',
    ownerOf: (file, record) => {
      const row = file.records.get(record)
      if (row?.active !== 1 || row.company_key === null) return null
      return String(file.companies.byKey(row.company_key)!.id)
    },
    areApart: (file, a, b) =>
      companiesApart({ file })?.(String(companyOf(file, a).key), String(companyOf(file, b).key)) === true,
    isUnsure: (file, a, b) => unsureCompanies(file).includes(`${a}:${b}`),
    side: (file, id) => companySide(file, companyOf(file, id)),
    write: (deps, derivation, run, answer, [a, b]) => {
      answerCompanies(deps, derivation, run, answer, [companyOf(deps.file, a), companyOf(deps.file, b)])
      // The next answer may be about the same company, which has to be there then.
      derivation.flush()
    },
  },
}

interface Row {
  line: number
  cells: string[]
  pair: string
  said: string
}

/**
 * Takes the answers of a file that `exportReview` wrote, all of them or none. Read again it changes nothing.
 *
 * @throws PrmError `input`: no list, or not such a one
 */
export const importReview = async (
  deps: Deps,
  input: { source: TableSource; dry_run?: boolean },
): Promise<ImportReviewResult> => {
  const { header, rows } = await readRows(input.source)
  const act = (): ImportReviewResult => deps.file.write(() => take(deps, header, rows))
  if (input.dry_run)
    return { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run: true }
  return act()
}

const readRows = async (source: TableSource): Promise<{ header: string[]; rows: Row[] }> => {
  const table = await openTable(source)
  const { header } = table.info
  const at = (name: string): number => header.findIndex((column) => column.trim().toLowerCase() === name)
  const [pair, answer] = [at('pair'), at('answer')]
  const rows: Row[] = []
  for await (const batch of table.rows())
    for (const { line, cells } of batch)
      rows.push({
        line,
        cells,
        pair: cells[pair]?.trim() ?? '',
        said: cells[answer]?.trim().toLowerCase() ?? '',
      })
  if (pair >= 0 && answer >= 0) return { header, rows }
  throw new PrmError(
    'input',
    'review.not_a_review',
    'this is no list of pairs: it needs the columns pair and answer',
    {
      hint: 'prm dedupe --export-review pairs.csv writes one',
    },
  )
}

/** An answer with the first records of the two, and whether they were kept apart before; or why there is none. */
type Judged =
  | { about: About; answer: Answer; records: [number, number]; was_apart: boolean }
  | 'unchanged'
  | 'blank'
  | { reason: string }

const take = (deps: Deps, header: string[], rows: readonly Row[]): ImportReviewResult => {
  const counts = { read: rows.length, same: 0, different: 0, unsure: 0, unchanged: 0, blank: 0, rejected: 0 }
  const rejects: ImportReviewResult['rejects'] = []
  const said = new Map<string, string>()
  // All are judged before the first is taken: an answer changes how later pairs look.
  const judged = rows.map((row): Judged => {
    const first = said.get(row.pair)
    if (row.said !== '' && first === undefined) said.set(row.pair, row.said)
    if (row.said === '' || first === undefined) return judge(deps.file, row)
    return ANSWERS.get(first) === ANSWERS.get(row.said)
      ? 'unchanged'
      : { reason: `twice: this pair is answered above as "${first}"` }
  })
  const run = judged.some((each) => typeof each === 'object' && 'answer' in each)
    ? startRun(deps, 'dedupe', { review: true })
    : null
  const derivation = run === null ? null : new Derivation(deps.file, { run_id: run, why: 'merge' })
  const reject = ({ line, cells }: Row, reason: string): void => {
    counts.rejected++
    rejects.push({ line, reason, cells })
  }
  for (const [i, each] of judged.entries()) {
    const row = rows[i]!
    if (typeof each === 'string') counts[each]++
    else if ('reason' in each) reject(row, each.reason)
    else {
      const { file } = deps
      const kind = KINDS[each.about]
      const [a, b] = each.records.map((record) => kind.ownerOf(file, record)!) as [string, string]
      if (a === b && each.answer === 'same') counts.unchanged++
      else if (a === b) reject(row, 'contradiction: by other answers of this file the two are one')
      else if (each.answer === 'same' && !each.was_apart && kind.areApart(file, a, b))
        reject(row, 'contradiction: by other answers of this file the two are not one')
      else {
        kind.write(deps, derivation!, run!, each.answer, [a, b])
        counts[each.answer]++
      }
    }
  }
  derivation?.flush()
  if (run !== null) finishRun(deps, run, 'done', counts)
  return { schemaVersion: SCHEMA_VERSION, run, counts, header, rejects, dry_run: false }
}

const judge = (file: ProspectFile, { pair, said }: Row): Judged => {
  if (said === '') return 'blank'
  const answer = ANSWERS.get(said)
  if (answer === undefined) return { reason: `no_answer: "${said}" is none of same, different, unsure` }
  const [, letter, first, second] = PAIR_ID.exec(pair) ?? []
  if (first === undefined || second === undefined)
    return { reason: `unknown_pair: "${pair}" is no pair that prm has written` }
  const about: About = letter === 'c' ? 'companies' : 'people'
  const kind = KINDS[about]
  const [a, b] = [first, second].map((record) => kind.ownerOf(file, Number(record)))
  if (!a || !b)
    return { reason: `unknown_pair: ${a ? 'the second' : 'the first'} of the two is not in the file` }
  if (a === b) {
    if (answer === 'same') return 'unchanged'
    return { reason: `changed: the two are one ${kind.word} now; prm split ${a} takes them apart` }
  }
  const was_apart = kind.areApart(file, a, b)
  if (answer === 'different' ? was_apart : answer === 'unsure' && kind.isUnsure(file, a, b))
    return 'unchanged'
  if (pairId(about, kind.side(file, a), kind.side(file, b)) !== pair)
    return { reason: 'changed: the two look different now; export the review again' }
  return { about, answer, records: [Number(first), Number(second)], was_apart }
}
