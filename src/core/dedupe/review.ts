/**
 * A review: pairs of people, and of companies, are looked at one by one, and each answer is a decision that is written at once. All answers
 * of a session are one run, which can be undone; the last one can be taken back while the session lasts.
 */
import { recordOfId } from '../../model/id.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, startRun, type Deps } from '../derive/run.ts'
import { answerCompanies, companySide, openCompanies } from './company-review.ts'
import { decide, recordsOf } from './decide.ts'
import { reviewSide, type ReviewSide } from './review-side.ts'
import type { ReviewCase } from './types.ts'

export type Answer = 'same' | 'different' | 'unsure'

export type AnswerCounts = Record<Answer, number>

export interface ReviewSession {
  /** The two as they are now; null where it has been settled meanwhile, by another answer or from elsewhere. */
  look(pair: ReviewCase): { a: ReviewSide; b: ReviewSide } | null
  /** False: it has been settled meanwhile, and nothing was written. */
  answer(pair: ReviewCase, answer: Answer): boolean
  /** Takes the last answer of this session back; gives its pair, or null where there is none. */
  back(): ReviewCase | null
  /** Null as long as nothing was answered. */
  run(): number | null
  counts(): AnswerCounts
}

const KINDS = { same: 'must_link', different: 'cannot_link', unsure: 'unsure' } as const

/** The person that an id leads to now; null where nobody is left. */
export const personNow = (file: ProspectFile, id: string): string | null => {
  if (file.people.get(id)) return id
  const record = recordOfId(id)
  const person = record === null ? null : (file.records.get(record)?.person_id ?? null)
  return person !== null && file.people.get(person) ? person : null
}

/** The two people of a pair as they are now; null where nothing is left to decide. */
export const openPair = (
  file: ProspectFile,
  { a, b }: Pick<ReviewCase, 'a' | 'b'>,
): [string, string] | null => {
  const [left, right] = [personNow(file, a), personNow(file, b)]
  if (left === null || right === null || left === right || file.decisions.areApart(left, right)) return null
  return [left, right]
}

/** Writes one answer. Call inside a write. */
export const writeAnswer = (
  deps: Pick<Deps, 'file' | 'now'>,
  derivation: Derivation,
  run_id: number,
  answer: Answer,
  [left, right]: readonly [string, string],
): { decisions: number[]; records: number[] } => {
  const [a, b] = [recordsOf(deps.file, left), recordsOf(deps.file, right)]
  const decisions = decide(deps, { run_id, kind: KINDS[answer], because: 'review' }, a, b)
  if (answer !== 'unsure') derivation.refold([...a, ...b])
  return { decisions, records: [...a, ...b] }
}

interface Given {
  pair: ReviewCase
  answer: Answer
  decisions: number[]
  records: number[]
  /** Of companies. */
  keys: string[]
}

/** Writes the answer to a pair that is open still; null where it is not. */
const giveAnswer = (
  deps: Deps,
  pair: ReviewCase,
  answer: Answer,
  begin: () => number,
): Omit<Given, 'pair' | 'answer'> | null => {
  const { file } = deps
  const why = answer === 'same' ? 'merge' : 'split'
  if (pair.about === 'companies') {
    const two = openCompanies(file, pair)
    if (two === null) return null
    const run_id = begin()
    const derivation = new Derivation(file, { run_id, why })
    const written = answerCompanies(deps, derivation, run_id, answer, two)
    derivation.flush()
    return { ...written, records: [] }
  }
  const two = openPair(file, pair)
  if (two === null) return null
  const run_id = begin()
  const derivation = new Derivation(file, { run_id, why })
  const written = writeAnswer(deps, derivation, run_id, answer, two)
  derivation.flush()
  return { ...written, keys: [] }
}

export const reviewSession = (deps: Deps): ReviewSession => {
  const { file } = deps
  const given: Given[] = []
  let run: number | null = null
  const counts = (): AnswerCounts => {
    const sum = { same: 0, different: 0, unsure: 0 }
    for (const { answer } of given) sum[answer]++
    return sum
  }
  /** Somebody may have undone the run from another terminal. */
  const forget = (): void => {
    if (run === null || file.runs.get(run)?.undone_by === null) return
    given.length = 0
    run = null
  }
  return {
    run: () => run,
    counts,
    look: (pair) => {
      if (pair.about === 'companies') {
        const two = openCompanies(file, pair)
        return two && { a: companySide(file, two[0]), b: companySide(file, two[1]) }
      }
      const now = openPair(file, pair)
      return now && { a: reviewSide(file, now[0]), b: reviewSide(file, now[1]) }
    },
    answer: (pair, answer) =>
      file.write(() => {
        forget()
        const written = giveAnswer(
          deps,
          pair,
          answer,
          () => (run ??= startRun(deps, 'dedupe', { review: true })),
        )
        if (written === null) return false
        given.push({ pair, answer, ...written })
        // Done after each answer: whatever ends the session, the journal is true.
        finishRun(deps, run!, 'done', counts())
        return true
      }),
    back: () =>
      file.write(() => {
        forget()
        const last = given.pop()
        if (last === undefined || run === null) return null
        file.decisions.remove(last.decisions)
        const derivation = new Derivation(file, { run_id: run, why: 'undo' })
        if (last.answer !== 'unsure' && last.records.length > 0) derivation.refold(last.records)
        if (last.answer !== 'unsure' && last.keys.length > 0) derivation.relink(last.keys)
        derivation.flush()
        finishRun(deps, run, 'done', counts())
        return last.pair
      }),
  }
}
