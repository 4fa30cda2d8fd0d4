/**
 * One record whose quotes break the rules. Every reading costs what it supposes went wrong: a quote that opens nothing, a quote inside
 * a cell that nobody escaped, a width unlike the other rows. The cheapest wins (Dijkstra over position and number of cells), so that a
 * lost quote costs one row its doubt and no row its cells.
 */
import { isEscaped, plainCell, skipLineEnd, skipSpaceBefore, unescape } from './marks.ts'
import type { Dialect, RowProblem } from './types.ts'

interface Repaired {
  cells: string[]
  end: number
  problem?: RowProblem
}

interface Path {
  at: number
  count: number
  cost: number
  cell: string
  literal: boolean
  stray: boolean
  done: boolean
  before: Path | null
}

/** Text looked at: a quote still open after this is not a quote. */
const WINDOW = 1 << 16
const MOST_STEPS = 5000
const MOST_CLOSINGS = 12
/** A reading dearer than this never wins: quotes further on need not be weighed (a file of lost quotes took 7 s a megabyte). */
const MOST_COST = 24

const COST = {
  /** A quote at the start of a cell is only a character. */
  literalOpening: 3,
  /** … although another one stands at the end of the cell. */
  literalWrapped: 2.5,
  /** A quote inside a quoted cell stands for itself. */
  stray: 2,
  /** Each further one in the same cell. */
  strayAgain: 1,
  /** … although it looks like the start of the next cell. */
  strayLikeOpening: 3,
  /** `""` is a character and the closing quote, not an escaped one. */
  pairCloses: 2,
  /** A line break in a cell whose quotes are doubtful. */
  doubtfulBreak: 2,
  lineBreak: 0.25,
  spaceAfterClosing: 0.5,
  wrongWidth: 2.5,
  perCell: 0.1,
}

/** The best reading of the record at `start`, or null when more text is needed to decide. */
export function repairRecord(text: string, start: number, ended: boolean, dialect: Dialect): Repaired | null {
  const limit = Math.min(text.length, start + WINDOW)
  if (!ended && text.length - start < WINDOW) return null
  const queue: Path[] = [
    { at: start, count: 0, cost: 0, cell: '', literal: false, stray: false, done: false, before: null },
  ]
  const seen = new Set<number>()
  for (let step = 0; step < MOST_STEPS && queue.length > 0; step++) {
    const path = takeCheapest(queue)
    if (path.done) return finish(path)
    const key = path.at * 4096 + Math.min(path.count, 4095)
    if (seen.has(key)) continue
    seen.add(key)
    for (const next of readings(text, path, limit, dialect)) queue.push(next)
  }
  return finish(plainLine(text, start, dialect))
}

function takeCheapest(queue: Path[]): Path {
  let best = 0
  for (let i = 1; i < queue.length; i++) if (queue[i]!.cost < queue[best]!.cost) best = i
  const path = queue[best]!
  queue[best] = queue[queue.length - 1]!
  queue.pop()
  return path
}

function finish(last: Path): Repaired {
  const cells: string[] = []
  let literal = false
  let stray = false
  for (let path: Path | null = last; path !== null; path = path.before) {
    if (path.count > 0) cells.push(path.cell)
    literal ||= path.literal
    stray ||= path.stray
  }
  cells.reverse()
  const problem = literal ? 'unclosed_quote' : stray ? 'stray_quote' : undefined
  return problem === undefined ? { cells, end: last.at } : { cells, end: last.at, problem }
}

/** The ways to read the next cell. */
function readings(text: string, path: Path, limit: number, dialect: Dialect): Path[] {
  const found: Path[] = []
  let at = path.at
  if (dialect.skipSpace) at = skipSpaceBefore(text, at, path.count === 0, dialect)
  const quoted = dialect.quote !== null && text[at] === dialect.quote
  const end = plainEnd(text, at, dialect, path.count + 1)
  found.push(
    step(
      text,
      path,
      plainCell(text.slice(at, end), dialect),
      end,
      quoted ? literalCost(text.slice(at, end), dialect) : 0,
      dialect,
      quoted,
      false,
    ),
  )
  if (!quoted) return found

  const quote = dialect.quote!
  let cost = 0
  let stray = false
  let from = at + 1
  for (let closings = 0; closings < MOST_CLOSINGS && cost <= MOST_COST;) {
    const k = text.indexOf(quote, from)
    if (k < 0 || k >= limit) break
    if (dialect.escape === '\\' && isEscaped(text, at, k)) {
      from = k + 1
      continue
    }
    const pair = dialect.escape !== '\\' && text[k + 1] === quote
    if (pair) {
      if (cellEnds(text, k + 2, dialect) && k > at + 1) {
        closings++
        found.push(close(text, path, at, k + 1, cost + COST.pairCloses, dialect, true))
      }
      from = k + 2
      continue
    }
    const past = skipSpaces(text, k + 1, dialect)
    if (cellEnds(text, past, dialect)) {
      closings++
      const gap = past > k + 1 ? COST.spaceAfterClosing : 0
      found.push(close(text, path, at, k, cost + gap, dialect, stray))
    }
    cost += text.endsWith(dialect.delimiter, k) ? COST.strayLikeOpening : stray ? COST.strayAgain : COST.stray
    stray = true
    from = k + 1
  }
  return found
}

function literalCost(cell: string, dialect: Dialect): number {
  return COST.literalOpening + (cell.length > 1 && cell.endsWith(dialect.quote!) ? COST.literalWrapped : 0)
}

/** The cell opened at `open` closes at the quote at `at`. */
function close(
  text: string,
  path: Path,
  open: number,
  at: number,
  cost: number,
  dialect: Dialect,
  stray: boolean,
): Path {
  const raw = text.slice(open + 1, at)
  let breaks = 0
  for (let i = raw.indexOf('\n'); i >= 0 && breaks < 4; i = raw.indexOf('\n', i + 1)) breaks++
  const doubt = breaks === 0 ? 0 : stray ? COST.doubtfulBreak : 0
  const end = skipSpaces(text, at + 1, dialect)
  return step(
    text,
    path,
    unescape(raw, dialect),
    end,
    cost + doubt + breaks * COST.lineBreak,
    dialect,
    false,
    stray,
  )
}

/** The path that goes on behind a cell ending at `end`: to the next cell, or out of the record. */
function step(
  text: string,
  before: Path,
  cell: string,
  end: number,
  cost: number,
  dialect: Dialect,
  literal: boolean,
  stray: boolean,
): Path {
  const count = before.count + 1
  const base = { count, cell, literal, stray, before }
  if (end < text.length && text.startsWith(dialect.delimiter, end)) {
    const at = end + dialect.delimiter.length
    return { ...base, at, cost: before.cost + cost, done: false }
  }
  const at = end >= text.length ? end : skipLineEnd(text, end)
  const off = dialect.width === 0 ? 0 : Math.abs(count - dialect.width)
  const width = off === 0 ? 0 : COST.wrongWidth + Math.min(off, 10) * COST.perCell
  return { ...base, at, cost: before.cost + cost + width, done: true }
}

/** Where an unquoted cell ends. */
function plainEnd(text: string, at: number, dialect: Dialect, count: number): number {
  let i = at
  while (i < text.length) {
    const char = text[i]!
    if (char === '\n') return i
    if (
      text.startsWith(dialect.delimiter, i) &&
      !(dialect.escapesPlain === true && isEscaped(text, at - 1, i))
    )
      return i
    if (char === '\r' && (dialect.crEnds || count === dialect.width || /^\r+\n/.test(text.slice(i, i + 8))))
      return i
    i++
  }
  return i
}

function cellEnds(text: string, at: number, dialect: Dialect): boolean {
  if (at >= text.length) return true
  const char = text[at]
  return char === '\n' || char === '\r' || text.startsWith(dialect.delimiter, at)
}

function skipSpaces(text: string, at: number, dialect: Dialect): number {
  let i = at
  while (text[i] === ' ' && !dialect.delimiter.startsWith(' ')) i++
  return i
}

/** The last resort: split the line at its delimiters. */
function plainLine(text: string, start: number, dialect: Dialect): Path {
  let path: Path = {
    at: start,
    count: 0,
    cost: 0,
    cell: '',
    literal: true,
    stray: false,
    done: false,
    before: null,
  }
  while (!path.done) {
    const end = plainEnd(text, path.at, dialect, path.count + 1)
    path = step(text, path, plainCell(text.slice(path.at, end), dialect), end, 0, dialect, true, false)
  }
  return path
}
