/** Services asked by enrich: whom they are asked about, what becomes of their answers. */
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { enrichPeople, type EnrichInput, type EnrichResult } from '../../../src/core/enrich/enrich.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { fastClock } from '../../contract/kit.ts'
import { folder } from '../../support/folder.ts'
import { madeUp, type MadeUp, type Reply } from '../../support/made-up-service.ts'
import { importText, peopleOf, personOf, tableCounts, world, type World } from '../../support/world.ts'

const LIST = `Name,Email,Job title,Company,Website,Employees
Ann Lee,ann@acme.example,CTO,Acme,acme.example,
Bo Ek,bo@acme.example,,Acme,acme.example,
Cy Orr,cy@birch.example,,Birch,birch.example,80
`

const opened = async (list = LIST): Promise<World> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(w, list)
  return w
}

const titles = (
  reply: (email: string) => Reply = () => ({ fields: { title: 'VP Sales' } }),
  more = {},
): MadeUp => madeUp('titles', { gives: ['title'], ...more }, ({ known }) => reply(known.email!))
const firms = (
  fields: Record<string, string> = { employees: '1,200', industry: 'Tools' },
  more = {},
): MadeUp =>
  madeUp(
    'firms',
    { kind: 'company', gives: ['employees', 'industry'], needs: [['domain']], ...more },
    () => ({
      fields,
    }),
  )

const enrich = (w: World, made: readonly MadeUp[], input: EnrichInput = {}): Promise<EnrichResult> => {
  const those = (kind: 'person' | 'company') =>
    made.map(({ service }) => service).filter(({ connector }) => connector.enriches![kind] !== undefined)
  const services = { person: those('person'), company: those('company') }
  return enrichPeople(w.deps, { services, clock: fastClock(), ...input })
}

const later = (w: World, day: string): void => {
  w.deps = { ...w.deps, now: () => new Date(`${day}T09:00:00.000Z`), asOf: new Date(`${day}T00:00:00.000Z`) }
  w.file.setClock(day)
}

const emails = ({ requests }: MadeUp): unknown[] => requests.flat().map(({ known }) => known.email)

describe('whom it asks about', () => {
  test('only who lacks something, and a company once', async () => {
    const [w, a, b] = [await opened(), titles(), firms()]
    const result = await enrich(w, [a, b])
    expect(emails(a)).toEqual(['bo@acme.example', 'cy@birch.example'])
    expect(b.requests.flat().map(({ known, wanted }) => [known.domain, wanted])).toEqual([
      ['acme.example', ['employees', 'industry']],
      ['birch.example', ['industry']],
    ])
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      title: 'CTO',
      employees: 1200,
      industry: 'Tools',
    })
    expect(personOf(w, 'bo@acme.example')).toMatchObject({ title: 'VP Sales', seniority: 'vp' })
    // What the list said stays.
    expect(personOf(w, 'cy@birch.example')).toMatchObject({ employees: 80, industry: 'Tools' })
    expect(result.counts).toMatchObject({
      questions: 4,
      found: 4,
      none: 0,
      unknown: 0,
      failed: 0,
      not_asked: 0,
    })
    expect(result.filled).toMatchObject({ title: 2, employees: 1, industry: 2 })
    expect(result.services).toMatchObject({ spent: expect.closeTo(0.4, 9) as number })
  })

  test('the run tells what was paid, also where nothing came of it; what is too dear for one is said', async () => {
    const [w, a] = [await opened(), titles(() => 'none')]
    const dear = await enrich(w, [a], { max_cost_each: 0.01 })
    expect(dear.services!.notes).toEqual([
      `${a.service.connector.title} was not asked about 2 people: it would have cost more than the limit for each`,
    ])
    const paid = await enrich(w, [firms()], {})
    expect(JSON.parse(w.file.runs.get(paid.run!)!.counts)).toMatchObject({
      USD_spent: paid.services!.spent,
    })
    const again = await enrich(w, [firms()], {})
    expect(again.run).toBeNull()
  })

  test('nobody who must not be written to, and nothing that is nobody’s business', async () => {
    const w = await opened(`Name,Email,Notes,Tags,Unsubscribed
Ann Lee,ann@acme.example,hates cold calls,vip,yes
Bo Ek,bo@birch.example,met at the bar,vip,
`)
    const [a, b] = [titles(), firms()]
    await enrich(w, [a, b])
    expect(emails(a)).toEqual(['bo@birch.example'])
    expect(b.requests.flat().map(({ known }) => known.domain)).toEqual(['birch.example'])
    expect(JSON.stringify(a.requests)).not.toMatch(/bar|vip/)
  })

  test('--need and --where choose; --limit counts those who have to be asked about', async () => {
    const [w, a] = [await opened(), titles()]
    await enrich(w, [a], { need: ['phone'] })
    expect(a.requests).toEqual([])
    await enrich(w, [a], { where: "email LIKE 'cy@%'" })
    expect(emails(a)).toEqual(['cy@birch.example'])
    const [v, b] = [await opened(), titles(() => 'none')]
    await enrich(v, [b], { limit: 1 })
    await enrich(v, [b], { limit: 1 })
    expect(emails(b)).toEqual(['bo@acme.example', 'cy@birch.example'])
  })

  test('a service that is free is asked for whatever it gives', async () => {
    const [w, a] = [
      await opened(),
      firms({ technologies: 'HubSpot; Stripe' }, { gives: ['technologies'], price: 0 }),
    ]
    await enrich(w, [a])
    expect(personOf(w, 'ann@acme.example').technologies).toBe('HubSpot; Stripe')
  })

  test('an address that is proved wrong is missing', async () => {
    const w = await opened()
    const row = { kind: 'email', address: 'ann@acme.example', verdict: 'invalid', level: 'mailbox' } as const
    const { startRun } = await import('../../../src/core/derive/run.ts')
    const { Derivation } = await import('../../../src/core/derive/derive.ts')
    w.file.write(() => {
      const run_id = startRun(w.deps, 'validate', {})
      const more = {
        reason: null,
        suggestion: null,
        checked_by: 'x',
        checked_at: '2026-11-21',
        evidence: null,
      }
      w.file.verdicts.add({ run_id, ...row, ...more })
      const derivation = new Derivation(w.file, { run_id, why: 'verdict' })
      derivation.judge(w.file.people.idsByAddress(row.address)[0]!)
      derivation.flush()
    })
    const finder = madeUp('finder', { gives: ['email'], needs: [['full_name', 'domain']] }, () => ({
      fields: { email: 'a.lee@acme.example' },
    }))
    await enrich(w, [finder])
    expect(finder.requests.flat().map(({ known }) => [known.full_name, known.email])).toEqual([
      ['Ann Lee', undefined],
    ])
    expect(personOf(w, 'ann@acme.example').email).toBe('a.lee@acme.example')
  })
})

describe('what becomes of an answer', () => {
  test('a record of that source, that undo takes away; what was paid for stays known', async () => {
    const [w, a, b] = [await opened(), titles(), firms()]
    const before = peopleOf(w)
    const { run } = await enrich(w, [a, b])
    const origins = w.file.records.originsOf(String(personOf(w, 'bo@acme.example').id))
    expect(origins.map(({ source }) => source)).toEqual(['list', 'titles'])
    await undoRun(w.deps, { run: run! })
    expect(peopleOf(w)).toEqual(before)
    const asked = [a.requests.length, b.requests.length]
    const again = await enrich(w, [a, b])
    expect([a.requests.length, b.requests.length]).toEqual(asked)
    expect(again.services!.spent).toBe(0)
    expect(personOf(w, 'bo@acme.example').title).toBe('VP Sales')
  })

  test('twice: the second run asks nothing and changes nothing', async () => {
    const [w, a, b] = [
      await opened(),
      titles((email) => (email.startsWith('cy') ? 'none' : { fields: { phone: '+1 415 555 0132' } })),
      firms({ industry: 'Tools' }),
    ]
    await enrich(w, [a, b])
    const [counts, asked] = [tableCounts(w), a.requests.length + b.requests.length]
    const again = await enrich(w, [a, b])
    expect(again.run).toBeNull()
    expect(a.requests.length + b.requests.length).toBe(asked)
    expect(tableCounts(w)).toEqual(counts)
    expect(again.counts).toMatchObject({ questions: 3, none: 3, fields: 0 })
  })

  test('what an answer about a person says of their company only fills, and is written once', async () => {
    const [w, a] = [
      await opened(),
      madeUp('all', { gives: ['title', 'employees', 'phone'] }, () => ({
        fields: { title: 'VP', company: 'ACME INC', domain: 'acme.example', employees: '70' },
      })),
    ]
    await enrich(w, [a], { where: "email LIKE 'bo@%'", need: ['title', 'phone'] })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ company: 'Acme', employees: 70 })
    const counts = tableCounts(w)
    expect((await enrich(w, [a], { where: "email LIKE 'bo@%'", need: ['title', 'phone'] })).run).toBeNull()
    expect(tableCounts(w)).toEqual(counts)
  })

  test('two people with one answer each have it', async () => {
    const w = await opened(`Name,Email\nAnn Lee,ann@acme.example\nBo Ek,bo@acme.example\n`)
    await enrich(w, [titles()])
    expect(peopleOf(w).map(({ title }) => title)).toEqual(['VP Sales', 'VP Sales'])
  })

  test('about a company it makes no person; a company without a domain gets one', async () => {
    const w = await opened(
      'Name,Email,Company\nAnn Lee,ann@gmail.com,Acme Tools\nBo Ek,bo@gmail.com,Acme Tools\n',
    )
    const a = madeUp(
      'namer',
      { kind: 'company', gives: ['domain', 'employees'], needs: [['company']] },
      () => ({
        fields: { company: 'ACME TOOLS INC', domain: 'acme.example', employees: '50', city: 'Berlin' },
      }),
    )
    await enrich(w, [a], { need: ['employees'] })
    expect(peopleOf(w)).toMatchObject([
      { full_name: 'Ann Lee', domain: 'acme.example', employees: 50 },
      { full_name: 'Bo Ek', domain: 'acme.example', employees: 50 },
    ])
    expect(w.file.companies.count()).toBe(1)
    expect(a.requests.length).toBe(1)
  })

  test('deriving everything anew gives the same', async () => {
    const [w, a, b] = [await opened(), titles(), firms()]
    await enrich(w, [a, b])
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(rebuilt).toEqual(present)
  })

  test('signals belong to whom they are about', async () => {
    const w = await opened()
    const signal = { kind: 'hiring' as const, on: '2026-11-01', detail: '3 open positions', url: null }
    const a = titles(() => ({
      fields: { title: 'VP' },
      signals: [
        { of: 'company', ...signal },
        { of: 'person', ...signal, kind: 'job_change', on: null },
      ],
    }))
    const result = await enrich(w, [a], { where: "email LIKE 'bo@%'" })
    expect(result.counts.signals).toBe(2)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ last_hiring: '2026-11-01' })
    expect(personOf(w, 'bo@acme.example')).toMatchObject({ last_job_change: '2026-11-21' })
    expect(personOf(w, 'ann@acme.example').last_job_change).toBeNull()
    await undoRun(w.deps, { run: result.run! })
    expect(personOf(w, 'ann@acme.example').last_hiring).toBeNull()
  })

  test('who has opted out there is suppressed here', async () => {
    const w = await opened()
    const result = await enrich(w, [
      titles((email) => (email.startsWith('bo') ? { opted_out: true } : 'none')),
    ])
    expect(result.counts.opted_out).toBe(1)
    expect(personOf(w, 'bo@acme.example')).toMatchObject({ suppressed: 1 })
    expect(personOf(w, 'cy@birch.example')).toMatchObject({ suppressed: 0 })
  })
})

describe('asking again', () => {
  const NEW_JOB = {
    fields: { title: 'CEO', company: 'Birch', domain: 'birch.example', email: 'ann@birch.example' },
  }
  const boss = (): MadeUp =>
    madeUp('boss', { gives: ['title', 'company', 'email'] }, ({ known }) =>
      known.email!.startsWith('ann') ? NEW_JOB : 'none',
    )

  test('without --refresh what is known stands', async () => {
    const [w, a] = [await opened(), boss()]
    later(w, '2027-11-21')
    await enrich(w, [a])
    expect(emails(a)).toEqual(['bo@acme.example', 'cy@birch.example'])
  })

  test('a newer answer closes the old role, opens the new one, and doubts the old address', async () => {
    const [w, a] = [await opened(), boss()]
    await enrich(w, [a], { refresh: true, older_than: 90, where: "email LIKE 'ann@%'" })
    expect(a.requests).toEqual([])
    later(w, '2027-03-01')
    const ann = String(personOf(w, 'ann@acme.example').id)
    const result = await enrich(w, [a], { refresh: true, older_than: 90, where: "email LIKE 'ann@%'" })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      ...{ id: ann, title: 'CEO', company: 'Birch', email: 'ann@birch.example', email2: 'ann@acme.example' },
      last_job_change: '2027-03-01',
    })
    const roles = w.file.leads.rows(
      "SELECT title, until, is_current FROM role WHERE person_id = (SELECT id FROM person WHERE full_name = 'Ann Lee') ORDER BY is_current",
    )
    expect(roles).toEqual([
      { title: 'CTO', until: '2027-03-01', is_current: 0 },
      { title: 'CEO', until: null, is_current: 1 },
    ])
    expect(w.file.changes.ofRun(result.run!).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['title', 'email', 'email2']),
    )
    // Asked about today, it is not asked about again today.
    await enrich(w, [a], { refresh: true, older_than: 90, where: "email LIKE '%ann@%'" })
    expect(a.requests.length).toBe(1)
  })

  test('a company goes by another name, and moves to another domain: it stays the same company', async () => {
    const w = await opened()
    const { id } = w.file.companies.byKey('d:acme.example')!
    later(w, '2027-03-01')
    await enrich(w, [firms({ company: 'Acme Robotics', domain: 'acmerobotics.example', employees: '90' })], {
      ...{ refresh: true, need: ['employees'] },
    })
    expect(w.file.companies.byKey('d:acme.example')).toMatchObject({
      id,
      company: 'Acme Robotics',
      employees: 90,
    })
  })
})

describe('what it costs', () => {
  test('the plan asks nothing and changes nothing', async () => {
    const [w, a, b] = [await opened(), titles(), firms()]
    const before = tableCounts(w)
    const { plan, services, run } = await enrich(w, [a, b], { dry_run: true })
    expect([services, run, a.requests, b.requests]).toEqual([null, null, [], []])
    expect(plan).toMatchObject({ cost: expect.closeTo(0.4, 9) as number })
    expect(plan!.enrichers.map(({ service, questions }) => [service, questions])).toEqual([
      ['firms', 2],
      ['titles', 2],
    ])
    expect(tableCounts(w)).toEqual(before)
  })

  test('the best are asked about first, as far as the money goes', async () => {
    const [w, a] = [await opened(), titles()]
    const result = await enrich(w, [a], { max_cost: 0.1 })
    expect([a.requests.length, result.counts.not_asked]).toEqual([1, 1])
  })

  test('stopped midway, what was answered is there, and the next run goes on', async () => {
    const path = join(folder(), 'p.db')
    const w = world(path)
    onTestFinished(() => w.file.close())
    await importText(w, LIST)
    const stop = new AbortController()
    w.deps = { ...w.deps, signal: stop.signal }
    const a = titles(() => {
      stop.abort()
      return { fields: { title: 'VP Sales' } }
    })
    await expect(enrich(w, [a])).rejects.toThrow()
    expect(personOf(w, 'bo@acme.example').title).toBe('VP Sales')
    expect(w.file.runs.top(1)[0]!.status).toBe('interrupted')
    w.deps = { ...w.deps, signal: new AbortController().signal }
    await enrich(w, [a])
    expect(emails(a)).toEqual(['bo@acme.example', 'cy@birch.example'])
  })
})
