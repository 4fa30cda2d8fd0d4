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

function* pages(
  file: ProspectFile,
  input: ValidateInput,
  kinds: readonly AddressKind[],
  isChosen: boolean,
): Generator<Task[]> {
  const { addresses, verdicts } = file
  const hasVerdicts = verdicts.any()
  // Without these two every address is looked at: that costs little, and lists or endings may have changed.
  const isPicky = input.stale !== undefined || input.limit !== undefined
  let left = input.limit ?? Infinity
  for (const kind of kinds) {
    for (let last = ''; left > 0;) {
      const found: Omit<Task, 'known'>[] =
        kind === 'email'
          ? addresses.emails(last, PAGE, isChosen).map((address) => ({ kind, address, country: null }))
          : addresses.numbers(last, PAGE, isChosen).map(({ number, country }) => ({
              kind,
              address: number,
              country: country ?? input.country ?? null,
            }))
      if (found.length === 0) break
      last = found.at(-1)!.address
      const tasks = found
        .map((task): Task => ({ ...task, known: hasVerdicts ? verdicts.holding(kind, task.address) : [] }))
        .filter(({ known }) => !isPicky || settledAt(known, depthOf(kind, input)) === undefined)
        .slice(0, left)
      left -= tasks.length
      if (tasks.length > 0) yield tasks
    }
  }
}
