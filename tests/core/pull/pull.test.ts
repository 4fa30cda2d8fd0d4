import { describe, expect, onTestFinished, test } from 'vitest'
import type { RemoteChange } from '../../../src/connectors/target.ts'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { pullChanges, type PullResult } from '../../../src/core/pull/pull.ts'
import { planPush } from '../../../src/core/push/plan.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { fastClock } from '../../contract/kit.ts'
import { anyChanges } from '../../support/crm-changes.ts'
import { rejection } from '../../support/failure.ts'
import { connect, startCrm, type TellingCrm } from '../../support/telling-crm.ts'
import { preparePull, pullState, WHO } from '../../support/pull-scene.ts'
import { personOf, world, type World } from '../../support/world.ts'

const at = (day: number, hour = 9): string =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`

/** About Bob by the id under which he was pushed, unless something else is said. */
const change = (more: Partial<RemoteChange> = {}): RemoteChange => ({
  ...{ kind: 'person', id: 'r-bob', prm_id: null, email: null, at: at(18) },
  ...more,
})

interface Scene {
  w: World
  crm: TellingCrm
  pull: (more?: { dry_run?: boolean }) => Promise<PullResult>
}

const scene = async (changes: RemoteChange[] = [], size = 100): Promise<Scene> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await preparePull(w)
  const crm = await startCrm(changes, size)
  onTestFinished(() => crm.server.close())
  connect(w.file, crm)
  const pull: Scene['pull'] = (more = {}) =>
    pullChanges(w.deps, { service: crm.service, clock: fastClock(), ...more })
  return { w, crm, pull }
}

const bobIn = (w: World) => personOf(w, 'bob@birch.example')
const eventsOf = (w: World, email: string): [string, string][] =>
  w.file.facts
    .eventsOf(String(personOf(w, email).id), 100)
    .map(({ kind, on }): [string, string] => [kind, on])

describe('what comes home', () => {
  const cases: {
    name: string
    change: RemoteChange
    lead?: Record<string, unknown>
    counts?: Partial<PullResult['counts']>
    came?: string[]
    events?: [string, string][]
    check?: (w: World) => void
  }[] = [
    {
      name: 'a customer is no lead any more',
      change: change({ lifecycle: 'customer' }),
      ...{ lead: { lifecycle: 'customer' }, came: ['customer'] },
      check: (w) => {
        const [stage] = w.file.standings.stagesOf(String(bobIn(w).id))
        expect(stage).toMatchObject({ because: 'crm, 2026-11-18', decided_by: 'crm' })
      },
    },
    {
      name: 'who is not a customer any more is neither',
      change: change({ lifecycle: 'former_customer' }),
      ...{ lead: { lifecycle: 'former_customer' }, came: ['former_customer'] },
    },
    {
      name: 'disqualified there is disqualified here',
      change: change({ lifecycle: 'disqualified' }),
      ...{ lead: { lifecycle: 'disqualified' }, came: ['disqualified'] },
    },
    {
      name: 'a deal that is won is a purchase, which learning reads',
      change: change({ outcome: 'won' }),
      ...{ lead: { lifecycle: 'customer', buying_stage: 'purchase' }, came: ['won'] },
      events: [['purchase', at(18)]],
      check: (w) => {
        expect(w.file.learning.outcomes('won')).toEqual([{ person_id: bobIn(w).id, on: '2026-11-18' }])
      },
    },
    {
      name: 'a deal that is lost: there was contact, and no act of theirs',
      change: change({ outcome: 'lost' }),
      ...{ lead: { lifecycle: 'prospect', events_90d: 0 }, came: ['lost'] },
      events: [['other', at(18)]],
      check: (w) => {
        const [stage] = w.file.standings.stagesOf(String(bobIn(w).id))
        expect(stage!.because).toBe('lost a deal (crm, 2026-11-18)')
        expect(w.file.learning.outcomes('won')).toEqual([])
      },
    },
    {
      name: 'a meeting is a label and a touch',
      change: change({ outcome: 'meeting' }),
      ...{ lead: { lifecycle: 'prospect', last_touch: '2026-11-18' }, came: ['meeting'] },
      events: [['meeting', at(18)]],
      check: (w) => {
        expect(w.file.learning.outcomes('meeting')).toEqual([{ person_id: bobIn(w).id, on: '2026-11-18' }])
      },
    },
    {
      name: 'so is a reply',
      change: change({ outcome: 'replied' }),
      ...{ lead: { lifecycle: 'prospect', last_reply: '2026-11-18' }, came: ['replied'] },
      check: (w) => {
        expect(w.file.learning.outcomes('replied')).toEqual([{ person_id: bobIn(w).id, on: '2026-11-18' }])
      },
    },
    {
      name: 'an owner',
      change: change({ owner: 'Otto' }),
      ...{ lead: { owner: 'Otto' }, came: ['owner'] },
    },
    {
      name: 'an owner, over what a list said',
      change: change({ id: 'r-ann', email: 'ANN@acme.example', owner: 'Otto' }),
      came: ['owner'],
      check: (w) => {
        expect(personOf(w, 'ann@acme.example').owner).toBe('Otto')
      },
    },
    {
      name: 'no owner any more',
      change: change({ id: 'r-ann', email: 'ann@acme.example', owner: '' }),
      came: ['owner'],
      check: (w) => {
        expect(personOf(w, 'ann@acme.example').owner).toBeNull()
      },
    },
    {
      name: 'the owner that is known',
      change: change({ id: 'r-ann', email: 'ann@acme.example', owner: 'Olga' }),
      ...{ came: [], counts: { known: 1, news: 0 } },
    },
    {
      name: 'an opt-out suppresses',
      change: change({ opted_out: true }),
      ...{ lead: { suppressed: 1 }, came: ['opted_out'] },
      check: (w) => {
        expect(w.file.suppressions.reason('email', 'bob@birch.example')).toBe('unsubscribed')
      },
    },
    {
      name: 'an opt-out of somebody who is not here suppresses the address',
      change: change({ id: 'r-zoe', email: 'Zoe@fir.example', opted_out: true }),
      ...{ came: [], counts: { not_ours: 1 } },
      check: (w) => {
        expect(w.file.suppressions.reason('email', 'zoe@fir.example')).toBe('unsubscribed')
      },
    },
    {
      name: 'a bounce is proof that the mailbox is none',
      change: change({ bounced: true }),
      ...{ lead: { email_status: 'invalid', email_checked: at(18) }, came: ['bounced'] },
      events: [['bounce', at(18)]],
    },
    {
      name: 'a record that is gone is out of the ledger',
      change: change({ deleted: true }),
      ...{ lead: { lifecycle: 'suspect' }, came: ['deleted'] },
      check: (w) => {
        expect(w.file.pushes.of.person.held('crm').size).toBe(0)
      },
    },
    {
      name: 'a record that is gone and was never ours to write',
      change: change({ id: 'r-other', email: 'bob@birch.example', deleted: true }),
      ...{ came: [], counts: { known: 1 } },
      check: (w) => {
        expect(w.file.pushes.of.person.held('crm').size).toBe(1)
      },
    },
    {
      name: 'a company that is a customer makes customers of its people',
      change: change({ kind: 'company', id: 'r-birch', lifecycle: 'customer' }),
      ...{ lead: { lifecycle: 'customer' }, came: ['customer'], counts: { companies: 1, people: 0 } },
    },
    {
      name: 'a company that is gone',
      change: change({ kind: 'company', id: 'r-birch', deleted: true }),
      came: ['deleted'],
      check: (w) => {
        expect(w.file.pushes.of.company.held('crm').size).toBe(0)
      },
    },
    {
      name: 'nobody who is here',
      change: change({ id: 'r-zoe', email: 'zoe@fir.example', lifecycle: 'customer' }),
      ...{ came: [], counts: { not_ours: 1, news: 0 } },
    },
    {
      name: 'an id of another prm file',
      change: change({ id: 'r-x', prm_id: '12zzzzzzzzzz', lifecycle: 'customer' }),
      ...{ came: [], counts: { not_ours: 1 } },
    },
    {
      name: 'several things at once',
      change: change({ lifecycle: 'customer', outcome: 'won', owner: 'Otto', opted_out: true }),
      ...{ lead: { lifecycle: 'customer', owner: 'Otto', suppressed: 1 } },
      came: ['won', 'customer', 'owner', 'opted_out'],
    },
  ]

  test.each(cases)('$name', async ({ change: one, lead, counts, came, events, check }) => {
    const { w, pull } = await scene([one])
    const result = await pull()
    const { read, news, known, not_ours } = result.counts
    expect(read).toBe(1)
    expect(news + known + not_ours).toBe(read)
    expect(result.pulled.flatMap((each) => each.came.map(({ kind }) => kind))).toEqual(came)
    if (counts !== undefined) expect(result.counts).toMatchObject(counts)
    if (lead !== undefined) expect(bobIn(w)).toMatchObject(lead)
    if (events !== undefined) expect(eventsOf(w, 'bob@birch.example')).toEqual(events)
    check?.(w)
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('people are found by our own id there', async () => {
    const { w, crm, pull } = await scene()
    const { id } = personOf(w, 'carla@cedar.example')
    crm.changes.push(change({ id: 'r-carla', prm_id: String(id), outcome: 'meeting' }))
    expect((await pull()).pulled).toMatchObject([{ id, name: 'Carla Diaz', company: 'Cedar' }])
  })
})

describe('page by page', () => {
  test.each([1, 3, 39])('pages of %i bring what one page brings', async (size) => {
    for (const seed of [1, 2]) {
      const changes = anyChanges(seed, 40, WHO)
      const [one, many] = [await scene(changes), await scene(changes, size)]
      const [whole, parts] = [await one.pull(), await many.pull()]
      const withoutIds = ({ w }: Scene): string => {
        const ids = new Map(
          ['ann@acme.example', 'bob@birch.example', 'carla@cedar.example', 'dora@acme.example'].map(
            (email) => [String(personOf(w, email).id), email],
          ),
        )
        return JSON.stringify(pullState(w)).replaceAll(/[1-9][0-9a-z]{11}/g, (id) => ids.get(id) ?? id)
      }
      expect(parts.counts).toEqual(whole.counts)
      expect(withoutIds(many)).toBe(withoutIds(one))
      expect(many.crm.server.requests.length).toBeGreaterThan(one.crm.server.requests.length)
      const { present, rebuilt } = await rebuildBeside(many.w.deps)
      expect(present).toEqual(rebuilt)
    }
  })

  test.each([1, 4, 100])('a second pull brings nothing, in pages of %i', async (size) => {
    const changes = anyChanges(5, 30, WHO)
    const { w, crm, pull } = await scene(changes, size)
    await pull()
    const before = pullState(w)
    const again = await pull()
    expect(again).toMatchObject({ run: null, pulled: [], counts: { read: 0 } })
    // A CRM that tells everything once more tells nothing new, except where it had changed its mind.
    crm.changes.push(change({ at: at(19), owner: 'Nina' }))
    expect((await pull()).pulled).toMatchObject([{ came: [{ kind: 'owner', detail: 'Nina' }] }])
    expect(pullState(w).place).not.toBe(before.place)
  })

  test('the state of a record that is told again is no news', async () => {
    const state = { lifecycle: 'customer', owner: 'Otto', opted_out: true, bounced: true } as const
    const { w, crm, pull } = await scene([change(state)])
    await pull()
    const before = pullState(w)
    crm.changes.push(change({ ...state, at: at(19) }))
    expect(await pull()).toMatchObject({ run: null, counts: { read: 1, known: 1, news: 0 } })
    expect({ ...pullState(w), place: '1' }).toEqual({ ...before, place: '1' })
  })

  test('what is said here meanwhile is not taken back by an old word that is told again', async () => {
    const { w, crm, pull } = await scene([change({ lifecycle: 'prospect', owner: 'Otto' })])
    await pull()
    await setStage(w.deps, { who: 'bob@birch.example', stage: 'disqualified' })
    await editPerson(w.deps, { who: 'bob@birch.example', changes: { owner: 'Uma' } })
    crm.changes.push(change({ at: at(22), lifecycle: 'prospect', owner: 'Otto' }))
    expect((await pull()).counts).toMatchObject({ known: 1, news: 0 })
    expect(bobIn(w)).toMatchObject({ lifecycle: 'disqualified', owner: 'Uma' })
    crm.changes.push(change({ at: at(22, 10), lifecycle: 'customer' }))
    await pull()
    expect(bobIn(w).lifecycle).toBe('customer')
  })

  test('that a CRM calls somebody a prospect is no word against who was disqualified here', async () => {
    const { w, pull } = await scene([change({ lifecycle: 'prospect', at: at(21, 12) })])
    await setStage(w.deps, { who: 'bob@birch.example', stage: 'disqualified', on: '2026-11-19' })
    await pull()
    expect(bobIn(w).lifecycle).toBe('disqualified')
  })

  test('customers are held back from the next push', async () => {
    const { w, pull } = await scene([change({ lifecycle: 'customer' })])
    await pull()
    const plan = planPush(w.deps, {
      ...{ target: 'csv:x.csv', gate: 'all', columns: ['email'], only_new: false },
      config: { ...DEFAULT_CONFIG, gates: { all: [{ name: 'here', when: 'email is not null' }] } },
    })
    expect(plan.people.find(({ full_name }) => full_name === 'Bob Roe')).toMatchObject({
      ...{ action: 'held_back', reasons: ['customer'] },
    })
    expect(plan.counts.create).toBe(3)
  })
})

describe('taken back', () => {
  test.each([11, 12, 13])('everything is as before, but for opt-outs (seed %i)', async (seed) => {
    const { w, pull } = await scene(anyChanges(seed, 40, WHO), 7)
    const before = pullState(w)
    const { run } = await pull()
    const after = pullState(w)
    expect(after).not.toEqual(before)
    const undo = await undoRun(w.deps, { run: run! })
    expect(pullState(w)).toEqual(before)
    expect(undo.pushed).toEqual([])
    await undoRun(w.deps, { run: undo.run! })
    expect(pullState(w)).toEqual(after)
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('an opt-out stays, and undo says so; the next pull brings the rest again', async () => {
    const { w, pull } = await scene([change({ opted_out: true, owner: 'Otto' })])
    const { run } = await pull()
    expect(await undoRun(w.deps, { run: run! })).toMatchObject({ opt_outs: 1 })
    expect(bobIn(w)).toMatchObject({ suppressed: 1, owner: null })
    expect(await pull()).toMatchObject({ counts: { owners: 1, opt_outs: 0 } })
    expect(bobIn(w).owner).toBe('Otto')
  })

  test('a dry run tells the same and changes nothing', async () => {
    const changes = anyChanges(21, 40, WHO)
    const { w, pull } = await scene(changes, 7)
    const [before, rows] = [pullState(w), w.file.derived.state()]
    const dry = await pull({ dry_run: true })
    expect(dry).toMatchObject({ run: null, dry_run: true })
    expect([pullState(w), w.file.derived.state()]).toEqual([before, rows])
    expect(w.file.suppressions.count()).toBe(0)
    const real = await pull()
    expect(dry.counts).toEqual(real.counts)
    expect(dry.pulled).toEqual(real.pulled)
  })
})

describe('a service that stops', () => {
  const down = { kind: 'reply', reply: { status: 403, body: 'no' } } as const

  test('midway: what came is kept, and the next pull goes on in the same run', async () => {
    const changes = anyChanges(31, 30, WHO)
    const { w, crm, pull } = await scene(changes, 10)
    crm.server.fail({ kind: 'slow', milliseconds: 0 }, { kind: 'slow', milliseconds: 0 }, down)
    const first = await pull()
    expect(first).toMatchObject({ stopped: { kind: 'refused' }, counts: { read: 10 }, resumed: false })
    expect(w.file.runs.get(first.run!)?.status).toBe('interrupted')
    const second = await pull()
    expect(second).toMatchObject({ run: first.run, stopped: null, resumed: true, counts: { read: 30 } })
    const whole = await scene(changes)
    const all = await whole.pull()
    expect({ ...second.counts, people: 0 }).toEqual({ ...all.counts, people: 0 })
    expect(pullState(w).events.length).toBe(pullState(whole.w).events.length)
  })

  test('at once: it is an error', async () => {
    const { crm, pull } = await scene([change({ owner: 'Otto' })])
    crm.server.fail({ kind: 'slow', milliseconds: 0 }, down)
    expect(await rejection(pull())).toMatchObject({ kind: 'remote', code: 'push.service' })
  })

  test('a page that leads to itself is not asked for without end', async () => {
    const { crm, pull } = await scene([change({ owner: 'Otto' })])
    crm.server.fail(
      { kind: 'slow', milliseconds: 0 },
      { kind: 'slow', milliseconds: 0 },
      { kind: 'slow', milliseconds: 0 },
      { kind: 'reply', reply: { body: { changes: [], next: '1', isOver: false } } },
    )
    await pull()
    expect(await rejection(pull())).toMatchObject({ kind: 'remote' })
  })
})

describe('what is refused', () => {
  test('a file that is connected to no account, or to another', async () => {
    const { crm, pull } = await scene([change({ owner: 'Otto' })])
    crm.account = { id: 'acc-2', title: 'Test' }
    expect(await rejection(pull())).toMatchObject({ code: 'push.other_account' })
    const alone = world()
    onTestFinished(() => alone.file.close())
    expect(
      await rejection(pullChanges(alone.deps, { service: crm.service, clock: fastClock() })),
    ).toMatchObject({ code: 'push.not_connected' })
  })

  test('a service that tells nothing', async () => {
    const { w, crm } = await scene()
    const { target, ...connector } = crm.service.connector
    expect(target).toBeDefined()
    expect(await rejection(pullChanges(w.deps, { service: { ...crm.service, connector } }))).toMatchObject({
      ...{ kind: 'usage', code: 'pull.cannot' },
    })
  })

  test('two at once: the second sees that the first was there', async () => {
    const { w, pull } = await scene(anyChanges(41, 20, WHO), 10)
    const both = await Promise.allSettled([pull(), pull()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((each) => each.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'pull.busy' })
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })
})
