/** `prm push` to a CRM, and `prm run` that ends with one: what people read, against a HubSpot on this machine. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { startHubSpot } from '../../src/connectors/hubspot/fake.ts'
import { folder } from '../support/folder.ts'
import { vouchFor } from '../support/vouched.ts'
import { world } from '../support/world.ts'
import { testIo } from './test-io.ts'

const LIST = `Name,Email,Company,Website
Ann Lee,ann@acme.example,Acme,acme.example
Bob Roe,bob@acme.example,Acme,acme.example
Fay Ray,,Initech,initech.example
`
const CONFIG = 'gates: {mvl: []}\nvalidate: {extra_tlds: [example]}\n'

interface Told {
  code: number
  stdout: string
  stderr: string
}

const scene = async (config = CONFIG, list = LIST) => {
  const crm = await startHubSpot()
  onTestFinished(() => crm.close())
  const cwd = folder()
  writeFileSync(join(cwd, 'leads.csv'), list)
  writeFileSync(join(cwd, 'prm.yaml'), config)
  const env = { PRM_HUBSPOT_URL: crm.url, PRM_HUBSPOT_KEY: crm.key, PRM_NOW: '2026-11-21T09:00:00Z' }
  const prm = async (line: string, more: Record<string, string> = {}): Promise<Told> => {
    const io = testIo({ cwd, env: { ...env, ...more } })
    const code = await main(line.split(' '), io)
    return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  /** The domains of the list were found to take mail. */
  const vouch = (...addresses: string[]): void => {
    const w = world(join(cwd, 'prospects.db'))
    vouchFor(w.deps, addresses)
    w.file.close()
  }
  return { crm, prm, vouch }
}

const connected = async (config = CONFIG) => {
  const made = await scene(config)
  made.vouch('ann@acme.example', 'bob@acme.example')
  await made.prm('import leads.csv')
  await made.prm('push --to hubspot --setup --yes')
  return made
}

test('a wrong name, a file that is not connected and a script without --yes are told in this order', async () => {
  const { prm, crm } = await scene()
  await prm('import leads.csv')
  expect(await prm('push --to hubspt')).toEqual({
    ...{ code: 2, stdout: '', stderr: 'prm: there is no service "hubspt"\n  → did you mean hubspot?\n' },
  })
  expect((await prm('push --to hubspt --failed')).stderr).toContain('did you mean hubspot?')
  expect((await prm('push --to hubspot')).stderr).toContain('this file is not connected to HubSpot')
  expect(crm.requests).toEqual([])
  await prm('push --to hubspot --setup --yes')
  expect((await prm('push --to hubspot')).stderr).toContain('HubSpot is written to only after a yes')
})

test('the plan, the act and the second time', async () => {
  const { prm, crm } = await connected()
  crm.add('person', { email: 'bob@acme.example', firstname: 'Robert', jobtitle: 'CTO' })
  const plan = await prm('push --to hubspot --dry-run')
  expect(plan.code).toBe(0)
  expect(
    plan.stdout.replaceAll(/\b[\da-z]{12,13}\b/g, '‹id›').replaceAll(/ prm_[a-h|j-z]\w+: [^,\n]*,?/g, ''),
  ).toMatchInlineSnapshot(`
    "Plan	Company	Why or what
    create	Acme	name: Acme, domain: acme.example, website: https://acme.example,
    Plan	Person	Company	Score	Why or what
    create	Ann Lee	Acme		firstname: Ann, lastname: Lee, email: ann@acme.example, company: Acme, website: https://acme.example,
    update	Bob Roe	Acme		prm_id: (nothing) → ‹id›, lastname: (nothing) → Roe, company: (nothing) → Acme, website: (nothing) → https://acme.example, tied to Acme, firstname kept: theirs, Robert (ours: Bob)
    held back	Fay Ray	Initech		nothing to know them by there (no e-mail address, no domain)

    3 people judged by the gate mvl, for HubSpot (4711 at app-eu1.hubspot.com)
      1 create     not there yet
      1 update     there, with other values
      1 held back  not given away
    held back for: nothing to know them by there (no e-mail address, no domain): 1
    their companies: 1 create
    Dry run: nothing was written.
    "
  `)
  const act = await prm('push --to hubspot --yes')
  expect(act.stdout).toMatch(
    /^Given to HubSpot: people 1 created, 1 updated; companies 1 created\. Run \d+\.$/m,
  )
  const again = await prm('push --to hubspot --yes')
  expect(again.stdout).toMatch(/^HubSpot has all of the others already\.$/m)
  expect([crm.held('person').length, crm.held('company').length]).toEqual([2, 1])
})

test('--where chooses people, and is for a CRM', async () => {
  const { prm, crm } = await connected()
  const line = ['push', '--to', 'hubspot', '--yes', '--where', "email='ann@acme.example'"].join(' ')
  expect((await prm(line)).stdout).toContain("1 person where email='ann@acme.example' judged by the gate mvl")
  expect(crm.held('person').map(({ values }) => values.email)).toEqual(['ann@acme.example'])
  expect((await prm('push --to csv:x.csv --where score>1')).stderr).toContain('--where is for a CRM')
})

test('a key that is refused: nothing is written, and the key is not told', async () => {
  const { prm, crm } = await connected()
  const { code, stderr } = await prm('push --to hubspot --yes', { PRM_HUBSPOT_KEY: 'pat-na1-11112222-wrong' })
  expect([code, crm.held('person')]).toEqual([4, []])
  expect(stderr).not.toContain('11112222')
})

test('prm run gives to a CRM only where the config says so, and only from a file that is connected', async () => {
  const { prm, crm, vouch } = await scene(`${CONFIG}run: {push: hubspot}\n`)
  const first = await prm('run leads.csv')
  expect([first.code, first.stdout]).toEqual([2, ''])
  expect(first.stderr).toContain('no file is connected to HubSpot')
  vouch('ann@acme.example', 'bob@acme.example')
  expect((await prm('run leads.csv')).stderr).toContain('this file is not connected to HubSpot')
  expect((await prm('list --json')).stdout).not.toContain('ann@acme.example')
  await prm('push --to hubspot --setup --yes')
  const dry = await prm('run leads.csv --dry-run')
  expect(dry.stdout).toMatch(/^create\tAnn Lee\tAcme\t/m)
  expect(crm.held('person')).toEqual([])
  const run = await prm('run leads.csv')
  expect([run.code, crm.held('person').length]).toEqual([0, 2])
  expect(run.stdout).toMatch(/^Given to HubSpot: people 2 created; companies 1 created\. Run \d+\.$/m)
  expect(run.stderr).toMatch(/prm undo \d+ takes back what HubSpot was given, prm undo \d+ the rest/)
  const again = await prm('run leads.csv')
  expect([again.code, crm.held('person').length]).toEqual([0, 2])
  const refused = await prm('run leads.csv', { PRM_HUBSPOT_KEY: 'pat-na1-11112222-wrong' })
  expect([refused.code, refused.stdout.split('\n').at(-2)]).toEqual([
    4,
    'Nothing was given to HubSpot: HubSpot refuses the key: Authentication credentials not found: Bearer ‹key›.',
  ])
  expect((await prm('run --to hubspot')).stderr).toContain('only where the config says so')
})

test('taking a push back is planned first: what is whose, who stays, and then done once', async () => {
  const { prm, crm } = await connected()
  const bob = crm.add('person', { email: 'bob@acme.example', firstname: 'Robert', jobtitle: 'CTO' })
  const { stdout } = await prm('push --to hubspot --yes')
  const run = /Run (\d+)\./.exec(stdout)![1]!
  crm.change('person', bob, { website: 'https://bob.example' })
  await prm('stage ann@acme.example customer')
  expect((await prm(`undo ${run} --dry-run`)).stdout).toMatchInlineSnapshot(`
    "Plan	Who	What
    kept	Ann Lee	prm made it, and it is a customer now
    restore	Bob Roe	lastname: Roe → (nothing), company: Acme → (nothing), prm_reasons: the company and its domain are known; the e-mail address passed every check so far → (nothing), website kept: theirs, https://bob.example
    kept	Acme	prm made it, and a customer works there now
    Run 3, given to HubSpot (4711 at app-eu1.hubspot.com): 0 to archive, 1 to restore, 2 left as they are
    Dry run: nothing was changed.
    "
  `)
  expect((await prm(`undo ${run}`)).stderr).toContain('prm: HubSpot is written to only after a yes\n')
  expect((await prm(`undo ${run} --yes`)).stdout).toBe(
    'Run 3 is taken back at HubSpot: 0 records archived, 1 restored, 2 left as they are. Run 5.\n',
  )
  expect((await prm(`undo ${run} --yes`)).stderr).toBe(
    'prm: run 3 has been undone\n  → prm history lists the runs\n',
  )
})

test('what failed stays visible, with its reason, until it is given', async () => {
  const { prm, vouch } = await scene(CONFIG, 'Name,Email,Company\nEve Moe,eve@acme.xn--p1ai,Acme\n')
  vouch('eve@acme.xn--p1ai')
  await prm('import leads.csv')
  await prm('push --to hubspot --setup --yes')
  const half = await prm('push --to hubspot --yes')
  expect([half.code, half.stdout]).toMatchInlineSnapshot(`
    [
      3,
      "1 person judged by the gate mvl, for HubSpot (4711 at app-eu1.hubspot.com)
      1 create     not there yet
    their companies: 1 held back
    Given to HubSpot: people 1 failed; companies nothing new. Run 3.
      Eve Moe: HubSpot says: email: Email address eve@acme.xn--p1ai is invalid
    ",
    ]
  `)
  expect((await prm('push --to hubspot --failed')).stdout).toMatchInlineSnapshot(`
    "Who	Address	Why	Next push
    Eve Moe	eve@acme.xn--p1ai	HubSpot says: email: Email address eve@acme.xn--p1ai is invalid	leaves it
    "
  `)
  expect((await prm('push --to hubspot --yes')).stdout).toMatchInlineSnapshot(`
    "1 person judged by the gate mvl, for HubSpot (4711 at app-eu1.hubspot.com)
      1 held back  not given away
    held back for: was refused there before: 1
    their companies: 1 held back
    Nobody to give: nothing was written.
    "
  `)
})
