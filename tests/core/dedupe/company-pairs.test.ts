/** What dedupe makes of two companies, in the situations that lists bring: nothing that could be two is merged unasked. */
import { expect, test } from 'vitest'
import { companyCases } from '../../../src/core/dedupe/company-cases.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { companyOfKey } from '../../../src/core/derive/which-company.ts'
import { importText, world, type World } from '../../support/world.ts'

/** Name, phone, page, street, city and country: what is not told is empty. The pair's own domains follow from its number. */
type Told = readonly [
  name: string,
  phone?: string,
  page?: string,
  street?: string,
  city?: string,
  country?: string,
]

const ONE = '(212) 555-0110'
const TWO = '(212) 555-0190'
const P = 'page'
const STREET = '1 High St'

/** Where it is not told otherwise the domains have no word in common. */
type Domains = 'unlike' | 'siblings' | 'longer'

interface Case {
  name: string
  a: Told
  b: Told
  domains?: Domains
  expected: 'merge' | 'review' | 'leave'
}

const CASES: readonly Case[] = [
  // One company, told twice.
  { name: 'one page, another legal form', a: ['Abel Inc', '', P], b: ['Abel', '', P], expected: 'merge' },
  { name: 'one phone, another legal form', a: ['Bode GmbH', ONE], b: ['Bode', ONE], expected: 'merge' },
  {
    name: 'a domain rebranded, page and phone kept',
    a: ['Cato', ONE, P],
    b: ['Cato', ONE, P],
    expected: 'merge',
  },
  {
    name: 'a shortened name, page and phone kept',
    a: ['Dorn Instruments', ONE, P],
    b: ['Dorn', ONE, P],
    expected: 'merge',
  },
  {
    name: 'siblings .example and -uk.example on one phone',
    a: ['Ebert', ONE],
    b: ['Ebert Ltd', ONE],
    domains: 'siblings',
    expected: 'merge',
  },
  {
    name: 'siblings with other names at one address',
    a: ['Fabian Foods', '', '', STREET, 'Austin', 'US'],
    b: ['Gaspard Tools', '', '', STREET, 'Austin', 'US'],
    domains: 'siblings',
    expected: 'review',
  },
  {
    name: 'siblings with other names in one town',
    a: ['Fabian Foods', '', '', '', 'Austin', 'US'],
    b: ['Gaspard Tools', '', '', '', 'Austin', 'US'],
    domains: 'siblings',
    expected: 'leave',
  },
  {
    name: 'one address',
    a: ['Faber', '', '', STREET, 'Austin', 'US'],
    b: ['Faber LLC', '', '', STREET, 'Austin', 'US'],
    expected: 'merge',
  },
  {
    name: 'one phone and town, pages missing',
    a: ['Gould', ONE, '', '', 'Austin', 'US'],
    b: ['Gould LLC', ONE, '', '', 'Austin', 'US'],
    expected: 'merge',
  },
  { name: 'one page, phones of two desks', a: ['Hesse', ONE, P], b: ['Hesse', TWO, P], expected: 'merge' },
  {
    name: 'one page, the town told once',
    a: ['Ivers', '', P, '', 'Austin', 'US'],
    b: ['Ivers', '', P],
    expected: 'merge',
  },
  { name: 'no name at all, page and phone', a: ['', ONE, P], b: ['', ONE, P], expected: 'merge' },
  // Branches, subsidiaries, and whatever else shares much and may be two.
  {
    name: 'a holding in two countries, one page',
    a: ['Jarl Holding', '', P, '', '', 'US'],
    b: ['Jarl Holding', '', P, '', '', 'GB'],
    expected: 'review',
  },
  {
    name: 'a holding in two countries, page and phone',
    a: ['Kolb Group', ONE, P, '', '', 'AT'],
    b: ['Kolb Group', ONE, P, '', '', 'DE'],
    expected: 'review',
  },
  {
    name: 'branches in two towns, one phone',
    a: ['Lund', ONE, '', '', 'Austin', 'US'],
    b: ['Lund', ONE, '', '', 'Boston', 'US'],
    expected: 'review',
  },
  {
    name: 'siblings in two countries',
    a: ['Mohr', ONE, '', '', '', 'US'],
    b: ['Mohr', ONE, '', '', '', 'GB'],
    domains: 'siblings',
    expected: 'review',
  },
  {
    name: 'siblings of which nothing else is known',
    a: ['Nagel'],
    b: ['Nagel'],
    domains: 'siblings',
    expected: 'review',
  },
  {
    name: 'siblings in one town, phones of their own',
    a: ['Orban', ONE, '', '', 'Austin', 'US'],
    b: ['Orban', TWO, '', '', 'Austin', 'US'],
    domains: 'siblings',
    expected: 'review',
  },
  {
    name: 'a subsidiary at the address and phone of its parent',
    a: ['Pohl', ONE, '', STREET, 'Austin', 'US'],
    b: ['Pohl Service', ONE, '', STREET, 'Austin', 'US'],
    expected: 'review',
  },
  {
    name: 'a subsidiary that names the page of its parent',
    a: ['Quade', ONE, P, '', 'Austin', 'US'],
    b: ['Quade Rail', TWO, P, '', 'Austin', 'US'],
    expected: 'review',
  },
  {
    name: 'a subsidiary with a longer domain and the phone of its parent',
    a: ['Rieck', ONE, '', '', '', 'US'],
    b: ['Rieck Foods', ONE, '', '', '', 'US'],
    domains: 'longer',
    expected: 'review',
  },
  {
    name: 'another name on the same page and phone',
    a: ['Stolz', ONE, P],
    b: ['Umber', ONE, P],
    expected: 'review',
  },
  {
    name: 'another name on the same page',
    a: ['Thorn', '', P, '', '', 'US'],
    b: ['Vogel', '', P, '', '', 'US'],
    expected: 'review',
  },
  {
    name: 'two firms in a shared office: address, phone and town',
    a: ['Wirth', ONE, '', STREET, 'Austin', 'US'],
    b: ['Xaver', ONE, '', STREET, 'Austin', 'US'],
    expected: 'review',
  },
  { name: 'no names, one phone', a: ['', ONE], b: ['', ONE], expected: 'review' },
  {
    name: 'one name in one town, phones of their own',
    a: ['Yorck', ONE, '', '', 'Austin', 'US'],
    b: ['Yorck', TWO, '', '', 'Austin', 'US'],
    expected: 'review',
  },
  // Strangers.
  { name: 'one phone of an answering service', a: ['Zander', ONE], b: ['Adler', ONE], expected: 'leave' },
  {
    name: 'one name in two countries',
    a: ['Bruns', '', '', '', 'Austin', 'US'],
    b: ['Bruns', '', '', '', 'Graz', 'AT'],
    expected: 'leave',
  },
  {
    name: 'one name in two towns',
    a: ['Cramer', ONE, '', '', 'Austin', 'US'],
    b: ['Cramer', TWO, '', '', 'Boston', 'US'],
    expected: 'leave',
  },
  {
    name: 'one name, pages of their own',
    a: ['Dreyer', '', P, '', '', 'US'],
    b: ['Dreyer', '', 'other', '', '', 'US'],
    expected: 'leave',
  },
  {
    name: 'one word of the domain, names unlike',
    a: ['Engel'],
    b: ['Fromm'],
    domains: 'siblings',
    expected: 'leave',
  },
  {
    name: 'one address of a business centre',
    a: ['Gerst', '', '', STREET, 'Austin', 'US'],
    b: ['Haupt', '', '', STREET, 'Austin', 'US'],
    expected: 'leave',
  },
  {
    name: 'a name that another begins with',
    a: ['Iller', '', '', '', '', 'US'],
    b: ['Iller Foods', '', '', '', '', 'US'],
    expected: 'leave',
  },
]

const HEADER = 'Name,Email,Company,Website,Company Phone,Company LinkedIn URL,Street,Postal Code,City,Country'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzabcdefghij'

/** A word that no other pair has. */
const wordOf = (n: number, side: string): string => `${side}${LETTERS[n]!.repeat(3)}${n}`

const domainsOf = ({ domains = 'unlike' }: Case, n: number): [string, string] => {
  const one = wordOf(n, 'left')
  const other = { unlike: wordOf(n, 'right'), siblings: `${one}-uk`, longer: `${one}-foods` }[domains]
  return [`${one}.example`, `${other}.example`]
}

const rowOf = (told: Told, domain: string, n: number): string => {
  const [name, phone = '', page = '', street = '', city = '', country = ''] = told
  const own = phone.replace(/^\(212\)/, `(${String(212 + n)})`)
  const url = page === '' ? '' : `https://www.linkedin.com/company/${page}${n}`
  // Streets of their own too, so that no two pairs meet.
  const at = street === '' ? ',' : `${n + 1}${street.slice(1)},${String(78700 + n)}`
  return `Given${n} Family,me@${domain},${name},${domain},${own},${url},${at},${city},${country}`
}

const filled = async (cases: readonly Case[]): Promise<World> => {
  const w = world()
  const rows = cases.flatMap((each, n) => {
    const [left, right] = domainsOf(each, n)
    return [rowOf(each.a, left, n), rowOf(each.b, right, n)]
  })
  await importText(w, [HEADER, ...rows].join('\n'))
  await dedupePeople(w.deps)
  return w
}

const became = ({ file, deps }: World, [left, right]: readonly [string, string]): Case['expected'] => {
  const [a, b] = [left, right].map((domain) => companyOfKey(file, `d:${domain}`)!)
  if (a!.key === b!.key) return 'merge'
  const ids = new Set([a!.id, b!.id])
  return companyCases(deps).some((each) => ids.has(each.a) && ids.has(each.b)) ? 'review' : 'leave'
}

test.each(CASES)('$expected: $name', async (each) => {
  expect(became(await filled([each]), domainsOf(each, 0))).toBe(each.expected)
})

test('all of them in one file, none of which concerns another', async () => {
  const w = await filled(CASES)
  const found = CASES.map((each, n) => [each.name, became(w, domainsOf(each, n))])
  expect(found).toEqual(CASES.map(({ name, expected }) => [name, expected]))
  const merged = CASES.filter(({ expected }) => expected === 'merge').length
  expect(w.file.companies.count()).toBe(2 * CASES.length - merged)
})

test('a franchise: many shops of one name, each with its site, on one hotline', async () => {
  const w = world()
  const shops = Array.from({ length: 8 }, (_, i) => rowOf(['Bagel Barn', ONE], `shop${i}barn.example`, 0))
  await importText(w, [HEADER, ...shops].join('\n'))
  const { companies } = await dedupePeople(w.deps)
  expect(companies.counts).toMatchObject({ companies: 8, merged: 0 })
})
