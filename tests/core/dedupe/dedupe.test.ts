import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dedupePeople, type DedupeResult } from '../../../src/core/dedupe/dedupe.ts'
import { mergePeople } from '../../../src/core/dedupe/merge.ts'
import { reviewCases } from '../../../src/core/dedupe/review-cases.ts'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { recordOfId } from '../../../src/model/id.ts'
import { folder } from '../../support/folder.ts'
import { importPaths, importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Phone,Company,Website,LinkedIn URL'

const withRows = async (rows: string[]): Promise<World> => {
  const w = world()
  await importText(w, `${HEADER}\n${rows.join('\n')}\n`)
  return w
}

const merged = ({ merges }: DedupeResult): [string | null, string[]][] =>
  merges.map((merge) => [merge.kept.email, merge.merged.map(({ because }) => because)])

/** What `prm split` decides, or `prm merge`, of two records. */
const decideOn = (
  { deps, file }: World,
  kind: 'cannot_link' | 'must_link',
  record_id: number,
  other_id: number,
): void =>
  file.write(() => {
    const run = startRun(deps, 'edit', {})
    const at = { value: null, because: null, decided_by: 'test', decided_at: '2026-11-21' }
    file.decisions.add({ run_id: run, kind, record_id, other_id, ...at })
    const derivation = new Derivation(file, { run_id: run, why: 'merge' })
    derivation.refold([record_id, other_id])
    derivation.flush()
    finishRun(deps, run, 'done', {})
  })

const keepRecordsApart = (w: World, a: number, b: number): void => decideOn(w, 'cannot_link', a, b)

const keepApart = (w: World, a: string, b: string): void =>
  keepRecordsApart(w, recordOfId(a)!, recordOfId(b)!)

const idOf = (w: World, email: string): string => String(personOf(w, email).id)

describe('two people are one', () => {
  const cases: { name: string; rows: [string, string]; because: string | null }[] = [
    {
      name: 'same name and domain',
      rows: ['Ann Lee,a@acme.example,,Acme,acme.example,', 'Ann Lee,b@acme.example,,Acme,acme.example,'],
      because: 'same name and company',
    },
    {
      name: 'same name and company name',
      rows: ['Ann Lee,ann@gmail.com,,Acme Inc.,,', 'ann lee,,+1 415 555 0132,ACME,,'],
      because: 'same name and company',
    },
    {
      name: 'same name at one work domain, no company',
      rows: ['Ann Lee,a@acme.example,,,,', 'Ann Lee,b@acme.example,,,,'],
      because: 'same name and company',
    },
    {
      name: 'same name and phone',
      rows: ['Ann Lee,a@gmail.com,+1 415 555 0132,,,', 'Ann Lee,b@gmail.com,(415) 555-0132,,,'],
      because: 'same name and phone',
    },
    {
      name: 'same name with accents',
      rows: ['Íñigo Vega,a@acme.example,,Acme,,', 'Inigo Vega,b@acme.example,,Acme,,'],
      because: 'same name and company',
    },
    {
      name: 'one free mail provider is no company',
      rows: ['Ann Lee,a@gmail.com,,,,', 'Ann Lee,b@gmail.com,,,,'],
      because: null,
    },
    {
      name: 'same name, two companies',
      rows: ['Ann Lee,a@acme.example,,Acme,acme.example,', 'Ann Lee,b@birch.example,,Birch,birch.example,'],
      because: null,
    },
    {
      name: 'same name, two companies that make their addresses alike',
      rows: [
        'Ann Lee,ann.lee@acme.example,,Acme,acme.example,',
        'Ann Lee,ann.lee@birch.example,,Birch,birch.example,',
      ],
      because: null,
    },
    {
      name: 'the same at two domains of one company',
      rows: ['Ann Lee,ann.lee@acme.example,,Acme,,', 'Ann Lee,ann.lee@acme-group.example,,Acme,,'],
      because: 'same name and company',
    },
    {
      name: 'one phone, two names',
      rows: ['Ann Lee,a@acme.example,+1 415 555 0132,,,', 'Bob Roe,b@acme.example,+1 415 555 0132,,,'],
      because: null,
    },
    {
      name: 'another first name',
      rows: [
        'Lucas Ahrens,a@acme.example,,Acme,acme.example,',
        'Lukas Ahrens,b@acme.example,,Acme,acme.example,',
      ],
      because: null,
    },
    {
      name: 'father and son',
      rows: ['Ann Lee Sr.,,+1 415 555 0132,Acme,,', 'Ann Lee Jr.,,+1 415 555 0132,Acme,,'],
      because: null,
    },
    {
      name: 'a generation told once',
      rows: ['Ann Lee Jr.,,+1 415 555 0132,Acme,,', 'Ann Lee,,+1 415 555 0132,Acme,,'],
      because: 'same name, phone and company',
    },
    {
      name: 'a first name alone',
      rows: ['Ann,a@acme.example,,Acme,acme.example,', 'Ann,b@acme.example,,Acme,acme.example,'],
      because: null,
    },
  ]
  test.each(cases)('$name: $because', async ({ rows, because }) => {
    const w = await withRows(rows)
    const result = await dedupePeople(w.deps)
    const count = because === null ? 0 : 1
    expect(result.counts).toMatchObject({ people: 2, merged: count, parted: 0, left: 2 - count })
    const reasons = result.merges.flatMap((merge) => merge.merged.map((gone) => gone.because))
    expect(reasons).toEqual(because === null ? [] : [expect.stringContaining(because)])
    expect(w.file.people.count()).toBe(2 - count)
    expect(result.run === null).toBe(because === null)
  })

  test('the conference list: the nine that its author planned, and no other', async () => {
    const w = world()
    const { run: first } = await importPaths(w, ['fixtures/lists/conference.csv'])
    const lineOf = new Map([...w.file.batches.rows(first!)].map((row) => [row.person_id, row.line]))
    const result = await dedupePeople(w.deps)
    const lines = result.merges.flatMap(({ merged: gone }) => gone.map(({ id }) => lineOf.get(id)!))
    expect(lines.sort((a, b) => a - b)).toEqual(expect.arrayContaining([63, 78, 79, 115, 137, 141, 199, 200]))
    expect(result.counts).toMatchObject({ people: 182, merged: 9, parted: 0, left: 173, review: 3 })
    const ahrens = w.file.leads.rows(
      "SELECT full_name FROM lead WHERE last_name IN ('Ahrens', 'Van Sickle') ORDER BY 1",
    )
    expect(ahrens.map((row) => row.full_name)).toEqual([
      'Lucas Ahrens',
      'Lukas Ahrens',
      'Mitch Van Sickle',
      'Mitchell Van Sickle',
    ])
  })
})

describe('a merged person', () => {
  const rows = [
    'Ann Lee,a@acme.example,,Acme,acme.example,',
    'Ann Lee,b@acme.example,+1 415 555 0132,Acme,acme.example,',
  ]

  test('keeps the older id and has what both had', async () => {
    const w = await withRows(rows)
    const [a, b] = [idOf(w, 'a@acme.example'), idOf(w, 'b@acme.example')]
    const result = await dedupePeople(w.deps)
    expect(merged(result)).toEqual([
      ['a@acme.example', [expect.stringMatching(/^same name and company; (> )?0\.99/)]],
    ])
    expect([result.merges[0]!.kept.id, result.merges[0]!.merged[0]!.id]).toEqual([a, b])
    expect(w.file.leads.get(a)).toMatchObject({
      // Within one list the more complete row speaks first.
      email: 'b@acme.example',
      email2: 'a@acme.example',
      phone: '+14155550132',
      stakeholders: 1,
    })
  })

  test('twice is once', async () => {
    const w = await withRows(rows)
    await dedupePeople(w.deps)
    const before = [w.file.derived.state(), tableCounts(w)]
    expect(await dedupePeople(w.deps)).toMatchObject({
      run: null,
      merges: [],
      counts: { people: 1, merged: 0, left: 1 },
    })
    expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  })

  test('comes apart again', async () => {
    const w = await withRows(rows)
    const before = w.file.derived.state()
    await dedupePeople(w.deps)
    await undoRun(w.deps, {})
    expect(w.file.derived.state()).toEqual(before)
  })

  test('three of one name become one, whatever joins them', async () => {
    const w = await withRows([
      'Ann Lee,a@acme.example,,Acme,acme.example,',
      'Ann Lee,b@acme.example,+1 415 555 0132,Acme,acme.example,',
      'Ann Lee,ann@gmail.com,+1 415 555 0132,,,',
    ])
    const result = await dedupePeople(w.deps)
    expect(result.counts).toMatchObject({ merged: 2, left: 1 })
    expect(merged(result)).toEqual([
      [
        'a@acme.example',
        [expect.stringContaining('same name'), expect.stringContaining('same name and phone')],
      ],
    ])
  })

  test('a work address tells the company before anything is enriched', async () => {
    const w = await withRows(['Ann Lee,a@acme.example,,,,', 'Ann Lee,ann@gmail.com,,Acme,acme.example,'])
    expect((await dedupePeople(w.deps)).counts.merged).toBe(1)
    await enrichPeople(w.deps)
    expect((await dedupePeople(w.deps)).matched.what).toBe('nothing')
  })
})

describe('what was decided stands', () => {
  const three = [
    'Ann Lee,a@acme.example,,Acme,acme.example,',
    'Ann Lee,b@acme.example,,Acme,acme.example,',
    'Ann Lee,c@acme.example,,Acme,acme.example,',
  ]

  test('two who were kept apart stay apart', async () => {
    const w = await withRows(three.slice(0, 2))
    keepApart(w, idOf(w, 'a@acme.example'), idOf(w, 'b@acme.example'))
    expect(await dedupePeople(w.deps)).toMatchObject({ run: null, counts: { merged: 0, review: 0 } })
  })

  test.each([
    ['a@acme.example', 'b@acme.example'],
    ['b@acme.example', 'c@acme.example'],
    ['a@acme.example', 'c@acme.example'],
  ])('a third who fits %s and %s alike waits for an answer', async (x, y) => {
    const w = await withRows(three)
    keepApart(w, idOf(w, x), idOf(w, y))
    expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 0, left: 3, review: 2 })
    expect((await reviewCases(w.deps)).map(({ reason }) => reason)).toEqual(['fits_both', 'fits_both'])
    expect((await dedupePeople(w.deps)).run).toBeNull()
    const third = idOf(
      w,
      three.map((row) => row.split(',')[1]!).find((email) => email !== x && email !== y)!,
    )
    await mergePeople(w.deps, { who: [idOf(w, x), third] })
    expect(w.file.people.idsByAddress(x)).not.toEqual(w.file.people.idsByAddress(y))
    expect((await dedupePeople(w.deps, { full: true })).counts).toMatchObject({ left: 2, review: 0 })
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('a third who clearly is one of them becomes that one', async () => {
    const w = await withRows([
      'Ann Lee,ann.lee@acme.example,+1 415 555 0132,Acme,acme.example,',
      'Ann Lee,b@acme.example,+1 628 555 0199,Acme,acme.example,',
      'Ann Lee,ann.lee@gmail.com,+1 415 555 0132,Acme,acme.example,',
    ])
    keepApart(w, idOf(w, 'ann.lee@acme.example'), idOf(w, 'b@acme.example'))
    expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 1, left: 2 })
    expect(w.file.records.personOf(3)).toBe(idOf(w, 'ann.lee@acme.example'))
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('who comes apart is told', async () => {
    const w = await withRows(three)
    await dedupePeople(w.deps)
    const [kept] = w.file.people.ids()
    keepRecordsApart(w, 2, 3)
    const before = new Set(w.file.people.ids())
    const { counts, parts } = await dedupePeople(w.deps, { full: true, precision: 0.9999 })
    const news = w.file.people.ids().filter((id) => !before.has(id))
    expect([before.size, news.length, counts.parted]).toEqual([2, 1, 1])
    const brief = { name: 'Ann Lee', email: 'a@acme.example' }
    expect(parts).toEqual([
      {
        was: { id: kept, ...brief },
        people: [{ id: kept, ...brief }, expect.objectContaining({ id: news[0] })],
      },
    ])
  })

  test('whoever is one of them already stays', async () => {
    const w = await withRows(three)
    await dedupePeople(w.deps)
    expect(w.file.people.count()).toBe(1)
    keepRecordsApart(w, 2, 3)
    const again = await dedupePeople(w.deps, { full: true })
    expect(again.counts).toMatchObject({ left: 2, review: 0 })
  })
})

describe('two LinkedIn profiles are two people', () => {
  const [one, two, none] = [
    'Ann Lee,a@acme.example,,Acme,acme.example,https://www.linkedin.com/in/ann-1',
    'Ann Lee,b@acme.example,,Acme,acme.example,https://www.linkedin.com/in/ann-2',
    'Ann Lee,c@acme.example,,Acme,acme.example,',
  ] as const

  test('somebody has to look at them', async () => {
    const w = await withRows([one, two])
    const result = await dedupePeople(w.deps)
    expect([result.run, result.counts]).toMatchObject([null, { people: 2, merged: 0, left: 2, review: 1 }])
    const [waiting] = await reviewCases(w.deps)
    expect(waiting).toMatchObject({ ...{ a: idOf(w, 'a@acme.example') }, reason: 'two_profiles' })
    expect(waiting!.evidence!.lines.find(({ field }) => field === 'linkedin')!.level).toBe('differs')
  })

  test('until it is decided', async () => {
    const w = await withRows([one, two])
    keepApart(w, idOf(w, 'a@acme.example'), idOf(w, 'b@acme.example'))
    await dedupePeople(w.deps)
    expect(await reviewCases(w.deps)).toEqual([])
  })

  test.each([
    ['first', [none, one, two]],
    ['in between', [one, none, two]],
    ['last', [one, two, none]],
  ])('a third without a profile, %s, does not bring them together', async (_, rows) => {
    const w = await withRows(rows)
    const result = await dedupePeople(w.deps)
    expect(w.file.people.idsByAddress('a@acme.example')).not.toEqual(
      w.file.people.idsByAddress('b@acme.example'),
    )
    expect(result.counts).toEqual({ people: 3, merged: 1, parted: 0, left: 2, review: 1 })
    const again = await dedupePeople(w.deps)
    expect([again.run, again.counts.review]).toEqual([null, 1])
  })
})

test('whom another process merges meanwhile is counted as merged', async () => {
  const db = join(folder(), 'people.db')
  const [w, other] = [world(db), world(db)]
  const row = (name: string, email: string): string => `${name},${email},,Acme,,`
  const rows = [
    row('Ann Lee', 'a@acme.example'),
    row('Ann Lee', 'b@acme.example'),
    row('Bob Roe', 'c@acme.example'),
  ]
  await importText(w, `${HEADER}\n${rows.join('\n')}\n`)
  let isMerged = false
  const { counts } = await dedupePeople(w.deps, {}, ({ label }) => {
    if (label !== 'comparing companies' || isMerged) return
    decideOn(other, 'must_link', 1, 2)
    isMerged = true
  })
  expect([w.file.people.count(), counts.left, counts.people]).toEqual([
    2,
    2,
    2 + counts.merged - counts.parted,
  ])
  for (const each of [w, other]) each.file.close()
})

test('a dry run merges nobody', async () => {
  const w = await withRows(['Ann Lee,a@acme.example,,Acme,,', 'Ann Lee,b@acme.example,,Acme,,'])
  const before = [w.file.derived.state(), tableCounts(w)]
  const plan = await dedupePeople(w.deps, { dry_run: true })
  expect(plan).toMatchObject({ run: null, dry_run: true, counts: { merged: 1 } })
  expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  expect((await dedupePeople(w.deps)).merges).toEqual(plan.merges)
})
