/** What every target must do, over real sockets, whatever its service and the network do. */
import { describe, expect, test } from 'vitest'
import type { EntityKind, Outcome } from '../../src/connectors/contract.ts'
import type { Fault } from '../../src/connectors/fake.ts'
import type { Written } from '../../src/connectors/target.ts'
import { ServiceTrouble } from '../../src/connectors/trouble.ts'
import { countsOf, idOf, loadTargetFake, targetStage, TARGETS, type TargetStage } from './target-kit.ts'

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const all = <T>(value: T, count: number): T[] => range(count).map(() => value)
const kindsOf = (outcomes: readonly Outcome<unknown>[]): string[] => outcomes.map(({ kind }) => kind)
const answerOf = <A>(outcome: Outcome<A> | undefined): A => {
  if (outcome?.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(outcome)}`)
  return outcome.answer
}
const idsOf = (outcomes: readonly Outcome<Written>[]): string[] =>
  outcomes.map((outcome) => answerOf(outcome).id)
const createdOf = (outcomes: readonly Outcome<Written>[]): boolean[] =>
  outcomes.map((outcome) => answerOf(outcome).created)

const FAKES = new Map(
  await Promise.all(TARGETS.map(async (name) => [name, await loadTargetFake(name)] as const)),
)

test('every target has a fake that holds records', () => {
  expect([...FAKES].filter(([, fake]) => fake === null).map(([name]) => name)).toEqual([])
})

const known = [...FAKES].flatMap(([name, fake]) => (fake === null ? [] : [{ name, fake }]))

describe.each(known)('$name', ({ name, fake }) => {
  const each = test.each(fake.kinds.map((kind) => [kind] as const))
  /** As many as one request takes, and one more. */
  const someOf = (s: TargetStage): number => Math.min(s.target.batch.write + 1, 205)
  const writesOf = (s: TargetStage, kind: EntityKind, count: number) =>
    range(count).map((i) => s.write(kind, i))
  const trouble = async (promise: Promise<unknown>): Promise<ServiceTrouble> => {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(ServiceTrouble)
    return error as ServiceTrouble
  }

  each('%s: each that is written is there once, with its values and its prm_id', async (kind) => {
    const s = await targetStage(name)
    const writes = writesOf(s, kind, someOf(s))
    const outcomes = await s.send(writes)
    expect(createdOf(outcomes)).toEqual(all(true, writes.length))
    const held = new Map(s.crm.held(kind).map((record) => [record.id, record]))
    expect(held.size).toBe(writes.length)
    for (const [i, id] of idsOf(outcomes).entries())
      expect(held.get(id)).toMatchObject({ prm_id: idOf(kind, i), values: writes[i]!.values })
  })

  each('%s: the same writes twice create nobody a second time', async (kind) => {
    const s = await targetStage(name)
    const writes = writesOf(s, kind, 7)
    const first = await s.send(writes)
    const again = await s.send(writes)
    expect(createdOf(again)).toEqual(all(false, 7))
    expect(idsOf(again)).toEqual(idsOf(first))
    expect(countsOf(s.crm.held(kind))).toEqual(all(1, 7))
  })

  each('%s: one that is known is changed in the fields that are sent, and in no other', async (kind) => {
    const s = await targetStage(name)
    const ids = idsOf(await s.send(writesOf(s, kind, 3)))
    const changed = range(3).map((i) => ({
      ...{ kind, prm_id: idOf(kind, i), id: ids[i]!, company: null },
      values: { [fake.text[kind]]: `Changed ${i}` },
    }))
    const outcomes = await s.send(changed)
    expect(outcomes.map(answerOf)).toEqual(ids.map((id) => ({ id, created: false })))
    expect(s.crm.held(kind).map(({ values }) => values)).toEqual(
      range(3).map((i) => ({ ...s.write(kind, i).values, [fake.text[kind]]: `Changed ${i}` })),
    )
  })

  each('%s: one that is gone there is told as gone, and not made again', async (kind) => {
    const s = await targetStage(name)
    const ids = idsOf(await s.send(writesOf(s, kind, 3)))
    s.crm.remove(kind, ids[1]!)
    const changed = range(3).map((i) => ({
      ...{ kind, prm_id: idOf(kind, i), id: ids[i]!, company: null },
      values: { [fake.text[kind]]: `Changed ${i}` },
    }))
    const outcomes = await s.send(changed)
    expect(kindsOf(outcomes)).toEqual(['answer', 'failed', 'answer'])
    expect(outcomes[1]).toMatchObject({ code: 'gone' })
    expect(s.crm.held(kind).map(({ id }) => id)).toEqual([ids[0], ids[2]])
  })

  test.runIf(fake.kinds.length === 2)('a person stands with their company there', async () => {
    const s = await targetStage(name)
    const companies = idsOf(await s.send(writesOf(s, 'company', 2)))
    const people = range(4).map((i) => s.write('person', i, { company: companies[i % 2]! }))
    await s.send([...people, s.write('person', 4)])
    await s.send(people)
    const tied = s.crm.held('person').map(({ company }) => company)
    expect(tied).toEqual([companies[0], companies[1], companies[0], companies[1], null])
  })

  test.each(fake.refused.map((one) => [one.title, one] as const))(
    'refused: %s; the others of its request are written',
    async (_, { kind, write, code, retry }) => {
      const s = await targetStage(name)
      const writes = range(6).map((i) => s.write(kind, i, i % 4 === 1 ? write : {}))
      const outcomes = await s.send(writes)
      const bad = retry === true ? { kind: 'unknown', retry } : { kind: 'failed', code }
      for (const [i, outcome] of outcomes.entries())
        expect([i, outcome]).toMatchObject([i, i % 4 === 1 ? bad : { kind: 'answer' }])
      const held = s.crm.held(kind).map(({ prm_id }) => prm_id)
      expect(held).toEqual([0, 2, 3, 4].map((i) => idOf(kind, i)))
      expect(JSON.stringify(outcomes)).not.toContain(s.crm.key)
    },
  )

  test.each(fake.unique.map((kind) => [kind] as const))(
    '%s: an address that stands at another record already is refused, that one is named, and nobody is doubled',
    async (kind) => {
      const s = await targetStage(name)
      const id = s.crm.add(kind, fake.values(kind, 1))
      const outcomes = await s.send(writesOf(s, kind, 3))
      expect(kindsOf(outcomes)).toEqual(['answer', 'failed', 'answer'])
      expect(outcomes[1]).toMatchObject({ code: 'duplicate', message: expect.stringContaining(id) as string })
      expect(s.crm.held(kind).length).toBe(3)
    },
  )

  describe('finding', () => {
    each('%s: by its own id, by prm_id, by its address; and who is not there', async (kind) => {
      const s = await targetStage(name)
      if (s.target.find === undefined) return
      const ids = idsOf(await s.send(writesOf(s, kind, 3)))
      const stranger = s.crm.add(kind, fake.values(kind, 7))
      const outcomes = await s.find(
        [
          { kind, prm_id: 'never_written', id: ids[0]! },
          s.lookup(kind, 1, 'prm_id'),
          s.lookup(kind, 50, 'both'),
          s.lookup(kind, 7, 'both'),
          s.lookup(kind, 2, 'both', { id: ids[2]! }),
          { kind, prm_id: 'never_written' },
        ],
        [fake.text[kind]],
      )
      expect(kindsOf(outcomes)).toEqual(['answer', 'answer', 'none', 'answer', 'answer', 'none'])
      const found = outcomes.map((outcome) => (outcome.kind === 'answer' ? outcome.answer : []))
      expect(found.map((records) => records.map(({ id }) => id))).toEqual([
        ...[[ids[0]], [ids[1]], [], [stranger], [ids[2]]],
        [],
      ])
      expect(found[0]![0]).toMatchObject({
        prm_id: idOf(kind, 0),
        values: { [fake.text[kind]]: fake.values(kind, 0)[fake.text[kind]] },
      })
      expect(found[3]![0]!.prm_id).toBeNull()
    })

    each('%s: many at once, each gets their own', async (kind) => {
      const s = await targetStage(name)
      if (s.target.find === undefined) return
      const count = Math.min(2 * s.target.batch.find + 1, 205)
      const ids = idsOf(await s.send(writesOf(s, kind, count)))
      for (const by of ['prm_id', 'known', 'both'] as const) {
        const outcomes = await s.find(range(count).map((i) => s.lookup(kind, i, by)))
        expect([by, outcomes.map((outcome) => answerOf(outcome).map(({ id }) => id))]).toEqual([
          by,
          ids.map((id) => [id]),
        ])
      }
    })

    each('%s: a gone record is not found by the id that it had', async (kind) => {
      const s = await targetStage(name)
      if (s.target.find === undefined || s.target.archive === undefined) return
      const ids = idsOf(await s.send(writesOf(s, kind, 2)))
      await s.target.archive(kind, [ids[0]!], s.call)
      const outcomes = await s.find([
        { kind, prm_id: 'never_written', id: ids[0]! },
        { kind, prm_id: 'never_written', id: ids[1]! },
      ])
      expect(kindsOf(outcomes)).toEqual(['none', 'answer'])
    })
  })

  each(
    '%s: archived twice is archived once, and an id that was never there does not matter',
    async (kind) => {
      const s = await targetStage(name)
      if (s.target.archive === undefined) return
      const ids = idsOf(await s.send(writesOf(s, kind, 4)))
      const gone = ids.slice(0, 2)
      expect(kindsOf(await s.target.archive(kind, gone, s.call))).toEqual(['answer', 'answer'])
      expect(s.crm.held(kind).map(({ id }) => id)).toEqual(ids.slice(2))
      const again = await s.target.archive(kind, gone, s.call)
      expect(again.map((outcome) => outcome.kind === 'failed')).toEqual([false, false])
      expect(s.crm.held(kind).length).toBe(2)
    },
  )

  each('%s: its fields: those of the default map are there and can be written', async (kind) => {
    const s = await targetStage(name)
    if (s.target.describe === undefined) return
    const idField = s.target.idField[kind]
    const before = new Map((await s.target.describe(kind, s.call)).map((field) => [field.name, field]))
    const missing = Object.values(s.target.fields[kind]).filter((field) => !before.has(field))
    // Only what is prm's own may be missing in an account that nobody has set up.
    expect(missing.filter((field) => !/^prm_/i.test(field))).toEqual([])
    if (s.target.setup === undefined || fake.field === undefined) return
    const wanted = missing.map((name) => ({ ...fake.field!, name, label: name, isUnique: false }))
    const made = await s.target.setup(kind, [...wanted, fake.field], s.call)
    expect(made).toEqual(expect.arrayContaining([...missing, fake.field.name]))
    expect(await s.target.setup(kind, [...wanted, fake.field], s.call)).toEqual([])
    const after = new Map((await s.target.describe(kind, s.another())).map((field) => [field.name, field]))
    expect(after.get(fake.field.name)).toMatchObject({ type: fake.field.type, isWritable: true })
    expect(after.get(idField)).toMatchObject({ isUnique: true, isWritable: true })
    for (const field of Object.values(s.target.fields[kind]))
      expect([field, after.get(field)?.isWritable]).toEqual([field, true])
  })

  test('whose account it is: the same each time', async () => {
    const s = await targetStage(name)
    const account = await s.target.account(s.call)
    expect(account.id).not.toBe('')
    expect(account.title).not.toBe('')
    expect(await s.target.account(s.another())).toEqual(account)
    expect(JSON.stringify(account)).not.toContain(s.crm.key)
  })

  test('a wrong key is told at once, asked for no second time, and never repeated', async () => {
    const s = await targetStage(name)
    s.crm.behave('bad_key')
    const error = await trouble(s.send(writesOf(s, fake.kinds[0]!, 3)))
    expect(error.kind).toBe('credential')
    expect(error.message).not.toContain(s.crm.key)
    expect(s.crm.held(fake.kinds[0]!)).toEqual([])
    expect(s.crm.requests.length).toBeLessThanOrEqual(3)
  })

  test('a token that has expired: another one is got where there is one, once', async () => {
    const s = await targetStage(name)
    const [kind] = fake.kinds
    await s.send([s.write(kind!, 0)])
    s.crm.expire()
    const { length } = s.crm.requests
    const later = s.send([s.write(kind!, 1), s.write(kind!, 2)])
    if (fake.renews) {
      expect(createdOf(await later)).toEqual([true, true])
      expect(s.crm.held(kind!).length).toBe(3)
    } else {
      expect((await trouble(later)).kind).toBe('credential')
      expect(s.crm.requests.length).toBe(length + 1)
    }
  })

  test.each(fake.haste.map((one) => [one.title, one] as const))('429: %s', async (_, { reply, then }) => {
    const s = await targetStage(name)
    const [kind] = fake.kinds
    s.crm.fail({ kind: 'reply', reply })
    const writing = s.send(writesOf(s, kind!, 2))
    if (then === 'stop') {
      expect((await trouble(writing)).kind).toMatch(/^(quota|rate)$/)
      expect([s.crm.requests.length, s.crm.held(kind!)]).toEqual([1, []])
      return
    }
    expect(kindsOf(await writing)).toEqual(['answer', 'answer'])
    expect(s.crm.held(kind!).length).toBe(2)
    const longest = Math.max(...s.clock.slept)
    expect(longest).toBeGreaterThanOrEqual(then.wait - 50)
    expect(longest).toBeLessThan(then.wait + 5000)
  })

  test('it is never asked more often than it allows', async () => {
    const s = await targetStage(name)
    const [kind] = fake.kinds
    for (const i of range(250)) await s.send([s.write(kind!, i)])
    if (s.target.find !== undefined)
      for (const i of range(30)) await s.find([s.lookup(kind!, i, 'both')], [fake.text[kind!]])
    expect(s.crm.turnedAway).toBe(0)
    expect(s.clock.slept.length).toBeGreaterThan(0)
    expect(countsOf(s.crm.held(kind!))).toEqual(all(1, 250))
  })

  const empty: [string, Fault][] = [
    ['nothing at 200', { kind: 'reply', reply: { body: '' } }],
    ['an empty object at 200', { kind: 'reply', reply: { body: {} } }],
    ['an empty list at 200', { kind: 'reply', reply: { body: [] } }],
    ['a web page at 200', { kind: 'reply', reply: { body: '<!doctype html><title>Log in</title>' } }],
  ]
  test.each(empty)('%s: nobody is taken for written, and a later push makes it good', async (_, fault) => {
    const s = await targetStage(name)
    const [kind] = fake.kinds
    const writes = writesOf(s, kind!, 3)
    s.crm.fail(fault)
    const outcomes = await s.send(writes).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ServiceTrouble)
      return [] as Outcome<Written>[]
    })
    const written = outcomes.flatMap((outcome) => (outcome.kind === 'answer' ? [outcome.answer.id] : []))
    const held = s.crm.held(kind!).map(({ id }) => id)
    expect(written.filter((id) => !held.includes(id))).toEqual([])
    expect(outcomes.filter(({ kind: end }) => end === 'none')).toEqual([])
    s.crm.calm()
    expect(kindsOf(await s.send(writes))).toEqual(all('answer', 3))
    expect(countsOf(s.crm.held(kind!))).toEqual(all(1, 3))
  })

  const lost: [string, Fault][] = [
    ['an answer that broke off after the work was done', { kind: 'half' }],
    ['a connection that is cut', { kind: 'cut' }],
    ['an answer that comes too late', { kind: 'slow', milliseconds: 1000 }],
    ['500 and then fine', { kind: 'reply', reply: { status: 500, body: 'oops' } }],
    ['503', { kind: 'reply', reply: { status: 503, body: '' } }],
    ['a gateway that gave up', { kind: 'reply', reply: { status: 504, body: '<html>504</html>' } }],
  ]
  test.each(lost)('%s: everybody is there once after the next push', async (_, fault) => {
    const s = await targetStage(name, { timeout: 0.3 })
    const [kind] = fake.kinds
    const writes = writesOf(s, kind!, 3)
    s.crm.fail(fault)
    await s.send(writes).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ServiceTrouble)
    })
    s.crm.calm()
    expect(kindsOf(await s.send(writes, s.another()))).toEqual(all('answer', 3))
    expect(countsOf(s.crm.held(kind!))).toEqual(all(1, 3))
  })

  test('aborted midway: it ends, and the same push later finishes the work without doubling anybody', async () => {
    const s = await targetStage(name)
    const [kind] = fake.kinds
    const writes = writesOf(s, kind!, Math.min(3 * s.target.batch.write, 450))
    s.crm.fail({ kind: 'slow', milliseconds: 20 }, { kind: 'slow', milliseconds: 20 })
    const writing = s.send(writes)
    await new Promise((resolve) => setTimeout(resolve, 30))
    s.abort.abort()
    await expect(writing).rejects.toThrow()
    const { length } = s.crm.requests
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(s.crm.requests.length).toBeLessThanOrEqual(length + 1)
    expect(s.crm.held(kind!).length).toBeLessThan(writes.length)
    expect(kindsOf(await s.send(writes, s.another()))).toEqual(all('answer', writes.length))
    expect(countsOf(s.crm.held(kind!))).toEqual(all(1, writes.length))
  })

  test('nobody answers: told as trouble, not as an outcome', async () => {
    const s = await targetStage(name)
    await s.crm.close()
    const error = await trouble(s.send(writesOf(s, fake.kinds[0]!, 2)))
    expect(['unreachable', 'lost']).toContain(error.kind)
    expect(error.message).not.toContain(s.crm.key)
  })

  test('its test proves the key at no cost', async () => {
    const s = await targetStage(name)
    expect(await s.service.connector.test(s.call)).not.toBe('')
    s.crm.behave('bad_key')
    expect((await trouble(s.service.connector.test(s.another()))).kind).toBe('credential')
  })

  describe.runIf(fake.moves !== undefined)('what happened there since', () => {
    const moves = fake.moves ?? []

    test.each(moves.map((move) => [move.title, move] as const))('%s', async (_, move) => {
      const { kind, expected } = move
      const s = await targetStage(name)
      const ids = idsOf(await s.send(writesOf(s, kind, 3)))
      const { next } = await s.pull(null)
      await s.clock.sleep(120_000)
      move.act(s.crm, ids[1]!)
      const { changes, next: after } = await s.pull(next)
      expect(changes.filter(({ id }) => id === ids[1])).toEqual([
        expect.objectContaining({ kind, id: ids[1], ...expected }),
      ])
      expect(changes.filter(({ id }) => id !== ids[1])).toEqual([])
      expect((await s.pull(after)).changes).toEqual([])
    })

    test('pulled a second time there is nothing new, also right away', async () => {
      const s = await targetStage(name)
      const ids = idsOf(await s.send(writesOf(s, 'person', 5)))
      moves[0]!.act(s.crm, ids[0]!)
      const { next } = await s.pull(null)
      expect((await s.pull(next)).changes).toEqual([])
    })
  })
})
