/** A plan as a file: written by a dry run, looked at by a person, and carried out later. */
import { z } from 'zod'
import { PrmError } from '../../model/errors.ts'
import { PLAN_FORMAT, type PushPlan } from './plan.ts'
import { PRESET_NAMES } from './presets.ts'

const value = z.union([z.string(), z.number(), z.null()])
const action = z.enum(['create', 'update', 'unchanged', 'held_back'])

const Plan = z.object({
  format: z.literal(PLAN_FORMAT),
  schemaVersion: z.literal(1),
  file_id: z.string(),
  target: z.string().regex(/^(csv|json|xlsx):./),
  gate: z.string(),
  route: z.string().nullable().default(null),
  as_of: z.iso.date(),
  only_new: z.boolean(),
  columns: z.array(z.string()).min(1),
  preset: z.enum(PRESET_NAMES).optional(),
  unmeasured: z.array(z.string()),
  counts: z.record(action, z.number()),
  people: z.array(
    z.object({
      id: z.string(),
      full_name: z.string().nullable(),
      company: z.string().nullable(),
      score: z.number().nullable(),
      action,
      reasons: z.array(z.string()),
      changes: z.record(z.string(), z.tuple([value, value])),
      values: z.record(z.string(), value),
      removed: z.boolean(),
    }),
  ),
  gone: z.array(z.string()),
}) satisfies z.ZodType<PushPlan>

/**
 * Reads a plan.
 *
 * @param name of the file, for messages
 * @throws PrmError `push.not_a_plan`
 */
export const parsePlan = (text: string, name: string): PushPlan => {
  const refuse = (why: string): never => {
    throw new PrmError('input', 'push.not_a_plan', `${name} is not a plan that can be carried out: ${why}`, {
      hint: 'make one with prm push --dry-run -o plan.json',
    })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse('it is not JSON')
  }
  const { format, schemaVersion } = (json ?? {}) as { format?: unknown; schemaVersion?: unknown }
  if (format !== PLAN_FORMAT) return refuse(`it does not say "format": "${PLAN_FORMAT}"`)
  if (schemaVersion !== 1)
    return refuse(`its schemaVersion is ${JSON.stringify(schemaVersion)}; this prm knows 1`)
  const plan = Plan.safeParse(json)
  if (plan.success) return plan.data
  const [issue] = plan.error.issues
  return refuse(issue === undefined ? 'it is damaged' : `at ${issue.path.join('.')}: ${issue.message}`)
}
