/** The schema of a model: the section `model` of prm.yaml, and the whole of a model file. */
import { z } from 'zod'
import { EVENT_KINDS, NOT_DONE_BY_PERSON, SIGNAL_KINDS } from '../../model/fact-kinds.ts'
import { DIMENSIONS } from './config.ts'
import type { Decay, Dimension, DimensionName } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'
import { condition, days, NAME, type Context } from './schema-parts.ts'

const { model: builtIn } = DEFAULT_CONFIG

/** What follows from the model cannot be asked in it. */
export const FOLLOWS_FROM_MODEL = ['score', 'grade', 'fit', 'heat', 'route', 'mvl', 'in_market']

const cap = z.int().min(0).max(100)
const letter = (i: number): string => String.fromCodePoint(65 + i)

const rule = z.strictObject({
  when: condition(FOLLOWS_FROM_MODEL),
  points: z.int().min(-1000).max(1000),
  because: z.string().min(1, 'says nothing: a reason is shown for every point'),
  group: z.string().optional(),
})

const dimension = z
  .strictObject({
    cap: cap.default(100),
    groups: z.record(z.string().regex(NAME, 'a group is named with a–z, 0–9 and _'), cap).optional(),
    rules: z.array(rule).default([]),
  })
  .superRefine(({ groups = {}, rules }, context) => {
    rules.forEach(({ group }, i) => {
      if (group === undefined || Object.hasOwn(groups, group)) return
      const message = `there is no group ${group} in this dimension: write groups: {${group}: 20}`
      context.addIssue({ code: 'custom', message, path: ['rules', i, 'group'] })
    })
  })

/** Better ones need more points. */
const falling = (cuts: Record<string, number>, context: Context): void => {
  const values = Object.entries(cuts)
  values.slice(1).forEach(([name, value], i) => {
    const [above, limit] = values[i]!
    if (value >= limit) {
      const message = `${name} (${value}) must be below ${above} (${limit})`
      context.addIssue({ code: 'custom', message, path: [name] })
    }
  })
}

const fading = z.strictObject({
  points: z.int().min(0).max(100),
  half_life: days.refine((length) => length > 0, 'is no half-life: it takes a day at least'),
  cap: cap.optional(),
})

const kinds = <K extends string>(names: readonly K[]) =>
  z.strictObject(
    Object.fromEntries(names.map((name) => [name, fading.optional()])) as Record<
      K,
      z.ZodOptional<typeof fading>
    >,
  )

const asymptote = z.int().min(1).max(100).nullable()

const decay = z.strictObject({
  signals: kinds(SIGNAL_KINDS).default(builtIn.decay.signals),
  events: kinds(EVENT_KINDS.filter((kind) => !NOT_DONE_BY_PERSON.includes(kind))).default(
    builtIn.decay.events,
  ),
  saturation: z
    .strictObject({
      signals: asymptote.default(builtIn.decay.saturation.signals),
      events: asymptote.default(builtIn.decay.saturation.events),
    })
    .default(builtIn.decay.saturation),
})

const letters = z
  .record(z.string(), z.int())
  .superRefine((cuts, context) => {
    const names = Object.keys(cuts)
    if (names.length === 0 || names.length > 7) {
      context.addIssue({ code: 'custom', message: 'fit has one to seven cut points: A, B and so on' })
    }
    names.forEach((name, i) => {
      if (name === letter(i)) return
      context.addIssue({
        code: 'custom',
        message: `fit is cut at A, B and so on, in this order: ${letter(i)} was expected, not ${name}`,
        path: [name],
      })
    })
  })
  .superRefine(falling)

const learned = z.looseObject({
  intercept: z.number(),
  per_point: z.number().positive(),
  probabilities: z.boolean(),
})

const NO_DIMENSION: Dimension = { cap: 100, rules: [] }

export const ModelFile = z
  .strictObject({
    dimensions: z
      .strictObject(
        Object.fromEntries(DIMENSIONS.map((name) => [name, dimension.default(NO_DIMENSION)])) as Record<
          DimensionName,
          z.ZodDefault<typeof dimension>
        >,
      )
      .default(builtIn.dimensions),
    decay: decay.transform((given) => given as Decay).default(builtIn.decay),
    grades: z
      .strictObject({ A: z.int(), B: z.int(), C: z.int() })
      .superRefine(falling)
      .default(builtIn.grades),
    fit: letters.default(builtIn.fit),
    heat: z.strictObject({ 1: z.int(), 2: z.int() }).superRefine(falling).default(builtIn.heat),
    learned: learned.optional(),
  })
  .transform((given) => given)
