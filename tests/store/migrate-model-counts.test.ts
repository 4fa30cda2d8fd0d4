/** How often values occur moves out of a model's text into a table of its own; the model is the same. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileModel } from '../../src/core/dedupe/file-model.ts'
import { migrate, MIGRATIONS } from '../../src/store/migrate.ts'
import { folder } from '../support/folder.ts'
import { world } from '../support/world.ts'

const counted = (counts: Record<string, number>) => ({ total: 9, squares: 0.01, counts })

const MODEL = {
  version: 1,
  units: 9,
  pairs: 3,
  cap: 100,
  parted: [7],
  classes: [{ share: 1, tables: [[0.5, 0.5]] }],
  frequencies: {
    given: counted({ ann: 4, __proto__x: 3, 'o"neil': 3 }),
    family: counted({ lee: 5 }),
    company: counted({ 'birch 4.5': 6, birch: 3 }),
  },
  full_names: { 'ann|lee': 8 },
  thresholds: { merge: 10, review: 0 },
}

test('from the eighteenth schema to the nineteenth', () => {
  const path = join(folder(), 'prospects.db')
  const db = new Database(path)
  migrate(db, '2026-11-21T09:00:00.000Z', MIGRATIONS.slice(0, 18))
  db.prepare(
    "INSERT INTO match_model (run_id, about, units, fitted_at, model) VALUES (NULL, 'person', 9, '2026-11-20T09:00:00.000Z', ?)",
  ).run(JSON.stringify(MODEL))
  db.exec("INSERT INTO meta (key, value) VALUES ('dedupe_cases', 'AAAA')")
  db.close()
  const { file } = world(path)
  const model = fileModel(file)!
  expect(model.whole()).toEqual(MODEL)
  expect(model.head.frequencies.company).toEqual(counted({}))
  expect(file.meta.get('dedupe_cases')).toBeUndefined()
})
