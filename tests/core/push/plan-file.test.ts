import { expect, test } from 'vitest'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { planPush } from '../../../src/core/push/plan.ts'
import { parsePlan } from '../../../src/core/push/plan-file.ts'
import { savedPlan } from '../../../src/core/push/saved-plan.ts'
import { failure } from '../../support/failure.ts'
import { importText, world } from '../../support/world.ts'

const plan = async (list = 'Name,Email\nAnn Lee,ann@acme.example\n') => {
  const w = world()
  await importText(w, list)
  const config = { ...DEFAULT_CONFIG, gates: { all: [] } }
  return planPush(w.deps, {
    target: 'csv:/out.csv',
    gate: 'all',
    columns: ['email'],
    only_new: false,
    config,
  })
}

test('what was written is what is read', async () => {
  const written = await plan()
  expect(written.people).toHaveLength(1)
  expect(parsePlan(savedPlan(written), 'plan.json')).toEqual(written)
})

test('a suppressed person is saved by their id alone', async () => {
  const written = await plan('Name,Email,Company,Unsubscribed\nAnn Lee,ann@acme.example,Acme,yes\n')
  expect(written.people).toMatchObject([{ full_name: 'Ann Lee', company: 'Acme', reasons: ['suppressed'] }])
  const [person] = written.people
  expect(parsePlan(savedPlan(written), 'plan.json').people).toEqual([
    { ...person, full_name: null, company: null },
  ])
})

test.each([
  ['no JSON', 'id,name\n1,Ann\n', 'it is not JSON'],
  ['no object', 'null', 'it does not say "format": "prm-push-plan"'],
  ['another document', '{"schemaVersion": 1}', 'it does not say "format": "prm-push-plan"'],
  [
    'a later version',
    '{"format": "prm-push-plan", "schemaVersion": 2}',
    'its schemaVersion is 2; this prm knows 1',
  ],
])('%s is refused', (_name, text, why) => {
  expect(failure(() => parsePlan(text, 'plan.json'))).toEqual({
    kind: 'input',
    code: 'push.not_a_plan',
    message: `plan.json is not a plan that can be carried out: ${why}`,
  })
})

test('damage is named with its place', async () => {
  const written = await plan()
  const damaged = { ...written, people: [{ ...written.people[0], action: 'delete' }] }
  expect(failure(() => parsePlan(JSON.stringify(damaged), 'plan.json')).message).toMatch(
    /: at people\.0\.action: /,
  )
})
