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
  addresses: 'address',
  'fields filled': 'field filled',
  merged: 'merged',
}

/** `Reading leads.csv: 1,200 of 50,000 rows (2%)` */
export function progressLine(event: ProgressEvent): string {
  if (event.kind === 'note' || event.kind === 'start' || event.done === undefined) return event.label
  const { kind, label, done, unit } = event
  if (kind === 'done' || event.total === undefined || event.total === 0) {
    return `${label}: ${unit === undefined ? number(done) : plural(done, ONE[unit], unit)}`
  }
  const percent = Math.floor((done / event.total) * 100)
  return `${label}: ${number(done)} of ${number(event.total)}${unit === undefined ? '' : ` ${unit}`} (${percent}%)`
}

/** Picks the kind of progress that fits stderr. */
export function makeProgress(io: Io, options: ProgressOptions): Progress {
  if (options.isQuiet) return { on: () => undefined, stop: () => undefined }
  const clock = options.clock ?? (() => performance.now())
  const terminal = io.stderr.stream as { columns?: number }
  const isAnimated = io.stderr.isTTY && (terminal.columns ?? 0) > 0 && io.env.TERM !== 'dumb'
  return isAnimated ? spinner(io, options.isColoured, clock) : plainLines(io, clock)
}

function plainLines(io: Io, clock: () => number): Progress {
  let last = clock()
  return {
    on: (event) => {
      if (event.kind === 'progress' && clock() - last < PLAIN_INTERVAL) return
      last = clock()
      io.stderr.stream.write(`${progressLine(event)}${event.kind === 'start' ? ' …' : ''}\n`)
    },
    stop: () => undefined,
  }
}

function spinner(io: Io, isColoured: boolean, clock: () => number): Progress {
  let drawn: import('ora').Ora | undefined
  let text: string | null = null
  let isLoading = false
  let hasSpoken = false
  let last = 0

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
      if (event.kind === 'progress' && clock() - last < DRAW_INTERVAL) return
      last = clock()
      const line = progressLine(event)
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
