import { createServer, Agent, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { download, type Download } from '../../src/lib/download.ts'

const serve = async (respond: (response: ServerResponse) => void): Promise<URL> => {
  const server = createServer((_, response) => respond(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const get = async (respond: (response: ServerResponse) => void, most = 100_000): Promise<Download> => {
  const agent = new Agent()
  onTestFinished(() => agent.destroy())
  return download({
    ...{ url: await serve(respond), headers: {}, agent, most, wants: (status) => status === 200 },
    signal: AbortSignal.timeout(1000),
  })
}

const TEXT = 'some words of a page '.repeat(100)
const packed: [encoding: string, body: Buffer][] = [
  ['', Buffer.from(TEXT)],
  ['identity', Buffer.from(TEXT)],
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
]
test.each(packed)('a body in "%s"', async (encoding, body) => {
  const found = await get((response) => response.setHeader('content-encoding', encoding).end(body))
  expect(found).toMatchObject({ status: 200, whole: true })
  expect(found.body.toString()).toBe(TEXT)
})

test('a body without end is read up to the limit, and the connection closed', async () => {
  let isClosed = false
  const found = await get((response) => {
    response.on('close', () => (isClosed = true))
    const more = (): void => {
      while (!isClosed && response.write('x'.repeat(10_000)));
      if (!isClosed) response.once('drain', more)
    }
    more()
  }, 25_000)
  expect(found.body).toHaveLength(25_000)
  expect(found.whole).toBe(false)
  await expect.poll(() => isClosed).toBe(true)
})

const BOMB = 200_000_000
const bombs: [encoding: string, body: () => Buffer][] = [
  ['gzip', () => gzipSync(Buffer.alloc(BOMB))],
  ['br', () => brotliCompressSync(Buffer.alloc(BOMB / 4))],
  ['deflate', () => deflateSync(Buffer.alloc(BOMB))],
]
test.each(bombs)('a bomb in %s does not go off', async (encoding, make) => {
  const body = make()
  expect(body.length).toBeLessThan(BOMB / 500)
  const before = process.memoryUsage().rss
  const began = performance.now()
  const found = await get((response) => response.setHeader('content-encoding', encoding).end(body))
  expect(found.body).toHaveLength(100_000)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})

test('a body that is not wanted is not read', async () => {
  const found = await get((response) => response.writeHead(404).end('x'.repeat(1_000_000)))
  expect(found).toMatchObject({ status: 404, whole: false })
  expect(found.body).toHaveLength(0)
})

const faults: [what: string, respond: (response: ServerResponse) => void][] = [
  ['packed in another way', (response) => response.setHeader('content-encoding', 'zstd').end(TEXT)],
  ['not packed at all', (response) => response.setHeader('content-encoding', 'gzip').end(TEXT)],
  [
    'packed, and cut off',
    (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(TEXT).subarray(0, 40)),
  ],
  [
    'broken off',
    (response) => {
      response.setHeader('content-length', 5000).write(TEXT)
      setTimeout(() => response.destroy(), 20)
    },
  ],
  ['never sent', (response) => void response.write('a')],
]
test.each(faults)('a body that is %s', async (_, respond) => {
  await expect(get(respond)).rejects.toThrow()
})
