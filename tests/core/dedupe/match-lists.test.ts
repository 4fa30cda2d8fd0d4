import { describe, expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { matchLists, type MatchInput } from '../../../src/core/dedupe/match-lists.ts'
import { importPaths, importText, list, personOf, tableCounts, world } from '../../support/world.ts'

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

/** Three hundred rows of people with usual names, and of one person these many. */
const GIVEN = 'Ana Bert Cleo Dirk Eva Finn Gina Hugo Ines Jan'.split(' ')
const FAMILY = 'Abel Berg Costa Dorn Engel Falk Gross Huber Ivers Jung'.split(' ')
const crowded = (times: number): string => {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const name = `${GIVEN[i % 10]} ${FAMILY[(i * 7 + Math.floor(i / 10)) % 10]}`
    return `${name},Firm ${(i * 37) % 120},${['Oslo', 'Rome', 'Bonn', 'Lyon'][i % 4]},${i}`
  })
  const ann = Array.from({ length: times }, (_, i) => `Ann Lee,Acme,Boston,${i}`)
  return `Name,Company,City,Order\n${[...rows, ...ann].join('\n')}\n`
}
const ANN = 'Name,Company,City\nAnn Lee,Acme,Boston\n'

describe('rows that are equal in all that is compared', () => {
  test('are one in matching, and each is told of', async () => {
    const orders = Array.from({ length: 250 }, (_, i) => `Ann Lee,ann@acme.example,${i}`).join('\n')
    const against = list(`Name,Email,Order\n${orders}\n`, 'orders.csv')
    const { counts, pairs, splits } = await matchLists(
      null,
      input('Name,Email\nAnn Lee,ann@acme.example\nZed Nobody,zed@nowhere.example\n', { against }),
    )
    expect([counts, splits]).toEqual([{ rows: 2, known: 1, new: 1, pairs: 250 }, []])
    expect(new Set(pairs.map(({ other }) => other.line)).size).toBe(250)
  })

  test('within a list: all but the first stand there already', async () => {
    const { counts, unlisted, pairs } = await matchLists(null, input(crowded(250), { least: 0.9 }))
    const own = pairs.filter(({ row }) => row.name === 'Ann Lee')
    expect(new Set(own.map(({ row }) => row.line)).size).toBe(249)
    expect(own.every(({ row, other }) => other.line! < row.line!)).toBe(true)
    // Of each the first forty: all would be more than a person reads.
    expect(own.length + unlisted).toBe((250 * 249) / 2)
    expect(counts.pairs).toBe(pairs.length)
  })

  test('do not keep others from being found', async () => {
    const few = await matchLists(null, input(crowded(1), { against: list(crowded(1), 'same.csv') }))
    expect(few.counts).toMatchObject({ known: 301, new: 0 })
    const many = await matchLists(null, input(crowded(120), { against: list(crowded(120), 'same.csv') }))
    expect(many.counts).toMatchObject({ known: 420, new: 0 })
  })

  test('by columns', async () => {
    const against = list(crowded(120), 'same.csv')
    const compare = 'Name:name,Company:company,City:text'
    const { counts } = await matchLists(null, input(crowded(120), { against, compare }))
    expect(counts).toMatchObject({ known: 420, new: 0 })
  })

  test('in the file, before its people are merged and afterwards', async () => {
    const w = world()
    await importText(w, crowded(120))
    const before = await matchLists(w.file, input(ANN))
    expect(before.counts).toEqual({ rows: 1, known: 1, new: 0, pairs: 120 })
    await dedupePeople(w.deps)
    const after = await matchLists(w.file, input(ANN))
    expect(after.counts).toMatchObject({ rows: 1, known: 1, new: 0 })
  })
})

describe('a group too large to compare', () => {
  /** Namesakes whom nothing but their addresses tells apart. */
  const namesakes = Array.from({ length: 150 }, (_, i) => `Ann Lee,Acme,ann${i * 7919}@mail${i}.example`)

  test('is told of', async () => {
    const against = list(`Name,Company,Email\n${namesakes.join('\n')}\n`, 'large.csv')
    const { splits } = await matchLists(null, input('Name,Company,Email\nAnn Lee,Acme,\n', { against }))
    expect(splits).toContainEqual({ rule: 'full name', size: 151, by: [], left_out: 151 })
  })

  test('is not told of where nobody of the list is in it', async () => {
    const against = list(`Name,Company,Email\n${namesakes.join('\n')}\n`, 'large.csv')
    const { splits } = await matchLists(null, input('Name,Email\nBob Roe,bob@acme.example\n', { against }))
    expect(splits).toEqual([])
  })
})

test('a file that holds nobody knows nobody', async () => {
  const twice = `${NEW}Priya Raghunathan,,Stackwright\n`
  const { counts, within, no_file } = await matchLists(world().file, input(twice))
  expect([counts, within, no_file]).toEqual([{ rows: 4, known: 0, new: 4, pairs: 0 }, false, false])
  const alone = await matchLists(null, input(twice))
  expect([alone.counts.known, alone.within, alone.no_file]).toEqual([1, true, true])
})
