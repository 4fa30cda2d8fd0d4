/** Clearing on purpose: a marker in a cell, where a blank one only says that nothing is known. */
import { expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const FIRST =
  'Name,Email,Phone,Company,Industry,Budget\nIda Fox,ida@fox.example,+14155550132,Fox Ltd,Steel,10\n'
const CLEARED = 'Name,Email,Phone,Company,Industry,Budget\nIda Fox,ida@fox.example,#N/A,Fox Ltd,#N/A,#N/A\n'
const MARKER = { clear: ['#N/A'] }

const shown = (w: World): unknown[] => {
  const { phone, industry, custom } = personOf(w, 'ida@fox.example')
  return [phone, industry, custom]
}
const BEFORE = ['+14155550132', 'Steel', '{"budget":10}']
const AFTER = [null, null, null]

test('with overwrite the values go, and undo brings them back', async () => {
  const w = world()
  await importText(w, FIRST)
  const { run, counts } = await importText(w, CLEARED, { ...MARKER, on_match: 'overwrite' })
  expect(counts).toMatchObject({ read: 1, updated: 1 })
  expect(shown(w)).toEqual(AFTER)
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
  await undoRun(w.deps, { run: run! })
  expect(shown(w)).toEqual(BEFORE)
})

test('with fill they stay, and that is said; read again with overwrite they go', async () => {
  const w = world()
  await importText(w, FIRST)
  const { files } = await importText(w, CLEARED, MARKER)
  expect(shown(w)).toEqual(BEFORE)
  expect(files[0]!.notes).toContain(
    'cells to clear a value count as blank: --on-match fill takes nothing away',
  )
  await importText(w, CLEARED, { ...MARKER, on_match: 'overwrite' })
  expect(shown(w)).toEqual(AFTER)
})

test('a blank never clears, nor does the marker where it was not named', async () => {
  const w = world()
  await importText(w, FIRST)
  await importText(w, CLEARED.replaceAll('#N/A', ''), { ...MARKER, on_match: 'overwrite' })
  await importText(w, CLEARED, { on_match: 'overwrite' })
  await importText(w, CLEARED, { clear: ['CLEAR'], on_match: 'overwrite' })
  expect(shown(w)).toEqual(BEFORE)
})

test('the same list with another marker is read anew', async () => {
  const w = world()
  await importText(w, FIRST)
  await importText(w, CLEARED, { clear: ['gone'], on_match: 'overwrite' })
  const { counts } = await importText(w, CLEARED, { clear: ['gone', '#N/A'], on_match: 'overwrite' })
  expect(counts).toMatchObject({ repeats: 0, updated: 1 })
  const again = await importText(w, CLEARED, { clear: ['#N/A', 'gone'], on_match: 'overwrite' })
  expect(again.counts).toMatchObject({ repeats: 1 })
})

test('a marker is nobody’s address', async () => {
  const w = world()
  const { counts } = await importText(w, 'Name,Email\nIda Fox,#N/A\n', MARKER)
  expect(counts).toMatchObject({ read: 1, rejected: 1 })
})

test('a row about a company alone makes nobody', async () => {
  const w = world()
  await importText(w, 'Company,Email,Industry\nFox Ltd,#N/A,Steel\n', { ...MARKER, kind: 'customers' })
  expect(w.file.people.count()).toBe(0)
})

test('a row that clears counts after one that says nothing there', async () => {
  const w = world()
  await importText(w, FIRST)
  const more =
    'Name,Email,Company,Industry\nRay Fox,ray@fox.example,Fox Ltd,\nAda Fox,ada@fox.example,Fox Ltd,#N/A\n'
  await importText(w, more, { ...MARKER, on_match: 'overwrite' })
  expect(personOf(w, 'ida@fox.example').industry).toBeNull()
})
