import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { mergePeople } from '../../../src/core/dedupe/merge.ts'
import { splitPerson } from '../../../src/core/dedupe/split.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { findPerson } from '../../../src/core/derive/who.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Email 2,Phone,Company,Website,LinkedIn URL'

const withRows = async (...rows: string[]): Promise<World> => {
  const w = world()
  await importText(w, `${HEADER}\n${rows.join('\n')}\n`)
  return w
}

const ANN = 'Ann Lee,ann@acme.example,,,Acme,acme.example,'
const ANN_AT_HOME = 'Ann M. Lee,ann@gmail.com,,,Birch,birch.example,'
const BOB = 'Bob Roe,bob@acme.example,,,Acme,acme.example,'

/** The records of each person, the oldest first. */
const people = ({ file }: World): number[][] =>
  file.people.ids().map((id) => file.records.activeOfPerson(id).map((record) => record.id))

const isSound = async (w: World): Promise<void> => {
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
}

describe('merge', () => {
  test('makes one person, who keeps the oldest id and is found by every id', async () => {
    const w = await withRows(ANN, BOB, ANN_AT_HOME)
    const ids = w.file.people.ids()
    const result = await mergePeople(w.deps, {
      who: ['ann@gmail.com', 'ann@acme.example'],
      because: 'told me',
    })
    expect(result).toMatchObject({
      counts: { merged: 1, unchanged: 0 },
      kept: { id: ids[0] },
      merged: [{ id: ids[2], email: 'ann@gmail.com' }],
    })
    expect(people(w)).toEqual([[1, 3], [2]])
    expect(ids.map((id) => findPerson(w.file, id))).toEqual([ids[0], ids[1], ids[0]])
    expect(w.file.decisions.ofRun(result.run!)).toMatchObject([
      { kind: 'must_link', record_id: 1, other_id: 3, decided_by: 'user', because: 'told me' },
    ])
    await isSound(w)
  })

  test('twice is once', async () => {
    const w = await withRows(ANN, ANN_AT_HOME)
    await mergePeople(w.deps, { who: ['ann@gmail.com', 'ann@acme.example'] })
    const again = await mergePeople(w.deps, { who: ['ann@gmail.com', 'ann@acme.example'] })
    expect(again).toMatchObject({ run: null, counts: { merged: 0, unchanged: 1 }, merged: [] })
    expect(w.file.runs.list(9)).toHaveLength(2)
  })

  test('takes three at once, and a dry run nobody', async () => {
    const w = await withRows(ANN, BOB, ANN_AT_HOME)
    const who = w.file.people.ids()
    expect(await mergePeople(w.deps, { who, dry_run: true })).toMatchObject({
      run: null,
      counts: { merged: 2 },
    })
    expect(people(w)).toHaveLength(3)
    await mergePeople(w.deps, { who })
    expect(people(w)).toEqual([[1, 2, 3]])
  })

  test('holds when one of the lists behind it is taken back', async () => {
    const w = await withRows(ANN)
    const second = await importText(w, `${HEADER}\nAnn Lee,ann@acme.example,,+14155550132,,,\n`, {
      name: 'b.csv',
    })
    await importText(w, `${HEADER}\n${ANN_AT_HOME}\n`, { name: 'c.csv' })
    await mergePeople(w.deps, { who: ['ann@gmail.com', 'ann@acme.example'] })
    await undoRun(w.deps, { run: 1 })
    expect(people(w)).toEqual([[2, 3]])
    await undoRun(w.deps, { run: second.run! })
    expect(people(w)).toEqual([[3]])
    await isSound(w)
  })

  test('tells of two profiles', async () => {
    const w = await withRows(
      `${ANN}https://www.linkedin.com/in/ann`,
      `${ANN_AT_HOME}https://www.linkedin.com/in/ann-lee`,
    )
    const { profiles } = await mergePeople(w.deps, { who: w.file.people.ids() })
    expect(profiles).toEqual(['https://www.linkedin.com/in/ann', 'https://www.linkedin.com/in/ann-lee'])
  })
})

describe('split', () => {
  const SAME = 'Ann Lee,a.lee@acme.example,,,Acme,acme.example,'

  test('takes apart what dedupe merged, for good', async () => {
    const w = await withRows(ANN, SAME)
    expect((await dedupePeople(w.deps)).counts.merged).toBe(1)
    const result = await splitPerson(w.deps, { who: 'a.lee@acme.example', because: 'mother and daughter' })
    expect(result).toMatchObject({
      counts: { people: 2, records: 2 },
      people: [{ records: [1] }, { records: [2] }],
    })
    expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 0, people: 2 })
    await isSound(w)
    await undoRun(w.deps, { run: result.run! })
    expect(people(w)).toEqual([[1, 2]])
  })

  test('keeps units whole', async () => {
    const w = await withRows(ANN, 'Ann Lee,ann@acme.example,,+14155550132,,,', SAME)
    await dedupePeople(w.deps)
    expect(
      (await splitPerson(w.deps, { who: 'ann@acme.example' })).people.map(({ records }) => records),
    ).toEqual([[1, 2], [3]])
  })

  test('by record goes through exact keys, holds for later lists and after a rebuild', async () => {
    const w = await withRows(ANN, 'Ann Lee,ann@acme.example,,+14155550132,,,')
    expect(people(w)).toEqual([[1, 2]])
    const result = await splitPerson(w.deps, { who: 'ann@acme.example', records: [1] })
    expect(result.people).toMatchObject([{ records: [1] }, { records: [2] }])
    await importText(w, `${HEADER}\nAnn Lee,ann@acme.example,,,,,https://www.linkedin.com/in/ann\n`, {
      name: 'b.csv',
    })
    expect(people(w)).toEqual([[1, 3], [2]])
    expect(w.file.people.duplicates()).toEqual([])
    await isSound(w)
    await undoRun(w.deps, { run: result.run! })
    expect(people(w)).toEqual([[1, 2, 3]])
    await isSound(w)
  })

  test('by record leaves the others together, even where only that record held them', async () => {
    const w = await withRows(
      'Ann Lee,ann@acme.example,,,,,',
      'Ann Lee,ann@acme.example,ann@birch.example,,,,',
      'Ann Lee,ann@birch.example,,,,,',
    )
    expect(people(w)).toEqual([[1, 2, 3]])
    await splitPerson(w.deps, { who: 'Ann Lee', records: [2] })
    expect(people(w)).toEqual([[1, 3], [2]])
    await isSound(w)
  })

  test('tells of records that share keys with what was taken away', async () => {
    const w = await withRows(ANN, SAME, 'Ann Lee,a.lee@acme.example,,+14155550132,,,')
    await dedupePeople(w.deps)
    expect((await splitPerson(w.deps, { who: 'ann@acme.example', records: [3] })).left_behind).toEqual([2])
  })

  test('twice is once', async () => {
    const w = await withRows(ANN, 'Ann Lee,ann@acme.example,,+14155550132,,,')
    const who = w.file.people.ids()[0]!
    await splitPerson(w.deps, { who, records: [2] })
    expect(await splitPerson(w.deps, { who, records: [2] })).toMatchObject({
      run: null,
      counts: { unchanged: 1 },
    })
  })

  test('refuses what makes no sense, and says what would', async () => {
    const w = await withRows(ANN, 'Ann Lee,ann@acme.example,,+14155550132,,,', BOB)
    await editPerson(w.deps, { who: 'Ann Lee', changes: { title: 'CEO' } })
    const refusal = async (who: string, records?: number[]): Promise<string> => {
      const { code, message } = await rejection(splitPerson(w.deps, { who, records }))
      return `${code}: ${message}`
    }
    expect([
      await refusal('Bob Roe'),
      await refusal('Ann Lee'),
      await refusal('Ann Lee', [3]),
      await refusal('Ann Lee', [99]),
      await refusal('Ann Lee', [4]),
      await refusal('Ann Lee', [1, 2]),
    ]).toMatchInlineSnapshot(`
      [
        "split.one_record: Bob Roe comes from one record: nothing was joined",
        "split.one_unit: Ann Lee was not merged: records 1, 2 have an address, a profile or an id in common",
        "split.unknown_record: record 3 is none of Ann Lee's; it is one of Bob Roe's",
        "split.unknown_record: record 99 is none of Ann Lee's",
        "split.by_hand: record 4 is what was said of Ann Lee by hand",
        "split.all_records: that is all that there is of Ann Lee: nobody would be left",
      ]
    `)
    expect(w.file.runs.list(9)).toHaveLength(2)
  })
})

describe('of merge and split the later one holds', () => {
  test('a merge after a split joins, a split after it parts again, undo goes back step by step', async () => {
    const w = await withRows(ANN, 'Ann Lee,ann@acme.example,,+14155550132,,,')
    const split = await splitPerson(w.deps, { who: 'Ann Lee', records: [2] })
    const who = w.file.people.ids()
    const merge = await mergePeople(w.deps, { who })
    expect(people(w)).toEqual([[1, 2]])
    await isSound(w)
    const again = await splitPerson(w.deps, { who: 'Ann Lee' })
    expect(people(w)).toEqual([[1], [2]])
    await isSound(w)
    await undoRun(w.deps, { run: again.run! })
    expect(people(w)).toEqual([[1, 2]])
    await undoRun(w.deps, { run: merge.run! })
    expect(people(w)).toEqual([[1], [2]])
    await undoRun(w.deps, { run: split.run! })
    expect(people(w)).toEqual([[1, 2]])
  })

  test('what prm merged by itself gives way to what was said by hand, whichever came first', async () => {
    const w = await withRows(ANN, 'Ann Lee,a.lee@acme.example,,,Acme,acme.example,', ANN_AT_HOME)
    await dedupePeople(w.deps)
    expect(people(w)).toEqual([[1, 2], [3]])
    await splitPerson(w.deps, { who: 'ann@acme.example' })
    await mergePeople(w.deps, { who: ['ann@acme.example', 'ann@gmail.com'] })
    expect(people(w)).toEqual([[1, 3], [2]])
    await isSound(w)
  })
})

test('a merge that is taken back leaves no trace, whatever was imported meanwhile', async () => {
  const cell = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)
  const row = fc
    .tuple(
      cell('Ann Lee', 'Ann Mary Lee', 'Bob Roe'),
      cell('ann@acme.example', 'bob@acme.example'),
      cell('ann@gmail.com', 'ann@acme.example'),
      cell('+14155550132', '+14155550199'),
      cell('Acme', 'Birch'),
      cell('acme.example', 'birch.example'),
      cell('https://www.linkedin.com/in/ann', 'https://www.linkedin.com/in/bob'),
    )
    .map((cells) => cells.join(','))
  const rows = fc.array(row, { minLength: 1, maxLength: 5 })
  const read = async (w: World, some: string[], name: string): Promise<void> => {
    const text = `${HEADER},Remark\n${some.map((each) => `${each},x`).join('\n')}\n`
    await importText(w, text, { name, on_match: name === 'b.csv' ? 'overwrite' : 'fill' })
  }
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.nat(), fc.nat(), async (first, second, a, b) => {
      const [with_, without] = [world(), world()]
      for (const w of [with_, without]) await read(w, first, 'a.csv')
      const ids = with_.file.people.ids()
      const who = [ids[a % ids.length], ids[b % ids.length]].filter((id) => id !== undefined)
      fc.pre(new Set(who).size === 2)
      const { run } = await mergePeople(with_.deps, { who })
      for (const w of [with_, without]) await read(w, second, 'b.csv')
      await undoRun(with_.deps, { run: run! })
      expect(with_.file.derived.state()).toEqual(without.file.derived.state())
    }),
    { numRuns: Number(process.env.PRM_RUNS ?? 25) },
  )
}, 60_000)

test('an address of nobody is said to be so', async () => {
  const w = await withRows(ANN)
  expect((await rejection(mergePeople(w.deps, { who: ['Ann Lee', 'zoe@acme.example'] }))).code).toBe(
    'who.unknown',
  )
  expect(personOf(w, 'ann@acme.example').full_name).toBe('Ann Lee')
})
