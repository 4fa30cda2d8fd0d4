/** What of Hunter's replies is used. */
import { z } from 'zod'

const flag = z.boolean().nullish()

export const Verification = z.object({
  data: z.object({
    status: z.string(),
    score: z.number().nullish(),
    regexp: flag,
    gibberish: flag,
    mx_records: flag,
    smtp_check: flag,
    accept_all: flag,
  }),
})
export type Verification = z.infer<typeof Verification>['data']

export const Errors = z.object({
  errors: z.array(z.object({ id: z.string().nullish(), details: z.string().nullish() })).min(1),
})

const units = z.object({ used: z.number(), available: z.number() })
/** `available` is what the plan has, `used` what is gone of it. */
export const Account = z.object({
  data: z.object({
    plan_name: z.string().nullish(),
    requests: z.object({ verifications: units.nullish(), credits: units.nullish() }).nullish(),
  }),
})
