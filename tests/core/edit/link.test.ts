import { describe, expect, test } from 'vitest'
import { externalIdsOf } from '../../../src/core/derive/external-ids.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { findLink, linkPerson } from '../../../src/core/edit/link.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const LIST = 'Id,First Name,Last Name,Email\n7,Ann,Lee,ann@acme.example\n8,Bob,Ray,bob@birch.example'

const filled = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST, { source: 'crm' })
  return w
}

const link = (w: World, who: string, id: string) => linkPerson(w.deps, { who, id })

const idsOf = (w: World, email: string): string[] =>
  externalIdsOf(w.file, String(personOf(w, email).id)).map(({ system, id }) => `${system}:${id}`)

describe('a link with another system', () => {
  test('is told beside those of lists, whose own id stays', async () => {
    const w = await filled()
    await link(w, 'ann@acme.example', ' billing:4711 ')
    expect(idsOf(w, 'ann@acme.example')).toEqual(['crm:7', 'billing:4711'])
    expect(personOf(w, 'ann@acme.example').external_id).toBe('7')
  })

  test('lets a list of that system recognise the person, and of another not', async () => {
    const w = await filled()
    await link(w, 'ann@acme.example', 'billing:4711')
    const other = await importText(w, 'Id,Last Name,Company\n4711,Lee,Elm', { source: 'shop' })
    expect(other.counts.created).toBe(1)
    const known = await importText(w, 'Id,Email\n4711,accounts@acme.example', { source: 'billing' })
    expect([known.counts.created, known.counts.updated]).toEqual([0, 1])
    expect(personOf(w, 'accounts@acme.example').id).toBe(personOf(w, 'ann@acme.example').id)
  })

  test('said twice is one', async () => {
    const w = await filled()
    await link(w, 'ann@acme.example', 'billing:4711')
    const again = await link(w, 'Ann Lee', 'billing:4711')
    expect([again.run, again.counts]).toEqual([null, { linked: 0, unchanged: 1 }])
    expect((await link(w, 'Ann Lee', 'crm:7')).counts.unchanged).toBe(1)
  })

  test('that somebody else has makes the two a duplicate to judge, and merges nobody', async () => {
    const w = await filled()
    await link(w, 'ann@acme.example', 'billing:4711')
    const second = await link(w, 'bob@birch.example', 'billing:4711')
    expect(second.others.map(({ name }) => name)).toEqual(['Ann Lee'])
    const [ann, bob] = [personOf(w, 'ann@acme.example').id, personOf(w, 'bob@birch.example').id]
    const pairs = () => w.file.people.duplicates().map(({ a_id, b_id, reason }) => [a_id, b_id, reason])
    expect(pairs()).toEqual([[ann, bob, 'fits_both']])
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
    await undoRun(w.deps, { run: second.run! })
    expect(pairs()).toEqual([])
  })

  test('is taken away by undoing its run; one that a list told is not', async () => {
    const w = await filled()
    const before = w.file.derived.state()
    const { run } = await link(w, 'ann@acme.example', 'billing:4711')
    expect(findLink(w.deps, { who: 'ann@acme.example', id: 'billing:4711' })).toBe(run)
    await undoRun(w.deps, { run: run! })
    expect([idsOf(w, 'ann@acme.example'), w.file.derived.state()]).toEqual([['crm:7'], before])
    const code = (id: string) => () => findLink(w.deps, { who: 'ann@acme.example', id })
    expect(code('billing:4711')).toThrow(expect.objectContaining({ code: 'link.nothing' }))
    expect(code('crm:7')).toThrow(expect.objectContaining({ code: 'link.from_list' }))
  })

  test.each(['4711', 'billing:', ':4711', 'hand:1', ''])('%j is no id in another system', async (id) => {
    const w = await filled()
    await expect(link(w, 'ann@acme.example', id)).rejects.toMatchObject({ code: 'link.bad_id' })
  })
})
