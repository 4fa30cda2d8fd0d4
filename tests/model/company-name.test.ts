import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCompany } from '../../src/model/company-name.ts'

describe('cleanCompany', () => {
  test.each([
    ['Acme, Inc.', 'Acme', 'Inc.'],
    ['Beispiel GmbH & Co. KG', 'Beispiel', 'GmbH & Co. KG'],
    ['Beispiel UG (haftungsbeschränkt)', 'Beispiel', 'UG (haftungsbeschränkt)'],
    ['Foo s. r. o.', 'Foo', 's. r. o.'],
    ['Łoś Spółka z o.o.', 'Łoś', 'Spółka z o.o.'],
    ['Exemple S.A.R.L.', 'Exemple', 'S.A.R.L.'],
    ['Ejemplo, S.A. de C.V.', 'Ejemplo', 'S.A. de C.V.'],
    ['OOO Romashka', 'Romashka', 'OOO'],
    ['ООО Ромашка', 'Ромашка', 'ООО'],
    ['PT Contoh Tbk', 'Contoh', 'Tbk PT'],
    ['Oy Esimerkki Ab', 'Esimerkki', 'Ab Oy'],
    ['Acme GmbH Austria', 'Acme Austria', 'GmbH'],
    ['Acme Ltd (UK)', 'Acme (UK)', 'Ltd'],
    ['Eksempel A/S', 'Eksempel', 'A/S'],
    ['Too Good ApS', 'Too Good', 'ApS'],
    ['Gamble & Proctor Co.', 'Gamble & Proctor', 'Co.'],
    ['LLC', '', 'LLC'],
  ])('%s: %s and %s', (text, name, form) => {
    const clean = cleanCompany(text)
    expect([clean.name, clean.legal_form]).toEqual([name, form])
  })

  test.each([
    'The Limited',
    'Limited Edition Prints',
    'Tiffon & Co.',
    'Foo Group',
    'Bar Holding',
    'Such As',
    'SAS Institute',
    'PC World',
    'Foo Partners',
    'Coop',
    'Boring Company',
    'Spółka',
    'AG Insurance',
  ])('left alone: %s', (name) => expect(cleanCompany(name)).toMatchObject({ name, legal_form: null }))

  test.each([
    ['MUELLER MASCHINENBAU GMBH', 'Mueller Maschinenbau'],
    ['IBM CORPORATION', 'IBM'],
    ['BANK OF THE NORTH LTD', 'Bank of the North'],
    ["O'HARA FOODS INC", "O'Hara Foods"],
    ['ACME', 'ACME'],
    ['adidas', 'adidas'],
  ])('case mended: %s → %s', (text, name) => expect(cleanCompany(text).name).toBe(name))

  test('the key ignores form, case, accents, punctuation and the article', () => {
    const key = 'smith and jones'
    for (const name of [
      'Smith & Jones Ltd.',
      'SMITH AND JONES',
      'The Smith & Jones Company Ltd'.replace(' Company', ''),
      'Smith + Jönes plc',
    ]) {
      expect(cleanCompany(name).key).toBe(key)
    }
    expect(cleanCompany('A.B.C. Corp').key).toBe(cleanCompany('ABC').key)
    expect(cleanCompany('株式会社サンプル')).toEqual({
      name: '株式会社サンプル',
      legal_form: '株式会社',
      key: 'サンプル',
    })
    expect(cleanCompany('!!!').key).toBeNull()
    expect(cleanCompany('').key).toBeNull()
  })

  test('the key of the cleaned name is the key of the name', () => {
    for (const name of [
      'Acme, Inc.',
      'Oy Esimerkki Ab',
      'Acme GmbH Austria',
      'IBM CORPORATION',
      'Gamble & Proctor Co.',
    ]) {
      const clean = cleanCompany(name)
      expect(cleanCompany(clean.name).key).toBe(clean.key)
    }
  })

  test('a name of plain words comes to what a closer look makes of it', () => {
    const word = fc.oneof(
      fc.constantFrom('The', 'Acme', 'ACME', 'and', 'und', 'Co', 'Company', 'Cie', 'AG', 'as', 'PT', 'Too'),
      fc.constantFrom(
        'LLC',
        'Ltd',
        'Pty',
        'GmbH',
        'SA',
        'de',
        'CV',
        'Inc',
        'Spolka',
        'z',
        'oo',
        'Foods',
        '3M',
      ),
      fc.stringMatching(/^[A-Za-z0-9]{1,5}$/),
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const name = words.join(' ')
        // Two blanks are not plain any more.
        expect(cleanCompany(name)).toEqual(
          words.length === 1 ? cleanCompany(` ${name}`) : cleanCompany(words.join('  ')),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
