/** Matching list by list, with undoing and decisions in between, gives the people that matching everything anew gives. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { reviewCases } from '../../../src/core/dedupe/review-cases.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { startRun } from '../../../src/core/derive/run.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

const maybe = (values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)

const row = fc.record({
  first: fc.constantFrom('Ann', 'Anne', 'Bob', 'Robert', 'Carla', 'A.'),
  last: fc.constantFrom('Lee', 'Roe', 'Diaz', 'Rowe'),
  email: maybe([
    'ann@acme.example',
    'ann.lee@acme.example',
    'ann.lee@gmail.com',
    'bob@acme.example',
    'roe@birch.example',
  ]),
  linkedin: maybe([
    'https://www.linkedin.com/in/ann',
    'https://www.linkedin.com/in/ann-lee',
    'https://www.linkedin.com/in/bob',
  ]),
  // One line that many have: shared or not, as lists come and go.
  phone: maybe(['+14155550132', '+14155550199', '+14155550100']),
  company: maybe(['Acme Inc', 'Acme', 'Birch GmbH']),
  website: maybe(['acme.example', 'birch.example']),
  city: maybe(['Berlin', 'Paris']),
})
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never

type Action =
  { do: 'import'; rows: Row[] } | { do: 'merge' | 'part'; a: number; b: number } | { do: 'undo'; run: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('merge' as const, 'part' as const),
      a: fc.nat(),
      b: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), run: fc.nat() }) },
)

const csv = (rows: readonly Record<string, string>[]): string =>
  [Object.keys(rows[0]!).join(','), ...rows.map((each) => Object.values(each).join(','))].join('\n')

/** Enough people for a model, none of whom the others know. */
const others = Array.from({ length: 60 }, (_, i) => ({
  first: `Given${String.fromCharCode(97 + (i % 26))}${i}`,
  last: `Family${String.fromCharCode(97 + ((i * 7) % 26))}${i}`,
  email: `person${i}@firm${i % 9}.example`,
  linkedin: '',
  phone: '',
  company: `Firm ${i % 9}`,
  website: `firm${i % 9}.example`,
  city: ['Berlin', 'Paris', 'Rome'][i % 3]!,
}))
const twins = others.slice(0, 12).map((each) => ({ ...each, email: '', phone: '+14155550177' }))

const decide = ({ file, deps }: World, kind: 'must_link' | 'cannot_link', a: number, b: number): void =>
  file.write(() => {
    const run = startRun(deps, 'edit', {})
    file.decisions.add({
      ...{ run_id: run, kind, record_id: a, other_id: b, value: null, because: null },
      ...{ decided_by: 'ann', decided_at: deps.now().toISOString() },
    })
    const derivation = new Derivation(file, { run_id: run, why: 'merge' })
    derivation.refold([a, b])
    derivation.flush()
  })

const ANN: Row = {
  ...{ first: 'Ann', last: 'Lee', email: '', linkedin: '', phone: '', company: '', website: '', city: '' },
}
const ROE: Row = { ...ANN, first: 'Robert', last: 'Roe' }
const ELSEWHERE = { email: 'roe@birch.example', linkedin: 'https://www.linkedin.com/in/bob' }

/** Two whom an identity key brings up first, and whom matching then finds likely, too: they wait once. */
const BROUGHT_UP_TWICE = [
  [{ ...ANN, email: 'bob@acme.example' }, { ...ROE, email: 'bob@acme.example' }, ANN],
  [{ ...ANN, ...ELSEWHERE, website: 'acme.example' }],
  [
    { ...ROE, ...ELSEWHERE },
    { ...ANN, website: 'birch.example', city: 'Paris' },
  ],
].map((rows): Action => ({ do: 'import', rows }))

/** Who is one person: of each unit the first one of its person. */
const peopleOf = ({ file }: World): string =>
  JSON.stringify(
    file.leads.rows('SELECT group_id, person_id FROM record WHERE active = 1 AND group_id = id ORDER BY id'),
  )

test('increments give what matching everything gives', { timeout: 120_000 }, async () => {
  const met = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (actions) => {
      const w = world()
      const { file, deps } = w
      try {
        await importText(w, csv(others), { name: 'others.csv' })
        await importText(w, csv(twins), { name: 'twins.csv' })
        // The model of the file; taken out of the run, so that undoing leaves it.
        await dedupePeople(deps)
        for (const [i, each] of actions.entries()) {
          const runs = file.runs
            .list(50)
            .filter((run) => run.id > 3 && run.undone_by === null && run.undoes === null)
          if (each.do === 'import') await importText(w, csv(each.rows), { name: `list${i}.csv` })
          else if (each.do === 'undo') {
            const run = runs[each.run % Math.max(1, runs.length)]
            if (run) await undoRun(deps, { run: run.id })
          } else {
            const units = [...file.matching.heads(0, file.records.lastId())].map(([unit]) => unit)
            const [a, b] = [units[each.a % units.length]!, units[each.b % units.length]!]
            if (a !== b) decide(w, each.do === 'merge' ? 'must_link' : 'cannot_link', a, b)
          }
          const { matched, counts } = await dedupePeople(deps)
          met.add(matched.what)
          expect(await reviewCases(deps)).toHaveLength(counts.review)
          // Not every time: what one increment keeps is to serve the next.
          if (i % 2 === 1 || i === actions.length - 1) {
            const found = peopleOf(w)
            const again = await dedupePeople(deps, { full: true })
            const { review } = counts
            expect({ ...again.counts, fitted: again.matched.fitted }).toMatchObject({
              ...{ merged: 0, parted: 0, review },
            })
            expect(peopleOf(w)).toBe(found)
          }
          // What was decided stands.
          for (const [a, b] of file.decisions.walls()) if (a === b) expect(each.do).toBe('merge')
        }
        const { present, rebuilt } = await rebuildBeside(deps)
        expect(present).toEqual(rebuilt)
      } finally {
        file.close()
      }
    }),
    { numRuns: 20, endOnFailure: true, examples: [[BROUGHT_UP_TWICE]] },
  )
  // Or it would say nothing of increments.
  expect(met).toContain('news')
})
