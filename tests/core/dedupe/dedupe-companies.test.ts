/** Companies: the sure ones are merged, branches wait, and everything that was decided of them can be taken back. */
import { describe, expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { explainThose, mergeThose, splitThat } from '../../../src/core/dedupe/either.ts'
import { reviewQueue } from '../../../src/core/dedupe/review-queue.ts'
import { reviewSession } from '../../../src/core/dedupe/review.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { findEither } from '../../../src/core/derive/find-either.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Company,Website,Company Phone,Company LinkedIn URL,Street,Postal Code,City,Country'
const PAGE = 'https://www.linkedin.com/company/harrow'
const ROWS = [
  `Ida Holm,ida@harrow.example,Harrow Inc,harrow.example,(415) 555-0110,${PAGE},,,Austin,US`,
  `Rolf Berg,rolf@harrow-group.example,Harrow,harrow-group.example,,${PAGE},,,Austin,US`,
  'Sam Okoro,sam@lindqvist.example,Lindqvist,lindqvist.example,(415) 555-0121,,,,,US',
  'Tess Idle,tess@lindfoods.example,Lindqvist LLC,lindfoods.example,(415) 555-0121,,,,,US',
  'Vera Mohn,vera@quillon.example,Quillon,quillon.example,(415) 555-0150,,,,Denver,US',
  'Uwe Kant,uwe@quillon-labs.example,Quillon,quillon-labs.example,(415) 555-0150,,,,Graz,AT',
  'Ana Reyes,ana@tarn.example,Tarn,tarn.example,(415) 555-0160,,,,,US',
  'Joe Roe,joe@birch.example,Birch,birch.example,(415) 555-0160,,,,,US',
]

const filled = async (rows: readonly string[] = ROWS): Promise<World> => {
  const w = world()
  await importText(w, [HEADER, ...rows].join('\n'))
  return w
}

/** Each company by its domains' people: names sorted, so that the order of the list plays no part. */
const staff = ({ file }: World): string[] =>
  file.leads
    .rows(
      `SELECT group_concat(full_name, ' + ' ORDER BY full_name) AS who FROM person GROUP BY company_id ORDER BY who`,
    )
    .map(({ who }) => String(who))

const MERGED = [
  'Ana Reyes',
  'Ida Holm + Rolf Berg',
  'Joe Roe',
  'Sam Okoro + Tess Idle',
  'Uwe Kant',
  'Vera Mohn',
]

describe('companies', () => {
  test('one page or one phone under one name is one company; its people move with it', async () => {
    const w = await filled()
    const before = w.file.derived.state()
    const { run, companies } = await dedupePeople(w.deps)
    expect(companies.counts).toEqual({ companies: 8, merged: 2, left: 6, review: 1 })
    expect(staff(w)).toEqual(MERGED)
    expect(companies.merges.map(({ kept, merged }) => [kept.domain, merged[0]!.domain])).toEqual([
      ['harrow.example', 'harrow-group.example'],
      ['lindqvist.example', 'lindfoods.example'],
    ])
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
    await undoRun(w.deps, { run: run! })
    expect(w.file.derived.state()).toEqual(before)
  })

  test('in any order of the list', async () => {
    const w = await filled(ROWS.toReversed())
    await dedupePeople(w.deps)
    expect(staff(w)).toEqual(MERGED)
  })

  test('twice is once, and a dry run is none', async () => {
    const w = await filled()
    const before = w.file.derived.state()
    expect((await dedupePeople(w.deps, { dry_run: true })).companies.counts.merged).toBe(2)
    expect(w.file.derived.state()).toEqual(before)
    await dedupePeople(w.deps)
    const after = w.file.derived.state()
    for (const input of [{}, { full: true }]) {
      const again = await dedupePeople(w.deps, input)
      expect(again.companies).toEqual({ counts: { companies: 6, merged: 0, left: 6, review: 1 }, merges: [] })
    }
    expect(w.file.derived.state()).toEqual(after)
  })

  test('a company that comes later is matched with those that are there', async () => {
    const w = await filled(ROWS.slice(0, 1))
    expect((await dedupePeople(w.deps)).companies.counts).toMatchObject({ companies: 1, merged: 0 })
    await importText(w, [HEADER, ROWS[1]].join('\n'), { name: 'later.csv' })
    expect((await dedupePeople(w.deps)).companies.counts).toMatchObject({ companies: 2, merged: 1 })
  })

  test('a higher precision asks instead', async () => {
    const w = await filled()
    const { counts } = (await dedupePeople(w.deps, { precision: 0.9999 })).companies
    expect(counts).toMatchObject({ merged: 1, review: 2 })
    expect((await reviewQueue(w.deps)).filter(({ about }) => about === 'companies')).toHaveLength(2)
  })

  test('branches are asked about, and each answer holds until it is taken back', async () => {
    const w = await filled()
    await dedupePeople(w.deps)
    const [pair] = await reviewQueue(w.deps)
    expect(pair).toMatchObject({ about: 'companies', reason: 'branches' })
    const session = reviewSession(w.deps)
    expect(session.look(pair!)).toMatchObject({ a: { name: 'Quillon' }, b: { place: 'Graz, AT' } })
    session.answer(pair!, 'same')
    expect(staff(w)).toContain('Uwe Kant + Vera Mohn')
    expect(session.look(pair!)).toBeNull()
    session.back()
    expect(staff(w)).toEqual(MERGED)
    session.answer(pair!, 'different')
    expect(await reviewQueue(w.deps)).toEqual([])
    expect((await dedupePeople(w.deps)).companies.counts).toMatchObject({ merged: 0, review: 0 })
    await undoRun(w.deps, { run: session.run()! })
    expect(await reviewQueue(w.deps)).toHaveLength(1)
  })

  test('what was split stays apart, and the id of a company that was merged leads to the one that it is now', async () => {
    const w = await filled()
    const gone = String(w.file.companies.byKey('d:lindfoods.example')!.id)
    await dedupePeople(w.deps)
    const found = findEither(w.file, gone)
    expect(found.type === 'company' && found.row.domain).toBe('lindqvist.example')
    const done = await splitThat(w.deps, { who: 'lindfoods.example' })
    expect(done.counts).toEqual({ companies: 2, people: 2 })
    expect((await dedupePeople(w.deps)).companies.counts.merged).toBe(0)
    await mergeThose(w.deps, { who: ['lindqvist.example', 'lindfoods.example'] })
    expect(staff(w)).toEqual(MERGED)
  })

  test('a name that two domains shared goes with them', async () => {
    const w = await filled([...ROWS, 'Bo Lind,bo@gmail.com,Quillon,,,,,,,', 'Cy Orr,,Quillon,,,,,,,'])
    expect(staff(w)).toContain('Bo Lind + Cy Orr')
    await mergeThose(w.deps, { who: ['quillon.example', 'quillon-labs.example'] })
    expect(staff(w)).toContain('Bo Lind + Cy Orr + Uwe Kant + Vera Mohn')
    await undoRun(w.deps, {})
    expect(staff(w)).toContain('Bo Lind + Cy Orr')
  })

  test('evidence adds up, and a phone alone is not enough', async () => {
    const w = await filled()
    const result = explainThose(w.deps, { a: 'tarn.example', b: 'birch.example' })
    const { prior, lines, total } = result.evidence
    expect(lines.reduce((sum, { bits, frequency_bits }) => sum + bits + frequency_bits, prior)).toBeCloseTo(
      total,
    )
    expect([result.band, lines.find(({ field }) => field === 'phone')?.level]).toEqual(['leave', 'equal'])
  })

  test.each([
    ['merge.both_kinds', (w: World) => mergeThose(w.deps, { who: ['tarn.example', 'joe@birch.example'] })],
    ['split.one_company', (w: World) => splitThat(w.deps, { who: 'tarn.example' })],
    ['split.company_record', (w: World) => splitThat(w.deps, { who: 'tarn.example', records: [1] })],
  ])('%s', async (code, act) => {
    const w = await filled()
    expect(await rejection(act(w))).toMatchObject({ code })
  })
})
