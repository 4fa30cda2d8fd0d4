import { describe, expect, test } from 'vitest'
import { seeded } from '../../../src/lib/random.ts'
import { matchTable, type TableMatcher } from '../../../src/core/dedupe/table/match-table.ts'
import { parseCompare } from '../../../src/core/dedupe/table/compare-spec.ts'

const GIVEN =
  'Ada Bruno Carla Dmitri Elena Fabian Greta Hugo Irina Jonas Katja Leon Mira Nils Olga Pavel'.split(' ')
const FAMILY =
  'Abenov Brandt Castelli Dimitrov Eklund Ferrante Grabowski Hollmann Ivarsson Jankovic Kowalczyk Lindqvist Moreau Novotny'.split(
    ' ',
  )
const TOWNS = ['Graz', 'Aarhus', 'Lyon', 'Porto', 'Gdansk', 'Bilbao', 'Turku', 'Ghent']
const HOSTS = ['post', 'brief', 'letter']
const compare = parseCompare('first:name,last:name,born:date,town:text,email:email')

const two = (value: number): string => String(value).padStart(2, '0')

/** Three hundred strangers, each a row. */
const strangers = (): string[][] => {
  const random = seeded(11)
  const pick = (of: readonly string[]): string => of[Math.floor(random() * of.length)]!
  const handle = (): string => Math.floor(random() * 36 ** 5).toString(36)
  return Array.from({ length: 300 }, () => {
    const [first, last] = [pick(GIVEN), pick(FAMILY)]
    const born = `19${two(50 + Math.floor(random() * 49))}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`
    return [
      first,
      last,
      born,
      pick(TOWNS),
      `${first.slice(0, 3)}${handle()}@${pick(HOSTS)}.example`.toLowerCase(),
    ]
  })
}

/** Once more, with slips as they happen: by number, so that a test can point at each. */
const SLIPS: ((row: string[]) => string[])[] = [
  (row) => row,
  ([first, last, born, town]) => [first!, last!, born!, town!, ''],
  ([first, last, born, town, email]) => [last!, first!, born!, town!, email!],
  ([first, last, born, town, email]) => [first!.slice(0, 1), last!, born!, town!, email!],
  ([first, last, born, town, email]) => [first!, last!.replace(/(.)(.)$/, '$2$1'), born!, town!, email!],
  ([first, last, born, town]) => {
    const [year, month, day] = born!.split('-')
    return [
      first!,
      last!,
      Number(day) <= 12 ? `${year!}-${day!}-${month!}` : `${year!}-${month!}-0${day!.slice(1)}`,
      town!,
      '',
    ]
  },
  ([first, last, , town, email]) => [first!, last!, 'n/a', `${town!} `, email!.toUpperCase()],
]

const table = (): { rows: string[][]; twins: [number, number][] } => {
  const rows = strangers()
  const twins: [number, number][] = []
  for (let i = 0; i < 140; i++) {
    twins.push([i, rows.length])
    rows.push(SLIPS[i % SLIPS.length]!(rows[i]!))
  }
  return { rows, twins }
}

const pairsOf = (clusters: ArrayLike<number>): Set<string> => {
  const members = new Map<number, number[]>()
  for (let row = 0; row < clusters.length; row++)
    members.set(clusters[row]!, [...(members.get(clusters[row]!) ?? []), row])
  const pairs = new Set<string>()
  for (const rows of members.values())
    for (const a of rows) for (const b of rows) if (a < b) pairs.add(`${String(a)}-${String(b)}`)
  return pairs
}

describe('a table of people', () => {
  const { rows, twins } = table()
  const matcher: TableMatcher = matchTable(rows, { compare })
  const found = pairsOf(matcher.cluster().cluster)

  test('rows that are one are found in spite of slips', () => {
    const missed = twins.filter(([a, b]) => !found.has(`${String(a)}-${String(b)}`))
    expect(missed.map(([a]) => a % SLIPS.length).filter((slip) => slip !== 5)).toEqual([])
    expect(missed.length).toBeLessThanOrEqual(3)
  })

  test('and hardly a stranger with them', () => {
    const wrong = [...found].filter((pair) => !twins.some(([a, b]) => pair === `${String(a)}-${String(b)}`))
    expect(wrong.length).toBeLessThanOrEqual(2)
  })

  test('in any order of the rows', () => {
    const random = seeded(5)
    const order = rows
      .map((_, i) => ({ i, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ i }) => i)
    const other = matchTable(
      order.map((i) => rows[i]!),
      { compare },
    ).cluster().cluster
    const back = new Int32Array(rows.length)
    for (const [at, i] of order.entries()) back[i] = order[other[at]!]!
    expect(pairsOf(back)).toEqual(found)
  })

  test('the evidence names each finding, and adds up', () => {
    const [swapped, original] = [rows.length - 140 + 2, 2]
    const evidence = matcher.explain(original, swapped)
    expect(evidence.lines.map(({ field, level }) => [field, level])).toEqual([
      ['first', 'swapped'],
      ['last', 'swapped'],
      ['born', 'equal'],
      ['town', 'equal'],
      ['email', 'equal'],
    ])
    expect(evidence.lines[0]).toMatchObject({ a: rows[original]![0], b: rows[swapped]![0] })
    const sum = evidence.lines.reduce(
      (total, { bits, frequency_bits }) => total + bits + frequency_bits,
      evidence.prior,
    )
    expect(evidence.total).toBeCloseTo(sum, 9)
    expect(evidence.total).toBeCloseTo(matcher.score(original, swapped), 9)
    expect(evidence.probability).toBeGreaterThan(0.999)
    expect(evidence.runner_up.reading).toBe('strangers')
    expect(evidence.runner_up.bits).toBeCloseTo(-evidence.total, 9)
  })

  test('day and month the other way round, one digit off, nothing known', () => {
    const born = ['1970-03-05', '1970-05-03', '1970-03-06', '05/03/1970', '', '1984-11-21']
    const people = born.map((day) => ['Mira', 'Moreau', day, 'Lyon', ''])
    const other = matchTable([...people, ...rows], { compare })
    const level = (a: string, b: string): string =>
      other.explain(born.indexOf(a), born.indexOf(b)).lines[2]!.level
    expect(level('1970-03-05', '1970-05-03')).toBe('day and month swapped')
    expect(level('1970-03-05', '1970-03-06')).toBe('one digit off')
    expect(level('1970-03-05', '05/03/1970')).toBe('equal')
    expect(level('1970-03-05', '')).toBe('unknown')
    expect(level('1970-03-05', '1984-11-21')).toBe('differ')
  })

  test('a frozen model gives a pair the same weight among other rows', () => {
    const model = JSON.parse(JSON.stringify(matcher.model)) as typeof matcher.model
    const few = matchTable([rows[0]!, rows[300]!, rows[7]!], { compare, model })
    expect(few.score(0, 1)).toBeCloseTo(matcher.score(0, 300), 9)
    expect(few.score(0, 2)).toBeCloseTo(matcher.score(0, 7), 9)
    expect(() => matchTable(rows, { compare: compare.slice(1), model })).toThrow('fitted to other columns')
  })

  test('what answers taught changes the weights', () => {
    const deaf = { ...matcher.model, multipliers: { email: 0 }, shift: -3 }
    const line = matchTable(rows, { compare, model: deaf }).explain(0, 300)
    expect(line.lines[4]!.bits).toBe(0)
    expect(line.prior).toBeCloseTo(matcher.explain(0, 300).prior - 3, 9)
  })

  test('decisions and lists keep rows apart', () => {
    const apart = matcher.cluster({ cannot: (a, b) => (a + b === 300 ? 'decided_apart' : null) })
    expect(pairsOf(apart.cluster).has('0-300')).toBe(false)
    expect(apart.refused.map(({ reason }) => reason)).toContain('decided_apart')
    expect(pairsOf(matcher.cluster({ must: [[4, 5]] }).cluster).has('4-5')).toBe(true)

    const source = Int32Array.from(rows, (_, row) => (row < 300 ? 0 : 1))
    const linked = pairsOf(matchTable(rows, { compare, source }).cluster().cluster)
    expect(linked.has('0-300')).toBe(true)
    for (const pair of linked) {
      const [a, b] = pair.split('-').map(Number)
      expect(source[a!]).not.toBe(source[b!])
    }
  })
})

describe('tables that are not as usual', () => {
  test('none, one, and rows that say nothing', () => {
    expect([...matchTable([], { compare }).cluster().cluster]).toEqual([])
    expect([...matchTable([['Ada', 'Brandt', '', '', '']], { compare }).cluster().cluster]).toEqual([0])
    const blank = matchTable([[], ['', '', '', '', ''], ['-', 'n/a', 'null', '?', '']], { compare })
    expect(pairsOf(blank.cluster().cluster).size).toBe(0)
  })

  test('a block that is too large is split and reported, and a thousand equal rows are still one', () => {
    const many = Array.from({ length: 1000 }, () => [
      'Ada',
      'Brandt',
      '1970-01-02',
      'Graz',
      'ada@brandt.example',
    ])
    const matcher = matchTable([...many, ...strangers()], { compare })
    expect(matcher.splits.map(({ key }) => key)).toContain('email')
    expect(matcher.splits[0]).toMatchObject({
      rows: expect.any(Number) as number,
      by: expect.any(Array) as string[],
    })
    expect(matcher.candidates).toBeLessThan(60_000)
    const { cluster } = matcher.cluster()
    expect(new Set(cluster.slice(0, 1000)).size).toBe(1)
  })

  test('too many columns are refused', () => {
    const columns = Array.from({ length: 16 }, (_, i) => ({ name: String(i), kind: 'exact' as const }))
    expect(() => matchTable([], { compare: columns })).toThrow('16 columns cannot be compared')
    expect(() => matchTable([], { compare: [] })).toThrow('0 columns cannot be compared')
  })

  test('amounts and codes: close ones count, short codes have no slips', () => {
    const kinds = parseCompare('amount:number,state:exact,code:exact,phone:phone,address:address')
    const matcher = matchTable(
      [
        ['1,000.00', 'nsw', 'AB-1234', '020 7946 0123', '12 Mill Street'],
        ['1005', 'nse', 'ab 1235', '+44 20 7946 0123', '12 Mill St.'],
        ['7', 'vic', 'QZ-7781', '020 7946 0999', '12 Quay Road'],
      ],
      { compare: kinds },
    )
    const levels = (a: number, b: number): string[] => matcher.explain(a, b).lines.map(({ level }) => level)
    expect(levels(0, 1)).toEqual(['within a hundredth', 'differ', 'one character off', 'equal', 'equal'])
    expect(levels(0, 2)).toEqual(['differ', 'differ', 'differ', 'differ', 'same number'])
  })
})
