/** There and back: people are pushed to HubSpot, somebody works there, and what came of it comes home. */
import { expect, onTestFinished, test } from 'vitest'
import { startHubSpot, type FakeHubSpot } from '../../../src/connectors/hubspot/fake.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { pullChanges, type PullResult } from '../../../src/core/pull/pull.ts'
import { pushToTarget, type TargetPushResult } from '../../../src/core/push/push-target.ts'
import { setupTarget } from '../../../src/core/push/setup.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { fastClock, serviceAt } from '../../contract/kit.ts'
import { OPEN_GATE, vouchFor } from '../../support/vouched.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const NAMES = ['Ann', 'Bob', 'Carla', 'Dora', 'Eve', 'Finn', 'Gus']
const emailOf = (name: string): string => `${name}@${name}.example`.toLowerCase()
const LIST = `Name,Email,Company,Website
${NAMES.map((name) => `${name} Lee,${emailOf(name)},${name} Ltd,${name.toLowerCase()}.example`).join('\n')}
`

interface Scene {
  w: World
  crm: FakeHubSpot
  remote: (name: string) => string
  push: () => Promise<TargetPushResult>
  pull: () => Promise<PullResult>
}

const pushed = async (): Promise<Scene> => {
  const clock = fastClock()
  const crm = await startHubSpot(clock)
  const w = world()
  onTestFinished(async () => {
    w.file.close()
    await crm.close()
  })
  vouchFor(w.deps, NAMES.map(emailOf))
  await importText(w, LIST)
  const service = await serviceAt('hubspot', crm)
  const common = { service, clock, config: OPEN_GATE }
  await setupTarget(w.deps, common)
  const push: Scene['push'] = () => pushToTarget(w.deps, { ...common, gate: 'mvl' })
  await push()
  await pullChanges(w.deps, { service, clock })
  await clock.sleep(120_000)
  const held = w.file.pushes.of.person.held('hubspot')
  return {
    ...{ w, crm, push, pull: () => pullChanges(w.deps, { service, clock }) },
    remote: (name) => held.get(String(personOf(w, emailOf(name)).id))!.remote_id!,
  }
}

const of = (w: World, name: string) => personOf(w, emailOf(name))

const work = ({ crm, remote }: Scene): void => {
  crm.change('person', remote('Ann'), { lifecyclestage: 'customer', hubspot_owner_id: '72' })
  crm.change('person', remote('Bob'), { hs_email_optout: true })
  crm.change('person', remote('Carla'), { hs_email_hard_bounce_reason_enum: 'UNKNOWN_USER' })
  crm.change('person', remote('Gus'), { hs_lead_status: 'UNQUALIFIED' })
  crm.closeDeal({ won: true, on: '2026-11-20T10:00:00Z', contacts: [remote('Dora')] })
  crm.closeDeal({ won: false, on: '2026-11-19T10:00:00Z', contacts: [remote('Eve')] })
  crm.remove('person', remote('Finn'))
}

test('what came of people who were pushed; the next push leaves them alone', async () => {
  const scene = await pushed()
  const { w, push, pull } = scene
  work(scene)
  const { counts, pulled } = await pull()
  expect(Object.fromEntries(pulled.map(({ name, came }) => [name, came.map(({ kind }) => kind)]))).toEqual({
    ...{ 'Ann Lee': ['customer', 'owner'], 'Bob Lee': ['opted_out'], 'Carla Lee': ['bounced'] },
    ...{ 'Gus Lee': ['disqualified'], 'Dora Lee': ['won'], 'Eve Lee': ['lost'], 'Finn Lee': ['deleted'] },
  })
  expect(counts.news + counts.known).toBe(counts.read)
  expect(of(w, 'Ann')).toMatchObject({ lifecycle: 'customer', owner: 'bo.fox@ours.example' })
  expect(of(w, 'Bob').suppressed).toBe(1)
  expect(of(w, 'Carla').email_status).toBe('invalid')
  expect(of(w, 'Dora')).toMatchObject({ lifecycle: 'customer', buying_stage: 'purchase' })
  expect(w.file.learning.outcomes('won')).toHaveLength(2)
  expect(await pull()).toMatchObject({ counts: { news: 0 } })
  const { plan } = await push()
  expect(Object.fromEntries(plan.people.map(({ name, reasons }) => [name, reasons]))).toMatchObject({
    ...{ 'Ann Lee': ['customer'], 'Bob Lee': ['suppressed'], 'Gus Lee': ['disqualified'] },
    ...{ 'Dora Lee': ['customer'], 'Finn Lee': ['deleted_there'], 'Eve Lee': [] },
  })
  expect(plan.counts.create).toBe(0)
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
})

test('taken back, the file is as before; pulled again, it is as after', async () => {
  const scene = await pushed()
  const { w, pull } = scene
  scene.crm.change('person', scene.remote('Bob'), { hs_email_optout: true })
  await pull()
  work(scene)
  const before = w.file.derived.state()
  const { run } = await pull()
  const held = w.file.pushes.of.person.held('hubspot').size
  expect(held).toBe(NAMES.length - 1)
  await undoRun(w.deps, { run: run! })
  expect(w.file.derived.state()).toEqual(before)
  expect(w.file.pushes.of.person.held('hubspot').size).toBe(NAMES.length)
  const again = await pull()
  expect(again.counts).toMatchObject({ customers: 1, won: 1, lost: 1, bounces: 1, deleted: 1, opt_outs: 0 })
})
