import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HttpFault, sendHttp, type HttpRequest } from '../../src/lib/http.ts'

const serve = async (listener: RequestListener): Promise<URL> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const send = (url: URL, more: Partial<HttpRequest> = {}) =>
  sendHttp({ method: 'GET', url, headers: {}, timeout: 2000, most: 1000, ...more })

const fault = async (promise: Promise<unknown>): Promise<{ sent: boolean; code: string }> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpFault)) throw new Error(`no fault: ${String(error)}`)
  return { sent: error.sent, code: error.code }
}

test('status, headers in lower case, text', async () => {
  const url = await serve((_, response) => response.writeHead(418, { 'X-Told': 'Yes' }).end('schöne Grüße'))
  const reply = await send(url)
  expect(reply).toMatchObject({ status: 418, text: 'schöne Grüße' })
  expect(reply.headers['x-told']).toBe('Yes')
})

test('redirects are not followed', async () => {
  let visits = 0
  const url = await serve((_, response) => {
    visits++
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  expect((await send(url)).status).toBe(302)
  expect(visits).toBe(1)
})

describe('what failed, and whether the request can have arrived', () => {
  test('nobody listens', async () => {
    const url = await serve(() => undefined)
    const free = new URL(url)
    await new Promise<void>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        free.port = String((probe.address() as AddressInfo).port)
        probe.close(() => resolve())
      })
    })
    expect(await fault(send(free))).toEqual({ sent: false, code: 'ECONNREFUSED' })
  })
  test('no answer in time', async () => {
    const url = await serve(() => undefined)
    expect(await fault(send(url, { timeout: 100 }))).toEqual({ sent: true, code: 'TIMEOUT' })
  })
  test('an answer that stalls', async () => {
    const url = await serve((_, response) => void response.write('begun'))
    expect(await fault(send(url, { timeout: 100 }))).toEqual({ sent: true, code: 'TIMEOUT' })
  })
  test('the connection is cut', async () => {
    const url = await serve((_, response) => response.destroy())
    expect((await fault(send(url))).sent).toBe(true)
  })
  test('half an answer, with a length', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    })
    expect((await fault(send(url))).sent).toBe(true)
  })
  test('half an answer, in chunks', async () => {
    const url = await serve((_, response) => void response.write('half', () => response.destroy()))
    expect((await fault(send(url))).sent).toBe(true)
  })
  test('an answer that says that it is too long is not read at all', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(200, { 'content-length': '5000' }).write('x'),
    )
    expect(await fault(send(url))).toEqual({ sent: true, code: 'TOO_LARGE' })
  })
  test('an answer that is too long is not read to its end', async () => {
    let isOver = false
    const url = await serve((_, response) => {
      response.on('close', () => (isOver = true))
      const more = (): void => {
        while (!isOver && response.write('x'.repeat(10_000))) continue
        if (!isOver) response.once('drain', more)
      }
      more()
    })
    expect(await fault(send(url))).toEqual({ sent: true, code: 'TOO_LARGE' })
    await expect.poll(() => isOver).toBe(true)
  })
})

test('connections are used again', async () => {
  const sockets = new Set<unknown>()
  const url = await serve((request, response) => {
    sockets.add(request.socket)
    response.end('ok')
  })
  for (let i = 0; i < 20; i++) await send(url)
  // The second may begin before the first has given its connection back.
  expect(sockets.size).toBeLessThan(4)
})
