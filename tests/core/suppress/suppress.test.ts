import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { exportPeople } from '../../../src/core/look/export.ts'
import { listSuppressions, suppressAddresses } from '../../../src/core/suppress/suppress.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const LIST = `Name,Email,Phone,Company,Website
Ann Lee,ann@acme.example,+1 415 555 0132,Acme,acme.example
Bo Ek,bo@acme.example,,Acme,acme.example
Cy Orr,cy@birch.example,+1 415 555 0177,Birch,birch.example
`

const isSuppressed = ({ file }: World, email: string): unknown => {
  const [id] = file.people.idsByAddress(email)
  return id === undefined ? undefined : file.people.get(id)?.suppressed
}

const all = (w: World): unknown[] =>
  ['ann@acme.example', 'bo@acme.example', 'cy@birch.example'].map((email) => isSuppressed(w, email))

const started = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST)
  return w
}

const suppress = ({ deps }: World, what: string, more: { lift?: boolean; dry_run?: boolean } = {}) =>
  suppressAddresses(deps, { what: [what], reason: 'asked', country: 'US', ...more })

describe('suppressAddresses', () => {
  test.each([
    ['an address, however it is written', 'Ann <ANN@acme.example>', [1, 0, 0]],
    ['a domain', '@acme.example', [1, 1, 0]],
    ['a domain as a site', 'https://www.acme.example/about', [1, 1, 0]],
    ['a number', '(415) 555-0177', [0, 0, 1]],
    ['an address of nobody here', 'eve@cedar.example', [0, 0, 0]],
  ])('holds for everybody who has %s', async (_name, what, expected) => {
    const w = await started()
    const result = await suppress(w, what)
    expect(result.counts).toEqual({ suppressed: 1, lifted: 0, unchanged: 0 })
    expect(result.people).toEqual({ suppressed: expected.filter((one) => one === 1).length, free: 0 })
    expect(all(w)).toEqual(expected)
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(rebuilt).toEqual(present)
  })

  test('holds for those who come later, and through undo', async () => {
    const w = world()
    const { run } = await suppress(w, 'ann@acme.example')
    await importText(w, LIST)
    expect(all(w)).toEqual([1, 0, 0])
    expect((await undoRun(w.deps, { run: run! })).opt_outs).toBe(1)
    expect(all(w)).toEqual([1, 0, 0])
    const { counts } = exportPeople(w.deps, { format: 'csv' })
    expect(counts).toMatchObject({ written: 2, left_out: 1 })
  })

  test('keeps no address in plain text', async () => {
    const w = world()
    await suppress(w, 'ann@acme.example')
    const run = w.file.runs.get(1)!
    expect(JSON.parse(run.input)).toEqual({ addresses: 1, reason: 'asked' })
    expect(listSuppressions(w.deps)).toMatchObject({
      counts: { addresses: 1 },
      groups: [{ kind: 'email', reason: 'asked', addresses: 1 }],
    })
  })

  test('twice changes nothing, and neither does a dry run', async () => {
    const w = await started()
    expect((await suppress(w, 'ann@acme.example', { dry_run: true })).run).toBeNull()
    expect(all(w)).toEqual([0, 0, 0])
    await suppress(w, 'ann@acme.example')
    const again = await suppress(w, 'ann@acme.example')
    expect(again).toMatchObject({ run: null, counts: { suppressed: 0, unchanged: 1 } })
  })

  test('is lifted on purpose, as far as it goes', async () => {
    const w = await started()
    await suppress(w, 'ann@acme.example')
    await suppress(w, 'acme.example')
    const first = await suppress(w, 'acme.example', { lift: true })
    expect(first).toMatchObject({ counts: { lifted: 1 }, people: { suppressed: 1, free: 1 } })
    expect(all(w)).toEqual([1, 0, 0])
    await suppress(w, 'ann@acme.example', { lift: true })
    expect(all(w)).toEqual([0, 0, 0])
    expect((await suppress(w, 'ann@acme.example', { lift: true })).counts.unchanged).toBe(1)
  })

  test.each([
    ['gmail.com', 'suppress.too_broad'],
    ['ann', 'suppress.unreadable'],
    ['555', 'suppress.unreadable'],
    ['ann@acme.example bo@acme.example', 'suppress.unreadable'],
  ])('refuses %s', async (what, code) => {
    const w = await started()
    expect(await rejection(suppress(w, what))).toMatchObject({ code })
    expect(w.file.suppressions.count()).toBe(0)
  })
})
