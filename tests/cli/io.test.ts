import { describe, expect, test } from 'vitest'
import { hasColour } from '../../src/cli/io.ts'
import { testIo } from './test-io.ts'

describe('colour: the flag, NO_COLOR, PRM_NO_COLOR, FORCE_COLOR, TERM=dumb, the terminal', () => {
  const cases: [string, boolean, Record<string, string>, boolean | undefined, boolean][] = [
    ['a terminal', true, {}, undefined, true],
    ['no terminal', false, {}, undefined, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, undefined, false],
    ['empty NO_COLOR', true, { NO_COLOR: '' }, undefined, true],
    ['PRM_NO_COLOR', true, { PRM_NO_COLOR: '1' }, undefined, false],
    ['FORCE_COLOR', false, { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, undefined, false],
    ['NO_COLOR before FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
    ['TERM=dumb', true, { TERM: 'dumb' }, undefined, false],
    ['FORCE_COLOR before TERM=dumb', true, { TERM: 'dumb', FORCE_COLOR: '1' }, undefined, true],
    ['--color before all', false, { NO_COLOR: '1', TERM: 'dumb' }, true, true],
    ['--no-color before all', true, { FORCE_COLOR: '1' }, false, false],
  ]
  test.each(cases)('%s', (_name, isTTY, env, flag, expected) => {
    const io = testIo({ isTTY, env })
    expect(hasColour(io, io.stdout, flag)).toBe(expected)
  })
})

test.each([
  [undefined, 80],
  [0, 80],
  [120, 120],
])('%s columns are taken as %i', (columns, width) => {
  expect(testIo({ isTTY: true, ...(columns === undefined ? {} : { columns }) }).stdout.width).toBe(width)
})
