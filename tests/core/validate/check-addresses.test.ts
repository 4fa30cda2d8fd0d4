import { describe, expect, onTestFinished, test } from 'vitest'
import {
  addressLines,
  checkAddresses,
  noAddresses,
  type CheckAddressesInput,
} from '../../../src/core/validate/check-addresses.ts'
import { inOrder } from '../../../src/core/validate/in-order.ts'
import type { AddressReport } from '../../../src/model/address-report.ts'
import { dnsServer } from '../../support/dns-server.ts'

const settings = { extra_tlds: ['example'], disposable: [], not_disposable: [], country: 'GB' }

/** Bytes cut where nobody would cut them. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const streamed = async (
  text: string,
  size = 7,
  more: Partial<CheckAddressesInput> = {},
): Promise<{ rows: AddressReport[]; result: ReturnType<typeof noAddresses> }> => {
  const result = noAddresses()
  let out = ''
  for await (const piece of addressLines(
    { ...settings, addresses: pieces(text, size), ...more },
    'ndjson',
    result,
  ))
    out += piece
  const lines = out === '' ? [] : out.trimEnd().split('\n')
  return { rows: lines.map((line) => JSON.parse(line) as AddressReport), result }
}

describe('lines from a stream', () => {
  test.each([1, 7, 1000])('get one verdict each, in their order, read %i bytes at a time', async (size) => {
    const { rows, result } = await streamed('ann@müller.example\r\n\n020 7946 0958\nx', size)
    expect(rows.map(({ input, verdict }) => [input, verdict])).toEqual([
      ['ann@müller.example', 'plausible'],
      ['', 'invalid'],
      ['020 7946 0958', 'plausible'],
      ['x', 'invalid'],
    ])
    expect(result.counts).toMatchObject({ checked: 4, plausible: 2, invalid: 2 })
    expect(result.outcomes.reduce((sum, { addresses }) => sum + addresses, 0)).toBe(4)
  })

  test('nothing gives nothing', async () => {
    const { rows, result } = await streamed('')
    expect([rows, result.counts.checked]).toEqual([[], 0])
  })

  test('many are checked on all cores, and stay in their order', async () => {
    const inputs = Array.from({ length: 20_000 }, (_, i) =>
      i % 2 ? `ann${i}@firm${i}.example` : `020 7946 ${1000 + (i % 9000)}`,
    )
    const { rows, result } = await streamed(`${inputs.join('\n')}\n`, 8192)
    expect(rows.map(({ input }) => input)).toEqual(inputs)
    expect(rows.every(({ kind }, i) => kind === (i % 2 ? 'email' : 'phone'))).toBe(true)
    expect(result.counts.checked).toBe(20_000)
  })
})

test('an address that was given whole may hold a line end, which is a fault', async () => {
  const { addresses } = await checkAddresses({
    ...settings,
    addresses: ['ann@acme.example\nbob@acme.example'],
  })
  expect(addresses.map(({ verdict, reason }) => [verdict, reason])).toEqual([['invalid', 'several_at']])
})

test('the DNS is asked once for each domain, only where the grammar is right', async () => {
  const server = await dnsServer({ 'acme.example': { mx: ['10 mail.acme.example'] } })
  onTestFinished(() => server.close())
  const text = 'ann@acme.example\nbob@acme.example\nc..d@other.example\neve@gone.example\n020 7946 0958\n'
  const { rows } = await streamed(text, 9, { online: true, resolver: [server.address] })
  expect(rows.map(({ verdict, level, reason }) => [verdict, level, reason])).toEqual([
    ['plausible', 'domain', null],
    ['plausible', 'domain', null],
    ['invalid', 'syntax', 'dots_in_local_part'],
    ['invalid', 'domain', 'no_such_domain'],
    ['plausible', 'number', null],
  ])
  expect([...server.asked].sort()).toEqual(['MX acme.example', 'MX gone.example'])
})

describe('in order', () => {
  test('results come in the order of the items, whatever each takes', async () => {
    const seen: number[] = []
    const slow = (n: number): Promise<number> =>
      new Promise((resolve) => setTimeout(() => resolve(n), 20 - n))
    for await (const n of inOrder([1, 9, 3, 15, 2], 3, slow)) seen.push(n)
    expect(seen).toEqual([1, 9, 3, 15, 2])
  })

  test('a failure comes when its turn comes', async () => {
    const seen: number[] = []
    const work = async (n: number): Promise<number> =>
      n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n)
    const run = async (): Promise<void> => {
      for await (const n of inOrder([1, 2, 3], 2, work)) seen.push(n)
    }
    await expect(run()).rejects.toThrow('two')
    expect(seen).toEqual([1])
  })
})
