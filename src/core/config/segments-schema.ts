/** `segments:` and `objectives:` of prm.yaml. */
import { z } from 'zod'
import { isDay } from '../../lib/day.ts'
import { METRICS, type Objective, type Segment } from './config.ts'
import { condition, meant, NAME } from './schema-parts.ts'

/** A map of name → condition. */
export const segments = z
  .record(z.string().regex(NAME, 'a segment is named with a–z, 0–9 and _'), condition([]))
  .transform((given): Segment[] => Object.entries(given).map(([name, when]) => ({ name, when })))

/** As people say it. */
const ALSO: Readonly<Record<string, (typeof METRICS)[number]>> = {
  ...{ person: 'people', push: 'pushed', reply: 'replied', replies: 'replied' },
  ...{ meetings: 'meeting', customer: 'won', customers: 'won' },
}

const metric = z.preprocess(
  (word) => (typeof word === 'string' && Object.hasOwn(ALSO, word) ? ALSO[word] : word),
  z.enum(METRICS),
)

const day = z.string().refine(isDay, 'is not a date: write it as 2026-12-31')

const ABOUT = ['segment', 'account', 'person'] as const

const objective = z
  .strictObject({
    segment: z.string().min(1).optional(),
    account: z.string().min(1).optional(),
    person: z.string().min(1).optional(),
    metric,
    target: z.int().min(1),
    from: day.optional(),
    by: day,
    owner: z.string().min(1).optional(),
  })
  .transform((given, context): Objective => {
    const [about, second] = ABOUT.filter((kind) => given[kind] !== undefined)
    if (about === undefined || second !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `an objective is for one of ${ABOUT.join(', ')}${about === undefined ? '' : `, not for ${about} and ${second}`}`,
      })
      return z.NEVER
    }
    const { target, from = null, by, owner = null } = given
    if (from !== null && from >= by)
      context.addIssue({
        code: 'custom',
        message: `an objective ends after it begins: ${from}`,
        path: ['by'],
      })
    return { about, name: given[about]!, metric: given.metric, target, from, by, owner }
  })

export const objectives = z.array(objective)

/** Objectives for segments that do not stand in the same file. */
export const segmentIssues = (values: { segments?: unknown; objectives?: unknown }): z.core.$ZodIssue[] => {
  const { segments: named, objectives: all } = values
  const known = typeof named === 'object' && named !== null ? Object.keys(named) : []
  if (!Array.isArray(all)) return []
  return all.flatMap((one: unknown, i): z.core.$ZodIssue[] => {
    const name: unknown =
      typeof one === 'object' && one !== null ? (one as { segment?: unknown }).segment : undefined
    if (typeof name !== 'string' || known.includes(name)) return []
    const message = `there is no segment "${name}"${meant(name, known)}`
    return [{ code: 'custom', path: ['objectives', i, 'segment'], message, input: name }]
  })
}
