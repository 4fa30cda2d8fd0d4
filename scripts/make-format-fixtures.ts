/**
 * Writes the workbook and the packed list of fixtures/formats/, always the same bytes.
 * Run: node scripts/make-format-fixtures.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { writeXlsx, type CellValue } from 'hucre/xlsx'

const file = (name: string): string => fileURLToPath(new URL(`../fixtures/formats/${name}`, import.meta.url))
const day = (text: string): Date => new Date(`${text}Z`)

const HEADER = ['First Name', 'Last Name', 'Email', 'Company', 'Phone', 'Zip', 'Met On', 'Follow Up', 'Score']
const PEOPLE: CellValue[][] = [
  [
    'Ines',
    'Okafor',
    'ines@harborlane.example',
    'Harbor Lane Freight',
    '+1 415 555 0132',
    2139,
    day('2026-03-02'),
    day('2026-03-09T14:30'),
    0.25,
  ],
  [
    'Tomás',
    'Brandt',
    'tomas@nordkai.example',
    'Nordkai GmbH',
    '+49 30 23125 014',
    94107,
    day('2026-03-02'),
    null,
    0.5,
  ],
  [
    'Lucía',
    'Ferrer',
    'lucia@olivar.example',
    'Olivar Foods',
    '020 7946 0321',
    501,
    day('2026-03-03'),
    day('2026-03-10T09:05'),
    0.125,
  ],
]

/** A title above the header, numbers as text, postal codes with their zeros, a formula, a merged cell, an error, a second sheet. */
const workbook = await writeXlsx({
  properties: { created: day('2026-03-11'), modified: day('2026-03-11') },
  sheets: [
    {
      name: 'Leads',
      rows: [['Spring fair: leads'], [], [...HEADER, 'Account No', 'Formula', 'Broken'], ...PEOPLE],
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 11 }],
      cells: new Map([
        ...[3, 4, 5].flatMap((row, i) => [
          [`${row},5`, { value: PEOPLE[i]![5]!, style: { numFmt: '00000' } }] as const,
          [`${row},8`, { value: PEOPLE[i]![8]!, style: { numFmt: '0%' } }] as const,
          [`${row},9`, { value: `00${4711 + i}`, type: 'string' }] as const,
          [
            `${row},10`,
            {
              value: null,
              type: 'formula',
              formula: `A${row + 1}&"!"`,
              formulaResult: `${PEOPLE[i]![0] as string}!`,
            },
          ] as const,
        ]),
        ['5,11', { value: '#REF!', type: 'error' }],
      ]),
    },
    {
      name: 'Customers',
      rows: [
        ['Company', 'Domain'],
        ['Quillon Labs', 'quillon.example'],
      ],
    },
  ],
})
writeFileSync(file('leads.xlsx'), workbook)
writeFileSync(
  file('conference.csv.gz'),
  gzipSync(readFileSync(fileURLToPath(new URL('../fixtures/lists/conference.csv', import.meta.url)))),
)
