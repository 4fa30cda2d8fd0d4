/** What contract tests stand on: a service over real sockets, an engine whose waiting takes no time, a file in memory. */
import { existsSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { AddressQuestion, Capability, EntityAnswer, EntityKind } from '../../src/connectors/contract.ts'
import type {
  ConnectorFake,
  FakeCrm,
  FakeService,
  Question,
  QuestionKind,
} from '../../src/connectors/fake.ts'
import { DECLARED } from '../../src/connectors/http/fake.ts'
import { SHAPES } from '../../src/connectors/http/fake-targets.ts'
import { CONNECTORS } from '../../src/connectors/index.ts'
import { checkWithServices, subjectOf } from '../../src/core/engine/check-addresses.ts'
import { enrichWithServices, type EnrichedEntity } from '../../src/core/engine/enrich-entities.ts'
import { enricherOf, entitySubject } from '../../src/core/engine/entities.ts'
import { loadConnector, openService } from '../../src/core/engine/services.ts'
import type {
  AddressOutcome,
  Answer,
  CheckedAddress,
  CheckOptions,
  CheckSummary,
  Service,
} from '../../src/core/engine/types.ts'
import { DEFAULT_CONFIG } from '../../src/core/config/index.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { world, type World } from '../support/world.ts'

/** What a config would declare. */
const http = {
  http: DECLARED,
  ...Object.fromEntries(Object.entries(SHAPES).map(([name, { declared }]) => [name, declared])),
}

/** Those with a server on this machine that behaves like them; `http` is what a config declares. */
export const NAMES = [...Object.keys(CONNECTORS), 'http'].filter((name) =>
  existsSync(new URL(`../../src/connectors/${name}/fake.ts`, import.meta.url)),
)

export const isEntity = (kind: QuestionKind): kind is EntityKind => kind === 'person' || kind === 'company'

/** What each can be asked about. */
export const ABILITIES = (
  await Promise.all(
    NAMES.map(async (name) => {
      const { checks, enriches } = await loadConnector(name, { http })
      return Object.keys({ ...checks, ...enriches }).map((kind) => ({ name, kind: kind as QuestionKind }))
    }),
  )
).flat()

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
  kind: QuestionKind
  capability: Pick<Capability<never, never>, 'batch'> & { bulk?: { from: number; most: number } }
  service: Service
  clock: FastClock
  w: World
  questions: ConnectorFake
  /** Answers cost, and asking again costs again. */
  isPaid: boolean
  isSafe: boolean
  ask(questions: readonly Question[], options?: Partial<CheckOptions>): Promise<Asked>
}

/** Those that check addresses. */
export const CHECKERS = [...new Set(ABILITIES.flatMap(({ name, kind }) => (isEntity(kind) ? [] : [name])))]

/** What came of one question, whatever it was about. */
export interface AskedOne {
  text: string
  outcome: AddressOutcome | Answer<EntityAnswer>
  cached: boolean
}

export interface Asked {
  checked: AskedOne[]
  summary: CheckSummary
}

/** Addresses to each of which its fake has a good answer. */
export const manyAddresses = async (name: string, count: number): Promise<AddressQuestion[]> =>
  (await loadFake(name)).many(count, 'email').flatMap((question) => ('address' in question ? [question] : []))

export interface AskedAddresses extends Asked {
  checked: (CheckedAddress & AskedOne)[]
}

/** A question in a word. */
export const textOf = (question: Question): string =>
  'known' in question ? JSON.stringify(question.known) : question.address

/** What its answer is remembered by. */
export const subjectAt = (service: Service, question: Question): string =>
  'known' in question
    ? entitySubject(enricherOf(service, question.kind)!, question)
    : subjectOf({ ...question, country: question.country })

export const MAX_AGE = { mailbox: 90, line: 180 }

/** Asks a service about people or companies, and collects what it says. */
export const askEntities = async (
  w: World,
  service: Service,
  questions: readonly Question[],
  clock: Clock,
  options: Partial<CheckOptions> = {},
): Promise<Asked> => {
  const answered: EnrichedEntity[] = []
  const summary = await enrichWithServices(
    w.deps,
    { person: [service], company: [service] },
    questions.flatMap((question, i) =>
      'known' in question ? [{ kind: question.kind, id: String(i), look: () => question }] : [],
    ),
    { ...options, max_age: { found: 90, none: 30 }, clock },
    (batch) => void answered.push(...batch),
  )
  const checked = answered.map(({ task, answer, cached }): AskedOne => ({
    ...{ text: textOf(questions[Number(task.id)]!), outcome: answer, cached },
  }))
  return { checked, summary }
}

/** Asks services about addresses, and collects what they say. */
export const askServices = async (
  w: World,
  services: readonly Service[],
  questions: readonly AddressQuestion[],
  clock: Clock,
  options: Partial<CheckOptions> = {},
): Promise<AskedAddresses> => {
  const checked: (CheckedAddress & AskedOne)[] = []
  const summary = await checkWithServices(
    w.deps,
    services,
    questions.map((question) => ({ ...question })),
    { max_age: MAX_AGE, clock, ...options },
    (batch) => void checked.push(...batch.map((one) => ({ ...one, text: one.task.address }))),
  )
  return { checked, summary }
}

export const PRICE = 0.01

/** A service as it is declared, but here, with its own key and a short timeout. */
export const serviceAt = async (
  name: string,
  fake: Pick<FakeCrm, 'url' | 'key' | 'keys' | 'env'>,
  more: Partial<Service> = {},
): Promise<Service> => {
  const service = openService(await loadConnector(name, { http }), {
    config: {
      ...{ path: null, services: {} },
      prices: { ...DEFAULT_CONFIG.prices, of: { [name]: PRICE } },
    },
    keys: { [`PRM_${name.toUpperCase()}_KEY`]: fake.key, ...fake.keys },
    env: { [`PRM_${name.toUpperCase()}_URL`]: fake.url, ...fake.env },
  })
  return { ...service, ...more }
}

/** One connector on its stage, to be asked about one kind of thing. */
export const stageOf = async (
  name: string,
  kind: QuestionKind,
  more: Partial<Service> = {},
): Promise<Stage> => {
  const questions = await loadFake(name)
  const fake = await questions.start()
  onTestFinished(() => fake.close())
  const w = world()
  onTestFinished(() => w.file.close())
  const service = await serviceAt(name, fake, more)
  const clock = fastClock()
  const isPaid = service.prices[isEntity(kind) ? kind : 'check'] !== 0
  return {
    ...{ name, fake, service, clock, w, questions, isPaid, isSafe: questions.isSafe === true },
    kind,
    capability: isEntity(kind) ? enricherOf(service, kind)! : service.connector.checks[kind]!,
    ask: (asked, options) =>
      isEntity(kind)
        ? askEntities(w, service, asked, clock, options)
        : askServices(w, [service], asked as readonly AddressQuestion[], clock, options),
  }
}
