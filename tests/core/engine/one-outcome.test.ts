/** Whatever goes wrong, each task has exactly one outcome, and nothing is paid beyond what is allowed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault, Manner } from '../../../src/connectors/fake.ts'
import type { AddressTask, CheckedAddress } from '../../../src/core/engine/index.ts'
import { checkWithServices } from '../../../src/core/engine/index.ts'
import { world } from '../../support/world.ts'
import { CHECKERS, fastClock, loadFake, MAX_AGE, PRICE, serviceAt } from '../../contract/kit.ts'

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  kind: 'reply',
  reply: { status, body, headers },
})
const FAULTS: Fault[] = [
  { kind: 'cut' },
  { kind: 'half' },
  { kind: 'type', type: 'text/plain' },
  reply(200, '<html>'),
  reply(200, {}),
  reply(200, { email_batch: [], errors: [] }),
  reply(202, {}),
  reply(400, 'no'),
  reply(401, 'no'),
  reply(403, 'no'),
  reply(404, 'no'),
  reply(429, 'wait', { 'retry-after': '5' }),
  reply(429, 'wait'),
  reply(500, 'oops'),
  reply(504, 'oops'),
]
const MANNERS: Manner[] = [
  ...(['good', 'bad_key', 'no_credit', 'too_fast', 'missing_rows', 'duplicate_rows'] as const),
  ...(['reordered_rows', 'new_status', 'all_unknown'] as const),
]

const task: fc.Arbitrary<AddressTask> = fc.oneof(
  fc
    .constantFrom('ann', 'gone', 'invalid', 'unknown', 'Ann', 'timeout', 'forever', 'x')
    .map((local): AddressTask => ({ kind: 'email', address: `${local}@acme.example` })),
  fc.constantFrom('nobody', '').map((address): AddressTask => ({ kind: 'email', address })),
  fc.constantFrom('+14155550101', '+14155550100', 'ext.').map((address): AddressTask => ({
    ...{ kind: 'phone', address, country: 'US' },
  })),
)

test('exactly one outcome for each task', { timeout: 600_000 }, async () => {
  const fakes = await Promise.all(
    CHECKERS.map(async (name) => ({ name, fake: await (await loadFake(name)).start() })),
  )
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(task, { maxLength: 30 }),
        fc.subarray(fakes, { minLength: 0 }),
        fc.array(fc.record({ of: fc.nat({ max: CHECKERS.length - 1 }), fault: fc.constantFrom(...FAULTS) }), {
          maxLength: 12,
        }),
        fc.array(fc.constantFrom(...MANNERS), {
          minLength: CHECKERS.length,
          maxLength: CHECKERS.length,
        }),
        fc.option(fc.constantFrom(0, 0.01, 0.035, 1), { nil: undefined }),
        fc.option(fc.nat({ max: 5 }), { nil: undefined }),
        async (tasks, used, faults, manners, max_cost, max_calls) => {
          const w = world()
          try {
            fakes.forEach(({ fake }, i) => fake.behave(manners[i]!))
            for (const { of, fault } of faults) fakes[of]!.fake.fail(fault)
            const services = await Promise.all(used.map(({ name, fake }) => serviceAt(name, fake)))
            const before = fakes.map(({ fake }) => fake.requests.length)
            const checked: CheckedAddress[] = []
            const options = { max_age: MAX_AGE, clock: fastClock(), max_cost, max_calls }
            const summary = await checkWithServices(
              w.deps,
              services,
              tasks,
              options,
              (batch) => void checked.push(...batch),
            )
            expect(checked.length).toBe(tasks.length)
            expect(new Set(checked.map((one) => one.task)).size).toBe(tasks.length)
            expect(checked.every((one) => tasks.includes(one.task))).toBe(true)
            expect(summary.spent).toBeLessThanOrEqual((max_cost ?? Infinity) + 1e-9)
            if (max_cost !== undefined)
              expect(summary.spent! / PRICE).toBeLessThanOrEqual(max_cost / PRICE + 1e-6)
            const judged = checked.filter(({ outcome }) => outcome.kind === 'verdict')
            for (const { by } of judged) expect(services.map(({ connector }) => connector.name)).toContain(by)
            // Looking after the account (credits, plan) is not asking.
            const sent = fakes.flatMap(({ fake }, i) => fake.requests.slice(before[i]))
            const asking = sent.filter(({ path }) => /validate|check_email|verifier/.test(path))
            expect(asking.length).toBeLessThanOrEqual(max_calls ?? Infinity)
          } finally {
            // What is left of the faults must not reach the next example.
            for (const { fake } of fakes) fake.calm()
            w.file.close()
          }
        },
      ),
      { numRuns: 60 },
    )
  } finally {
    await Promise.all(fakes.map(({ fake }) => fake.close()))
  }
})
