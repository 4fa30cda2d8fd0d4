import { describe, expect, onTestFinished, test } from 'vitest'
import { ServiceTrouble } from '../../../src/connectors/trouble.ts'
import {
  enrichWithServices,
  type EnrichedEntity,
  type EnrichOptions,
  type EnrichSummary,
} from '../../../src/core/engine/enrich-entities.ts'
import type { EntityTask } from '../../../src/core/engine/entities.ts'
import { planEnrichment } from '../../../src/core/engine/plan-entities.ts'
import { fastClock } from '../../contract/kit.ts'
import { madeUp, type MadeUp } from '../../support/made-up-service.ts'
import { world, type World } from '../../support/world.ts'

const opened = (): World => {
  const w = world()
  onTestFinished(() => w.file.close())
  return w
}

interface Known {
  task: EntityTask
  known: Record<string, string>
}

/** Somebody whose wanted fields become known as services give them. */
const person = (known: Record<string, string>, wanted = ['title', 'phone']): Known => ({
  known,
  task: {
    ...{ kind: 'person', id: known.email ?? known.full_name ?? '' },
    look: () => ({ known: { ...known }, wanted: wanted.filter((field) => known[field] === undefined) }),
  },
})

const MAX_AGE = { found: 90, none: 30 }

const enrich = async (
  w: World,
  made: readonly MadeUp[],
  people: readonly Known[],
  options: Partial<EnrichOptions> = {},
): Promise<{ said: EnrichedEntity[]; summary: EnrichSummary }> => {
  const said: EnrichedEntity[] = []
  const known = new Map(people.map((one) => [one.task, one.known]))
  const summary = await enrichWithServices(
    w.deps,
    { person: made.map(({ service }) => service), company: [] },
    people.map(({ task }) => task),
    { max_age: MAX_AGE, clock: fastClock(), ...options },
    (batch) => {
      said.push(...batch)
      for (const { task, answer } of batch)
        if (answer.kind === 'answer')
          for (const [field, value] of Object.entries(answer.answer.fields)) known.get(task)![field] ??= value
    },
  )
  return { said, summary }
}

const told = ({ said }: { said: EnrichedEntity[] }): unknown[] =>
  said.map(({ task, by, answer }) => [
    task.id,
    by,
    answer.kind === 'not_asked' ? answer.because : answer.kind,
  ])

const ANN = (): Known => person({ email: 'ann@acme.example' })
const BOB = (): Known => person({ email: 'bob@acme.example' })
const crowd = (count: number): Known[] =>
  Array.from({ length: count }, (_, i) => person({ email: `p${i}@acme.example` }))

const titles = (more = {}): MadeUp =>
  madeUp('titles', { gives: ['title'], ...more }, () => ({ fields: { title: 'CTO' } }))
const phones = (more = {}): MadeUp =>
  madeUp('phones', { gives: ['phone', 'title'], ...more }, () => ({ fields: { phone: '+14155550132' } }))
const silent = (more = {}): MadeUp => madeUp('silent', { gives: ['title', 'phone'], ...more }, () => 'none')

describe('one service after the other', () => {
  test('the next is asked only for what is still missing, and about nobody who is complete', async () => {
    const [a, b] = [titles(), phones()]
    const known = person({ email: 'cy@acme.example', phone: '+14155550101' })
    const done = await enrich(opened(), [a, b], [ANN(), known])
    expect(told(done)).toEqual([
      ['ann@acme.example', 'titles', 'answer'],
      ['cy@acme.example', 'titles', 'answer'],
      ['ann@acme.example', 'phones', 'answer'],
    ])
    expect(b.requests.flat().map(({ wanted }) => wanted)).toEqual([['phone']])
    expect(done.summary.spent).toBeCloseTo(0.3, 9)
  })

  test('one that finds nothing leaves the work to the next; each is counted, and it adds up', async () => {
    const [a, b] = [silent(), titles()]
    const { summary } = await enrich(opened(), [a, b], [ANN(), BOB()])
    expect(summary.enrichers).toMatchObject([
      { service: 'silent', tasks: 2, found: 0, none: 2, cost: 0 },
      { service: 'titles', tasks: 2, found: 2, none: 0, cost: 0.2 },
    ])
    for (const { tasks, found, none, unknown, failed, not_asked } of summary.enrichers)
      expect(found + none + unknown + failed + not_asked).toBe(tasks)
  })

  test('what one found, the next can be asked by', async () => {
    const emails = madeUp('emails', { gives: ['email'], needs: [['full_name']] }, () => ({
      fields: { email: 'ann@acme.example' },
    }))
    const ann = person({ full_name: 'Ann Lee' }, ['email', 'title'])
    const done = await enrich(opened(), [emails, titles()], [ann])
    expect(told(done)).toEqual([
      ['Ann Lee', 'emails', 'answer'],
      ['Ann Lee', 'titles', 'answer'],
    ])
  })

  test('somebody of whom too little is known is named once, and nothing is sent', async () => {
    const [a, b] = [titles(), phones()]
    const done = await enrich(opened(), [a, b], [person({ full_name: 'Ann Lee' })])
    expect(told(done)).toEqual([['Ann Lee', null, 'no_service']])
    expect([a.requests, b.requests]).toEqual([[], []])
  })

  test('one that refuses the key is left, and the next one is asked', async () => {
    const refusing = madeUp(
      'refusing',
      { gives: ['title'] },
      () => new ServiceTrouble('credential', 'no such key'),
    )
    const done = await enrich(opened(), [refusing, titles()], [ANN(), BOB()])
    expect(told(done).slice(2)).toEqual([
      ['ann@acme.example', 'titles', 'answer'],
      ['bob@acme.example', 'titles', 'answer'],
    ])
    expect(done.summary.services[0]!.stopped).toMatchObject({ kind: 'credential' })
    expect(refusing.requests.length).toBe(1)
  })
})

describe('nothing is asked twice', () => {
  test.each([
    ['an answer', titles, 89, 91],
    ['that there is none', silent, 29, 31],
  ])('%s serves for its time', async (_, make, before, after) => {
    const [w, a] = [opened(), make()]
    const at = (days: number): void => {
      w.deps = { ...w.deps, now: () => new Date(Date.parse('2026-11-21T09:00:00Z') + days * 86_400_000) }
    }
    await enrich(w, [a], [ANN()])
    at(before)
    const again = await enrich(w, [a], [ANN()])
    expect(again.said.map(({ cached }) => cached)).toEqual([true])
    expect([a.requests.length, again.summary.spent]).toEqual([1, 0])
    at(after)
    await enrich(w, [a], [ANN()])
    expect(a.requests.length).toBe(2)
  })

  test('it is the fields it is asked by that count, not their case nor what else is known', async () => {
    const [w, a] = [opened(), titles()]
    await enrich(w, [a], [ANN()])
    await enrich(w, [a], [person({ email: 'Ann@Acme.example', full_name: 'Ann Lee', company: 'Acme' })])
    expect(a.requests.length).toBe(1)
  })

  test('a field that costs extra is another question', async () => {
    const [w, a] = [opened(), phones({ extras: ['phone'] })]
    await enrich(w, [a], [person({ email: 'ann@acme.example' }, ['title'])])
    await enrich(w, [a], [ANN()])
    await enrich(w, [a], [ANN()])
    expect(a.requests.flat().map(({ wanted }) => wanted)).toEqual([['title'], ['title', 'phone']])
  })
})

describe('money', () => {
  test('never more than is allowed', async () => {
    const a = titles()
    const done = await enrich(opened(), [a], crowd(10), { max_cost: 0.35 })
    expect([a.requests.length, done.summary.cut, done.summary.spent]).toEqual([
      3,
      'max_cost',
      expect.closeTo(0.3, 9),
    ])
    expect(done.summary.enrichers[0]).toMatchObject({ found: 3, not_asked: 7 })
  })

  test('a ceiling for each: nobody is asked about beyond it, in this run or the next', async () => {
    const [w, a, b] = [opened(), titles(), phones()]
    for (let run = 0; run < 2; run++) {
      const done = await enrich(w, [a, b], [ANN()], { max_cost_each: 0.15 })
      expect(told(done)).toEqual([
        ['ann@acme.example', 'titles', 'answer'],
        ['ann@acme.example', 'phones', 'max_cost_each'],
      ])
    }
    expect([a.requests.length, b.requests.length]).toEqual([1, 0])
  })

  test('a limit needs a price', async () => {
    await expect(enrich(opened(), [titles({ price: null })], [ANN()], { max_cost: 1 })).rejects.toMatchObject(
      {
        ...{
          code: 'service.no_price',
          hint: 'write what one person costs into the config: prices: {titles: {person: 0.1}}',
        },
      },
    )
  })

  test.each([
    ['requests', {}, 20],
    ['jobs, the first of which is no larger than it takes to judge', { bulk: { from: 5, most: 1000 } }, 20],
  ])('a service that finds too little is given up: %s', async (_, more, asked) => {
    const [a, b] = [silent(more), titles()]
    const done = await enrich(opened(), [a, b], crowd(100), { stop_if: { fill_rate: 0.3, after: 20 } })
    expect(a.requests.length + a.jobs.flat().length).toBe(asked)
    expect(done.summary.services[0]!.stopped).toMatchObject({
      kind: 'fill_rate',
      message: 'it had what was asked for of only 0 of 20 people',
    })
    expect(done.summary.enrichers).toMatchObject([{ none: asked, not_asked: 100 - asked }, { found: 100 }])
  })
})

test('many go as one job, and each gets its answer', async () => {
  const a = titles({ bulk: { from: 1, most: 250 } })
  const done = await enrich(opened(), [a], crowd(600))
  expect(a.jobs.map(({ length }) => length)).toEqual([250, 250, 100])
  expect(done.summary.enrichers[0]).toMatchObject({ tasks: 600, found: 600 })
})

describe('the plan', () => {
  const services = (...made: MadeUp[]) => ({ person: made.map(({ service }) => service), company: [] })
  test('asks nothing, and says what it would cost at most', async () => {
    const [w, a, b] = [opened(), titles(), phones()]
    await enrich(w, [a], [ANN()])
    const tasks = [...crowd(9), ANN(), person({ full_name: 'Cy' })].map(({ task }) => task)
    const plan = planEnrichment(w.deps, services(a, b), tasks, { max_age: MAX_AGE })
    expect(plan).toMatchObject({ nobody: 1, cost: expect.closeTo(1.9, 9) as number, cut: null })
    expect(plan.enrichers).toMatchObject([
      { service: 'titles', questions: 9, cached: 1, calls: 9, at_most: false },
      { service: 'phones', questions: 10, cached: 0, calls: 10, at_most: true },
    ])
    expect(b.requests).toEqual([])
  })

  test('stops where the money would', () => {
    const plan = planEnrichment(
      opened().deps,
      services(titles(), phones()),
      crowd(10).map(({ task }) => task),
      { max_age: MAX_AGE, max_cost: 0.55 },
    )
    expect(plan).toMatchObject({ cut: 'max_cost', cost: expect.closeTo(0.5, 9) as number })
    expect(plan.enrichers.map(({ questions }) => questions)).toEqual([5, 0])
  })
})

test('an answer that names somebody who was erased is kept without their address', async () => {
  const w = opened()
  w.file.write(() => w.file.suppressions.erase(['e:eve@acme.example'], 1))
  const title = 'PA of Eve@Acme.example, not of steve@acme.example'
  await enrich(w, [madeUp('referees', { gives: ['title'] }, () => ({ fields: { title } }))], [ANN()])
  const kept = w.file.leads.rows("SELECT answer ->> '$.answer.fields.title' AS title FROM service_answer")
  expect(kept).toEqual([{ title: 'PA of [forgotten], not of steve@acme.example' }])
})
