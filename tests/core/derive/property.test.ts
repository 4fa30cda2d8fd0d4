/**
 * The promise under everything: whatever was imported, edited, merged, kept apart, enriched, validated and taken back,
 * in whatever order, the derived tables are what deriving them anew from the remaining records and decisions gives;
 * and taking the last run back gives exactly the tables that were there before it.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { decide, recordsOf } from '../../../src/core/dedupe/decide.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { mergeCompanies } from '../../../src/core/dedupe/merge-companies.ts'
import { mergePeople } from '../../../src/core/dedupe/merge.ts'
import { splitCompany } from '../../../src/core/dedupe/split-companies.ts'
import { splitPerson } from '../../../src/core/dedupe/split.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { Derivation } from '../../../src/core/derive/derive.ts'
import { finishRun, startRun } from '../../../src/core/derive/run.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { findLink, linkPerson } from '../../../src/core/edit/link.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { relate } from '../../../src/core/relate/relate.ts'
import { logActivity } from '../../../src/core/log/log.ts'
import { applyStageRules } from '../../../src/core/stage/stage-rules.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { STAGES, type Stage } from '../../../src/model/stages.ts'
import { importText, world, type World } from '../../support/world.ts'

// Few values, so that rows meet each other by every key.
const maybe = (values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)

/** Blank, unless the import says that it clears. */
const CLEAR = '#N/A'

const row = fc.record({
  first: maybe(['Ann', 'Bob', 'Carla']),
  last: maybe(['Lee', 'Roe', 'Diaz']),
  email: maybe([
    'ann@acme.example',
    'bob@acme.example',
    'c@birch.example',
    'info@acme.example',
    'x@gmail.com',
    CLEAR,
  ]),
  id: maybe(['1', '2', '3']),
  email2: maybe(['ann@acme.example', 'ann.lee@gmail.com', 'bob@birch.example']),
  linkedin: maybe(['https://www.linkedin.com/in/ann', 'https://www.linkedin.com/in/bob']),
  phone: maybe(['+14155550132', '+14155550199', CLEAR]),
  company: maybe(['Acme Inc', 'Birch GmbH', 'Cedar', CLEAR]),
  website: maybe(['acme.example', 'birch.example', 'acme-uk.example', CLEAR]),
  title: maybe(['CEO', 'VP Sales', 'Engineer', CLEAR]),
  industry: maybe(['Software', 'Logistics', CLEAR]),
  unsubscribed: maybe(['yes', 'no']),
  budget: maybe(['10', '20', CLEAR]),
  raised: maybe(['2026-11-03', '2026-01-01']),
  moved: maybe(['2026-10-10']),
  seen: maybe(['2026-08-01', '2026-10-20', '2026-12-01']),
  start: maybe(['2026-09-01']),
  part: maybe(['Champion']),
  country: maybe(['US', 'GB']),
  page: maybe(['https://www.linkedin.com/company/acme']),
  technologies: maybe(['SAP', 'Stripe; SAP', 'stripe; HubSpot', CLEAR]),
})

const signal = fc.record({
  kind: fc.constantFrom('funding', 'job change', 'hiring'),
  date: fc.constantFrom('2026-11-01', '2026-10-01', '2026-02-01', '2027-01-01'),
  email: maybe(['ann@acme.example', 'bob@birch.example']),
  linkedin: maybe(['https://www.linkedin.com/in/ann']),
  company: maybe(['Acme Inc', 'Birch GmbH', 'Cedar']),
  website: maybe(['acme.example', 'birch.example']),
})

const event = fc.record({
  kind: fc.constantFrom('visit', 'reply', 'purchase', 'unsubscribe'),
  time: fc.constantFrom('2026-11-01 10:00', '2026-10-01T09:00:00Z', '2026-05-01'),
  email: maybe(['ann@acme.example', 'bob@acme.example', 'info@acme.example', 'ann.lee@gmail.com']),
  linkedin: maybe(['https://www.linkedin.com/in/bob']),
})

type Action =
  | {
      do: 'import'
      rows: (typeof row extends fc.Arbitrary<infer T> ? T : never)[]
      on_match: 'fill' | 'overwrite' | 'refresh' | 'skip'
      clear: boolean
      kind: 'people' | 'customers'
      source: string
    }
  | { do: 'signals'; rows: (typeof signal extends fc.Arbitrary<infer T> ? T : never)[] }
  | { do: 'events'; rows: (typeof event extends fc.Arbitrary<infer T> ? T : never)[] }
  | {
      do: 'companies'
      rows: Record<'company' | 'website' | 'industry' | 'technologies' | 'plan', string>[]
      source: string
    }
  | { do: 'edit'; who: number; field: string; value: string }
  | {
      do: 'log'
      who: number
      kind: string | null
      at: string
      next: boolean
      done: boolean
      budget: string | null
    }
  | { do: 'stage'; who: number; stage: Stage | null; on: string }
  | { do: 'merge' | 'part'; a: number; b: number }
  | { do: 'split'; who: number; record: number | null }
  | { do: 'merge companies'; a: number; b: number }
  | { do: 'split company'; which: number }
  | { do: 'relate'; a: number; b: number; as: string; remove: boolean }
  | { do: 'link'; who: number; id: string; remove: boolean }
  | { do: 'stage rules' | 'dedupe' | 'enrich' | 'validate' }
  | { do: 'undo'; run: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 6 }),
      on_match: fc.constantFrom('fill' as const, 'overwrite' as const, 'refresh' as const, 'skip' as const),
      clear: fc.boolean(),
      kind: fc.constantFrom('people' as const, 'people' as const, 'customers' as const),
      source: fc.constantFrom('list.csv', 'billing'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('signals' as const),
      rows: fc.array(signal, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('events' as const),
      rows: fc.array(event, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('companies' as const),
      rows: fc.array(
        fc.record({
          company: maybe(['Acme Inc', 'Birch GmbH', 'Cedar']),
          website: maybe(['acme.example', 'cedar.example']),
          industry: maybe(['Software', 'Logistics']),
          technologies: maybe(['Shopify', 'SAP; Shopify']),
          plan: maybe(['pro', 'free']),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      source: fc.constantFrom('list.csv', 'billing', 'accounts'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who: fc.nat(),
      field: fc.constantFrom('title', 'email', 'company', 'industry', 'technologies', 'custom.plan'),
      value: fc.constantFrom('', 'ann@acme.example', 'dora@birch.example', 'Acme', 'CFO'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('merge' as const, 'part' as const),
      a: fc.nat(),
      b: fc.nat(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('merge companies' as const),
      a: fc.nat(),
      b: fc.nat(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('split company' as const), which: fc.nat() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('split' as const),
      who: fc.nat(),
      record: fc.option(fc.nat()),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('relate' as const),
      a: fc.nat(),
      b: fc.nat(),
      as: fc.constantFrom('knows', 'manages', 'met_at_fair'),
      remove: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      who: fc.nat(),
      id: fc.constantFrom('billing:1', 'billing:2', 'list.csv:1'),
      remove: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('log' as const),
      who: fc.nat(),
      kind: fc.constantFrom('note', 'call', 'meeting', null),
      at: fc.constantFrom('2026-10-20', '2026-11-21'),
      next: fc.boolean(),
      done: fc.boolean(),
      budget: fc.constantFrom(null, '', '10', '20'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('stage' as const),
      who: fc.nat(),
      stage: fc.constantFrom(null, ...STAGES),
      on: fc.constantFrom('2026-10-15', '2026-11-01', '2026-11-21'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('stage rules' as const, 'dedupe' as const, 'enrich' as const, 'validate' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), run: fc.nat() }) },
)

const HEADER =
  'First Name,Last Name,Email,Id,Email 2,LinkedIn URL,Phone,Company,Website,Job Title,Industry,Unsubscribed,Budget,Last Raised At,Last Job Change Date,Observed At,Job Start Date,Buying Role,Country,Company LinkedIn URL,Technologies,Remark'

const OTHER_HEADERS = {
  signals: 'Signal,Date,Email,LinkedIn URL,Company,Website',
  events: 'Event,Time,Email,LinkedIn URL',
  companies: 'Company,Website,Industry,Technologies,Plan',
}

const companyKeys = ({ file }: World): string[] =>
  file.leads.rows('SELECT key FROM company ORDER BY id').map(({ key }) => String(key))

const pick = <T>(items: T[], n: number): T | undefined =>
  items.length === 0 ? undefined : items[n % items.length]

/** That two people are not one, as a review decides. */
const part = ({ deps, file }: World, a: string, b: string): void =>
  file.write(() => {
    const run = startRun(deps, 'review', {})
    const [left, right] = [recordsOf(file, a), recordsOf(file, b)]
    decide(deps, { run_id: run, kind: 'cannot_link', because: 'review' }, left, right)
    const derivation = new Derivation(file, { run_id: run, why: 'split' })
    derivation.refold([...left, ...right])
    derivation.flush()
    finishRun(deps, run, 'done', {})
  })

const perform = async (w: World, step: Action): Promise<void> => {
  const { deps, file } = w
  const ids = file.people.ids()
  switch (step.do) {
    case 'import': {
      const text = [HEADER, ...step.rows.map((cells) => [...Object.values(cells), 'x'].join(','))].join('\n')
      const { on_match, kind, source } = step
      const { counts } = await importText(w, text, {
        on_match,
        kind,
        source,
        clear: step.clear ? [CLEAR] : [],
      })
      const { read, ...outcomes } = counts
      expect(Object.values(outcomes).reduce((a, b) => a + b)).toBe(read)
      return
    }
    case 'signals':
    case 'events':
    case 'companies': {
      const rows = step.rows.map((cells) => [...Object.values(cells), 'x'].join(','))
      const text = [`${OTHER_HEADERS[step.do]},Remark`, ...rows].join('\n')
      const { counts } = await importText(w, text, {
        kind: step.do,
        ...('source' in step && { source: step.source }),
      })
      const { read, ...outcomes } = counts
      expect(Object.values(outcomes).reduce((a, b) => a + b)).toBe(read)
      return
    }
    case 'edit': {
      const who = pick(ids, step.who)
      // A value that the field cannot hold, or an edit of no company, is refused and changes nothing.
      if (who) await editPerson(deps, { who, changes: { [step.field]: step.value } }).catch(() => undefined)
      return
    }
    case 'log': {
      const who = pick(ids, step.who)
      if (!who) return
      const open = file.activities.stepsOf(who).find(({ is_open }) => is_open === 1)
      await logActivity(deps, {
        ...{ who, kind: step.kind, at: step.at, answered: step.done },
        next: step.next ? [{ due_on: '2026-12-01', detail: 'call' }] : [],
        done: step.done ? open?.id : undefined,
        answers: step.budget === null ? {} : { budget: step.budget },
        questions: DEFAULT_CONFIG.discovery,
      })
      return
    }
    case 'stage': {
      const who = pick(ids, step.who)
      if (who) await setStage(deps, { who, stage: step.stage, on: step.on })
      return
    }
    case 'stage rules':
      await applyStageRules(deps, {
        config: {
          stages: [
            { when: "title = 'CEO'", stage: 'search', because: 'decides' },
            { when: 'events_90d > 0', stage: 'evaluation', because: 'looked' },
            { when: "title = 'Engineer'", stage: 'disqualified', because: 'does not decide' },
          ],
        },
      })
      return
    case 'merge':
    case 'part': {
      const [a, b] = [pick(ids, step.a), pick(ids, step.b)]
      if (!a || !b || a === b) return
      if (step.do === 'part') {
        part(w, a, b)
        return
      }
      const { kept } = await mergePeople(deps, { who: [a, b] })
      expect([file.people.get(a), file.people.get(b)].filter(Boolean)).toHaveLength(1)
      expect(file.people.get(kept.id)).toBeDefined()
      return
    }
    case 'merge companies': {
      const keys = companyKeys(w)
      const companies = [step.a, step.b].flatMap((n) => file.companies.byKey(pick(keys, n) ?? '') ?? [])
      if (companies.length < 2) return
      const isOne = companies[0]!.key === companies[1]!.key
      const { counts, kept } = await mergeCompanies(deps, { companies, who: ['a', 'b'] })
      expect(counts.merged).toBe(isOne ? 0 : 1)
      // A name that two domains shared may go with them now.
      expect(companyKeys(w).length).toBeLessThanOrEqual(keys.length - counts.merged)
      expect(file.companies.get(kept.id)).toBeDefined()
      return
    }
    case 'split company': {
      const company = file.companies.byKey(pick(companyKeys(w), step.which) ?? '')
      // One that was not merged is refused.
      if (company) await splitCompany(deps, { company, who: 'a' }).catch(() => undefined)
      return
    }
    case 'split': {
      const who = pick(ids, step.who)
      if (!who) return
      const own = recordsOf(file, who)
      const records = step.record === null ? undefined : [pick(own, step.record)!]
      // Somebody of whom there is one record, or one unit, cannot be taken apart.
      const done = await splitPerson(deps, { who, records }).catch(() => null)
      if (!done) return
      const now = done.people.map((person) => recordsOf(file, person.id))
      expect(now).toHaveLength(done.counts.people)
      expect(now.flat()).toEqual(expect.arrayContaining(own))
      expect(
        now.every((some) => own.some((id) => some.includes(id)) && !own.every((id) => some.includes(id))),
      ).toBe(true)
      return
    }
    case 'relate': {
      const [who, other] = [pick(ids, step.a), pick(ids, step.b)]
      if (!who || !other || who === other) return
      // To take away what nobody said is refused.
      await relate(deps, { who, other, as: step.as, remove: step.remove }).catch(() => undefined)
      return
    }
    case 'link': {
      const who = pick(ids, step.who)
      if (!who) return
      if (!step.remove) await linkPerson(deps, { who, id: step.id })
      else
        await Promise.resolve()
          .then(() => undoRun(deps, { run: findLink(deps, { who, id: step.id }) }))
          .catch(() => undefined)
      return
    }
    case 'dedupe':
      await dedupePeople(deps)
      return
    case 'enrich':
      await enrichPeople(deps)
      return
    case 'validate':
      await validateAddresses(deps, { extra_tlds: ['example'] })
      return
    case 'undo': {
      const open = file.runs.list(100).filter((run) => run.undone_by === null)
      const run = pick(open, step.run)
      if (run) await undoRun(deps, { run: run.id }).catch(() => undefined)
    }
  }
}

describe('derived tables', () => {
  test('equal what a rebuild from records and decisions gives, after any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 12 }), async (steps) => {
        const w = world()
        for (const step of steps) await perform(w, step)
        const { present, rebuilt } = await rebuildBeside(w.deps)
        expect(present).toEqual(rebuilt)
        const { people, companies } = w.file
        expect([people.count(), companies.count()]).toEqual([present.person!.length, present.company!.length])
        w.file.close()
      }),
      { numRuns: Number(process.env.PRM_RUNS ?? 150) },
    )
  }, 600_000)

  test('are the same again after the last run is undone, and after that undo is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), action, async (steps, last) => {
        const w = world()
        for (const step of steps) await perform(w, step)
        const before = w.file.derived.state()
        const ties = w.file.relationships.all()
        const runs = w.file.runs.list(1)[0]?.id ?? 0
        await perform(w, last)
        const after = w.file.derived.state()
        const run = w.file.runs.list(1)[0]
        if (!run || run.id === runs || (last.do === 'undo' && run.undoes !== null)) return
        const undo = await undoRun(w.deps, { run: run.id })
        // Opt-outs survive undo: suppression is no derived state that a run could take away.
        const apart = (state: typeof before) => ({
          ...state,
          person: state.person!.map((person) => ({ ...(person as object), suppressed: null })),
        })
        expect(apart(w.file.derived.state())).toEqual(apart(before))
        expect(w.file.relationships.all()).toEqual(ties)
        await undoRun(w.deps, { run: undo.run! })
        expect(w.file.derived.state()).toEqual(after)
        w.file.close()
      }),
      { numRuns: Number(process.env.PRM_RUNS ?? 100) },
    )
  }, 600_000)
})
