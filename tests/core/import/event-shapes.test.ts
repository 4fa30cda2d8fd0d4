import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { importPaths, importText, world, type World } from '../../support/world.ts'

const fixture = (name: string): string => `fixtures/events/${name}`
const rows = ({ file }: World, sql: string) => file.leads.rows(sql)

const EVENTS =
  "SELECT kind || CASE WHEN machine > 0 THEN ' (machine)' ELSE '' END AS kind, at, about, detail, url, campaign, external_id" +
  ' FROM event ORDER BY id'

const read = async (name: string, options: { source?: string; map?: Record<string, string> } = {}) => {
  const w = world()
  const result = await importPaths(w, [fixture(name)], { kind: 'events', ...options })
  const found = rows(w, EVENTS).map(({ kind, at, about }) => `${String(kind)} ${String(at)} ${String(about)}`)
  return { w, found, result, file: result.files[0]! }
}

const ANA = 'e:a.ruiz@larkspurcold.example'
const at = (name: string): string => `e:${name}@ferrouslane.example`
const KIM = 'e:kim@quayside.example'

const SHAPES: [string, string | null, string[]][] = [
  [
    'sendgrid.json',
    'sendgrid',
    [
      `sent 2026-11-16T08:00:00Z ${ANA}`,
      `delivered 2026-11-16T08:00:04Z ${ANA}`,
      `open (machine) 2026-11-16T10:20:00Z ${ANA}`,
      `click 2026-11-16T11:20:00Z ${ANA}`,
      `bounce 2026-11-16T08:00:10Z ${at('gone')}`,
      `bounce 2026-11-16T08:00:11Z ${at('full')}`,
      `other (machine) 2026-11-16T08:00:12Z ${at('late')}`,
      `complaint 2026-11-16T08:00:13Z ${at('angry')}`,
      `unsubscribe 2026-11-16T08:00:14Z ${at('done')}`,
      `bounce 2026-11-16T08:00:15Z ${at('old')}`,
    ],
  ],
  [
    'mailchimp-webhook.ndjson',
    'mailchimp',
    [
      `sign_up 2026-11-10T08:00:00Z ${ANA}`,
      `unsubscribe 2026-11-11T09:30:00Z ${at('done')}`,
      `complaint 2026-11-11T09:31:00Z ${at('angry')}`,
      `bounce 2026-11-11T09:32:00Z ${at('gone')}`,
      `other (machine) 2026-11-11T09:33:00Z ${KIM}`,
    ],
  ],
  [
    'mailchimp-activity.json',
    'mailchimp',
    [
      `open 2026-11-09T15:15:30Z ${ANA}`,
      `click 2026-11-09T15:16:12Z ${ANA}`,
      `bounce 2026-11-09T15:00:02Z ${at('full')}`,
    ],
  ],
  [
    'lemlist.ndjson',
    'lemlist',
    [
      `sent 2026-11-10T08:00:00Z ${ANA}`,
      `open 2026-11-10T09:12:40Z ${ANA}`,
      `reply 2026-11-11T10:00:00Z ${ANA}`,
      `other (machine) 2026-11-11T10:05:00Z ${ANA}`,
      `unsubscribe 2026-11-12T10:00:00Z ${at('done')}`,
      `reply 2026-11-12T11:00:00Z ${KIM}`,
    ],
  ],
  [
    'instantly.ndjson',
    'instantly',
    [
      `sent 2026-11-10T08:00:00Z ${ANA}`,
      `open 2026-11-10T11:02:00Z ${ANA}`,
      `click 2026-11-10T11:03:00Z ${ANA}`,
      `reply (machine) 2026-11-10T12:00:00Z ${KIM}`,
      `reply 2026-11-11T12:00:00Z ${ANA}`,
      `meeting 2026-11-11T12:30:00Z ${ANA}`,
      `bounce 2026-11-11T13:00:00Z ${at('gone')}`,
    ],
  ],
  [
    'smartlead.json',
    'smartlead',
    [
      `sent 2026-11-10T08:00:00Z ${ANA}`,
      `open 2026-11-10T09:00:00Z ${ANA}`,
      `reply 2026-11-11T08:00:00Z ${ANA}`,
      `other (machine) 2026-11-11T08:10:00Z ${ANA}`,
      `unsubscribe 2026-11-11T09:00:00Z ${at('done')}`,
    ],
  ],
  [
    'smartlead-nested.ndjson',
    'smartlead',
    [`click 2026-11-10T09:30:00Z ${ANA}`, `bounce 2026-11-10T09:31:00Z ${at('gone')}`],
  ],
  [
    'smartlead-statistics.csv',
    null,
    [
      `sent 2026-11-10T08:00:00Z ${ANA}`,
      `open 2026-11-10T09:00:00Z ${ANA}`,
      `reply 2026-11-11T08:00:00Z ${ANA}`,
      `sent 2026-11-10T08:00:05Z ${at('quiet')}`,
    ],
  ],
  [
    'posthog-webhook.ndjson',
    'posthog',
    [
      `visit 2026-11-12T15:00:00Z ${ANA}`,
      `sign_up 2026-11-12T15:01:00Z ${KIM}`,
      `other (machine) 2026-11-12T15:02:00Z ${ANA}`,
    ],
  ],
  [
    'posthog.csv',
    'posthog',
    [
      `visit 2026-11-12T15:00:00Z ${ANA}`,
      `sign_up 2026-11-12T16:00:00Z ${KIM}`,
      'visit 2026-11-12T16:01:00Z x:posthog:4713',
    ],
  ],
  [
    'segment.ndjson',
    'segment',
    [
      'visit 2026-11-12T15:00:00Z x:segment:anon-1',
      `other (machine) 2026-11-12T15:01:00Z ${ANA}`,
      `purchase 2026-11-12T15:02:00Z ${ANA}`,
      `sign_up 2026-11-12T15:03:00Z ${KIM}`,
      'other 2026-11-12T15:04:00Z x:segment:4712',
    ],
  ],
]

describe('events as services write them', () => {
  test.each(SHAPES)('%s is known as %s', async (name, shape, expected) => {
    const { found, file } = await read(name)
    expect(found).toEqual(expected)
    expect(file.preset).toBe(shape)
  })

  test('generic columns: a time in milliseconds, and what a bounce was', async () => {
    const { w, found } = await read('generic.csv', { map: { What: 'kind' } })
    expect(found).toEqual([
      `open 2026-11-16T08:00:00Z ${ANA}`,
      `click 2026-11-16T10:30:00Z ${ANA}`,
      `bounce 2026-11-16T08:00:03Z ${at('gone')}`,
      `bounce 2026-11-16T08:00:04Z ${at('full')}`,
    ])
    expect(w.file.suppressions.count()).toBe(1)
  })

  test('every fixture is in the table', () => {
    const tested = [...SHAPES.map(([name]) => name), 'generic.csv', 'mailchimp-opens.csv']
    expect(readdirSync('fixtures/events').sort()).toEqual(tested.sort())
  })

  test('ids are the service’s own: the same delivery in two lists is one', async () => {
    const w = world()
    const line = (id: string): string =>
      `{"email":"ann@acme.example","timestamp":1794816000,"event":"open","sg_event_id":"${id}"}\n`
    await importText(w, line('a') + line('b'), { kind: 'events', name: 'one.ndjson' })
    const again = await importText(w, line('b') + line('c'), { kind: 'events', name: 'two.ndjson' })
    expect(again.counts).toMatchObject({ created: 1, repeats: 1 })
    expect(rows(w, 'SELECT external_id FROM event ORDER BY 1')).toEqual(
      ['a', 'b', 'c'].map((id) => ({ external_id: `sendgrid:${id}` })),
    )
  })

  test('what is said beside: address, campaign, url, words', async () => {
    const { w } = await read('sendgrid.json')
    expect(rows(w, EVENTS)[3]).toMatchObject({
      ...{
        url: 'https://prm-demo.example/pricing',
        campaign: 'autumn; newsletter',
        external_id: 'sendgrid:sg-04',
      },
    })
    expect(rows(w, EVENTS)[4]).toMatchObject({ detail: '550 no such user' })
    const instantly = await read('instantly.ndjson')
    expect(rows(instantly.w, EVENTS)[4]).toMatchObject({ detail: 'Send me a quote', campaign: 'Autumn' })
  })

  test('a campaign of nobody is rejected, and says why', async () => {
    const { file } = await read('instantly.ndjson')
    expect(file.rejects.map(({ line, reason }) => [line, reason.replace(/:.*/, '')])).toEqual([
      [8, 'no_person'],
    ])
  })

  test.each(['lemlist.ndjson', 'smartlead.json'])('%s: the password in it is not kept', async (name) => {
    const { w, result } = await read(name)
    const kept = JSON.stringify([
      result,
      rows(w, 'SELECT cells FROM sighting'),
      rows(w, 'SELECT * FROM event'),
    ])
    expect(kept).toContain('larkspurcold')
    expect(kept).not.toContain('hush')
  })

  test('the numbers of another system’s people belong to --source', async () => {
    const w = world()
    await importText(w, 'Id,Name,Company\n4712,Kim Oh,Quayside\n', {
      source: 'shop',
      map: { Id: 'external_id' },
    })
    await importPaths(w, [fixture('segment.ndjson')], { kind: 'events', source: 'shop' })
    expect(rows(w, 'SELECT full_name, events_90d FROM lead')).toEqual([
      { full_name: 'Kim Oh', events_90d: 1 },
    ])
  })
})

describe('a column for each kind', () => {
  test('dates are events, counts are not, and the note says so', async () => {
    const { file } = await read('smartlead-statistics.csv')
    expect(file.counts).toMatchObject({ read: 3, created: 2, unchanged: 1 })
    expect(file.notes).toContain('open_count, click_count: counts without dates, which are no events')
  })

  test('a list that only counts is refused in one sentence', async () => {
    await expect(read('mailchimp-opens.csv')).rejects.toMatchObject({
      code: 'import.undated',
      message: expect.stringMatching(/counts \(Opens\) but gives no dates/) as string,
    })
  })

  test.each([
    ['Last Opened At', 'open'],
    ['first_reply_date', 'reply'],
    ['Date Clicked', 'click'],
    ['unsubscribed_at', 'unsubscribe'],
    ['Last Visit', 'visit'],
  ])('%s is %s', async (column, kind) => {
    const w = world()
    await importText(w, `Email,${column}\nann@acme.example,2026-11-10 10:00\nbob@acme.example,\n`, {
      kind: 'events',
    })
    expect(rows(w, 'SELECT kind, at FROM event')).toEqual([{ kind, at: '2026-11-10T10:00:00Z' }])
  })
})

describe('what must not be written to again', () => {
  const suppressed = (w: World, name: string): string | undefined =>
    w.file.suppressions.reason('email', `${name}@ferrouslane.example`)

  test.each([
    ['sendgrid.json', { gone: 'bounced', old: 'bounced', angry: 'complaint', done: 'unsubscribed' }],
    ['mailchimp-webhook.ndjson', { gone: 'bounced', angry: 'complaint', done: 'unsubscribed' }],
    ['smartlead.json', { done: 'unsubscribed' }],
    // Nothing says whether it will work tomorrow.
    ['instantly.ndjson', {}],
  ])('%s: %j', async (name, expected) => {
    const { w } = await read(name)
    const found = ['gone', 'old', 'angry', 'done', 'full', 'late'].flatMap((who) => {
      const reason = suppressed(w, who)
      return reason === undefined ? [] : [[who, reason]]
    })
    expect(Object.fromEntries(found)).toEqual(expected)
  })
})

describe('people who appear later', () => {
  test.each(SHAPES.filter(([, , events]) => events.some((event) => event.endsWith(ANA))))(
    '%s: their events wait for them',
    async (name, _, expected) => {
      const { w, file } = await read(name)
      expect(file.events.untied).toBe(expected.length)
      await importText(w, 'Name,Email,Company\nAna Ruiz,A.Ruiz@larkspurcold.example,Larkspur\n')
      const tied = expected.filter((event) => event.endsWith(ANA)).length
      expect(rows(w, 'SELECT count(*) AS n FROM event WHERE person_id IS NOT NULL')).toEqual([{ n: tied }])
      const { present, rebuilt } = await rebuildBeside(w.deps)
      expect(present).toEqual(rebuilt)
    },
  )
})

describe('events that are read as people', () => {
  test('are refused with the way to read them', async () => {
    const w = world()
    await expect(importPaths(w, [fixture('sendgrid.json')])).rejects.toMatchObject({
      ...{ code: 'import.is_events', hint: 'read it with --as events' },
    })
    expect(rows(w, 'SELECT count(*) AS n FROM run')).toEqual([{ n: 0 }])
  })

  test('with people in them they get a note', async () => {
    const w = world()
    const { files } = await importPaths(w, [fixture('instantly.ndjson')])
    expect(files[0]!.notes.join()).toContain(
      'looks like events from Instantly, not like a list of people: --as events',
    )
  })
})
