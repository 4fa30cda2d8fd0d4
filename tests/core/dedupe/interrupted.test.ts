/** Merging that is cut short, between two transactions or within one, leaves a sound file, and the next run goes on. */
import { describe, expect, test } from 'vitest'
import { MERGING } from '../../../src/core/dedupe/apply-links.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

/** So many people, of whom the first stand there twice. */
const listOf = (people: number, twice: number): string =>
  `Name,Email,Phone,Company\n${Array.from({ length: people + twice }, (_, i) => {
    const who = i % people
    const name = `Given${String.fromCharCode(97 + (who % 26))} Family${String.fromCharCode(97 + (who % 13))}x${who}`
    return `${name},${i < people ? `mine@mail${who}.example` : ''},+1415555${String(100 + who).padStart(4, '0')},Firm ${who % 7}`
  }).join('\n')}\n`

const filled = async (people = 40, twice = 20): Promise<World> => {
  const w = world()
  await importText(w, listOf(people, twice))
  return w
}

const peopleOf = ({ file }: World): unknown =>
  file.leads.rows('SELECT id, group_id, person_id FROM record WHERE active = 1 ORDER BY id')

/** Stops after so many portions of three links. */
const stopAfter = async ({ deps }: World, portions: number): Promise<void> => {
  const stop = new AbortController()
  let seen = 0
  const work = dedupePeople({ ...deps, signal: stop.signal }, { portion: 3 }, (event) => {
    const isMerging = event.kind === 'progress' && event.label === MERGING && event.done > 0
    if (isMerging && ++seen === portions) stop.abort()
  })
  await expect(work).rejects.toMatchObject({ kind: 'interrupted' })
}

describe('a run that is cut short', () => {
  test.each([1, 2, 4])('after %i portions goes on with the next', async (portions) => {
    const whole = await filled()
    const all = await dedupePeople(whole.deps)
    expect(all.counts.merged).toBe(20)
    const w = await filled()
    await stopAfter(w, portions)
    expect(w.file.people.count()).toBe(60 - 3 * portions)
    expect(w.file.runs.list(1)[0]!.status).toBe('interrupted')
    const half = await rebuildBeside(w.deps)
    expect(half.present).toEqual(half.rebuilt)
    const rest = await dedupePeople(w.deps)
    expect(rest).toMatchObject({
      matched: { what: 'all', fitted: false },
      counts: { merged: 20 - 3 * portions, left: 40 },
    })
    expect(peopleOf(w)).toEqual(peopleOf(whole))
    expect((await dedupePeople(w.deps)).matched.what).toBe('nothing')
  })

  test.each([
    ['while it reads', 'reading people', 1],
    ['before it compares', 'comparing people', 1],
    ['within a transaction', MERGING, 2],
  ])('%s has merged nobody of it', async (_, stopped, runs) => {
    const w = await filled(2500, 2300)
    const before = w.file.derived.state()
    const stop = new AbortController()
    const work = dedupePeople({ ...w.deps, signal: stop.signal }, {}, ({ kind, label }) => {
      if (kind === 'progress' && label === stopped) stop.abort()
    })
    await expect(work).rejects.toMatchObject({ kind: 'interrupted' })
    expect(w.file.isWriting).toBe(false)
    expect(w.file.derived.state()).toEqual(before)
    expect(w.file.runs.list(9).map(({ status }) => status)).toEqual(['interrupted', 'done'].slice(-runs))
    expect((await dedupePeople(w.deps)).counts.merged).toBe(2300)
  })

  test('after companies were merged is closed, and they stay merged', async () => {
    const w = world()
    const firms = ['acme.example', 'acme-group.example'].map(
      (domain) => `Acme Foods,${domain},+1 415 555 0132`,
    )
    await importText(w, `Company,Website,Company Phone\n${firms.join('\n')}\n`, { kind: 'companies' })
    await importText(w, listOf(40, 20), { name: 'people.csv' })
    const companies = w.file.companies.count()
    const stop = new AbortController()
    const work = dedupePeople({ ...w.deps, signal: stop.signal }, {}, ({ label }) => {
      if (label === 'comparing people') stop.abort()
    })
    await expect(work).rejects.toMatchObject({ kind: 'interrupted' })
    expect([w.file.companies.count(), w.file.runs.list(1)[0]!.status]).toEqual([companies - 1, 'interrupted'])
    expect((await dedupePeople(w.deps)).counts.merged).toBe(20)
  })

  test('both parts of it can be taken back', async () => {
    const w = await filled()
    const before = w.file.derived.state()
    await stopAfter(w, 2)
    await dedupePeople(w.deps)
    await undoRun(w.deps, {})
    await undoRun(w.deps, {})
    expect(w.file.derived.state()).toEqual(before)
  })
})
