import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { redactor } from '../../../src/core/engine/redact.ts'
import { openServices, type Surroundings } from '../../../src/core/engine/services.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'

const around = (more: {
  services?: Config['services']
  of?: Record<string, number>
  path?: string
  keys?: Record<string, string>
  env?: Record<string, string>
}): Surroundings => ({
  config: {
    path: more.path ?? null,
    services: more.services ?? {},
    prices: { ...DEFAULT_CONFIG.prices, of: more.of ?? {} },
  },
  keys: more.keys ?? {},
  env: more.env ?? {},
})

const KEY = { PRM_ZEROBOUNCE_KEY: 'zb-from-environment' }

describe('a service', () => {
  test('has its key from the environment, its price from the config, its address from the declaration', async () => {
    const [service] = await openServices(['zerobounce'], around({ keys: KEY, of: { zerobounce: 0.008 } }))
    expect(service).toMatchObject({
      key: 'zb-from-environment',
      prices: { check: 0.008, person: 0.008, company: 0.008 },
      currency: 'USD',
      isElsewhere: false,
      hosts: { default: 'https://api.zerobounce.net/v2', bulk: 'https://bulkapi.zerobounce.net/v2' },
    })
  })
  test('without a price has none, and one that is free costs nothing', async () => {
    const [paid, free] = await openServices(['zerobounce', 'reacher'], around({ keys: KEY }))
    expect([paid!.prices.check, free!.prices.check, free!.key]).toEqual([null, 0, ''])
  })
  test('is moved by the environment as a whole or host by host', async () => {
    const hosts = async (env: Record<string, string>): Promise<unknown> =>
      (await openServices(['zerobounce'], around({ keys: KEY, env })))[0]!.hosts
    expect(await hosts({ PRM_ZEROBOUNCE_URL: 'http://127.0.0.1:1' })).toEqual({
      default: 'http://127.0.0.1:1',
      bulk: 'http://127.0.0.1:1',
    })
    expect(
      await hosts({
        PRM_ZEROBOUNCE_URL: 'https://api-eu.zerobounce.net/v2',
        PRM_ZEROBOUNCE_BULK_URL: 'https://bulkapi.zerobounce.net/v2',
      }),
    ).toEqual({ default: 'https://api-eu.zerobounce.net/v2', bulk: 'https://bulkapi.zerobounce.net/v2' })
  })
  test('takes rates, concurrency and patience from the config', async () => {
    const services = { zerobounce: { rate: { per_second: 2, per_minute: 50 }, concurrency: 1, timeout: 9 } }
    const [service] = await openServices(['zerobounce'], around({ keys: KEY, services }))
    expect(service).toMatchObject({ concurrency: 1, timeout: 9 })
    expect(service!.lanes.default).toEqual([
      { calls: 2, seconds: 1 },
      { calls: 50, seconds: 60 },
    ])
    expect(service!.lanes.batch).toEqual([
      { calls: 5, seconds: 60 },
      { calls: 2, seconds: 1 },
      { calls: 50, seconds: 60 },
    ])
  })
  test.each([
    ['a name that nobody has', ['zerobonce'], {}, 'usage', 'service.unknown'],
    ['a name of every object', ['constructor'], {}, 'usage', 'service.unknown'],
    ['no key', ['hunter'], {}, 'credential', 'service.no_key'],
    ['no address', ['reacher'], { env: { PRM_REACHER_URL: 'localhost:8080' } }, 'usage', 'service.url'],
    [
      'a file as address',
      ['reacher'],
      { env: { PRM_REACHER_URL: 'file:///etc/passwd' } },
      'usage',
      'service.url',
    ],
  ])('%s is refused', async (_, names, more, kind, code) => {
    expect(await rejection(openServices(names, around(more)))).toMatchObject({ kind, code })
  })
})

describe('a key file', () => {
  const written = (text: string, mode = 0o600) => {
    const path = join(folder(), 'zerobounce.key')
    writeFileSync(path, text)
    chmodSync(path, mode)
    return { path: join(path, '..', 'prm.yaml'), services: { zerobounce: { key_file: 'zerobounce.key' } } }
  }
  test('lies beside the config, and gives way to the environment', async () => {
    const more = written('zb-from-file\n')
    expect((await openServices(['zerobounce'], around(more)))[0]!.key).toBe('zb-from-file')
    expect((await openServices(['zerobounce'], around({ ...more, keys: KEY })))[0]!.key).toBe(
      'zb-from-environment',
    )
  })
  test.each([
    ['others can read', written.bind(null, 'zb-from-file', 0o644), 'can be read by others'],
    ['holds more than a key', written.bind(null, 'root:x:0:0\nbin:x:1:1\n'), 'does not hold one key'],
    ['is empty', written.bind(null, ''), 'does not hold one key'],
    ['is not there', () => ({ services: { zerobounce: { key_file: '/nowhere/at/all' } } }), 'cannot be read'],
  ])('that %s is refused, and not shown', async (_, make, message) => {
    const refused = await rejection(openServices(['zerobounce'], around(make())))
    expect(refused).toMatchObject({ kind: 'credential', code: 'service.key_file' })
    expect(refused.message).toContain(message)
    expect(refused.message).not.toMatch(/zb-from-file|root/)
  })
})

describe('keys are struck out', () => {
  const key = 'k+y/with "odd" =signs&'
  const forms = [
    key,
    encodeURIComponent(key),
    `api_key=${new URLSearchParams({ k: key }).toString().slice(2)}`,
    JSON.stringify({ key }),
    Buffer.from(key).toString('base64'),
    Buffer.from(`${key}:`).toString('base64'),
  ]
  test.each(forms)('from %j', (form) => {
    const told = redactor(key)(`before ${form} after ${form}`)
    expect(told).toContain('before ')
    expect(told).toContain('‹key›')
    expect(told).not.toContain(form.replace(/^api_key=/, ''))
    expect(told).not.toContain(key)
  })
  test('no key, nothing to strike out', () => expect(redactor('')('text')).toBe('text'))
})
