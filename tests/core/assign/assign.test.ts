import { describe, expect, test } from 'vitest'
import { assignOwners, weekOf, type AssignResult } from '../../../src/core/assign/assign.ts'
import { loadConfig, type Config } from '../../../src/core/config/index.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { forgetPerson } from '../../../src/core/forget/forget.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Company,Website,Country,Product interest,Owner'
const ANN = 'Ann Lee,ann@acme.example,Acme,acme.example,US,,'
const ALF = 'Alf Moor,alf@acme.example,Acme,acme.example,US,,'
const BOB = 'Bob Roe,bob@birch.example,Birch,birch.example,DE,Billing,'
const CAT = 'Cat Fox,cat@cedar.example,Cedar,cedar.example,FR,,'
const DEE = 'Dee Elm,dee@gmail.com,,,US,,'

const TEAM = `
  - {name: ursa, territory: "country = 'US'"}
  - {name: bill, products: [billing]}
  - {name: eve, territory: "country in ('DE', 'FR')", products: [billing]}`

const config = (team = TEAM, when = 'true'): Promise<Config> =>
  loadConfig(`assign: {when: ${when}}\nteam:${team}`, { path: null })

const people = async (...rows: string[]): Promise<World> => {
  const w = world()
  await importText(w, [HEADER, ...rows].join('\n'))
  return w
}

const assign = async (w: World, team?: string, when?: string): Promise<AssignResult> =>
  assignOwners(w.deps, { config: await config(team, when) })

const ownerOf = (w: World, email: string): unknown => w.file.leads.get(String(personOf(w, email).id))!.owner

describe('who gets whom', () => {
  test('by territory and product, the more specific first', async () => {
    const w = await people(ANN, ALF, BOB, CAT, DEE)
    const result = await assign(w)
    expect(result.counts).toEqual({
      ...{ people: 5, owned: 0, assigned: 4, waiting: 0, unmatched: 1, accounts: 3 },
    })
    const told = result.assignments.map(({ company, people: n, owner, rule, because }) => [
      ...[company, n, owner, rule, because],
    ])
    expect(told).toHaveLength(3)
    expect(told).toEqual(
      expect.arrayContaining([
        ['Acme', 2, 'ursa', 'territory', "territory: country = 'US'"],
        [
          ...['Birch', 1, 'eve', 'territory and product'],
          "territory: country in ('DE', 'FR'); product: billing",
        ],
        [null, 1, 'ursa', 'territory', "territory: country = 'US'"],
      ]),
    )
    expect(['ann@acme.example', 'alf@acme.example', 'dee@gmail.com'].map((who) => ownerOf(w, who))).toEqual([
      ...['ursa', 'ursa', 'ursa'],
    ])
    expect(ownerOf(w, 'cat@cedar.example')).toBeNull()
  })

  test('twice is once', async () => {
    const w = await people(ANN, BOB)
    await assign(w)
    expect(await assign(w)).toMatchObject({ run: null, counts: { owned: 2, assigned: 0, accounts: 0 } })
  })

  test('a dry run says the same and changes nothing', async () => {
    const w = await people(ANN)
    const plan = await assignOwners(w.deps, { config: await config(), dry_run: true })
    expect(plan).toMatchObject({ run: null, dry_run: true, counts: { assigned: 1 } })
    expect(ownerOf(w, 'ann@acme.example')).toBeNull()
  })

  test('only whom the condition means, never who must not be written to', async () => {
    const w = await people(ANN, BOB)
    await importText(w, 'Email\nann@acme.example', { kind: 'suppressions' })
    expect((await assign(w)).counts).toMatchObject({ people: 1, assigned: 1 })
    expect((await assign(w, TEAM, '"country = \'US\'"')).counts.people).toBe(0)
  })

  test('who is away or has enough is passed over, and it says so', async () => {
    const w = await people(ANN, BOB, CAT)
    const result = await assign(
      w,
      `
  - {name: ana, away: [{from: 2026-11-20, until: 2026-11-21}]}
  - {name: bo, capacity: 2}`,
    )
    expect(result.counts).toMatchObject({ people: 3, assigned: 2, waiting: 1 })
    expect(result.assignments[0]).toMatchObject({
      owner: 'bo',
      because: 'no territory, no products: takes what comes; ana is away',
    })
    expect(result.team).toEqual([
      { name: 'ana', accounts: 0, week: 0, capacity: null, away: true },
      { name: 'bo', accounts: 2, week: 2, capacity: 2, away: false },
    ])
    // The next week is another one.
    w.deps.asOf = new Date('2026-11-23T00:00:00Z')
    expect((await assign(w, '\n  - {name: bo, capacity: 2}')).counts).toMatchObject({ assigned: 1 })
  })

  test('no team, no owners', async () => {
    const w = await people(ANN)
    expect(
      await rejection(assignOwners(w.deps, { config: { team: [], assign: { when: 'true' } } })),
    ).toMatchObject({ kind: 'config', code: 'assign.no_team' })
  })
})

describe('one company, one owner', () => {
  const BOTH = '\n  - {name: ana}\n  - {name: bo}'

  test('people who come later have that of their company', async () => {
    const w = await people(ANN)
    const [first] = (await assign(w, BOTH)).assignments
    await importText(w, [HEADER, ALF].join('\n'))
    expect(ownerOf(w, 'alf@acme.example')).toBe(first!.owner)
  })

  test('whoever a list names looks after the colleagues too', async () => {
    for (const owner of ['ana', 'BO']) {
      const w = await people(`${ANN}${owner}`, ALF)
      const [first] = (await assign(w, BOTH)).assignments
      expect(first).toMatchObject({ owner: owner.toLowerCase(), rule: 'company', people: 1 })
    }
  })

  test('a list and a hand go before it, the hand before the list', async () => {
    const w = await people(ANN, ALF)
    await assign(w, '\n  - {name: ana}')
    await importText(w, 'Email,Owner\nann@acme.example,lou')
    expect(ownerOf(w, 'ann@acme.example')).toBe('lou')
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { owner: 'hal' } })
    expect(ownerOf(w, 'ann@acme.example')).toBe('hal')
    expect(ownerOf(w, 'alf@acme.example')).toBe('ana')
    expect((await assign(w, '\n  - {name: ana}')).counts).toMatchObject({ owned: 2, assigned: 0 })
  })

  test('who leaves the team leaves theirs to the others', async () => {
    const w = await people(ANN)
    await assign(w, '\n  - {name: ana}')
    expect((await assign(w, '\n  - {name: bo}')).counts).toMatchObject({ assigned: 1 })
    expect(ownerOf(w, 'ann@acme.example')).toBe('bo')
  })

  test('it is kept when the domain of a company becomes known', async () => {
    const w = await people('Ann Lee,ann@gmail.com,Acme Ltd,,US,,')
    await assign(w, '\n  - {name: ana}')
    await importText(w, 'Name,Email,Company,Website\nZoe Ash,zoe@acme.example,Acme Ltd,acme.example')
    expect(ownerOf(w, 'zoe@acme.example')).toBe('ana')
  })
})

describe('as decisions', () => {
  test('they are taken back and done again', async () => {
    const w = await people(ANN, DEE)
    const { run } = await assign(w)
    const undo = await undoRun(w.deps, { run: run! })
    expect(ownerOf(w, 'ann@acme.example')).toBeNull()
    expect(ownerOf(w, 'dee@gmail.com')).toBeNull()
    await undoRun(w.deps, { run: undo.run! })
    expect(ownerOf(w, 'ann@acme.example')).toBe('ursa')
    expect(ownerOf(w, 'dee@gmail.com')).toBe('ursa')
  })

  test('one that was undone does not count for the week', async () => {
    const w = await people(ANN)
    const { run } = await assign(w, '\n  - {name: ana, capacity: 1}')
    await undoRun(w.deps, { run: run! })
    expect((await assign(w, '\n  - {name: ana, capacity: 1}')).counts).toMatchObject({ assigned: 1 })
  })

  test('they sleep while their list is taken back', async () => {
    const w = await people(ANN)
    await importText(w, [HEADER, ALF].join('\n'))
    await assign(w, '\n  - {name: ana}')
    const undo = await undoRun(w.deps, { run: 1 })
    await undoRun(w.deps, { run: undo.run! })
    expect(ownerOf(w, 'alf@acme.example')).toBe('ana')
  })

  test('a rebuild finds the same', async () => {
    const w = await people(ANN, ALF, BOB, DEE)
    await assign(w)
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(rebuilt.assignment).toHaveLength(3)
    expect(rebuilt.assignment).toEqual(present.assignment)
  })

  test('who is forgotten leaves no assignment behind', async () => {
    const w = await people(DEE)
    await assign(w)
    await forgetPerson(w.deps, { who: 'dee@gmail.com' })
    expect(w.file.assignments.all().size).toBe(0)
  })

  test('rules of the score that read the owner are asked again', async () => {
    const w = await people(ANN)
    const { scorePeople } = await import('../../../src/core/score/score.ts')
    const scoring = await loadConfig(
      'model: {dimensions: {person: {cap: 10, rules: [{when: "owner = \'ana\'", points: 10, because: ours}]}}}',
      { path: null },
    )
    await scorePeople(w.deps, { config: scoring })
    const before = Number(personLead(w).score)
    await assign(w, '\n  - {name: ana}')
    expect((await scorePeople(w.deps, { config: scoring })).counts.changed).toBe(1)
    expect(Number(personLead(w).score)).toBe(before + 10)
  })
})

const personLead = (w: World) => w.file.leads.get(String(personOf(w, 'ann@acme.example').id))!

test.each([
  ['2026-11-21', ['2026-11-16', '2026-11-22']],
  ['2026-11-16', ['2026-11-16', '2026-11-22']],
  ['2026-11-22', ['2026-11-16', '2026-11-22']],
  ['2027-01-01', ['2026-12-28', '2027-01-03']],
])('the week of %s', (day, week) => {
  expect(weekOf(day)).toEqual(week)
})
