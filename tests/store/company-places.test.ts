import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { companyPlaces, type ToldPlace } from '../../src/store/company-places.ts'

interface Row {
  company: string
  active: 0 | 1
  fields: Record<string, string | null>
}

const fileOf = (rows: readonly Row[]): Database.Database => {
  const db = new Database(':memory:')
  db.exec(`CREATE TABLE record (id INTEGER PRIMARY KEY, company_key TEXT, active INTEGER NOT NULL, fields TEXT NOT NULL);
           CREATE INDEX record_company ON record (company_key) WHERE company_key IS NOT NULL;
           CREATE INDEX record_gone ON record (id) WHERE active = 0`)
  const insert = db.prepare('INSERT INTO record (company_key, active, fields) VALUES (?, ?, ?)')
  for (const { company, active, fields } of rows) insert.run(company, active, JSON.stringify(fields))
  return db
}

const told = (rows: readonly Row[], keys: string[], hasPostalCode = false): [string, ToldPlace][] => {
  const found: [string, ToldPlace][] = []
  const visit = (company: number, place: ToldPlace): void => void found.push([keys[company]!, place])
  companyPlaces(fileOf(rows))(keys, visit, { hasPostalCode })
  return found
}

const word = fc.oneof(
  fc.constantFrom(
    '',
    'Graz',
    'Sao "P"',
    'a\\b',
    '","city":"Linz"',
    '{"city":"Linz',
    'Zürich',
    '\ud800',
    '\n',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const name = fc.constantFrom(
  'custom.x',
  'street',
  'postal_code',
  'city',
  'country',
  'custom.a"city',
  '"country',
)
const row: fc.Arbitrary<Row> = fc.record({
  company: fc.constantFrom('d:acme.example', 'd:birch.example', 'n:cedar'),
  active: fc.constantFrom(1, 1, 0),
  fields: fc.dictionary(name, fc.oneof(word, fc.constant(null)), { noNullPrototype: true }),
})

test('what is cut out of the texts of records is what these say', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), fc.boolean(), (rows, hasPostalCode) => {
      const keys = ['n:cedar', 'd:nobody.example', 'd:acme.example']
      const expected = rows
        .filter(({ company, active }) => active === 1 && keys.includes(company))
        .filter(({ fields }) => !hasPostalCode || 'postal_code' in fields)
        .map(({ company, fields: { street, postal_code, city, country } }) => [
          company,
          {
            street: street || null,
            postal_code: postal_code || null,
            city: city || null,
            country: country || null,
          },
        ])
      expect(told(rows, keys, hasPostalCode)).toEqual(expected)
    }),
  )
})

test('of each company the oldest fifty active records are asked, of however many there are', () => {
  const rows = Array.from({ length: 3000 }, (_, i): Row => ({
    company: `d:firm${i % 40}.example`,
    active: i % 3 === 0 ? 0 : 1,
    fields: { city: `Town ${i}` },
  }))
  const keys = Array.from({ length: 40 }, (_, i) => `d:firm${i}.example`)
  const cities = new Map(keys.map((key): [string, (string | null)[]] => [key, []]))
  for (const [key, { city }] of told([...rows, ...rows], keys)) cities.get(key)!.push(city)
  for (const key of keys) {
    const own = [...rows, ...rows].filter(({ company, active }) => company === key && active === 1)
    expect(own.length).toBeGreaterThan(50)
    expect(cities.get(key)).toEqual(own.slice(0, 50).map(({ fields }) => fields.city))
  }
})
