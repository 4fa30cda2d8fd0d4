import { expect, onTestFinished, test, vi } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../../src/cli/main.ts'
import type * as Connectors from '../../src/connectors/index.ts'
import type { RemoteChange } from '../../src/connectors/target.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { folder } from '../support/folder.ts'
import { connect, CRM_KEY, crmConnector, startCrm, type TellingCrm } from '../support/telling-crm.ts'
import { testIo } from './test-io.ts'

vi.mock('../../src/connectors/index.ts', async (original) => {
  const { CONNECTORS } = await original<typeof Connectors>()
  return { CONNECTORS: { ...CONNECTORS, crm: () => Promise.resolve(crmConnector()) } }
})

interface Told {
  code: number
  stdout: string
  stderr: string
}

const change = (email: string, day: number, more: Partial<RemoteChange>): RemoteChange => ({
  ...{ kind: 'person', id: `r-${email}`, prm_id: null, email, at: `2026-11-${day}T09:00:00.000Z` },
  ...more,
})

const CHANGES: RemoteChange[] = [
  change('ann@acme.example', 18, { outcome: 'won', lifecycle: 'customer' }),
  change('bob@birch.example', 19, { owner: 'Otto', outcome: 'replied' }),
  change('zoe@fir.example', 19, { opted_out: true }),
  change('carla@cedar.example', 20, { bounced: true }),
  change('bob@birch.example', 20, { owner: 'Otto' }),
]

const LIST = `Name,Email,Company,Website
Ann Lee,ann@acme.example,Acme,acme.example
Bob Roe,bob@birch.example,Birch,birch.example
Carla Diaz,carla@cedar.example,Cedar,cedar.example
`

const started = async (
  size = 100,
): Promise<{ crm: TellingCrm; prm: (...words: string[]) => Promise<Told>; cwd: string }> => {
  const crm = await startCrm([...CHANGES], size)
  onTestFinished(() => crm.server.close())
  const cwd = folder()
  const env = { PRM_NOW: '2026-11-21T09:00:00Z', PRM_CRM_KEY: CRM_KEY, PRM_CRM_URL: crm.server.url }
  const prm = async (...words: string[]): Promise<Told> => {
    const io = testIo({ cwd, env })
    const code = await main(words, io)
    return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  writeFileSync(join(cwd, 'list.csv'), LIST)
  await prm('import', 'list.csv')
  return { crm, prm, cwd }
}

const connected = async (size?: number): ReturnType<typeof started> => {
  const all = await started(size)
  const file = openProspectFile(join(all.cwd, 'prospects.db'), { now: '2026-11-21T09:00:00.000Z' })
  connect(file, all.crm)
  file.close()
  return all
}

const SUMMARY = `MadeUp CRM (Acme Sales): 5 changes: 3 news, 1 known already, 1 of nobody who is here

what\ttimes\twho
won\t1\tAnn Lee (Acme)
customer\t1\tAnn Lee (Acme)
replied\t1\tBob Roe (Birch)
other owner\t1\tBob Roe (Birch) → Otto
mail came back\t1\tCarla Diaz (Cedar): carla@cedar.example

`

test('says what came and of whom; a second pull brings nothing; undo takes it back', async () => {
  const { prm } = await connected()
  const dry = await prm('pull', '--dry-run')
  expect(dry).toMatchObject({ code: 0, stdout: `${SUMMARY}Dry run: nothing was changed.\n` })
  const first = await prm('pull', '--from', 'crm')
  expect(first).toMatchObject({ code: 0, stdout: `${SUMMARY}Run 2.\n` })
  expect(first.stderr).toContain('note: 1 opt-out of people who are not here')
  expect(first.stderr).toContain('next: prm score')
  expect((await prm('show', 'ann@acme.example')).stdout).toContain('crm, 2026-11-18\tcrm, run 2')
  expect((await prm('show', 'bob@birch.example')).stdout).toContain('owner\tOtto\tcrm line 3, run 2')
  expect((await prm('history')).stdout).toContain('--from crm\t5 read, 3 news, 1 known, 1 not ours, 3 people')
  expect(await prm('pull')).toMatchObject({
    code: 0,
    stdout: 'MadeUp CRM (Acme Sales): nothing has happened since the last pull.\n',
  })
  const undone = await prm('undo', '2', '--yes')
  expect(undone.code).toBe(0)
  expect(undone.stderr).not.toContain('given to')
  expect(undone.stderr).toContain('1 opt-out of it stays')
  expect((await prm('list', '--where', "lifecycle = 'customer'", '--json')).stdout).not.toContain('Ann Lee')
})

test('--json: counts that add up, and everybody of whom something came', async () => {
  const { prm } = await connected()
  const { stdout } = await prm('pull', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ schemaVersion: 1, run: 2, target: 'crm', account: 'Acme Sales', resumed: false, stopped: null },
    counts: { read: 5, news: 3, known: 1, not_ours: 1, people: 3, won: 1, owners: 1, bounces: 1 },
    pulled: [{ type: 'person', name: 'Ann Lee' }, { name: 'Bob Roe' }, { name: 'Carla Diaz' }],
    opted_out_strangers: 1,
  })
})

test('a service that stops midway: what came is kept, exit 5; the next pull goes on', async () => {
  const { crm, prm } = await connected(2)
  const slow = { kind: 'slow', milliseconds: 0 } as const
  crm.server.fail(slow, slow, { kind: 'reply', reply: { status: 403, body: 'no' } })
  const first = await prm('pull')
  expect(first.code).toBe(5)
  expect(first.stdout).toContain('2 changes: 2 news')
  expect(first.stderr).toContain('error: MadeUp CRM answers 403\n')
  expect(first.stderr).toContain('go on with: prm pull --from crm')
  expect((await prm('status')).stdout + (await prm('status')).stderr).toContain('prm pull --from crm')
  const second = await prm('pull')
  expect(second).toMatchObject({ code: 0 })
  expect(second.stdout).toContain('5 changes: 3 news')
  expect(second.stdout).toContain('Run 2.')
  expect(second.stderr).toContain('gone on with')
})

test('what stands in the way is told in one sentence', async () => {
  const { prm } = await started()
  expect(await prm('pull')).toMatchObject({ code: 2, stdout: '' })
  expect((await prm('pull')).stderr).toContain('this file is connected to no CRM')
  expect((await prm('pull', '--from', 'crm')).stderr).toContain('this file is not connected to MadeUp CRM')
  expect((await prm('pull', '--from', 'hunter')).code).toBe(2)
})
