/**
 * Progress on stderr. On a terminal an ora spinner; elsewhere one plain line at the start, one at the end and one a
 * minute between, nothing animated: ora writes escapes into files, and under script(1) without a sized terminal it
 * redraws without end (both measured), so it is made only for a terminal with a width.
 *
 * Operations over SQLite hold the event loop for a while, so nothing here waits for a timer: the first label is
 * written at once, and each event draws by itself.
 */
import type { ProgressEvent, ProgressUnit } from '../model/progress.ts'
import type { Io } from './io.ts'
import { number, plural } from './render/format.ts'

export type { ProgressEvent } from '../model/progress.ts'

export interface Progress {
  on(event: ProgressEvent): void
  /** Takes the spinner off the screen, also after an error. */
  stop(): void
}

export interface ProgressOptions {
  isQuiet: boolean
  isColoured: boolean
  /** Takes the notes instead; nothing is written, since nobody watches. */
  hold?: (note: string) => void
  /** Milliseconds; a test passes its own. */
  clock?: () => number
}

const PLAIN_INTERVAL = 60_000
const DRAW_INTERVAL = 80
const CLEAR_LINE = '\r\u001b[2K'

const ONE: Record<ProgressUnit, string> = {
  rows: 'row',
  records: 'record',
  people: 'person',
  companies: 'company',
  addresses: 'address',
  'fields filled': 'field filled',
  merged: 'merged',
}

/** How quickly rows come, and how many seconds it will take; null where the end is not known. */
export interface Pace {
  perSecond: number
  left: number | null
}

/** `Reading leads.csv: 1,200 of 50,000 rows (2%), 12,000 rows/s, 4 s left` */
export function progressLine(event: ProgressEvent, pace?: Pace | null): string {
  if (event.kind === 'note' || event.kind === 'start' || event.done === undefined) return event.label
  const { kind, label, done, unit } = event
  const isOfTotal = kind === 'progress' && event.total !== undefined && event.total !== 0
  const count = isOfTotal
    ? `${number(done)} of ${number(event.total!)}${unit === undefined ? '' : ` ${unit}`}`
    : unit === undefined
      ? number(done)
      : plural(done, ONE[unit], unit)
  const part = kind === 'progress' ? partOf(event) : null
  const percent = part === null ? '' : ` (${Math.floor(part * 100)}%)`
  const spent = kind === 'progress' && event.spent !== undefined ? spentText(event.spent) : ''
  return `${label}: ${count}${percent}${pace ? paceText(pace, unit) : ''}${spent}`
}

/** Nothing is said of what is free. */
function spentText({ amount, currency }: NonNullable<Step['spent']>): string {
  return amount === 0 ? '' : `, ${Number(amount.toFixed(4))} ${currency} spent`
}

type Step = ProgressEvent & { kind: 'progress' }

/** Between 0 and 1; null where nobody knows. */
function partOf({ done, total, share }: Step): number | null {
  return total !== undefined && total !== 0 ? done / total : (share ?? null)
}

function paceText({ perSecond, left }: Pace, unit: ProgressUnit = 'rows'): string {
  // Two digits: more would only flicker.
  const rate = `, ${number(Number(perSecond.toPrecision(2)))} ${unit}/s`
  return left === null ? rate : `${rate}, ${duration(left)} left`
}

/** `8 s`, `2 min 5 s`, `1 h 4 min` */
function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

const FIRST_PACE = 500
const PACED: ReadonlySet<ProgressUnit | undefined> = new Set(['rows', 'addresses'])

/** The pace of the rows that are being read, since the first of them came: what came at once had been done before. */
function makePace(clock: () => number): (event: ProgressEvent) => Pace | null {
  let first: { at: number; done: number; part: number | null } | null = null
  return (event) => {
    if (event.kind === 'start' || event.kind === 'done') first = null
    if (event.kind !== 'progress' || !PACED.has(event.unit)) return null
    const part = partOf(event)
    first ??= { at: clock(), done: event.done, part }
    const elapsed = clock() - first.at
    if (elapsed < FIRST_PACE || event.done <= first.done) return null
    const gained = part === null || first.part === null ? 0 : part - first.part
    return {
      perSecond: ((event.done - first.done) / elapsed) * 1000,
      left: gained > 0 ? ((elapsed / gained) * (1 - part!)) / 1000 : null,
    }
  }
}

/** Picks the kind of progress that fits stderr. */
export function makeProgress(io: Io, options: ProgressOptions): Progress {
  if (options.isQuiet) return { on: () => undefined, stop: () => undefined }
  const { hold } = options
  if (hold !== undefined) {
    return { on: (event) => event.kind === 'note' && hold(progressLine(event)), stop: () => undefined }
  }
  const clock = options.clock ?? (() => performance.now())
  const terminal = io.stderr.stream as { columns?: number }
  const isAnimated = io.stderr.isTTY && (terminal.columns ?? 0) > 0 && io.env.TERM !== 'dumb'
  return isAnimated ? spinner(io, options.isColoured, clock) : plainLines(io, clock)
}

function plainLines(io: Io, clock: () => number): Progress {
  let last = clock()
  const paceOf = makePace(clock)
  return {
    on: (event) => {
      const pace = paceOf(event)
      if (event.kind === 'progress' && clock() - last < PLAIN_INTERVAL) return
      last = clock()
      io.stderr.stream.write(`${progressLine(event, pace)}${event.kind === 'start' ? ' …' : ''}\n`)
    },
    stop: () => undefined,
  }
}

function spinner(io: Io, isColoured: boolean, clock: () => number): Progress {
  let drawn: import('ora').Ora | undefined
  let text: string | null = null
  let isLoading = false
  let hasSpoken = false
  let last = { at: 0, label: '' }
  const paceOf = makePace(clock)

  const load = async (): Promise<void> => {
    isLoading = true
    const { default: ora } = await import('ora')
    // Without discardStdin: it would put the terminal in raw mode and take Ctrl-C away from us.
    drawn = ora({
      stream: io.stderr.stream,
      discardStdin: false,
      isEnabled: true,
      color: isColoured ? 'cyan' : false,
    })
    if (text === null) return
    io.stderr.stream.write(CLEAR_LINE)
    drawn.start(text)
  }

  const clear = (): void => {
    if (drawn?.isSpinning === true) drawn.stop()
    else if (text !== null) io.stderr.stream.write(CLEAR_LINE)
    text = null
  }

  const draw = (line: string): void => {
    text = line
    if (drawn === undefined) {
      io.stderr.stream.write(`${CLEAR_LINE}${line} …`)
      // A spinner is decoration: if its library cannot be loaded, the plain label has already been written.
      if (!isLoading) void load().catch(() => undefined)
    } else if (drawn.isSpinning) {
      drawn.text = line
      drawn.render()
    } else {
      drawn.start(line)
    }
  }

  return {
    on: (event) => {
      const pace = paceOf(event)
      const isSoon = event.label === last.label && clock() - last.at < DRAW_INTERVAL
      if (event.kind === 'progress' && isSoon) return
      last = { at: clock(), label: event.label }
      const line = progressLine(event, pace)
      if (event.kind === 'start' || event.kind === 'progress') {
        draw(line)
      } else {
        const before = event.kind === 'note' ? text : null
        clear()
        hasSpoken = true
        io.stderr.stream.write(`${line}\n`)
        if (before !== null) draw(before)
      }
    },
    stop: () => {
      clear()
      // What was done stands apart from what came of it.
      if (hasSpoken && io.stdout.isTTY) io.stderr.stream.write('\n')
    },
  }
}
