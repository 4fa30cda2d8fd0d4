/** What a source has cost: set by an import, given back by undo. */
import { expect, test } from 'vitest'
import { importLists } from '../../../src/core/import/import.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, list, tableCounts, world, type World } from '../../support/world.ts'

const LIST = 'Name,Email\nIda Fox,ida@fox.example\n'
const eur = (amount: number) => ({ source: 'fair', cost: { amount, currency: 'EUR' } })
const costOf = ({ file }: World): unknown => {
  const { name, cost, currency } = file.batches.sources()[0]!
  return [name, cost, currency]
}

test('is kept with the source, and said with what it was before', async () => {
  const w = world()
  const first = await importText(w, LIST, eur(450))
  expect(costOf(w)).toEqual(['fair', 450, 'EUR'])
  expect(first.cost).toEqual({ source: 'fair', amount: 450, currency: 'EUR', was: null })
  const later = await importText(w, LIST, eur(500))
  expect(later.cost).toMatchObject({ amount: 500, was: { amount: 450, currency: 'EUR' } })
  expect((await importText(w, LIST, eur(500))).cost).toBeNull()
  expect((await importText(w, LIST, { source: 'fair' })).cost).toBeNull()
  expect(costOf(w)).toEqual(['fair', 500, 'EUR'])
})

test('nothing is a cost too', async () => {
  const w = world()
  await importText(w, LIST, eur(0))
  expect(costOf(w)).toEqual(['fair', 0, 'EUR'])
})

test('undo gives the former one back, undoing that sets it again', async () => {
  const w = world()
  await importText(w, LIST, eur(450))
  const { run } = await importText(w, LIST, eur(500))
  const undo = await undoRun(w.deps, { run: run! })
  expect(costOf(w)).toEqual(['fair', 450, 'EUR'])
  await undoRun(w.deps, { run: undo.run! })
  expect(costOf(w)).toEqual(['fair', 500, 'EUR'])
})

test('undo leaves one that was set since', async () => {
  const w = world()
  const { run } = await importText(w, LIST, eur(450))
  await importText(w, LIST, eur(500))
  await undoRun(w.deps, { run: run! })
  expect(costOf(w)).toEqual(['fair', 500, 'EUR'])
})

test('a dry run sets nothing', async () => {
  const w = world()
  const before = tableCounts(w)
  const { cost } = await importText(w, LIST, { ...eur(450), dry_run: true })
  expect(cost).toMatchObject({ amount: 450 })
  expect(tableCounts(w)).toEqual(before)
})

test('is of one source', async () => {
  const w = world()
  const files = [list(LIST, 'a.csv'), list(LIST, 'b.csv')]
  const input = { kind: 'people', on_match: 'fill', files, cost: eur(450).cost } as const
  expect(await rejection(importLists(w.deps, { ...input, files }))).toMatchObject({
    code: 'import.cost_of_several',
    message: 'one cost cannot be that of several sources (a, b)',
  })
  expect(w.file.batches.sources()).toEqual([])
})
