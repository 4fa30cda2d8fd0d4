import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { openProspectFile } from '../../src/store/open.ts'
import { CONNECTORS } from '../../src/connectors/index.ts'
import { startNumverify } from '../../src/connectors/numverify/fake.ts'
import { startReacher } from '../../src/connectors/reacher/fake.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

const NOW = '2026-11-21T09:00:00Z'

const prm = async (
  words: string[],
  env: Record<string, string> = {},
  cwd = folder(),
): Promise<{ code: number; stdout: string; stderr: string }> => {
  const io = testIo({ cwd, env: { PRM_NOW: NOW, ...env } })
  const code = await main(words, io)
  return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
}

const withFile = (): string => {
  const cwd = folder()
  openProspectFile(join(cwd, 'prospects.db'), { create: true, now: NOW }).close()
  return cwd
}

describe('prm connectors', () => {
  test('lists them without a file and without a key, and sends nothing', async () => {
    const { code, stdout, stderr } = await prm(['connectors'])
    expect(code).toBe(0)
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe('name\twhat it does\tCRM\tkey\tan answer\tseen live')
    expect(lines.map((line) => line.split('\t')[0])).toEqual(Object.keys(CONNECTORS))
    expect(lines).toEqual(
      expect.arrayContaining([
        'clearbit\tcompletes people by e-mail and companies by domain, for holders of a key from before 2024\t\tmissing\tnot in the config\tnever',
        'numverify\tchecks whether phone numbers are in service, and of what type\t\tmissing\tnot in the config\tnever',
        'phantombuster\tcollects the rows of an agent (prm collect)\t\tmissing\t\tnever',
        'reacher\tchecks whether mailboxes exist, from a server of your own\t\tnot needed\tfree\tnever',
        'website\twhat a company’s home page and careers page say\t\tnot needed\tfree\tnever',
        'zerobounce\tchecks whether mailboxes exist\t\tmissing\tnot in the config\tnever',
      ]),
    )
    const needy = lines.flatMap((line) => (line.includes('\tmissing\t') ? [line.split('\t')[0]!] : []))
    const variables = needy.map(
      (name) => `PRM_${name.toUpperCase()}_${name === 'webhook' ? 'SECRET' : 'KEY'}`,
    )
    expect(stderr).toBe(
      `a key goes into the environment: ${variables.join(', ')}\n` +
        'PRM_SALESFORCE_KEY is written as client_id:client_secret (or jwt:client_id:username:private_key)\n' +
        'PRM_ZOOMINFO_KEY is written as client_id:client_secret (or, of the older API, jwt:username:password)\n',
    )
  })
  test('--json says the same, and never a key', async () => {
    const { stdout } = await prm(['connectors', '--json'], { PRM_HUNTER_KEY: 'hu-0123456789' })
    const { connectors, counts } = JSON.parse(stdout) as {
      connectors: { name: string; key: string; checks: string[]; enriches: string[] }[]
      counts: unknown
    }
    const ready = connectors.filter(({ key }) => key === 'set' || key === 'not_needed').length
    expect(counts).toEqual({ connectors: Object.keys(CONNECTORS).length, ready })
    const told = connectors.map(({ name, key, checks, enriches }) => [name, key, ...checks, ...enriches])
    expect(told).toEqual(
      expect.arrayContaining([
        ['captaindata', 'missing'],
        ['dropcontact', 'missing', 'person'],
        ['hunter', 'set', 'email', 'company', 'person'],
        ['numverify', 'missing', 'phone'],
        ['reacher', 'not_needed', 'email'],
        ['zerobounce', 'missing', 'email'],
      ]),
    )
    expect(stdout).not.toContain('hu-0123456789')
  })
})

describe('prm connectors test', () => {
  test('a server of one’s own that answers is seen live, from then on', async () => {
    const fake = await startReacher()
    onTestFinished(() => fake.close())
    const cwd = withFile()
    const env = { PRM_REACHER_URL: fake.url, PRM_REACHER_KEY: fake.key }
    const tested = await prm(['connectors', 'test', 'reacher'], env, cwd)
    expect(tested).toMatchObject({
      code: 0,
      stdout: 'Reacher answers: checks mailboxes from its own machine\n',
    })
    const { stdout } = await prm(['connectors'], env, cwd)
    expect(stdout).toContain(
      'reacher\tchecks whether mailboxes exist, from a server of your own\t\tset\tfree\t2026-11-21',
    )
  })
  test('what answers in the place of a service is not that service', async () => {
    const fake = await startNumverify()
    onTestFinished(() => fake.close())
    const cwd = withFile()
    const env = { PRM_NUMVERIFY_URL: fake.url, PRM_NUMVERIFY_KEY: fake.key }
    const tested = await prm(['connectors', 'test', 'numverify'], env, cwd)
    expect(tested.code).toBe(0)
    expect(tested.stdout).toContain('not the service itself: it counts as never seen live.')
    expect((await prm(['connectors'], env, cwd)).stdout).toMatch(/^numverify.*never$/m)
  })
  test('a wrong key: exit 4, and the key is not shown', async () => {
    const fake = await startNumverify()
    onTestFinished(() => fake.close())
    const env = { PRM_NUMVERIFY_URL: fake.url, PRM_NUMVERIFY_KEY: 'nv-some-wrong-key' }
    const { code, stdout, stderr } = await prm(['connectors', 'test', 'numverify', '--debug'], env)
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toContain('Numverify says: Something is wrong: invalid_access_key.')
    expect(stderr).not.toContain('nv-some-wrong-key')
  })
  test('nobody there: exit 5, and the key is not shown', async () => {
    const fake = await startNumverify()
    await fake.close()
    const env = { PRM_NUMVERIFY_URL: fake.url, PRM_NUMVERIFY_KEY: fake.key }
    const { code, stderr } = await prm(['connectors', 'test', 'numverify', '--debug'], env)
    expect(code).toBe(5)
    expect(stderr).toContain('Numverify: nothing listens there')
    expect(stderr).not.toContain(fake.key)
  })
  test.each([
    [['connectors', 'test', 'zerobounce'], 4, 'PRM_ZEROBOUNCE_KEY'],
    [['connectors', 'test', 'zerobonce'], 2, 'did you mean zerobounce?'],
    [['connectors', 'test'], 2, 'prm connectors test zerobounce'],
    [['connectors', 'probe', 'zerobounce'], 2, 'prm connectors test zerobounce'],
  ])('%j: exit %i', async (words, code, told) => {
    const seen = await prm(words)
    expect(seen.code).toBe(code)
    expect(seen.stderr).toContain(told)
  })
})
