/** A file of the fifth schema is matched like any other, and what was linked before stays linked. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dedupePeople } from '../../src/core/dedupe/dedupe.ts'
import { rebuildBeside } from '../../src/core/derive/rebuild.ts'
import { undoRun } from '../../src/core/undo/undo.ts'
import { migrate, MIGRATIONS } from '../../src/store/migrate.ts'
import { folder } from '../support/folder.ts'
import { importText, world } from '../support/world.ts'

const NOW = '2026-11-21T09:00:00.000Z'

const person = (id: number, name: string, email: string): string => `
INSERT INTO record (id, batch_id, line, hash, cells, fields, tail, group_id, person_id)
VALUES (${id}, 1, ${id + 1}, ${id}, '[]', '{"full_name":"${name}","email":"${email}"}', '0123456789', ${id}, '1${id}0123456789');
INSERT INTO record_key VALUES ('e:${email}', ${id});
INSERT INTO sighting (batch_id, line, record_id, outcome) VALUES (1, ${id + 1}, ${id}, 'created');
`

const DATA = `
INSERT INTO run (id, command, status, started_at, as_of, input, version)
VALUES (1, 'import', 'done', '${NOW}', '2026-11-21', '{}', '0.1.0'),
       (2, 'dedupe', 'done', '${NOW}', '2026-11-21', '{}', '0.1.0');
INSERT INTO source (id, name, kind, created_at) VALUES (1, 'leads', 'list', '${NOW}');
INSERT INTO batch (id, run_id, source_id, kind, file, reading, signature, on_match, rows, finished)
VALUES (1, 1, 1, 'people', 'leads.csv', '{"namespace":"leads"}', 'abc', 'fill', 2, 1);
${person(1, 'Ann Lee', 'ann@acme.example')}
${person(2, 'Ann Lee', 'lee@acme.example')}
UPDATE record SET person_id = '110123456789';
INSERT INTO decision (run_id, kind, record_id, other_id, because, decided_by, decided_at)
VALUES (2, 'must_link', 1, 2, 'same_name_and_domain', 'prm', '${NOW}');
INSERT INTO person (id, full_name, email, email2, source, records)
VALUES ('110123456789', 'Ann Lee', 'ann@acme.example', 'lee@acme.example', 'leads', 2);
INSERT INTO email VALUES ('110123456789', 'ann@acme.example', 1, 1), ('110123456789', 'lee@acme.example', 2, 2);
`

test('from the fifth schema to the sixth', async () => {
  const path = join(folder(), 'prospects.db')
  const db = new Database(path)
  migrate(db, NOW, MIGRATIONS.slice(0, 5))
  db.exec(DATA)
  db.close()
  const w = world(path)
  expect(w.file.backup).toContain('.schema-5.bak')
  expect(w.file.decisions.ofRecord(1)).toMatchObject([{ kind: 'must_link', ended_by: null }])
  await importText(
    w,
    'Name,Email,Company\nAnn Lee,a.lee@acme.example,Acme\nBob Roe,bob@birch.example,Birch\n',
  )
  const { counts, matched } = await dedupePeople(w.deps)
  expect([counts.people, counts.left, matched.what]).toEqual([3, 2, 'all'])
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
  await undoRun(w.deps, {})
  expect([w.file.people.count(), w.file.matching.model()]).toEqual([3, undefined])
})
