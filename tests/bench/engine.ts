/** What the engine adds to a call: the same requests over the same sockets, bare and through it, one at a time. */
import { CONNECTORS } from '../../src/connectors/index.ts'
import { startHunter } from '../../src/connectors/hunter/fake.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import { checkWithServices } from '../../src/core/engine/index.ts'
import { openService } from '../../src/core/engine/services.ts'
import { world } from '../support/world.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult } from './registry.ts'

const CALLS = 1000
const ROUNDS = 5

export async function measureEngine({ repeat }: Pick<BenchOptions, 'repeat'>): Promise<BenchResult> {
  const fake = await startHunter()
  try {
    const service = {
      ...openService(await CONNECTORS.hunter!(), {
        config: { path: null, services: {}, prices: { ...DEFAULT_CONFIG.prices, of: { hunter: 0.01 } } },
        keys: { PRM_HUNTER_KEY: fake.key },
        env: { PRM_HUNTER_URL: fake.url },
      }),
      lanes: { default: [] },
      concurrency: 1,
    }
    const addresses = Array.from({ length: CALLS }, (_, i) => `person${i}@acme.example`)
    const bare = async (): Promise<void> => {
      for (const address of addresses) {
        const reply = await fetch(`${fake.url}/email-verifier?email=${encodeURIComponent(address)}`, {
          headers: { 'x-api-key': fake.key },
        })
        await reply.json()
      }
    }
    const engine = async (w: ReturnType<typeof world>): Promise<void> => {
      const tasks = addresses.map((address) => ({ kind: 'email' as const, address }))
      const options = { max_age: { mailbox: 90, line: 180 } }
      await checkWithServices(w.deps, [service], tasks, options, () => undefined)
    }
    const times = { bare: [] as number[], engine: [] as number[], cached: [] as number[] }
    // Processor time, the fake's own share included in all alike: a busy machine makes the wall clock tell about others.
    const timed = async (into: number[], act: () => Promise<void>): Promise<void> => {
      const start = process.cpuUsage()
      await act()
      const { user, system } = process.cpuUsage(start)
      into.push((user + system) / 1000 / CALLS)
    }
    await bare()
    fake.requests.splice(0)
    // They take turns, so that a busy machine slows both alike.
    for (let round = 0; round < Math.min(repeat, ROUNDS); round++) {
      const w = world()
      await timed(times.bare, bare)
      await timed(times.engine, () => engine(w))
      await timed(times.cached, () => engine(w))
      w.file.close()
      fake.requests.splice(0)
    }
    const [plain, whole, cached] = [median(times.bare), median(times.engine), median(times.cached)]
    return {
      rows: [
        {
          name: 'a call, bare',
          ours: plain,
          unit: 'ms',
          note: 'processor time; fetch over a loopback socket',
        },
        {
          name: 'a call through the engine',
          ours: whole,
          unit: 'ms',
          note: 'rates, money, cache, file in memory',
        },
        { name: 'what the engine adds', ours: Math.max(0, whole - plain), unit: 'ms', target: 'under 1 ms' },
        { name: 'an answer known from before', ours: cached, unit: 'ms' },
      ],
    }
  } finally {
    await fake.close()
  }
}
