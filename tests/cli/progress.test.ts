import { describe, expect, test } from 'vitest'
import { makeProgress, progressLine, type ProgressEvent } from '../../src/cli/progress.ts'
import { testIo } from './test-io.ts'

const EVENTS: ProgressEvent[] = [
  { kind: 'start', label: 'Reading leads.csv', total: 5000, unit: 'rows' },
  { kind: 'progress', label: 'Reading leads.csv', done: 1000, total: 5000, unit: 'rows' },
  { kind: 'progress', label: 'Reading leads.csv', done: 2500, total: 5000, unit: 'rows' },
  { kind: 'note', label: 'line 12 is broken' },
  { kind: 'done', label: 'Read leads.csv', done: 5000, unit: 'rows' },
]

test.each([
  [EVENTS[0]!, 'Reading leads.csv'],
  [EVENTS[2]!, 'Reading leads.csv: 2,500 of 5,000 rows (50%)'],
  [EVENTS[4]!, 'Read leads.csv: 5,000 rows'],
  [{ kind: 'progress', label: 'Reading', done: 7 } as const, 'Reading: 7'],
  [{ kind: 'done', label: 'Read leads.csv', done: 1, unit: 'rows' } as const, 'Read leads.csv: 1 row'],
])('%j', (event, line) => expect(progressLine(event)).toBe(line))

test.each([
  [{ share: 0.4 }, { perSecond: 45_678, left: 11.9 }, 'Reading: 9,000 rows (40%), 46,000 rows/s, 12 s left'],
  [
    { total: 90_000 },
    { perSecond: 99, left: 125 },
    'Reading: 9,000 of 90,000 rows (10%), 99 rows/s, 2 min 5 s left',
  ],
  [{ share: 0.4 }, { perSecond: 1, left: 3840 }, 'Reading: 9,000 rows (40%), 1 rows/s, 1 h 4 min left'],
  [{}, { perSecond: 1234, left: null }, 'Reading: 9,000 rows, 1,200 rows/s'],
  [{ share: 0.4 }, null, 'Reading: 9,000 rows (40%)'],
])('%j at a pace of %j', (how, pace, line) => {
  expect(progressLine({ kind: 'progress', label: 'Reading', done: 9000, unit: 'rows', ...how }, pace)).toBe(
    line,
  )
})

test('money that was spent stands behind the pace; what is free is not told', () => {
  const event = {
    kind: 'progress',
    label: 'asking ZeroBounce',
    done: 50,
    total: 200,
    unit: 'addresses',
  } as const
  const pace = { perSecond: 12.3, left: 12 }
  expect(progressLine({ ...event, spent: { amount: 0.4 + 0.2, currency: 'EUR' } }, pace)).toBe(
    'asking ZeroBounce: 50 of 200 addresses (25%), 12 addresses/s, 12 s left, 0.6 EUR spent',
  )
  expect(progressLine({ ...event, spent: { amount: 0, currency: 'EUR' } })).toBe(
    'asking ZeroBounce: 50 of 200 addresses (25%)',
  )
})

describe('the pace', () => {
  const lines = (events: [at: number, event: ProgressEvent][]): string[] => {
    const io = testIo()
    let time = 0
    const progress = makeProgress(io, { isQuiet: false, isColoured: false, clock: () => time })
    for (const [at, event] of events) {
      time = at
      progress.on(event)
    }
    return io.text('stderr').trimEnd().split('\n')
  }
  const step = (done: number, share?: number): ProgressEvent => ({
    kind: 'progress',
    label: 'Reading',
    done,
    unit: 'rows',
    ...(share === undefined ? {} : { share }),
  })
  const start: ProgressEvent = { kind: 'start', label: 'Reading' }

  test('is that of the rows since the first, so that those read before a kill do not count', () => {
    const seen = lines([
      [0, start],
      [1000, step(500_000, 0.5)],
      [101_000, step(600_000, 0.6)],
    ])
    expect(seen.at(-1)).toBe('Reading: 600,000 rows (60%), 1,000 rows/s, 6 min 40 s left')
  })
  test('knows no end where the list does not tell how far it is', () => {
    const seen = lines([
      [0, start],
      [0, step(1000)],
      [100_000, step(201_000)],
    ])
    expect(seen.at(-1)).toBe('Reading: 201,000 rows, 2,000 rows/s')
  })
  test('begins anew with each list', () => {
    const seen = lines([
      [0, start],
      [0, step(1000)],
      [1000, start],
      [70_000, step(1000)],
    ])
    expect(seen.at(-1)).toBe('Reading: 1,000 rows')
  })
})

describe('where stderr is not a terminal', () => {
  test('a line at the start and the end, none between', () => {
    const io = testIo()
    const progress = makeProgress(io, { isQuiet: false, isColoured: false, clock: () => 0 })
    for (const event of EVENTS) progress.on(event)
    progress.stop()
    expect(io.text('stderr')).toBe('Reading leads.csv …\nline 12 is broken\nRead leads.csv: 5,000 rows\n')
  })
  test('one a minute between', () => {
    const io = testIo()
    let time = 0
    const progress = makeProgress(io, { isQuiet: false, isColoured: false, clock: () => time })
    for (const event of EVENTS.slice(0, 3)) {
      progress.on(event)
      time += 40_000
    }
    expect(io.text('stderr').split('\n')).toEqual([
      'Reading leads.csv …',
      'Reading leads.csv: 2,500 of 5,000 rows (50%), 38 rows/s, 1 min 7 s left',
      '',
    ])
  })
  test('a terminal without a width counts as none', () => {
    const io = testIo({ isTTY: true, columns: 0 })
    const progress = makeProgress(io, { isQuiet: false, isColoured: false })
    progress.on(EVENTS[0]!)
    expect(io.text('stderr')).toBe('Reading leads.csv …\n')
  })
})

describe('on a terminal', () => {
  test('the first sign of life is written at once, and nothing is left on the screen', async () => {
    const io = testIo({ isTTY: true, columns: 80 })
    const progress = makeProgress(io, { isQuiet: false, isColoured: false })
    progress.on(EVENTS[0]!)
    expect(io.text('stderr')).toContain('Reading leads.csv …')
    await import('ora')
    await new Promise((resolve) => setTimeout(resolve, 200))
    progress.on(EVENTS[2]!)
    expect(io.text('stderr')).toContain('2,500 of 5,000 rows')
    progress.on(EVENTS[4]!)
    progress.stop()
    expect(io.text('stderr')).toMatch(/Read leads\.csv: 5,000 rows\n\n$/)
    // What is drawn without colour has no colour.

    expect(io.text('stderr')).not.toMatch(/\u001b\[[\d;]*m/)
  })
  test('another label is written at once, the next count of the same one only a while later', () => {
    const io = testIo({ isTTY: true, columns: 80 })
    let time = 1000
    const progress = makeProgress(io, { isQuiet: false, isColoured: false, clock: () => time })
    const step = (label: string, done: number): void => progress.on({ kind: 'progress', label, done })
    step('reading', 1)
    step('reading', 2)
    step('comparing', 3)
    time += 100
    step('comparing', 4)
    progress.stop()
    expect(io.text('stderr').match(/[a-z]+: \d/g)).toEqual(['reading: 1', 'comparing: 3', 'comparing: 4'])
  })
  test('quiet is quiet', () => {
    const io = testIo({ isTTY: true, columns: 80 })
    const progress = makeProgress(io, { isQuiet: true, isColoured: true })
    for (const event of EVENTS) progress.on(event)
    progress.stop()
    expect(io.text('stderr')).toBe('')
  })
})

test('where nobody watches, notes are held and nothing is written', () => {
  const io = testIo()
  const held: string[] = []
  const progress = makeProgress(io, { isQuiet: false, isColoured: false, hold: (note) => held.push(note) })
  for (const event of EVENTS) progress.on(event)
  progress.stop()
  expect([held, io.text('stderr')]).toEqual([['line 12 is broken'], ''])
})
