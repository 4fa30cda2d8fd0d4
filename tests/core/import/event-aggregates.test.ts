import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { emailKey } from '../../../src/model/email.ts'
import { machineMarks, type TimedEvent } from '../../../src/model/machine-marks.ts'
import { seeded } from '../../support/random.ts'
import { importText, world, type World } from '../../support/world.ts'

const WHO = ['ann', 'bob', 'cy', 'di'].map((name) => `${name}@acme.example`)
const KINDS = ['sent', 'delivered', 'open', 'click', 'reply', 'visit', 'bounce']
const HEADER = 'Event,Time,Email,Campaign,URL,Machine\n'

type Chance = () => number
const pick = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
const two = (n: number): string => String(n).padStart(2, '0')

/** Close together in time, so that deliveries, opens and clicks meet. */
const line = (chance: Chance): string => {
  const day = pick(chance, ['2026-11-20', '2026-10-25', '2026-09-01', '2026-07-01', '2026-12-24'])
  const at = `${day}T08:00:${two(Math.floor(chance() * 40))}Z`
  const url = pick(chance, ['', '/a', '/b'])
  return `${pick(chance, KINDS)},${at},${pick(chance, WHO)},${pick(chance, ['x', 'y'])},${url},\n`
}

interface EventRow extends TimedEvent {
  about: string
  machine: number
}

/** What `lead` must say, counted from the facts by other means than SQL. */
const recount = (w: World): unknown[] => {
  const events = w.file.leads.rows('SELECT * FROM event WHERE active = 1') as unknown as EventRow[]
  const marks = new Set(
    [...Map.groupBy(events, ({ about }) => about).values()].flatMap((own) => [...machineMarks(own)]),
  )
  const day = (back: number): string =>
    new Date(Date.parse('2026-11-21') - back * 86_400_000).toISOString().slice(0, 10)
  return w.file.leads.rows('SELECT id, email FROM lead ORDER BY id').map(({ id, email }) => {
    const done = events.filter(
      ({ about, kind, at, machine, id: event }) =>
        about === `e:${emailKey(String(email))}` &&
        !['sent', 'delivered', 'bounce'].includes(kind) &&
        machine !== 1 &&
        !marks.has(event) &&
        at.slice(0, 10) <= '2026-11-21',
    )
    const latest = (list: readonly EventRow[]): string | null =>
      list
        .map(({ at }) => at.slice(0, 10))
        .reduce<string | null>((a, b) => (a === null || b > a ? b : a), null)
    return {
      id,
      events_30d: done.filter(({ at }) => at >= day(30)).length,
      events_90d: done.filter(({ at }) => at >= day(90)).length,
      last_event: latest(done),
      last_reply: latest(done.filter(({ kind }) => kind === 'reply')),
    }
  })
}

const COLUMNS = 'id, events_30d, events_90d, last_event, last_reply'

const check = async (w: World): Promise<void> => {
  expect(w.file.leads.rows(`SELECT ${COLUMNS} FROM lead ORDER BY id`)).toEqual(recount(w))
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
}

describe('aggregates of events', () => {
  test.each([1, 2, 3, 4, 5, 6])('equal a recount after any sequence of operations (%i)', async (seed) => {
    const chance = seeded(seed)
    const w = world()
    const runs: { run: number; isUndo: boolean }[] = []
    let seen = 0
    for (let step = 0; step < 14; step++) {
      const what = chance()
      const name = `${step}.csv`
      if (what < 0.25) {
        const who = pick(chance, WHO)
        const { run } = await importText(w, `Name,Email\nP ${who},${who}\n`, { name })
        if (run !== null) runs.push({ run, isUndo: false })
      } else if (what < 0.7 || runs.length === 0) {
        const text = HEADER + Array.from({ length: 30 }, () => line(chance)).join('')
        const { run } = await importText(w, text, { name, kind: 'events' })
        if (run !== null) runs.push({ run, isUndo: false })
      } else {
        const at = Math.floor(chance() * runs.length)
        const { run, isUndo } = runs.splice(at, 1)[0]!
        const undone = await undoRun(w.deps, { run })
        // An undo can be undone in its turn, once.
        if (!isUndo) runs.push({ run: undone.run!, isUndo: true })
      }
      await check(w)
      seen += w.file.leads.rows('SELECT id FROM event WHERE machine = 2 AND active = 1').length
    }
    expect(seen).toBeGreaterThan(0)
  })

  test('are the same whatever the order of the lists', async () => {
    const chance = seeded(11)
    const lists = Array.from(
      { length: 5 },
      () => HEADER + Array.from({ length: 8 }, () => line(chance)).join(''),
    )
    const people = `Name,Email\n${WHO.map((who) => `P ${who},${who}\n`).join('')}`
    const result = async (order: readonly number[]): Promise<unknown[]> => {
      const w = world()
      for (const n of order) {
        if (n === 5) await importText(w, people)
        else await importText(w, lists[n]!, { kind: 'events', name: `${n}.csv` })
      }
      return w.file.leads.rows(
        'SELECT about, kind, at, url, campaign, machine FROM event ORDER BY about, at, kind, url, campaign',
      )
    }
    const first = await result([0, 1, 2, 3, 4, 5])
    expect(JSON.stringify(first)).toContain('"machine":2')
    for (const order of [
      [5, 4, 3, 2, 1, 0],
      [2, 5, 0, 4, 1, 3],
    ])
      expect(await result(order)).toEqual(first)
  })

  test('a machine’s open counts for nothing, until its delivery is taken back', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
    await importText(w, 'Event,Time,Email\nopen,2026-11-20T08:00:05Z,ann@acme.example\n', { kind: 'events' })
    const told = 'Event,Time,Email\ndelivered,2026-11-20T08:00:04Z,ann@acme.example\n'
    const lead = () => w.file.leads.rows('SELECT events_30d, last_event FROM lead')[0]
    expect(lead()).toEqual({ events_30d: 1, last_event: '2026-11-20' })
    const { run } = await importText(w, told, { kind: 'events', name: 'told.csv' })
    expect(lead()).toEqual({ events_30d: 0, last_event: null })
    await undoRun(w.deps, { run: run! })
    expect(lead()).toEqual({ events_30d: 1, last_event: '2026-11-20' })
  })
})
