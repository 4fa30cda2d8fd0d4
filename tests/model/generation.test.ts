import { expect, test } from 'vitest'
import { generationOf } from '../../src/model/generation.ts'

test.each([
  ['John Doe Sr.', 1],
  ['John Doe Senior', 1],
  ['Doe, John, Jr.', 2],
  ['john doe jr', 2],
  ['Henry Ford II', 2],
  ['Henry Ford III', 3],
  ['Henry Ford IV', 4],
  ['Carl Ott sen.', 1],
  ['Carl Ott jun.', 2],
  // Names and words that only look like it.
  ['Amartya Sen', 0],
  ['Jun Ito', 0],
  ['Jr.', 0],
  ['Ann Juniors', 0],
  ['Ann constructor', 0],
  ['Junior Costa', 0],
  ['Ann Srinivasan', 0],
  ['Ann Lee', 0],
  ['', 0],
])('%s', (name, generation) => {
  expect(generationOf({ name })).toBe(generation)
})

test('a suffix tells it by one word', () => {
  expect(generationOf({ suffix: 'PhD, Jr.', name: 'Ann Lee' })).toBe(2)
  expect(generationOf({ suffix: 'sen', name: 'Ann Lee' })).toBe(1)
  expect(generationOf({ suffix: 'PhD', name: 'Ann Lee Sr.' })).toBe(1)
  expect(generationOf({ suffix: null, name: null })).toBe(0)
})
