import { createHmac, randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { startServer, type FakeReply } from '../../src/connectors/fake.ts'
import type { TargetWrite } from '../../src/connectors/target.ts'
import { SECRET } from '../../src/connectors/webhook/client.ts'
import { openLine } from '../../src/core/engine/call.ts'
import { fastClock, serviceAt } from '../contract/kit.ts'

const bytes = randomBytes(32)
const secret = `whsec_${bytes.toString('base64')}`

const stage = async (respond: () => FakeReply = () => ({ status: 204 }), given = secret) => {
  const server = await startServer(respond)
  onTestFinished(() => server.close())
  const service = await serviceAt('webhook', {
    ...{ url: `${server.url}/hooks/prm?team=1`, key: '', keys: { [SECRET]: given } },
  })
  const clock = fastClock()
  const signal = new AbortController().signal
  const call = openLine(service, { clock, chance: () => 0.5, signal, version: '0.0.0' }).call(() => true)
  return { server, clock, call, target: service.connector.target!, service }
}

const ann: TargetWrite = {
  ...{ kind: 'person', prm_id: 'p_ann', id: null, company: 'c_acme' },
  values: { email: 'ann@acme.example', full_name: 'Ann Lée', score: 80 },
}

const isSigned = (headers: Readonly<Record<string, string | undefined>>, text: string): boolean => {
  const content = `${headers['webhook-id']!}.${headers['webhook-timestamp']!}.${text}`
  const expected = createHmac('sha256', bytes).update(content).digest('base64')
  return headers['webhook-signature'] === `v1,${expected}`
}

test('a person is a signed message at the address, its path and query included', async () => {
  const s = await stage()
  expect(await s.target.write([ann], s.call)).toEqual([
    { kind: 'answer', answer: { id: 'p_ann', created: true }, charged: false },
  ])
  const [request] = s.server.requests
  expect([request!.method, request!.path, request!.query.get('team')]).toEqual(['POST', '/hooks/prm', '1'])
  expect(JSON.parse(request!.text)).toEqual({
    type: 'person.created',
    data: { prm_id: 'p_ann', company_prm_id: 'c_acme', ...ann.values },
  })
  expect(isSigned(request!.headers, request!.text)).toBe(true)
  expect(isSigned(request!.headers, request!.text.replace('80', '81'))).toBe(false)
})

test('sent again it has the same id, and a signature of its own time', async () => {
  const s = await stage()
  s.server.fail({ kind: 'reply', reply: { status: 503, headers: { 'retry-after': '5' }, body: '' } })
  await s.target.write([ann], s.call)
  const [first, second] = s.server.requests
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
  expect(Number(second!.headers['webhook-timestamp'])).toBeGreaterThan(
    Number(first!.headers['webhook-timestamp']),
  )
  for (const { headers, text } of s.server.requests) expect(isSigned(headers, text)).toBe(true)
})

test('another message has another id', async () => {
  const s = await stage()
  await s.target.write([ann, { ...ann, id: 'p_ann', values: { score: 81 } }], s.call)
  const [first, second] = s.server.requests
  expect(second!.headers['webhook-id']).not.toBe(first!.headers['webhook-id'])
  expect(JSON.parse(second!.text)).toEqual({
    type: 'person.updated',
    data: { prm_id: 'p_ann', company_prm_id: 'c_acme', score: 81 },
  })
})

test('one that is refused is told, the others are sent', async () => {
  const s = await stage()
  s.server.fail({ kind: 'reply', reply: { status: 422, body: 'no such plan' } })
  const outcomes = await s.target.write([ann, { ...ann, prm_id: 'p_bob' }], s.call)
  expect(outcomes).toMatchObject([{ kind: 'failed', code: '422' }, { kind: 'answer' }])
})

test.each([
  ['gone for good', 410],
  ['not allowed', 401],
])('%s: nothing more is sent', async (_, status) => {
  const s = await stage(() => ({ status, body: '' }))
  await expect(s.target.write([ann, ann], s.call)).rejects.toMatchObject({ kind: 'credential' })
  expect(s.server.requests.length).toBe(1)
})

test.each([
  ['no prefix', bytes.toString('base64')],
  ['too short', `whsec_${randomBytes(8).toString('base64')}`],
  ['no base64', 'whsec_not a secret, not at all, by no means'],
])('a secret that is none, %s: nothing is sent, and it is not repeated', async (_, given) => {
  const s = await stage(undefined, given)
  const error: unknown = await s.target.write([ann], s.call).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ kind: 'credential' })
  expect(String(error)).not.toContain(given)
  expect(s.server.requests).toEqual([])
})

test('its account is that of the secret, which it does not tell', async () => {
  const [one, other] = [await stage(), await stage(undefined, `whsec_${randomBytes(32).toString('base64')}`)]
  const [a, b] = [await one.target.account(one.call), await other.target.account(other.call)]
  expect(a.id).not.toBe(b.id)
  expect(secret).not.toContain(a.id)
  expect(await one.target.account(one.call)).toEqual(a)
})
