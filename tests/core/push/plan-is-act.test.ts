/** Plan = act: whatever the file holds and whatever stands in the CRM, what comes of each person is what the plan said. */
import { describe, expect, test } from 'vitest'
import { editPerson } from '../../../src/core/edit/edit.ts'
import type { TargetAction } from '../../../src/core/push/target-plan.ts'
import { pushWorld, type PushWorld } from '../../support/push-world.ts'
import { seeded } from '../../support/random.ts'

const HEADER = 'First Name,Last Name,Email,Job Title,Company,Website,Employees,Industry,Unsubscribed'
const TITLES = ['CEO', 'VP Sales', 'Engineer', '']
const OUTCOMES: Record<TargetAction, string> = {
  ...{ create: 'created', update: 'updated', unchanged: 'unchanged', held_back: 'held_back' },
}

type Chance = (n: number) => number

const rowOf = (below: Chance): string => {
  const [who, firm] = [below(25), below(6)]
  const email = below(10) === 0 ? '' : `p${who}@firm${firm}.example`
  const company = below(5) === 0 ? ',' : `Firm ${firm},${below(4) === 0 ? '' : `firm${firm}.example`}`
  const last = below(12) === 0 ? '' : `Lee${who}`
  return `Ann,${last},${email},${TITLES[below(4)]!},${company},${below(50)},${['Software', 'Mining', ''][below(3)]!},${below(15) === 0 ? 'yes' : ''}`
}

/** What humans do in a CRM. */
const meddle = ({ crm }: PushWorld, below: Chance): void => {
  for (let i = 0; i < below(8); i++) {
    const mail = `p${below(25)}@firm${below(6)}.example`
    crm.add('person', {
      mail,
      ...(below(2) === 0 && { job: 'Founder' }),
      ...(below(6) === 0 && { prm_id: `11${'z'.repeat(10)}` }),
    })
  }
  if (below(2) === 0) crm.add('company', { site: `firm${below(6)}.example`, staff: '9' })
  for (const [id, { values }] of crm.records.person) {
    const what = below(12)
    if (what === 0) values.job = 'Chief'
    else if (what === 1) values.line = null
    else if (what === 2) crm.remove('person', id)
  }
}

const meddleHere = async (w: PushWorld, below: Chance): Promise<void> => {
  for (const id of w.file.people.ids())
    if (below(4) === 0) await editPerson(w.deps, { who: id, changes: { title: TITLES[below(3)]! } })
}

/** A push as planned, and what then stands there. */
const checkedPush = async (w: PushWorld, compare: boolean): Promise<void> => {
  const shown = await w.push({ dry_run: true, compare })
  const made = w.crm.made
  const done = await w.push({ compare })
  expect(done.plan).toEqual(shown.plan)
  const { people, companies } = shown.plan
  const wanted = people.filter(({ action }) => action === 'create').length
  const firms = companies.filter(({ action }) => action === 'create').length
  expect(w.crm.made - made).toBe(wanted + firms)
  expect(done.counts).toEqual({
    ...{ created: wanted, failed: 0, not_sent: 0 },
    ...Object.fromEntries(
      (['update', 'unchanged', 'held_back'] as const).map((action) => [
        OUTCOMES[action],
        shown.plan.counts[action],
      ]),
    ),
  })
  const ledger = w.file.pushes.of.person.held('crm')
  for (const one of people) {
    // Of whom nothing is new is not looked up: somebody may have deleted them there.
    if (one.action === 'held_back' || (one.action === 'unchanged' && !compare)) continue
    const record = w.crm.records.person.get(ledger.get(one.id)!.remote_id!)!
    expect(record.prm_id).toBe(one.id)
    for (const [field, [, now]] of Object.entries(one.changes))
      if (field !== 'prm_id' && field !== '@company')
        expect([one.id, field, record.values[field] ?? null]).toEqual([
          one.id,
          field,
          now === null ? null : String(now),
        ])
    for (const [field, [, theirs]] of Object.entries(one.kept))
      expect(record.values[field] ?? null).toBe(theirs)
  }
  const again = await w.push({ compare })
  expect([again.run, again.counts.created, again.counts.updated]).toEqual([null, 0, 0])
}

describe('plan = act', () => {
  test.each(Array.from({ length: 15 }, (_, i) => i + 1))(
    'for random files and CRMs, number %i',
    async (seed) => {
      const random = seeded(seed)
      const below: Chance = (n) => Math.floor(random() * n)
      const rows = (n: number): string =>
        `${[HEADER, ...Array.from({ length: n }, () => rowOf(below))].join('\n')}\n`
      const w = await pushWorld(rows(5 + below(30)))
      meddle(w, below)
      await checkedPush(w, below(2) === 0)
      await w.import(rows(below(10) + 1))
      await meddleHere(w, below)
      meddle(w, below)
      await checkedPush(w, below(2) === 0)
    },
  )
})
