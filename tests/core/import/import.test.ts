import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { importLists, type ImportResult } from '../../../src/core/import/import.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import {
  importPaths,
  importText,
  list,
  personOf,
  tableCounts,
  world,
  type World,
} from '../../support/world.ts'

const LISTS = ['conference', 'crm-export', 'founder', 'linkedin-connections', 'customers']

const fixture = (name: string): string => `fixtures/lists/${name}.csv`

const sumOf = ({ counts: { created, updated, unchanged, repeats, rejected } }: ImportResult): number =>
  created + updated + unchanged + repeats + rejected

const outcomes = ({ file }: World, result: ImportResult): Record<number, string> =>
  Object.fromEntries([...file.batches.rows(result.run!)].map(({ line, outcome }) => [line, outcome]))

const lines = (w: World, result: ImportResult, wanted: string): number[] =>
  Object.entries(outcomes(w, result)).flatMap(([line, outcome]) => (outcome === wanted ? [Number(line)] : []))

const consistent = async ({ deps }: World): Promise<void> => {
  const { present, rebuilt } = await rebuildBeside(deps)
  expect(present).toEqual(rebuilt)
}

const ANN =
  'Name,Email,City,Company,Website,Industry\nAnn Lee,ann@acme.example,Ulm,Acme,acme.example,Software\n'

describe('the lists of the fixtures', () => {
  const cases: [string, ImportResult['counts'] & { blank: number }][] = [
    ['conference', { read: 200, created: 182, updated: 0, unchanged: 4, repeats: 8, rejected: 6, blank: 0 }],
    ['crm-export', { read: 58, created: 57, updated: 0, unchanged: 1, repeats: 0, rejected: 0, blank: 0 }],
    ['founder', { read: 60, created: 52, updated: 3, unchanged: 2, repeats: 1, rejected: 2, blank: 5 }],
    [
      'linkedin-connections',
      { read: 40, created: 39, updated: 0, unchanged: 0, repeats: 0, rejected: 1, blank: 1 },
    ],
    ['customers', { read: 6, created: 6, updated: 0, unchanged: 0, repeats: 0, rejected: 0, blank: 0 }],
  ]
  test.each(cases)('%s: every row is accounted for', async (name, { blank, ...counts }) => {
    const w = world()
    const result = await importPaths(w, [fixture(name)], {
      kind: name === 'customers' ? 'customers' : 'people',
    })
    expect(result.counts).toEqual(counts)
    expect(result.files[0]!.blank).toBe(blank)
    expect(sumOf(result)).toBe(result.counts.read)
    expect(Object.keys(outcomes(w, result))).toHaveLength(result.counts.read)
    expect(w.file.people.count()).toBe(counts.created)
  })

  test('conference.csv: the rows that its author planned', async () => {
    const w = world()
    const result = await importPaths(w, [fixture('conference')])
    expect(lines(w, result, 'rejected')).toEqual([20, 52, 84, 116, 148, 181])
    expect(lines(w, result, 'repeat')).toEqual([13, 24, 58, 102, 123, 161, 171, 198])
    expect([...lines(w, result, 'updated'), ...lines(w, result, 'unchanged')].sort((a, b) => a - b)).toEqual([
      27, 97, 108, 121,
    ])
    const pair = w.file.people
      .idsByAddress('j.verhagen@duinrand.example')
      .map((id) => w.file.people.get(id)!.full_name)
    expect(pair.sort()).toEqual(['Anouk Smit', 'Joost Verhagen'])
    expect(w.file.people.duplicates().map(({ reason }) => reason)).toEqual(['same_email_other_name'])
  })

  test('all five, one after the other, are what their records say, and can all be taken back', async () => {
    const w = world()
    for (const name of LISTS) await importPaths(w, [fixture(name)])
    await consistent(w)
    for (const { id } of w.file.runs.list(9)) await undoRun(w.deps, { run: id })
    expect([w.file.people.count(), w.file.companies.count()]).toEqual([0, 0])
  })
})

describe('twice is once', () => {
  test('the same file: no run, nothing written', async () => {
    const w = world()
    const first = await importPaths(w, [fixture('conference')])
    const before = tableCounts(w)
    const second = await importPaths(w, [fixture('conference')])
    expect([first.run, second.run, second.files[0]!.known]).toEqual([1, null, true])
    expect(second.counts).toEqual({
      read: 200,
      created: 0,
      updated: 0,
      unchanged: 0,
      repeats: 194,
      rejected: 6,
    })
    expect(second.files[0]!.rejects).toEqual(first.files[0]!.rejects)
    expect(tableCounts(w)).toEqual(before)
  })

  test('the same rows in another file: all repeats, no record more', async () => {
    const w = world()
    const text = readFileSync(fixture('conference'), 'utf8')
    await importText(w, text, { name: 'conference.csv' })
    const [before, records] = [w.file.derived.state(), tableCounts(w).record]
    const again = await importText(w, `${text}\n`, { name: 'copy-of-conference.csv' })
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 0, rejected: 6 })
    expect(again.counts.repeats).toBe(194)
    expect(w.file.derived.state()).toEqual(before)
    expect(tableCounts(w).record).toBe(records)
  })

  test('a part of a list does not pass for the list', async () => {
    const w = world()
    const path = fixture('crm-export')
    const part = await importPaths(w, [path], { table: { maxRows: 10 } })
    const whole = await importPaths(w, [path])
    expect([part.counts.read, whole.counts.read, whole.counts.repeats]).toEqual([10, 58, 10])
  })

  test('a file that was taken back is read anew', async () => {
    const w = world()
    await importPaths(w, [fixture('customers')])
    await undoRun(w.deps, {})
    const again = await importPaths(w, [fixture('customers')])
    expect(again.counts.created).toBe(6)
  })

  test('read in another way, it is not the same', async () => {
    const w = world()
    const path = join(folder(), 'list.csv')
    writeFileSync(path, 'Name,Email,Budget\nAnn Lee,ann@acme.example,10\n')
    await importPaths(w, [path])
    expect((await importPaths(w, [path], { map: { Budget: 'city' } })).counts.updated).toBe(1)
    expect((await importPaths(w, [path], { on_match: 'overwrite' })).run).not.toBeNull()
  })
})

describe('a row that is read again is a sighting', () => {
  test('a person of two lists stays when one of them is taken back', async () => {
    const w = world()
    const a = await importText(w, ANN, { name: 'a.csv' })
    const b = await importText(w, ANN, { name: 'b.csv' })
    expect(b.counts.repeats).toBe(1)
    const before = personOf(w, 'ann@acme.example')
    await undoRun(w.deps, { run: a.run! })
    // Only where it comes from has changed.
    expect(personOf(w, 'ann@acme.example')).toEqual({ ...before, source: 'b' })
    await undoRun(w.deps, { run: b.run! })
    expect([w.file.people.count(), w.file.companies.count()]).toEqual([0, 0])
    await undoRun(w.deps, { run: w.file.runs.list(1)[0]!.id })
    expect(w.file.people.count()).toBe(1)
    await consistent(w)
  })

  test('within one list', async () => {
    const w = world()
    const result = await importText(w, `${ANN}${ANN.split('\n')[1]!}\n`)
    expect(result.counts).toMatchObject({ read: 2, created: 1, repeats: 1 })
  })

  test('another cell is another record', async () => {
    const w = world()
    await importText(w, ANN)
    const result = await importText(w, ANN.replace('Ulm', 'Bonn'), { name: 'b.csv' })
    expect(result.counts).toMatchObject({ repeats: 0, unchanged: 1 })
  })

  test('an overwriting list lifts the record that it repeats, and its company with it', async () => {
    const w = world()
    await importText(w, ANN, { name: 'a.csv' })
    const bob =
      'Name,Email,City,Company,Website,Industry\nBob Roe,bob@acme.example,Bonn,Acme,acme.example,Logistics\n'
    await importText(w, bob, { name: 'b.csv', on_match: 'overwrite' })
    expect(personOf(w, 'ann@acme.example').industry).toBe('Logistics')
    await importText(w, ANN, { name: 'c.csv', on_match: 'overwrite' })
    await consistent(w)
    expect(personOf(w, 'ann@acme.example').industry).toBe('Software')
  })

  test('what was skipped counts once a filling list repeats it', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n', { name: 'a.csv' })
    await importText(w, ANN, { name: 'b.csv', on_match: 'skip' })
    expect(personOf(w, 'ann@acme.example').city).toBeNull()
    await importText(w, ANN, { name: 'b.csv', on_match: 'fill' })
    await consistent(w)
    expect(personOf(w, 'ann@acme.example').city).toBe('Ulm')
  })

  test('overwriting with a file that was overwritten since reads it again', async () => {
    const w = world()
    const [a, b] = [join(folder(), 'a.csv'), join(folder(), 'b.csv')]
    writeFileSync(a, ANN)
    writeFileSync(b, ANN.replace('Ulm', 'Bonn'))
    for (const [path, city] of [
      [a, 'Ulm'],
      [b, 'Bonn'],
      [a, 'Ulm'],
      [b, 'Bonn'],
    ] as const) {
      await importPaths(w, [path], { on_match: 'overwrite' })
      expect(personOf(w, 'ann@acme.example').city).toBe(city)
    }
    expect((await importPaths(w, [b], { on_match: 'overwrite' })).run).toBeNull()
    await consistent(w)
  })
})

describe('where the person is known already', () => {
  const more = 'Name,Email,City,State,Job Title\nAnn Lee,ann@acme.example,Bonn,NW,CEO\n'
  const cases: {
    on_match: 'fill' | 'overwrite' | 'refresh' | 'skip'
    is: [unknown, unknown]
    changed: string[] | null
  }[] = [
    { on_match: 'fill', is: ['Ulm', 'NW'], changed: ['state', 'title'] },
    { on_match: 'overwrite', is: ['Bonn', 'NW'], changed: ['city', 'state', 'title'] },
    { on_match: 'refresh', is: ['Bonn', 'NW'], changed: ['city', 'state', 'title'] },
    { on_match: 'skip', is: ['Ulm', null], changed: null },
  ]
  test.each(cases)('$on_match', async ({ on_match, is, changed }) => {
    const w = world()
    await importText(w, ANN)
    const result = await importText(w, more, { name: 'more.csv', on_match })
    const { city, state } = personOf(w, 'ann@acme.example')
    expect([city, state]).toEqual(is)
    const [row] = w.file.batches.rows(result.run!)
    expect(row!.outcome).toBe(changed === null ? 'unchanged' : 'updated')
    expect(row!.changed === null ? null : (JSON.parse(row!.changed) as string[]).sort()).toEqual(changed)
    await consistent(w)
  })

  test('a row that only tells something of the company updates', async () => {
    const w = world()
    await importText(w, ANN)
    const text = 'Name,Email,Company,Website,Employees\nAnn Lee,ann@acme.example,Acme,acme.example,40\n'
    const result = await importText(w, text, { name: 'b.csv' })
    const [row] = w.file.batches.rows(result.run!)
    expect([row!.outcome, row!.changed]).toEqual(['updated', '["employees"]'])
    expect(result.counts.updated).toBe(1)
    expect(personOf(w, 'ann@acme.example').employees).toBe(40)
  })

  test('a blank never overwrites', async () => {
    const w = world()
    await importText(w, ANN)
    const text = 'Name,Email,City\nAnn Lee,ann@acme.example,N/A\n'
    const result = await importText(w, text, { name: 'b.csv', on_match: 'overwrite' })
    expect(result.counts.unchanged).toBe(1)
    expect(personOf(w, 'ann@acme.example').city).toBe('Ulm')
  })

  test('an edit by hand outlasts an overwriting list', async () => {
    const w = world()
    await importText(w, ANN)
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { city: 'Kiel' } })
    await importText(w, ANN.replace('Ulm', 'Bonn'), { name: 'b.csv', on_match: 'overwrite' })
    expect(personOf(w, 'ann@acme.example').city).toBe('Kiel')
  })

  test('the more trusted source fills first', async () => {
    const w = world()
    const trusted = ['crm', 'fair']
    await importText(w, ANN, { source: 'fair', trusted })
    await importText(w, ANN.replace('Ulm', 'Bonn'), { source: 'crm', trusted, name: 'b.csv' })
    expect(personOf(w, 'ann@acme.example').city).toBe('Bonn')
  })
})

test('of two rows of one list about one person the more complete one speaks first', async () => {
  const w = world()
  const text =
    'Name,Email,City,State,Notes\nAnn Lee,ann@acme.example,Ulm,,\nAnn Lee,ann@acme.example,Bonn,NW,VIP\n'
  await importText(w, text)
  expect(personOf(w, 'ann@acme.example')).toMatchObject({ city: 'Bonn', state: 'NW', notes: 'VIP' })
})

describe('what cannot be kept', () => {
  test.each([
    ['a name alone', 'Ann Lee,,,,,', /^no_identity: a name alone/],
    ['a company alone', ',,,Acme,acme.example,', /^no_person: only a company/],
    ['nothing to know anybody by', ',,Ulm,,,', /^no_identity: no e-mail/],
  ])('%s', async (_, row, reason) => {
    const w = world()
    const text = `Name,Email,City,Company,Website,Industry\n${row}\nBob Roe,bob@acme.example,,,,\n`
    const { counts, files } = await importText(w, text)
    expect(counts).toMatchObject({ read: 2, created: 1, rejected: 1 })
    expect(files[0]!.rejects).toEqual([
      { line: 2, reason: expect.stringMatching(reason) as string, cells: row.split(',') },
    ])
  })

  test('the original cells are kept, as they were', async () => {
    const w = world()
    const { files } = await importText(w, 'Name,Email,Notes\n"  Lee, ANN ",,"=1+1, ""x"""\n')
    expect(files[0]!.rejects[0]!.cells).toEqual(['  Lee, ANN ', '', '=1+1, "x"'])
  })
})

test('customers are kept with their companies, and everybody there is one', async () => {
  const w = world()
  await importText(w, ANN)
  const text =
    'Company,Domain,Contact,E-mail\nAcme,acme.example,Gus Hale,gus@acme.example\nBirch,birch.example,,\n'
  await importText(w, text, { kind: 'customers', name: 'customers.csv' })
  expect(w.file.people.count()).toBe(2)
  expect(personOf(w, 'ann@acme.example').lifecycle).toBe('customer')
  expect(w.file.companies.byKey('d:birch.example')).toMatchObject({ customer: 1, stakeholders: 0 })
  await undoRun(w.deps, {})
  expect(personOf(w, 'ann@acme.example').lifecycle).toBe('suspect')
  await consistent(w)
})

describe('opt-outs', () => {
  const OUT = 'Name,Email,Unsubscribed\nAnn Lee,ann@acme.example,yes\n'

  test('suppress at once, and outlive the list that brought them', async () => {
    const w = world()
    await importText(w, OUT, { name: 'out.csv' })
    expect(personOf(w, 'ann@acme.example').suppressed).toBe(1)
    await undoRun(w.deps, {})
    expect(w.file.people.count()).toBe(0)
    await importText(w, ANN, { name: 'new.csv' })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ suppressed: 1, unsubscribed: null })
  })

  test('reach those who were in the file before', async () => {
    const w = world()
    await importText(w, ANN)
    await importText(w, 'Name,Email,Unsubscribed\nZoe Ray,ann@acme.example,yes\n', { name: 'out.csv' })
    expect(w.file.leads.rows('SELECT suppressed FROM lead')).toEqual([{ suppressed: 1 }, { suppressed: 1 }])
    await consistent(w)
  })

  test.each([
    ['unsubscribed_segment_export_0a1b2c3d4e.csv', 'Mailchimp exported them as unsubscribed'],
    ['cleaned_segment_export_0a1b2c3d4e.csv', 'bounced'],
  ])('are what the kind of a Mailchimp file says: %s', async (name, why) => {
    const w = world()
    const path = `fixtures/presets/${name}`
    const { counts, files } = await importPaths(w, [path])
    expect(files[0]!.notes.join()).toContain(why)
    expect(w.file.leads.count('suppressed = 1')).toBe(counts.created)
    expect(w.file.suppressions.count()).toBeGreaterThan(0)
  })

  test('a Mailchimp list of subscribers suppresses nobody', async () => {
    const w = world()
    const name = 'subscribed_segment_export_0a1b2c3d4e.csv'
    await importPaths(w, [`fixtures/presets/${name}`])
    expect(w.file.leads.count('suppressed = 1')).toBe(0)
  })

  test('no is no opt-out', async () => {
    const w = world()
    await importText(w, OUT.replace('yes', 'no'))
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ suppressed: 0, unsubscribed: 0 })
  })
})

test('a kill after the last row leaves a run open, which the same command closes', async () => {
  const w = world()
  const first = await importPaths(w, [fixture('conference')])
  w.file.runs.reopen(first.run!, null, null)
  const again = await importPaths(w, [fixture('conference')])
  expect(again.counts).toEqual(first.counts)
  expect(w.file.runs.list(9).map(({ id, status }) => [id, status])).toEqual([[first.run, 'done']])
  expect((await importPaths(w, [fixture('conference')])).run).toBeNull()
})

describe('several lists', () => {
  test('are one run, whose counts are the sum', async () => {
    const w = world()
    const { run, counts, files } = await importPaths(w, [fixture('conference'), fixture('crm-export')])
    expect(w.file.runs.list(9).map(({ id }) => id)).toEqual([run])
    expect(files.map(({ counts: { read } }) => read)).toEqual([200, 58])
    expect(counts.read).toBe(258)
    for (const key of ['created', 'updated', 'unchanged', 'repeats', 'rejected'] as const) {
      expect(counts[key]).toBe(files[0]!.counts[key] + files[1]!.counts[key])
    }
    await undoRun(w.deps, {})
    expect(w.file.people.count()).toBe(0)
  })

  const bad: [string, string | Buffer, RegExp][] = [
    ['empty', '', /^input /],
    ['a header only', 'Name,Email\n', /^input import.no_rows/],
    ['binary', Buffer.from([0, 1, 2, 3, 0, 0, 0, 255, 0, 7, 0, 9]), /^input /],
  ]
  test.each(bad)('one of them %s: the file is left alone', async (_, content, what) => {
    const w = world()
    const path = join(folder(), 'bad.csv')
    writeFileSync(path, content)
    const before = tableCounts(w)
    const { kind, code } = await rejection(importPaths(w, [fixture('conference'), path]))
    expect(`${kind} ${code}`).toMatch(what)
    expect(tableCounts(w)).toEqual(before)
  })

  test('one of them missing, or a folder', async () => {
    const w = world()
    for (const path of [join(folder(), 'none.csv'), folder()]) {
      expect((await rejection(importPaths(w, [fixture('conference'), path]))).kind).toBe('input')
    }
    expect([w.file.people.count(), w.file.runs.list(9)]).toEqual([0, []])
  })

  test('a mapping that none of them has', async () => {
    const w = world()
    const paths = [fixture('conference'), fixture('customers')]
    expect(await rejection(importPaths(w, paths, { map: { Wedsite: 'website' } }))).toMatchObject({
      kind: 'usage',
      code: 'import.unknown_column',
    })
    expect(w.file.people.count()).toBe(0)
  })
})

describe('a dry run', () => {
  test.each(LISTS)('%s: the same counts, rejects and mapping, and no trace', async (name) => {
    const [dry, wet] = [world(), world()]
    const before = tableCounts(dry)
    const plan = await importPaths(dry, [fixture(name)], { dry_run: true })
    const done = await importPaths(wet, [fixture(name)])
    expect(plan).toEqual({ ...done, run: null, dry_run: true })
    expect(tableCounts(dry)).toEqual(before)
  })

  test('of opt-outs suppresses nobody', async () => {
    const w = world()
    await importText(w, 'Email,Unsubscribed\nann@acme.example,yes\n', { dry_run: true })
    expect(w.file.suppressions.count()).toBe(0)
  })
})

test('an import that was stopped says so, keeps what was read, and goes on under its number', async () => {
  const w = world()
  const path = join(folder(), 'list.csv')
  const rows = Array.from({ length: 10_500 }, (_, i) => `Ann Lee,a${i}@acme.example,Ulm`)
  writeFileSync(path, `Name,Email,City\n${rows.join('\n')}\n`)
  const stop = new AbortController()
  const input = { kind: 'people', on_match: 'fill', country: 'US' } as const
  const files = [{ name: path, source: { path } }]
  const error = await rejection(
    importLists({ ...w.deps, signal: stop.signal }, { ...input, files }, ({ kind }) => {
      if (kind === 'progress') stop.abort()
    }),
  )
  expect([error.kind, w.file.runs.list(1)[0]!.status]).toEqual(['interrupted', 'interrupted'])
  const kept = w.file.people.count()
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(10_500)
  const rest = await importPaths(w, [path])
  expect([rest.run, rest.files[0]!.resumed, rest.counts.read, rest.counts.created]).toEqual([
    1,
    kept,
    10_500,
    10_500,
  ])
  expect(w.file.runs.list(9).map(({ status }) => status)).toEqual(['done'])
  expect(w.file.people.count()).toBe(10_500)
})

test('stdin is read like a file, but not recognised by its bytes', async () => {
  const w = world()
  const input = () => ({
    kind: 'people' as const,
    on_match: 'fill' as const,
    country: 'US',
    files: [list(ANN, '-')],
  })
  const [first, second] = [await importLists(w.deps, input()), await importLists(w.deps, input())]
  expect([first.files[0]!.source, first.counts.created]).toEqual(['stdin', 1])
  expect([second.files[0]!.known, second.counts.repeats]).toEqual([false, 1])
})
