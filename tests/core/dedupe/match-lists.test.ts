import { describe, expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { matchLists, type MatchInput } from '../../../src/core/dedupe/match-lists.ts'
import { importPaths, list, personOf, tableCounts, world } from '../../support/world.ts'

const CONFERENCE = 'fixtures/lists/conference.csv'
const NEW = `Name,Email,Company
Katrin Vogelsang,kv@nordmeer.example,Nordmeer
Priya Raghunathan,,Stackwright
Zed Nobody,zed@nowhere.example,Nowhere
,,
`

const input = (text: string, more: Partial<MatchInput> = {}): MatchInput => ({
  ...{ list: list(text, 'new.csv'), against: null, country: 'US' },
  ...more,
})

describe('a list', () => {
  test('against the people of the file, of whom nothing changes', async () => {
    const w = world()
    await importPaths(w, [CONFERENCE])
    await dedupePeople(w.deps)
    const before = tableCounts(w)
    const result = await matchLists(w.file, input(NEW))
    expect(result.counts).toEqual({ rows: 3, known: 2, new: 1, pairs: 2 })
    const priya = personOf(w, 'priya@stackwright.example')
    expect(result.pairs.map(({ row, other }) => [row.line, row.name, other.id])).toEqual([
      [2, 'Katrin Vogelsang', personOf(w, 'k.vogelsang@nordmeer.example').id],
      [3, 'Priya Raghunathan', priya.id],
    ])
    expect(result.pairs[1]!.because).toMatch(/^same name; similar company/)
    expect(result.pairs.every(({ probability }) => probability > 0.9 && probability < 1)).toBe(true)
    expect(tableCounts(w)).toEqual(before)
  })

  test('against another list', async () => {
    const against = { name: 'conference.csv', source: { path: CONFERENCE } }
    const { counts, pairs, against: name } = await matchLists(null, input(NEW, { against }))
    // Before anything is merged, both rows of each stand there.
    expect([counts, name]).toEqual([{ rows: 3, known: 2, new: 1, pairs: 4 }, 'conference.csv'])
    expect(pairs.map(({ row, other }) => [row.line, other.line])).toEqual([
      [2, expect.any(Number)],
      [2, expect.any(Number)],
      [3, expect.any(Number)],
      [3, expect.any(Number)],
    ])
    const few = await matchLists(null, input(NEW, { against, least: 0.99995 }))
    expect(few.counts).toEqual({ rows: 3, known: 1, new: 2, pairs: 2 })
  })

  test('within itself: the later row is the one that is there already', async () => {
    const twice = `${NEW}Catherine Poe,c@poe.example,Poe\nKatrin Vogelsang,katrin@nordmeer.example,Nordmeer GmbH\n`
    const { counts, pairs, within } = await matchLists(null, input(twice))
    expect([counts.pairs, within]).toEqual([1, true])
    expect([pairs[0]!.row.line, pairs[0]!.other.line]).toEqual([7, 2])
  })

  test('by columns of any kind', async () => {
    const rows = (seed: string, slip: number): string =>
      `code,born,town\n${Array.from({ length: 60 }, (_, i) => {
        const day = String((i % 28) + 1).padStart(2, '0')
        const year = 1950 + ((i * 7) % 50)
        return `${seed}${(i * 7919) % 997}${i === slip ? 'x' : ''},${year}-0${(i % 9) + 1}-${day},Town${i % 11}`
      }).join('\n')}\n`
    const compare = 'code:text,born:date,town:text'
    const { counts, pairs } = await matchLists(
      null,
      input(rows('a', 3), { against: list(rows('a', -1), 'other.csv'), compare }),
    )
    expect(counts.rows).toBe(60)
    expect(counts.known).toBeGreaterThan(55)
    expect(pairs.every(({ row, other }) => row.line === other.line)).toBe(true)
  })

  test('with a column that is not there', async () => {
    await expect(matchLists(null, input(NEW, { compare: 'Nme:name' }))).rejects.toMatchObject({
      code: 'dedupe.compare',
      hint: expect.stringContaining('Name') as string,
    })
  })

  test('with nobody in it', async () => {
    await expect(matchLists(null, input('Name,Email\n,\n'))).rejects.toMatchObject({ code: 'match.no_rows' })
  })
})
