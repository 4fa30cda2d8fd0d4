import { beforeAll, describe, expect, test } from 'vitest'
import { editPerson } from '../../../src/core/edit/edit.ts'
import type { Deps } from '../../../src/core/derive/run.ts'
import type { ShownValue } from '../../../src/core/look/origins.ts'
import { showPerson, type ShowResult } from '../../../src/core/look/show.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { CRM, giveScores, idOf, importText, makeSample } from './sample.ts'

let deps: Deps
let ann: ShowResult
beforeAll(async () => {
  deps = await makeSample()
  ann = showPerson(deps, 'ann@acme.example')
})

const valueOf = (values: readonly ShownValue[], field: string): ShownValue =>
  values.find((value) => value.field === field)!

describe('where values come from', () => {
  test('the row of a list, and what another list says', () => {
    expect(valueOf(ann.values, 'title')).toMatchObject({
      value: 'Head of Sales',
      origin: { kind: 'list', source: 'event', file: 'event.csv', line: 2, run: 1 },
      others: [{ value: 'VP Sales', origin: { kind: 'list', file: 'crm.csv', line: 2, run: 2 } }],
    })
  })
  test('by hand, over the list', () => {
    expect(valueOf(ann.values, 'city')).toMatchObject({
      value: 'Berkeley',
      origin: { kind: 'hand', file: null, line: null, run: 5, at: '2026-11-21T09:00:00.000Z' },
      others: [{ value: 'Oakland', origin: { kind: 'list', file: 'crm.csv' } }],
    })
  })
  test('derived and guessed', () => {
    expect(valueOf(ann.values, 'seniority').origin).toEqual({ kind: 'derived', from: 'title' })
    expect(valueOf(ann.values, 'full_name').origin).toEqual({
      kind: 'derived',
      from: 'first_name, last_name',
    })
    expect(valueOf(ann.values, 'country')).toMatchObject({
      value: 'US',
      origin: { kind: 'guessed', from: 'phone, email' },
    })
  })
  test('own columns', () => {
    expect(valueOf(ann.values, 'custom.booth')).toMatchObject({ value: '9', origin: { line: 2 } })
  })
  test('of the company: what a colleague’s row told counts', () => {
    const bob = showPerson(deps, 'bob@acme.example')
    expect(bob.company?.people).toBe(2)
    expect(valueOf(bob.company!.values, 'employees')).toMatchObject({
      value: 120,
      origin: { line: 2, run: 1 },
    })
    expect(valueOf(bob.company!.values, 'domain')).toMatchObject({
      value: 'acme.example',
      origin: { kind: 'derived', from: 'email, website' },
    })
  })
})

describe('the rest', () => {
  test('addresses with their standing', () => {
    expect(ann.emails).toMatchObject([
      {
        address: 'ann@acme.example',
        origin: { line: 2 },
        verdict: { verdict: 'plausible', checked_by: 'prm' },
      },
    ])
    expect(ann.phones).toMatchObject([
      { address: '+14155550132', kind: 'phone', verdict: { level: 'number' } },
    ])
    expect(ann.emails[0]!.checks).toHaveLength(1)
    expect(ann.emails[0]!.suppressed).toBeNull()
  })
  test('why an address must not be written to', () => {
    const cy = showPerson(deps, 'cy@birch.example')
    expect(cy.emails[0]!.suppressed).toBe('unsubscribed')
    expect(cy.person).toMatchObject({ suppressed: true, unsubscribed: true, custom: { booth: '=1+2' } })
    expect(valueOf(cy.values, 'unsubscribed')).toMatchObject({ value: true, origin: { line: 4 } })
  })
  test('records with the places where they stand', () => {
    expect(ann.records.map(({ seen }) => seen.map(({ file, line, run }) => [file, line, run]))).toEqual([
      [['event.csv', 2, 1]],
      [['crm.csv', 2, 2]],
      [[null, 1, 5]],
    ])
  })
  test('history: when, which run, what it was, what it is, why', () => {
    const change = ann.history.find(({ run_id, field }) => run_id === 5 && field === 'city')
    expect(change).toMatchObject({ old: 'Oakland', new: 'Berkeley', why: 'hand', command: 'edit' })
    expect(ann.counts.changes).toBe(ann.history.length)
  })
  test('scores and pushes', () => {
    giveScores(deps, { 'dee@cedar.example': { score: 44, missing: 'stakeholders' } })
    const id = idOf(deps, 'dee@cedar.example')
    const push = { target: 'csv:x.csv', person_id: id, run_id: 6, outcome: 'created' as const }
    deps.file.pushes.add({ ...push, remote_id: null, content: '{}', pushed_at: '2026-11-21T09:00:00Z' })
    const dee = showPerson(deps, id)
    expect(dee.scores).toMatchObject([{ score: 44, missing: 'stakeholders' }])
    expect(dee.pushes).toMatchObject([{ target: 'csv:x.csv', outcome: 'created' }])
  })
  test('the same row in a second list is one record in two places', async () => {
    const own = await makeSample()
    await importText(own, 'again.csv', CRM)
    const { records } = showPerson(own, 'dee@cedar.example')
    expect(records.map(({ seen }) => seen.map(({ file }) => file))).toEqual([['crm.csv', 'again.csv']])
  })
  test('what was taken back is gone from it, and the change back is told', async () => {
    const own = await makeSample()
    await undoRun(own, { run: 5 })
    const { values, history } = showPerson(own, 'ann@acme.example')
    expect(valueOf(values, 'city')).toMatchObject({ value: 'Oakland', others: [] })
    expect(history.at(-1)).toMatchObject({ field: 'city', old: 'Berkeley', new: 'Oakland', why: 'undo' })
  })
  test('a cleared value is not shown', async () => {
    const own = await makeSample()
    await editPerson(own, { who: 'ann@acme.example', changes: { city: '' } })
    expect(valueOf(showPerson(own, 'ann@acme.example').values, 'city')).toBeUndefined()
  })
  test('pairs that may be one person point at each other', async () => {
    const own = await makeSample()
    await importText(own, 'odd.csv', 'first name,last name,email\nZoe,Quill,ann@acme.example\n')
    const { duplicates, id } = showPerson(own, idOf(own, 'dee@cedar.example'))
    expect(duplicates).toEqual([])
    const pair = own.file.people.duplicates()[0]!
    const first = showPerson(own, pair.a_id)
    expect(first.duplicates).toMatchObject([{ id: pair.b_id, reason: 'same_email_other_name' }])
    expect(id).not.toBe(pair.a_id)
  })
  test('nobody by that name', () => {
    expect(() => showPerson(deps, 'nobody@nowhere.example')).toThrow('nobody here goes by')
  })
})
