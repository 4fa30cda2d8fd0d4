import { describe, expect, test } from 'vitest'
import { matchTable } from '../../../src/core/dedupe/table/match-table.ts'
import { learnPhrases, phraser } from '../../../src/core/dedupe/table/phrases.ts'

const compare = [{ name: 'company', kind: 'company' as const }]
const OTHERS =
  'Amber Birch Cobalt Delta Ember Fjord Garnet Harbor Indigo Juniper Kestrel Larch Maple Opal Quartz Raven'
    .split(' ')
    .map((first, i) => [`${first} ${['Bakery', 'Foods', 'Glass', 'Dental'][i % 4]!} GmbH`])

describe('one column of text', () => {
  const rows = [
    ['Nordwind Turbines Inc.'],
    ['NORDWIND TURBINES'],
    ['Nordwnd Turbines'],
    ['Nordwind Bakery'],
    ...OTHERS,
    [''],
    ['n/a'],
  ]
  const matcher = matchTable(rows, { compare })
  const { cluster } = matcher.cluster()

  test('spellings and legal forms of one name are one, its neighbours are not', () => {
    expect(cluster[1]).toBe(cluster[0])
    expect(cluster[2]).toBe(cluster[0])
    expect(new Set(cluster).size).toBe(rows.length - 2)
  })

  test('the evidence adds up', () => {
    const evidence = matcher.explain(0, 1)
    expect(evidence.lines).toHaveLength(1)
    expect(evidence.lines[0]).toMatchObject({ field: 'company', level: 'the same words', a: rows[0]![0] })
    expect(evidence.prior + evidence.lines[0]!.bits).toBeCloseTo(evidence.total, 9)
    expect(evidence.total).toBeCloseTo(matcher.score(0, 1), 9)
    expect(matcher.explain(0, 5).lines[0]!.level).toBe('differ')
  })

  test('in any order, and again with the model', () => {
    const turned = matchTable(rows.toReversed(), { compare }).cluster().cluster
    const last = rows.length - 1
    expect(turned[last - 1]).toBe(turned[last])
    expect(new Set(turned).size).toBe(new Set(cluster).size)
    const model = JSON.parse(JSON.stringify(matcher.model)) as typeof matcher.model
    expect([...matchTable(rows, { compare, model }).cluster().cluster]).toEqual([...cluster])
  })

  test('decisions stand', () => {
    const decided = matcher.cluster({ cannot: (a, b) => (a + b === 1 ? 'decided_apart' : null) })
    expect(decided.cluster[1]).not.toBe(decided.cluster[0])
  })
})

describe('what a column teaches about its words', () => {
  const texts = [
    ...Array.from({ length: 4 }, (_, i) => `north harbor institute technology room ${String(i)}0`),
    'n h i t',
    'nhit harbor',
    'north harbour institute of technology',
    'harbor bakery',
  ]
  const phrases = learnPhrases(texts)
  const read = phraser(phrases)

  test('short forms are written out', () => {
    expect(phrases.acronyms).toEqual([['nhit', ['north', 'harbor', 'institute', 'technology']]])
    expect(read('n h i t')).toBe(read('North Harbor Institute Technology'.toLowerCase()))
  })

  test('slips become the usual word', () => {
    expect(new Map(phrases.spellings).get('harbour')).toBe('harbor')
  })

  test('words that stand together are one', () => {
    expect(read('institute of technology')).toBe('institute_technology')
    expect(read('harbor bakery')).toBe('harbor bakery')
  })
})
