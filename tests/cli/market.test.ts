import { expect, test } from 'vitest'
import { readMarket } from '../../src/cli/market.ts'

test.each<[string, string[], [number, number | null] | null]>([
  ['logistics, retail, 50-500 people', ['logistics', 'retail'], [50, 500]],
  ['Companies with 50 to 500 employees in retail', ['retail'], [50, 500]],
  ['SaaS 11–50', ['SaaS'], [11, 50]],
  ['500-50 people', [], [50, 500]],
  ['over 200 people', [], [200, null]],
  ['IT and media; 2k+', ['IT', 'media'], [2000, null]],
  ['software, up to 1,000 employees', ['software'], [1, 1000]],
  ['3PL, B2B software', ['3PL', 'B2B software'], null],
  ['', [], null],
])('%s', (text, industries, size) => {
  const employees = size === null ? null : { from: size[0], to: size[1] }
  expect(readMarket(text)).toEqual({ sells_to: text, industries, employees })
})
