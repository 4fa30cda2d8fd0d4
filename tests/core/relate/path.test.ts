import { describe, expect, test, vi } from 'vitest'
import { findPath, type PathResult } from '../../../src/core/relate/path.ts'
import { relate } from '../../../src/core/relate/relate.ts'
import { colleagueStrength, saidStrength, touchStrength, warmed } from '../../../src/core/relate/strength.ts'
import { importText, world, type World } from '../../support/world.ts'

const LIST = `First Name,Last Name,Email,Job Title,Company,Website,Employees
Ana,Ruiz,ana@ours.example,Founder,Ours,ours.example,6
Bob,Ray,bob@birch.example,Partner,Birch,birch.example,12
Cy,Dow,cy@birch.example,Analyst,Birch,birch.example,12
Dee,Fox,dee@acme.example,CFO,Acme,acme.example,300
Eli,Moss,eli@acme.example,Engineer,Acme,acme.example,300
Flo,Hart,flo@cedar.example,CEO,Cedar,cedar.example,40`

const ME = ['ours.example']

const filled = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST)
  return w
}

/** `Ana Ruiz > Bob Ray > Dee Fox` */
const chains = ({ chains: found }: PathResult): string[] =>
  found.map(({ steps }) => [steps[0]?.from?.name ?? 'we', ...steps.map(({ to }) => to.name)].join(' > '))

const says = ({ chains: found }: PathResult): string[][] =>
  found.map(({ steps }) => steps.map((step) => step.says))

describe('the warmest chain', () => {
  test('goes by the strength of its ties, not by their number', async () => {
    const w = await filled()
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Bob Ray', as: 'introduced_by' })
    await relate(w.deps, { who: 'Bob Ray', other: 'Dee Fox', as: 'works_with' })
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Dee Fox', as: 'knows' })
    const found = findPath(w.deps, { to: 'acme.example', me: ME })
    expect(chains(found)).toEqual(['Ana Ruiz > Bob Ray > Dee Fox'])
    expect(found.chains[0]!.strength).toBe(0.64)
    await relate(w.deps, { who: 'Bob Ray', other: 'Dee Fox', as: 'works_with', until: '2020' })
    expect(chains(findPath(w.deps, { to: 'acme.example', me: ME }))).toEqual(['Ana Ruiz > Dee Fox'])
  })

  test('takes colleagues, and does not lead through the company itself', async () => {
    const w = await filled()
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Bob Ray', as: 'knows' })
    await relate(w.deps, { who: 'Cy Dow', other: 'Eli Moss', as: 'knows' })
    const found = findPath(w.deps, { to: 'Acme', me: ['ana@ours.example'] })
    expect(chains(found)).toEqual(['Ana Ruiz > Bob Ray > Cy Dow > Eli Moss'])
    const [, step] = found.chains[0]!.steps
    expect([step!.says, step!.derived, step!.at!.name]).toEqual(['colleague', true, 'Birch'])
    expect(found.counts).toEqual({ chains: 1, known: 2, ours: 1 })
  })

  test('enters a company by an investor, and asks for the most senior', async () => {
    const w = await filled()
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Bob Ray', as: 'knows' })
    await relate(w.deps, { who: 'Bob Ray', other: 'acme.example', as: 'investor_in' })
    const found = findPath(w.deps, { to: 'acme.example', me: ME, limit: 1 })
    expect(says(found)).toEqual([['knows', 'investor_in', 'employs']])
    expect(found.counts).toEqual({ chains: 1, known: 2, ours: 1 })
  })

  test('begins with one of ours who is named', async () => {
    const w = await filled()
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Dee Fox', as: 'introduced_by' })
    await relate(w.deps, { who: 'Flo Hart', other: 'Eli Moss', as: 'knows' })
    expect(chains(findPath(w.deps, { to: 'Acme', me: ME, from: 'flo@cedar.example' }))).toEqual([
      'Flo Hart > Eli Moss',
    ])
  })

  test('is our own where somebody wrote back, and a recent touch warms every tie to them', async () => {
    const w = await filled()
    const path = () => findPath(w.deps, { to: 'acme.example', me: ME })
    expect(chains(path())).toEqual([])
    await importText(
      w,
      'Event,Time,Email\nreply,2026-11-01 10:00,dee@acme.example\nmeeting,2026-01-10,eli@acme.example\nreply,2024-01-01,flo@cedar.example',
      { kind: 'events' },
    )
    expect(path().chains.map(({ person, strength }) => [person.name, strength])).toEqual([
      ['Dee Fox', 0.4],
      ['Eli Moss', 0.3],
    ])
    await relate(w.deps, { who: 'Ana Ruiz', other: 'Dee Fox', as: 'knows' })
    expect(path().chains[0]!.strength).toBe(0.667)
    expect(chains(findPath(w.deps, { to: 'Cedar', me: ME }))).toEqual([])
  })

  test.each([
    ['path.no_start', { to: 'acme.example', me: [] }],
    ['path.unknown_company', { to: 'nowhere.example', me: ME }],
    ['who.unknown', { to: 'acme.example', me: ME, from: 'nobody@ours.example' }],
  ])('is refused: %s', async (code, input) => {
    const w = await filled()
    expect(() => findPath(w.deps, input)).toThrow(expect.objectContaining({ code }))
  })

  test('crosses a company of 5 000 people without tying each to each', async () => {
    const w = world()
    const rows = Array.from({ length: 5000 }, (_, i) => `p${i}@big.example,Big,big.example`)
    await importText(w, ['Email,Company,Website', ...rows].join('\n'))
    await importText(w, LIST)
    await relate(w.deps, { who: 'Ana Ruiz', other: 'p0@big.example', as: 'works_with' })
    await relate(w.deps, { who: 'p4999@big.example', other: 'Dee Fox', as: 'works_with' })
    const staffOf = vi.spyOn(w.file.people, 'staffOf')
    const peopleAt = vi.spyOn(w.file.relationships, 'peopleAt')
    const found = findPath(w.deps, { to: 'acme.example', me: ME })
    // One look at each company for those who are there, and one for those who were; none for each of its people.
    expect([staffOf.mock.calls.length, peopleAt.mock.calls.length]).toEqual([2, 4])
    expect(found.chains[0]!.strength).toBe(0.032)
  })
})

describe('strength', () => {
  test.each([
    ['an ended tie is weaker', saidStrength('knows', '2025', '2026-11-21'), 0.3],
    ['a tie that ends this year has not ended', saidStrength('knows', '2026', '2026-11-21'), 0.5],
    ['an own word counts like knows', saidStrength('toString', null, '2026-11-21'), 0.5],
    ['colleagues of a small company', colleagueStrength(20), 0.35],
    ['colleagues of a huge one', colleagueStrength(10_000), 0.05],
    ['a meeting last week', touchStrength('meeting', 7), 0.6],
    ['a reply last winter', touchStrength('reply', 300), 0.2],
    ['nobody was in touch', warmed(0.5, undefined), 0.5],
    ['long ago', warmed(0.5, 200), 0.5],
  ])('%s', (_, found, expected) => expect(found).toBeCloseTo(expected))
})
