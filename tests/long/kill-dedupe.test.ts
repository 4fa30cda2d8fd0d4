/**
 * A dedupe that is killed at any moment leaves a sound file, in which everything follows from records and decisions; run
 * again it ends with the same people and companies as one that nobody disturbed.
 */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rebuildBeside } from '../../src/core/derive/rebuild.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { startScript, type Child } from '../support/child.ts'
import { folder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { importText, world } from '../support/world.ts'

/** So often killed between two of its transactions, and so often at any moment. */
const TIMES = 6
const PEOPLE = 900
const FIRMS = 120

/** Each person twice, under another address; each third firm has another domain in the second list, but one phone. */
const listOf = (isSecond: boolean): string => {
  const rows = Array.from({ length: PEOPLE }, (_, i) => {
    const firm = i % FIRMS
    const domain = isSecond && firm % 3 === 0 ? `group-of-firm${firm}.example` : `firm${firm}.example`
    const phone = `(415) 555-0${String(100 + (firm % 100))}`
    const name = `Given${String.fromCharCode(97 + (i % 26))} Family${String.fromCharCode(97 + (i % 13))}x${i}`
    const mobile = `+1212555${String(i).padStart(4, '0')}`
    return `${name},${isSecond ? `me${i}@mail${i}.example` : ''},${mobile},Firm ${firm} Foods,${domain},${phone}`
  })
  return ['Name,Email,Phone,Company,Website,Company Phone', ...rows].join('\n')
}

interface State {
  /** The derived tables, without the numbers of runs, which tell of the attempts. */
  state: unknown
  people: number
  companies: number
  statuses: string[]
}

const stateOf = (db: string): State => {
  const file = openProspectFile(db)
  expect(file.leads.integrity()).toBe('ok')
  const state: unknown = JSON.parse(
    JSON.stringify(file.derived.state(), (key, value: unknown) => (key === 'run_id' ? undefined : value)),
  )
  const statuses = file.runs.top(99).map(({ status }) => status)
  const result = { state, people: file.people.count(), companies: file.companies.count(), statuses }
  file.close()
  return result
}

interface Ready {
  at: string
  start: string
  before: State
  /** What the work comes to if nobody disturbs it, in how many lines of progress and how many milliseconds. */
  expected: State
  lines: number
  duration: number
}

const begin = (db: string, ...lines: number[]): Child =>
  startScript('work.ts', ['dedupe', db, ...lines.map(String)])

const ready = async (): Promise<Ready> => {
  const at = folder()
  const [start, calm] = [join(at, 'start.db'), join(at, 'calm.db')]
  const w = world(start)
  await importText(w, listOf(false), { name: 'first.csv' })
  await importText(w, listOf(true), { name: 'second.csv' })
  w.file.close()
  copyFileSync(start, calm)
  const since = performance.now()
  const { code, stdout } = await begin(calm).ended
  const duration = performance.now() - since
  expect(code).toBe(0)
  // Without those who begin and end it.
  const lines = stdout.trim().split('\n').length - 2
  const [before, expected] = [stateOf(start), stateOf(calm)]
  expect(before.people - expected.people).toBeGreaterThan(PEOPLE / 2)
  expect(before.companies - expected.companies).toBeGreaterThan(FIRMS / 4)
  return { at, start, before, expected, lines, duration }
}

/** Whatever it was in the middle of: what stands is sound, and the same work goes on to the same end. */
const goesOn = async (db: string, expected: State): Promise<void> => {
  const deps = { ...world().deps, file: openProspectFile(db) }
  const { present, rebuilt } = await rebuildBeside(deps)
  expect(present).toEqual(rebuilt)
  deps.file.close()
  expect((await begin(db).ended).code).toBe(0)
  const after = stateOf(db)
  expect(after.statuses).not.toContain('running')
  expect(after.state).toEqual(expected.state)
}

test('dedupe, killed while it merges, ends as if nothing had happened', { timeout: 600_000 }, async () => {
  const { at, start, before, expected, lines } = await ready()
  // The first line says that it begins, the last one that all is done.
  expect(lines).toBeGreaterThan(3 * TIMES)
  const random = seeded(TIMES)
  for (let i = 0; i < TIMES; i++) {
    const db = join(at, `${i}.db`)
    copyFileSync(start, db)
    const ended = await begin(db, 2 + Math.floor(random() * (lines - 2))).ended
    expect(ended.signal).toBe('SIGKILL')
    const half = stateOf(db)
    expect(half.people).toBeLessThan(before.people)
    expect(half.people).toBeGreaterThan(expected.people)
    expect(half.companies).toBe(expected.companies)
    await goesOn(db, expected)
  }
})

test('dedupe, killed at any moment, ends as if nothing had happened', { timeout: 600_000 }, async () => {
  const { at, start, expected, duration } = await ready()
  const random = seeded(TIMES + 1)
  for (let i = 0; i < TIMES; i++) {
    const db = join(at, `any${i}.db`)
    copyFileSync(start, db)
    const victim = begin(db)
    // Where it hits depends on how busy the machine is; it may be before the first write, or too late.
    const timer = setTimeout(() => victim.process.kill('SIGKILL'), random() * duration)
    await victim.ended
    clearTimeout(timer)
    await goesOn(db, expected)
  }
})
