/** What several sections of the config are made of. */
import { z } from 'zod'
import { didYouMean } from '../../lib/text.ts'
import { checkCondition } from '../../store/condition.ts'

/** The name of a gate, a route, a group … */
export const NAME = /^[a-z][a-z0-9_]*$/
const DAYS = { d: 1, w: 7, y: 365 } as const

export const meant = (word: string, known: Iterable<string>): string => {
  const near = didYouMean(word, known)
  return near === null ? '' : ` (did you mean "${near}"?)`
}

export type Context = z.core.$RefinementCtx

/** Adds the problems of a condition, with the place in its text (see problems.ts). */
export const judge = (
  text: string,
  context: Context,
  banned: readonly string[],
  path: PropertyKey[] = [],
): void => {
  const checked = checkCondition(text)
  if ('problems' in checked) {
    for (const { message, start } of checked.problems) {
      context.addIssue({ code: 'custom', message, path, params: { text, start } })
    }
    return
  }
  for (const name of checked.condition.columns.filter((column) => banned.includes(column))) {
    const message = `${name} cannot be used here: it follows from this`
    context.addIssue({ code: 'custom', message, path, params: { text, start: 0 } })
  }
}

export const plainText = (value: unknown): unknown => (typeof value === 'boolean' ? String(value) : value)

/** A condition; `true` may stand without quotes. `banned`: columns that depend on this very condition. */
export const condition = (banned: readonly string[]) =>
  z.preprocess(
    plainText,
    z.string().superRefine((text, context) => judge(text, context, banned)),
  )

/** A length of time, `90d`, in days. */
export const days = z.string().transform((text, context) => {
  const found = /^(\d{1,5})([dwy])$/.exec(text)
  if (found !== null) return Number(found[1]) * DAYS[found[2] as keyof typeof DAYS]
  context.addIssue({ code: 'custom', message: `"${text}" is not a length of time: write 90d, 12w or 1y` })
  return z.NEVER
})
