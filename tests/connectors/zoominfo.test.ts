import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EntityQuestion } from '../../src/connectors/contract.ts'
import { clientAssertion, credentials } from '../../src/connectors/zoominfo/auth.ts'
import { startZoomInfo, type FakeZoomInfo } from '../../src/connectors/zoominfo/fake.ts'
import { testService } from '../../src/core/engine/test-service.ts'
import { askEntities, fastClock, serviceAt, type Asked } from '../contract/kit.ts'
import { world } from '../support/world.ts'

const started = async (): Promise<{
  fake: FakeZoomInfo
  ask: (names: string[], key?: string) => Promise<Asked>
  works: (key: string) => Promise<string>
}> => {
  const fake = await startZoomInfo()
  onTestFinished(() => fake.close())
  const w = world()
  onTestFinished(() => w.file.close())
  const ask = async (names: string[], key = fake.key): Promise<Asked> => {
    const questions = names.map((name): EntityQuestion => ({
      ...{ kind: 'person', known: { email: `${name}@acme.example` }, wanted: ['title'] },
    }))
    return askEntities(w, await serviceAt('zoominfo', { ...fake, key }), questions, fastClock())
  }
  const works = async (key: string): Promise<string> => {
    const tested = await testService(w.deps, await serviceAt('zoominfo', { ...fake, key }), fastClock())
    return tested.message
  }
  return { fake, ask, works }
}

const kinds = ({ checked }: Asked): string[] => checked.map(({ outcome }) => outcome.kind)
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `person${i}`)

describe('the token', () => {
  test('is asked for once for many requests', async () => {
    const { fake, ask } = await started()
    expect(kinds(await ask(names(100)))).toEqual(names(100).map(() => 'answer'))
    expect([fake.tokens, fake.requests.length]).toEqual([1, 4])
  })
  test('that went stale is renewed once, for all that are under way, and the request is sent again', async () => {
    const { fake, ask } = await started()
    fake.fail(...[1, 2, 3].map(() => ({ kind: 'reply' as const, reply: { status: 401, body: {} } })))
    expect(kinds(await ask(names(75)))).toEqual(names(75).map(() => 'answer'))
    // Three were refused and sent again.
    expect([fake.tokens, fake.requests.length]).toEqual([2, 6])
  })
  test('that is refused again ends the service', async () => {
    const { fake, ask } = await started()
    fake.fail(...[1, 2].map(() => ({ kind: 'reply' as const, reply: { status: 401, body: {} } })))
    const asked = await ask(['ann'])
    expect([kinds(asked), asked.summary.services[0]!.stopped?.kind]).toEqual([['not_asked'], 'credential'])
    expect(fake.requests.length).toBe(2)
  })
  test('comes back in no answer and no message, nor does a part of the key', async () => {
    const { fake, ask } = await started()
    await ask(['ann'])
    fake.fail({ kind: 'reply', reply: { status: 400, body: { message: 'token-2-abcdefghij of client' } } })
    const asked = await ask(['bob'])
    const said = JSON.stringify(asked)
    expect(said).toContain('says: ‹key› of client')
    for (const secret of fake.key.split(':').slice(1)) expect(said).not.toContain(secret)
  })
})

describe('fields', () => {
  test('that the contract does not have are left out, and the others asked for', async () => {
    const { fake, ask } = await started()
    fake.ban('mobilePhone')
    fake.ban('externalUrls')
    const { checked } = await ask(['ann'])
    const { fields } = (checked[0]!.outcome as { answer: { fields: Record<string, string> } }).answer
    expect([fields.mobile, fields.linkedin_url, fields.title]).toEqual([undefined, undefined, 'VP Sales'])
    expect(fake.requests.length).toBe(3)
  })
})

describe('credit', () => {
  test('that ends amid a batch: those without an answer are asked again, the others stand', async () => {
    const { ask } = await started()
    const asked = await ask(['ann', 'broke'])
    expect(asked.checked.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'answer' },
      { kind: 'unknown', reason: 'service_failed', charged: false },
    ])
  })
})

describe('the older API', () => {
  test('takes a user name and a password for a JWT', async () => {
    const { fake, ask } = await started()
    expect(kinds(await ask(['ann', 'nobody', 'optout'], fake.legacyKey))).toEqual([
      'answer',
      'none',
      'answer',
    ])
    expect(fake.requests.map(({ path }) => path)).toEqual(['/enrich/contact'])
  })
  test('takes a JWT signed with a private key', async () => {
    const { fake, works } = await started()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    expect(await works(`pki:${fake.pkiUser}:client-1:${der}`)).toBe('it takes the key (older API)')
    expect(await works(`pki:${fake.pkiUser}:client-1:nonsense`)).toBe(
      'the private key in the key of ZoomInfo cannot be read',
    )
  })
  test('the JWT is signed, and good for five minutes', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    const [head, claims, signature] = clientAssertion(
      { api: 'pki', username: 'ann', client: 'c-1', pem },
      1000_000,
    ).split('.')
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toEqual({
      ...{ aud: 'enterprise_api', iss: 'api-client@zoominfo.com', username: 'ann', client_id: 'c-1' },
      ...{ iat: 1000, exp: 1300 },
    })
    expect(
      verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature!, 'base64url')),
    ).toBe(true)
  })
})

test.each([
  ['id:secret', { api: 'gtm', client: 'id', secret: 'secret' }],
  ['jwt:ann@ours.example:pass:word', { api: 'legacy', username: 'ann@ours.example', password: 'pass:word' }],
  ['pki:ann:c-1:AAAA', { api: 'pki', username: 'ann', client: 'c-1', pem: 'AAAA' }],
])('the key %s', (key, expected) => {
  expect(credentials(key)).toEqual(expected)
})
test.each(['', 'alone', ':secret', 'id:', 'a:b:c'])('%j is no key', (key) => {
  expect(() => credentials(key)).toThrow('is written as client_id:client_secret')
})
