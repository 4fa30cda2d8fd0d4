/**
 * What a user gets: the package is packed, installed into an empty folder without what only developers need, and run
 * there. Missing files and the native module would break only here.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'prm-package-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

test('packed and installed elsewhere, prm run works, and nothing of ours is in it that a user has no use for', () => {
  // A copy of what git knows: packing builds dist anew, which the tests beside this one are using.
  const checkout = join(folder, 'checkout')
  mkdirSync(checkout)
  for (const name of run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], ROOT)
    .trim()
    .split('\n')) {
    if (!/^(bin|src|package|tsconfig|README|LICENSE)/.test(name) || !existsSync(join(ROOT, name))) continue
    mkdirSync(join(checkout, name, '..'), { recursive: true })
    copyFileSync(join(ROOT, name), join(checkout, name))
  }
  run('ln', ['-s', join(ROOT, 'node_modules'), join(checkout, 'node_modules')], folder)
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', folder], checkout).replace(/^[^[]*/, ''),
  ) as {
    filename: string
    files: { path: string }[]
  }[]
  const odd = packed!.files
    .map(({ path }) => path)
    .filter((path) => !/^(bin|dist)\/|^(README\.md|LICENSE|package\.json)$/.test(path))
  expect(odd).toEqual([])
  expect(packed!.files.filter(({ path }) => /fake|replies|fixtures|\.test\./.test(path))).toEqual([])

  const user = join(folder, 'user')
  mkdirSync(user)
  run('npm', ['init', '--yes'], user)
  run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', join(folder, packed!.filename)], user)
  copyFileSync(join(ROOT, 'fixtures/lists/conference.csv'), join(user, 'leads.csv'))
  const bin = join(user, 'node_modules/.bin/prm')
  expect(run(process.execPath, [bin, '--version'], user)).toMatch(/^\d+\.\d+\.\d+\n$/)
  const { counts } = JSON.parse(run(process.execPath, [bin, 'run', 'leads.csv', '--json'], user)) as {
    counts: Record<string, number>
  }
  expect(counts).toMatchObject({ read: 200, repeats: 8, rejected: 6 })
  expect(readFileSync(join(user, 'qualified.csv'), 'utf8')).toMatch(/^id,full_name/)
})
