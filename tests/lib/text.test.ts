import { describe, expect, test } from 'vitest'
import { didYouMean, editDistance, fold, squash } from '../../src/lib/text.ts'

describe('fold', () => {
  test.each([
    ['Ünal', 'unal'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['Søren', 'soren'],
    ['İstanbul', 'istanbul'],
    ['ﬁrma', 'firma'],
    ['O’Neil', "o'neil"],
    ['日本 ガ', '日本 ガ'],
  ])('%s → %s', (text, folded) => expect(fold(text)).toBe(folded))

  test('two ways to write one letter fold alike', () => expect(fold('e\u0301')).toBe(fold('\u00e9')))
})

test('squash folds no-break and zero-width blanks', () => expect(squash(' a\u00a0\u200b b\t\n')).toBe('a b'))

describe('editDistance', () => {
  test.each([
    ['email', 'email', 0],
    ['emial', 'email', 1],
    ['emal', 'email', 1],
    ['phone', 'email', 5],
  ])('%s, %s: %d', (a, b, distance) => expect(editDistance(a, b)).toBe(distance))
})

describe('didYouMean', () => {
  const fields = ['email', 'first_name', 'last_name', 'phone', 'postal_code']
  test.each([
    ['emial', 'email'],
    ['firstname', 'first_name'],
    ['lastnme', 'last_name'],
    ['postal', 'postal_code'],
    ['zzz', null],
    ['', null],
  ])('%s → %s', (word, meant) => expect(didYouMean(word, fields)).toBe(meant))
})
