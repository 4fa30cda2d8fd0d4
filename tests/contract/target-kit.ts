/** What contract tests of targets stand on: a CRM in memory behind real sockets, and the engine's way to it. */
import { existsSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { Call, EntityKind, Outcome } from '../../src/connectors/contract.ts'
import type { FakeCrm, HeldRecord, TargetFake } from '../../src/connectors/fake.ts'
import { SHAPES } from '../../src/connectors/http/fake-targets.ts'
import { CONNECTORS } from '../../src/connectors/index.ts'
import type {
  Lookup,
  RemoteChange,
  RemoteRecord,
  Target,
  TargetWrite,
  Written,
} from '../../src/connectors/target.ts'
import { openLine } from '../../src/core/engine/call.ts'
import type { Service } from '../../src/core/engine/types.ts'
import { fastClock, serviceAt, type FastClock } from './kit.ts'

const hasFake = (name: string): boolean =>
  existsSync(new URL(`../../src/connectors/${name}/fake.ts`, import.meta.url))

export const loadTargetFake = async (name: string): Promise<TargetFake | null> => {
  if (Object.hasOwn(SHAPES, name)) return SHAPES[name]!.fake
  if (!hasFake(name)) return null
  const module = (await import(`../../src/connectors/${name}/fake.ts`)) as { target?: TargetFake }
  return module.target ?? null
}

/**
 * All connectors that hold what is pushed to them, and those that a config declares. One that cannot be asked who is there
 * (a webhook) has tests of its own.
 */
export const TARGETS = (
  await Promise.all(
    Object.entries(CONNECTORS).map(async ([name, load]) =>
      (await load()).target?.find === undefined ? [] : [name],
    ),
  )
)
  .flat()
  .concat(Object.keys(SHAPES))

export interface TargetStage {
  target: Target
  fake: TargetFake
  crm: FakeCrm
  service: Service
  clock: FastClock
  call: Call
  /** Ends what is under way, and all that would come. */
  abort: AbortController
  /** Record number `i` as it is created. */
  write(kind: EntityKind, i: number, more?: Partial<TargetWrite>): TargetWrite
  /** A lookup of it, by whatever is named. */
  lookup(kind: EntityKind, i: number, by: 'prm_id' | 'known' | 'both', more?: Partial<Lookup>): Lookup
  /** In requests as large as the target allows. */
  send(writes: readonly TargetWrite[], call?: Call): Promise<Outcome<Written>[]>
  find(lookups: readonly Lookup[], names?: readonly string[]): Promise<Outcome<readonly RemoteRecord[]>[]>
  /** All pages. */
  pull(since: string | null): Promise<{ changes: RemoteChange[]; next: string }>
  /** A call of another run, which nobody has aborted. */
  another(): Call
}

export const idOf = (kind: EntityKind, i: number): string => `${kind}_${String(i).padStart(5, '0')}`

const MOST_PAGES = 2000

export const targetStage = async (name: string, more: Partial<Service> = {}): Promise<TargetStage> => {
  const fake = await loadTargetFake(name)
  if (fake === null) throw new Error(`${name} has no fake of a target`)
  const clock = fastClock()
  const crm = await fake.start(clock)
  onTestFinished(() => crm.close())
  const service = await serviceAt(name, crm, more)
  const target = service.connector.target!
  const abort = new AbortController()
  const lineOf = (signal: AbortSignal): Call =>
    openLine(service, { clock, chance: () => 0.5, signal, version: '0.0.0' }).call(() => true)
  const call = lineOf(abort.signal)
  // As `prm push --setup` does it once for an account.
  for (const kind of fake.kinds) await target.setup?.(kind, [], call)
  crm.requests.splice(0)
  clock.slept.splice(0)
  return {
    ...{ target, fake, crm, service, clock, call, abort },
    another: () => lineOf(new AbortController().signal),
    write: (kind, i, other = {}) => {
      const { values, ...rest } = other
      const all = { ...fake.values(kind, i), ...values }
      return { ...{ kind, prm_id: idOf(kind, i), id: null, company: null }, ...rest, values: all }
    },
    lookup: (kind, i, by, other = {}) => ({
      ...{ kind, prm_id: by === 'known' ? `unknown_${i}` : idOf(kind, i) },
      ...(by !== 'prm_id' && fake.known(kind, i)),
      ...other,
    }),
    send: async (writes, by = call) => {
      const outcomes: Outcome<Written>[] = []
      for (let from = 0; from < writes.length; from += target.batch.write)
        outcomes.push(...(await target.write(writes.slice(from, from + target.batch.write), by)))
      return outcomes
    },
    find: async (lookups, names = []) => {
      const outcomes: Outcome<readonly RemoteRecord[]>[] = []
      for (let from = 0; from < lookups.length; from += target.batch.find)
        outcomes.push(...(await target.find!(lookups.slice(from, from + target.batch.find), names, call)))
      return outcomes
    },
    pull: async (since) => {
      const changes: RemoteChange[] = []
      let next = since
      for (let page = 0; page < MOST_PAGES; page++) {
        const got = await target.pull!(next, call)
        changes.push(...got.changes)
        next = got.next
        if (got.isOver) return { changes, next }
      }
      throw new Error(`${name} was pulled ${MOST_PAGES} times, and there is always more`)
    },
  }
}

/** How many records each prm_id has: one each, or a push has doubled somebody. */
export const countsOf = (held: readonly HeldRecord[]): number[] => {
  const counts = new Map<string | null, number>()
  for (const { prm_id } of held) counts.set(prm_id, (counts.get(prm_id) ?? 0) + 1)
  return [...counts.values()]
}
