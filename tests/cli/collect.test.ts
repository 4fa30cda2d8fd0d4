import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { startPhantomBuster, type FakePhantomBuster } from '../../src/connectors/phantombuster/fake.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

interface Told {
  code: number
  stdout: string
  stderr: string
}

const started = async (): Promise<{
  fake: FakePhantomBuster
  cwd: string
  prm: (...words: string[]) => Promise<Told>
}> => {
  const fake = await startPhantomBuster()
  onTestFinished(() => fake.close())
  fake.next.looks = 0
  const cwd = folder()
  const env = {
    ...{ PRM_NOW: '2026-11-21T09:00:00Z' },
    ...{ PRM_PHANTOMBUSTER_KEY: fake.key, PRM_PHANTOMBUSTER_URL: fake.url },
  }
  const prm = async (...words: string[]): Promise<Told> => {
    const io = testIo({ cwd, env })
    const code = await main(words, io)
    return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  return { fake, cwd, prm }
}

test('launches, imports, says what came and what to do next; the same run is not read twice', async () => {
  const { fake, cwd, prm } = await started()
  const first = await prm('collect', 'phantombuster', '123', '--launch')
  expect(first.stdout).toContain('PhantomBuster: 3 rows of run 4001 of agent 123\n')
  expect(first.stdout).toContain('phantombuster-123-4001: 3 rows read')
  expect(first.stdout).toContain('recognised as an export of phantombuster salesnav')
  expect(first.stderr).toContain('Run 4001'.toLowerCase())
  expect(first.stderr).toContain('next: prm run')
  // A third of the rows has no name in it.
  expect(first.code).toBe(3)
  expect(readFileSync(join(cwd, 'phantombuster-123-4001.rejects.csv'), 'utf8')).toContain('Profile gone')
  const again = await prm('collect', 'phantombuster', '123')
  expect(again).toMatchObject({
    code: 0,
    stdout: 'PhantomBuster: run 4001 of agent 123 is in the file already.\n',
  })
  expect(fake.launches.length).toBe(1)
  const { stdout } = await prm('query', 'SELECT name FROM source')
  expect(stdout).toContain('phantombuster')
})

test('--json: counts that add up', async () => {
  const { fake, prm } = await started()
  fake.run()
  const { stdout } = await prm('collect', 'phantombuster', '123', '--json', '--max-rejects', '50%')
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ service: 'phantombuster', agent: '123', agent_run: '4001', did: 'read', run: 1, dry_run: false },
    counts: { collected: 3, read: 3, created: 2, updated: 0, unchanged: 0, repeats: 0, rejected: 1 },
    too_many_rejected: false,
  })
})

test('a dry run says what would be done, and leaves nothing behind', async () => {
  const { fake, prm } = await started()
  expect((await prm('collect', 'phantombuster', '123', '--launch', '--dry-run')).stdout).toBe(
    'Would launch agent 123 at PhantomBuster, wait for it and import its rows.\nDry run: nothing was changed.\n',
  )
  fake.run()
  expect((await prm('collect', 'phantombuster', '123', '-n')).stdout).toBe(
    'Would import the rows of run 4001 of agent 123.\nDry run: nothing was changed.\n',
  )
  expect(fake.launches).toEqual([])
  expect((await prm('status')).code).toBe(6)
})

test('a run that failed ends with 5, a wrong key with 4, an agent that never ran with 2', async () => {
  const { fake, prm } = await started()
  expect(await prm('collect', 'phantombuster', '123')).toMatchObject({ code: 2 })
  fake.next.exitCode = 1
  const failed = await prm('collect', 'phantombuster', '123', '--launch')
  expect(failed).toMatchObject({ code: 5, stdout: '' })
  expect(failed.stderr).toContain('run 4001 of agent 123: it ended with exit code 1 (agent timeout)')
  fake.behave('bad_key')
  const refused = await prm('collect', 'phantombuster', '123')
  expect(refused.code).toBe(4)
  expect(refused.stderr).not.toContain(fake.key)
})
