import { expect, test } from 'vitest'
import { patient } from '../../src/lib/patient.ts'

/** Gives what it is handed, when it is handed it. */
const handed = () => {
  const gates: PromiseWithResolvers<number>[] = [0, 1, 2].map(() => Promise.withResolvers<number>())
  let isClosed = false
  const source = (async function* () {
    try {
      for (const gate of gates) yield await gate.promise
    } finally {
      isClosed = true
    }
  })()
  return { gates, source, isClosed: () => isClosed }
}

test('what comes in time is had at once', async () => {
  const { gates, source } = handed()
  const reader = patient(source)
  gates[0]!.resolve(1)
  expect(await reader.soon(1000)).toEqual({ done: false, value: 1 })
})

test('what comes too late is kept, and nothing is passed over', async () => {
  const { gates, source } = handed()
  const reader = patient(source)
  expect(await reader.soon(1)).toBeNull()
  expect(await reader.soon(1)).toBeNull()
  gates[0]!.resolve(1)
  gates[1]!.resolve(2)
  gates[2]!.resolve(3)
  expect(await reader.next()).toEqual({ done: false, value: 1 })
  expect(await reader.soon(1000)).toEqual({ done: false, value: 2 })
  expect(await reader.next()).toEqual({ done: false, value: 3 })
  expect(await reader.soon(1000)).toEqual({ done: true, value: undefined })
})

test('an error is for next, and for nobody else', async () => {
  const { gates, source } = handed()
  const reader = patient(source)
  expect(await reader.soon(1)).toBeNull()
  gates[0]!.reject(new Error('torn'))
  expect(await reader.soon(1000)).toBeNull()
  await expect(reader.next()).rejects.toThrow('torn')
})

test('closing lets the generator clean up', async () => {
  const { gates, source, isClosed } = handed()
  const reader = patient(source)
  gates[0]!.resolve(1)
  await reader.next()
  await reader.close()
  expect(isClosed()).toBe(true)
})
