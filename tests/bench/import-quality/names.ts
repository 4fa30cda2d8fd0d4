/** How well names, companies, countries, titles and headers are read, measured on the public cases. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mapColumns } from '../../../src/core/reading/mapping.ts'
import { cleanCompany } from '../../../src/model/company-name.ts'
import { countryCode } from '../../../src/model/country.ts'
import { parseName, type NameParts } from '../../../src/model/name.ts'
import { classifyTitle } from '../../../src/model/title.ts'

export interface Measure {
  name: string
  ours: number
  of?: number
  target?: string
  note?: string
}

const read = (path: string): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

/**
 * @param casesDir the folder of public cases; parts that are absent are left out of the answer
 * @returns counts (`ours` of `of`) or shares between 0 and 1 (no `of`)
 */
export const measureNames = (casesDir: string): Promise<Measure[]> =>
  Promise.resolve([
    ...people(join(casesDir, 'names/nameparser-1.1.3.json')),
    ...companies(join(casesDir, 'companies/cleanco-tests.json')),
    ...countries(join(casesDir, 'countries/country-names.json')),
    ...titles(join(casesDir, 'titles/rootstrap-level.json'), 'level', levelOf, '0.65'),
    ...titles(join(casesDir, 'titles/rootstrap-area.json'), 'area', areaOf, '0.70'),
    ...headers(join(casesDir, 'headers/header-rows.json')),
  ])

const PARTS: Record<string, keyof NameParts> = {
  title: 'prefix',
  first: 'first_name',
  middle: 'middle_name',
  last: 'last_name',
  suffix: 'suffix',
  nickname: 'nickname',
}

const people = (path: string): Measure[] => {
  const cases = (
    read(path) as { input: string; expected: Record<string, string>; xfail: boolean }[] | null
  )?.filter((one) => !one.xfail)
  if (!cases) return []
  const right = cases.filter(({ input, expected }) => {
    const parts = parseName(input)
    return Object.entries(expected).every(([part, text]) => (parts[PARTS[part]!] ?? '') === text)
  })
  return [
    {
      name: 'names',
      ours: right.length,
      of: cases.length,
      target: '95 %',
      note: 'parse-full-name 70.3 %, humanparser 47.2 %',
    },
  ]
}

const companies = (path: string): Measure[] => {
  const all = read(path) as { input: string; expected: string; known_issue: boolean }[] | null
  if (!all) return []
  const cases = all.filter((one) => !one.known_issue)
  const isForm = ({ input, expected }: { input: string; expected: string }) => input.trim() !== expected
  const count = (some: typeof cases) =>
    some.filter(({ input, expected }) => cleanCompany(input).name === expected).length
  const stripped = cases.filter(isForm)
  const kept = [
    ...cases.filter((one) => !isForm(one)),
    ...[...new Set(cases.map((one) => one.expected))]
      .filter(Boolean)
      .map((name) => ({ input: name, expected: name, known_issue: false })),
  ]
  return [
    {
      name: 'company forms stripped',
      ours: count(stripped),
      of: stripped.length,
      target: '122/126',
      note: 'cleanco 120/126',
    },
    {
      name: 'company names left alone',
      ours: count(kept),
      of: kept.length,
      target: '585/594',
      note: 'cleanco 566/594; here: the clean names of the cases',
    },
  ]
}

const countries = (path: string): Measure[] => {
  const cases = read(path) as { input: string; iso2: string }[] | null
  if (!cases) return []
  const answers = cases.map(({ input, iso2 }) => [countryCode(input), iso2] as const)
  return [
    {
      name: 'countries right',
      ours: answers.filter(([ours, right]) => ours === right).length,
      of: cases.length,
      target: '93 %',
      note: 'i18n-iso-countries + country-to-iso + Intl 83.7 %',
    },
    {
      name: 'countries wrong',
      ours: answers.filter(([ours, right]) => ours !== null && ours !== right).length,
      of: cases.length,
      target: '< 0.1 %',
    },
  ]
}

const LEVELS: Record<string, string> = {
  c_level: 'C-Suite',
  vp: 'VP',
  director: 'Director',
  manager: 'Manager',
}
const levelOf = (title: string): string => LEVELS[classifyTitle(title).seniority ?? ''] ?? 'Other'

/**
 * The set's areas are coarser than our departments, and mix in rank: who leads is "Business" there unless in sales or
 * marketing, or a chief or director of something technical.
 */
const areaOf = (title: string): string => {
  const { seniority, department } = classifyTitle(title)
  if (department === 'sales' || department === 'marketing') return 'Sales-Marketing'
  if (seniority === 'vp') return 'Business'
  if (['engineering', 'it', 'data', 'product', 'design'].includes(department ?? '')) return 'Technical'
  return seniority === 'c_level' || seniority === 'director' ? 'Business' : 'Other'
}

const titles = (path: string, what: string, ours: (title: string) => string, target: string): Measure[] => {
  const cases = read(path) as { title: string; label: string }[] | null
  if (!cases) return []
  const answers = cases.map(({ title, label }) => [ours(title), label] as const)
  const labels = [...new Set(cases.map(({ label }) => label))]
  const f1 = labels.map((label) => {
    const both = answers.filter(([mine, right]) => mine === label && right === label).length
    return (2 * both) / answers.flat().filter((one) => one === label).length
  })
  const accuracy = answers.filter(([mine, right]) => mine === right).length / cases.length
  return [
    { name: `title ${what}, accuracy`, ours: accuracy, target },
    { name: `title ${what}, macro F1`, ours: f1.reduce((sum, one) => sum + one, 0) / f1.length, target },
  ]
}

const headers = (path: string): Measure[] => {
  const lists = read(path) as { columns: { header: string; field: string | null }[] }[] | null
  if (!lists) return []
  let right = 0
  let wrong = 0
  let wanted = 0
  let all = 0
  for (const { columns } of lists) {
    const mapped = mapColumns(
      columns.map(({ header }) => header),
      [],
    ).columns
    for (const [at, { field }] of columns.entries()) {
      const name = mapped[at]!.field
      const ours =
        name === null || name.startsWith('custom.') ? null : name === 'external_id' ? 'source_id' : name
      all++
      if (field !== null) wanted++
      if (ours === null) continue
      if (ours === field) right++
      else wrong++
    }
  }
  return [
    {
      name: 'headers, F1',
      ours: (2 * right) / (right + wrong + wanted),
      target: '0.95',
      note: '"contains" rule 0.71, Levenshtein 0.66',
    },
    { name: 'headers mapped wrong', ours: wrong, of: all, target: '< 1 %' },
  ]
}
