/**
 * One person through three jobs, two lists, an introduction, a reply, a meeting and a sale: what `prm show` tells after
 * each step, and that taking the steps back one by one, last first, tells the same in reverse.
 */
import { expect, test } from 'vitest'
import { logActivity } from '../../src/core/log/log.ts'
import { showPerson } from '../../src/core/look/show.ts'
import { relate } from '../../src/core/relate/relate.ts'
import { undoRun } from '../../src/core/undo/undo.ts'
import { importText, world, type World } from '../support/world.ts'

const ANN = 'Ann Lee'

/** A list says where Ann works, on a day. */
const job = (w: World, company: string, title: string, seen: string, name: string) =>
  importText(
    w,
    `First Name,Last Name,Email,LinkedIn URL,Company,Website,Job Title,Observed At
Ann,Lee,ann@${company.toLowerCase()}.example,https://www.linkedin.com/in/ann-lee,${company},${company.toLowerCase()}.example,${title},${seen}
Bo,Ek,bo@ours.example,,Ours,ours.example,Founder,${seen}
`,
    { on_match: 'refresh', name, map: { 'Observed At': 'observed_at' } },
  )

const event = (w: World, kind: string, at: string) =>
  importText(w, `Event,Time,Email\n${kind},${at},ann@cedar.example\n`, {
    kind: 'events',
    name: `${kind}.csv`,
  })

const logged = (w: World) =>
  logActivity(w.deps, {
    ...{ who: ANN, kind: 'meeting', detail: 'showed the robot', at: '2026-11-19', by: 'ana' },
    next: [{ due_on: '2026-12-01', detail: 'send quote' }],
  })

const STEPS: [name: string, step: (w: World) => Promise<unknown>][] = [
  ['the first list', (w) => job(w, 'Acme', 'Engineer', '2025-02-01', 'fair.csv')],
  ['a second list: another job', (w) => job(w, 'Birch', 'Head of IT', '2026-01-10', 'export.csv')],
  ['the second list again, later: a third', (w) => job(w, 'Cedar', 'CTO', '2026-10-05', 'export.csv')],
  ['an introduction', (w) => relate(w.deps, { who: ANN, other: 'Bo Ek', as: 'introduced_by' })],
  ['a reply', (w) => event(w, 'reply', '2026-11-17T10:00:00Z')],
  ['a meeting', logged],
  ['a sale', (w) => event(w, 'purchase', '2026-11-20T10:00:00Z')],
]

const word = (value: unknown): string => (typeof value === 'string' ? value : 'no stage')

/** What is told of Ann, in words. */
const told = (w: World) => {
  if (w.file.people.count() === 0) return null
  const { person, roles, moves, relationships, stages, activities, steps, events, emails } = showPerson(
    w.deps,
    ANN,
  )
  return {
    now: `${word(person.title)}, ${word(person.company)}; ${word(person.lifecycle)}, ${word(person.buying_stage)}`,
    roles: roles.map(({ company, since, until }) => `${company} ${since ?? ''}–${until ?? ''}`),
    moves: moves.map(({ from, to, on }) => `${from} to ${to} on ${on}`),
    addresses: emails.map(({ address }) => address),
    ties: relationships.filter(({ derived }) => !derived).map(({ says, other }) => `${says} ${other.name}`),
    stages: stages.map(({ stage, on }) => `${stage} on ${on}`),
    done: activities.map(({ kind, detail }) => `${kind}: ${detail}`),
    next: steps.map(({ due_on, detail }) => `${due_on} ${detail}`),
    events: events.map(({ kind }) => kind),
    job_changes: w.file.leads.rows("SELECT observed_on FROM signal WHERE kind = 'job_change' AND active = 1")
      .length,
  }
}

test('a person through three jobs to a sale, and back step by step', async () => {
  const w = world()
  const told_after: unknown[] = [told(w)]
  const states: unknown[] = [w.file.derived.state()]
  const runs: number[] = []
  for (const [, step] of STEPS) {
    await step(w)
    runs.push(w.file.runs.list(1)[0]!.id)
    told_after.push(told(w))
    states.push(w.file.derived.state())
  }
  expect(told_after).toMatchSnapshot()
  for (const [i, run] of [...runs.entries()].reverse()) {
    await undoRun(w.deps, { run })
    expect(told(w), `after undoing ${STEPS[i]![0]}`).toEqual(told_after[i])
    expect(w.file.derived.state(), `after undoing ${STEPS[i]![0]}`).toEqual(states[i])
  }
})
