import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { enrichFromFile, type FileJoin, type JoinResult } from '../../../src/core/enrich/from-file.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { folder } from '../../support/folder.ts'
import { importText, peopleOf, personOf, tableCounts, world, type World } from '../../support/world.ts'

const PEOPLE = `Name,Email,Job title,Company,Website,Employees
Ann Lee,ann@acme.example,CTO,Acme,acme.example,80
Bo Ek,bo@acme.example,,Acme,acme.example,
Bo Ek,bo@birch.example,,Birch,birch.example,
`

const opened = async (): Promise<World> => {
  const w = world()
  onTestFinished(() => w.file.close())
  await importText(w, PEOPLE)
  return w
}

const joined = (w: World, text: string, more: Partial<FileJoin> = {}): Promise<JoinResult> => {
  const cwd = folder()
  writeFileSync(join(cwd, 'crm.csv'), text)
  return enrichFromFile(w.deps, { from: 'crm.csv', cwd, country: 'US', ...more })
}

describe('a list of one’s own', () => {
  test('by domain: companies are completed, what is known stands, nobody new comes in', async () => {
    const w = await opened()
    const list =
      'Domain,Employees,Industry,Plan\nhttps://www.acme.example/,5000,Tools,pro\nnobody.example,1,Toys,free\n'
    const result = await joined(w, list)
    expect([result.on, result.counts]).toMatchObject([
      'domain',
      { rows: 2, matched: 1, unmatched: 1, ambiguous: 0, unreadable: 0 },
    ])
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ employees: 80, industry: 'Tools' })
    // What the row says beyond the company is true of all who work there, and rules can use it.
    expect(JSON.parse(String(personOf(w, 'bo@acme.example').custom))).toEqual({ plan: 'pro' })
    expect(w.file.leads.customNames()).toEqual(['plan'])
    expect(result.filled).toMatchObject({ custom: 1 })
    expect(w.file.people.count()).toBe(3)
    expect(w.file.companies.count()).toBe(2)
  })

  test('by e-mail: a title for one who had none', async () => {
    const w = await opened()
    await joined(w, 'E-mail,Job title\nBO@acme.example,VP Sales\nann@acme.example,CEO\n')
    expect(personOf(w, 'bo@acme.example')).toMatchObject({ title: 'VP Sales', seniority: 'vp' })
    expect(personOf(w, 'ann@acme.example').title).toBe('CTO')
  })

  test('by name: two of one name are told apart by their company, or not at all', async () => {
    const w = await opened()
    const result = await joined(
      w,
      'Name,Company,Phone\nBo Ek,Birch,(415) 555-0132\nBo Ek,,(415) 555-0133\n',
      {
        on: 'name',
      },
    )
    expect(result.counts).toMatchObject({ matched: 1, ambiguous: 1 })
    expect(personOf(w, 'bo@birch.example').phone).toBe('+14155550132')
    expect(personOf(w, 'bo@acme.example').phone).toBeNull()
  })

  test('twice: nothing changes; undone: all is as before; a dry run writes nothing', async () => {
    const w = await opened()
    const list = 'Domain,Industry\nacme.example,Tools\n'
    const before = [peopleOf(w), tableCounts(w)]
    expect((await joined(w, list, { dry_run: true })).filled).toMatchObject({ industry: 1 })
    expect([peopleOf(w), tableCounts(w)]).toEqual(before)
    const { run } = await joined(w, list)
    const counts = tableCounts(w)
    expect((await joined(w, list)).run).toBeNull()
    expect(tableCounts(w)).toEqual(counts)
    await undoRun(w.deps, { run: run! })
    expect(peopleOf(w)).toEqual(before[0])
  })

  test('a table of an SQLite file', async () => {
    const [w, cwd] = [await opened(), folder()]
    const db = new Database(join(cwd, 'crm.db'))
    db.exec(`CREATE TABLE accounts (domain TEXT, industry TEXT, employees INTEGER);
             INSERT INTO accounts VALUES ('birch.example', 'Toys, "games"', 12)`)
    db.close()
    const result = await enrichFromFile(w.deps, { from: 'crm.db:accounts', cwd })
    expect(result.counts.matched).toBe(1)
    expect(personOf(w, 'bo@birch.example')).toMatchObject({ industry: 'Toys, "games"', employees: 12 })
    await expect(enrichFromFile(w.deps, { from: 'crm.db:nothing', cwd })).rejects.toMatchObject({
      code: 'input.no_table',
    })
  })

  test('one with nothing to join by is refused', async () => {
    await expect(joined(await opened(), 'Colour,Shape\nred,round\n')).rejects.toMatchObject({
      code: 'enrich.nothing_to_join',
    })
  })
})
