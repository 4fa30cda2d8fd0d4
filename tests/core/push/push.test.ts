import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { pushPeople, type PushInput, type PushResult } from '../../../src/core/push/push.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const TEXT = `Name,Email,City,Notes,Unsubscribed
Ann Lee,ann@acme.example,Ulm,=1+1,
Bob Roe,bob@acme.example,Bonn,"two
lines",
Carla Diaz,carla@acme.example,,,
Dora Kim,dora@acme.example,Kiel,,yes
`

const config: Config = {
  ...DEFAULT_CONFIG,
  gates: {
    mvl: [],
    city: [{ name: 'has_city', when: 'city is not null' }],
    intent: [{ name: 'intent', when: 'signals_90d >= 1' }],
  },
}

interface Shop extends World {
  path: string
  push(more?: Partial<PushInput>): Promise<PushResult>
}

const start = async (): Promise<Shop> => {
  const w = world()
  await importText(w, TEXT)
  const path = join(folder(), 'qualified.csv')
  const push = (more: Partial<PushInput> = {}): Promise<PushResult> =>
    Promise.resolve().then(() =>
      pushPeople(w.deps, {
        target: { kind: 'csv', path },
        gate: 'city',
        columns: ['full_name', 'city', 'notes'],
        config,
        ...more,
      }),
    )
  return { ...w, path, push }
}

const actions = ({ people }: PushResult): Record<string, string> =>
  Object.fromEntries(people.map(({ full_name, action }) => [full_name!.split(' ')[0]!, action]))

const names = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .flatMap((line) => /^[0-9a-z]{12,},(\w+)/.exec(line)?.[1] ?? [])

const move = (w: World, email: string, city: string) => editPerson(w.deps, { who: email, changes: { city } })

describe('a snapshot', () => {
  test('holds all who pass, whole and private', async () => {
    const w = await start()
    const result = await w.push()
    const [ann, bob] = ['ann', 'bob'].map((name) => String(personOf(w, `${name}@acme.example`).id))
    expect(readFileSync(w.path, 'utf8').replaceAll('\r\n', '\n')).toBe(
      `id,full_name,city,notes\n${ann!},Ann Lee,Ulm,'=1+1\n${bob!},Bob Roe,Bonn,"two\nlines"\n`,
    )
    expect((statSync(w.path).mode & 0o777).toString(8)).toBe('600')
    expect(readdirSync(dirname(w.path))).toEqual(['qualified.csv'])
    expect(result).toMatchObject({
      run: 2,
      written: w.path,
      kept: null,
      counts: { create: 2, update: 0, unchanged: 0, held_back: 2 },
    })
    expect(
      result.people
        .filter(({ action }) => action === 'held_back')
        .map(({ full_name, reasons }) => [full_name, reasons]),
    ).toEqual([
      ['Carla Diaz', ['has_city']],
      ['Dora Kim', ['suppressed']],
    ])
  })

  test('twice is once, to the byte and the inode', async () => {
    const w = await start()
    await w.push()
    const before = [tableCounts(w), readFileSync(w.path, 'utf8'), statSync(w.path).ino]
    const again = await w.push()
    expect(again).toMatchObject({
      run: null,
      written: null,
      kept: null,
      counts: { create: 0, update: 0, unchanged: 2, held_back: 2 },
    })
    expect([tableCounts(w), readFileSync(w.path, 'utf8'), statSync(w.path).ino]).toEqual(before)
  })

  test('follows what changes: updated, created, removed', async () => {
    const w = await start()
    await w.push()
    await move(w, 'ann@acme.example', 'Rome')
    await move(w, 'bob@acme.example', '')
    await move(w, 'carla@acme.example', 'Oslo')
    const result = await w.push()
    expect(actions(result)).toEqual({ Ann: 'update', Bob: 'held_back', Carla: 'create', Dora: 'held_back' })
    expect(result.people.find(({ action }) => action === 'update')!.changes).toEqual({
      city: ['Ulm', 'Rome'],
    })
    expect(names(w.path)).toEqual(['Ann', 'Carla'])
    const outcomes = w.file.pushes.ofRun(result.run!).map(({ outcome }) => outcome)
    expect(outcomes.sort()).toEqual(['created', 'removed', 'updated'])
    expect((await w.push()).run).toBeNull()
    await move(w, 'bob@acme.example', 'Bonn')
    expect(actions(await w.push())).toMatchObject({ Bob: 'create' })
  })

  test('no longer holds people who were taken back, and the ledger knows', async () => {
    const w = await start()
    const more = await importText(w, 'Name,Email,City\nZoe Ray,zoe@fir.example,Oslo\n', { name: 'b.csv' })
    await w.push()
    const undo = await undoRun(w.deps, { run: more.run! })
    const result = await w.push()
    expect(names(w.path)).toEqual(['Ann', 'Bob'])
    expect(result.run).not.toBeNull()
    expect(w.file.pushes.ofRun(result.run!).map(({ outcome }) => outcome)).toEqual(['removed'])
    expect((await w.push()).run).toBeNull()
    await undoRun(w.deps, { run: undo.run! })
    expect(actions(await w.push())).toMatchObject({ Zoe: 'create', Ann: 'unchanged' })
  })

  test('an edited one is kept aside, each time under a name of its own', async () => {
    const w = await start()
    await w.push()
    for (const n of [1, 2]) {
      writeFileSync(w.path, `my notes ${n}`)
      const result = await w.push()
      const kept = w.path.replace('.csv', `.kept-${n}.csv`)
      expect([result.kept, result.written]).toEqual([kept, w.path])
      expect(readFileSync(kept, 'utf8')).toBe(`my notes ${n}`)
      expect(names(w.path)).toEqual(['Ann', 'Bob'])
    }
  })

  test('a file that somebody else had there is kept aside too', async () => {
    const w = await start()
    writeFileSync(w.path, 'a list of my own')
    expect((await w.push()).kept).toBe(w.path.replace('.csv', '.kept-1.csv'))
  })

  test('killed between the file and the ledger: the next run catches up', async () => {
    const w = await start()
    await w.push()
    const content = readFileSync(w.path, 'utf8')
    const other = await start()
    writeFileSync(other.path, content)
    const result = await other.push()
    expect(result).toMatchObject({ written: null, kept: null, counts: { create: 2 } })
    expect(result.run).not.toBeNull()
    expect(readdirSync(dirname(other.path))).toEqual(['qualified.csv'])
    expect((await other.push()).run).toBeNull()
  })

  test('that was deleted is written again', async () => {
    const w = await start()
    await w.push()
    writeFileSync(w.path, '')
    const { unlinkSync } = await import('node:fs')
    unlinkSync(w.path)
    expect(await w.push()).toMatchObject({ run: null, written: w.path, kept: null })
    expect(names(w.path)).toEqual(['Ann', 'Bob'])
  })

  test('into a folder that is not there: nothing is written down either', async () => {
    const w = await start()
    const before = tableCounts(w)
    const target = { kind: 'csv' as const, path: join(dirname(w.path), 'none', 'q.csv') }
    expect((await rejection(w.push({ target }))).code).toBe('write.failed')
    expect(tableCounts(w)).toEqual(before)
  })
})

describe('--only-new', () => {
  test('gives the difference', async () => {
    const w = await start()
    await w.push({ only_new: true })
    expect(names(w.path)).toEqual(['Ann', 'Bob'])
    await move(w, 'ann@acme.example', 'Rome')
    await move(w, 'carla@acme.example', 'Oslo')
    const result = await w.push({ only_new: true })
    expect(result.counts).toEqual({ create: 1, update: 1, unchanged: 1, held_back: 1 })
    expect(names(w.path)).toEqual(['Ann', 'Carla'])
  })

  test('nothing new: the file stays as it was', async () => {
    const w = await start()
    await w.push({ only_new: true })
    const before = readFileSync(w.path, 'utf8')
    expect(await w.push({ only_new: true })).toMatchObject({ run: null, written: null })
    expect(readFileSync(w.path, 'utf8')).toBe(before)
  })
})

describe('a plan', () => {
  test('as a dry run, does nothing', async () => {
    const w = await start()
    const before = tableCounts(w)
    const result = await w.push({ dry_run: true })
    expect(result).toMatchObject({
      run: null,
      written: null,
      dry_run: true,
      counts: { create: 2, held_back: 2 },
    })
    expect([tableCounts(w), existsSync(w.path)]).toEqual([before, false])
  })

  test('carried out, does what it says', async () => {
    const w = await start()
    const { plan } = await w.push({ dry_run: true })
    const saved = JSON.parse(JSON.stringify(plan)) as typeof plan
    const result = await w.push({ plan: saved })
    expect(result.counts).toEqual(plan.counts)
    expect(names(w.path)).toEqual(['Ann', 'Bob'])
  })

  const stale: [string, (w: Shop) => Promise<unknown>, Partial<PushInput>][] = [
    ['somebody’s value changed', (w) => move(w, 'ann@acme.example', 'Rome'), {}],
    [
      'somebody came',
      (w) => importText(w, 'Name,Email,City\nZoe Ray,zoe@fir.example,Oslo\n', { name: 'b.csv' }),
      {},
    ],
    ['somebody left', (w) => undoRun(w.deps, { run: 1 }), {}],
    ['it is for another gate', () => Promise.resolve(), { gate: 'mvl' }],
    ['it is for another place', () => Promise.resolve(), { target: { kind: 'csv', path: null } }],
    ['it is for the difference', () => Promise.resolve(), { only_new: true }],
    ['it has other columns', () => Promise.resolve(), { columns: ['full_name'] }],
  ]
  test.each(stale)('is refused where %s', async (_, meanwhile, more) => {
    const w = await start()
    const { plan } = await w.push({ dry_run: true })
    await meanwhile(w)
    const before = tableCounts(w)
    expect(await rejection(w.push({ plan, ...more }))).toMatchObject({
      kind: 'input',
      code: 'push.stale_plan',
    })
    expect(tableCounts(w)).toEqual(before)
  })

  test('that was carried out already changes nothing', async () => {
    const w = await start()
    const { plan } = await w.push({ dry_run: true })
    await w.push({ plan })
    const before = tableCounts(w)
    expect(await w.push({ plan })).toMatchObject({ run: null, counts: { create: 0, unchanged: 2 } })
    expect(tableCounts(w)).toEqual(before)
  })

  test('of another prospect file is refused', async () => {
    const [w, other] = [await start(), await start()]
    const { plan } = await other.push({ dry_run: true, target: { kind: 'csv', path: w.path } })
    expect((await rejection(w.push({ plan }))).message).toContain('another prospect file')
    expect(existsSync(w.path)).toBe(false)
  })
})

describe('what it asks', () => {
  test('an empty gate holds back the suppressed alone', async () => {
    const w = await start()
    expect(actions(await w.push({ gate: 'mvl' }))).toEqual({
      Ann: 'create',
      Bob: 'create',
      Carla: 'create',
      Dora: 'held_back',
    })
  })

  test('what is unmeasured is said', async () => {
    const w = await start()
    expect(await w.push({ gate: 'intent' })).toMatchObject({
      unmeasured: ['intent'],
      counts: { create: 3, held_back: 1 },
    })
  })

  test.each([
    [{ gate: 'mlv' }, 'push.unknown_gate'],
    [{ columns: ['full_nam'] }, 'push.unknown_column'],
  ])('%o is refused', async (more, code) => {
    const w = await start()
    expect((await rejection(w.push(more))).code).toBe(code)
    expect(existsSync(w.path)).toBe(false)
  })
})

test('to stdout: the rows, and no file', async () => {
  const w = await start()
  const result = await w.push({ target: { kind: 'csv', path: null } })
  expect(result.content!.split(/\r?\n/)[0]).toBe('id,full_name,city,notes')
  expect([result.target, result.written, existsSync(w.path)]).toEqual(['csv:-', null, false])
})

test('each target has its own ledger', async () => {
  const w = await start()
  await w.push()
  const path = join(dirname(w.path), 'other.csv')
  expect((await w.push({ target: { kind: 'csv', path } })).counts.create).toBe(2)
  expect((await w.push()).run).toBeNull()
})

describe('a route', () => {
  const ROUTES = [
    { route: 'calls', when: "city = 'Ulm'" },
    { route: 'mail', when: 'true' },
  ]
  const routed: Config = { ...config, routes: ROUTES }
  const shop = async (): Promise<Shop> => {
    const w = await start()
    await scorePeople(w.deps, { config: routed })
    return w
  }

  test('is all that is given, and others are not even named', async () => {
    const w = await shop()
    const result = await w.push({ config: routed, route: 'mail' })
    expect(result.route).toBe('mail')
    expect(actions(result)).toEqual({ Bob: 'create', Carla: 'held_back', Dora: 'held_back' })
    expect(names(w.path)).toEqual(['Bob'])
  })

  test('whoever has left it is taken out of the snapshot', async () => {
    const w = await shop()
    await w.push({ config: routed, route: 'calls' })
    expect(names(w.path)).toEqual(['Ann'])
    await move(w, 'ann@acme.example', 'Bonn')
    await scorePeople(w.deps, { config: routed })
    const { people } = await w.push({ config: routed, route: 'calls' })
    expect(people).toMatchObject([{ action: 'held_back', reasons: ['route'], removed: true }])
    expect(names(w.path)).toEqual([])
    expect((await w.push({ config: routed, route: 'calls' })).people).toEqual([])
  })

  test('that is unknown is refused', async () => {
    const w = await shop()
    await expect(w.push({ config: routed, route: 'call' })).rejects.toMatchObject({
      ...{ kind: 'usage', code: 'push.unknown_route', hint: 'did you mean calls?' },
    })
    await expect(w.push({ config: routed, route: 'somewhere' })).rejects.toMatchObject({
      ...{ kind: 'usage', code: 'push.unknown_route', hint: 'routes in the config: calls, mail' },
    })
  })

  test('a plan is for the route for which it was made', async () => {
    const w = await shop()
    const { plan } = await w.push({ config: routed, route: 'calls', dry_run: true })
    expect(await rejection(w.push({ config: routed, route: 'mail', plan }))).toMatchObject({
      code: 'push.stale_plan',
    })
    expect((await w.push({ config: routed, route: 'calls', plan })).counts.create).toBe(1)
  })
})
