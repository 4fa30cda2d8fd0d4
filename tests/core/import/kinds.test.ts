import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import { importLists, type ImportResult } from '../../../src/core/import/import.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import type { PrmError } from '../../../src/model/errors.ts'
import { recordOfId } from '../../../src/model/id.ts'
import type { BatchKind } from '../../../src/model/record.ts'
import { folder } from '../../support/folder.ts'
import { importPaths, importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const fixture = (name: string): string => `fixtures/lists/${name}.csv`

const outcomes = ({ file }: World, result: ImportResult): Record<number, string> =>
  Object.fromEntries(
    [...file.batches.rows(result.run!)].map(({ line, outcome, reason }) => [
      line,
      reason === null ? outcome : reason.replace(/:.*/, ''),
    ]),
  )

const consistent = async ({ deps }: World): Promise<void> => {
  const { present, rebuilt } = await rebuildBeside(deps)
  expect(present).toEqual(rebuilt)
}

const rows = ({ file }: World, sql: string) => file.leads.rows(sql)

const PEOPLE =
  'Name,Email,LinkedIn URL,Company,Website,Phone\n' +
  'Ann Lee,ann@acme.example,https://www.linkedin.com/in/ann-lee,Acme,acme.example,(415) 555-0132\n' +
  'Bob Roe,bob@birch.example,,Birch,birch.example,\n'

describe('a list without the columns of its kind is refused in one sentence', () => {
  const cases: [BatchKind, string, RegExp, RegExp][] = [
    ['companies', 'Name of contact,Email\nAnn,a@acme.example\n', /no column tells the company/, /=company'/],
    [
      'signals',
      'Signal,Website\nfunding,acme.example\n',
      /tells its date \(observed_on\)$/,
      /Signal, Website/,
    ],
    ['signals', 'Signal,Date\nfunding,2026-11-01\n', /whom it is about/, /=domain'/],
    ['signals', 'Date,Website\n2026-11-01,acme.example\n', /the kind of signal \(kind\)$/, /=kind'/],
    ['events', 'Event,Email\nopen,ann@acme.example\n', /tells its time \(at\)$/, /=at'/],
    ['events', 'Event,Time\nopen,2026-11-01\n', /the person/, /=email'/],
    ['suppressions', 'Name,City\nAnn,Ulm\n', /what to suppress/, /Name, City/],
  ]
  test.each(cases)('%s: %j', async (kind, text, says, hint) => {
    const w = world()
    const error: unknown = await importText(w, text, { kind }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'input', code: 'import.columns_missing' })
    const { message, hint: told } = error as PrmError
    expect(message).toMatch(says)
    expect(told).toMatch(hint)
    expect(tableCounts(w)).toMatchObject({ run: 0, batch: 0 })
  })

  test('a column that is told is enough', async () => {
    const text = 'Was,Wann,Wer\nfunding,2026-11-01,acme.example\n'
    const map = { Was: 'kind', Wann: 'observed_on', Wer: 'domain' }
    expect((await importText(world(), text, { kind: 'signals', map })).counts.created).toBe(1)
  })
})

describe('companies', () => {
  test('companies.csv: each row is accounted for, and nobody is made of it', async () => {
    const w = world()
    const result = await importPaths(w, [fixture('companies')], { kind: 'companies' })
    expect(outcomes(w, result)).toEqual({
      ...{ 2: 'created', 3: 'created', 4: 'created', 5: 'created', 6: 'created' },
      ...{ 7: 'updated', 8: 'no_company' },
    })
    expect([w.file.people.count(), w.file.companies.count()]).toEqual([0, 5])
    expect(w.file.companies.byKey('d:larkspurcold.example')).toMatchObject({
      company: 'Larkspur Cold Stores',
      employees: 260,
      company_phone: '+442079460112',
    })
    await consistent(w)
  })

  test('complete a company that people brought, and are completed by people', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const text =
      'Company,Website,Industry\nAcme,acme.example,Software\nAcme,acme.example,\nCedar,cedar.example,\n'
    const result = await importText(w, text, { kind: 'companies' })
    expect(outcomes(w, result)).toEqual({ 2: 'updated', 3: 'unchanged', 4: 'created' })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ industry: 'Software', stakeholders: 1 })
    await undoRun(w.deps, { run: result.run! })
    expect(personOf(w, 'ann@acme.example').industry).toBeNull()
    expect(w.file.companies.byKey('d:cedar.example')).toBeUndefined()
    await consistent(w)
  })

  test('keep what they say of people in their cells alone', async () => {
    const w = world()
    const text = 'Company,Website,First Name,Email\nAcme,acme.example,Ann,ann@acme.example\n'
    const result = await importText(w, text, { kind: 'companies' })
    expect([result.counts.created, w.file.people.count()]).toEqual([1, 0])
    expect(result.files[0]!.mapping.map(({ field }) => field)).toEqual([
      ...['company', 'website', 'custom.first_name', 'custom.email'],
    ])
    expect([...w.file.batches.rows(result.run!)][0]!.cells).toContain('ann@acme.example')
  })

  test('a phone and a page in a list of companies are the company’s', async () => {
    const text =
      'Name,Website,Phone,LinkedIn URL\nAcme,acme.example,(415) 555-0132,linkedin.com/company/acme\n'
    const w = world()
    const { files } = await importText(w, text, { kind: 'companies' })
    expect(files[0]!.mapping.map(({ field }) => field)).toEqual([
      ...['company', 'website', 'company_phone', 'company_linkedin_url'],
    ])
  })
})

describe('signals', () => {
  test('signals.csv: each row is accounted for', async () => {
    const w = world()
    const result = await importPaths(w, [fixture('signals')], { kind: 'signals' })
    expect(outcomes(w, result)).toEqual({
      ...{ 2: 'created', 3: 'created', 4: 'created', 5: 'created', 6: 'created', 7: 'created' },
      ...{ 8: 'repeat', 9: 'unknown_kind', 10: 'no_date', 11: 'no_subject' },
    })
    expect(rows(w, 'SELECT about, kind, observed_on, detail FROM signal ORDER BY id')).toEqual([
      {
        ...{ about: 'd:nordmeer.example', kind: 'funding', observed_on: '2026-11-02' },
        detail: 'Series B, 12 million',
      },
      { about: 'n:junction six storage', kind: 'funding', observed_on: '2026-10-14', detail: 'Series A' },
      {
        ...{ about: 'e:lbanks@ferrouslane.example', kind: 'job_change', observed_on: '2026-09-30' },
        detail: 'moved up from plant manager',
      },
      {
        ...{ about: 'd:brightdock.example', kind: 'job_posting', observed_on: '2026-11-11' },
        detail: '12 forklift drivers',
      },
      {
        ...{ about: 'd:larkspurcold.example', kind: 'expansion', observed_on: '2026-11-05' },
        detail: 'second site in Leeds',
      },
      {
        ...{ about: 'e:d.whitlock@brightdock.example', kind: 'research', observed_on: '2026-11-18' },
        detail: 'warehouse automation',
      },
    ])
    expect(result.files[0]!.signals).toEqual({ read: 6, untied: 6 })
  })

  test('a rejected kind names those that there are', async () => {
    const w = world()
    const { files } = await importPaths(w, [fixture('signals')], { kind: 'signals' })
    expect(files[0]!.rejects[0]!.reason).toMatch(
      /"Horoscope" is none of funding, hiring, .*, referral, other$/,
    )
  })

  const SIGNALS =
    'Signal,Date,Email,Company,Website\n' +
    'funding,2026-11-01,,Acme,\n' +
    'hiring,2026-08-01,,,birch.example\n' +
    'job change,2026-11-10,ann@acme.example,,\n' +
    'news,2026-11-30,,,acme.example\n'

  test('count for the person and the company, by the clock', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const result = await importText(w, SIGNALS, { kind: 'signals' })
    expect(result.files[0]!.signals).toEqual({ read: 4, untied: 0 })
    const seen = (day: string) => {
      w.file.setClock(day)
      return rows(
        w,
        'SELECT signals_90d AS n, last_funding, last_job_change, last_news, last_hiring FROM lead ORDER BY id',
      )
    }
    expect(seen('2026-11-21')).toEqual([
      { n: 2, last_funding: '2026-11-01', last_job_change: '2026-11-10', last_news: null, last_hiring: null },
      { n: 0, last_funding: null, last_job_change: null, last_news: null, last_hiring: '2026-08-01' },
    ])
    expect(seen('2026-11-01')[0]).toMatchObject({ n: 1, last_funding: '2026-11-01', last_job_change: null })
    expect(seen('2026-10-31').map(({ n }) => n)).toEqual([0, 0])
    expect(seen('2026-10-30').map(({ n }) => n)).toEqual([0, 1])
    expect(seen('2026-11-30').map(({ n }) => n)).toEqual([3, 0])
    // To the day: 90 days before 30 January is 1 November.
    expect([seen('2027-01-30')[0]!.n, seen('2027-01-31')[0]!.n]).toEqual([3, 2])
    await consistent(w)
  })

  test('wait for those they are about', async () => {
    const w = world()
    const first = await importText(w, SIGNALS, { kind: 'signals' })
    expect(first.files[0]!.signals).toEqual({ read: 4, untied: 4 })
    await importText(w, PEOPLE)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 2 })
    expect(rows(w, 'SELECT sum(signals) AS n FROM company')[0]!.n).toBe(3)
    await consistent(w)
  })

  test('go with the people and come back with them', async () => {
    const w = world()
    await importText(w, SIGNALS, { kind: 'signals' })
    const people = await importText(w, PEOPLE)
    const undone = await undoRun(w.deps, { run: people.run! })
    expect(
      rows(w, 'SELECT count(*) AS n FROM signal WHERE coalesce(person_id, company_id) IS NOT NULL')[0]!.n,
    ).toBe(0)
    await undoRun(w.deps, { run: undone.run! })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 2 })
    await consistent(w)
  })

  test('undo takes them back and gives them back', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const { run } = await importText(w, SIGNALS, { kind: 'signals' })
    const undone = await undoRun(w.deps, { run: run! })
    expect(undone.counts.signals).toBe(4)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 0, last_funding: null })
    await undoRun(w.deps, { run: undone.run! })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 2 })
  })

  test('told by two lists, one is there until both are taken back', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const first = await importText(w, SIGNALS, { kind: 'signals', name: 'one.csv' })
    const second = await importText(w, `${SIGNALS}\n`, { kind: 'signals', name: 'two.csv' })
    expect([first.counts.created, second.counts.created, second.counts.repeats]).toEqual([4, 0, 4])
    await undoRun(w.deps, { run: first.run! })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 2 })
    await undoRun(w.deps, { run: second.run! })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ signals_90d: 0 })
    const third = await importText(w, SIGNALS, { kind: 'signals', name: 'three.csv' })
    expect([third.counts.created, personOf(w, 'ann@acme.example').signals_90d]).toEqual([4, 2])
  })

  test('a name means the company whose domain most lists give it', async () => {
    const w = world()
    await importText(w, 'Signal,Date,Company\nfunding,2026-11-01,Acme Inc.\n', { kind: 'signals' })
    await importText(w, 'Name,Company\nAnn Lee,Acme\n')
    expect(rows(w, 'SELECT full_name, signals_90d FROM lead')).toEqual([
      { full_name: 'Ann Lee', signals_90d: 1 },
    ])
    await importText(w, 'Name,Email,Company,Website\nBob Roe,bob@acme.example,Acme,acme.example\n')
    expect(rows(w, 'SELECT key, signals FROM company')).toEqual([{ key: 'd:acme.example', signals: 1 }])
    await consistent(w)
  })

  test.each([
    ['2026-11-05', '2026-11-05'],
    ['Nov 5, 2026', '2026-11-05'],
    ['05.11.2026', '2026-11-05'],
    ['1794268800', '2026-11-10'],
    ['13/11/2026', '2026-11-13'],
  ])('a date as %s', async (cell, day) => {
    const w = world()
    await importText(w, `Signal,Date,Website\nfunding,"${cell}",acme.example\n`, { kind: 'signals' })
    expect(rows(w, 'SELECT observed_on FROM signal')).toEqual([{ observed_on: day }])
  })

  test('a date that could be two days is read as the rest of its column', async () => {
    const w = world()
    const text = 'Signal,Date,Website\nfunding,05/11/2026,acme.example\nfunding,25/10/2026,acme.example\n'
    await importText(w, text, { kind: 'signals' })
    expect(rows(w, 'SELECT observed_on FROM signal ORDER BY 1')).toEqual([
      { observed_on: '2026-10-25' },
      { observed_on: '2026-11-05' },
    ])
  })
})

describe('events', () => {
  const WHO =
    'Name,Email,Company,Website\nKatrin Vogelsang,k.vogelsang@nordmeer.example,Nordmeer,nordmeer.example\n'

  test('events.csv: each row is accounted for', async () => {
    const w = world()
    await importText(w, WHO)
    const result = await importPaths(w, [fixture('events')], { kind: 'events' })
    expect(outcomes(w, result)).toEqual({
      ...{ 2: 'created', 3: 'created', 4: 'created', 5: 'created', 6: 'created', 7: 'created', 8: 'repeat' },
      ...{ 9: 'created', 10: 'created', 11: 'created', 12: 'no_time', 13: 'no_person' },
    })
    expect(rows(w, 'SELECT kind, at, detail, machine FROM event ORDER BY id')).toEqual([
      { kind: 'sent', at: '2026-11-16T08:00:00Z', detail: null, machine: 0 },
      { kind: 'delivered', at: '2026-11-16T08:00:04Z', detail: null, machine: 0 },
      { kind: 'open', at: '2026-11-16T08:00:05Z', detail: null, machine: 1 },
      { kind: 'open', at: '2026-11-16T10:20:00Z', detail: null, machine: 0 },
      { kind: 'click', at: '2026-11-16T10:30:00Z', detail: null, machine: 0 },
      { kind: 'reply', at: '2026-11-17T09:41:00Z', detail: null, machine: 0 },
      { kind: 'unsubscribe', at: '2026-11-17T10:00:00Z', detail: null, machine: 0 },
      { kind: 'visit', at: '2026-11-19T15:02:11Z', detail: null, machine: 0 },
      { kind: 'other', at: '2026-11-18T14:00:00Z', detail: 'Watched webinar', machine: 0 },
    ])
    expect(result.files[0]!.events).toEqual({ read: 9, untied: 2 })
  })

  test('count what the person did, by the clock, and not what befell the mail', async () => {
    const w = world()
    await importText(w, WHO)
    await importPaths(w, [fixture('events')], { kind: 'events' })
    expect(personOf(w, 'k.vogelsang@nordmeer.example')).toMatchObject({
      ...{ events_30d: 4, events_90d: 4, last_event: '2026-11-18', last_reply: '2026-11-17' },
    })
    w.file.setClock('2026-11-16')
    expect(personOf(w, 'k.vogelsang@nordmeer.example')).toMatchObject({
      ...{ events_30d: 2, events_90d: 2, last_event: '2026-11-16', last_reply: null },
    })
    w.file.setClock('2027-01-15')
    expect(personOf(w, 'k.vogelsang@nordmeer.example')).toMatchObject({ events_30d: 0, events_90d: 4 })
  })

  test('an unsubscribe suppresses whoever has the address, now and later, and survives undo', async () => {
    const w = world()
    const { run } = await importPaths(w, [fixture('events')], { kind: 'events' })
    await importText(w, 'Name,Email\nLoretta Banks,LBanks@ferrouslane.example\n')
    const loretta = () => rows(w, 'SELECT suppressed, last_event FROM lead')[0]
    expect(loretta()).toEqual({ suppressed: 1, last_event: '2026-11-17' })
    const undone = await undoRun(w.deps, { run: run! })
    expect([undone.counts.events, undone.opt_outs]).toEqual([9, 1])
    expect(loretta()).toEqual({ suppressed: 1, last_event: null })
  })

  test('without an id of their own, two are the same when they say the same', async () => {
    const w = world()
    const text =
      'Event,Time,Email,URL\n' +
      'click,2026-11-01 10:00:00,ann@acme.example,https://prm-demo.example/a\n' +
      'Clicked,2026-11-01T10:00:00Z,ANN@acme.example,https://prm-demo.example/a\n' +
      'click,2026-11-01 10:00:00,ann@acme.example,https://prm-demo.example/b\n'
    expect((await importText(w, text, { kind: 'events' })).counts).toMatchObject({ created: 2, repeats: 1 })
  })

  test('by profile and by the id of a source', async () => {
    const w = world()
    await importText(w, 'Id,Name,Company\n77,Ann Lee,Acme\n', { source: 'shop', map: { Id: 'external_id' } })
    await importText(w, 'Name,LinkedIn URL\nBob Roe,https://www.linkedin.com/in/bob-roe\n')
    const text =
      'Event,Time,User ID,LinkedIn\nvisit,2026-11-01,77,\nvisit,2026-11-02,,https://de.linkedin.com/in/bob-roe/\n'
    const { files } = await importText(w, text, { kind: 'events', source: 'shop' })
    expect(files[0]!.events).toEqual({ read: 2, untied: 0 })
    expect(rows(w, 'SELECT last_event FROM lead ORDER BY id')).toEqual([
      { last_event: '2026-11-01' },
      { last_event: '2026-11-02' },
    ])
  })

  test('merging two people brings their events together', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\nAnn Lee,ann.lee@gmail.com\n')
    const text = 'Event,Time,Email\nvisit,2026-11-01,ann@acme.example\nreply,2026-11-02,ann.lee@gmail.com\n'
    await importText(w, text, { kind: 'events' })
    const [a, b] = w.file.people.ids().map((id) => recordOfId(id)!)
    w.file.write(() => {
      const run = startRun(w.deps, 'merge', {})
      const at = { value: null, because: null, decided_by: 'test', decided_at: '2026-11-21' }
      w.file.decisions.add({ run_id: run, kind: 'must_link', record_id: a!, other_id: b!, ...at })
      const derivation = new Derivation(w.file, { run_id: run, why: 'merge' })
      derivation.refold([a!, b!])
      derivation.flush()
      finishRun(w.deps, run, 'done', {})
    })
    expect(rows(w, 'SELECT events_90d FROM lead')).toEqual([{ events_90d: 2 }])
    await consistent(w)
  })
})

describe('suppressions', () => {
  test('suppressions.csv: each row is accounted for', async () => {
    const w = world()
    const result = await importPaths(w, [fixture('suppressions')], { kind: 'suppressions' })
    expect(outcomes(w, result)).toEqual({
      ...{
        2: 'created',
        3: 'repeat',
        4: 'created',
        5: 'repeat',
        6: 'created',
        7: 'too_broad',
        8: 'no_address',
      },
    })
    expect(w.file.suppressions.count()).toBe(3)
  })

  test('hold at once, and later, for address, domain and number', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const text = 'Email,Domain,Phone\n,birch.example,\n,,(415) 555-0132\nzoe@cedar.example,,\n'
    const { run } = await importText(w, text, { kind: 'suppressions' })
    await importText(
      w,
      'Name,Email\nZoe Kim,Zoe@cedar.example\nCy Oh,cy@birch.example\nDi Ng,di@elm.example\n',
    )
    const suppressed = () => rows(w, 'SELECT full_name, suppressed FROM lead ORDER BY id')
    const all = [
      ...[
        { full_name: 'Ann Lee', suppressed: 1 },
        { full_name: 'Bob Roe', suppressed: 1 },
      ],
      ...[
        { full_name: 'Zoe Kim', suppressed: 1 },
        { full_name: 'Cy Oh', suppressed: 1 },
      ],
      { full_name: 'Di Ng', suppressed: 0 },
    ]
    expect(suppressed()).toEqual(all)
    const undone = await undoRun(w.deps, { run: run! })
    expect(undone.opt_outs).toBe(3)
    expect(suppressed()).toEqual(all)
    await consistent(w)
  })

  test('told again, by another list, are unchanged', async () => {
    const w = world()
    await importText(w, 'Email\nann@acme.example\n', { kind: 'suppressions', name: 'one.csv' })
    const again = await importText(w, 'E-Mail\nANN@acme.example\nbob@birch.example\n', {
      ...{ kind: 'suppressions', name: 'two.csv' },
    })
    expect(again.counts).toMatchObject({ unchanged: 1, created: 1 })
  })

  test('leave nothing of an address in the file', async () => {
    const path = join(folder(), 'p.db')
    const w = world(path)
    const text = 'Email,Phone,Name\nsecret.person@quiet.example,(415) 555-0199,Sec Ret\n'
    await importText(w, text, { kind: 'suppressions' })
    expect(w.file.suppressions.count()).toBe(2)
    w.file.close()
    const bytes = ['', '-wal'].map((end) => {
      const exists = statSync(path + end, { throwIfNoEntry: false }) !== undefined
      return exists ? readFileSync(path + end, 'latin1') : ''
    })
    for (const words of ['secret.person', 'quiet.example', '5550199', '555-0199', 'Sec Ret'])
      expect({ words, found: bytes.join('').includes(words) }).toEqual({ words, found: false })
  })

  test('a plain column of addresses without a header', async () => {
    const w = world()
    const text = 'ann@acme.example\nbob@birch.example\n@cedar.example\n'
    const { counts } = await importText(w, text, { kind: 'suppressions', table: { headerRow: 0 } })
    expect(counts.created).toBe(3)
  })
})

describe('lists of people that tell of signals', () => {
  test('apollo.csv: funding of the company, and topics that carry the day of the import', async () => {
    const w = world()
    const { files } = await importPaths(w, ['fixtures/presets/apollo.csv'])
    expect(files[0]!.signals.untied).toBe(0)
    const found = rows(w, 'SELECT about, kind, observed_on, detail FROM signal ORDER BY kind, about')
    expect(found).toContainEqual({
      ...{ about: 'd:junctionsix.example', kind: 'funding' },
      ...{ observed_on: '2026-11-01', detail: 'Series A, 12000000' },
    })
    expect(found).toContainEqual({
      ...{ about: 'd:ferrouslane.example', kind: 'research' },
      ...{ observed_on: '2026-11-21', detail: 'Warehouse Automation' },
    })
    await consistent(w)
  })

  test('zoominfo.csv: the change of job is the person’s', async () => {
    const w = world()
    const { run } = await importPaths(w, ['fixtures/presets/zoominfo.csv'])
    expect(personOf(w, 'jpetrakis@kestrelcold.example')).toMatchObject({ last_job_change: '2026-09-14' })
    const { signals } = showPerson(w.deps, 'jpetrakis@kestrelcold.example')
    expect(signals).toMatchObject([
      { on: '2026-09-14', kind: 'job_change', about: 'person', detail: 'Promotion', line: 2, run_id: run },
    ])
    await undoRun(w.deps, { run: run! })
    expect(rows(w, 'SELECT count(*) AS n FROM signal WHERE active = 1')[0]!.n).toBe(0)
    await consistent(w)
  })

  test('several rows of one company tell of one round', async () => {
    const w = world()
    const text =
      'Name,Email,Company,Website,Latest Funding,Last Raised At\n' +
      'Ann Lee,ann@acme.example,Acme,acme.example,Series B,2026-11-03\n' +
      'Bob Roe,bob@acme.example,Acme,acme.example,Series B,2026-11-03\n' +
      'Cy Oh,cy@acme.example,Acme,acme.example,Series B,soon\n'
    const { files } = await importText(w, text)
    expect(files[0]!.signals).toEqual({ read: 1, untied: 0 })
    expect(rows(w, 'SELECT signals_90d FROM lead')).toEqual([1, 1, 1].map((signals_90d) => ({ signals_90d })))
  })

  test('a person without any key has them too', async () => {
    const w = world()
    await importText(w, 'Name,Company,Last Job Change Date\nAnn Lee,Acme,2026-11-03\n')
    expect(rows(w, 'SELECT last_job_change FROM lead')).toEqual([{ last_job_change: '2026-11-03' }])
    await consistent(w)
  })
})

describe('all kinds', () => {
  test('twice is once', async () => {
    const w = world()
    const kinds = ['companies', 'signals', 'events', 'suppressions'] as const
    for (const kind of kinds) await importPaths(w, [fixture(kind)], { kind })
    const before = tableCounts(w)
    for (const kind of kinds) {
      const again = await importPaths(w, [fixture(kind)], { kind })
      expect([again.run, again.files[0]!.known]).toEqual([null, true])
    }
    expect(tableCounts(w)).toEqual(before)
  })

  test.each(['companies', 'signals', 'events', 'suppressions'] as const)(
    '%s: stopped after any number of rows and begun again, they end as they would have',
    async (kind) => {
      const whole = world()
      const undisturbed = await importPaths(whole, [fixture(kind)], { kind })
      const w = world()
      const rest = w.file.batches.progress
      let isFirst = true
      // As a kill between the last write and the end of the run leaves it.
      w.file.batches.progress = (id, done, finished) => {
        rest(id, done, finished)
        if (finished && isFirst) {
          isFirst = false
          throw new Error('killed')
        }
      }
      await expect(importPaths(w, [fixture(kind)], { kind })).rejects.toThrow('killed')
      const { counts } = await importLists(w.deps, {
        ...{ kind, on_match: 'fill', country: 'US' },
        files: [{ name: fixture(kind), source: { path: fixture(kind) } }],
      })
      expect(counts).toMatchObject({ read: undisturbed.counts.read, rejected: undisturbed.counts.rejected })
      expect(w.file.derived.state()).toEqual(whole.file.derived.state())
      expect(tableCounts(w)).toEqual(tableCounts(whole))
    },
  )
})

test('an own column of a company counts after a row that has it blank', async () => {
  const w = world()
  await importText(w, 'Company,Website\nFox Ltd,fox.example\n', { kind: 'companies' })
  const more = 'Company,Website,Plan,Rank\nFox Ltd,fox.example,,\nFox Ltd,fox.example,pro,1\n'
  await importText(w, more, { kind: 'companies' })
  expect(w.file.companies.byKey('d:fox.example')?.custom).toBe('{"plan":"pro","rank":1}')
})
