import Database from 'better-sqlite3'
import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProspectFile, type ProspectFile } from '../../src/store/index.ts'
import { folder } from '../support/folder.ts'
import { importText, world } from '../support/world.ts'

const HEADER =
  'First Name,Last Name,Email,Phone,Company,Website,Country,Job Title,Industry,Unsubscribed,Do Not Call'

const some = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)

const row = fc
  .tuple(
    some('Ann', 'Bob', 'Carla'),
    some('Lee', 'Roe'),
    some('ann@acme.example', 'bob@acme.example', 'c@birch.example', 'ann@gmail.com'),
    some('(415) 555-0132', '(415) 555-0133'),
    some('Acme', 'Birch', 'Cedar'),
    some('acme.example', 'birch.example', 'acme-labs.example'),
    some('Germany', 'France'),
    some('CEO', 'VP Sales', 'Engineer'),
    some('Software', 'Retail'),
    some('yes'),
    some('yes'),
  )
  .map((cells) => cells.join(','))

const listOf = (rows: string[]): string => `${[HEADER, ...rows].join('\n')}\n`

const begin = (file: ProspectFile): void =>
  file.write(() => file.firstLoad.begin({ pid: 4711, host: 'desk' }))

/** All tables without the dates of runs, and the schema. */
const contentOf = (file: ProspectFile): unknown => ({
  state: file.derived.state(),
  sightings: file.leads.rows('SELECT * FROM sighting ORDER BY batch_id, line'),
  indexes: indexesOf(file),
  meta: file.leads.rows("SELECT key FROM meta WHERE key <> 'file_key' ORDER BY key"),
})

const indexesOf = (file: ProspectFile): unknown[] =>
  file.leads.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")

const countsOf = (file: ProspectFile): unknown[] =>
  file.leads.rows('SELECT key, people, functions, stakeholders FROM company ORDER BY key')

const PEOPLE = listOf([
  'Ann,Lee,ann@acme.example,(415) 555-0132,Acme,acme.example,,CEO,,,',
  'Bob,Roe,bob@acme.example,(415) 555-0133,Acme,acme.example,,VP Sales,,,',
  'Carla,Lee,c@birch.example,,Birch,birch.example,,Engineer,,,',
])

test('a first load that leaves out indexes gives what any load gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
      const [calm, light] = [world(), world()]
      begin(light.file)
      const list = listOf([...rows, ...rows.slice(0, 5)])
      const results = [await importText(calm, list), await importText(light, list)]
      expect(results[1]!.counts).toEqual(results[0]!.counts)
      expect(light.file.firstLoad.finder).toBeNull()
      expect(contentOf(light.file)).toEqual(contentOf(calm.file))
      calm.file.close()
      light.file.close()
    }),
    { numRuns: 12 },
  )
})

describe('indexes that were left out', () => {
  const start = async () => {
    const path = join(folder(), 'prospects.db')
    const w = world(path)
    await importText(w, PEOPLE)
    const before = { indexes: indexesOf(w.file), counts: countsOf(w.file) }
    begin(w.file)
    expect(indexesOf(w.file).length).toBe(before.indexes.length - 6)
    return { path, w, before }
  }

  test('are built by whoever opens the file after a kill, and people are counted anew', async () => {
    const { path, w, before } = await start()
    w.file.close()
    const raw = new Database(path)
    raw.exec('UPDATE company SET people = 0, functions = 0, stakeholders = 0')
    raw.close()
    const file = openProspectFile(path, { isAlive: () => false })
    expect({ indexes: indexesOf(file), counts: countsOf(file) }).toEqual(before)
    file.close()
  })

  test('stay out for a reader while the load is at work, and are built for a writer', async () => {
    const { path, w, before } = await start()
    const reader = openProspectFile(path, { isAlive: (pid, host) => pid === 4711 && host === 'desk' })
    expect(indexesOf(reader).length).toBe(before.indexes.length - 6)
    expect(reader.people.idsByNumber('+14155550132').length).toBe(1)
    reader.write(() => reader.meta.set('remark', 'x'))
    expect(indexesOf(reader)).toEqual(before.indexes)
    // The load sees that it is no longer alone.
    expect(w.file.firstLoad.finder).not.toBeNull()
    w.file.write(() => undefined)
    expect(w.file.firstLoad.finder).toBeNull()
    expect(countsOf(w.file)).toEqual(before.counts)
    reader.close()
    w.file.close()
  })

  test('are built by the load itself where another program has written', async () => {
    const { path, w, before } = await start()
    const raw = new Database(path)
    raw.exec('UPDATE company SET people = 7')
    raw.close()
    w.file.write(() => undefined)
    expect({ indexes: indexesOf(w.file), counts: countsOf(w.file) }).toEqual(before)
    w.file.close()
  })

  test('are built one by one where they are asked for', async () => {
    const { w, before } = await start()
    expect(w.file.write(() => w.file.people.idsByNumber('+14155550132')).length).toBe(1)
    expect(indexesOf(w.file).length).toBe(before.indexes.length - 5)
    w.file.write(() => w.file.firstLoad.end(() => undefined))
    expect(indexesOf(w.file)).toEqual(before.indexes)
    w.file.close()
  })

  test('counts that were put off are not trusted after a transaction that was taken back', async () => {
    const { w, before } = await start()
    expect(() =>
      w.file.write(() => {
        throw new Error('no')
      }),
    ).toThrow('no')
    let counted = false
    w.file.write(() => w.file.firstLoad.end(() => (counted = true)))
    expect(counted).toBe(false)
    expect(countsOf(w.file)).toEqual(before.counts)
    w.file.close()
  })

  test('a rehearsal takes it all back', async () => {
    const w = world()
    await importText(w, PEOPLE)
    const before = contentOf(w.file)
    await w.file.rehearse(async () => {
      w.file.firstLoad.begin({ pid: null, host: null })
      await Promise.resolve()
    })
    expect(w.file.firstLoad.finder).toBeNull()
    expect(contentOf(w.file)).toEqual(before)
    w.file.close()
  })
})
