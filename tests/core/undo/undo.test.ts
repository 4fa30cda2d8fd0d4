import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { addPerson } from '../../../src/core/edit/add.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { pushPeople } from '../../../src/core/push/push.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { conferenceRun } from '../../support/pipeline.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const TEXT = `Name,Email,Phone,City,Job Title,Company,Website,Industry
Ann Lee,ann@acme.example,+1 415 555 0132,Ulm,CEO,Acme,acme.example,Software
Ann Lee,a.lee@acme.example,+1 415 555 0132,Bonn,CTO,Acme,acme.example,
Bob Roe,bob@birch.example,,,VP Sales,Birch,birch.example,Logistics
Carla Diaz,carla@gmial.com,,,Engineer,Acme Inc,,
Dora Kim,dora@cedar.example,,,COO,,,
`
const OVERWRITING = `Name,Email,City,Job Title,Company,Website,Industry
Ann Lee,ann@acme.example,Kiel,COO,Elm,elm.example,Consulting
Bob Roe,bob@birch.example,Rome,CIO,Birch,birch.example,Farming
Zoe Ray,zoe@fir.example,,,Fir,fir.example,
`

const config = { ...DEFAULT_CONFIG, validate: { ...DEFAULT_CONFIG.validate, extra_tlds: ['example'] } }

const prepared = async (w: World, ...steps: ((w: World) => Promise<unknown>)[]): Promise<World> => {
  await importText(w, TEXT)
  for (const step of steps) await step(w)
  return w
}

const enrich = ({ deps }: World) => enrichPeople(deps)
const dedupe = ({ deps }: World) => dedupePeople(deps)
const validate = ({ deps }: World) => validateAddresses(deps, { extra_tlds: ['example'] })
const score = ({ deps }: World) => scorePeople(deps, { config })
const edit = ({ deps }: World) =>
  editPerson(deps, {
    who: 'bob@birch.example',
    changes: { title: 'CEO', email: 'rob@birch.example', industry: 'Mills', city: '' },
  })

const operations: {
  name: string
  before?: ((w: World) => Promise<unknown>)[]
  act: (w: World) => Promise<{ run: number | null }>
}[] = [
  { name: 'import, fill', act: (w) => importText(w, OVERWRITING, { name: 'b.csv' }) },
  {
    name: 'import, overwrite',
    act: (w) => importText(w, OVERWRITING, { name: 'b.csv', on_match: 'overwrite' }),
  },
  {
    name: 'import, overwrite, of people who are enriched, checked and scored',
    before: [enrich, validate, dedupe, score],
    act: (w) => importText(w, OVERWRITING, { name: 'b.csv', on_match: 'overwrite' }),
  },
  { name: 'enrich', act: enrich },
  { name: 'dedupe', act: dedupe },
  { name: 'dedupe, of people who are scored', before: [score], act: dedupe },
  { name: 'validate', act: validate },
  { name: 'validate, of people who are enriched and merged', before: [enrich, dedupe], act: validate },
  { name: 'score', act: score },
  { name: 'score anew', before: [score, enrich, validate], act: score },
  { name: 'edit', act: edit },
  {
    name: 'edit of a merged person',
    before: [dedupe],
    act: ({ deps }) =>
      editPerson(deps, { who: 'ann@acme.example', changes: { first_name: 'Anna', company: 'Fir' } }),
  },
  {
    name: 'add',
    act: ({ deps }) =>
      addPerson(deps, {
        fields: {
          full_name: 'Gus Hale',
          email: 'gus@acme.example',
          company: 'Acme',
          industry: 'Mills',
          domain: 'acme.example',
        },
      }),
  },
  {
    name: 'add of somebody known',
    act: ({ deps }) =>
      addPerson(deps, { fields: { email: 'dora@cedar.example', city: 'Oslo', company: 'Cedar' } }),
  },
]

describe('taking a run back gives the state before it, table by table', () => {
  test.each(operations)('$name', async ({ before = [], act }) => {
    const w = await prepared(world(), ...before)
    const state = w.file.derived.state()
    const { run } = await act(w)
    const after = w.file.derived.state()
    expect(run).not.toBeNull()
    expect(after).not.toEqual(state)
    const undo = await undoRun(w.deps, { run: run! })
    expect(undo).toMatchObject({ redo: false, undone: { id: run } })
    expect(w.file.derived.state()).toEqual(state)
    const redo = await undoRun(w.deps, { run: undo.run! })
    expect(redo.redo).toBe(true)
    expect(w.file.derived.state()).toEqual(after)
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('a whole prm run, of a file that held something before', async () => {
    const w = await prepared(world())
    const state = w.file.derived.state()
    const out = join(folder(), 'qualified.csv')
    const { run } = await conferenceRun(w, out)
    expect(w.file.people.count()).toBeGreaterThan(150)
    const { pushed } = await undoRun(w.deps, {})
    expect(w.file.derived.state()).toEqual(state)
    expect(pushed).toEqual([
      { target: `csv:${out}`, people: readFileSync(out, 'utf8').trim().split('\n').length - 1 },
    ])
    expect(w.file.runs.children(run!).every((step) => step.undone_by !== null)).toBe(true)
  })
})

describe('overwritten values come back', () => {
  test('those of person, company and addresses', async () => {
    const w = await prepared(world())
    await importText(w, OVERWRITING, { name: 'b.csv', on_match: 'overwrite' })
    expect(personOf(w, 'bob@birch.example')).toMatchObject({
      city: 'Rome',
      title: 'CIO',
      industry: 'Farming',
    })
    const { counts } = await undoRun(w.deps, {})
    expect(personOf(w, 'bob@birch.example')).toMatchObject({
      city: null,
      title: 'VP Sales',
      industry: 'Logistics',
    })
    expect(counts).toMatchObject({ records: 3, people_removed: 1, people_updated: 2 })
  })

  test('what changed and why is on record', async () => {
    const w = await prepared(world())
    const { run } = await importText(w, OVERWRITING, { name: 'b.csv', on_match: 'overwrite' })
    const undo = await undoRun(w.deps, {})
    const bob = String(personOf(w, 'bob@birch.example').id)
    const of = (id: number) =>
      w.file.changes
        .ofRun(id)
        .filter(({ entity_id, field }) => entity_id === bob && field === 'title')
        .map(({ old, new: now, why }) => [old, now, why])
    expect(of(run!)).toEqual([['VP Sales', 'CIO', 'list']])
    expect(of(undo.run!)).toEqual([['CIO', 'VP Sales', 'undo']])
  })

  test('an edit of somebody who was taken back sleeps, and wakes', async () => {
    const w = await prepared(world())
    await edit(w)
    const state = w.file.derived.state()
    const undo = await undoRun(w.deps, { run: 1 })
    // What was said of the company by hand stays: it is about nobody who is gone.
    expect([w.file.people.count(), w.file.companies.count()]).toEqual([0, 1])
    await undoRun(w.deps, { run: undo.run! })
    expect(w.file.derived.state()).toEqual(state)
  })

  test('runs can be taken back in any order', async () => {
    const w = world()
    const a = await importText(w, TEXT)
    const b = await importText(w, OVERWRITING, { name: 'b.csv', on_match: 'overwrite' })
    await dedupe(w)
    await undoRun(w.deps, { run: a.run! })
    expect(personOf(w, 'ann@acme.example').title).toBe('COO')
    await undoRun(w.deps, { run: b.run! })
    expect(w.file.people.count()).toBe(0)
  })
})

describe('what is refused', () => {
  test.each([
    ['nothing to undo', () => Promise.resolve(), undefined, 'undo.nothing'],
    ['a run that is not there', prepared, 99, 'undo.unknown_run'],
    [
      'a run that was taken back',
      async (w: World) => {
        await prepared(w)
        await undoRun(w.deps, {})
      },
      1,
      'undo.already_undone',
    ],
    [
      'an undo that was undone',
      async (w: World) => {
        await prepared(w)
        await undoRun(w.deps, {})
        await undoRun(w.deps, { run: 2 })
      },
      2,
      'undo.already_undone',
    ],
    [
      'a redo',
      async (w: World) => {
        await prepared(w)
        await undoRun(w.deps, {})
        await undoRun(w.deps, { run: 2 })
      },
      3,
      'undo.redo',
    ],
  ] as const)('%s', async (_, prepare, run, code) => {
    const w = world()
    await prepare(w)
    const before = [w.file.derived.state(), tableCounts(w)]
    expect(await rejection(undoRun(w.deps, { run }))).toMatchObject({ kind: 'usage', code })
    expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  })
})

test('undo, redo, undo: as often as one likes', async () => {
  const w = await prepared(world())
  const counts: number[] = []
  for (let i = 0; i < 3; i++) {
    const undo = await undoRun(w.deps, { run: 1 })
    counts.push(w.file.people.count())
    await undoRun(w.deps, { run: undo.run! })
    counts.push(w.file.people.count())
  }
  expect(counts).toEqual([0, 5, 0, 5, 0, 5])
})

test('bare undo takes the latest run that stands, and no undo', async () => {
  const w = await prepared(world(), enrich, dedupe)
  const commands: string[] = []
  for (let i = 0; i < 3; i++) commands.push((await undoRun(w.deps, {})).undone.command)
  expect(commands).toEqual(['dedupe', 'enrich', 'import'])
  expect((await rejection(undoRun(w.deps, {}))).code).toBe('undo.nothing')
})

test('a dry run says what would happen, and does not', async () => {
  const w = await prepared(world())
  const before = [w.file.derived.state(), tableCounts(w)]
  const plan = await undoRun(w.deps, { dry_run: true })
  expect(plan).toMatchObject({ run: null, dry_run: true, counts: { people_removed: 5, records: 5 } })
  expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  expect((await undoRun(w.deps, {})).counts).toEqual(plan.counts)
})

test('what was given away is reported, and given again afterwards', async () => {
  const w = await prepared(world(), enrich, validate, score)
  const target = { kind: 'csv' as const, path: join(folder(), 'out.csv') }
  const gates = { ...config.gates, all: [{ name: 'anybody', when: 'true' }] }
  const push = () =>
    pushPeople(w.deps, { target, gate: 'all', columns: ['full_name'], config: { ...config, gates } })
  expect((await push()).counts.create).toBe(5)
  expect((await undoRun(w.deps, {})).pushed).toEqual([{ target: `csv:${target.path}`, people: 5 }])
  expect((await push()).counts).toMatchObject({ create: 5, unchanged: 0 })
})
