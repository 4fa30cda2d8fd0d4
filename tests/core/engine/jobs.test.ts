/** Jobs that a service works on by itself, and kills at the worst moments. */
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startZeroBounce, type ZeroBounceFake } from '../../../src/connectors/zerobounce/fake.ts'
import { askServices, fastClock, manyAddresses, serviceAt, type AskedAddresses } from '../../contract/kit.ts'
import { startScript } from '../../support/child.ts'
import { folder } from '../../support/folder.ts'
import { world, type World } from '../../support/world.ts'

const COUNT = 1200

const zerobounce = async (): Promise<ZeroBounceFake> => {
  const fake = await startZeroBounce()
  onTestFinished(() => fake.close())
  return fake
}

const opened = (path?: string): World => {
  const w = world(path)
  onTestFinished(() => w.file.close())
  return w
}

const askAll = async (
  w: World,
  fake: ZeroBounceFake,
  count = COUNT,
  options = {},
): Promise<AskedAddresses> => {
  const questions = await manyAddresses('zerobounce', count)
  return askServices(w, [await serviceAt('zerobounce', fake)], questions, fastClock(), options)
}

const states = (w: World): unknown[] =>
  w.file.leads.rows('SELECT job, state, subjects, inputs IS NULL AS is_gone FROM service_job ORDER BY id')

const verdicts = ({ checked }: AskedAddresses): number =>
  checked.filter(({ outcome }) => outcome.kind === 'verdict').length

describe('many addresses', () => {
  test('go as one file, and each gets its answer', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    const asked = await askAll(w, fake)
    expect(verdicts(asked)).toBe(COUNT)
    expect(fake.uploads).toBe(1)
    expect(fake.requests.filter(({ path }) => path.startsWith('/validate'))).toEqual([])
    expect(asked.summary.spent).toBeCloseTo(COUNT * 0.01, 6)
    expect(states(w)).toEqual([{ job: 'file-1', state: 'done', subjects: COUNT, is_gone: 1 }])
    await askAll(w, fake)
    expect(fake.uploads).toBe(1)
  })

  test('rows that are missing from the result are unknown, and a result that is late is waited for', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    fake.behave('missing_rows')
    fake.lateResults = 2
    const { checked } = await askAll(w, fake)
    expect(checked.length).toBe(COUNT)
    expect(
      checked.filter(({ outcome }) => outcome.kind === 'unknown').map(({ task }) => task.address),
    ).toEqual(['person0@acme.example'])
  })

  test('a job that the service gives up fails its addresses, and is not taken up again', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    fake.files = 'Failed'
    const { checked, summary } = await askAll(w, fake)
    expect(new Set(checked.map(({ outcome }) => outcome.kind))).toEqual(new Set(['failed']))
    expect(checked.length).toBe(COUNT)
    expect(summary.notes.join()).toContain('gave up its job file-1')
    expect(states(w)).toMatchObject([{ state: 'failed' }])
  })

  test('the limit of money holds: what is beyond it is not uploaded', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    const asked = await askAll(w, fake, COUNT, { max_cost: 11 })
    expect([verdicts(asked), asked.checked.length, asked.summary.cut]).toEqual([1100, COUNT, 'max_cost'])
    expect(fake.charged).toBe(1100)
  })

  test('no network while it is waited for: the job stays open, and the next run takes its answers', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    const broken = { kind: 'reply', reply: { status: 503 } } as const
    // The upload goes through, then nothing does.
    fake.fail({ kind: 'slow', milliseconds: 0 }, broken, broken, broken, broken)
    const first = await askAll(w, fake)
    expect(new Set(first.checked.map(({ outcome }) => outcome.kind))).toEqual(new Set(['unknown']))
    expect(states(w)).toMatchObject([{ job: 'file-1', state: 'open' }])
    const second = await askAll(w, fake)
    expect([verdicts(second), fake.uploads]).toEqual([COUNT, 1])
    expect(second.summary.notes.join()).toContain('took up job file-1')
  })

  test('an upload whose answer never came is not repeated in the same run, and not silently in the next', async () => {
    const [fake, w] = [await zerobounce(), opened()]
    fake.fail({ kind: 'cut' })
    const first = await askAll(w, fake)
    expect(
      first.checked.every(({ outcome }) => outcome.kind === 'unknown' && outcome.reason === 'maybe_charged'),
    ).toBe(true)
    expect(first.summary.notes.join()).toContain('may have charged for 1,200 addresses')
    expect(states(w)).toMatchObject([{ job: null, state: 'lost' }])
    w.deps = { ...w.deps, now: () => new Date('2026-11-22T09:00:00.000Z') }
    const second = await askAll(w, fake)
    expect(verdicts(second)).toBe(COUNT)
    expect(second.summary.notes.join()).toContain('may have charged already')
  })
})

test('Ctrl-C while a file is waited for: the next run takes it up', async () => {
  const [fake, w] = [await zerobounce(), opened()]
  const stop = new AbortController()
  const { deps } = w
  fake.files = 'Processing'
  w.deps = { ...deps, signal: stop.signal }
  const running = askAll(w, fake)
  await expect.poll(() => fake.requests.length, { timeout: 10_000 }).toBeGreaterThan(2)
  stop.abort()
  await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  expect(states(w)).toMatchObject([{ job: 'file-1', state: 'open' }])
  fake.files = 'Complete'
  w.deps = deps
  expect([verdicts(await askAll(w, fake)), fake.uploads]).toEqual([COUNT, 1])
})

describe('killed', () => {
  const until = async (what: () => boolean): Promise<void> => {
    await expect.poll(what, { timeout: 20_000, interval: 20 }).toBe(true)
  }

  test('while it waits for a file: taken up again without a second upload', async () => {
    const fake = await zerobounce()
    const db = join(folder(), 'prospects.db')
    fake.files = 'Processing'
    const child = startScript('check-work.ts', [db, fake.url, fake.key, String(COUNT)])
    await until(() => fake.requests.some(({ path }) => path === '/filestatus'))
    child.process.kill('SIGKILL')
    expect((await child.ended).signal).toBe('SIGKILL')
    expect(fake.uploads).toBe(1)

    fake.files = 'Complete'
    const again = startScript('check-work.ts', [db, fake.url, fake.key, String(COUNT)])
    expect(await again.ended).toMatchObject({ code: 0 })
    expect([fake.uploads, fake.charged]).toEqual([1, COUNT])
    const w = opened(db)
    expect(states(w)).toEqual([{ job: 'file-1', state: 'done', subjects: COUNT, is_gone: 1 }])
    expect(w.file.leads.rows('SELECT count(*) AS n FROM service_answer')).toEqual([{ n: COUNT }])
    const third = await askAll(w, fake)
    expect([verdicts(third), fake.uploads]).toEqual([COUNT, 1])
  })

  test('during the upload, before its number came back: said, then asked again', async () => {
    const fake = await zerobounce()
    const db = join(folder(), 'prospects.db')
    fake.holdUpload = new Promise(() => undefined)
    const child = startScript('check-work.ts', [db, fake.url, fake.key, String(COUNT)])
    await until(() => fake.uploads === 1)
    child.process.kill('SIGKILL')
    await child.ended

    fake.holdUpload = null
    const w = opened(db)
    expect(states(w)).toMatchObject([{ job: null, state: 'sending', is_gone: 0 }])
    const second = await askAll(w, fake)
    expect(second.summary.notes.join()).toContain('broke off before its number came back')
    expect([verdicts(second), fake.uploads]).toEqual([COUNT, 2])
    expect(states(w)).toMatchObject([{ state: 'lost' }, { state: 'done' }])
  })

  test('another process that is still sending is not taken for dead', async () => {
    const fake = await zerobounce()
    const w = opened()
    const job = {
      service: 'zerobounce',
      question: 'email',
      subjects: 1,
      inputs: '[]',
      pid: 4711,
      host: 'here',
    }
    w.file.serviceJobs.begin({ ...job, sent_at: '2026-11-21T09:00:00.000Z' })
    w.deps = { ...w.deps, isAlive: () => true }
    await expect(askAll(w, fake)).rejects.toMatchObject({ kind: 'store', code: 'service.busy' })
    expect(fake.uploads).toBe(0)
  })
})
