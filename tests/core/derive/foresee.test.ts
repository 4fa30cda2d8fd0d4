/** What the second core derives ahead is what this thread would have derived. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { foresee, Foresight } from '../../../src/core/derive/foresee.ts'
import { startRun } from '../../../src/core/derive/run.ts'
import { openProspectFile } from '../../../src/store/index.ts'
import { importText, world, type World } from '../../support/world.ts'

const PEOPLE = 80
const PORTION = 25

/** Three records each, under three addresses: the latest with another company, so that people have moved as well. */
const list = (turn: number): string => {
  const rows = Array.from({ length: PEOPLE }, (_, who) => {
    const firm = turn === 2 && who % 3 === 0 ? who + 1 : who
    return [
      `${turn === 1 ? 'D.' : 'Dana'} Whitlock${who}`,
      `dana${who}.${turn}@firm${firm % 9}.example`,
      who % 2 === turn % 2 ? `+1415555${String(100 + who).padStart(4, '0')}` : '',
      `Firm ${firm % 9}`,
      ['CEO', 'Engineer', ''][(who + turn) % 3]!,
      `2026-0${4 + 2 * turn}-01`,
    ].join(',')
  })
  return `name,email,phone,company,title,last updated\n${rows.join('\n')}\n`
}

const between = (one: number, other: number) =>
  Array.from({ length: PEOPLE }, (_, who) => ({ a: one * PEOPLE + who + 1, b: other * PEOPLE + who + 1 }))

/** First each to their second record, then to the third: whom the last portions unite follows from the first. */
const LINKS = [...between(0, 1), ...between(0, 2)]

/** First the second to the third: whoever stayed is part of somebody in the end. */
const CHAINS = [...between(1, 2), ...between(0, 1)]

const folder = mkdtempSync(join(tmpdir(), 'prm-foresee-'))
let at: World

beforeAll(async () => {
  at = world(join(folder, 'people.db'))
  for (const turn of [0, 1, 2]) await importText(at, list(turn), { name: `list${turn}.csv` })
})
afterAll(() => {
  at.file.close()
  rmSync(folder, { recursive: true })
})

/** Writes the links, portion by portion, and tells what the file holds then; nothing of it stays. */
const unite = (foresight: Foresight | null, links = LINKS) =>
  at.file.rehearse(() => {
    const { file, deps } = at
    const run = startRun(deps, 'dedupe', {})
    for (let from = 0; from < links.length; from += PORTION) {
      foresight?.next()
      const derivation = new Derivation(file, { run_id: run, why: 'merge' })
      derivation.unite(links.slice(from, from + PORTION), foresight)
      derivation.flush()
    }
    return Promise.resolve({ state: file.derived.state(), changes: file.changes.ofRun(run) })
  })

const foresight = (links = LINKS): Foresight => foresee(at.file, links, PORTION, 1)!

test('people come out the same, and all of them were derived ahead', async () => {
  const asked = vi.spyOn(Foresight.prototype, 'of')
  const here = await unite(null)
  expect(at.file.people.count()).toBe(3 * PEOPLE)
  expect(here.state.person).toHaveLength(PEOPLE)
  expect(here.changes.length).toBeGreaterThan(PEOPLE)
  expect(asked).not.toHaveBeenCalled()
  const ahead = foresight()
  expect(await unite(ahead)).toEqual(here)
  ahead.stop()
  // Who stays, and who goes.
  expect(asked.mock.results.length).toBe(2 * LINKS.length)
  expect(asked.mock.results.every(({ value }) => value !== undefined)).toBe(true)
  asked.mockRestore()
})

test('who was changed by an earlier portion is compared here', async () => {
  const asked = vi.spyOn(Foresight.prototype, 'of')
  const here = await unite(null, CHAINS)
  const ahead = foresight(CHAINS)
  expect(await unite(ahead, CHAINS)).toEqual(here)
  ahead.stop()
  // All but those who stayed first and go later.
  expect(asked.mock.results.filter(({ value }) => value === undefined)).toHaveLength(PEOPLE)
  asked.mockRestore()
})

test('who was derived in another way is passed over', () => {
  const ahead = foresight()
  ahead.next()
  const [first, , third] = [1, 2, 3].map((record) => at.file.records.personOf(record)!)
  expect(ahead.of(third!)?.id).toBe(third)
  expect(ahead.of(first!)).toBeUndefined()
  // The rest of the first portion is left.
  ahead.next()
  const later = at.file.records.personOf(PORTION + 1)!
  expect(ahead.of(later)?.id).toBe(later)
  ahead.stop()
  expect(ahead.of(later)).toBeUndefined()
})

test('where another process has written, nothing is foreseen', async () => {
  const ahead = foresight()
  const other = openProspectFile(join(folder, 'people.db'))
  other.write(() => other.meta.set('noted', 'by another'))
  other.close()
  const asked = vi.spyOn(Foresight.prototype, 'of')
  const here = await unite(null)
  expect(await unite(ahead)).toEqual(here)
  expect(asked.mock.results.every(({ value }) => value === undefined)).toBe(true)
  asked.mockRestore()
})

test('few links, verdicts and decisions that keep people apart are left to this thread', async () => {
  const { file } = at
  expect(foresee(file, LINKS.slice(0, 9), PORTION)).toBeNull()
  await file.rehearse(() => {
    const run = startRun(at.deps, 'review', {})
    file.decisions.add({
      ...{ run_id: run, kind: 'cannot_link', record_id: 1, other_id: 2, value: null, because: null },
      ...{ decided_by: 'ann', decided_at: at.deps.now().toISOString() },
    })
    expect(foresee(file, LINKS, PORTION, 1)).toBeNull()
    return Promise.resolve()
  })
})

// Last, for it stays. More portions than may lie ready: the other thread reads while these are committed.
test('portions that are committed one by one come out the same', async () => {
  const { file, deps } = at
  const { state } = await unite(null)
  const ahead = foresee(file, LINKS, 1, 1)!
  const run = file.write(() => startRun(deps, 'dedupe', {}))
  const asked = vi.spyOn(Foresight.prototype, 'of')
  for (const link of LINKS) {
    file.write(() => {
      ahead.next()
      const derivation = new Derivation(file, { run_id: run, why: 'merge' })
      derivation.unite([link], ahead)
      derivation.flush()
    })
  }
  ahead.stop()
  expect(file.derived.state()).toEqual(state)
  expect(asked.mock.results.filter(({ value }) => value !== undefined)).toHaveLength(2 * LINKS.length)
  asked.mockRestore()
})
