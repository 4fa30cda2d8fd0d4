import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packRows, unpackRows } from '../../../src/core/import/packed-rows.ts'
import { prepareRow, type Preparation, type PreparedRow } from '../../../src/core/import/prepare.ts'
import { mapColumns } from '../../../src/core/reading/mapping.ts'

const HEADER = ['Name', 'E-mail', 'Phone', 'Company', 'Title', 'Unsubscribed', 'Employees', 'Budget']

const HOW: Preparation = {
  columns: mapColumns(HEADER, []).columns,
  country: 'US',
  kind: 'people',
  signature: 's',
  namespace: 'n',
  source: 'fair',
  optOut: null,
}

const cell = (usual: string) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.string({ unit: 'binary' }), fc.constant(''))

const anyRow: fc.Arbitrary<PreparedRow> = fc
  .tuple(
    fc.integer({ min: 1, max: 1e9 }),
    cell('Ann Lee'),
    cell('ann@acme.example'),
    cell('(415) 555-0132'),
    cell('Acme GmbH'),
    cell('CTO\u0001'),
    cell('yes'),
    cell('#REF!'),
    cell('20\u0000000'),
  )
  .map(([line, ...cells]) => prepareRow({ line, cells }, HOW))

test('rows come out as they went in, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 4 }), (rows) => {
      const packed = structuredClone(packRows(() => rows))
      expect(packed.count).toBe(rows.length)
      expect([...unpackRows(packed)]).toEqual(rows)
    }),
    { numRuns: 500 },
  )
})
