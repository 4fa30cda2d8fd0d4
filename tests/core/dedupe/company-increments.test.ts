/** Comparing only the companies of which something has changed gives what comparing all of them gives. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeCompanies } from '../../../src/core/dedupe/merge-companies.ts'
import { splitCompany } from '../../../src/core/dedupe/split-companies.ts'
import { companyCases } from '../../../src/core/dedupe/company-cases.ts'
import { dedupeCompanies } from '../../../src/core/dedupe/dedupe-companies.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import type { CompanyRow } from '../../../src/store/companies.ts'
import { once } from '../../../src/lib/once.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

const HEADER = 'Name,Email,Company,Website,Company Phone,Company LinkedIn URL,Street,Postal Code,City,Country'
const PRECISION = 0.995

const dedupe = ({ deps }: World, isFull = false): ReturnType<typeof dedupeCompanies>['counts'] => {
  const { file } = deps
  const run = once(() => startRun(deps, 'dedupe', {}))
  const before = file.runs.top(1)[0]?.id
  const { counts } = dedupeCompanies(deps, { precision: PRECISION, isFull }, run)
  if (file.runs.top(1)[0]?.id !== before) file.write(() => finishRun(deps, run(), 'done', counts))
  return counts
}

const maybe = (values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)

const domain = fc.constantFrom('acme.example', 'acme-uk.example', 'acmefoods.example', 'birch.example')
const place = fc.record({
  street: maybe(['1 High St', '2 Low St']),
  city: maybe(['Austin', 'Graz']),
  country: maybe(['US', 'AT']),
})
const placeCells = ({ street, city, country }: Record<'street' | 'city' | 'country', string>): string =>
  [street, street === '' ? '' : '78701', city, country].join(',')

const whole = fc
  .record({
    company: fc.constantFrom('Acme Inc', 'Acme', 'Acme Foods', 'Birch GmbH', 'Birch', 'Common', ''),
    website: fc.oneof(domain, fc.constant('')),
    phone: maybe(['(415) 555-0132', '(415) 555-0199', '(415) 555-0100']),
    page: maybe(['acme', 'acme-foods', 'birch'].map((name) => `https://www.linkedin.com/company/${name}`)),
    place,
  })
  .map(({ company, website, phone, page, place: at }) =>
    [company, website, phone, page, placeCells(at)].join(','),
  )
/** Tells of a company only where it is. */
const placed = fc.tuple(domain, place).map(([website, at]) => `,${website},,,${placeCells(at)}`)
const row = fc.oneof({ weight: 2, arbitrary: whole }, { weight: 1, arbitrary: placed })

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('merge' as const, 'split' as const),
      a: fc.nat(),
      b: fc.nat(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), run: fc.nat() }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

const csv = (rows: readonly string[], list: string | number): string =>
  [HEADER, ...rows.map((cells, i) => `Given${i} Family${list},me${i}@mail${list}.example,${cells}`)].join(
    '\n',
  )

/** So many have one name, or one phone, that one more makes it too many to compare. */
const others = Array.from(
  { length: 60 },
  (_, i) =>
    `${i < 30 ? 'Common' : `Firm ${i}`},firm${i}.example,${i < 30 ? '' : '(415) 555-0199'},,,,Austin,US`,
)

const act = async (w: World, each: Action, step: number): Promise<void> => {
  const { file, deps } = w
  if (each.do === 'import') await importText(w, csv(each.rows, step), { name: `list${step}.csv` })
  else if (each.do === 'undo') {
    const runs = file.runs
      .list(50)
      .filter(({ id, undone_by, undoes }) => id > 1 && undone_by === null && undoes === null)
    const run = runs[each.run % Math.max(1, runs.length)]
    if (run) await undoRun(deps, { run: run.id })
  } else {
    const keys = file.companies
      .comparable()
      .map(({ key }) => String(key))
      .sort()
    const [a, b] = [each.a, each.b].map((at) => file.companies.byKey(keys[at % keys.length]!)!) as [
      CompanyRow,
      CompanyRow,
    ]
    if (each.do === 'merge') await mergeCompanies(deps, { companies: [a, b], who: ['a', 'b'] })
    // A company that was not merged cannot be split.
    else await splitCompany(deps, { company: a, who: 'a' }).catch(() => undefined)
  }
}

/** All that follows: who is one, what the next comparison starts from, and what is asked. */
const stateOf = ({ file, deps }: World): unknown => ({
  derived: file.derived.state(),
  shared: file.leads.rows('SELECT * FROM match_company ORDER BY key'),
  edges: file.leads.rows('SELECT * FROM match_company_edge ORDER BY a, b'),
  cases: companyCases(deps),
})

/** Two that are merged, and two that are asked about. */
const SURE: Action = {
  do: 'import',
  rows: ['tarn', 'tarn-two'].map(
    (name) => `Tarn,${name}.example,(415) 555-0101,https://www.linkedin.com/company/tarn,,,,`,
  ),
}
const DOUBTFUL: Action = {
  do: 'import',
  rows: ['Oak,oak.example,(415) 555-0102,,,,Austin,US', 'Oak,oak-two.example,(415) 555-0102,,,,Berlin,DE'],
}

describe('companies, increment by increment', () => {
  test('are as if all had been compared each time', { timeout: 120_000 }, async () => {
    let [merged, asked] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (actions) => {
        const [some, all] = [world(), world()]
        try {
          for (const w of [some, all]) await importText(w, csv(others, 'others'), { name: 'others.csv' })
          expect(dedupe(some)).toEqual(dedupe(all, true))
          for (const [step, each] of actions.entries()) {
            for (const w of [some, all]) await act(w, each, step)
            const counts = dedupe(some)
            expect(counts).toEqual(dedupe(all, true))
            expect(stateOf(some)).toEqual(stateOf(all))
            merged += counts.merged
            asked += counts.review
          }
          const { present, rebuilt } = await rebuildBeside(some.deps)
          expect(present).toEqual(rebuilt)
        } finally {
          for (const { file } of [some, all]) file.close()
        }
      }),
      { numRuns: 40, endOnFailure: true, examples: [[[SURE]], [[DOUBTFUL]]] },
    )
    // Or it would say nothing of either.
    expect([merged > 0, asked > 0]).toEqual([true, true])
  })

  const PAGE = 'https://www.linkedin.com/company/tarn'
  const TWO = [`Tarn,tarn.example,,${PAGE},,,,`, `Birch,birch.example,,${PAGE},,,,`]

  test('a file that grows makes chance likelier, also between those that nobody touched', async () => {
    const w = world()
    await importText(w, csv(TWO, 'two'))
    expect(dedupe(w)).toMatchObject({ merged: 0, review: 1 })
    const many = Array.from({ length: 3000 }, (_, i) => `Company${i},only${i}.example,,,,,,`)
    await importText(w, csv(many.slice(0, 10), 'few'), { name: 'few.csv' })
    expect(dedupe(w)).toMatchObject({ companies: 12, review: 1 })
    await importText(w, csv(many, 'many'), { name: 'many.csv' })
    expect(dedupe(w)).toMatchObject({ companies: 3002, review: 0 })
    await undoRun(w.deps, {})
    expect(dedupe(w)).toMatchObject({ companies: 12, review: 1 })
  })

  test.each([
    ['another town', 'Harrow,harrow.example,,,,,Graz,US', 1],
    ['another country', 'Harrow,harrow.example,,,,,,AT', 1],
    ['nothing new', 'Harrow,harrow.example,,,,,Austin,US', 0],
  ])('a later list that tells %s', async (_, later, review) => {
    const w = world()
    const phone = '(415) 555-0132'
    await importText(w, csv([`Harrow,harrow.example,${phone},,,,,`], 'a'), { name: 'a.csv' })
    dedupe(w)
    await importText(w, csv([later], 'b'), { name: 'b.csv' })
    dedupe(w)
    await importText(w, csv([`Harrow,harrow-group.example,${phone},,,,Austin,US`], 'c'), { name: 'c.csv' })
    expect(dedupe(w)).toMatchObject({ merged: 1 - review, review })
  })

  test('a place that is told later alone is enough to ask no more', async () => {
    const w = world()
    // A phone alone leaves it open; one address decides it.
    const two = ['Quill,quill.example,,,,,,', 'Quill,quillon.example,,,,,,']
    await importText(w, csv(two, 'a'), { name: 'a.csv' })
    expect(dedupe(w)).toMatchObject({ merged: 0 })
    const told = two.map((cells) => cells.replace(',,,,,,', ',,,1 High St,78701,Austin,US'))
    await importText(w, csv(told, 'b'), { name: 'b.csv' })
    expect(dedupe(w)).toMatchObject({ merged: 1 })
  })
})
