/**
 * Killed is resumed: after SIGKILL at any moment the file opens and is sound, and the same command finishes the work,
 * with the same result as if nothing had happened.
 */
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { undoRun } from '../../src/core/undo/undo.ts'
import { openProspectFile, type ProspectFile } from '../../src/store/index.ts'
import { startScript } from '../support/child.ts'
import { folder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { world } from '../support/world.ts'

const TITLES = ['CEO', 'VP Sales', 'Engineer', 'Director of Operations', '']

/** People who meet each other: again under the same address, under another, at few companies; some cannot be kept. */
const listOf = (rows: number, remark: string): string => {
  const random = seeded(7)
  const below = (n: number): number => Math.floor(random() * n)
  const lines = ['First Name,Last Name,Email,Phone,Company,Website,Job Title,Industry,Unsubscribed,Remark']
  for (let i = 0; i < rows; i++) {
    const [who, at] = [below(rows / 2), below(150)]
    const name = `Ann${String.fromCharCode(97 + (who % 26))},Lee${who}`
    const email = random() < 0.8 ? `p${who}${random() < 0.2 ? '.x' : ''}@firm${at}.example` : ''
    const phone = random() < 0.3 ? `(415) 555-01${String(below(100)).padStart(2, '0')}` : ''
    const firm = random() < 0.7 ? `Firm ${at},firm${at}.example` : `Firm ${at},`
    const row = `${name},${email},${phone},${firm},${TITLES[below(5)]!},${random() < 0.3 ? 'Software' : ''},${random() < 0.02 ? 'yes' : ''},${remark}`
    lines.push(random() < 0.03 ? `,,,,,,${TITLES[below(5)]!},,,` : row)
    if (random() < 0.03) lines.push(row)
  }
  return `${lines.join('\n')}\n`
}

const IDS = new Set(['id', 'person_id', 'company_id', 'a_id', 'b_id'])

/** The derived tables without what chance and the number of attempts decide. */
const stateOf = (file: ProspectFile): unknown =>
  JSON.parse(
    JSON.stringify(file.derived.state(), (key, value: unknown) => {
      if (key === 'run_id') return undefined
      return IDS.has(key) && typeof value === 'string' ? value.slice(0, -10) : value
    }),
  )

const sightings = (file: ProspectFile): unknown[] =>
  file.leads.rows(
    `SELECT s.line, s.outcome, s.record_id, s.reason, s.changed FROM sighting s JOIN batch b ON b.id = s.batch_id
      WHERE b.active = 1 ORDER BY s.line`,
  )

interface List {
  rows: number
  remark: string
}

interface Place {
  db: string
  list: string
  out: string
}

/** A remark so long that a few thousand rows are worth a worker: they are then prepared on the second core. */
const LONG = 'seen at the fair '.repeat(40)

const place = ({ rows, remark }: List): Place => {
  const at = folder()
  const paths = { db: join(at, 'prospects.db'), list: join(at, 'list.csv'), out: join(at, 'qualified.csv') }
  writeFileSync(paths.list, listOf(rows, remark))
  return paths
}

const argsOf = (what: string, { db, list, out }: Place): string[] => [
  what,
  db,
  list,
  ...(what === 'run' ? [out] : []),
]

interface Pace {
  /** Lines that the work says, one for each bit of progress. */
  lines: number
  /** Milliseconds from its beginning to its end. */
  duration: number
}

/** Does the work to the end. */
const finish = async (what: string, at: Place): Promise<Pace> => {
  const child = startScript('work.ts', argsOf(what, at))
  await once(child.process.stdout!, 'data')
  const begun = Date.now()
  const { code, stdout, stderr } = await child.ended
  expect([code, stderr]).toEqual([0, ''])
  return { lines: stdout.trim().split('\n').length, duration: Date.now() - begun }
}

/** Kills the work at a moment that does not depend on how busy the machine is; false where it was quicker. */
const kill = async (
  what: string,
  at: Place,
  { lines, duration }: Pace,
  random: () => number,
  isLate = false,
): Promise<boolean> => {
  const child = startScript('work.ts', argsOf(what, at))
  // Late: all rows are in, and the run is being closed.
  let wait = isLate ? lines - 1 : 1 + Math.floor(random() * (lines - 1))
  const delay = isLate ? random() * 20 : (random() * duration) / lines
  await new Promise<void>((resolve) => {
    child.process.stdout!.on('data', (data: Buffer) => {
      wait -= data.toString().split('\n').length - 1
      if (wait <= 0) setTimeout(resolve, delay)
    })
    void child.ended.then(() => resolve())
  })
  child.process.kill('SIGKILL')
  return (await child.ended).signal === 'SIGKILL'
}

/** What came of it. */
const outcomeOf = ({ db, out }: Place) => {
  const file = openProspectFile(db)
  const rows = existsSync(out)
    ? readFileSync(out, 'utf8')
        .split('\n')
        .map((line) => line.replace(/^\w+,/, ''))
    : []
  const outcome = { state: stateOf(file), sightings: sightings(file), rows, runs: file.runs.top(99).length }
  expect(file.runs.top(99).map(({ status }) => status)).toEqual(['done'])
  file.close()
  return outcome
}

/** Megabytes that are the same are so at a glance; where they differ, the difference is worth its seconds. */
const isSame = (outcome: unknown, expected: unknown): void => {
  if (JSON.stringify(outcome) !== JSON.stringify(expected)) expect(outcome).toEqual(expected)
}

describe.each([
  ['import', 30, { rows: 7000, remark: LONG }],
  // Long enough for a first load that leaves out indexes.
  ['import', 4, { rows: 24_000, remark: 'seen at the fair '.repeat(8) }],
  ['run', 8, { rows: 4000, remark: '' }],
] as const)('%s, killed %i times', (what, times, list) => {
  test('ends as if nothing had happened', async () => {
    const calm = place(list)
    const pace = await finish(what, calm)
    const expected = outcomeOf(calm)
    expect(expected.sightings.length).toBeGreaterThan(list.rows)
    if (what === 'import') expect(statSync(calm.list).size).toBeGreaterThan(4_000_000)
    const random = seeded(what.length)
    let [killed, halfway] = [0, 0]
    for (let i = 0; i < times; i++) {
      const at = place(list)
      if (await kill(what, at, pace, random, i % 5 === 4)) killed++
      const file = openProspectFile(at.db)
      expect(file.leads.integrity()).toBe('ok')
      if (file.people.count() > 0) halfway++
      file.close()
      await finish(what, at)
      isSame(outcomeOf(at), expected)
      expect(readdirSync(join(at.db, '..')).filter((name) => name.includes('kept'))).toEqual([])
      // One job, however often it was begun: taken back as one.
      if (what === 'run' && i === 0) {
        const again = openProspectFile(at.db)
        await undoRun({ ...world().deps, file: again }, {})
        expect([again.people.count(), again.companies.count()]).toEqual([0, 0])
        again.close()
      }
    }
    // Else the moments were badly chosen, and this proves nothing.
    expect(killed).toBeGreaterThan(times / 2)
    expect(halfway).toBeGreaterThan(times / 5)
  })

  test('and when it is killed again and again', async () => {
    const calm = place(list)
    const pace = await finish(what, calm)
    const expected = outcomeOf(calm)
    const at = place(list)
    const random = seeded(times)
    for (let i = 0; i < 6; i++) await kill(what, at, pace, random)
    await finish(what, at)
    expect(outcomeOf(at)).toEqual(expected)
  })
})
