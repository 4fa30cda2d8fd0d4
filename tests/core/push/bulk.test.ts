/** A push of very many to Salesforce: a job, also one that is left alone. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSalesforce, type FakeSalesforce } from '../../../src/connectors/salesforce/fake-server.ts'
import {
  pushToTarget,
  type TargetPushInput,
  type TargetPushResult,
} from '../../../src/core/push/push-target.ts'
import { setupTarget } from '../../../src/core/push/setup.ts'
import type { ProgressEvent } from '../../../src/model/progress.ts'
import { fastClock, serviceAt } from '../../contract/kit.ts'
import { rejection } from '../../support/failure.ts'
import { OPEN_GATE, vouchFor } from '../../support/vouched.ts'
import { importText, world, type World } from '../../support/world.ts'

const COUNT = 60
/** In place of 2,001: this tries the way, not the size. */
const FROM = 50
const addresses = Array.from({ length: COUNT }, (_, i) => `person${i}@company${i % 7}.example`)
const LIST = `First Name,Last Name,Email,Company,Website,Job Title
${addresses.map((email, i) => `Ann,Lee ${i},${email},Company ${i % 7},company${i % 7}.example,CTO`).join('\n')}
`

interface Shop extends World {
  crm: FakeSalesforce
  push(
    on?: (event: ProgressEvent) => void,
    more?: Partial<TargetPushInput> & { signal?: AbortSignal },
  ): Promise<TargetPushResult>
}

const opened = async (text = LIST): Promise<Shop> => {
  const clock = fastClock()
  const crm = await startSalesforce(clock, { isSetUp: false })
  onTestFinished(() => crm.close())
  const w = world()
  onTestFinished(() => w.file.close())
  vouchFor(w.deps, text.match(/[\w.+-]+@[\w-]+\.example/g) ?? [])
  await importText(w, text)
  const real = await serviceAt('salesforce', crm)
  const { target } = real.connector
  const connector = { ...real.connector, target: { ...target!, bulk: { ...target!.bulk!, from: FROM } } }
  const service = { ...real, connector }
  await setupTarget(w.deps, { service, config: OPEN_GATE, clock })
  return {
    ...{ ...w, crm },
    push: (on, { signal = w.deps.signal, ...more } = {}) =>
      pushToTarget(
        { ...w.deps, signal },
        { service, config: OPEN_GATE, gate: 'mvl', clock, ...more },
        on ?? (() => undefined),
      ),
  }
}

const doubled = (crm: FakeSalesforce): (string | null)[] => {
  const ids = crm.held('person').map(({ prm_id }) => prm_id)
  return ids.filter((id, i) => ids.indexOf(id) !== i)
}

describe('very many', () => {
  test('go as one job, with their companies; pushed again there is nothing to do', async () => {
    const w = await opened()
    const done = await w.push()
    expect(done.failures).toEqual([])
    expect([done.counts.created, done.companies.created, w.crm.jobs.all.length]).toEqual([COUNT, 7, 1])
    const held = w.crm.held('person')
    expect([held.length, doubled(w.crm)]).toEqual([COUNT, []])
    expect(new Set(held.map(({ company }) => company)).size).toBe(7)
    expect(held[0]!.values).toMatchObject({ FirstName: 'Ann', Title: 'CTO', Company: 'Company 0' })
    const again = await w.push()
    expect([again.counts.unchanged, again.run, w.crm.jobs.all.length]).toEqual([COUNT, null, 1])
    expect(w.file.serviceJobs.open('salesforce', 'push_person')).toEqual([])
  })

  test('left alone while the job is under way: the next push waits for it, and doubles nobody', async () => {
    const w = await opened()
    const stop = new AbortController()
    const watch = (event: ProgressEvent): void => {
      if (event.label.startsWith('waiting for Salesforce (job 750')) stop.abort()
    }
    expect(await rejection(w.push(watch, { signal: stop.signal }))).toMatchObject({ code: 'interrupted' })
    expect(w.file.serviceJobs.open('salesforce', 'push_person')).toMatchObject([
      { subjects: COUNT, inputs: null },
    ])
    expect(w.crm.held('person')).toEqual([])
    const said: string[] = []
    const done = await w.push((event) => void said.push(event.label))
    expect(said.find((label) => label.startsWith('taking up job 750'))).toBeDefined()
    expect(done.failures).toEqual([])
    expect([w.crm.held('person').length, doubled(w.crm)]).toEqual([COUNT, []])
    // Whom they belong to cannot be read back: that goes along once more.
    expect(w.crm.jobs.all.map(({ operation }) => operation)).toEqual(['upsert', 'update'])
    expect(w.file.pushes.of.person.held('salesforce').size).toBe(COUNT)
    expect(w.file.serviceJobs.open('salesforce', 'push_person')).toEqual([])
    expect((await w.push()).run).toBeNull()
  })

  test('a job that fails is told for each, and all of it goes with the next push', async () => {
    const w = await opened()
    w.crm.jobs.failNext()
    const first = await w.push()
    expect([first.counts.failed, first.failures[0]]).toMatchObject([
      COUNT,
      { retry: true, message: expect.stringContaining('Field name not found') as string },
    ])
    const done = await w.push()
    expect([done.counts.created, doubled(w.crm)]).toEqual([COUNT, []])
  })

  test('rows that are refused say why, the others are there', async () => {
    const w = await opened(LIST.replace('Lee 5,', 'Rule,').replace('Lee 6,', 'Locked,'))
    const { counts, failures } = await w.push()
    expect([counts.created, counts.failed]).toEqual([COUNT - 2, 2])
    expect(failures.map(({ code, retry }) => [code, retry]).sort()).toEqual([
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', false],
      ['record_busy', true],
    ])
  })
})

const FEW = LIST.split('\n').slice(0, 4).join('\n')

test('whoever is a contact or a converted lead there is held back, with a link', async () => {
  const w = await opened(FEW)
  const [first, second] = addresses
  const contact = w.crm.contact({ Email: first! })
  const lead = w.crm.add('person', { LastName: 'Lee', Email: second! })
  w.crm.convert(lead)
  const { plan } = await w.push(undefined, { dry_run: true })
  expect(plan.counts).toEqual({ create: 1, update: 0, unchanged: 0, held_back: 2 })
  const reasons = plan.people.map(({ detail }) => detail).join()
  expect(reasons).toContain(contact)
  expect(reasons).toContain(lead)
})

test('setup makes the fields of both kinds, and a lead that a human made is taken up', async () => {
  const w = await opened(FEW)
  const there = w.crm.add('person', { LastName: 'Lee', Company: 'Theirs', Email: addresses[0]! })
  const done = await w.push()
  expect(done.failures).toEqual([])
  expect([done.counts.created, done.counts.updated]).toEqual([2, 1])
  const held = w.crm.held('person').find(({ id }) => id === there)
  expect(held!.prm_id).not.toBeNull()
  expect(held!.values).toMatchObject({ Title: 'CTO' })
})
