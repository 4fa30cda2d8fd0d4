/** `prm run` as a crontab starts it: what it says and exits with. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

const CONFIG = `gates: {mvl: []}\nvalidate: {extra_tlds: [example]}\nrun: {push: false}\n`

const place = (config = CONFIG): string => {
  const cwd = folder()
  writeFileSync(join(cwd, 'prm.yaml'), config)
  writeFileSync(join(cwd, 'a.csv'), 'Name,Email,Company\nAnn Lee,ann@acme.example,Acme\n')
  return cwd
}

const prm = async (cwd: string, ...args: string[]) => {
  const io = testIo({ cwd, env: { PRM_NOW: '2026-11-21T09:00:00Z' } })
  const code = await main(args, io)
  return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
}

/** Another machine has begun a run just now. */
const occupy = (cwd: string): void => {
  const file = openProspectFile(join(cwd, 'prospects.db'))
  const at = new Date().toISOString()
  file.leases.put({ name: 'run', token: 'x', pid: 7, host: 'other', taken_at: at, beat_at: at })
  file.close()
}

describe('while another run is at work', () => {
  test('it exits with 6 and says so', async () => {
    const cwd = place()
    await prm(cwd, 'import', 'a.csv')
    occupy(cwd)
    const { code, stdout, stderr } = await prm(cwd, 'run')
    expect([code, stdout]).toEqual([6, ''])
    expect(stderr).toMatch(/another run is at work in this file since .* \(process 7 on other\)/)
  })

  test('with --skip-if-running it leaves with 0', async () => {
    const cwd = place()
    await prm(cwd, 'import', 'a.csv')
    occupy(cwd)
    const shown = await prm(cwd, 'run', '--skip-if-running')
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^Skipped: another run is at work/)])
    expect(await prm(cwd, 'run', '--skip-if-running', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
    const json = JSON.parse((await prm(cwd, 'run', '--skip-if-running', '--json')).stdout) as object
    expect(json).toMatchObject({ schemaVersion: 1, run: null, skipped: {} })
  })

  test('a dry run writes nothing, and waits for nobody', async () => {
    const cwd = place()
    await prm(cwd, 'import', 'a.csv')
    occupy(cwd)
    expect((await prm(cwd, 'run', '--dry-run')).code).toBe(0)
  })
})

test('a service that costs is not asked without a limit, and that is said', async () => {
  const cwd = place(`${CONFIG}enrich: {person: [hunter]}\n`)
  const { code, stderr } = await prm(cwd, 'run', 'a.csv')
  expect(code).toBe(0)
  expect(stderr).toContain('not asked: Hunter: enrich: {max_cost: 20}')
})

test('with a limit its key has to be there, before anything is read', async () => {
  const cwd = place(`${CONFIG}enrich: {person: [hunter], max_cost: 5}\n`)
  const { code, stderr } = await prm(cwd, 'run', 'a.csv')
  expect(code).toBe(4)
  expect(stderr).toMatch(/Hunter needs a key/)
})

test.each(['0', '-1', 'soon'])('--max-minutes %s is refused', async (minutes) => {
  expect((await prm(place(), 'run', 'a.csv', `--max-minutes=${minutes}`)).code).toBe(2)
})
