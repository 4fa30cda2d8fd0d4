import { describe, expect, test } from 'vitest'
import { matchCompanies } from '../../../src/core/dedupe/match-companies.ts'
import type { Clustering } from '../../../src/core/dedupe/cluster.ts'
import { seeded } from '../../../src/lib/random.ts'
import type { CompanyFacts } from '../../../src/core/dedupe/types.ts'

const company = (id: number, known: Partial<CompanyFacts>): CompanyFacts => ({
  id,
  name: null,
  domain: null,
  phones: [],
  street: null,
  city: null,
  postal_code: null,
  country: null,
  profiles: [],
  ...known,
})

const FIRST = 'Amber Birch Cobalt Delta Ember Fjord Garnet Harbor Indigo Juniper Kestrel Larch'.split(' ')
const SECOND = 'Analytics Bakery Carriers Dental Energy Foods Glass Homes Instruments Joinery'.split(' ')
const TOWNS = ['Leeds', 'Bristol', 'York', 'Derby', 'Exeter', 'Truro']

/** A hundred and twenty companies, a third of them twice: with a legal form, an abbreviated street, or no phone. */
const file = (): CompanyFacts[] => {
  const random = seeded(3)
  const units: CompanyFacts[] = []
  let id = 1
  for (const [i, first] of FIRST.entries()) {
    for (const [j, second] of SECOND.entries()) {
      const street = `${String(1 + Math.floor(random() * 90))} ${FIRST[(i * 5 + j * 7) % 12]!} Street`
      const one = company(id++, {
        name: `${first} ${second}`,
        domain: `${first}-${second}.example`.toLowerCase(),
        phones: [`+44 20 7946 0${String(100 + i * 10 + j)}`],
        street,
        city: TOWNS[(i + 2 * j) % 6]!,
        postal_code: `LS${String(i)} ${String(j)}AA`,
        country: 'GB',
      })
      units.push(one)
      if ((i + j) % 3 > 0) continue
      units.push({
        ...one,
        id: id++,
        name: `${first} ${second} Ltd`,
        domain: j % 2 === 0 ? null : one.domain,
        phones: j % 2 === 0 ? one.phones : [],
        street: street.replace('Street', 'St.'),
      })
    }
  }
  return units
}

const groups = (units: CompanyFacts[], { cluster }: Clustering): number[][] => {
  const by = new Map<number, number[]>()
  for (const [i, root] of cluster.entries()) by.set(root, [...(by.get(root) ?? []), units[i]!.id])
  return [...by.values()].filter((ids) => ids.length > 1).map((ids) => ids.toSorted((a, b) => a - b))
}

describe('companies', () => {
  test('each that stands there twice is found, and nothing else is joined', () => {
    const units = file()
    const twice = units
      .filter(({ name }) => name?.endsWith(' Ltd'))
      .map(({ id }) => [id - 1, id])
      .sort((a, b) => a[0]! - b[0]!)
    expect(twice.length).toBe(40)
    expect(groups(units, matchCompanies(units).cluster()).sort((a, b) => a[0]! - b[0]!)).toEqual(twice)
  })

  test('in any order', () => {
    const units = file()
    const turned = units.toReversed()
    const sorted = (all: number[][]): number[][] => all.sort((a, b) => a[0]! - b[0]!)
    expect(sorted(groups(turned, matchCompanies(turned).cluster()))).toEqual(
      sorted(groups(units, matchCompanies(units).cluster())),
    )
  })

  test('the same domain in another town or country is for review', () => {
    const units = file()
    const known = units[0]!
    units.push(
      { ...known, id: 9001, street: '5 Quay', city: 'Hamburg', postal_code: null, country: 'DE', phones: [] },
      { ...known, id: 9002, street: '7 High Street', city: 'Swansea', postal_code: null },
    )
    const found = matchCompanies(units).cluster()
    const [first, abroad, town] = [0, units.length - 2, units.length - 1]
    expect(found.cluster[abroad]).not.toBe(found.cluster[first])
    expect(found.cluster[town]).not.toBe(found.cluster[first])
    const refused = found.refused
      .filter(({ reason }) => reason === 'branches')
      .flatMap(({ a, b }) => [units[a]!.id, units[b]!.id])
    expect(refused).toContain(9001)
    expect(refused).toContain(9002)
  })

  test('decisions stand: one that was said, and one that was denied', () => {
    const units = file()
    expect(matchCompanies(units).cluster().cluster[1]).toBe(matchCompanies(units).cluster().cluster[0])
    const { cluster, refused } = matchCompanies(units).cluster({
      must: [[0, 2]],
      cannot: (a, b) => (a + b === 1 ? 'decided_apart' : null),
    })
    expect(cluster[2]).toBe(cluster[0])
    expect(cluster[1]).not.toBe(cluster[0])
    expect(refused.map(({ reason }) => reason)).toContain('decided_apart')
  })

  test('the model is plain data, and gives the same clusters and evidence again', () => {
    const units = file()
    const fitted = matchCompanies(units)
    const model = JSON.parse(JSON.stringify(fitted.model)) as typeof fitted.model
    const again = matchCompanies(units, { model })
    expect([...again.cluster().cluster]).toEqual([...fitted.cluster().cluster])
    expect(again.explain(0, 1)).toEqual(fitted.explain(0, 1))
  })
})
