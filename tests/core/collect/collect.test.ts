import { describe, expect, onTestFinished, test } from 'vitest'
import { startCaptainData, type FakeCaptainData } from '../../../src/connectors/captaindata/fake.ts'
import type { Fault } from '../../../src/connectors/fake.ts'
import { startPhantomBuster, type FakePhantomBuster } from '../../../src/connectors/phantombuster/fake.ts'
import {
  collectAndImport,
  type CollectAndImportInput,
  type CollectResult,
} from '../../../src/core/run/collect.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { fastClock, serviceAt } from '../../contract/kit.ts'
import { peopleOf, world, type World } from '../../support/world.ts'

type More = Partial<CollectAndImportInput> & { at?: Clock; signal?: AbortSignal }

const HOW = { kind: 'people', on_match: 'fill', country: 'US' } as const

const collecting =
  (name: string, fake: { url: string; key: string }, agent: string, w: World) =>
  async (more: More = {}): Promise<CollectResult> => {
    const { at = fastClock(), signal, ...given } = more
    const deps = signal === undefined ? w.deps : { ...w.deps, signal }
    const service = await serviceAt(name, fake)
    return collectAndImport(deps, { service, agent, launch: false, import: HOW, clock: at, ...given })
  }

const opened = (): World => {
  const w = world()
  onTestFinished(() => w.file.close())
  return w
}

const withPhantom = async (): Promise<{
  fake: FakePhantomBuster
  w: World
  collect: ReturnType<typeof collecting>
}> => {
  const fake = await startPhantomBuster()
  onTestFinished(() => fake.close())
  const w = opened()
  return { fake, w, collect: collecting('phantombuster', fake, '123', w) }
}

const paths = ({ requests }: { requests: { path: string }[] }): string[] => requests.map(({ path }) => path)
const jobs = ({ file }: World): unknown[] =>
  file.leads.rows('SELECT service, question, job, state FROM service_job ORDER BY id')

/** Aborts when it has slept so often. */
const stopping = (times: number): { at: Clock; signal: AbortSignal } => {
  const stop = new AbortController()
  const clock = fastClock()
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    if (clock.slept.length >= times) stop.abort()
    await clock.sleep(milliseconds, signal)
  }
  return { at: { ...clock, sleep }, signal: stop.signal }
}

describe('phantombuster', () => {
  test('launches, waits, imports with the preset of its export', async () => {
    const { fake, w, collect } = await withPhantom()
    const done = await collect({ launch: true })
    expect(done).toMatchObject({
      ...{ did: 'launched', agent_run: '4001', known: false, notes: [] },
      counts: { collected: 3, read: 3, created: 2, rejected: 1 },
      import: {
        files: [
          { name: 'phantombuster-123-4001', preset: 'phantombuster_salesnav', source: 'phantombuster' },
        ],
      },
    })
    expect(fake.launches).toEqual(['4001'])
    expect(paths(fake).filter((path) => path === '/containers/fetch').length).toBe(3)
    expect(
      peopleOf(w).map(({ full_name, company, linkedin_url }) => [full_name, company, linkedin_url]),
    ).toEqual([
      ['Ann Lee', 'Acme', 'https://www.linkedin.com/in/ann-lee'],
      ['Bob Ray', 'Acme', 'https://www.linkedin.com/in/bob-ray'],
    ])
    // Long numbers are ids, and stay whole.
    const [{ cells }] = w.file.leads.rows('SELECT cells FROM record LIMIT 1') as [{ cells: string }]
    expect(cells).toContain('1234567890123456789')
    expect(jobs(w)).toEqual([
      { service: 'phantombuster', question: 'collect 123', job: '4001', state: 'done' },
    ])
  })
  test('reads the last run, waiting where it is under way; the same run once', async () => {
    const { fake, collect } = await withPhantom()
    fake.run(Date.parse('2026-11-19T08:00:00Z'))
    fake.run()
    expect(await collect()).toMatchObject({ did: 'read', agent_run: '4002', counts: { created: 2 } })
    const again = await collect()
    expect(again).toMatchObject({ did: 'none', known: true, run: null, counts: { collected: 0 } })
    expect(paths(fake).filter((path) => path === '/containers/fetch-result-object').length).toBe(1)
    // A later run is read again; who is in it is known.
    fake.run(Date.parse('2026-11-21T08:00:00Z'))
    expect(await collect()).toMatchObject({
      agent_run: '4003',
      counts: { collected: 3, created: 0, repeats: 2 },
    })
  })
  test('an import that was taken back can be collected again', async () => {
    const { fake, w, collect } = await withPhantom()
    fake.run()
    const { run } = await collect()
    await undoRun(w.deps, { run: run! })
    expect(peopleOf(w)).toEqual([])
    expect(await collect()).toMatchObject({ known: false, counts: { read: 3 } })
    expect(peopleOf(w).length).toBe(2)
  })
  test('stopped while it waits, it goes on with the same run: one launch', async () => {
    const { fake, w, collect } = await withPhantom()
    fake.next.looks = 5
    await expect(collect({ launch: true, ...stopping(2) })).rejects.toMatchObject({ name: 'AbortError' })
    expect(jobs(w)).toMatchObject([{ job: '4001', state: 'open' }])
    const done = await collect({ launch: true })
    expect(done).toMatchObject({ did: 'resumed', agent_run: '4001', counts: { created: 2 } })
    expect(done.notes).toEqual(['took up run 4001 at PhantomBuster of 2026-11-21'])
    expect(fake.launches).toEqual(['4001'])
  })
  test.each<[string, Fault, number]>([
    ['an answer that never came: the run is found, and not launched again', { kind: 'half' }, 1],
    ['a launch that never arrived: it is launched again', { kind: 'cut' }, 1],
  ])('%s', async (_, fault, launches) => {
    const { fake, w, collect } = await withPhantom()
    fake.fail(fault)
    await expect(collect({ launch: true })).rejects.toMatchObject({ kind: 'remote', code: 'service.lost' })
    expect(jobs(w)).toMatchObject([{ job: null, state: 'sending' }])
    const done = await collect({ launch: true })
    expect(done.counts.created).toBe(2)
    expect(done.notes[0]).toMatch(
      fault.kind === 'half' ? /had arrived: took up run 4001/ : /before it arrived/,
    )
    expect(fake.launches.length).toBe(launches)
  })
  test('killed while its rows are read in, it goes on: nothing twice', async () => {
    const { fake, w, collect } = await withPhantom()
    fake.next.looks = 0
    const stop = new AbortController()
    const at: Clock = { ...fastClock() }
    const service = await serviceAt('phantombuster', fake)
    const input = { service, agent: '123', launch: true, import: HOW, clock: at }
    const dying = collectAndImport({ ...w.deps, signal: stop.signal }, input, (event) => {
      if (event.kind === 'start' && event.label.startsWith('reading')) stop.abort()
    })
    await expect(dying).rejects.toMatchObject({ kind: 'interrupted' })
    expect(jobs(w)).toMatchObject([{ job: '4001', state: 'open' }])
    expect(await collect({ launch: true })).toMatchObject({ did: 'resumed', counts: { read: 3, created: 2 } })
    expect([fake.launches.length, peopleOf(w).length]).toEqual([1, 2])
  })
  test('a run that failed is an error, and the next launch is a new one', async () => {
    const { fake, w, collect } = await withPhantom()
    fake.next = { ...fake.next, exitCode: 1 }
    await expect(collect({ launch: true })).rejects.toMatchObject({
      ...{ kind: 'remote', code: 'collect.failed' },
      message: 'run 4001 of agent 123: it ended with exit code 1 (agent timeout)',
    })
    fake.next = { ...fake.next, status: 'launch error' }
    await expect(collect({ launch: true })).rejects.toMatchObject({
      message: 'run 4002 of agent 123: it could not be launched',
    })
    expect(jobs(w)).toMatchObject([{ state: 'failed' }, { state: 'failed' }])
  })
  test.each<[FakePhantomBuster['next']['result'], number]>([
    ['null', 3],
    ['pointer', 3],
  ])(
    'a result that is %s: the rows are in a file, which is read without the key',
    async (result, collected) => {
      const { fake, collect } = await withPhantom()
      fake.next.result = result
      expect((await collect({ launch: true })).counts.collected).toBe(collected)
    },
  )
  test.each<[FakePhantomBuster['next']['result'], string]>([
    ['elsewhere', 'PhantomBuster keeps the result where prm does not look'],
    ['broken', 'PhantomBuster gave a result that is no JSON'],
  ])('a result that is %s is refused, and the run stays open', async (result, message) => {
    const { fake, w, collect } = await withPhantom()
    fake.next.result = result
    await expect(collect({ launch: true })).rejects.toMatchObject({ kind: 'remote', message })
    expect(jobs(w)).toMatchObject([{ state: 'open' }])
  })
  test('a dry run launches nothing, writes nothing, and says what would be done', async () => {
    const { fake, w, collect } = await withPhantom()
    expect(await collect({ launch: true, dry_run: true })).toMatchObject({
      did: 'launched',
      agent_run: null,
      calls: 0,
    })
    fake.run()
    expect(await collect({ dry_run: true })).toMatchObject({
      did: 'read',
      agent_run: '4001',
      state: 'running',
      known: false,
    })
    expect([fake.launches, jobs(w), peopleOf(w)]).toEqual([[], [], []])
    await collect()
    expect(await collect({ dry_run: true })).toMatchObject({ did: 'read', known: true })
  })
  test('an agent that never ran, one that there is not, a wrong key', async () => {
    const { fake, w, collect } = await withPhantom()
    await expect(collect()).rejects.toMatchObject({
      ...{ kind: 'input', code: 'collect.never_ran' },
      hint: 'prm collect phantombuster 123 --launch',
    })
    const other = collecting('phantombuster', fake, '404', w)
    await expect(other({ launch: true })).rejects.toMatchObject({
      message: 'PhantomBuster says: Agent not found',
    })
    fake.behave('bad_key')
    await expect(collect()).rejects.toMatchObject({ kind: 'credential' })
    expect(jobs(w)).toMatchObject([{ state: 'failed' }])
  })
  test('another prm that is at it keeps its run', async () => {
    const { fake, w, collect } = await withPhantom()
    fake.next.looks = 5
    w.deps = { ...w.deps, pid: 11, host: 'here', isAlive: (pid) => pid === 11 }
    await expect(collect({ launch: true, ...stopping(2) })).rejects.toMatchObject({ name: 'AbortError' })
    w.deps = { ...w.deps, pid: 12 }
    await expect(collect({ launch: true })).rejects.toMatchObject({ kind: 'store', code: 'service.busy' })
    w.deps = { ...w.deps, isAlive: () => false }
    expect(await collect({ launch: true })).toMatchObject({ did: 'resumed' })
  })
})

const SEARCH = 'https://www.linkedin.com/sales/search/people?query=acme'

const withCaptain = async (): Promise<{
  fake: FakeCaptainData
  w: World
  collect: ReturnType<typeof collecting>
}> => {
  const fake = await startCaptainData()
  onTestFinished(() => fake.close())
  const w = opened()
  return { fake, w, collect: collecting('captaindata', fake, SEARCH, w) }
}

describe('captaindata', () => {
  test('pages through a search, and imports with the preset of its export', async () => {
    const { fake, w, collect } = await withCaptain()
    const done = await collect()
    expect(done).toMatchObject({
      ...{ did: 'searched', agent_run: null, counts: { collected: 60, created: 60 } },
      import: { files: [{ preset: 'captaindata', source: 'captaindata' }] },
    })
    expect([fake.requests.length, fake.charged, peopleOf(w).length]).toEqual([3, 60, 60])
    expect(peopleOf(w)[0]).toMatchObject({ full_name: 'Ann Lee1', title: 'VP Sales', company: 'Acme' })
  })
  test('--limit bounds what is paid for', async () => {
    const { fake, collect } = await withCaptain()
    expect((await collect({ limit: 30 })).counts.collected).toBe(30)
    expect(fake.charged).toBe(30)
  })
  test('a page that was lost is not asked for again by itself; the next call goes on behind what is paid for', async () => {
    const { fake, collect } = await withCaptain()
    const service = await serviceAt('captaindata', fake)
    expect(service.connector.collects?.size).toBe(25)
    fake.fail({ kind: 'slow', milliseconds: 0 }, { kind: 'cut' })
    await expect(collect()).rejects.toMatchObject({ kind: 'remote', code: 'service.lost' })
    const done = await collect()
    expect(done).toMatchObject({ did: 'resumed', counts: { collected: 60, created: 60 } })
    expect(fake.charged).toBe(60)
    expect(done.notes).toEqual(['took up the search at CaptainData of 2026-11-21'])
  })
  test('a cursor that is too old: what was paid for is imported', async () => {
    const { fake, collect } = await withCaptain()
    fake.fail({ kind: 'slow', milliseconds: 0 }, { kind: 'cut' })
    await expect(collect()).rejects.toMatchObject({ code: 'service.lost' })
    fake.expire()
    const done = await collect()
    expect(done.counts).toMatchObject({ collected: 25, created: 25 })
    expect(done.notes[1]).toContain(
      'could not be gone on with after row 25: CaptainData says: The cursor has expired (ref-7)',
    )
  })
  test('424 is left for later; 429 is waited for; no credit', async () => {
    const { fake, w, collect } = await withCaptain()
    const other = collecting('captaindata', fake, `${SEARCH}&linkedout`, w)
    await expect(other()).rejects.toMatchObject({
      ...{ kind: 'remote', code: 'service.down' },
      message: 'CaptainData says: The account is logged out (ref-7)',
    })
    fake.behave('no_credit')
    await expect(collect()).rejects.toMatchObject({ kind: 'remote', code: 'service.quota' })
    fake.behave('too_fast')
    expect((await collect()).counts.collected).toBe(60)
  })
  test('a search that finds nobody', async () => {
    const { fake, w, collect } = await withCaptain()
    fake.total = 0
    expect(await collect()).toMatchObject({ run: null, import: null, counts: { collected: 0, read: 0 } })
    expect(jobs(w)).toMatchObject([{ state: 'done' }])
  })
  test('has nothing to launch; and hunter does not collect', async () => {
    const { fake, w, collect } = await withCaptain()
    await expect(collect({ launch: true })).rejects.toMatchObject({
      kind: 'usage',
      code: 'collect.no_launch',
    })
    const other = collecting('hunter', fake, '1', w)
    await expect(other()).rejects.toMatchObject({ kind: 'usage', message: 'Hunter does not collect' })
  })
})
