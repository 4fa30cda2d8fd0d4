import { describe, expect, test } from 'vitest'
import { renderDigest } from '../../../src/cli/render/digest.ts'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import { logActivity } from '../../../src/core/log/log.ts'
import { fileStatus } from '../../../src/core/look/status.ts'
import { makeDigest, rememberDigest, type DigestResult } from '../../../src/core/report/digest.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { failure } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const config: Config = {
  ...DEFAULT_CONFIG,
  gates: {
    mvl: [
      { name: 'score', when: 'score >= 10' },
      { name: 'phone', when: 'phone is not null' },
    ],
  },
}

const PEOPLE = `Name,Email,Phone,Title,Company,Website,Employees
Ann Lee,ann@acme.example,+14155550132,CEO,Acme,acme.example,120
Bob Ray,bob@acme.example,,Sales Director,Acme,acme.example,120
Cy Dow,cy@birch.example,,CEO,Birch,birch.example,90
`

const digest = (w: World, since = 'last', more: Partial<Config> = {}): DigestResult =>
  makeDigest(w.deps, { config: { ...config, ...more }, since })

const start = async (): Promise<World> => {
  const w = world()
  await importText(w, PEOPLE)
  await scorePeople(w.deps, { config })
  return w
}

const later = (w: World, time: string): World => ({
  file: w.file,
  deps: { ...w.deps, now: () => new Date(time), asOf: new Date(`${time.slice(0, 10)}T00:00:00Z`) },
})

const view = {
  colour: new Proxy({}, { get: () => (text: string) => text }) as never,
  width: 80,
  isTTY: false,
}

describe('what is told', () => {
  test('an empty file tells nothing', () => {
    const found = digest(world())
    expect([found.is_empty, found.counts.runs]).toEqual([true, 0])
    expect(renderDigest({ ...found, is_markdown: false }, view)).toBe('')
    expect(renderDigest({ ...found, is_markdown: true }, view)).toBe('')
  })

  test('who qualifies now and did not before, with why', async () => {
    const w = await start()
    const first = digest(w)
    expect(first.since.what).toBe('beginning')
    expect(first.qualified.map(({ full_name, lacked }) => [full_name, lacked])).toEqual([['Ann Lee', null]])
    expect(first.qualified[0]!.because).not.toBe('')
    expect(first.qualified_because).toEqual({ new: 1 })
    rememberDigest(w, first)
    expect(digest(w).is_empty).toBe(true)

    await importText(w, 'Email,Phone\nbob@acme.example,+14155550133\n', { name: 'more.csv' })
    expect(digest(w).counts.qualified).toBe(0)
    await scorePeople(w.deps, { config })
    const second = digest(w)
    expect(second.counts).toMatchObject({ runs: 2, qualified: 1 })
    expect(second.qualified.map(({ full_name, lacked }) => [full_name, lacked])).toEqual([
      ['Bob Ray', ['phone']],
    ])
    // Scored again, and as good as before: no news.
    rememberDigest(w, second)
    await importText(w, 'Email,Employees\nbob@acme.example,160\n', {
      name: 'size.csv',
      on_match: 'overwrite',
    })
    await scorePeople(w.deps, { config })
    expect(digest(w).counts.qualified).toBe(0)
  })

  test('moves, signals at good accounts, who is lost to mail', async () => {
    const w = await start()
    rememberDigest(w, digest(w))
    await importText(w, 'Email,Company,Website,Title\ncy@birch.example,Cedar,cedar.example,CEO\n', {
      name: 'moved.csv',
      on_match: 'refresh',
    })
    await importText(
      w,
      'Domain,Signal,Date,Detail\nacme.example,funding,2026-11-01,series B\nacme.example,funding,2020-11-01,old\n',
      { kind: 'signals', name: 's.csv' },
    )
    await importText(
      w,
      'Email,Event,Timestamp\nann@acme.example,unsubscribe,2026-11-20T10:00:00Z\nbob@acme.example,bounce,2026-11-20T10:00:00Z\n',
      { kind: 'events', name: 'e.csv' },
    )
    await scorePeople(w.deps, { config: { ...config, in_market: { purchase_cycle: 91 } } })
    const found = digest(w)
    expect(found.counts).toMatchObject({ moved: 1, accounts: 1, signals: 1, bounced: 1, unsubscribed: 1 })
    expect(found.moved[0]).toMatchObject({ full_name: 'Cy Dow', old: 'Birch', new: 'Cedar' })
    expect(found.accounts[0]).toMatchObject({
      ...{ company: 'Acme', signals: 1 },
      latest: [{ kind: 'funding', on: '2026-11-01', detail: 'series B' }],
    })
    expect(found.lost.map(({ full_name, what }) => [full_name, what])).toEqual([
      ['Ann Lee', 'unsubscribed'],
      ['Bob Ray', 'bounced'],
    ])
    const text = renderDigest({ ...found, is_markdown: false }, view)
    expect(text).toContain('Cy Dow: Birch → Cedar')
    expect(text).toContain('funding on 2026-11-01: series B')
  })

  test('what is overdue, what was spent, which objectives slip', async () => {
    const w = await start()
    await logActivity(w.deps, {
      ...{
        who: 'ann@acme.example',
        kind: 'call',
        by: 'eva',
        next: [{ due_on: '2026-11-25', detail: 'send the offer' }],
      },
    })
    await importText(w, 'Email\ndee@dune.example\n', {
      name: 'fair.csv',
      source: 'fair',
      cost: { amount: 450, currency: 'EUR' },
    })
    w.file.write(() =>
      finishRun(w.deps, startRun(w.deps, 'enrich', {}), 'done', { people: 1, USD_spent: 12.5 }),
    )
    rememberDigest(w, { until: { run: 2, at: '2026-11-21T08:00:00Z' } })
    const objectives: Config['objectives'] = [
      {
        ...{ about: 'account', name: 'acme.example', metric: 'replied', target: 10 },
        ...{ from: '2026-11-01', by: '2026-12-01', owner: 'eva' },
      },
    ]
    const found = digest(later(w, '2026-11-28T09:00:00Z'), '2', { objectives })
    expect(found.overdue.map(({ detail, due_on }) => [detail, due_on])).toEqual([
      ['send the offer', '2026-11-25'],
    ])
    expect(found.spent).toEqual([
      { currency: 'EUR', services: 0, sources: 450 },
      { currency: 'USD', services: 12.5, sources: 0 },
    ])
    expect(found.slipping.map(({ state, owner }) => [state, owner])).toEqual([['slipping', 'eva']])
    const text = renderDigest({ ...found, is_markdown: true }, view)
    expect(text).toContain('## Spent\n\n- 450.00 EUR for lists\n- 12.50 USD for services')
  })

  test('names are harmless in Markdown and on a terminal', async () => {
    const w = world()
    const name = '<b>[x](http://evil.example)\u001b[31m`'
    await importText(
      w,
      `Email,Company,Title,Phone,Employees\nann@acme.example,"${name}",CEO,+14155550132,120\n`,
    )
    await scorePeople(w.deps, { config })
    const markdown = renderDigest({ ...digest(w), is_markdown: true }, view)
    expect(markdown).toContain('evil.example')
    expect(markdown).not.toMatch(/(?<!\\)[<[`]|\u001b/)
    expect(renderDigest({ ...digest(w), is_markdown: false }, view)).not.toContain('\u001b')
  })
})

describe('since when', () => {
  test('a run at work is told of once it has ended; one that was taken back is not', async () => {
    const w = await start()
    const open = w.file.write(() =>
      startRun({ ...w.deps, pid: 1, host: 'here', isAlive: () => true }, 'enrich', {}),
    )
    rememberDigest(w, digest(w))
    const next = later(w, '2026-11-21T10:00:00Z')
    w.file.write(() => finishRun(next.deps, open, 'done', { USD_spent: 3 }))
    expect(digest(next).spent).toEqual([{ currency: 'USD', services: 3, sources: 0 }])
    await undoRun(next.deps, { run: open })
    expect(digest(next).is_empty).toBe(true)
  })

  test('a day, and the number of a run', async () => {
    const w = await start()
    expect(digest(w, '2026-11-21').counts.runs).toBe(2)
    expect(digest(w, '2026-11-22').counts.runs).toBe(0)
    expect(digest(w, '1')).toMatchObject({
      counts: { runs: 1, qualified: 1 },
      since: { what: 'run', run: 1 },
    })
  })

  test.each([
    ['yesterday', 'digest.since'],
    ['2026-02-31', 'digest.since'],
    ['-1', 'digest.since'],
    ['0', 'digest.since'],
    ['99', 'digest.unknown_run'],
  ])('--since %s', async (since, code) => {
    const w = await start()
    expect(failure(() => digest(w, since)).code).toBe(code)
  })

  test('telling changes nothing in the file but the mark', async () => {
    const w = await start()
    const before = w.file.dataVersion()
    const runs = w.file.runs.list(-1).length
    const found = digest(w)
    expect([w.file.runs.list(-1).length, w.file.dataVersion(), w.file.meta.get('digest')]).toEqual([
      ...[runs, before, undefined],
    ])
    rememberDigest(w, found)
    expect(JSON.parse(w.file.meta.get('digest')!)).toEqual({ run: 2, at: '2026-11-21T09:00:00.000Z' })
  })
})

test('the totals are those of prm status', async () => {
  const w = await start()
  const { totals } = digest(w)
  expect(fileStatus(w.deps).counts).toMatchObject({
    people: totals.people,
    companies: totals.companies,
    scored: totals.scored,
    mvl: totals.mvl,
  })
})
