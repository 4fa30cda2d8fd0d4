import Database from 'better-sqlite3'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { addPerson } from '../../../src/core/edit/add.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { enrichFromFile } from '../../../src/core/enrich/from-file.ts'
import { forgetPerson } from '../../../src/core/forget/forget.ts'
import { logActivity } from '../../../src/core/log/log.ts'
import { pushPeople } from '../../../src/core/push/push.ts'
import { relate } from '../../../src/core/relate/relate.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { suppressAddresses } from '../../../src/core/suppress/suppress.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { startScript } from '../../support/child.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { importText, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Phone,City,Job Title,Company,Website,LinkedIn,Notes\n'
const MINE = `Quilla Zanthus,quilla@acme.example,+1 415 555 0132,Xyloburg,Head of Zithers,Acme,acme.example,https://www.linkedin.com/in/quilla-zanthus,plays the theremin
"Zanthus, Quilla",QUILLA@acme.example,(415) 555-0133,Quuxville,Zitherist,Quagmire Ltd,quagmire.example,,
`
const OTHERS = `Bob Roe,bob@acme.example,+1 415 555 0177,Rome,VP Sales,Acme,acme.example,,
Cy Orr,cy@birch.example,,Ulm,CEO,Birch,birch.example,,
`
const NAMING = `Dee Ray,dee@birch.example,,Bonn,COO,Birch,birch.example,,ask Quilla Zanthus or quilla@acme.example first
`
const BROKEN = `,,,,,,,,=Quilla Zanthus quilla@acme.example
`
const EVENTS = `email,event,date,page
quilla@acme.example,visit,2026-11-01,zither-pricing
bob@acme.example,visit,2026-11-02,pricing
`
/** What was said of her alone: none of it may be left anywhere. */
const HERS = [
  ...[
    'quilla',
    'zanthus',
    'zither',
    'xyloburg',
    'quuxville',
    'quagmire',
    'theremin',
    '4155550132',
    '4155550133',
  ],
  ...['555-0133', 'oboe', 'bassoon'],
]

const config = {
  ...DEFAULT_CONFIG,
  gates: { ...DEFAULT_CONFIG.gates, all: [{ name: 'any', when: 'id is not null' }] },
}

const full = async (w: World): Promise<World> => {
  const { deps } = w
  await importText(w, HEADER + MINE + OTHERS + NAMING + BROKEN)
  await importText(w, EVENTS, { kind: 'events', name: 'events.csv' })
  const taken = await importText(w, `Name,Email,City\nQuilla Zanthus,quilla@acme.example,Zitherhaven\n`, {
    name: 'old.csv',
  })
  await undoRun(deps, { run: taken.run! })
  await editPerson(deps, { who: 'quilla@acme.example', changes: { city: 'Oboe' } })
  await addPerson(deps, {
    fields: { email: 'eve@cedar.example', full_name: 'Eve Moss', notes: 'knows Quilla Zanthus' },
  })
  await relate(deps, {
    who: 'bob@acme.example',
    other: 'quilla@acme.example',
    as: 'introduced_by',
    because: 'oboe class',
  })
  await logActivity(deps, {
    who: 'quilla@acme.example',
    kind: 'call',
    detail: 'bassoon',
    next: [{ due_on: '2026-12-01', detail: 'bring the oboe' }],
  })
  await setStage(deps, { who: 'quilla@acme.example', stage: 'prospect' })
  await enrichPeople(deps)
  await validateAddresses(deps, { extra_tlds: ['example'] })
  await dedupePeople(deps)
  await scorePeople(deps, { config })
  await pushPeople(deps, {
    target: { kind: 'csv', path: null },
    gate: 'all',
    columns: ['full_name', 'email', 'city'],
    config,
  })
  deps.file.serviceAnswers.put({
    ...{
      service: 'hunter',
      question: 'person',
      subject: 'domain=acme.example; first_name=quilla; last_name=zanthus',
    },
    ...{ kind: 'answer', answer: '{"title":"Zitherist"}', charged: 1, cost: null, currency: null },
    ...{ asked_at: '2026-11-01T00:00:00Z', good_until: null },
  })
  return w
}

const foundIn = (path: string): string[] =>
  readdirSync(path).flatMap((name) => {
    const bytes = readFileSync(join(path, name)).toString('latin1').toLowerCase()
    return HERS.filter((text) => bytes.includes(text)).map((text) => `${name}: ${text}`)
  })

/** What a file holds of people, without numbers that depend on the order of coming. */
const state = ({ file }: World): unknown => ({
  people: file.leads.rows(
    'SELECT email, full_name, city, title, company, stakeholders, signals_90d, events_90d, suppressed, lifecycle FROM lead ORDER BY email',
  ),
  companies: file.leads.rows(
    'SELECT company, domain, people, stakeholders, signals FROM company ORDER BY domain',
  ),
  facts: file.leads.rows('SELECT about, kind, at, detail FROM event ORDER BY about, at'),
})

describe('forgetPerson', () => {
  test('leaves no byte of them in the file or beside it', async () => {
    const path = folder()
    const w = await full(world(join(path, 'p.db')))
    w.file.close()
    const again = world(join(path, 'p.db'))
    expect(new Set(foundIn(path).map((text) => text.split(': ')[1]!))).toEqual(new Set(HERS))
    const result = await forgetPerson(again.deps, { who: 'quilla@acme.example' })
    expect(result).toMatchObject({ is_clean: true, person: { name: 'Quilla Zanthus' } })
    expect(result.elsewhere).toEqual({
      targets: [{ target: 'csv:-', remote_id: null }],
      files: ['list.csv', 'old.csv'],
      services: [],
    })
    expect(foundIn(path)).toEqual([])
    const { present, rebuilt } = await rebuildBeside(again.deps)
    expect(rebuilt).toEqual(present)
    expect(again.file.leads.rows('PRAGMA foreign_key_check')).toEqual([])
    again.file.close()
    expect(foundIn(path)).toEqual([])
  })

  test('leaves the others as if the person had never been there', async () => {
    const w = world()
    await importText(w, HEADER + MINE + OTHERS)
    await importText(w, EVENTS, { kind: 'events' })
    await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    const never = world()
    await importText(never, HEADER + OTHERS)
    await importText(never, EVENTS.replace(/quilla.*\n/, ''), { kind: 'events' })
    expect(state(w)).toEqual(state(never))
  })

  test('keeps them out of lists that come later, until that is lifted', async () => {
    const w = world()
    await importText(w, HEADER + MINE + OTHERS)
    await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    const { counts, files } = await importText(w, HEADER + MINE + OTHERS, { name: 'new.csv' })
    expect(counts).toMatchObject({ read: 4, rejected: 2 })
    expect(files[0]!.rejects.map(({ cells }) => cells)).toEqual([[], []])
    const events = await importText(w, EVENTS, { kind: 'events', name: 'later.csv' })
    expect(events.counts).toMatchObject({ read: 2, rejected: 1 })
    expect(JSON.stringify(w.file.leads.rows('SELECT * FROM sighting'))).not.toContain('uilla')
    await suppressAddresses(w.deps, { what: ['quilla@acme.example'], reason: 'a mistake', lift: true })
    expect((await importText(w, HEADER + MINE, { name: 'third.csv' })).counts).toMatchObject({ rejected: 0 })
  })

  test.each<[string, Record<string, string>]>([
    ['their address', { full_name: 'Q Z', email: 'QUILLA@acme.example' }],
    ['their profile', { full_name: 'Q Z', linkedin_url: 'linkedin.com/in/quilla-zanthus' }],
    ['their number alone', { full_name: 'Q Z', company: 'Acme', phone: '(415) 555-0132' }],
  ])(
    'nobody by hand brings them back by %s, nor gives it to another, until that is lifted',
    async (_name, fields) => {
      const w = world()
      await importText(w, HEADER + MINE + OTHERS)
      await forgetPerson(w.deps, { who: 'quilla@acme.example' })
      const before = state(w)
      const refused = { kind: 'input', code: 'edit.erased' }
      expect(await rejection(addPerson(w.deps, { fields, country: 'US' }))).toMatchObject(refused)
      const changes = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'full_name'))
      const edited = editPerson(w.deps, { who: 'bob@acme.example', changes, country: 'US' })
      expect(await rejection(edited)).toMatchObject(refused)
      expect(state(w)).toEqual(before)
      await suppressAddresses(w.deps, { what: ['quilla@acme.example'], reason: 'a mistake', lift: true })
      expect(await addPerson(w.deps, { fields, country: 'US' })).toMatchObject({ created: true })
    },
  )

  test('what is told of another does not bring them back either', async () => {
    const w = world()
    await importText(w, HEADER + MINE + OTHERS)
    await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    const before = state(w)
    const cwd = folder()
    writeFileSync(join(cwd, 'crm.csv'), 'Email,Email 2,City\nbob@acme.example,quilla@acme.example,Oslo\n')
    await enrichFromFile(w.deps, { from: 'crm.csv', cwd })
    expect(state(w)).toEqual(before)
    const kept = ['record', 'sighting', 'email'].flatMap((table) =>
      w.file.leads.rows(`SELECT * FROM ${table}`),
    )
    expect(JSON.stringify(kept)).not.toContain('uilla')
  })

  test('leaves what others share with them', async () => {
    const w = world()
    await importText(
      w,
      `${HEADER}Quilla Zanthus,quilla@acme.example,+1 415 555 0100,,,Acme,acme.example,,\nBob Roe,bob@acme.example,+1 415 555 0100,,,Acme,acme.example,,call Quilla Zanthus\n`,
    )
    await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    const [bob] = w.file.leads.rows('SELECT full_name, phone, company, notes, suppressed FROM lead')
    expect(bob).toEqual({
      full_name: 'Bob Roe',
      phone: '+14155550100',
      company: 'Acme',
      notes: 'call [forgotten]',
      suppressed: 0,
    })
  })

  test('a dry run changes nothing; twice finds nobody; traces go by the address', async () => {
    const w = world()
    await importText(w, HEADER + MINE + OTHERS)
    const before = state(w)
    expect((await forgetPerson(w.deps, { who: 'Quilla Zanthus', dry_run: true })).counts.records).toBe(2)
    expect(state(w)).toEqual(before)
    await forgetPerson(w.deps, { who: 'Quilla Zanthus' })
    expect(await rejection(forgetPerson(w.deps, { who: 'Quilla Zanthus' }))).toMatchObject({
      code: 'who.unknown',
    })
    const traces = await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    expect(traces).toMatchObject({ person: null, counts: { records: 0 } })
  })

  test('destroys backups beside the file', async () => {
    const path = folder()
    const w = world(join(path, 'p.db'))
    await importText(w, HEADER + MINE + OTHERS)
    const backup = join(path, 'p.db.schema-9.bak')
    writeFileSync(backup, 'Quilla Zanthus')
    const { backups } = await forgetPerson(w.deps, { who: 'quilla@acme.example' })
    expect(backups).toEqual([backup])
    expect(foundIn(path)).toEqual([])
    w.file.close()
  })

  test('says so where another program keeps the log, and finishes later', async () => {
    const path = folder()
    const w = world(join(path, 'p.db'))
    await importText(w, HEADER + MINE + OTHERS)
    const reader = new Database(join(path, 'p.db'))
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM record').get()
    expect(await forgetPerson(w.deps, { who: 'quilla@acme.example' })).toMatchObject({ is_clean: false })
    reader.close()
    expect(await forgetPerson(w.deps, {})).toMatchObject({ is_clean: true, finished_earlier: true })
    expect(foundIn(path)).toEqual([])
    expect(await rejection(forgetPerson(w.deps, {}))).toMatchObject({ code: 'forget.nothing_begun' })
    w.file.close()
  }, 30_000)

  test('killed at any moment, the file is sound, and the same command finishes', async () => {
    for (const delay of [0, 10, 25, 40, 60, 90, 130, 200]) {
      const path = folder()
      const db = join(path, 'p.db')
      const w = world(db)
      await importText(w, HEADER + MINE + OTHERS)
      w.file.close()
      const { process: child, ended } = startScript('forget-work.ts', [db, 'quilla@acme.example'])
      child.stdout!.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay))
      await ended
      const again = world(db)
      const { present, rebuilt } = await rebuildBeside(again.deps)
      expect(rebuilt).toEqual(present)
      expect(await forgetPerson(again.deps, { who: 'quilla@acme.example' })).toMatchObject({ is_clean: true })
      again.file.close()
      expect(foundIn(path)).toEqual([])
    }
  }, 60_000)
})
