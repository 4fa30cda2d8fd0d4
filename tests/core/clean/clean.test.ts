import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanList, type CleanInput, type CleanResult } from '../../../src/core/clean/clean.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prm-clean-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

type Cleaned = CleanResult & { text: string; header: string[]; rows: Record<string, string>[] }

/** Cleans a text and reads what came out. Of columns with the same name the last one counts. */
const clean = async (text: string | Buffer, options: Partial<CleanInput> = {}): Promise<Cleaned> => {
  let out = ''
  const output = {
    write: (part: string) => {
      out += part
      return Promise.resolve()
    },
    isClosed: () => false,
  }
  const source = { path: write('list.csv', text) }
  const result = await cleanList({
    ...{ source, name: 'list.csv', output, country: 'US', extra_tlds: ['example'] },
    ...options,
  })
  const [header = [], ...cells]: string[][] = parse(out, { bom: true, relax_column_count: true })
  const rows = cells.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
  return { ...result, text: out, header, rows }
}

const HEAD = 'Name,Company,Email,Phone,Title,Country\n'

describe('the cleaned list', () => {
  test('has the rows in their order, the original columns first and untouched', async () => {
    const { text, header, rows, counts } = await clean(
      `${HEAD}"LEE, ANN ",acme inc.,ANN@ACME.EXAMPLE,(415) 555-0132,VP Sales,usa\nBo Ek,Beta,bo@beta.example,,,\n`,
    )
    expect(header.slice(0, 6)).toEqual(['Name', 'Company', 'Email', 'Phone', 'Title', 'Country'])
    expect(text.split('\n')[1]).toMatch(
      /^"LEE, ANN ",acme inc\.,ANN@ACME\.EXAMPLE,\(415\) 555-0132,VP Sales,usa,/,
    )
    expect(rows[0]).toMatchObject({
      clean_full_name: 'Ann Lee',
      clean_first_name: 'Ann',
      clean_last_name: 'Lee',
      clean_email: 'ann@acme.example',
      clean_phone: '+1 415 555 0132',
      clean_seniority: 'vp',
      clean_department: 'sales',
      clean_domain: 'acme.example',
      clean_country: 'US',
      row: '2',
      duplicate_of: '',
      email_status: 'plausible',
      phone_status: 'plausible',
      suggestion: '',
      reason: '',
    })
    expect(rows.map((row) => row.row)).toEqual(['2', '3'])
    expect(counts).toMatchObject({ rows: 2, cleaned: 1, as_they_were: 1 })
  })

  test('has columns for what was recognised only, and the five verdicts always', async () => {
    const { header } = await clean('Colour,Email\nred,ann@acme.example\n')
    expect(header).toEqual([
      ...['Colour', 'Email', 'clean_email', 'clean_domain', 'row', 'duplicate_of'],
      ...['email_status', 'phone_status', 'suggestion', 'reason'],
    ])
  })

  test('gives a number to a column of ours that the list has already', async () => {
    const { header, rows } = await clean('Email,Reason,email_status\nann@acme.example,friend,old\n')
    expect(header).toEqual(expect.arrayContaining(['Reason', 'email_status', 'reason_2', 'email_status_2']))
    expect(rows[0]).toMatchObject({ Reason: 'friend', email_status: 'old', email_status_2: 'plausible' })
  })

  test('cannot run as a formula in a spreadsheet', async () => {
    const { text } = await clean('Name,Email,Note\nAnn Lee,ann@acme.example,"=HYPERLINK(""x"")"\n')
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  })

  test('keeps row numbers as a spreadsheet shows them, past blank rows and cells of two lines', async () => {
    const { rows, counts } = await clean(
      'Name,Email,Note\nAnn Lee,ann@acme.example,"a\nb"\n,,\nBo Ek,bo@beta.example,\nA. Lee,ann@acme.example,\n,,\n,,\n',
    )
    expect(rows.map((row) => [row.row, row.duplicate_of])).toEqual([
      ['2', ''],
      ['4', ''],
      ['5', '2'],
    ])
    expect(counts).toMatchObject({ rows: 3, duplicates: 1, blank: 3 })
  })

  test('keeps cells beyond the header in the reason', async () => {
    const { rows } = await clean(
      'Name,Email\nAnn Lee,ann@acme.example\nBo Ek,bo@beta.example,call him,soon\n',
    )
    expect(rows[1]!.reason).toBe('the row has more cells than the header: call him | soon')
  })

  test('begins with a byte order mark only where asked', async () => {
    const text = 'Email\nann@acme.example\n'
    expect((await clean(text)).text.startsWith('Email')).toBe(true)
    expect((await clean(text, { bom: true })).text.startsWith('\ufeffEmail')).toBe(true)
  })

  test('a list of headers alone is refused, as an import refuses it', async () => {
    await expect(clean('Name,Email\n')).rejects.toMatchObject({ kind: 'input', code: 'clean.no_rows' })
  })

  test('reads what --map says', async () => {
    const { rows } = await clean('Who,Where\nAnn Lee,Acme\n', { map: { Who: 'full_name', Where: 'company' } })
    expect(rows[0]).toMatchObject({ clean_last_name: 'Lee', clean_company: 'Acme' })
  })
})

describe('duplicates', () => {
  const pairs: [string, string, string, string][] = [
    [
      'the same e-mail',
      'Ann Lee,Acme,ann@acme.example,,,',
      'A. Lee,,ANN@acme.example,,,',
      'the same e-mail as row 2',
    ],
    [
      'the same name and company',
      'Ann Lee,Acme Inc.,,,,',
      '"Lee, Ann",ACME,,,,',
      'the same name and company as row 2',
    ],
    [
      'the same name and e-mail domain',
      'Ann Lee,,ann@acme.example,,,',
      'ANN LEE,,a.lee@acme.example,,,',
      'the same name and e-mail domain as row 2',
    ],
    [
      'the same name and phone, an extension aside',
      'Ann Lee,,,(415) 555-0132,,',
      'Ann Lee,,,+1 415 555 0132 x12,,',
      'the same name and phone as row 2',
    ],
  ]
  test.each(pairs)('%s', async (_name, first, second, reason) => {
    const { rows, counts } = await clean(`${HEAD}${first}\n${second}\n`)
    expect(rows[1]!.duplicate_of).toBe('2')
    expect(rows[1]!.reason).toContain(reason)
    expect(counts.duplicates).toBe(1)
  })

  test('a third row points to the first, not to the second', async () => {
    const { rows } = await clean(
      `${HEAD}Ann Lee,Acme,ann@acme.example,,,\nAnn Lee,Acme,ann.lee@gmail.com,,,\nA Lee,,ann.lee@gmail.com,,,\n`,
    )
    expect(rows.map((row) => row.duplicate_of)).toEqual(['', '2', '2'])
  })

  const strangers: [string, string, string, string][] = [
    [
      'one address, two names',
      'Ann Lee,Acme,office@acme.example,,,',
      'Bob Roe,Acme,office@acme.example,,,',
      'the same e-mail as row 2, but another name',
    ],
    ['the same name at free mail', 'Ann Lee,,a@gmail.com,,,', 'Ann Lee,,b@gmail.com,,,', ''],
    ['the same company', 'Ann Lee,Acme,,,,', 'Bob Roe,Acme,,,,', ''],
    ['a damaged number', 'Ann Lee,X,,4.15E+09,,', 'Ann Lee,Y,,4.15E+09,,', ''],
    ['two couples', 'John & Mary Smith,Acme,,,,', 'John & Eve Smith,Acme,,,,', ''],
  ]
  test.each(strangers)('not %s', async (_name, first, second, reason) => {
    const { rows } = await clean(`${HEAD}${first}\n${second}\n`)
    expect(rows[1]!.duplicate_of).toBe('')
    expect(rows[1]!.reason).toContain(reason)
  })

  test('two LinkedIn profiles are two people', async () => {
    const { rows } = await clean(
      'Name,Company,LinkedIn\nAnn Lee,Acme,linkedin.com/in/ann-lee-1\nAnn Lee,Acme,linkedin.com/in/ann-lee-2\n',
    )
    expect(rows[1]).toMatchObject({
      duplicate_of: '',
      reason: 'the same name as row 2, but another LinkedIn profile',
    })
  })
})

describe('what is said of a row', () => {
  const cases: [string, string, Record<string, string>][] = [
    [
      'a slip in the domain is not mended by itself, and stands for no company',
      'Ann Lee,,ann@gmial.com,,,',
      {
        clean_email: 'ann@gmial.com',
        clean_domain: '',
        email_status: 'risky',
        suggestion: 'ann@gmail.com',
        reason: 'Email: one slip away from a well-known domain: see the suggestion',
      },
    ],
    [
      'an address that cannot work is no clean value',
      'Ann Lee,Acme,ann@acme,,,',
      {
        clean_email: '',
        email_status: 'invalid',
        reason: 'Email: what stands after the @ cannot be a domain',
      },
    ],
    [
      'a number that a spreadsheet rounded',
      'Ann Lee,Acme,,4.15E+09,,',
      {
        clean_phone: '',
        phone_status: 'invalid',
        reason: 'Phone: a spreadsheet has rounded the number, so digits are lost',
      },
    ],
    [
      'a number that a narrow column hid',
      'Ann Lee,Acme,,########,,',
      {
        phone_status: 'invalid',
        reason: 'Phone: the column was too narrow when the sheet was saved, so the value is lost',
      },
    ],
    [
      'words for nothing',
      'Ann Lee,Acme,n/a,-,N/A,',
      { email_status: '', phone_status: '', clean_title: '', reason: '' },
    ],
    [
      'two addresses in one cell',
      'Ann Lee,Acme,"ann@acme.example, bo@acme.example",,,',
      { clean_email: 'ann@acme.example', reason: 'Email: the cell also holds bo@acme.example' },
    ],
    [
      'two people in one row are greeted by no name',
      'John & Mary Smith,Acme,,,,',
      { clean_full_name: 'John & Mary Smith', clean_first_name: '', reason: 'two people in one row' },
    ],
    ['nobody', ',,,,CEO,', { reason: 'not a contact: no e-mail, phone, profile or name with company' }],
    ['a total', 'Total,58,,,,', { reason: 'looks like a total, not like a person' }],
    [
      'a country that is none',
      'Ann Lee,Acme,,(415) 555-0132,,TX9',
      { clean_country: '', clean_phone: '+1 415 555 0132', reason: '"TX9" is no country' },
    ],
    [
      'a formula is no name',
      '"=HYPERLINK(""mailto:ann"")",Acme,ann@acme.example,,,',
      { clean_full_name: '', reason: 'Name: a formula stands in the cell, not its value' },
    ],
    ['only the family name is shouted', 'Ann LEE,Acme,,,,', { clean_full_name: 'Ann Lee' }],
    ['the country of the row', 'Ann Lee,Acme,,020 7946 0370,,UK', { clean_phone: '+44 20 7946 0370' }],
  ]
  test.each(cases)('%s', async (_name, row, expected) => {
    const { rows } = await clean(`${HEAD}${row}\nBo Ek,Beta,bo@beta.example,+44 20 7946 0371,CEO,UK\n`)
    expect(rows[0]).toMatchObject(expected)
  })

  test('somebody else in the notes', async () => {
    const { rows } = await clean('Name,Email,Notes\nAnn Lee,ann@acme.example,"met Bo, bo@acme.example"\n')
    expect(rows[0]!.reason).toBe('Notes mentions bo@acme.example')
  })

  test('counts add up', async () => {
    const { counts } = await clean(
      `${HEAD}Ann Lee,Acme,ann@gmial.com,,,\nann lee,Acme,ann@acme,,,\nN/A,,,,,\nBo Ek,Beta,bo@beta.example,,,\n`,
    )
    expect(counts).toEqual({
      ...{ rows: 4, cleaned: 2, as_they_were: 2, duplicates: 1, invalid: 1, risky: 1, suggestions: 1 },
      ...{ not_contacts: 1, blank: 0, left_out: 0 },
    })
  })
})

describe('where it goes', () => {
  const run = (path: string, replace: boolean, text = 'Email\nann@acme.example\n') => {
    const source = { path: write('list.csv', text) }
    return cleanList({ source, name: 'list.csv', output: { path: join(folder, path), replace } })
  }

  test('a file that only its owner may read, and no other', async () => {
    const { output, is_new } = await run('out.csv', true)
    expect([output, is_new]).toEqual([join(folder, 'out.csv'), true])
    expect(statSync(join(folder, 'out.csv')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['list.csv', 'out.csv'])
  })

  test('twice is once', async () => {
    await run('out.csv', false)
    const { output, is_new } = await run('out.csv', false)
    expect([output, is_new]).toEqual([join(folder, 'out.csv'), false])
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('a file with other content stays, unless it was named', async () => {
    write('out.csv', 'edited by hand')
    const second = await run('out.csv', false)
    expect(second.output).toBe(join(folder, 'out-2.csv'))
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('edited by hand')
    expect(await run('out.csv', false)).toMatchObject({ output: join(folder, 'out-2.csv'), is_new: false })
    expect(await run('out.csv', true)).toMatchObject({ output: join(folder, 'out.csv'), is_new: true })
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toContain('clean_email')
  })

  const refused: [string, string, string][] = [
    ['the list itself', 'list.csv', 'clean.same_file'],
    ['a folder', '.', 'write.failed'],
    ['a folder that is not there', 'x/out.csv', 'write.failed'],
  ]
  test.each(refused)('not %s', async (_name, path, code) => {
    await expect(run(path, true)).rejects.toMatchObject({ kind: 'input', code })
    expect(readdirSync(folder)).toEqual(['list.csv'])
    expect(readFileSync(join(folder, 'list.csv'), 'utf8')).toBe('Email\nann@acme.example\n')
  })

  test('nowhere when it is interrupted', async () => {
    const controller = new AbortController()
    const lines = Array.from({ length: 5000 }, (_, i) => `p${i}@acme.example\n`).join('')
    const source = { path: write('list.csv', `Email\n${lines}`) }
    const output = { path: join(folder, 'out.csv'), replace: true }
    const cleaning = cleanList({ source, name: 'list.csv', output, signal: controller.signal }, () =>
      controller.abort(),
    )
    await expect(cleaning).rejects.toMatchObject({ kind: 'interrupted' })
    expect(readdirSync(folder)).toEqual(['list.csv'])
  })

  test('to a reader only as long as it reads', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `p${i}@acme.example\n`).join('')
    let written = 0
    const output = {
      write: () => {
        written++
        return Promise.resolve()
      },
      isClosed: () => written > 1,
    }
    await clean(`Email\n${lines}`, { output })
    expect(written).toBe(2)
  })

  test('nowhere in a dry run', async () => {
    const { counts, output } = await clean('Email\nann@acme.example\n', { output: null })
    expect([counts.rows, output]).toEqual([1, null])
    expect(existsSync(join(folder, 'list.clean.csv'))).toBe(false)
  })
})
