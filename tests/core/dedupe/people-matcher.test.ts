import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchPeople, personKeysOf } from '../../../src/core/dedupe/people-matcher.ts'
import type { PeopleModel } from '../../../src/core/dedupe/people-model.ts'
import type { Band, PersonFacts } from '../../../src/core/dedupe/types.ts'
import { crowd, person } from './people.ts'

const acme = { company: 'Acme Robotics GmbH', domain: 'acme.example', city: 'Berlin' }
const nordlys = { company: 'Nordlys AS', domain: 'nordlys.example', city: 'Oslo' }
const mobile = '+447700900123'
const board = '+442079460101'

/** What becomes of two people in a small file. */
const judged = (a: PersonFacts, b: PersonFacts, others = 10): Band => {
  const matcher = matchPeople([...crowd(others), a, b])
  if (matcher.cannot(others, others + 1) !== null) return 'leave'
  return matcher.bandOf(matcher.pattern(others, others + 1), matcher.score(others, others + 1))
}

describe('two people in a file of a dozen', () => {
  it.each<[string, PersonFacts, PersonFacts, Band]>([
    [
      'a nickname at one company',
      person('Bob Miller', { ...acme, email: 'bob.miller@acme.example' }),
      person('Robert Miller', { ...acme, phone: board }),
      'merge',
    ],
    [
      'the same name and company, form and title aside',
      person('Jane Kirchner', acme),
      person('Dr. Jane M. KIRCHNER', { company: 'Acme Robotics', title: 'CTO' }),
      'merge',
    ],
    [
      'a new job, with the same profile',
      person('Jane Kirchner', { ...acme, profile: 'jane-k-1', email: 'jane@acme.example' }),
      person('Jane Kirchner', { ...nordlys, profile: 'jane-k-1', email: 'jk@nordlys.example' }),
      'merge',
    ],
    [
      'a new name, with the same profile',
      person('Jane Kirchner', { ...acme, profile: 'jane-k-1' }),
      person('Jane Oldfield', { ...acme, profile: 'jane-k-1' }),
      'merge',
    ],
    [
      'given name and surname swapped, one in an initial',
      person('Kirchner Jane', acme),
      person('Jane Kirchner', acme),
      'review',
    ],
    ['an initial at one company', person('J. Kirchner', acme), person('Jane Kirchner', acme), 'review'],
    ['a slip in the surname', person('Jane Kirchner', acme), person('Jane Kirchnre', acme), 'review'],
    [
      'a new surname, with the same number',
      person('Jane Kirchner', { ...acme, phone: mobile }),
      person('Jane Oldfield', { ...acme, phone: mobile }),
      'review',
    ],
    [
      'a couple with one mailbox',
      person('Jane Kirchner', { email: 'kirchners@gmail.com' }),
      person('Paul Kirchner', { email: 'kirchners@gmail.com' }),
      'review',
    ],
    [
      'namesakes with a usual name at two firms',
      person('John Smith', { ...acme, email: 'john.smith@acme.example' }),
      person('John Smith', { ...nordlys, email: 'jsmith@nordlys.example' }),
      'review',
    ],
    [
      'colleagues with one line',
      person('Jane Kirchner', { ...acme, email: 'jane.kirchner@acme.example', phone: board }),
      person('Omar Haddad', { ...acme, email: 'omar.haddad@acme.example', phone: board }),
      'leave',
    ],
    [
      'colleagues with one given name',
      person('Jane Kirchner', { ...acme, email: 'jane.kirchner@acme.example' }),
      person('Jane Haddad', { ...acme, email: 'jane.haddad@acme.example' }),
      'leave',
    ],
    ['relatives at one company', person('Jane Kirchner', acme), person('Paul Kirchner', acme), 'leave'],
    [
      'namesakes at one company with a profile each',
      person('John Smith', { ...acme, profile: 'john-smith-1' }),
      person('John Smith', { ...acme, profile: 'john-smith-2' }),
      'leave',
    ],
    [
      'namesakes at one company with numbered addresses',
      person('John Smith', { ...acme, email: 'john.smith2@acme.example' }),
      person('John Smith', { ...acme, email: 'john.smith3@acme.example' }),
      'leave',
    ],
  ])('%s', (_, a, b, band) => {
    expect(judged(a, b)).toBe(band)
    expect(judged(b, a)).toBe(band)
  })

  it('finds three pairs among twelve, and one buyer behind five tickets', () => {
    const five = Array.from({ length: 5 }, (_, i) =>
      person('Rosa Fontaine', { email: 'rosa@fontaine.example', ...(i > 2 && { phone: mobile }) }),
    )
    const units = [
      ...[person('Bob Miller', acme), person('Robert Miller', { ...acme, phone: board })],
      ...[person('Lena Gruber', { ...nordlys, email: 'lena.gruber@nordlys.example' })],
      ...[person('L. Gruber', { email: 'lena.gruber@nordlys.example' })],
      ...[person('Omar Haddad', { ...acme, profile: 'omar-h' }), person('Omar Hadad', { profile: 'omar-h' })],
      ...[person('Paul Miller', acme), person('Greta Vogel', nordlys), person('Omar Vogel', nordlys)],
      ...[person('Kofi Okafor', acme), person('Ines Silva', acme), person('Hugo Weiss', nordlys)],
      ...five,
    ]
    const { cluster } = matchPeople(units).cluster()
    const groups = new Map<number, number[]>()
    for (const [unit, root] of cluster.entries()) groups.set(root, [...(groups.get(root) ?? []), unit])
    expect([...groups.values()].filter((group) => group.length > 1).sort((a, b) => a[0]! - b[0]!)).toEqual([
      ...[
        [0, 1],
        [2, 3],
        [4, 5],
        [12, 13, 14, 15, 16],
      ],
    ])
  })

  it('keeps the places of one list apart that holds nobody twice', () => {
    const units = [
      ...crowd(10),
      person('Jane Kirchner', { ...acme, sources: ['crm', 'fair'] }),
      person('Jane Kirchner', { ...acme, sources: ['crm'] }),
    ]
    expect(matchPeople(units).cannot(10, 11)).toBeNull()
    expect(matchPeople(units, { cleanSources: ['crm'] }).cannot(10, 11)).toBe('same_source')
    expect(matchPeople(units, { cleanSources: ['fair'] }).cannot(10, 11)).toBeNull()
  })

  it('counts the best of several values', () => {
    const several = person('Jane Kirchner', {
      emails: ['jane@acme.example', 'jane.kirchner@nordlys.example'],
      other_names: [{ full_name: 'Jane Oldfield', first_name: null, last_name: null }],
    })
    const other = person('Jane Oldfield', { email: 'jane.kirchner@nordlys.example' })
    const matcher = matchPeople([...crowd(10), several, other])
    const levels = matcher.explain(10, 11).lines.map(({ level }) => level)
    expect(levels.slice(0, 2)).toEqual(['equal', 'equal'])
    expect(matcher.edges.a).toHaveLength(1)
  })
})

const varied: fc.Arbitrary<PersonFacts> = fc
  .record({
    name: fc.constantFrom(
      'Ann Lee',
      'Anne Lee',
      'A. Lee',
      'Lee Ann',
      'Bob Stone',
      'Robert Stone',
      'Alex Roe',
      'Xander Roe',
    ),
    email: fc.constantFrom(
      undefined,
      'ann.lee@acme.example',
      'ann.lee@gmail.com',
      'bob@acme.example',
      'info@acme.example',
    ),
    phone: fc.constantFrom(undefined, mobile, board),
    profile: fc.constantFrom(undefined, 'ann-lee-1', 'ann-lee-2', 'bob'),
    company: fc.constantFrom(null, 'Acme', 'Acme Inc', 'Nordlys'),
    city: fc.constantFrom(null, 'Munich', 'München', 'Oslo'),
    title: fc.constantFrom(null, 'CEO', 'Chief Executive Officer', 'Analyst'),
  })
  .map(({ name, email, phone, profile, ...rest }) =>
    person(name, { ...rest, ...(email && { email }), ...(phone && { phone }), ...(profile && { profile }) }),
  )

const bare = (facts: PersonFacts): string => JSON.stringify({ ...facts, id: 0 })
/** Clusters by what their members say of themselves, whoever is listed first. */
const partition = (units: readonly PersonFacts[], cluster: ArrayLike<number>): string[] => {
  const groups = new Map<number, string[]>()
  for (const [place, unit] of units.entries())
    groups.set(cluster[place]!, [...(groups.get(cluster[place]!) ?? []), bare(unit)])
  return [...groups.values()].map((group) => group.sort().join('\n')).sort()
}

describe('matching', () => {
  it('gives the same clusters and weights however the units are listed and numbered', () => {
    const files = fc
      .array(varied, { minLength: 2, maxLength: 24 })
      .chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length })))
    fc.assert(
      fc.property(files, ([units, shuffled]) => {
        const anew = shuffled.map((facts, i) => ({ ...facts, id: 1000 - i }))
        const [one, other] = [matchPeople(units), matchPeople(anew)]
        expect(partition(anew, other.cluster().cluster)).toEqual(partition(units, one.cluster().cluster))
        expect(other.model).toEqual(one.model)
        expect([...other.edges.weight].sort()).toEqual([...one.edges.weight].sort())
      }),
      { numRuns: 60 },
    )
  })

  it('never puts two into one cluster that may not be one', () => {
    fc.assert(
      fc.property(fc.array(varied, { minLength: 2, maxLength: 20 }), (units) => {
        const matcher = matchPeople(units)
        const { cluster } = matcher.cluster()
        for (let a = 0; a < units.length; a++) {
          for (let b = a + 1; b < units.length; b++) {
            if (cluster[a] === cluster[b]) expect(matcher.cannot(a, b)).toBeNull()
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('explains weights by lines that add up', () => {
    fc.assert(
      fc.property(fc.array(varied, { minLength: 2, maxLength: 12 }), (units) => {
        const { explain, score } = matchPeople(units)
        for (let b = 1; b < units.length; b++) {
          const { prior, lines, total, probability } = explain(0, b)
          const sum = lines.reduce((bits, line) => bits + line.bits + line.frequency_bits, prior)
          expect(sum).toBe(total)
          expect(total).toBeCloseTo(score(0, b), 9)
          expect(probability).toBeCloseTo(2 ** total / (1 + 2 ** total), 12)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('weighs a pair the same with a frozen model, whoever else is there', () => {
    const units = crowd(120)
    const whole = matchPeople(units, { floor: -99 })
    const model = JSON.parse(JSON.stringify(whole.model)) as PeopleModel
    const again = matchPeople(units, { model, floor: -99 })
    expect(again.edges).toEqual(whole.edges)
    const isShared = (kind: 'phones' | 'mailboxes', value: string) => whole.shared[kind].includes(value)
    for (const [a, b] of [
      [0, 100],
      [3, 7],
      [20, 40],
    ] as const) {
      const pair = matchPeople([units[a]!, units[b]!], { model, isShared })
      expect(pair.score(0, 1)).toBe(whole.score(a, b))
    }
  })

  it('finds by keys the candidates that it finds in one go', () => {
    const units = crowd(300)
    const { model, edges } = matchPeople(units, { floor: -99, cap: 1 })
    expect(model.parted.length).toBeGreaterThan(0)
    const keysOf = personKeysOf(model)
    const keys = units.map((unit) => new Set(keysOf(unit)))
    const found: string[] = []
    for (let a = 0; a < units.length; a++) {
      for (let b = a + 1; b < units.length; b++) {
        if ([...keys[a]!].some((key) => keys[b]!.has(key))) found.push(`${a}-${b}`)
      }
    }
    const pairs = Array.from(edges.a, (a, e) => `${a}-${edges.b[e]!}`)
    expect(pairs.sort()).toEqual(found.sort())
  })

  it('compares only with marked units where some are marked', () => {
    const units = crowd(400)
    const { edges, model } = matchPeople(units, { floor: -99 })
    const marked = edges.a[0]!
    const only = new Uint8Array(units.length)
    only[marked] = 1
    const few = matchPeople(units, { floor: -99, model, only }).edges
    const mine = Array.from(edges.a, (a, e) => [a, edges.b[e]!]).filter((pair) => pair.includes(marked))
    expect(mine.length).toBeGreaterThan(0)
    expect(Array.from(few.a, (a, e) => [a, few.b[e]!]).sort()).toEqual(mine.sort())
  })

  it('is not led astray by a crowd of equals too large to compare', () => {
    const others = crowd(300)
    const twins = others.slice(0, 20).map((facts) => ({ ...facts, id: facts.id + 100_000, emails: [] }))
    const ann = { company: 'Acme', city: 'Boston' }
    const weightsWith = (times: number): Float32Array | Float64Array =>
      matchPeople([...others, ...twins, ...Array.from({ length: times }, () => person('Ann Lee', ann))]).edges
        .weight
    const [one, many] = [weightsWith(1), weightsWith(150)]
    expect(one.length).toBeGreaterThanOrEqual(20)
    expect([...many].sort()).toEqual([...one].sort())
  })

  it('takes names for no rarer where not all who bear them are compared', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    const units = Array.from({ length: 600 }, (_, i) =>
      person(`${['Ann', 'Otto', 'Petra'][i % 3]!} ${['Vogel', 'Quist'][i % 2]!}`, {
        ...{
          company: `Firm ${letters[i % 26]!}${letters[Math.floor(i / 26) % 26]!}x${i}`,
          city: `Town ${i % 97}`,
        },
        ...{ email: `box${i}@firm${i}.example`, profile: `somebody-${i}` },
      }),
    )
    const [whole, parted] = [matchPeople(units, { cap: 1000 }), matchPeople(units, { cap: 20 })]
    expect(parted.candidates).toBeLessThan(whole.candidates / 10)
    const namesakes = ({ model }: typeof whole): number => model.classes[2]!.share
    expect(namesakes(parted) / namesakes(whole)).toBeCloseTo(1, 1)
  })

  it('learns that firms make the mailboxes of namesakes alike', () => {
    const letters = 'abcdefghijklmnopqrst'
    const employee = (i: number): PersonFacts => {
      const [given, family] = [`G${letters[i % 20]!}rta`, `V${letters[Math.floor(i / 20) % 20]!}gelin`]
      const firm = `${letters[i % 19]!}${letters[i % 17]!}${letters[i % 13]!}works`
      return person(`${given} ${family}`, {
        ...{ company: firm, domain: `${firm}.example` },
        email: `${given}.${family}@${firm}.example`.toLowerCase(),
      })
    }
    // Everybody has two namesakes elsewhere; every fourth stands there twice.
    const people = Array.from({ length: 1200 }, (_, i) => employee(i))
    const twice = people.filter((_, i) => i % 4 === 0)
    const doubles = twice.map((facts) => ({ ...facts, id: facts.id + 1e6 }))
    const { edges, model, explain } = matchPeople([...people, ...doubles])
    const isOne = (e: number): boolean => edges.b[e]! >= 1200 && edges.a[e] === (edges.b[e]! - 1200) * 4
    const places = Array.from(edges.weight, (_, e) => e)
    expect(places.filter(isOne)).toHaveLength(300)
    expect(places.filter((e) => isOne(e) && edges.weight[e]! < model.thresholds.merge)).toEqual([])
    expect(places.filter((e) => !isOne(e) && edges.weight[e]! >= 0)).toEqual([])
    const { level, bits } = explain(1, 401).lines.find(({ field }) => field === 'email')!
    expect(level).toBe('same local part at another domain')
    expect(bits).toBeLessThan(0)
  })

  it('reports blocks that were too large', () => {
    const units = Array.from({ length: 12 }, (_, i) =>
      person('Ann Lee', { company: `Company ${String.fromCharCode(65 + i)}`, city: i % 2 ? 'Oslo' : 'Bern' }),
    )
    const { splits } = matchPeople(units, { cap: 8 })
    expect(splits).toMatchObject([{ rule: 'full name', size: 12, by: ['city'], left_out: 0 }])
  })

  it('takes an empty file and a single person', () => {
    expect(matchPeople([]).cluster().cluster).toHaveLength(0)
    expect([...matchPeople([person('Ann Lee')]).cluster().cluster]).toEqual([0])
  })
})
