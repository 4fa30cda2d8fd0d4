import { expect, test } from 'vitest'
import { techChanges } from '../../../src/core/enrich/tech-changes.ts'

const CASES: readonly [what: string, before: string, after: string, details: string[]][] = [
  ['nothing changed', 'HubSpot; Stripe', 'Stripe; HubSpot', []],
  ['one came', 'Stripe', 'HubSpot; Stripe', ['now uses HubSpot']],
  ['one went', 'HubSpot; Stripe', 'Stripe', ['no longer uses HubSpot']],
  ['one for another', 'Drift; Stripe', 'Intercom;Stripe', ['now uses Intercom', 'no longer uses Drift']],
  ['several', 'A', 'A; B; C', ['now uses B, C']],
  ['case and blanks are no change', 'hubspot ;', ' HubSpot', []],
  ['the first visit', '', 'HubSpot', []],
  ['a page that shows nothing', 'HubSpot', ' ; ', []],
]
test.each(CASES)('%s', (_, before, after, details) => {
  const signals = techChanges(before, after)
  expect(signals.map(({ detail }) => detail)).toEqual(details)
  for (const signal of signals) expect(signal).toMatchObject({ of: 'company', kind: 'tech_change', on: null })
})
