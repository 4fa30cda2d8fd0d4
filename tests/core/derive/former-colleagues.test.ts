import { describe, expect, test } from 'vitest'
import { formerColleaguesOf, overlap } from '../../../src/core/derive/former-colleagues.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { findPath } from '../../../src/core/relate/path.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world, type World } from '../../support/world.ts'

const TODAY = '2026-11-21'
const stay = (since: string | null, until: string | null, seen_on: string, is_current: 0 | 1 = 0) => ({
  ...{ since, until, seen_on, is_current },
})

describe('when two were certainly at a company together', () => {
  test.each([
    [
      'both ends are known',
      stay('2019-01-01', '2021-06-30', '2026-01-01'),
      stay('2020-03-01', '2022-01-01', '2026-01-01'),
      ['2020-03-01', '2021-06-30'],
    ],
    [
      'one left before the other came',
      stay('2019-01-01', '2020-02-01', '2026-01-01'),
      stay('2020-03-01', '2022-01-01', '2026-01-01'),
      null,
    ],
    [
      'one is still there',
      stay('2019-01-01', '2021-06-30', '2026-01-01'),
      stay('2020-03-01', null, '2026-01-01', 1),
      ['2020-03-01', '2021-06-30'],
    ],
    [
      'nobody told since when: from the day both were seen there',
      stay(null, '2026-04-01', '2026-01-10'),
      stay(null, null, '2026-02-10', 1),
      ['2026-02-10', '2026-04-01'],
    ],
    [
      'seen there only after the other had left: unknown is no',
      stay(null, '2026-04-01', '2026-01-10'),
      stay(null, null, '2026-05-01', 1),
      null,
    ],
    [
      'only the end is known: that day counts',
      stay(null, '2021-06-30', '2026-01-01'),
      stay('2020-03-01', '2022-01-01', '2026-01-01'),
      ['2021-06-30', '2021-06-30'],
    ],
  ])('%s', (_name, a, b, expected) => {
    expect(overlap(a, b, TODAY)).toEqual(expected)
    expect(overlap(b, a, TODAY)).toEqual(expected)
  })
})

const at = (w: World, day: string): World => ({
  file: w.file,
  deps: { ...w.deps, now: () => new Date(`${day}T09:00:00.000Z`), asOf: new Date(`${day}T00:00:00.000Z`) },
})

const HEAD = 'First Name,Last Name,Email,LinkedIn,Company,Website\n'
const row = (first: string, last: string, company: string): string =>
  `${first},${last},${first.toLowerCase()}@${company}.example,https://www.linkedin.com/in/${first.toLowerCase()}-${last.toLowerCase()},${company},${company}.example\n`

/** Ann and Bob at Acme; Ann moves to Birch in April, Bob to Cedar in June; Cy stays. */
const moved = async (): Promise<{ w: World; last: number }> => {
  const w = world()
  await importText(
    at(w, '2026-01-10'),
    HEAD + row('Ann', 'Lee', 'acme') + row('Bob', 'Ray', 'acme') + row('Cy', 'Dow', 'acme'),
  )
  await importText(at(w, '2026-04-01'), HEAD + row('Ann', 'Lee', 'birch'), { on_match: 'refresh' })
  const { run } = await importText(at(w, '2026-06-01'), HEAD + row('Bob', 'Ray', 'cedar'), {
    on_match: 'refresh',
  })
  return { w, last: run! }
}

const idOf = (w: World, address: string): string => w.file.people.idsByAddress(address)[0]!

describe('former colleagues', () => {
  test('are those who left, and those whom they left behind', async () => {
    const { w } = await moved()
    const [bob, cy] = ['bob@acme.example', 'cy@acme.example'].map((address) => idOf(w, address))
    expect(
      formerColleaguesOf(w.file, idOf(w, 'ann@acme.example'), TODAY).map(({ id, since, until }) => [
        id,
        since,
        until,
      ]),
    ).toEqual(
      [
        [bob, '2026-01-10', '2026-04-01'],
        [cy, '2026-01-10', '2026-04-01'],
      ].sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    )
  })

  test('stand in the story of the person, marked as derived, and go with undo', async () => {
    const { w, last } = await moved()
    const ties = () =>
      showPerson(w.deps, 'bob@acme.example').relationships.map(({ says, other, until, derived }) => [
        says,
        other.name,
        until,
        derived,
      ])
    expect(ties()).toEqual([
      ['former_colleague', 'Cy Dow', '2026-06-01', true],
      ['former_colleague', 'Ann Lee', '2026-04-01', true],
    ])
    await undoRun(w.deps, { run: last })
    expect(ties()).toEqual([
      ['colleague', 'Cy Dow', null, true],
      ['former_colleague', 'Ann Lee', '2026-04-01', true],
    ])
  })

  test('lead from us to a company', async () => {
    const { w } = await moved()
    const { chains } = findPath(w.deps, { to: 'cedar.example', me: ['birch.example'] })
    expect(
      chains.map(({ steps }) =>
        steps.map(({ from, says, at: place, on, to }) => [from?.name, says, place?.name, on, to.name]),
      ),
    ).toEqual([[['Ann Lee', 'former_colleague', 'acme', '2026-04-01', 'Bob Ray']]])
  })
})
