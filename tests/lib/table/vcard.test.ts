import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { read } from './read.ts'

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/formats/${name}`, import.meta.url))

/** Reads a card; values by column. */
async function card(...lines: string[]): Promise<Record<string, string>> {
  const text = ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
  const { info, cells } = await read(text)
  return Object.fromEntries(info.header.map((name, at) => [name, cells[0]![at]!]))
}

test('version 3.0, folded, escaped, with a photo', async () => {
  const { info, rows } = await read(fixture('contacts-v3.vcf'))
  expect(info).toMatchObject({ format: 'vcard', headerRow: 0 })
  expect(rows.map(({ line }) => line)).toEqual([1, 25])
  const values = Object.fromEntries(info.header.map((name, at) => [name, rows[0]!.cells[at]]))
  expect(values).toEqual({
    ...{ 'Full Name': 'Dr. Ines Marie Okafor', Prefix: 'Dr.', 'First Name': 'Ines', 'Middle Name': 'Marie' },
    ...{
      'Last Name': 'Okafor',
      Company: 'Harbor Lane Freight, Inc.',
      Department: 'Sales, West',
      Title: 'VP Sales',
    },
    ...{ Email: 'ines@harborlane.example', 'Email 2': 'ines.okafor@post.example' },
    ...{ 'Work Phone': '(415) 555-0140', 'Mobile Phone': '(415) 555-0132', 'Home Phone': '(415) 555-0178' },
    ...{ Fax: '(415) 555-0199', Website: 'https://harborlane.example' },
    ...{ 'LinkedIn URL': 'https://www.linkedin.com/in/ines-okafor-example' },
    ...{
      Street: '12 Pier Road\nSuite 4',
      City: 'Oakland',
      State: 'CA',
      'Postal Code': '94607',
      Country: 'USA',
    },
    ...{ Tags: 'Fair; Hot', Birthday: '1984-05-17' },
    Notes: 'Met at the fair; wants a call.\nPrefers mornings, speaks French.',
  })
})

test('version 4.0: preferences, telephone addresses, profiles', async () => {
  const { info, cells } = await read(fixture('contacts-v4.vcf'))
  const values = Object.fromEntries(info.header.map((name, at) => [name, cells[0]![at]]))
  expect(values).toMatchObject({
    ...{ Email: 'tomas@nordkai.example', 'Email 2': 'brandt@post.example' },
    ...{ 'Work Phone': '+49-30-23125-014 x12', 'Mobile Phone': '+49-30-23125-099' },
    ...{ 'LinkedIn URL': 'https://www.linkedin.com/in/tomas-brandt-example' },
    ...{ 'Twitter URL': 'https://twitter.com/tbrandt_example', 'X-REGION': 'EMEA' },
  })
})

test.each<[string, string[], Record<string, string>]>([
  [
    'quoted-printable of 2.1, over two lines',
    ['N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85ngstr=C3=B6m Be=', 'ba;Zo=C3=AB'],
    { 'Last Name': 'Ångström Beba', 'First Name': 'Zoë' },
  ],
  ['quoted-printable in Latin 1', ['FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Ren=E9'], { 'Full Name': 'René' }],
  [
    'bare types of 2.1',
    ['TEL;WORK;VOICE:020 7946 0321', 'TEL;CELL:07700 900321'],
    { 'Work Phone': '020 7946 0321', 'Mobile Phone': '07700 900321' },
  ],
  [
    'four addresses',
    ['EMAIL:a@x.example', 'EMAIL:b@x.example', 'EMAIL:c@x.example', 'EMAIL:d@x.example'],
    { Email: 'a@x.example', 'Email 2': 'b@x.example', 'Email 3': 'c@x.example', 'Email 4': 'd@x.example' },
  ],
  ['the same address twice', ['EMAIL:a@x.example', 'EMAIL;TYPE=home:a@x.example'], { Email: 'a@x.example' }],
  [
    'two numbers at work',
    ['TEL;TYPE=work:1', 'TEL;TYPE=work:2', 'TEL;TYPE=work:3'],
    { 'Work Phone': '1', 'Other Phone': '2', 'Other Phone 3': '3' },
  ],
  ['an escaped semicolon in a name', ['N:O\\;Neil;Ann'], { 'Last Name': 'O;Neil', 'First Name': 'Ann' }],
  ['a quoted parameter with a colon', ['TEL;X-NOTE="a:b;c";TYPE=cell:5'], { 'Mobile Phone': '5' }],
  [
    'only the name of the user',
    ['X-SOCIALPROFILE;type=linkedin:anna-example'],
    { 'LinkedIn URL': 'https://www.linkedin.com/in/anna-example' },
  ],
  ['a role instead of a title', ['FN:A', 'ROLE:Buyer'], { 'Full Name': 'A', Title: 'Buyer' }],
  [
    'a second address',
    ['ADR:;;Quay 1;Bern;;;', 'ADR:;;Quay 2;Oslo;;0150;Norway'],
    { Street: 'Quay 1', City: 'Bern', 'Address 2': 'Quay 2, Oslo, 0150, Norway' },
  ],
  [
    'a card within the card',
    ['FN:Anna', 'AGENT:', 'BEGIN:VCARD', 'FN:Bo', 'END:VCARD'],
    { 'Full Name': 'Anna' },
  ],
])('%s', async (_, lines, values) => {
  expect(await card(...lines)).toEqual(values)
})

test('a file that is cut off keeps its last card and says so', async () => {
  const { info, cells } = await read('BEGIN:VCARD\nFN:Anna\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\n')
  expect(cells).toEqual([['Anna'], ['Bo']])
  expect(info.notes).toEqual([
    { code: 'unclosed_card', message: 'the last card does not end: the file may be cut off', line: 4 },
  ])
})

test('a file without a card is refused', async () => {
  await expect(read('BEGIN:VCARD\n')).rejects.toMatchObject({ code: 'table.not_a_list' })
})
