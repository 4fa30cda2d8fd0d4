import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ImportResult } from '../../../src/core/import/import.ts'
import { rejectsCsv, writeRejects, type RejectsFile } from '../../../src/core/import/rejects.ts'
import { folder } from '../../support/folder.ts'
import { importPaths, personOf, world, type World } from '../../support/world.ts'

const LIST = `Name,Email,Company,Rating
Ann Lee,ann@acme.example,Acme,hot
Bo Ek,,,=1+1
,,,'=kept as text
`

interface Desk extends World {
  folder: string
  /** Writes a list and imports it. */
  read(name: string, text: string): Promise<ImportResult>
  rejects(result: ImportResult): RejectsFile[]
  text(name: string): string
}

const desk = (): Desk => {
  const w = world()
  const place = folder()
  return {
    ...w,
    folder: place,
    read: (name, text) => {
      writeFileSync(join(place, name), text)
      return importPaths(w, [join(place, name)])
    },
    rejects: (result) => writeRejects(w.deps, result.files, { folder: place }),
    text: (name) => readFileSync(join(place, name), 'utf8'),
  }
}

describe('the file of rejects', () => {
  test('has the original columns and cells, and the reason; formulas are text', async () => {
    const d = desk()
    const [file] = d.rejects(await d.read('leads.csv', LIST))
    expect(file).toEqual({
      list: join(d.folder, 'leads.csv'),
      path: join(d.folder, 'leads.rejects.csv'),
      rows: 2,
      written: true,
    })
    expect(d.text('leads.rejects.csv')).toBe(
      'Name,Email,Company,Rating,reason\n' +
        'Bo Ek,,,\'=1+1,"a name alone; needs an e-mail, phone, profile or company"\n' +
        ',,,\'=kept as text,"no e-mail, phone, profile or name with company"\n',
    )
    expect(statSync(join(d.folder, 'leads.rejects.csv')).mode & 0o777).toBe(0o600)
  })

  test('is not written where nothing was rejected', async () => {
    const d = desk()
    expect(d.rejects(await d.read('leads.csv', 'Name,Email\nAnn Lee,ann@acme.example\n'))).toEqual([])
    expect(readdirSync(d.folder)).toEqual(['leads.csv'])
  })

  test('imports cleanly once it is put right, as if the row had been right from the start', async () => {
    const [mended, direct] = [desk(), desk()]
    mended.rejects(await mended.read('leads.csv', LIST))
    const text = mended.text('leads.rejects.csv').replace('Bo Ek,,', 'Bo Ek,bo@acme.example,')
    const { counts, files } = await mended.read('leads.rejects.csv', text)
    expect(counts).toMatchObject({ read: 2, created: 1, rejected: 1 })
    expect(files[0]).toMatchObject({ source: 'leads' })
    expect(files[0]!.mapping.at(-1)).toMatchObject({ column: 'reason', field: null, by: 'ignored' })

    await direct.read('leads.csv', LIST.replace('Bo Ek,,', 'Bo Ek,bo@acme.example,'))
    const of = (d: Desk): Record<string, unknown> => ({
      ...personOf(d, 'bo@acme.example'),
      id: 'any',
      company_id: 'any',
    })
    expect(of(mended)).toEqual(of(direct))
    expect(of(mended).custom).toBe('{"rating":"=1+1"}')
  })

  test('a file that prm wrote is written anew; one that was edited is left alone', async () => {
    const d = desk()
    d.rejects(await d.read('leads.csv', LIST))
    const more = `${LIST},,,also nobody\n`
    expect(d.rejects(await d.read('leads.csv', more))).toMatchObject([{ rows: 3, written: true }])
    expect(existsSync(join(d.folder, 'leads.rejects-2.csv'))).toBe(false)

    const edited = `${d.text('leads.rejects.csv')}mine\n`
    writeFileSync(join(d.folder, 'leads.rejects.csv'), edited)
    const [file] = d.rejects(await d.read('leads.csv', `${more},,,and one more\n`))
    expect(file).toMatchObject({ path: join(d.folder, 'leads.rejects-2.csv'), rows: 4, written: true })
    expect(d.text('leads.rejects.csv')).toBe(edited)
  })

  test('reading the same list again writes nothing, even beside an edited file', async () => {
    const d = desk()
    d.rejects(await d.read('leads.csv', LIST))
    expect(d.rejects(await d.read('leads.csv', LIST))).toMatchObject([{ written: false }])
    writeFileSync(join(d.folder, 'leads.rejects.csv'), 'in work')
    expect(d.rejects(await d.read('leads.csv', LIST))).toMatchObject([{ written: false }])
    expect(readdirSync(d.folder).sort()).toEqual(['leads.csv', 'leads.rejects.csv'])
    expect(d.text('leads.rejects.csv')).toBe('in work')
  })

  test('two lists of one name have a file each', async () => {
    const d = desk()
    const first = await d.read('leads.csv', LIST)
    const other = [{ ...first.files[0]!, name: 'other/leads.csv', rejects: [first.files[0]!.rejects[0]!] }]
    d.rejects(first)
    expect(writeRejects(d.deps, other, { folder: d.folder })).toMatchObject([
      { path: join(d.folder, 'leads.rejects-2.csv') },
    ])
  })

  test('a place of one’s own', async () => {
    const d = desk()
    const path = join(d.folder, 'bad rows')
    const result = await d.read('leads.csv', LIST)
    expect(writeRejects(d.deps, result.files, { folder: d.folder, path })).toMatchObject([{ path }])
    expect(existsSync(path)).toBe(true)
  })
})

const row = (...cells: string[]) => ({ line: 2, reason: 'no_identity: nobody', cells })

test.each([
  ['a column called reason keeps its name', ['Reason'], [row('x')], 'Reason,prm_reason\nx,nobody\n'],
  ['columns without names get some', ['', ''], [row('x', 'y')], 'column 1,column 2,reason\nx,y,nobody\n'],
  ['a short row is filled up', ['A', 'B'], [row('x')], 'A,B,reason\nx,,nobody\n'],
  ['a long row keeps its cells', ['A'], [row('x', 'y')], 'A,,reason\nx,y,nobody\n'],
  ['letters beyond ASCII are marked for Excel', ['A'], [row('ü')], '\ufeffA,reason\nü,nobody\n'],
])('%s', (_name, header, rejects, expected) => {
  expect(rejectsCsv({ header, rejects })).toBe(expected)
})
