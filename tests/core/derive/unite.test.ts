/** Links that unite whole people give what folding and deriving everything anew gives. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { startRun } from '../../../src/core/derive/run.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

const maybe = (values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)

// Few values, so that records fit several people by their keys and duplicate candidates come up.
const row = fc.record({
  name: fc.constantFrom('Ann Lee', 'Bob Roe', 'Carla Diaz', 'Ann Roe'),
  email: maybe(['ann@acme.example', 'bob@acme.example', 'c@birch.example', 'd@birch.example']),
  email2: maybe(['ann@acme.example', 'x@gmail.com']),
  linkedin: maybe(['https://www.linkedin.com/in/ann', 'https://www.linkedin.com/in/bob']),
  id: maybe(['1', '2', '3']),
  company: maybe(['Acme Inc', 'Birch GmbH']),
  title: maybe(['CEO', 'Engineer', 'VP Sales']),
  phone: maybe(['+14155550132', '+14155550199']),
  seen: maybe(['2026-08-01', '2026-10-20']),
})

const csv = (rows: readonly Record<string, string>[]): string =>
  [Object.keys(rows[0]!).join(','), ...rows.map((each) => Object.values(each).join(','))].join('\n')

const EVENTS = `kind,time,email
visit,2026-11-01 10:00,ann@acme.example
reply,2026-10-01T09:00:00Z,bob@acme.example`

const decide = (
  { file, deps }: World,
  run: number,
  kind: 'must_link' | 'cannot_link',
  a: number,
  b: number,
) =>
  file.decisions.add({
    ...{ run_id: run, kind, record_id: a, other_id: b, value: null, because: null },
    ...{ decided_by: kind === 'must_link' ? 'prm' : 'ann', decided_at: deps.now().toISOString() },
  })

test('uniting equals folding again', { timeout: 60_000 }, async () => {
  const pair = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 14 }),
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.array(pair, { minLength: 1, maxLength: 5 }),
      fc.array(pair, { maxLength: 2 }),
      fc.array(pair, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (first, second, links, walls, more, withEvents) => {
        const w = world()
        const { file, deps } = w
        try {
          await importText(w, csv(first))
          if (withEvents) await importText(w, EVENTS, { kind: 'events', name: 'events.csv' })
          await importText(w, csv(second), { name: 'second.csv', on_match: 'overwrite' })
          const units = [...file.matching.heads(0, file.records.lastId())].map(([unit]) => unit)
          const of = (n: number): number => units[n % units.length]!
          const merge = (pairs: readonly (readonly [number, number])[], apart: typeof walls): number =>
            file.write(() => {
              const run = startRun(deps, 'dedupe', {})
              for (const [a, b] of apart) if (of(a) !== of(b)) decide(w, run, 'cannot_link', of(a), of(b))
              const derivation = new Derivation(file, { run_id: run, why: 'merge' })
              derivation.refold(apart.flatMap(([a, b]) => [of(a), of(b)]))
              derivation.flush()
              const made = pairs.map(([a, b]) => ({ a: of(a), b: of(b) })).filter(({ a, b }) => a !== b)
              for (const { a, b } of made) decide(w, run, 'must_link', a, b)
              derivation.unite(made)
              derivation.flush()
              return run
            })
          merge(links, walls)
          const before = file.derived.state()
          const last = merge(more, [])
          const { present, rebuilt } = await rebuildBeside(deps)
          expect(present).toEqual(rebuilt)
          await undoRun(deps, { run: last })
          expect(file.derived.state()).toEqual(before)
        } finally {
          file.close()
        }
      },
    ),
    { numRuns: 60, endOnFailure: true },
  )
})
