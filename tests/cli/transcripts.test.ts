/**
 * What a user sees. A case is a folder under cases/<command>/: `cmd` (shell lines), the expected `stdout`, `stderr` and
 * `code`, an `env` file (NAME=value lines) if needed; all other files are copied to the folder in which it runs. A link
 * to a file in fixtures/ is followed. `prm` is the built program: run `npm run build` first.
 *
 *   UPDATE=1 npx vitest run tests/cli/transcripts.test.ts -t import     writes what it sees; read the diff
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { recordOfId } from '../../src/model/id.ts'

const CASES = fileURLToPath(new URL('./cases', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const EXPECTED = ['stdout', 'stderr', 'code'] as const
const NOT_COPIED = new Set<string>(['cmd', 'env', ...EXPECTED])
const NOW = '2026-11-21T09:00:00Z'

type Seen = Record<(typeof EXPECTED)[number], string>

const cases = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
  .filter((path) => basename(path) === 'cmd')
  .map(dirname)
  .sort()

async function runCase(folder: string): Promise<Seen> {
  const temporary = await realpath(await mkdtemp(join(tmpdir(), 'prm-case-')))
  try {
    const work = join(temporary, 'work')
    const bin = join(temporary, 'bin')
    await cp(folder, work, {
      recursive: true,
      dereference: true,
      filter: (path) => !NOT_COPIED.has(relative(folder, path)),
    })
    await mkdir(bin)
    const shim = `#!/bin/sh\nexec '${process.execPath}' '${ROOT}/bin/prm.js' "$@"\n`
    await writeFile(join(bin, 'prm'), shim, { mode: 0o755 })
    const own = existsSync(join(folder, 'env')) ? parseEnv(await readFile(join(folder, 'env'), 'utf8')) : {}
    const env = { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, HOME: temporary, PRM_NOW: NOW, ...own }
    const seen = await runShell(join(folder, 'cmd'), work, env)
    return { ...seen, stdout: normalise(seen.stdout, temporary), stderr: normalise(seen.stderr, temporary) }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

function runShell(script: string, cwd: string, env: NodeJS.Dict<string>): Promise<Seen> {
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile('bash', ['--noprofile', '--norc', script], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? error.signal ?? 1)
      resolve({ stdout, stderr, code: `${code}\n` })
    })
    child.stdin?.end()
  })
}

/** What differs from run to run: the folder, ids of people and companies, durations. */
function normalise(text: string, temporary: string): string {
  return text
    .replaceAll(join(temporary, 'work'), '<dir>')
    .replaceAll(temporary, '<home>')
    .replaceAll(ROOT, '<prm>')
    .replace(/\bc?[1-9][0-9a-hjkmnp-tv-z]{11,20}\b/g, (word) => {
      const record = recordOfId(word)
      return record === null ? word : `<${word.startsWith('c') ? 'company' : 'person'} ${record}>`
    })
    .replace(/\b\d+(\.\d+)? ?(ms|s)\b/g, '<time>')
    .replace(/"(\w+_ms)": [\d.]+/g, '"$1": "<time>"')
}

async function compare(folder: string, seen: Seen): Promise<void> {
  const expected = { stdout: '', stderr: '', code: '' }
  for (const name of EXPECTED) {
    const path = join(folder, name)
    if (process.env.UPDATE === '1') {
      if (seen[name] === '') await rm(path, { force: true })
      else await writeFile(path, seen[name])
    }
    if (existsSync(path)) expected[name] = await readFile(path, 'utf8')
  }
  expect(seen).toEqual(expected)
}

test('the program is built', () => {
  expect(existsSync(join(ROOT, 'dist/cli/main.js')), 'npm run build makes it').toBe(true)
})

describe.concurrent('transcripts', () => {
  test.each(cases)('%s', async (name) => {
    const folder = join(CASES, name)
    await compare(folder, await runCase(folder))
  })
})

test('every folder of a case is one', () => {
  const folders = readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(CASES, name)).map((each) => join(name, each)))
  expect(folders.filter((folder) => !cases.includes(folder))).toEqual([])
})
