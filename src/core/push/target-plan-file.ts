/** A plan for a CRM as a file: what `parsePlan` is for plans of files. */
import { z } from 'zod'
import { PrmError } from '../../model/errors.ts'
import { TARGET_PLAN_FORMAT, type TargetPlan } from './target-plan.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const action = z.enum(['create', 'update', 'unchanged', 'held_back'])
const pairs = z.record(z.string(), z.tuple([value, value]))

const record = z.object({
  kind: z.enum(['person', 'company']),
  id: z.string(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  score: z.number().nullable(),
  action,
  reasons: z.array(z.string()),
  detail: z.string().nullable(),
  remote_id: z.string().nullable(),
  url: z.string().nullable(),
  changes: pairs,
  kept: pairs,
  content: z.record(z.string(), value),
  settle: z.enum(['created', 'updated']).nullable(),
})

const Plan = z.object({
  format: z.literal(TARGET_PLAN_FORMAT),
  schemaVersion: z.literal(1),
  file_id: z.string(),
  target: z.string().regex(/^[a-z][a-z0-9_]*$/),
  account: z.object({ id: z.string(), title: z.string() }),
  gate: z.string(),
  as_of: z.iso.date(),
  where: z.string().nullable(),
  route: z.string().nullable(),
  compare: z.boolean(),
  unmeasured: z.array(z.string()),
  missing: z.object({ person: z.array(z.string()), company: z.array(z.string()) }),
  unfit: z.record(z.string(), z.object({ values: z.number(), example: z.string() })),
  counts: z.record(action, z.number()),
  company_counts: z.record(action, z.number()),
  companies: z.array(record),
  people: z.array(record),
  ties: z.array(z.object({ from: z.string(), to: z.string(), relationship: z.string() })),
  gone: z.array(
    z.object({ id: z.string(), remote_id: z.string().nullable(), merged_into: z.string().nullable() }),
  ),
}) satisfies z.ZodType<TargetPlan>

/** Whether this text says that it is a plan for a CRM. */
export const isTargetPlan = (text: string): boolean => {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format === TARGET_PLAN_FORMAT
  } catch {
    return false
  }
}

/**
 * Reads a plan of which `isTargetPlan` holds.
 *
 * @param name of the file, for messages
 * @throws PrmError `push.not_a_plan`
 */
export const parseTargetPlan = (text: string, name: string): TargetPlan => {
  const plan = Plan.safeParse(JSON.parse(text))
  if (plan.success) return plan.data
  const [issue] = plan.error.issues
  const why = issue === undefined ? 'it is damaged' : `at ${issue.path.join('.')}: ${issue.message}`
  throw new PrmError('input', 'push.not_a_plan', `${name} is not a plan that can be carried out: ${why}`, {
    hint: 'make one with prm push --dry-run -o plan.json',
  })
}
