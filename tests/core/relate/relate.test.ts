import { describe, expect, test } from 'vitest'
import { colleaguesOf, relationshipsOf } from '../../../src/core/derive/relationships.ts'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import { relate, type RelateInput } from '../../../src/core/relate/relate.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { PrmError } from '../../../src/model/errors.ts'
import { recordOfId } from '../../../src/model/id.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const LIST = `First Name,Last Name,Email,Company,Website,Remark
Ann,Lee,ann@acme.example,Acme,acme.example,x
Bob,Ray,bob@birch.example,Birch,birch.example,x
Cy,Dow,cy@birch.example,Birch,birch.example,x
Dee,Fox,dee@fox.example,Fox Club,,x`

const filled = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST)
  return w
}

const say = (w: World, who: string, as: string, other: string, more: Partial<RelateInput> = {}) =>
  relate(w.deps, { who, other, as, ...more })

/** `introduced Ann Lee` … as seen from one person. */
const seen = (w: World, email: string): string[] =>
  relationshipsOf(w.file, String(personOf(w, email).id)).map(({ says, other }) => `${says} ${other.name}`)

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof PrmError ? error.code : String(error)
}

const merge = ({ deps, file }: World, a: string, b: string): number =>
  file.write(() => {
    const run = startRun(deps, 'merge', {})
    const [record_id, other_id] = [recordOfId(a), recordOfId(b)]
    const at = { value: null, because: null, decided_by: 'test', decided_at: '2026-11-21' }
    file.decisions.add({ run_id: run, kind: 'must_link', record_id, other_id, ...at })
    const derivation = new Derivation(file, { run_id: run, why: 'merge' })
    derivation.refold([record_id!, other_id!])
    derivation.flush()
    finishRun(deps, run, 'done', {})
    return run
  })

describe('a relationship', () => {
  test.each([
    ['introduced_by', 'introduced_by Bob Ray', 'introduced Ann Lee'],
    ['reports_to', 'reports_to Bob Ray', 'manages Ann Lee'],
    ['manages', 'manages Bob Ray', 'reports_to Ann Lee'],
    ['Knows', 'knows Bob Ray', 'knows Ann Lee'],
    ['mentor of', 'mentor_of Bob Ray', 'named as mentor_of Ann Lee'],
    ['constructor', 'constructor Bob Ray', 'named as constructor Ann Lee'],
  ])('%s reads well from both sides', async (as, one, other) => {
    const w = await filled()
    await say(w, 'ann@acme.example', as, 'bob@birch.example')
    expect([seen(w, 'ann@acme.example'), seen(w, 'bob@birch.example')]).toEqual([[one], [other]])
  })

  test('said twice stands once, and the second time is no run', async () => {
    const w = await filled()
    const first = await say(w, 'ann@acme.example', 'knows', 'bob@birch.example')
    const again = await say(w, 'bob@birch.example', 'knows', 'Ann Lee')
    expect([first.counts.added, again.run, again.counts.unchanged]).toEqual([1, null, 1])
    expect(seen(w, 'ann@acme.example')).toEqual(['knows Bob Ray'])
    const inverse = await say(w, 'Bob Ray', 'manages', 'Ann Lee')
    const same = await say(w, 'Ann Lee', 'reports_to', 'Bob Ray')
    expect([inverse.counts.added, same.counts.unchanged]).toEqual([1, 1])
  })

  test('takes on new dates, and undo brings the old ones back', async () => {
    const w = await filled()
    const dates = (): unknown =>
      relationshipsOf(w.file, String(personOf(w, 'ann@acme.example').id)).map(({ since, until }) => [
        since,
        until,
      ])
    await say(w, 'Ann Lee', 'reports_to', 'Bob Ray', { since: '2024-03' })
    const ended = await say(w, 'Ann Lee', 'reports_to', 'Bob Ray', { until: '2026' })
    expect([ended.counts.changed, dates()]).toEqual([1, [['2024-03', '2026']]])
    await undoRun(w.deps, { run: ended.run! })
    expect(dates()).toEqual([['2024-03', null]])
  })

  test('is taken away, by a run that can be undone and done again', async () => {
    const w = await filled()
    await say(w, 'Ann Lee', 'knows', 'Bob Ray')
    const gone = await say(w, 'Bob Ray', 'knows', 'Ann Lee', { remove: true })
    expect([gone.counts.removed, seen(w, 'ann@acme.example')]).toEqual([1, []])
    const undo = await undoRun(w.deps, { run: gone.run! })
    expect([undo.counts.relationships, seen(w, 'ann@acme.example')]).toEqual([1, ['knows Bob Ray']])
    await undoRun(w.deps, { run: undo.run! })
    expect(seen(w, 'ann@acme.example')).toEqual([])
    await say(w, 'Ann Lee', 'knows', 'Bob Ray')
    expect(seen(w, 'ann@acme.example')).toEqual(['knows Bob Ray'])
  })

  test('can be to a company, by domain or by name', async () => {
    const w = await filled()
    await say(w, 'Ann Lee', 'adviser_of', 'www.birch.example')
    await say(w, 'Ann Lee', 'adviser_of', 'Birch Ltd')
    await say(w, 'Ann Lee', 'customer_of', 'fox club')
    expect(seen(w, 'ann@acme.example')).toEqual(['adviser_of Birch', 'customer_of Fox Club'])
  })

  test('with a company known by its name follows the name to its domain', async () => {
    const w = await filled()
    await say(w, 'Ann Lee', 'customer_of', 'Fox Club')
    await importText(
      w,
      'First Name,Last Name,Email,Company,Website\nEd,Orr,ed@foxclub.example,Fox Club,foxclub.example',
    )
    const [tie] = relationshipsOf(w.file, String(personOf(w, 'ann@acme.example').id))
    expect(w.file.companies.get(tie!.other.id)?.domain).toBe('foxclub.example')
  })

  test('moves with a merge and comes back with its undo; nobody is tied to themselves', async () => {
    const w = await filled()
    await say(w, 'Ann Lee', 'knows', 'Cy Dow')
    await say(w, 'Bob Ray', 'knows', 'Cy Dow')
    const run = merge(
      w,
      String(personOf(w, 'bob@birch.example').id),
      String(personOf(w, 'cy@birch.example').id),
    )
    expect(seen(w, 'ann@acme.example')).toEqual(['knows Bob Ray'])
    expect(seen(w, 'bob@birch.example')).toEqual(['knows Ann Lee'])
    await undoRun(w.deps, { run })
    expect(seen(w, 'bob@birch.example')).toEqual(['knows Cy Dow'])
    expect(seen(w, 'ann@acme.example')).toEqual(['knows Cy Dow'])
  })

  test('sleeps while one of its people is gone', async () => {
    const w = await filled()
    const more = await importText(w, 'Email,First Name\neve@elm.example,Eve')
    await say(w, 'Ann Lee', 'knows', 'eve@elm.example')
    const undo = await undoRun(w.deps, { run: more.run! })
    expect(seen(w, 'ann@acme.example')).toEqual([])
    await undoRun(w.deps, { run: undo.run! })
    expect(seen(w, 'ann@acme.example')).toEqual(['knows Eve'])
  })

  test('of a dry run is not kept', async () => {
    const w = await filled()
    const { run, counts } = await say(w, 'Ann Lee', 'knows', 'Bob Ray', { dry_run: true })
    expect([run, counts.added, seen(w, 'ann@acme.example')]).toEqual([null, 1, []])
  })

  test.each<[string, string, string, string, Partial<RelateInput>]>([
    ['relate.self', 'Ann Lee', 'knows', 'ann@acme.example', {}],
    ['relate.not_to_company', 'Ann Lee', 'knows', 'birch.example', {}],
    ['relate.not_to_company', 'Ann Lee', 'supplies', 'birch.example', {}],
    ['relate.bad_kind', 'Ann Lee', '42', 'Bob Ray', {}],
    ['relate.bad_date', 'Ann Lee', 'knows', 'Bob Ray', { since: '2026-02-30' }],
    ['relate.bad_date', 'Ann Lee', 'knows', 'Bob Ray', { since: 'May' }],
    ['relate.bad_date', 'Ann Lee', 'knows', 'Bob Ray', { since: '2024-03', until: '2024-02-11' }],
    ['relate.nothing', 'Ann Lee', 'knows', 'Bob Ray', { remove: true }],
    ['who.unknown', 'Ann Lee', 'knows', 'Zed', {}],
  ])('is refused: %s (%s %s %s)', async (code, who, as, other, more) => {
    const w = await filled()
    expect(await codeOf(say(w, who, as, other, more))).toBe(code)
    expect(w.file.runs.list(1)[0]?.command).toBe('import')
  })

  test('an own word that looks like a known kind is told', async () => {
    const w = await filled()
    expect((await say(w, 'Ann Lee', 'mentor_of', 'Bob Ray')).near).toBe(null)
    expect((await say(w, 'Ann Lee', 'introducedby', 'Bob Ray')).near).toBe('introduced_by')
  })
})

test('those at the same company are colleagues, and marked as derived', async () => {
  const w = await filled()
  const found = colleaguesOf(w.file, String(personOf(w, 'bob@birch.example').id), 5)
  expect(found.map(({ says, other, derived }) => [says, other.name, derived])).toEqual([
    ['colleague', 'Cy Dow', true],
  ])
  expect(w.file.relationships.all()).toEqual([])
})
