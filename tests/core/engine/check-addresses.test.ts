import { describe, expect, onTestFinished, test } from 'vitest'
import { planCheck, type AddressTask } from '../../../src/core/engine/index.ts'
import type { Service } from '../../../src/core/engine/types.ts'
import { world, type World } from '../../support/world.ts'
import { askServices, fastClock, loadFake, manyAddresses, MAX_AGE, serviceAt } from '../../contract/kit.ts'
import type { FakeService } from '../../../src/connectors/fake.ts'

const email = (address: string) => ({ kind: 'email' as const, address, country: null })
const phone = (address: string) => ({ kind: 'phone' as const, address, country: null })

interface Played {
  w: World
  fakes: Record<string, FakeService>
  services: Service[]
}

const play = async (...names: string[]): Promise<Played> => {
  const w = world()
  onTestFinished(() => w.file.close())
  const fakes: Record<string, FakeService> = {}
  const services: Service[] = []
  for (const name of names) {
    const fake = await (await loadFake(name)).start()
    onTestFinished(() => fake.close())
    fakes[name] = fake
    services.push(await serviceAt(name, fake))
  }
  return { w, fakes, services }
}

const ask = ({ w, services }: Played, tasks: ReturnType<typeof email | typeof phone>[], options = {}) =>
  askServices(w, services, tasks, fastClock(), options)

const paths = (fake: FakeService | undefined): string[] => fake!.requests.map(({ path }) => path)

describe('several services', () => {
  test('the cheapest is asked first, the next one only about what is left', async () => {
    const p = await play('zerobounce', 'reacher')
    const { checked, summary } = await ask(p, [
      email('ann.lee@acme.example'),
      email('gone@acme.example'),
      email('timeout@acme.example'),
    ])
    const by = Object.fromEntries(checked.map((one) => [one.task.address, [one.by, one.outcome.kind]]))
    expect(by).toEqual({
      'ann.lee@acme.example': ['reacher', 'verdict'],
      'gone@acme.example': ['reacher', 'verdict'],
      'timeout@acme.example': ['zerobounce', 'verdict'],
    })
    expect(paths(p.fakes.zerobounce)).toEqual(['/validate'])
    expect(summary.services.map(({ service, asked, cost }) => [service, asked, cost])).toEqual([
      ['zerobounce', 1, 0.01],
      ['reacher', 3, 0],
    ])
    expect(summary.spent).toBe(0.01)
  })

  test('one that gives up leaves its work to the next', async () => {
    const p = await play('reacher', 'zerobounce')
    p.fakes.reacher!.behave('bad_key')
    const { checked, summary } = await ask(p, [email('ann.lee@acme.example')])
    expect(checked.map(({ by, outcome }) => [by, outcome.kind])).toEqual([['zerobounce', 'verdict']])
    expect(summary.services[0]!.stopped).toMatchObject({ kind: 'credential' })
  })

  test('what the first could not tell stands where the next is not asked for want of money', async () => {
    const p = await play('reacher', 'zerobounce')
    const { checked, summary } = await ask(p, [email('timeout@acme.example')], { max_cost: 0.001 })
    expect(checked).toMatchObject([{ by: 'reacher', outcome: { kind: 'unknown', reason: 'server_silent' } }])
    expect(summary.cut).toBe('max_cost')
  })

  test('each kind goes to those who can check it; a kind that nobody checks is not asked', async () => {
    const p = await play('zerobounce', 'numverify')
    const both = await ask(p, [email('ann.lee@acme.example'), phone('+14155550101')])
    expect(both.checked.map(({ task, by }) => [task.kind, by])).toEqual([
      ['email', 'zerobounce'],
      ['phone', 'numverify'],
    ])
    const q = await play('zerobounce')
    const one = await ask(q, [phone('+14155550101')])
    expect(one.checked[0]!.outcome).toEqual({ kind: 'not_asked', because: 'no_service' })
  })

  test('what turned out to be free is spent on others', async () => {
    const p = await play('zerobounce')
    const words = ['unknown', 'greylisted', 'ann', 'bob', 'cy']
    const { checked, summary } = await ask(
      p,
      words.map((word) => email(`${word}@acme.example`)),
      { max_cost: 0.02 },
    )
    expect(checked.map(({ outcome }) => outcome.kind)).toEqual([
      ...['unknown', 'unknown', 'verdict', 'verdict', 'not_asked'],
    ])
    expect(summary).toMatchObject({ spent: 0.02, cut: 'max_cost' })
  })

  test('a key that a service sends back is kept nowhere', async () => {
    const p = await play('zerobounce')
    const { key } = p.fakes.zerobounce!
    const body = { address: 'ann@acme.example', status: 'valid', mx_record: `mx of ${key}` }
    p.fakes.zerobounce!.fail({ kind: 'reply', reply: { body } })
    const { checked } = await ask(p, [email('ann@acme.example')])
    expect(checked[0]!.outcome).toMatchObject({ verdict: 'valid', evidence: { mx_record: 'mx of ‹key›' } })
    expect(JSON.stringify(p.w.file.leads.rows('SELECT * FROM service_answer'))).not.toContain(key)
    p.fakes.zerobounce!.fail({ kind: 'reply', reply: { status: 400, body: `what is ${key}?` } })
    const refused = await ask(p, [email('bob@acme.example')])
    expect(refused.checked[0]!.outcome).toMatchObject({
      ...{ kind: 'failed', error: { message: 'ZeroBounce refuses the request: what is ‹key›?' } },
    })
  })

  test('one that reaches no mail server at all is said to be cut off', async () => {
    const p = await play('reacher')
    const addresses = Array.from({ length: 6 }, (_, i) => email(`silent@acme${i}.example`))
    expect((await ask(p, addresses)).summary.notes.join()).toContain('port 25 may be closed')
    const q = await play('reacher')
    expect((await ask(q, [...addresses, email('ann@acme.example')])).summary.notes).toEqual([])
  })

  test('one address in several tasks, or in capitals, is asked about once', async () => {
    const p = await play('hunter')
    const { checked } = await ask(p, ['ann@acme.example', 'Ann@Acme.example', 'ann@acme.example'].map(email))
    expect(checked.length).toBe(3)
    expect(p.fakes.hunter!.requests.length).toBe(1)
  })

  test('a limit of money needs a price', async () => {
    const p = await play('zerobounce')
    p.services = p.services.map((service) => ({
      ...service,
      prices: { check: null, person: null, company: null },
    }))
    await expect(ask(p, [email('a@acme.example')], { max_cost: 1 })).rejects.toMatchObject({
      code: 'service.no_price',
    })
    expect((await ask(p, [email('a@acme.example')])).summary.spent).toBeNull()
  })

  test('Ctrl-C: what was answered is kept, nothing more is sent', async () => {
    const p = await play('hunter')
    const stop = new AbortController()
    p.w.deps = { ...p.w.deps, signal: stop.signal }
    p.services = p.services.map((service) => ({ ...service, concurrency: 1 }))
    const questions = await manyAddresses('hunter', 20)
    const clock = fastClock()
    const seen: string[] = []
    const { checkWithServices } = await import('../../../src/core/engine/index.ts')
    const running = checkWithServices(
      p.w.deps,
      p.services,
      questions,
      { max_age: MAX_AGE, clock },
      (batch) => {
        seen.push(...batch.map(({ task }) => task.address))
        if (seen.length === 3) stop.abort()
      },
    )
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(p.fakes.hunter!.requests.length).toBe(3)
    p.w.deps = { ...p.w.deps, signal: new AbortController().signal }
    const { checked } = await ask(p, questions as ReturnType<typeof email>[])
    expect(checked.filter(({ cached }) => cached).length).toBe(3)
    expect(p.fakes.hunter!.requests.length).toBe(20)
  })

  test('where answers cannot be kept, nothing more is asked', async () => {
    const p = await play('hunter')
    const questions = await manyAddresses('hunter', 50)
    const options = { max_age: MAX_AGE, clock: fastClock() }
    const { checkWithServices } = await import('../../../src/core/engine/index.ts')
    const running = checkWithServices(p.w.deps, p.services, questions, options, () => {
      throw new Error('the disk is full')
    })
    await expect(running).rejects.toThrow('the disk is full')
    expect(p.fakes.hunter!.requests.length).toBeLessThanOrEqual(2 * p.services[0]!.concurrency)
  })

  test('an answer is asked for anew once it is old', async () => {
    const p = await play('hunter')
    await ask(p, [email('ann@acme.example')])
    for (const [day, requests] of [
      ['2027-02-19', 1],
      ['2027-02-20', 2],
    ] as const) {
      p.w.deps = { ...p.w.deps, now: () => new Date(`${day}T09:00:00.000Z`) }
      await ask(p, [email('ann@acme.example')])
      expect([day, p.fakes.hunter!.requests.length]).toEqual([day, requests])
    }
  })
})

describe('the plan', () => {
  const many = (count: number): Promise<AddressTask[]> => manyAddresses('zerobounce', count)

  test.each([
    ['one', 1, {}],
    ['two batches', 201, {}],
    ['a file', 1500, {}],
    ['cut by money', 300, { max_cost: 2.5 }],
    ['cut by calls', 900, { max_calls: 2 }],
    ['a file cut by money', 1500, { max_cost: 12 }],
  ])('%s: the run does that and no more', async (_, count, limits) => {
    const p = await play('zerobounce')
    const tasks = await many(count)
    const plan = planCheck(p.w.deps, p.services, tasks, { max_age: MAX_AGE, ...limits })
    expect(p.fakes.zerobounce!.requests).toEqual([])
    const { summary } = await ask(p, tasks as ReturnType<typeof email>[], limits)
    const [planned] = plan.services
    const asking = paths(p.fakes.zerobounce).filter((path) => /validate|sendfile/.test(path))
    expect(asking.length).toBe(planned!.calls)
    expect(summary.services[0]!.asked).toBe(planned!.addresses)
    expect(summary.spent).toBeCloseTo(plan.cost!, 6)
    expect(summary.cut).toBe(plan.cut)
  })

  test('what is known from before is not planned for, and the second service at most for the rest', async () => {
    const p = await play('reacher', 'zerobounce')
    await ask({ ...p, services: [p.services[0]!] }, [email('ann@acme.example')])
    const tasks = ['ann@acme.example', 'bob@acme.example', 'cy@acme.example'].map(email)
    const plan = planCheck(p.w.deps, p.services, [...tasks, phone('+14155550101')], { max_age: MAX_AGE })
    expect(plan).toMatchObject({
      services: [
        { service: 'reacher', addresses: 2, cached: 1, calls: 2, cost: 0, at_most: false },
        { service: 'zerobounce', addresses: 2, cached: 0, calls: 1, cost: 0.02, at_most: true },
      ],
      nobody: 1,
      cost: 0,
      cut: null,
    })
  })
})
