/** Several prm at work on one file: each succeeds or says that the file is busy, nothing is lost and nothing is there twice. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openProspectFile } from '../../src/store/index.ts'
import { folder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'

const BIN = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
const ROWS = 6000
/** More of them, to hunt: PRM_TIMES=20 npx vitest run tests/cli/two-at-once.test.ts */
const TIMES = Array.from({ length: Number(process.env.PRM_TIMES ?? 1) }, (_, i) => i + 1)

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

interface Prm {
  ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
  /** Resolves when it has said so much on stderr, or has ended. */
  said(words: RegExp): Promise<void>
}

/** Starts the built program. */
const prm = (cwd: string, ...args: string[]): Prm => start(process.execPath, [BIN, ...args], cwd)

const start = (command: string, args: readonly string[], cwd: string): Prm => {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, PRM_NOW: '2026-11-21T09:00:00Z' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  const waiting: (() => void)[] = []
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
    for (const look of waiting) look()
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  const said = (words: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (words.test(stderr)) resolve()
      }
      waiting.push(look)
      look()
      void ended.then(() => resolve())
    })
  return { ended, kill: (signal) => void child.kill(signal), said }
}

/** The same where no file may be larger than a few megabytes, as if the disk were full. */
const limited = (cwd: string, ...args: string[]): Promise<Ended> =>
  start('bash', ['-c', 'ulimit -f 2500; exec "$@"', 'bash', process.execPath, BIN, ...args], cwd).ended

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** People `from` to `to`; neighbours in two lists are the same people. */
const listOf = (from: number, to: number): string =>
  `Name,Email,Company\n${Array.from({ length: to - from }, (_, i) => `P Q${from + i},p${from + i}@firm${(from + i) % 90}.example,Firm ${(from + i) % 90}\n`).join('')}`

interface Import {
  counts: Record<'read' | 'created' | 'updated' | 'unchanged' | 'repeats' | 'rejected', number>
}

/** Done with counts that add up, or busy in words; null when busy. */
const outcomeOf = ({ code, stdout, stderr }: Ended): Import['counts'] | null => {
  if (code === 6) {
    expect(stderr + stdout).toMatch(/is being written by another prm|is reading .* into this file now/)
    expect(stderr + stdout).toMatch(/→|"hint"/)
    return null
  }
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  const { counts } = JSON.parse(stdout) as Import
  const { read, created, updated, unchanged, repeats, rejected } = counts
  expect(created + updated + unchanged + repeats + rejected).toBe(read)
  return counts
}

/** The file is sound, has so many people, and each line of each list that was read is there once. */
const isWhole = (at: string, people: number, batches: number): void => {
  const file = openProspectFile(join(at, 'prospects.db'))
  try {
    expect(file.leads.integrity()).toBe('ok')
    expect(file.people.count()).toBe(people)
    expect(file.runs.top(99).map(({ status }) => status)).toEqual(
      Array.from({ length: batches }, () => 'done'),
    )
    expect(
      file.leads.rows('SELECT count(*) AS n, count(DISTINCT line) AS lines FROM sighting GROUP BY batch_id'),
    ).toEqual(Array.from({ length: batches }, () => ({ n: ROWS, lines: ROWS })))
  } finally {
    file.close()
  }
}

const random = seeded(11)

describe('two imports at once', () => {
  test.each(TIMES)('of different lists, which share people (%i)', async () => {
    const at = folder()
    writeFileSync(join(at, 'a.csv'), listOf(0, ROWS))
    writeFileSync(join(at, 'b.csv'), listOf(ROWS / 2, ROWS * 1.5))
    const first = prm(at, 'import', 'a.csv', '--json')
    await pause(random() * 600)
    const second = prm(at, 'import', 'b.csv', '--json')
    const counts = [outcomeOf(await first.ended), outcomeOf(await second.ended)]
    for (const [i, found] of counts.entries()) {
      if (found !== null) expect(found.read).toBe(ROWS)
      // Busy is no loss: the same command goes on.
      else outcomeOf(await prm(at, 'import', ['a.csv', 'b.csv'][i]!, '--json').ended)
    }
    isWhole(at, ROWS * 1.5, 2)
  })

  test.each(TIMES)('of the same list (%i)', async () => {
    const at = folder()
    writeFileSync(join(at, 'a.csv'), listOf(0, ROWS))
    const first = prm(at, 'import', 'a.csv', '--json')
    await pause(random() * 600)
    const second = prm(at, 'import', 'a.csv', '--json')
    const counts = [outcomeOf(await first.ended), outcomeOf(await second.ended)].filter(
      (found) => found !== null,
    )
    expect(counts.length).toBeGreaterThan(0)
    expect(counts.reduce((n, { created }) => n + created, 0)).toBe(ROWS)
    const file = openProspectFile(join(at, 'prospects.db'))
    expect([file.leads.integrity(), file.people.count()]).toEqual(['ok', ROWS])
    expect(new Set(file.runs.top(99).map(({ status }) => status))).toEqual(new Set(['done']))
    file.close()
  })
})

test('beside an import others read, and score or say that it is busy', async () => {
  const at = folder()
  writeFileSync(join(at, 'a.csv'), listOf(0, ROWS))
  writeFileSync(join(at, 'b.csv'), listOf(ROWS / 2, ROWS * 1.5))
  outcomeOf(await prm(at, 'import', 'a.csv', '--json').ended)
  const writing = prm(at, 'import', 'b.csv', '--json')
  const readings: Promise<Ended>[] = []
  for (let i = 0; i < 3; i++) {
    await pause(random() * 300)
    readings.push(prm(at, 'list', '--csv', '--limit', '20').ended)
  }
  const scoring = prm(at, 'score')
  for (const reading of readings) {
    const { code, stdout, stderr } = await reading
    expect([code, stderr]).toEqual([0, stderr])
    expect(stdout.trim().split('\n')).toHaveLength(21)
  }
  const scored = await scoring.ended
  expect([0, 6]).toContain(scored.code)
  if (scored.code === 6) expect(scored.stderr).toContain('→')
  expect(outcomeOf(await writing.ended)).not.toBeNull()
  const file = openProspectFile(join(at, 'prospects.db'))
  expect([file.leads.integrity(), file.people.count()]).toEqual(['ok', ROWS * 1.5])
  file.close()
})

describe('an import that is stopped', () => {
  const BIG = 20_000
  const people = (at: string): number => {
    const file = openProspectFile(join(at, 'prospects.db'))
    try {
      expect(file.leads.integrity()).toBe('ok')
      return file.people.count()
    } finally {
      file.close()
    }
  }
  const statuses = (at: string): string[] => {
    const file = openProspectFile(join(at, 'prospects.db'))
    const found = file.runs.top(9).map(({ status }) => status)
    file.close()
    return found
  }

  test.each([
    ['by Ctrl-C', ['SIGINT'], 130, null, 'interrupted'],
    ['by Ctrl-C twice', ['SIGINT', 'SIGINT'], null, 'SIGINT', 'running'],
    ['by SIGTERM', ['SIGTERM'], null, 'SIGTERM', 'running'],
  ] as const)('%s goes on where it was', async (_, signals, code, signal, status) => {
    const at = folder()
    writeFileSync(join(at, 'a.csv'), listOf(0, BIG))
    const child = prm(at, 'import', 'a.csv')
    await child.said(/reading a\.csv/)
    await pause(150)
    for (const one of signals) child.kill(one)
    const ended = await child.ended
    if (signals.length === 1) expect([ended.code, ended.signal]).toEqual([code, signal])
    // The second comes before or after the batch is done.
    else
      expect([`${ended.code} ${ended.signal}`]).toContain(ended.signal === null ? '130 null' : 'null SIGINT')
    expect(people(at)).toBeLessThan(BIG)
    if (signals.length === 1) expect(statuses(at)).toEqual([status])
    if (ended.code === 130) expect(ended.stderr + ended.stdout).toContain('run the same command again')
    const again = outcomeOf(await prm(at, 'import', 'a.csv', '--json').ended)
    expect(again).toMatchObject({ read: BIG, created: BIG })
    expect([people(at), statuses(at)]).toEqual([BIG, ['done']])
  })

  test('by a full disk says so, and goes on where it was', async () => {
    const at = folder()
    writeFileSync(join(at, 'a.csv'), listOf(0, BIG))
    const full = await limited(at, 'import', 'a.csv')
    expect([full.code, full.signal]).toEqual([6, null])
    expect(full.stderr).toContain('prm: the disk is full: ')
    expect(full.stderr).toContain(
      '→ free some space and run the same command again; what was committed is kept',
    )
    expect(people(at)).toBeLessThan(BIG)
    expect(outcomeOf(await prm(at, 'import', 'a.csv', '--json').ended)).toMatchObject({
      read: BIG,
      created: BIG,
    })
    expect([people(at), statuses(at)]).toEqual([BIG, ['done']])
  })
})
