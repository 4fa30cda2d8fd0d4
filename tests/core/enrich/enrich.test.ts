import { describe, expect, test } from 'vitest'
import { uncovered } from '../../../src/core/enrich/derive-fields.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, tableCounts, world } from '../../support/world.ts'

describe('what follows from what is known', () => {
  const cases: { name: string; header: string; row: string; is: Record<string, unknown> }[] = [
    {
      name: 'rank and department from the title',
      header: 'Job Title',
      row: 'VP of Sales',
      is: { seniority: 'vp', department: 'sales', guessed: null },
    },
    {
      name: 'what the list says stays',
      header: 'Job Title,Seniority',
      row: 'VP of Sales,director',
      is: { seniority: 'director', department: 'sales' },
    },
    {
      name: 'the company’s domain from a work address',
      header: 'Company',
      row: 'Acme',
      is: { domain: 'acme.example', company: 'Acme' },
    },
    {
      name: 'the domain that the list gives stays',
      header: 'Company,Website',
      row: 'Acme,birch.example',
      is: { domain: 'birch.example' },
    },
    {
      name: 'the parts of the name',
      header: 'City',
      row: 'Ulm',
      is: { first_name: 'Ann', last_name: 'Lee', full_name: 'Ann Lee' },
    },
    {
      name: 'the country from the phone, as a guess',
      header: 'Phone',
      row: '+44 20 7946 0222',
      is: { country: 'GB', guessed: 'country' },
    },
    {
      name: 'no country that the list gives',
      header: 'Phone,Country',
      row: '+44 20 7946 0222,Germany',
      is: { country: 'DE', guessed: null },
    },
    {
      name: 'nothing from nothing',
      header: 'City',
      row: 'Ulm',
      is: { country: null, seniority: null, department: null, guessed: null },
    },
  ]
  test.each(cases)('$name', async ({ header, row, is }) => {
    const w = world()
    await importText(w, `Name,Email,${header}\nAnn Lee,ann@acme.example,${row}\n`)
    await enrichPeople(w.deps)
    expect(personOf(w, 'ann@acme.example')).toMatchObject(is)
  })

  test.each([
    ['the ending of the address', 'ann@acme.de', { country: 'DE', guessed: 'country' }],
    ['no company at a free mail provider', 'ann@gmail.com', { domain: null, company: null }],
  ])('%s', async (_, email, is) => {
    const w = world()
    await importText(w, `Name,Email\nAnn Lee,${email}\n`)
    await enrichPeople(w.deps)
    expect(personOf(w, email)).toMatchObject(is)
  })

  test('a couple stays one line: nobody is called "Bob and Ann"', async () => {
    const w = world()
    await importText(w, 'Name,Email\nBob and Ann Lee,lee@acme.example\n')
    await enrichPeople(w.deps)
    expect(personOf(w, 'lee@acme.example').first_name).toBeNull()
  })

  test('people without a company of their own meet there', async () => {
    const w = world()
    await importText(w, 'Name,Email,Job Title\nAnn Lee,ann@acme.example,CFO\nBob Roe,bob@acme.example,CTO\n')
    expect(personOf(w, 'ann@acme.example').stakeholders).toBe(0)
    const { counts, filled } = await enrichPeople(w.deps)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ domain: 'acme.example', stakeholders: 2 })
    expect(counts).toMatchObject({ records: 2, people: 2 })
    expect(filled).toMatchObject({ first_name: 2, last_name: 2 })
  })
})

describe('twice is once', () => {
  const FIRST = 'Name,Email,Job Title\nAnn Lee,ann@acme.example,CEO\nBob Roe,bob@acme.example,CTO\n'

  test('the second run changes nothing', async () => {
    const w = world()
    await importText(w, FIRST)
    expect((await enrichPeople(w.deps)).run).toBe(2)
    const before = [w.file.derived.state(), tableCounts(w)]
    expect(await enrichPeople(w.deps)).toMatchObject({
      run: null,
      counts: { records: 0, people: 0, companies: 0, fields: 0 },
    })
    expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  })

  test('an empty file, too', async () => {
    expect((await enrichPeople(world().deps)).run).toBeNull()
  })

  test('after another import only the new ones', async () => {
    const w = world()
    await importText(w, FIRST)
    await enrichPeople(w.deps)
    await importText(w, 'Name,Email,Job Title\nZoe Ray,zoe@fir.example,CFO\n', { name: 'b.csv' })
    expect(personOf(w, 'zoe@fir.example').seniority).toBeNull()
    expect((await enrichPeople(w.deps)).counts).toMatchObject({ records: 1, people: 1 })
    expect(personOf(w, 'zoe@fir.example').seniority).toBe('c_level')
  })

  test('of two enrichments one is taken back', async () => {
    const w = world()
    await importText(w, FIRST)
    const first = await enrichPeople(w.deps)
    await importText(w, 'Name,Email,Job Title\nZoe Ray,zoe@fir.example,CFO\n', { name: 'b.csv' })
    await enrichPeople(w.deps)
    await undoRun(w.deps, { run: first.run! })
    expect([personOf(w, 'ann@acme.example').seniority, personOf(w, 'zoe@fir.example').seniority]).toEqual([
      null,
      'c_level',
    ])
    // And can be had again.
    expect((await enrichPeople(w.deps)).counts.records).toBe(2)
    expect(personOf(w, 'ann@acme.example').seniority).toBe('c_level')
  })

  test('follows the values it stands on', async () => {
    const w = world()
    await importText(w, FIRST)
    await enrichPeople(w.deps)
    await importText(w, 'Email,Job Title\nann@acme.example,Sales Manager\n', {
      name: 'b.csv',
      on_match: 'overwrite',
    })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ title: 'Sales Manager', seniority: 'manager' })
  })
})

test('a dry run counts and leaves no trace', async () => {
  const w = world()
  await importText(w, 'Name,Email,Job Title\nAnn Lee,ann@acme.example,CEO\n')
  const before = [w.file.derived.state(), tableCounts(w)]
  const plan = await enrichPeople(w.deps, { dry_run: true })
  expect([plan.run, plan.dry_run]).toEqual([null, true])
  expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  expect((await enrichPeople(w.deps)).counts).toEqual(plan.counts)
})

test('Ctrl-C between two batches leaves a run that says so', async () => {
  const w = world()
  const rows = Array.from({ length: 5200 }, (_, i) => `Ann Lee,a${i}@gmail.com`)
  await importText(w, `Name,Email\n${rows.join('\n')}\n`)
  const stop = new AbortController()
  const stopped = enrichPeople({ ...w.deps, signal: stop.signal }, {}, ({ kind }) => {
    // As a signal arrives: while the operation waits.
    if (kind === 'progress') setImmediate(() => stop.abort())
  })
  expect((await rejection(stopped)).kind).toBe('interrupted')
  expect(w.file.runs.list(1)[0]).toMatchObject({ command: 'enrich', status: 'interrupted' })
  expect((await enrichPeople(w.deps)).counts.records).toBe(200)
})

describe('uncovered', () => {
  const range = (after: number, upto: number) => ({ after, upto })
  test.each([
    ['nothing covered', [], [range(0, 9)]],
    ['all covered', [range(0, 9)], []],
    ['a hole', [range(0, 3), range(5, 9)], [range(3, 5)]],
    ['the end', [range(0, 3)], [range(3, 9)]],
    ['overlapping, unordered', [range(4, 9), range(0, 6)], []],
    ['one inside another', [range(0, 8), range(2, 3)], [range(8, 9)]],
    ['beyond the last record', [range(0, 3), range(20, 30)], [range(3, 9)]],
  ])('%s', (_, ranges, open) => {
    expect(uncovered(ranges, 9)).toEqual(open)
  })
})
