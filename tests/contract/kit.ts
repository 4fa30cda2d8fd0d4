/** What contract tests stand on: a service over real sockets, an engine whose waiting takes no time, a file in memory. */
import { onTestFinished } from 'vitest'
import type { AddressQuestion } from '../../src/connectors/contract.ts'
import type { ConnectorFake, FakeService } from '../../src/connectors/fake.ts'
import { checkWithServices } from '../../src/core/engine/check-addresses.ts'
import { loadConnector, openService } from '../../src/core/engine/services.ts'
import type { CheckedAddress, CheckOptions, CheckSummary, Service } from '../../src/core/engine/types.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { world, type World } from '../support/world.ts'

export const NAMES = ['hunter', 'numverify', 'reacher', 'zerobounce'] as const

export const loadFake = async (name: string): Promise<ConnectorFake> => {
  const module = (await import(`../../src/connectors/${name}/fake.ts`)) as { fake: ConnectorFake }
  return module.fake
}

export interface FastClock extends Clock {
  /** What was waited for, in milliseconds. */
  slept: number[]
}

/** Time goes on by itself; waiting only moves it on. */
export const fastClock = (): FastClock => {
  let skipped = 0
  const slept: number[] = []
  return {
    slept,
    elapsed: () => performance.now() + skipped,
    wall: () => Date.parse('2026-11-21T09:00:00Z') + skipped,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      skipped += milliseconds
      slept.push(milliseconds)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

export interface Stage {
  name: string
  fake: FakeService
  kind: 'email' | 'phone'
  service: Service
  clock: FastClock
  w: World
  questions: ConnectorFake
  ask(questions: readonly AddressQuestion[], options?: Partial<CheckOptions>): Promise<Asked>
}

export interface Asked {
  checked: CheckedAddress[]
  summary: CheckSummary
}

export const MAX_AGE = { mailbox: 90, line: 180 }

/** Asks services, and collects what they say. */
export const askServices = async (
  w: World,
  services: readonly Service[],
  questions: readonly AddressQuestion[],
  clock: Clock,
  options: Partial<CheckOptions> = {},
): Promise<Asked> => {
  const checked: CheckedAddress[] = []
  const summary = await checkWithServices(
    w.deps,
    services,
    questions.map((question) => ({ ...question })),
    { max_age: MAX_AGE, clock, ...options },
    (batch) => void checked.push(...batch),
  )
  return { checked, summary }
}

export const PRICE = 0.01

/** A service as it is declared, but here, with its own key and a short timeout. */
export const serviceAt = async (
  name: string,
  fake: Pick<FakeService, 'url' | 'key'>,
  more: Partial<Service> = {},
): Promise<Service> => {
  const service = openService(await loadConnector(name), {
    config: {
      ...{ path: null, services: {} },
      prices: { ...DEFAULT_CONFIG.prices, of: { [name]: PRICE } },
    },
    keys: { [`PRM_${name.toUpperCase()}_KEY`]: fake.key },
    env: { [`PRM_${name.toUpperCase()}_URL`]: fake.url },
  })
  return { ...service, ...more }
}

/** One connector on its stage. */
export const stage = async (name: string, more: Partial<Service> = {}): Promise<Stage> => {
  const questions = await loadFake(name)
  const fake = await questions.start()
  onTestFinished(() => fake.close())
  const w = world()
  onTestFinished(() => w.file.close())
  const service = await serviceAt(name, fake, more)
  const clock = fastClock()
  return {
    ...{ name, fake, service, clock, w, questions },
    kind: service.connector.checks.email === undefined ? 'phone' : 'email',
    ask: (asked, options) => askServices(w, [service], asked, clock, options),
  }
}
