/** Which addresses of the file are to be checked, page by page, with what is known of them already. */
import type { Level } from '../../model/verdict.ts'
import { compileCondition } from '../../store/condition.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { VerdictRow } from '../../store/verdicts.ts'
import type { AddressKind, ValidateInput } from './types.ts'

export const DEPTH: Readonly<Record<Level, number>> = { syntax: 1, number: 2, domain: 2, mailbox: 3, line: 3 }

export interface Task {
  kind: AddressKind
  address: string
  /** Of a number. */
  country: string | null
  /** Verdicts that still hold, the best first. */
  known: readonly VerdictRow[]
}

const PAGE = 2000

/** The best decided verdict, where it went deep enough that nothing is left to ask. */
export const settledAt = (known: readonly VerdictRow[], depth: number): VerdictRow | undefined =>
  known.find(({ verdict, level }) => verdict !== 'unknown' && DEPTH[level] >= depth)

/** How deep a run asks. */
const depthOf = (kind: AddressKind, { online, services = [] }: ValidateInput): number => {
  if (services.some(({ connector }) => connector.checks[kind] !== undefined)) return DEPTH.mailbox
  return kind === 'phone' || online === true ? DEPTH.domain : DEPTH.syntax
}

export interface Due {
  /** How many there are at most. */
  total: number
  pages: Iterable<Task[]>
}

export const dueAddresses = (file: ProspectFile, input: ValidateInput): Due => {
  const isChosen = input.where !== undefined
  if (input.where !== undefined) file.addresses.choose(compileCondition(input.where).sql)
  const kinds: AddressKind[] = input.only === undefined ? ['email', 'phone'] : [input.only]
  const total = kinds.reduce((sum, kind) => sum + file.addresses.count(kind, isChosen), 0)
  return { total: Math.min(total, input.limit ?? Infinity), pages: pages(file, input, kinds, isChosen) }
}

/** Nothing that costs would make these any better. */
const SETTLED_REASONS = new Set(['disposable', 'no_reply'])

/** Whether no deeper check would be made of an address for which this verdict holds. */
export const isFinal = (
  { verdict, reason, level }: Pick<VerdictRow, 'verdict' | 'reason' | 'level'>,
  depth: number,
): boolean =>
  verdict === 'invalid' ||
  (verdict !== 'unknown' && DEPTH[level] >= depth) ||
  (depth >= DEPTH.mailbox && SETTLED_REASONS.has(reason ?? ''))

function* pages(
  file: ProspectFile,
  input: ValidateInput,
  kinds: readonly AddressKind[],
  isChosen: boolean,
): Generator<Task[]> {
  const { verdicts } = file
  const newest = verdicts.lastId()
  // Without these two every address is looked at: that costs little, and lists or endings may have changed.
  if (input.stale === undefined && input.limit === undefined) {
    for (const kind of kinds) yield* pagesOf(file, input, kind, isChosen, newest > 0)
    return
  }
  let left = input.limit ?? Infinity
  // Those that an earlier run could not tell come last, or a limit would be spent on them again and again.
  for (const isSecondTry of [false, true]) {
    for (const kind of kinds) {
      const depth = depthOf(kind, input)
      for (const page of pagesOf(file, input, kind, isChosen, newest > 0 || isSecondTry)) {
        const tasks = page
          .filter(({ known }) => {
            if (known.some((verdict) => isFinal(verdict, depth))) return false
            const tried = known.filter(({ level }) => DEPTH[level] >= depth)
            return isSecondTry
              ? tried.length > 0 && tried.every(({ id }) => id <= newest)
              : tried.length === 0
          })
          .slice(0, left)
        left -= tasks.length
        if (tasks.length > 0) yield tasks
        if (left <= 0) return
      }
    }
  }
}

function* pagesOf(
  { addresses, verdicts }: ProspectFile,
  { country: byDefault }: ValidateInput,
  kind: AddressKind,
  isChosen: boolean,
  hasVerdicts: boolean,
): Generator<Task[]> {
  for (let last = ''; ;) {
    const found: Omit<Task, 'known'>[] =
      kind === 'email'
        ? addresses.emails(last, PAGE, isChosen).map((address) => ({ kind, address, country: null }))
        : addresses.numbers(last, PAGE, isChosen).map(({ number, country }) => ({
            kind,
            address: number,
            country: country ?? byDefault ?? null,
          }))
    if (found.length === 0) return
    last = found.at(-1)!.address
    const since = verdicts.since()
    yield found.map((task): Task => ({
      ...task,
      known: hasVerdicts ? verdicts.holding(kind, task.address, since) : [],
    }))
  }
}
