import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeContext, type Context } from '../../src/cli/context.ts'
import { commonValues } from '../../src/cli/flags.ts'
import { testIo } from './test-io.ts'

let cwd: string
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'prm-context-')))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const contextOf = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}): Context =>
  makeContext({
    io: testIo({ cwd, env }),
    common: commonValues(flags),
    signal: new AbortController().signal,
    commands: [],
  })

describe('the file: --db, PRM_DB, ./prospects.db', () => {
  test.each([
    [{ db: 'a.db' }, { PRM_DB: 'b.db' }, 'a.db'],
    [{}, { PRM_DB: 'b.db' }, 'b.db'],
    [{}, { PRM_DB: '' }, 'prospects.db'],
    [{}, {}, 'prospects.db'],
  ] as [Record<string, unknown>, Record<string, string>, string][])('%j %j', async (flags, env, expected) => {
    expect(await contextOf(flags, env).dbPath()).toBe(join(cwd, expected))
  })
})

describe('the clock', () => {
  test('PRM_NOW stops it', async () => {
    const context = contextOf({}, { PRM_NOW: '2026-11-21T09:00:00Z' })
    expect(context.now().toISOString()).toBe('2026-11-21T09:00:00.000Z')
    expect((await context.asOf()).toISOString()).toBe('2026-11-21T09:00:00.000Z')
  })
  test('--as-of moves what rules compare with, not what is written down', async () => {
    const context = contextOf({ asOf: new Date('2026-01-02') }, { PRM_NOW: '2026-11-21T09:00:00Z' })
    expect((await context.asOf()).toISOString()).toBe('2026-01-02T00:00:00.000Z')
    expect(context.now().toISOString()).toBe('2026-11-21T09:00:00.000Z')
  })
  test('a PRM_NOW that is no time is refused', () => {
    expect(() => contextOf({}, { PRM_NOW: 'soon' })).toThrow('PRM_NOW must be')
  })
})

describe('the configuration', () => {
  test('none is no error, a missing one that was named is', () => {
    expect(contextOf().configPath()).toBeNull()
    expect(() => contextOf({ config: 'x.yaml' }).configPath()).toThrow(
      `there is no configuration at ${join(cwd, 'x.yaml')}`,
    )
  })
  test('./prm.yaml is found', () => {
    writeFileSync(join(cwd, 'prm.yaml'), '')
    expect(contextOf().configPath()).toBe(join(cwd, 'prm.yaml'))
  })
})

test('keys come from the environment, then from .env, which sets nothing else', () => {
  writeFileSync(
    join(cwd, '.env'),
    'HUBSPOT_ACCESS_TOKEN=from-file\nACME_API_KEY="quoted"\nPRM_DB=evil.db\nNODE_OPTIONS=x\n',
  )
  expect(contextOf({}, { HUBSPOT_ACCESS_TOKEN: 'from-environment', HOME: '/' }).keys()).toEqual({
    HUBSPOT_ACCESS_TOKEN: 'from-environment',
    ACME_API_KEY: 'quoted',
  })
})

describe('what the configuration says', () => {
  test('its database is relative to it, and weaker than --db and PRM_DB', async () => {
    mkdirSync(join(cwd, 'conf'))
    writeFileSync(join(cwd, 'conf/prm.yaml'), 'database: data/people.db\n')
    const flags = { config: 'conf/prm.yaml' }
    expect(await contextOf(flags).dbPath()).toBe(join(cwd, 'conf/data/people.db'))
    expect(await contextOf(flags, { PRM_DB: 'b.db' }).dbPath()).toBe(join(cwd, 'b.db'))
    expect(await contextOf({ ...flags, db: 'a.db' }, { PRM_DB: 'b.db' }).dbPath()).toBe(join(cwd, 'a.db'))
  })
  test('without one, a config elsewhere leaves the file in the current folder', async () => {
    mkdirSync(join(cwd, 'conf'))
    writeFileSync(join(cwd, 'conf/prm.yaml'), 'country: GB\n')
    expect(await contextOf({ config: 'conf/prm.yaml' }).dbPath()).toBe(join(cwd, 'prospects.db'))
  })
  test('its as_of is weaker than --as-of', async () => {
    writeFileSync(join(cwd, 'prm.yaml'), 'as_of: 2026-05-04\n')
    expect((await contextOf().asOf()).toISOString()).toBe('2026-05-04T00:00:00.000Z')
    expect((await contextOf({ asOf: new Date('2026-01-02') }).asOf()).toISOString()).toBe(
      '2026-01-02T00:00:00.000Z',
    )
  })
})

describe('questions', () => {
  const question = { message: 'Default phone country', flag: '--country' }
  test('without a terminal the flag is named', async () => {
    await expect(contextOf().prompts.ask(question)).rejects.toMatchObject({
      kind: 'usage',
      code: 'usage.missing_value',
      hint: 'give it with --country',
    })
  })
  test('--no-input on a terminal is no terminal', () => {
    const io = testIo({ cwd, isTTY: true, columns: 80 })
    const options = { io, signal: new AbortController().signal, commands: [] }
    expect(makeContext({ ...options, common: commonValues({}) }).prompts.canAsk).toBe(true)
    expect(makeContext({ ...options, common: commonValues({ input: false }) }).prompts.canAsk).toBe(false)
  })
  test('--yes answers a confirmation, nothing else does', async () => {
    expect(await contextOf({ yes: true }).prompts.confirm('Really?')).toBe(true)
    await expect(contextOf().prompts.confirm('Really?')).rejects.toMatchObject({ hint: 'give it with --yes' })
  })
})
