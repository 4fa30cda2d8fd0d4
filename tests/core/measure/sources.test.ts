import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { setSourceCost } from '../../../src/core/edit/source-cost.ts'
import { fileStatus } from '../../../src/core/look/status.ts'
import { measureSources, type SourceQuality } from '../../../src/core/measure/sources.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { failure } from '../../support/failure.ts'
import { seeded } from '../../support/random.ts'
import { importText, world, type World } from '../../support/world.ts'

const lines = (...rows: string[]): string => `${rows.join('\n')}\n`

/** Three lists, two of them paid for; a list of customers; what came of two of the people. */
const smallWorld = async (): Promise<World> => {
  const w = world()
  const people = (name: string, ...rows: string[]) =>
    importText(w, lines('Name,Email,Company,LinkedIn', ...rows), { name: `${name}.csv` })
  await people(
    'fair',
    'Ann Lee,ann@acme.example,Acme,',
    'Bob Ray,bob@acme.example,Acme,',
    'Cy Dow,cy@birch.example,Birch,',
    'Cy Dow,cy@birch.example,Birch,',
  )
  await people(
    'bought',
    'Ann Lee,ann@acme.example,Acme Tools,',
    'Dee Fox,dee@cedar.example,Cedar,',
    'Eve Orr,eve@fir.example,Fir,',
  )
  await people(
    'web',
    'Ann M. Lee,ann@acme.example,,',
    'Fay Elm,fay@elm.example,Elm,',
    'Gus Pine,,,linkedin.com/in/guspine',
  )
  await importText(w, lines('Name,Email', 'Dee Fox,dee@cedar.example'), {
    name: 'ours.csv',
    kind: 'customers',
  })
  await importText(
    w,
    lines(
      'Email,Event,Timestamp',
      'ann@acme.example,replied,2026-11-02T10:00:00Z',
      'ann@acme.example,replied,2026-11-03T10:00:00Z',
      'eve@fir.example,meeting booked,2026-11-04T10:00:00Z',
    ),
    { name: 'events.csv', kind: 'events' },
  )
  await setSourceCost(w.deps, { name: 'fair', cost: { amount: 100, currency: 'EUR' } })
  await setSourceCost(w.deps, { name: 'bought', cost: { amount: 60, currency: 'EUR' } })
  return w
}

const named = ({ file }: World, name: string): SourceQuality => measureSources({ file }, { name }).sources[0]!

describe('sources in a small world', () => {
  test('whom they brought, and what came of them', async () => {
    const w = await smallWorld()
    expect(named(w, 'fair')).toMatchObject({
      ...{ kind: 'list', rows: 4, repeats: 1, rejected: 0, people: 3, known_before: 0, paid_twice: 1 },
      ...{ unreachable: 0, enrichable: 0, qualified: 0, pushed: 0, replied: 1, meeting: 0, won: 0 },
      first_touch: { people: 3, replied: 1, meeting: 0, won: 0 },
      last_touch: { people: 2, replied: 0, meeting: 0, won: 0 },
      cost: { amount: 100, currency: 'EUR' },
      cost_per: { qualified: null, meeting: null, won: null },
      overlaps: [
        { source: 'bought', people: 1, share: 1 / 3 },
        { source: 'web', people: 1, share: 1 / 3 },
      ],
    })
    expect(named(w, 'fair').cost_per.person).toBeCloseTo(33.33, 2)
    expect(named(w, 'bought')).toMatchObject({
      ...{ rows: 3, repeats: 0, people: 3, known_before: 1, paid_twice: 1, replied: 1, meeting: 1, won: 1 },
      first_touch: { people: 2, replied: 0, meeting: 1, won: 1 },
      last_touch: { people: 2, replied: 0, meeting: 1, won: 1 },
      cost_per: { person: 20, qualified: null, meeting: 60, won: 60 },
    })
    expect(named(w, 'web')).toMatchObject({
      ...{ people: 3, known_before: 1, known_before_share: 1 / 3, paid_twice: 0 },
      ...{ unreachable: 1, unreachable_share: 1 / 3, enrichable: 1, replied: 1 },
      first_touch: { people: 2, replied: 0 },
      last_touch: { people: 3, replied: 1 },
      cost: null,
      cost_per: { person: null },
    })
    expect(named(w, 'ours')).toMatchObject({
      ...{ kind: 'customers', people: 1, known_before: 1, won: 1 },
      first_touch: { people: 0 },
      last_touch: { people: 0 },
    })
  })
  test('all of them: in the order of what is sure, with what they cost', async () => {
    const { file } = await smallWorld()
    const { counts, costs, sources } = measureSources({ file })
    expect(counts).toEqual({ sources: 5, people: 7, qualified: 0, pushed: 0, replied: 1, meeting: 1, won: 1 })
    expect(costs).toEqual({ EUR: 160 })
    expect(sources.map(({ name }) => name)).toEqual(['bought', 'fair', 'web', 'events', 'ours'])
  })
  test('currencies are not added up', async () => {
    const w = await smallWorld()
    await setSourceCost(w.deps, { name: 'web', cost: { amount: 5, currency: 'USD' } })
    expect(measureSources(w).costs).toEqual({ EUR: 160, USD: 5 })
  })
  test('a list that is taken back says nothing any more, but what was paid', async () => {
    const w = await smallWorld()
    await undoRun(w.deps, { run: 2 })
    expect(named(w, 'bought')).toMatchObject({ people: 0, rows: 0, cost: { amount: 60 }, overlaps: [] })
    expect(named(w, 'fair')).toMatchObject({ paid_twice: 0, overlaps: [{ source: 'web', people: 1 }] })
  })
  test('another name is refused', async () => {
    const w = await smallWorld()
    expect(failure(() => measureSources(w, { name: 'fiar' }))).toEqual({
      ...{ kind: 'usage', code: 'source.unknown', message: 'there is no source "fiar"' },
    })
  })
  test('an empty file has none', () => {
    expect(measureSources(world())).toMatchObject({
      counts: { sources: 0, people: 0 },
      costs: {},
      sources: [],
    })
  })
})

describe('what a source has cost', () => {
  test('is set, is not set twice, and is taken back', async () => {
    const w = await smallWorld()
    const cost = { amount: 80.5, currency: 'EUR' }
    expect(await setSourceCost(w.deps, { name: 'fair', cost, dry_run: true })).toMatchObject({
      ...{ run: null, dry_run: true, counts: { changed: 1 }, was: { amount: 100 } },
    })
    expect(named(w, 'fair').cost?.amount).toBe(100)
    const { run } = await setSourceCost(w.deps, { name: 'fair', cost })
    expect(named(w, 'fair').cost).toEqual(cost)
    expect(await setSourceCost(w.deps, { name: 'fair', cost })).toMatchObject({
      run: null,
      counts: { changed: 0 },
    })
    await undoRun(w.deps, { run: run! })
    expect(named(w, 'fair').cost?.amount).toBe(100)
  })
})

const NAMES = ['north', 'south', 'east', 'west', 'late'] as const

/** Who stands in which list, by chance; one person of twelve has replied. */
const chanceWorld = async (seed: number) => {
  const w = world()
  const chance = seeded(seed)
  const places = new Map<number, string[]>()
  for (const name of NAMES) {
    const rows = Array.from({ length: 40 }, (_, n) => n).filter(() => chance() < 0.35)
    for (const n of rows) places.set(n, [...(places.get(n) ?? []), name])
    await importText(
      w,
      lines(
        'Name,Email,Company,Note',
        ...rows.map((n) => `Ann${n} Lee${n},p${n}@firm${n % 9}.example,Firm ${n % 9},${name}`),
      ),
      { name: `${name}.csv` },
    )
  }
  const replied = [...places.keys()].filter((n) => n % 12 === 0)
  await importText(
    w,
    lines(
      'Email,Event,Timestamp',
      ...replied.map((n) => `p${n}@firm${n % 9}.example,replied,2026-11-02T10:00:00Z`),
    ),
    { name: 'events.csv', kind: 'events' },
  )
  for (const name of ['north', 'east'])
    await setSourceCost(w.deps, { name, cost: { amount: 10, currency: 'EUR' } })
  await scorePeople(w.deps, { config: DEFAULT_CONFIG })
  return { w, places, replied: new Set(replied) }
}

describe.each([1, 2, 3, 4])('sources by chance, seed %i', (seed) => {
  test('are those of counting one by one', async () => {
    const { w, places, replied } = await chanceWorld(seed)
    const { sources, counts } = measureSources(w)
    const all = [...places]
    for (const name of NAMES) {
      const here = all.filter(([, in_]) => in_.includes(name))
      const both = (other: string): number => here.filter(([, in_]) => in_.includes(other)).length
      const quality = sources.find((source) => source.name === name)!
      expect(quality).toMatchObject({
        people: here.length,
        replied: here.filter(([n]) => replied.has(n)).length,
        known_before: here.filter(([, in_]) => in_[0] !== name).length,
        first_touch: { people: here.filter(([, in_]) => in_[0] === name).length },
        last_touch: { people: here.filter(([, in_]) => in_.at(-1) === name).length },
        paid_twice: name === 'north' ? both('east') : name === 'east' ? both('north') : 0,
      })
      expect(Object.fromEntries(quality.overlaps.map(({ source, people }) => [source, people]))).toEqual(
        Object.fromEntries(
          NAMES.filter((other) => other !== name && both(other) > 0).map((other) => [other, both(other)]),
        ),
      )
    }
    expect([counts.people, counts.replied]).toEqual([places.size, replied.size])
  })
  test('add up, and are those of prm status', async () => {
    const { w } = await chanceWorld(seed)
    const { sources, counts } = measureSources(w)
    const status = fileStatus(w)
    expect([counts.people, counts.qualified]).toEqual([status.counts.people, status.counts.mvl])
    expect(counts.won).toBe(status.lifecycles.customer ?? 0)
    const known = new Map(status.sources.map(({ name, people }) => [name, people]))
    for (const source of sources) {
      expect([source.name, source.people]).toEqual([source.name, known.get(source.name)])
      const shares = [
        ...[source.known_before_share, source.paid_twice_share, source.unreachable_share],
        ...[source.enrichable_share, ...source.overlaps.map(({ share }) => share)],
        ...Object.values(source.rates).flatMap(({ low, share, high, shrunk }) => [low, share, high, shrunk]),
      ]
      expect(shares.filter((share) => !(share >= 0 && share <= 1))).toEqual([])
      for (const { low, share, high } of Object.values(source.rates))
        expect(low <= share + 1e-12 && share <= high + 1e-12).toBe(true)
      for (const { source: other, people } of source.overlaps)
        expect(sources.find(({ name }) => name === other)!.overlaps).toContainEqual(
          expect.objectContaining({ source: source.name, people }),
        )
    }
    for (const touch of ['first_touch', 'last_touch'] as const)
      for (const what of ['people', 'qualified', 'replied'] as const)
        expect(sources.reduce((sum, source) => sum + source[touch][what], 0)).toBe(counts[what])
  })
  test('are those of the view source_quality', async () => {
    const { w } = await chanceWorld(seed)
    const columns = ['people', 'unreachable', 'qualified', 'pushed', 'replied', 'meeting', 'won'] as const
    const { sources } = measureSources(w)
    const view = [...w.file.leads.query('SELECT * FROM source_quality').rows]
    expect(view.length).toBe(sources.length)
    for (const row of view) {
      const source = sources.find(({ name }) => name === row.source)!
      expect(columns.map((name) => row[name])).toEqual(columns.map((name) => source[name]))
      expect(row.cost).toBe(source.cost?.amount ?? null)
    }
  })
})
