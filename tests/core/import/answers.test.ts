/** Answers about the columns of a list: kept for lists with the same headers, and behind what the user says now. */
import { describe, expect, test } from 'vitest'
import type { ImportInput } from '../../../src/core/import/import.ts'
import { importLists } from '../../../src/core/import/import.ts'
import { headerKey, recallAnswers } from '../../../src/core/import/mapping-answers.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, list, peopleOf, world, type World } from '../../support/world.ts'

const FIRST = 'Kunde;Mail;Rang\nIda Fox;ida@fox.example;1\n'
const LATER = 'RANG;kunde; Mail\n2;Bo Lee;bo@lee.example\n'

const answer = (
  { deps }: World,
  text: string,
  answers: Record<string, string>,
  more: Partial<ImportInput> = {},
) => importLists(deps, { kind: 'people', on_match: 'fill', ...more, files: [{ ...list(text), answers }] })

const fieldsOf = (result: Awaited<ReturnType<typeof importText>>): Record<string, string | null> =>
  Object.fromEntries(result.files[0]!.mapping.map(({ column, field }) => [column, field]))

test('are followed', async () => {
  const w = world()
  const result = await answer(w, FIRST, { Kunde: 'full_name', Rang: 'ignore' })
  expect(fieldsOf(result)).toEqual({ Kunde: 'full_name', Mail: 'email', Rang: null })
  expect(result.files[0]).toMatchObject({ answered: '2026-11-21', doubts: [], notes: [] })
  expect(peopleOf(w)[0]).toMatchObject({ full_name: 'Ida Fox', email: 'ida@fox.example' })
})

test('are followed later, for the same headers in any order and case, and that is said', async () => {
  const w = world()
  await answer(w, FIRST, { Kunde: 'full_name', Rang: 'ignore' })
  const result = await importText(w, LATER)
  expect(fieldsOf(result)).toEqual({ RANG: null, kunde: 'full_name', Mail: 'email' })
  expect(result.files[0]!.notes).toEqual(['columns were read as answered on 2026-11-21; --ask asks again'])
})

test('are not for other headers', async () => {
  const w = world()
  await answer(w, FIRST, { Kunde: 'full_name' })
  const result = await importText(w, FIRST.replace('Rang', 'Rank'))
  expect(result.files[0]).toMatchObject({ answered: null })
  expect(result.files[0]!.doubts.map(({ column }) => column)).toEqual(['Kunde'])
})

test('give way to the command line and the config, for a column and for a field', async () => {
  const w = world()
  await answer(w, FIRST, { Kunde: 'full_name', Rang: 'ignore' })
  const flags = await importText(w, LATER, { map: { Rang: 'full_name' }, ignore: ['Mail'] })
  expect(fieldsOf(flags)).toMatchObject({ RANG: 'full_name', kunde: 'custom.kunde', Mail: null })
  const config = await importText(w, LATER, { usual: { map: { Rang: 'notes' }, ignore: ['Kunde'] } })
  expect(fieldsOf(config)).toEqual({ RANG: 'notes', kunde: null, Mail: 'email' })
})

test('survive undo; new ones take their place', async () => {
  const w = world()
  const { run } = await answer(w, FIRST, { Kunde: 'full_name' })
  await undoRun(w.deps, { run: run! })
  expect(fieldsOf(await importText(w, LATER))).toMatchObject({ kunde: 'full_name' })
  await answer(w, FIRST, { Kunde: 'company' })
  expect(fieldsOf(await importText(w, LATER))).toMatchObject({ kunde: 'company' })
})

test('of a dry run are not kept', async () => {
  const w = world()
  await answer(w, FIRST, { Kunde: 'full_name' }, { dry_run: true })
  expect(recallAnswers(w.file.meta, ['Kunde', 'Mail', 'Rang'])).toBeNull()
})

describe('recalled', () => {
  const header = ['A', 'B']
  const kept = (columns: Record<string, string>) => ({
    get: (key: string) =>
      key === headerKey(header) ? JSON.stringify({ on: '2026-11-21', columns }) : undefined,
  })
  test('a field that is none any more is no answer', () => {
    const found = recallAnswers(kept({ A: 'fax', B: 'email' }), header)
    expect(found).toEqual({ on: '2026-11-21', columns: { B: 'email' } })
  })
  test('no answers are none', () => {
    expect(recallAnswers(kept({}), header)).toBeNull()
    expect(recallAnswers({ get: () => undefined }, header)).toBeNull()
  })
})
