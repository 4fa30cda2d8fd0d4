import { describe, expect, test } from 'vitest'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { setupTarget } from '../../../src/core/push/setup.ts'
import { mergePeople } from '../../../src/core/dedupe/merge.ts'
import { suppressAddresses } from '../../../src/core/suppress/suppress.ts'
import { rejection } from '../../support/failure.ts'
import { crmService, madeUpCrm } from '../../support/made-up-crm.ts'
import { importText } from '../../support/world.ts'
import { actionsOf, pushWorld, type PushWorld } from '../../support/push-world.ts'

const LIST = `First Name,Last Name,Email,Job Title,Company,Website,Employees,Industry
Ann,Lee,ann@acme.example,CEO,Acme,acme.example,40,Software
Bob,Roe,bob@acme.example,Engineer,Acme,acme.example,40,Software
Carla,Diaz,carla@shop.example,VP Sales,Shop,shop.example,7,Mining
`

const edit = (w: PushWorld, who: string, changes: Record<string, string>) =>
  editPerson(w.deps, { who, changes })

describe('the connection', () => {
  test('an unconnected file is refused; setup shows, then makes the fields and connects', async () => {
    const w = await pushWorld(LIST, { connect: false })
    expect(await rejection(w.push())).toMatchObject({ code: 'push.not_connected', kind: 'usage' })
    const service = crmService(w.crm.server.url)
    const shown = await setupTarget(w.deps, { service, config: w.config, dry_run: true })
    expect(shown).toMatchObject({ done: false, plan: { account: { id: 'acc-1' }, connected: false } })
    expect(shown.plan.make.person.map(({ name }) => name)).toEqual([
      ...['prm_id', 'prm_score', 'prm_reasons', 'prm_signals', 'prm_route'],
    ])
    expect(shown.plan.make.company.map(({ name, isUnique }) => [name, isUnique])).toEqual([['prm_id', true]])
    const declined = await setupTarget(w.deps, {
      service,
      config: w.config,
      agree: () => Promise.resolve(false),
    })
    expect([declined.done, w.file.connections.get('crm')]).toEqual([false, undefined])
    const done = await setupTarget(w.deps, { service, config: w.config })
    expect([done.done, done.counts.fields]).toEqual([true, 6])
    expect(w.file.connections.get('crm')).toMatchObject({ account_id: 'acc-1', account: 'Acme sandbox' })
    const again = await setupTarget(w.deps, { service, config: w.config })
    expect([again.done, again.counts.fields, again.plan.connected]).toEqual([true, 0, true])
  })

  test('the key of another account is refused, also by setup once people were given', async () => {
    const w = await pushWorld(LIST)
    w.crm.accounts.set('other', { id: 'acc-2', title: 'Beta Ltd' })
    const service = crmService(w.crm.server.url, 'other')
    expect(await rejection(w.push({ service }))).toMatchObject({ code: 'push.other_account' })
    await w.push()
    expect(await rejection(setupTarget(w.deps, { service, config: w.config }))).toMatchObject({
      code: 'push.other_account',
    })
    expect(w.crm.made).toBe(5)
  })

  test('a refused key and a service that is down say so', async () => {
    const w = await pushWorld(LIST)
    const service = crmService(w.crm.server.url, 'wrong')
    expect(await rejection(w.push({ service }))).toMatchObject({ kind: 'credential' })
  })
})

describe('a push', () => {
  test('gives people with their companies, once', async () => {
    const w = await pushWorld(LIST)
    const shown = await w.push({ dry_run: true })
    expect([shown.plan.counts, shown.plan.company_counts, w.crm.made]).toEqual([
      { create: 3, update: 0, unchanged: 0, held_back: 0 },
      { create: 2, update: 0, unchanged: 0, held_back: 0 },
      0,
    ])
    const first = await w.push()
    expect(first).toMatchObject({ counts: { created: 3, failed: 0 }, companies: { created: 2 }, done: true })
    const ann = w.crm.of('person', 'ann@acme.example')!
    expect(ann).toMatchObject({
      prm_id: w.id('ann@acme.example'),
      values: { first: 'Ann', job: 'CEO', line: 'SOFTWARE' },
    })
    expect(ann.company).toBe(w.crm.of('company', 'acme.example')!.id)
    expect(w.crm.of('company', 'acme.example')).toMatchObject({ values: { title: 'Acme', staff: '40' } })
    // Mining is no choice there.
    expect(first.plan.unfit).toEqual({ line: { values: 1, example: 'Mining' } })
    expect(w.crm.of('person', 'carla@shop.example')!.values.line).toBeUndefined()
    const again = await w.push()
    expect([again.run, again.counts.unchanged, w.crm.made]).toEqual([null, 3, 5])
    expect(w.crm.server.requests.filter(({ path }) => path === '/find')).toHaveLength(4)
  })

  test('doubles nobody in a full CRM, and leaves what is there', async () => {
    const w = await pushWorld(LIST)
    const there = w.crm.add('person', { mail: 'Ann@Acme.example', job: 'Founder' })
    w.crm.add('company', { site: 'acme.example', title: 'ACME' })
    const result = await w.push()
    expect(result.counts).toMatchObject({ created: 2, updated: 1 })
    const [ann] = result.plan.people.filter(({ name }) => name === 'Ann Lee')
    expect(ann).toMatchObject({ kept: { job: ['CEO', 'Founder'] }, url: `https://crm.example/${there.id}` })
    expect(ann!.changes.first).toEqual([null, 'Ann'])
    expect(there).toMatchObject({
      prm_id: w.id('ann@acme.example'),
      values: { job: 'Founder', first: 'Ann' },
    })
    expect((await w.push()).run).toBeNull()
  })

  test('sends changed fields only, and not those that a human changed there', async () => {
    const w = await pushWorld(LIST)
    await w.push()
    const [ann, bob] = ['ann', 'bob'].map((name) => w.crm.of('person', `${name}@acme.example`)!)
    bob!.values.job = 'Chief Engineer'
    await edit(w, 'ann@acme.example', { title: 'Founder' })
    await edit(w, 'bob@acme.example', { title: 'CTO' })
    w.crm.server.requests.splice(0)
    const result = await w.push()
    expect(actionsOf(result)).toEqual({ Ann: 'update', Bob: 'unchanged', Carla: 'unchanged' })
    expect(result.plan.people.find(({ name }) => name === 'Ann Lee')!.changes).toEqual({
      job: ['CEO', 'Founder'],
    })
    expect(result.plan.people.find(({ name }) => name === 'Bob Roe')!.kept).toEqual({
      job: ['CTO', 'Chief Engineer'],
    })
    const [write] = w.crm.server.requests.filter(({ path }) => path === '/write')
    expect(JSON.parse(write!.text)).toMatchObject({ writes: [{ values: { job: 'Founder' }, company: null }] })
    expect([ann!.values.job, bob!.values.job]).toEqual(['Founder', 'Chief Engineer'])
    w.config = { ...w.config, targets: { crm: { fields: { person: {}, company: {} }, overwrite: ['job'] } } }
    expect((await w.push()).counts.updated).toBe(1)
    expect(bob!.values.job).toBe('CTO')
  })

  test('--compare looks at everybody', async () => {
    const w = await pushWorld(LIST)
    await w.push()
    w.crm.of('person', 'ann@acme.example')!.values.prm_score = '99'
    w.crm.remove('person', w.crm.of('person', 'bob@acme.example')!.id)
    expect((await w.push({ dry_run: true })).plan.counts.unchanged).toBe(3)
    const seen = await w.push({ compare: true, dry_run: true })
    expect(actionsOf(seen)).toEqual({ Ann: 'unchanged', Bob: 'deleted_there', Carla: 'unchanged' })
  })

  test('holds back by gate, suppression, unchecked addresses, and those it cannot tell apart', async () => {
    const w = await pushWorld(
      `${LIST}Dora,Kim,dora@acme.example,,Acme,acme.example,,\nEva,,eva@acme.example,,Acme,acme.example,,\nFay,Ray,,,Acme,acme.example,,\n`,
    )
    await w.import('Name,Email,Unsubscribed\nGus Moe,gus@acme.example,yes\n')
    await suppressAddresses(w.deps, { what: ['carla@shop.example'], reason: 'complaint' })
    w.crm.add('person', { mail: 'ann@acme.example' })
    w.crm.add('person', { mail: 'ann@acme.example' })
    w.crm.add('person', { mail: 'bob@acme.example', prm_id: '11zzzzzzzzzz' })
    const result = await w.push({ dry_run: true })
    expect(actionsOf(result)).toMatchObject({
      ...{ Ann: 'several_matches', Bob: 'other_file', Carla: 'suppressed', Dora: 'create' },
      ...{ Eva: 'required', Fay: 'no_identity', Gus: 'suppressed' },
    })
  })

  test('makes no company for people who are held back', async () => {
    const w = await pushWorld(`${LIST}Fay,Ray,,,Initech,initech.example,,\n`)
    const { plan } = await w.push()
    expect(plan.company_counts).toMatchObject({ create: 2, held_back: 0 })
    expect(w.crm.of('company', 'initech.example')).toBeUndefined()
    expect((await w.push()).run).toBeNull()
  })

  test.each(['Hal Ford', 'Ford, Hal'])('takes the name %s apart where nobody was enriched', async (name) => {
    const w = await pushWorld(`Name,Email\n"${name}",hal@acme.example\n`)
    await w.push()
    expect(w.crm.of('person', 'hal@acme.example')).toMatchObject({ values: { first: 'Hal', last: 'Ford' } })
    await enrichPeople(w.deps, {})
    const { plan } = await w.push({ dry_run: true })
    const [{ changes } = { changes: {} }] = plan.people
    expect(Object.keys(changes)).toEqual(['prm_reasons', '@company'])
  })

  test('two people in one row have no name to be greeted by', async () => {
    const w = await pushWorld('Name,Email\nIda & Jon Ames,ames@acme.example\n')
    expect(actionsOf(await w.push())).toEqual({ Ida: 'required' })
  })

  test('asks for a domain check whatever the gate says', async () => {
    const w = await pushWorld('')
    await importText(w, LIST)
    expect(new Set(Object.values(actionsOf(await w.push())))).toEqual(new Set(['email_check']))
    expect(w.crm.made).toBe(0)
  })
})

describe('what fails', () => {
  test('is told for each person; what may pass is tried again, the rest stays visible', async () => {
    const w = await pushWorld(LIST)
    w.crm.faults.set('ann@acme.example', 'refused').set('bob@acme.example', 'once')
    const first = await w.push()
    expect(first.counts).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      held_back: 0,
      failed: 2,
      not_sent: 0,
    })
    expect(first.failures.map(({ name, code, retry }) => [name, code, retry])).toEqual([
      ['Ann Lee', 'invalid', false],
      ['Bob Roe', 'service_failed', true],
    ])
    const second = await w.push()
    expect(actionsOf(second)).toEqual({ Ann: 'failed', Bob: 'create', Carla: 'unchanged' })
    expect(second.counts.created).toBe(1)
    w.crm.faults.clear()
    expect((await w.push()).run).toBeNull()
    expect((await w.push({ retry_failed: true })).counts.created).toBe(1)
    expect(w.file.pushes.open('crm')).toEqual([])
  })

  test('a company that fails does not keep its people; they are tied to it later', async () => {
    const w = await pushWorld(LIST)
    w.crm.faults.set('acme.example', 'once')
    const first = await w.push()
    expect([first.companies.failed, first.counts.created]).toEqual([1, 3])
    expect(w.crm.of('person', 'ann@acme.example')!.company).toBeNull()
    const second = await w.push()
    expect([second.companies.created, second.counts.updated]).toEqual([1, 2])
    expect(w.crm.of('person', 'ann@acme.example')!.company).toBe(w.crm.of('company', 'acme.example')!.id)
    expect((await w.push()).run).toBeNull()
  })

  test('a service that stops keeps the rest for later', async () => {
    const w = await pushWorld(LIST)
    const service = crmService(w.crm.server.url, 'key', {
      ...madeUpCrm,
      concurrency: 1,
      target: { ...madeUpCrm.target!, batch: { find: 50, write: 1, archive: 50 } },
    })
    const plan = await w.push({ dry_run: true })
    expect(plan.counts.not_sent).toBe(3)
    let writes = 0
    const target = service.connector.target!
    const flaky = {
      ...service,
      connector: {
        ...service.connector,
        target: {
          ...target,
          write: async (...args: Parameters<typeof target.write>) => {
            if (++writes === 4) w.crm.accounts.delete('key')
            return target.write(...args)
          },
        },
      },
    }
    const result = await w.push({ service: flaky })
    expect(result).toMatchObject({
      counts: { created: 1, not_sent: 2, failed: 0 },
      stopped: { kind: 'credential' },
    })
    expect(w.file.pushes.open('crm')).toEqual([])
    w.crm.accounts.set('key', { id: 'acc-1', title: 'Acme sandbox' })
    expect((await w.push()).counts).toMatchObject({ created: 2, unchanged: 1 })
  })
})

describe('merged people', () => {
  test('the survivor is updated, the other is reported', async () => {
    const w = await pushWorld(LIST)
    await w.push()
    const [ann, bob] = ['ann', 'bob'].map((name) => w.id(`${name}@acme.example`))
    await mergePeople(w.deps, { who: [ann!, bob!] })
    const result = await w.push()
    expect(result.plan.gone).toEqual([
      { id: bob, remote_id: w.crm.of('person', 'bob@acme.example')!.id, merged_into: ann },
    ])
    expect([result.counts.created, w.crm.made]).toEqual([0, 5])
  })

  test('a survivor that was never given takes the record of the other over', async () => {
    const w = await pushWorld(LIST)
    const [ann, bob] = ['ann', 'bob'].map((name) => w.id(`${name}@acme.example`))
    await w.push({ where: "email = 'bob@acme.example'" })
    await mergePeople(w.deps, { who: [ann!, bob!] })
    const result = await w.push({ where: "email like '%acme%'" })
    expect(result.counts).toMatchObject({ created: 0, updated: 1 })
    expect([...w.crm.records.person.values()].map(({ prm_id }) => prm_id)).toEqual([ann])
    expect((await w.push({ where: "email like '%acme%'" })).run).toBeNull()
  })
})
