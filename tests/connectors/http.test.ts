import { describe, expect, onTestFinished, test } from 'vitest'
import type { EntityQuestion } from '../../src/connectors/contract.ts'
import { startServer, type FakeReply, type FakeRequest, type FakeServer } from '../../src/connectors/fake.ts'
import { parsePath, textAt } from '../../src/connectors/http/path.ts'
import { loadConfig } from '../../src/core/config/index.ts'
import { openServices } from '../../src/core/engine/services.ts'
import type { Service } from '../../src/core/engine/types.ts'
import type { Json } from '../../src/lib/table/json-flatten.ts'
import { askEntities, fastClock, type Asked } from '../contract/kit.ts'
import { world } from '../support/world.ts'

const configOf = (yaml: string) => loadConfig(yaml, { path: '/somewhere/prm.yaml' })

const started = async (respond: (request: FakeRequest) => FakeReply): Promise<FakeServer> => {
  const server = await startServer(respond)
  onTestFinished(() => server.close())
  return server
}

/** The service that this says of `my_api`, on a server of this machine. */
const service = async (yaml: string, keys: Record<string, string> = {}): Promise<Service> => {
  const config = await configOf(`http:\n  my_api:\n${yaml.replace(/^/gm, '    ')}`)
  return (await openServices(['my_api'], { config, keys, env: {} }))[0]!
}

const asked = async (
  of: Service,
  known: Record<string, string>,
  kind: 'person' | 'company' = 'company',
): Promise<Asked> => {
  const w = world()
  onTestFinished(() => w.file.close())
  const question: EntityQuestion = { kind, known, wanted: ['employees', 'title'] }
  return askEntities(w, of, [question], fastClock())
}

describe('a request', () => {
  test('holds what is known, encoded, and the key where it was put', async () => {
    const server = await started(() => ({ body: { n: 1 } }))
    const of = await service(
      `url: ${server.url}/v1/{company}/find?d={domain}&who=%C3%A9ll\${PRM_HTTP_MY_KEY}&city={city}
headers: {x-key: 'k \${PRM_HTTP_MY_KEY}'}
entity: company
needs: [[company]]
fields: {employees: n}`,
      { PRM_HTTP_MY_KEY: 'a&b=c/d' },
    )
    const { checked } = await asked(of, { company: 'A/B & Co?x=1#y', domain: 'a.example' })
    expect(checked[0]!.outcome).toMatchObject({ kind: 'answer', answer: { fields: { employees: '1' } } })
    const [{ path, query, headers }] = server.requests as [FakeRequest]
    expect(path).toBe('/v1/A%2FB%20%26%20Co%3Fx%3D1%23y/find')
    expect([...query]).toEqual([
      ['d', 'a.example'],
      ['who', 'élla&b=c/d'],
    ])
    expect(headers['x-key']).toBe('k a&b=c/d')
  })
  test('POST: members whose field is not known are left out, other types stay', async () => {
    const server = await started(() => ({ body: { n: 1 } }))
    const of = await service(`url: ${server.url}/find
method: POST
body: {q: {domain: '{domain}', city: '{city}', also: ['{city}', 7]}, deep: true}
entity: company
needs: [[domain]]
fields: {employees: n}`)
    await asked(of, { domain: 'acme.example' })
    expect(JSON.parse(server.requests[0]!.text)).toEqual({
      q: { domain: 'acme.example', also: [7] },
      deep: true,
    })
  })
  test('dots that would lead elsewhere are not sent', async () => {
    const server = await started(() => ({ body: { n: 1 } }))
    const of = await service(`url: ${server.url}/v1/{company}
entity: company
fields: {employees: n}`)
    const { checked } = await asked(of, { company: '..' })
    expect([checked[0]!.outcome.kind, server.requests.length]).toEqual(['failed', 0])
  })
  test('a redirect is not followed: the key goes nowhere else', async () => {
    const other = await started(() => ({ body: { n: 1 } }))
    const server = await started(() => ({ status: 302, headers: { location: `${other.url}/take` } }))
    const of = await service(
      `url: ${server.url}/find?d={domain}
headers: {authorization: 'Bearer \${PRM_HTTP_MY_TOKEN}'}
entity: company
fields: {employees: n}`,
      { PRM_HTTP_MY_TOKEN: 'very-secret' },
    )
    const { checked } = await asked(of, { domain: 'acme.example' })
    expect([checked[0]!.outcome.kind, server.requests.length, other.requests.length]).toEqual([
      'unknown',
      1,
      0,
    ])
  })
  test('a key that comes back in an answer is struck out', async () => {
    const server = await started(() => ({ body: { n: 'for very-secret' } }))
    const of = await service(
      `url: ${server.url}/find?d={domain}&k=\${PRM_HTTP_MY_KEY}
entity: company
fields: {custom.said: n}`,
      { PRM_HTTP_MY_KEY: 'very-secret' },
    )
    of.connector.enriches!.company = { ...of.connector.enriches!.company!, gives: ['employees'] }
    const said = JSON.stringify(await asked(of, { domain: 'acme.example' }))
    expect(said).toContain('for ‹key›')
    expect(said).not.toContain('very-secret')
  })
})

describe('its key', () => {
  const yaml = `url: https://api.my.example/{domain}
headers: {a: '\${PRM_HTTP_ONE_KEY}', b: '\${PRM_HTTP_TWO_SECRET}'}
entity: company
fields: {employees: n}`
  test('each variable must be set; the one that is not is named', async () => {
    await expect(service(yaml, { PRM_HTTP_ONE_KEY: 'abc' })).rejects.toMatchObject({
      kind: 'credential',
      message: 'my_api needs a key, and none is set',
      hint: 'put it in PRM_HTTP_TWO_SECRET',
    })
  })
  test('PRM_MY_API_KEY is not asked', async () => {
    await expect(service(yaml, { PRM_MY_API_KEY: 'abc' })).rejects.toMatchObject({ kind: 'credential' })
  })
})

describe('price and rate', () => {
  const base = `url: https://api.my.example/{domain}
entity: company
fields: {employees: n}`
  test.each([
    ['none: not known', '', null],
    ['its own', '\nprice: 0.02', 0.02],
    ['free', '\nprice: 0', 0],
  ])('%s', async (_, more, price) => {
    expect((await service(base + more)).prices.company).toBe(price)
  })
  test('rates', async () => {
    const { lanes, concurrency, timeout } = await service(
      `${base}\nrate: {per_minute: 30}\nconcurrency: 7\ntimeout: 3`,
    )
    expect([lanes.default, concurrency, timeout]).toEqual([[{ calls: 30, seconds: 60 }], 7, 3])
  })
})

const VALUE: Json = {
  data: { headcount: 120, none: null, flag: false, tags: ['a', 'b'], 'a-b': 'dash' },
  list: [{ name: 'x' }, { name: 'y' }, {}],
  big: '12345678901234567890',
}
test.each([
  ['data.headcount', '120'],
  ['data.none', ''],
  ['data.flag', 'false'],
  ['data.tags', 'a; b'],
  ['data.tags[1]', 'b'],
  ['data.tags[9]', ''],
  ['data.a-b', 'dash'],
  ['list[0].name', 'x'],
  ['list[].name', 'x; y'],
  ['list.name', ''],
  ['data', ''],
  ['data.headcount.more', ''],
  ['constructor', ''],
  ['big', '12345678901234567890'],
])('what stands at %s', (path, text) => {
  expect(textAt(VALUE, parsePath(path))).toBe(text)
})

describe('a declaration that cannot be right is refused, with its place', () => {
  const good: Record<string, string> = {
    url: 'https://api.my.example/v1?d={domain}',
    entity: 'company',
    fields: '{employees: n}',
  }
  const problems = async (more: Record<string, string>, name = 'my_api'): Promise<string> => {
    const lines = Object.entries({ ...good, ...more }).map(([key, value]) => `    ${key}: ${value}`)
    try {
      await configOf(`http:\n  ${name}:\n${lines.join('\n')}`)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  test('as it stands it is fine', async () => {
    expect(await problems({})).toBe('')
  })
  test.each<[string, Record<string, string>, string]>([
    [
      'a field that there is not',
      { url: '"https://a.example/{domian}"' },
      'unknown field "domian" (did you mean "domain"?)',
    ],
    ['a target that there is not', { fields: '{employes: n}' }, '(did you mean "employees"?)'],
    ['no field', { fields: '{}' }, 'names no field'],
    [
      'another secret',
      { headers: "{a: '${PRM_HUNTER_KEY}'}" },
      '"PRM_HUNTER_KEY" is no variable for a key here',
    ],
    ['a lone brace', { headers: "{a: 'x}'}" }, 'a brace stands alone'],
    ['the host filled in', { url: '"https://{domain}/x"' }, 'is no address'],
    ['the host filled with a key', { url: "'https://${PRM_HTTP_MY_KEY}.example/{domain}'" }, 'is no address'],
    ['a user in the host', { url: '"https://me:pass@a.example/{domain}"' }, 'is no address'],
    ['another protocol', { url: '"file:///etc/passwd?{domain}"' }, 'is no address'],
    [
      'a key without https',
      { url: "'http://a.example/{domain}?k=${PRM_HTTP_MY_KEY}'" },
      'a key is sent by https only',
    ],
    ['nobody to ask about', { url: '"https://a.example/x"' }, 'asks about nobody'],
    ['a path that is none', { fields: "{employees: 'data..n'}" }, '"data..n" is no path to a value'],
    ['GET with a body', { body: '{a: 1}' }, 'a GET has no body'],
    [
      'a test elsewhere',
      { test: 'https://b.example/me' },
      'must be an address of the same host, https://api.my.example',
    ],
    [
      'needs without what the path holds',
      { url: '"https://a.example/{domain}"', needs: '[[company]]' },
      'every set needs domain',
    ],
    ['needs that are not asked by', { needs: '[[city]]' }, 'none of these fields is in the request'],
    ['an unknown key', { feilds: '{}' }, 'did you mean "fields"?'],
  ])('%s', async (_, more, message) => {
    expect(await problems(more)).toContain(message)
  })
  test('a name that prm has', async () => {
    expect(await problems({}, 'hunter')).toContain('prm has a connector hunter already')
  })
})
