/** A file of the first schema, with people in it, becomes one of the second and loses nothing. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rebuildBeside } from '../../src/core/derive/rebuild.ts'
import { migrate, MIGRATIONS } from '../../src/store/migrate.ts'
import { folder } from '../support/folder.ts'
import { importText, world } from '../support/world.ts'

const NOW = '2026-11-21T09:00:00.000Z'

const DATA = `
INSERT INTO run (id, command, status, started_at, as_of, input, version)
VALUES (1, 'import', 'done', '${NOW}', '2026-11-21', '{}', '0.1.0');
INSERT INTO source (id, name, kind, created_at) VALUES (1, 'leads', 'list', '${NOW}');
INSERT INTO batch (id, run_id, source_id, kind, file, reading, signature, on_match, rows, finished)
VALUES (1, 1, 1, 'people', 'leads.csv', '{"namespace":"leads"}', 'abc', 'fill', 1, 1),
       (2, 1, 1, 'customers', 'customers.csv', '{"namespace":"leads"}', 'def', 'fill', 0, 1);
INSERT INTO record (id, batch_id, line, hash, cells, fields, tail, group_id, person_id, company_key, domain, name_key)
VALUES (1, 1, 2, 77, '["Ann Lee","ann@acme.example","Acme","acme.example"]',
        '{"full_name":"Ann Lee","email":"ann@acme.example","company":"Acme","website":"https://acme.example"}',
        '0123456789', 1, '110123456789', 'd:acme.example', 'acme.example', 'acme');
INSERT INTO record_key VALUES ('e:ann@acme.example', 1);
INSERT INTO sighting (batch_id, line, record_id, outcome) VALUES (1, 2, 1, 'created');
INSERT INTO sighting (batch_id, line, outcome, reason, cells) VALUES (1, 3, 'rejected', 'no_identity: nothing', '[""]');
INSERT INTO suppression VALUES ('hash', 'email', 'unsubscribed', '${NOW}');
INSERT INTO person (id, full_name, email, company_id, source, records)
VALUES ('110123456789', 'Ann Lee', 'ann@acme.example', 'c110123456789', 'leads', 1);
INSERT INTO company (id, key, company, website, domain, stakeholders)
VALUES ('c110123456789', 'd:acme.example', 'Acme', 'https://acme.example', 'acme.example', 1);
INSERT INTO email VALUES ('110123456789', 'ann@acme.example', 1, 1);
INSERT INTO role VALUES ('110123456789', 'c110123456789', NULL, NULL, NULL, 1, 1);
INSERT INTO signal (run_id, about, kind, observed_on, detail)
VALUES (1, 'd:acme.example', 'funding', '2026-11-01', 'Series A');
`

const old = (): string => {
  const path = join(folder(), 'prospects.db')
  const db = new Database(path)
  migrate(db, NOW, [MIGRATIONS[0]!])
  db.exec(DATA)
  db.close()
  return path
}

describe('from the first schema to the second', () => {
  test('every durable row is still there', () => {
    const w = world(old())
    const { file } = w
    expect([file.leads.schema(), file.backup]).toEqual([
      MIGRATIONS.length,
      expect.stringContaining('.schema-1.bak'),
    ])
    expect(file.batches.ofRun(1).map(({ id, kind, signature, rows }) => [id, kind, signature, rows])).toEqual(
      [
        [1, 'people', 'abc', 1],
        [2, 'customers', 'def', 0],
      ],
    )
    expect(file.batches.sightingsOf(1)).toHaveLength(1)
    expect(file.batches.rejects(1)).toHaveLength(1)
    expect(file.suppressions.count()).toBe(1)
    expect(file.leads.rows('SELECT about, kind, observed_on, detail, active FROM signal')).toEqual([
      { about: 'd:acme.example', kind: 'funding', observed_on: '2026-11-01', detail: 'Series A', active: 1 },
    ])
    expect(file.leads.integrity()).toBe('ok')
    file.close()
  })

  test('what points at a list that was read still does, and nothing may point past one', () => {
    const path = old()
    world(path).file.close()
    const db = new Database(path)
    db.pragma('foreign_keys = ON')
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(() => db.exec("INSERT INTO sighting (batch_id, line, outcome) VALUES (99, 1, 'created')")).toThrow(
      /FOREIGN KEY/,
    )
    expect(() => db.exec('DELETE FROM batch WHERE id = 1')).toThrow(/FOREIGN KEY/)
    db.close()
  })

  test('people are as before, and lists of the new kinds are taken', async () => {
    const w = world(old())
    const ann = () => w.file.leads.rows('SELECT full_name, company, signals_90d, events_90d, as_of FROM lead')
    const before = { full_name: 'Ann Lee', company: 'Acme', as_of: '2026-11-21' }
    expect(ann()).toEqual([{ ...before, signals_90d: 0, events_90d: 0 }])
    await importText(w, 'Signal,Date,Website\nhiring,2026-11-02,acme.example\n', { kind: 'signals' })
    await importText(w, 'Event,Time,Email\nreply,2026-11-02,ann@acme.example\n', { kind: 'events' })
    expect(ann()[0]).toMatchObject({ signals_90d: 1, events_90d: 1 })
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(rebuilt.person).toMatchObject([{ full_name: 'Ann Lee', has_events: 1 }])
    expect(present.event).toEqual(rebuilt.event)
    w.file.close()
  })
})

test('the views in the file count back from today, and those of prm from its clock, in the same columns', () => {
  const path = join(folder(), 'prospects.db')
  const w = world(path)
  const inside = w.file.leads.columns('lead').map(({ name }) => name)
  const account = w.file.leads.columns('account').map(({ name }) => name)
  w.file.close()
  const db = new Database(path, { readonly: true })
  const columns = (view: string) => db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(view)
  expect(columns('lead')).toEqual(inside.filter((name) => name !== 'as_of'))
  expect(columns('account')).toEqual(account)
  expect(db.prepare('SELECT count(*) FROM lead').pluck().get()).toBe(0)
  db.close()
})
