/** A call as the engine gives it to connectors that go out by themselves. */
import { onTestFinished } from 'vitest'
import type { Call, EntityQuestion, Web } from '../../src/connectors/contract.ts'
import { inTurn } from '../../src/lib/in-turn.ts'

export interface WebCall extends Call {
  counted(): number
}

export const webCall = (more: Partial<Web> = {}): WebCall => {
  let counted = 0
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  return {
    ...{ key: '', secrets: {}, token: (get: () => Promise<string>) => get() },
    once: (_name, get) => get(),
    counted: () => counted,
    web: {
      ...{ signal: stop.signal, agent: 'prm/0.0.0', timeout: 5, allowPrivate: true },
      resolver: [],
      now: () => Date.parse('2026-11-22T09:00:00Z'),
      count: (requests) => void (counted += requests),
      inTurn: inTurn(),
      ...more,
    },
    send: () => Promise.reject(new Error('nothing is sent to a service')),
  }
}

export const company = (known: Readonly<Record<string, string>>): EntityQuestion => ({
  ...{ kind: 'company', known, wanted: [] },
})
