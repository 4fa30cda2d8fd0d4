import { describe, expect, onTestFinished, test } from 'vitest'
import { createDnsClient, type DnsClient } from '../../../src/lib/dns/client.ts'
import { decodeReply, encodeQuestion } from '../../../src/lib/dns/packet.ts'
import { parseServer } from '../../../src/lib/dns/server.ts'
import { dnsServer, type DnsServer, type Zone } from '../../support/dns-server.ts'

const zones: Record<string, Zone> = {
  'acme.example': { mx: ['20 b.acme.example', '10 A.acme.example'], ttl: 1234, a: ['192.0.2.7'] },
  'text.example': { txt: ['v=spf1 -all', `Long=${'é'.repeat(150)}`] },
  'help.example': { cname: 'Acme.Desk.example' },
  'six.example': { aaaa: ['2001:db8::7'] },
  'none.example': { negativeTtl: 77 },
  'bare.example': { negativeTtl: null },
  'cut.example': { mx: ['10 mail.cut.example'], how: 'cut' },
  'lost.example': { mx: ['10 mail.lost.example'], how: 'once-silent' },
  'silent.example': { how: 'silent' },
  'broken.example': { how: 'garbage' },
  'forged.example': { mx: ['10 evil.example'], how: 'wrong-id' },
  'other.example': { mx: ['10 evil.example'], how: 'other-name' },
  'failing.example': { code: 2 },
  'refused.example': { code: 5 },
}

const open = async (
  latency = 0,
  options: Parameters<typeof createDnsClient>[0] = {},
): Promise<{ server: DnsServer; client: DnsClient }> => {
  const server = await dnsServer(zones, latency)
  const client = createDnsClient({
    servers: [parseServer(server.address)!],
    timeout: 120,
    tries: 2,
    ...options,
  })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  return { server, client }
}

describe('a DNS client', () => {
  test('hears mail exchangers with their preference and time to live', async () => {
    const { client } = await open()
    const answer = await client.ask('acme.example', 'MX')
    expect(answer).toMatchObject({
      kind: 'reply',
      reply: {
        code: 0,
        answers: [
          { data: 'b.acme.example', preference: 20, ttl: 1234 },
          { data: 'a.acme.example', preference: 10, ttl: 1234 },
        ],
      },
    })
  })

  test('hears texts whole and as they are, and other names', async () => {
    const { client } = await open()
    expect(await client.ask('text.example', 'TXT')).toMatchObject({
      reply: { answers: [{ data: 'v=spf1 -all' }, { data: `Long=${'é'.repeat(150)}` }] },
    })
    expect(await client.ask('help.example', 'CNAME')).toMatchObject({
      reply: { answers: [{ type: 5, data: 'acme.desk.example' }] },
    })
  })

  const addresses: [name: string, type: 'A' | 'AAAA', data: string][] = [
    ['acme.example', 'A', '192.0.2.7'],
    ['six.example', 'AAAA', '2001:0db8:0000:0000:0000:0000:0000:0007'],
  ]
  test.each(addresses)('%s %s', async (name, type, data) => {
    const { client } = await open()
    expect(await client.ask(name, type)).toMatchObject({ kind: 'reply', reply: { answers: [{ data }] } })
  })

  test('hears for how long "there is none" holds, where a server says so', async () => {
    const { client } = await open()
    expect(await client.ask('none.example', 'MX')).toMatchObject({
      reply: { code: 0, answers: [], negativeTtl: 77 },
    })
    expect(await client.ask('bare.example', 'MX')).toMatchObject({ reply: { negativeTtl: null } })
    expect(await client.ask('nobody.example', 'MX')).toMatchObject({ reply: { code: 3, negativeTtl: 60 } })
  })

  test('asks again over TCP for what does not fit', async () => {
    const { client, server } = await open()
    expect(await client.ask('cut.example', 'MX')).toMatchObject({
      reply: { answers: [{ data: 'mail.cut.example' }] },
    })
    expect(server.overTcp).toEqual(['MX cut.example'])
  })

  test('sends a question again whose reply was lost', async () => {
    const { client, server } = await open()
    expect(await client.ask('lost.example', 'MX')).toMatchObject({ kind: 'reply' })
    expect(server.asked).toEqual(['MX lost.example', 'MX lost.example'])
  })

  test.each(['silent', 'broken', 'forged', 'other'])('%s: no reply is no answer', async (name) => {
    const { client, server } = await open()
    expect(await client.ask(`${name}.example`, 'MX')).toEqual({ kind: 'silent' })
    expect(server.asked).toHaveLength(2)
  })

  test.each([
    ['failing.example', 2],
    ['refused.example', 5],
  ])('%s could not tell', async (name, code) => {
    const { client } = await open()
    expect(await client.ask(name, 'MX')).toEqual({ kind: 'failed', code })
  })

  test('where nobody listens, all is silence, and soon', async () => {
    const { client, server } = await open(0, { timeout: 5000 })
    await server.close()
    const began = Date.now()
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => client.ask(`d${i}.example`, 'MX')),
    )
    expect(answers.every(({ kind }) => kind === 'silent')).toBe(true)
    expect(Date.now() - began).toBeLessThan(4000)
  })

  test('gives a dead network up after some questions', async () => {
    const { client, server } = await open()
    const names = Array.from({ length: 400 }, () => 'silent.example')
    const answers = await Promise.all(names.map((name) => client.ask(name, 'MX')))
    expect(answers.every(({ kind }) => kind === 'silent')).toBe(true)
    expect(server.asked.length).toBeLessThan(300)
  })

  test('turns to the second server where the first is dead', async () => {
    const dead = await dnsServer({ 'acme.example': { how: 'silent' } })
    const { client, server } = await open()
    const both = createDnsClient({
      servers: [dead, server].map(({ address }) => parseServer(address)!),
      timeout: 100,
    })
    onTestFinished(async () => {
      both.close()
      await dead.close()
    })
    expect(client.sent()).toBe(0)
    expect(await both.ask('acme.example', 'MX')).toMatchObject({ kind: 'reply' })
  })

  test('has many questions under way at once', async () => {
    // Patient: none is asked twice, however busy the machine.
    const { client, server } = await open(30, { timeout: 5000 })
    const began = Date.now()
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) => client.ask(`x${i}.example`, 'MX')),
    )
    expect(answers.every((answer) => answer.kind === 'reply' && answer.reply.code === 3)).toBe(true)
    // One after the other: 15 s.
    expect(Date.now() - began).toBeLessThan(5000)
    expect(server.asked).toHaveLength(500)
  })
})

describe('a message', () => {
  test.each([
    ['nothing', ''],
    ['a header alone', '00018180000100000000000'],
    ['a name that points at itself', '0001818000010000000000 00c00c000f0001'],
    ['a question', '000101000000000000000000'],
  ])('that is %s is refused', (_, hex) => {
    expect(() => decodeReply(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toThrow(RangeError)
  })

  test('cut off anywhere is refused or read, never taken for more than it is', () => {
    const question = encodeQuestion(1, 'acme.example', 'MX')
    const head = Buffer.from(question)
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(1, 6)
    head.writeUInt16BE(0, 10)
    const record = Buffer.from('c00c000f00010000012c0009000a046d61696cc00c', 'hex')
    const whole = Buffer.concat([head.subarray(0, question.length - 11), record])
    expect(decodeReply(whole).answers).toEqual([
      { type: 15, ttl: 300, preference: 10, data: 'mail.acme.example' },
    ])
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeReply(whole.subarray(0, length)), String(length)).toThrow(RangeError)
    }
  })
})

test.each([
  ['127.0.0.1:5353', { address: '127.0.0.1', port: 5353 }],
  ['9.9.9.9', { address: '9.9.9.9', port: 53 }],
  ['::1', { address: '::1', port: 53 }],
  ['[::1]:5353', { address: '::1', port: 5353 }],
  ['dns.example', null],
  ['300.1.1.1', null],
  ['127.0.0.1:99999', null],
  ['', null],
])('the server %s', (text, expected) => {
  expect(parseServer(text)).toEqual(expected)
})
