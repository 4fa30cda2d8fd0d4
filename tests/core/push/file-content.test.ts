import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { PRESET_NAMES, PRESETS } from '../../../src/core/push/presets.ts'
import { pushPeople, type PushInput } from '../../../src/core/push/push.ts'
import { xlsxRows } from '../../../src/lib/table/workbook-library.ts'
import { leadColumn } from '../../../src/store/lead-columns.ts'
import { folder } from '../../support/folder.ts'
import { importText, personOf, world } from '../../support/world.ts'

const TEXT = `Name,Email,City,Notes,Company
Ann Lee,ann@acme.example,Ulm,=1+1,Acme
Bob Roe,bob@acme.example,,"two
lines",Acme
`

const config = { ...DEFAULT_CONFIG, gates: { mvl: [] } }

const start = async (kind: 'csv' | 'json' | 'xlsx') => {
  const w = world()
  await importText(w, TEXT)
  const path = join(folder(), `out.${kind}`)
  const push = (more: Partial<PushInput> = {}) =>
    pushPeople(w.deps, {
      ...{ target: { kind, path }, gate: 'mvl', columns: ['full_name', 'city', 'notes'], config },
      ...more,
    })
  return { w, path, push, id: String(personOf(w, 'ann@acme.example').id) }
}

const sheet = async (path: string) => {
  const rows: unknown[][] = []
  for await (const { values } of xlsxRows(readFileSync(path), 0)) rows.push(values)
  return rows
}

test('JSON holds the values as they are', async () => {
  const s = await start('json')
  await s.push()
  const people = JSON.parse(readFileSync(s.path, 'utf8')) as Record<string, unknown>[]
  expect(people[0]).toEqual({ id: s.id, full_name: 'Ann Lee', city: 'Ulm', notes: '=1+1' })
  expect(people[1]).toMatchObject({ full_name: 'Bob Roe', city: null, notes: 'two\nlines' })
})

test('nobody is an empty list', async () => {
  const s = await start('json')
  const nobody = { ...config, gates: { mvl: [{ name: 'none', when: "city = 'Nowhere'" }] } }
  await s.push({ config: nobody })
  expect(JSON.parse(readFileSync(s.path, 'utf8'))).toEqual([])
})

test('a workbook holds no formula, and its import gives the text back', async () => {
  const s = await start('xlsx')
  await s.push()
  const rows = await sheet(s.path)
  expect(rows[0]).toEqual(['id', 'full_name', 'city', 'notes'])
  expect(rows[1]).toEqual([s.id, 'Ann Lee', 'Ulm', "'=1+1"])
})

describe.each(['csv', 'json', 'xlsx'] as const)('%s', (kind) => {
  test('the same push again writes nothing', async () => {
    const s = await start(kind)
    expect((await s.push()).written).toBe(s.path)
    const again = await s.push()
    expect([again.written, again.kept, again.run]).toEqual([null, null, null])
  })

  test('what somebody wrote into the file is moved aside', async () => {
    const s = await start(kind)
    await s.push()
    writeFileSync(s.path, 'mine')
    const { kept } = await s.push()
    expect(kept !== null && existsSync(kept) && readFileSync(kept, 'utf8')).toBe('mine')
  })

  test('a plan of it is carried out', async () => {
    const s = await start(kind)
    const { plan } = await s.push({ dry_run: true })
    expect(existsSync(s.path)).toBe(false)
    expect((await s.push({ plan })).written).toBe(s.path)
  })
})

describe('presets', () => {
  test.each(PRESET_NAMES)('%s: every column is one of lead, the id comes first', (name) => {
    const columns = Object.keys(PRESETS[name])
    expect(columns[0]).toBe('id')
    expect(columns.filter((column) => column !== 'reasons' && !leadColumn.has(column))).toEqual([])
    const headers = Object.values(PRESETS[name])
    expect(new Set(headers).size).toBe(headers.length)
  })

  test('the header has the names of the tool', async () => {
    const s = await start('csv')
    await s.push({ preset: 'lemlist', columns: ['id', 'email', 'full_name', 'company', 'city'] })
    expect(readFileSync(s.path, 'utf8').split('\n').slice(0, 2)).toEqual([
      'prm_id,email,full_name,companyName,city',
      `${s.id},ann@acme.example,Ann Lee,Acme,Ulm`,
    ])
  })

  test('a plan with a preset does not fit a push without', async () => {
    const s = await start('csv')
    const { plan } = await s.push({ preset: 'mailchimp', dry_run: true })
    await expect(s.push({ plan })).rejects.toMatchObject({ code: 'push.stale_plan' })
  })
})

describe('the parts of a name, for those who greet people', () => {
  const text = `Name,Email
Dr. María-José de la Cruz,mj@acme.example
Ann & Bob Lee,lees@acme.example
Cy,cy@acme.example
`
  const greeted = async (list: string) => {
    const w = world()
    await importText(w, list)
    const path = join(folder(), 'out.csv')
    const columns = ['prefix', 'first_name', 'last_name']
    await pushPeople(w.deps, { target: { kind: 'csv', path }, gate: 'mvl', columns, config })
    const [, ...rows] = readFileSync(path, 'utf8').trim().split('\n')
    return { rows: rows.map((row) => row.split(',').slice(1).join(' ')), w, path }
  }
  test('are found in the whole; a couple has none', async () => {
    const { rows } = await greeted(text)
    expect(rows).toEqual(['Dr. María-José de la Cruz', '  ', ' Cy '])
  })
  test('that a list has apart stay as they are', async () => {
    const { rows } = await greeted('First,Last,Full Name,Email\n,Orr,Annie Lee,ann@acme.example\n')
    expect(rows).toEqual(['  Orr'])
  })
})
