/** A service that completes people or companies, inside this process: what it knows is given to it. */
import type {
  Connector,
  EntityAnswer,
  EntityKind,
  EntityQuestion,
  Outcome,
} from '../../src/connectors/contract.ts'
import type { Service } from '../../src/core/engine/types.ts'

export interface MadeUp {
  service: Service
  /** What it was asked, request by request. */
  requests: EntityQuestion[][]
  /** Jobs that were given to it. */
  jobs: EntityQuestion[][]
}

export type Reply = Partial<EntityAnswer> | 'none' | Outcome<EntityAnswer> | Error

export const found = (fields: Record<string, string>, more: Partial<EntityAnswer> = {}): EntityAnswer => ({
  ...{ fields, signals: [], opted_out: false, evidence: {} },
  ...more,
})

/** @param reply what it says of a question */
export const madeUp = (
  name: string,
  {
    kind = 'person',
    price = 0.1,
    batch = 1,
    bulk,
    gives,
    needs = [['email']],
    extras,
  }: {
    kind?: EntityKind
    price?: number | null
    batch?: number
    bulk?: { from: number; most: number }
    gives: string[]
    needs?: string[][]
    extras?: string[]
  },
  reply: (question: EntityQuestion) => Reply,
): MadeUp => {
  const made: Pick<MadeUp, 'requests' | 'jobs'> = { requests: [], jobs: [] }
  const outcome = (question: EntityQuestion): Outcome<EntityAnswer> => {
    const said = reply(question)
    if (said instanceof Error) throw said
    if (said === 'none') return { kind: 'none', charged: false }
    return 'kind' in said ? said : { kind: 'answer', answer: found({}, said), charged: true }
  }
  const connector: Connector = {
    ...{
      name,
      title: name[0]!.toUpperCase() + name.slice(1),
      summary: 'made up',
      key: 'optional',
      paid: price !== 0,
    },
    ...{ selfHosted: false, hosts: { default: 'https://made-up.example' }, lanes: { default: [] } },
    ...{ concurrency: 1, timeout: 1, checks: {}, test: () => Promise.resolve('here') },
    enriches: {
      [kind]: {
        ...{ batch, gives, needs, ...(extras !== undefined && { extras }) },
        ask: (questions: readonly EntityQuestion[]) => {
          made.requests.push([...questions])
          return Promise.resolve(questions.map(outcome))
        },
        ...(bulk !== undefined && {
          bulk: {
            ...bulk,
            submit: (questions: readonly EntityQuestion[]) => {
              made.jobs.push([...questions])
              return Promise.resolve(`job ${made.jobs.length}`)
            },
            state: () => Promise.resolve({ state: 'done' as const }),
            collect: (_: string, questions: readonly EntityQuestion[]) =>
              Promise.resolve(questions.map(outcome)),
          },
        }),
      },
    },
  }
  const { hosts, lanes, concurrency, timeout } = connector
  return {
    ...made,
    service: {
      ...{
        connector,
        key: '',
        secrets: {},
        hosts,
        isElsewhere: true,
        currency: 'USD',
        lanes,
        concurrency,
        timeout,
      },
      ...{ resolver: [], allowPrivate: false },
      prices: { check: price, person: price, company: price },
    },
  }
}
