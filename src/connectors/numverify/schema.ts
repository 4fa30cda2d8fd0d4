/** What of Numverify's replies is used. Only errors have `success`. */
import { z } from 'zod'

const text = z.string().nullish()

export const Failure = z.object({
  success: z.literal(false),
  error: z.object({ code: z.coerce.number(), type: text, info: text }),
})

export const Answer = z.object({
  valid: z.boolean(),
  line_type: text,
  carrier: text,
  location: text,
  country_code: text,
})
export type Answer = z.infer<typeof Answer>

export const Reply = z.union([Failure, Answer])

export const Countries = z.union([Failure, z.record(z.string(), z.object({ dialling_code: z.string() }))])
