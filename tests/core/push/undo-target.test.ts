import { describe, expect, test } from 'vitest'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { pushedTo, undoTargetPush } from '../../../src/core/push/undo-target.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { crmService } from '../../support/made-up-crm.ts'
import { pushWorld } from '../../support/push-world.ts'

const LIST = `First Name,Last Name,Email,Job Title,Company,Website
Ann,Lee,ann@acme.example,CEO,Acme,acme.example
Bob,Roe,bob@acme.example,Engineer,Acme,acme.example
`

const start = async () => {
  const w = await pushWorld(LIST)
  const bob = w.crm.add('person', { mail: 'bob@acme.example', first: 'Robert' })
  const first = await w.push()
  const undo = (run: number, more = {}) =>
    undoTargetPush(w.deps, { run, service: crmService(w.crm.server.url), ...more })
  return { w, bob, first, undo }
}

describe('undoing a push to a CRM', () => {
  test('archives what it made, restores what it changed where that is still ours', async () => {
    const { w, bob, first, undo } = await start()
    expect(pushedTo(w.deps, first.run!)).toBe('crm')
    expect(bob.values).toMatchObject({ first: 'Robert', last: 'Roe', job: 'Engineer' })
    bob.values.last = 'Rowe'
    const shown = await undo(first.run!, { dry_run: true })
    expect(shown.plan.counts).toEqual({ archive: 2, restore: 1, gone: 0, kept: 0 })
    expect(shown.plan.records.find(({ action }) => action === 'restore')).toMatchObject({
      ...{ name: 'Bob Roe', theirs: { last: ['Roe', 'Rowe'] } },
      changes: { job: ['Engineer', null] },
    })
    const declined = await undo(first.run!, { agree: () => Promise.resolve(false) })
    expect([declined.done, w.crm.records.person.size]).toEqual([false, 2])
    const done = await undo(first.run!)
    expect(done.counts).toEqual({ archived: 2, restored: 1, gone: 0, kept: 0, failed: 0 })
    expect([...w.crm.records.person.values()].map(({ values }) => values.mail)).toEqual(['bob@acme.example'])
    expect(bob.values).toMatchObject({ last: 'Rowe', job: null })
    expect(w.crm.records.company.size).toBe(0)
    expect(await rejection(undo(first.run!))).toMatchObject({ code: 'undo.already_undone' })
    // Given again, they are made again.
    expect((await w.push()).counts).toMatchObject({ created: 1, updated: 1 })
    expect((await w.push()).run).toBeNull()
  })

  test('an update goes back to what was there before', async () => {
    const { w, undo } = await start()
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { title: 'Founder' } })
    const second = await w.push()
    expect((await undo(second.run!)).counts).toMatchObject({ archived: 0, restored: 1 })
    expect(w.crm.of('person', 'ann@acme.example')!.values.job).toBe('CEO')
    expect((await w.push({ dry_run: true })).plan.people[0]!.changes).toEqual({ job: ['CEO', 'Founder'] })
  })

  test('whoever is a customer by now is kept, and their company; the plan says what else was changed there', async () => {
    const { w, first, undo } = await start()
    await w.import(
      'First Name,Last Name,Email,Company,Website\nCy,Poe,cy@ember.example,Ember,ember.example\n',
    )
    const second = await w.push()
    await setStage(w.deps, { who: 'ann@acme.example', stage: 'customer' })
    w.crm.of('person', 'cy@ember.example')!.values.last = 'Power'
    const { plan } = await undo(first.run!, { dry_run: true })
    expect(plan.counts).toEqual({ archive: 0, restore: 1, gone: 0, kept: 2 })
    expect(plan.records.filter(({ customer }) => customer).map(({ kind, name }) => [kind, name])).toEqual([
      ['person', 'Ann Lee'],
      ['company', 'Acme'],
    ])
    const done = await undo(first.run!)
    expect(done.counts).toMatchObject({ archived: 0, kept: 2 })
    expect(w.crm.of('person', 'ann@acme.example')).toBeDefined()
    expect(w.crm.records.company.size).toBe(2)
    const other = await undo(second.run!)
    expect(other.plan.records.map(({ action, theirs }) => [action, theirs])).toEqual([
      ['archive', { last: ['Poe', 'Power'] }],
      ['archive', {}],
    ])
    expect(w.crm.records.company.size).toBe(1)
  })

  test('what fails is tried again by the next undo; what is done is not done twice', async () => {
    const { w, first, undo } = await start()
    w.crm.faults.set('bob@acme.example', 'once')
    const half = await undo(first.run!)
    expect(half.counts).toMatchObject({ archived: 2, restored: 0, failed: 1 })
    w.crm.server.requests.splice(0)
    expect((await undo(first.run!)).counts).toEqual({ archived: 0, restored: 1, gone: 0, kept: 0, failed: 0 })
    expect(w.crm.server.requests.filter(({ path }) => path === '/archive')).toEqual([])
  })

  test('the undo of the file alone does not pretend to take it back', async () => {
    const { w, first, undo } = await start()
    expect(await rejection(undoRun(w.deps, { run: first.run! }))).toMatchObject({ code: 'undo.at_crm' })
    const { run } = await undo(first.run!)
    expect(await rejection(undoRun(w.deps, { run: run! }))).toMatchObject({ code: 'undo.at_crm' })
  })
})
