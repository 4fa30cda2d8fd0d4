import { describe, expect, onTestFinished, test } from 'vitest'
import { startPhantomBuster } from '../../../src/connectors/phantombuster/fake.ts'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { listChanges } from '../../../src/core/look/changes.ts'
import { refreshFile, type RefreshInput, type RefreshResult } from '../../../src/core/run/refresh.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { fastClock, serviceAt } from '../../contract/kit.ts'
import { madeUp, type MadeUp } from '../../support/made-up-service.ts'
import { importText, peopleOf, personOf, tableCounts, world, type World } from '../../support/world.ts'

const opened = async (): Promise<World> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(
    w,
    `Name,Email,Job title,Company,Website,Employees
Ann Lee,ann@acme.example,CTO,Acme,acme.example,80
Bo Ek,bo@birch.example,VP Sales,Birch,birch.example,20
`,
  )
  await enrichPeople(w.deps)
  await validateAddresses(w.deps, { extra_tlds: ['example'] })
  return w
}

const later = (w: World, day: string): void => {
  w.deps = { ...w.deps, now: () => new Date(`${day}T09:00:00.000Z`), asOf: new Date(`${day}T00:00:00.000Z`) }
}

const people = (): MadeUp =>
  madeUp('people', { gives: ['title', 'email', 'company'] }, ({ known }) =>
    known.email!.startsWith('ann')
      ? { fields: { title: 'CEO', company: 'Birch', domain: 'birch.example', email: 'ann@birch.example' } }
      : { fields: { title: 'VP Sales' } },
  )
const firms = (): MadeUp =>
  madeUp('firms', { kind: 'company', gives: ['employees'], needs: [['domain']] }, ({ known }) =>
    known.domain === 'birch.example' ? { fields: { company: 'Birch Group', employees: '25' } } : 'none',
  )

const refresh = (w: World, made: MadeUp[], more: Partial<RefreshInput> = {}): Promise<RefreshResult> =>
  refreshFile(w.deps, {
    config: { ...DEFAULT_CONFIG, validate: { ...DEFAULT_CONFIG.validate, extra_tlds: ['example'] } },
    older_than: 30,
    enrich: {
      services: {
        person: made.map(({ service }) => service).filter(({ connector }) => connector.enriches!.person),
        company: made.map(({ service }) => service).filter(({ connector }) => connector.enriches!.company),
      },
      clock: fastClock(),
    },
    check: {},
    ...more,
  })

describe('a refresh', () => {
  test('collects first; a collection that fails stops nothing', async () => {
    const w = await opened()
    const fake = await startPhantomBuster()
    onTestFinished(() => fake.close())
    const service = await serviceAt('phantombuster', fake)
    const collection = { service, launch: true, as: 'people' } as const
    const made = people()
    const result = await refresh(w, [made], {
      collect: [
        { ...collection, agent: '123' },
        { ...collection, agent: '124', service: await serviceAt('phantombuster', { ...fake, key: 'wrong' }) },
      ],
    })
    expect(result.counts.collected).toBe(3)
    expect(result.steps.collect).toMatchObject([
      { agent: '123', result: { did: 'launched', counts: { created: 2 } }, failed: null },
      { agent: '124', result: null, failed: { message: expect.any(String) as string } },
    ])
    await undoRun(w.deps, { run: result.run! })
    expect(w.file.people.count()).toBe(2)
  })

  test('checks the addresses that enriching found', async () => {
    const w = await opened()
    later(w, '2027-01-15')
    const result = await refresh(w, [people()])
    expect(result.steps.validate.counts.checked).toBe(2)
    expect(result.steps.validate_found?.counts.checked).toBe(1)
    expect(personOf(w, 'ann@birch.example')).toMatchObject({ email_checked: '2027-01-15T09:00:00.000Z' })
    later(w, '2027-01-16')
    expect((await refresh(w, [])).steps.validate_found).toBeNull()
  })

  test('tells who has another job and which company another name, and is undone as one', async () => {
    const w = await opened()
    const before = peopleOf(w)
    later(w, '2027-01-15')
    const result = await refresh(w, [people(), firms()])
    expect(result.kinds).toMatchObject({ job_change: 1, title: 1, email: 1, rename: 1, company: 1 })
    expect(result.changes.map(({ kind, name, old, new: now }) => [kind, name, old, now])).toEqual(
      expect.arrayContaining([
        ['title', 'Ann Lee', 'CTO', 'CEO'],
        ['job_change', 'Ann Lee', null, expect.stringMatching(/^from Acme to Birch/)],
        ['rename', 'Birch Group', 'Birch', 'Birch Group'],
        ['company', 'Birch Group', '20', '25'],
      ]),
    )
    expect(result.counts).toMatchObject({ checked: 3, questions: 4 })
    expect(result.spent).toBeCloseTo(0.3, 9)
    w.file.setClock('2026-11-21')
    await undoRun(w.deps, { run: result.run! })
    w.deps = { ...w.deps, asOf: new Date('2026-11-21T00:00:00Z') }
    expect(peopleOf(w).map(({ title, company, email }) => [title, company, email])).toEqual(
      before.map(({ title, company, email }) => [title, company, email]),
    )
  })

  test('asks nobody before the time has come, and leaves what is fresh', async () => {
    const [w, a, b] = [await opened(), people(), firms()]
    later(w, '2026-12-01')
    const result = await refresh(w, [a, b])
    expect([a.requests, b.requests, result.changes, result.counts.checked]).toEqual([[], [], [], 0])
  })

  test('a dry run says what it would cost, and asks and writes nothing', async () => {
    const [w, a, b] = [await opened(), people(), firms()]
    later(w, '2027-01-15')
    const before = tableCounts(w)
    const { steps, run } = await refresh(w, [a, b], { dry_run: true })
    expect(steps.enrich.plan).toMatchObject({ cost: expect.closeTo(0.4, 9) as number })
    expect([run, a.requests, b.requests, tableCounts(w)]).toEqual([null, [], [], before])
  })

  test('keeps within one purse', async () => {
    const [w, a, b] = [await opened(), people(), firms()]
    later(w, '2027-01-15')
    const { enrich } = (
      await refresh(w, [a, b], {
        enrich: {
          ...{ services: { person: [a.service], company: [b.service] }, max_cost: 0.2, clock: fastClock() },
        },
      })
    ).steps
    expect(enrich.services!.spent).toBeLessThanOrEqual(0.2 + 1e-9)
  })
})

describe('changes', () => {
  test('are what has changed, not what was filled in; by kind and time', async () => {
    const w = await opened()
    expect(listChanges(w.deps, {}).changes).toEqual([])
    later(w, '2027-01-15')
    await refresh(w, [people(), firms()])
    later(w, '2027-03-15')
    expect(listChanges(w.deps, { since: 30 }).counts.changes).toBe(0)
    expect(listChanges(w.deps, { since: 90, kind: 'job change' }).counts.changes).toBe(1)
    expect(() => listChanges(w.deps, { kind: 'jobchange' })).toThrow('"jobchange" is no kind of change')
  })

  test('an address that has died is news once', async () => {
    const w = await opened()
    later(w, '2027-01-15')
    const { startRun } = await import('../../../src/core/derive/run.ts')
    w.file.write(() => {
      const run_id = startRun(w.deps, 'validate', {})
      const row = {
        kind: 'email',
        address: 'bo@birch.example',
        verdict: 'invalid',
        level: 'mailbox',
      } as const
      const more = { reason: 'mailbox_not_found', suggestion: null, checked_by: 'x', evidence: null }
      for (const checked_at of ['2027-01-15T09:00:00Z', '2027-01-16T09:00:00Z'])
        w.file.verdicts.add({ run_id, ...row, ...more, checked_at })
    })
    expect(listChanges(w.deps, {}).changes).toMatchObject([
      { kind: 'dead_address', name: 'Bo Ek', what: 'bo@birch.example', old: 'plausible' },
    ])
  })
})
