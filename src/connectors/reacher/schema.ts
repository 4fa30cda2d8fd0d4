/** What of Reacher's replies is used. Each part may be an error instead. */
import { z } from 'zod'

const fault = z.object({
  error: z.object({ type: z.string().nullish(), message: z.string().nullish() }),
  description: z.string().nullish(),
})
const flag = z.boolean().nullish()

export const Answer = z.object({
  input: z.string(),
  is_reachable: z.string(),
  misc: z.union([fault, z.object({ is_disposable: flag, is_role_account: flag })]).nullish(),
  mx: z.union([fault, z.object({ accepts_mail: flag })]).nullish(),
  smtp: z
    .union([
      fault,
      z.object({
        can_connect_smtp: flag,
        has_full_inbox: flag,
        is_catch_all: flag,
        is_deliverable: flag,
        is_disabled: flag,
      }),
    ])
    .nullish(),
  syntax: z.object({ is_valid_syntax: flag, suggestion: z.string().nullish() }).nullish(),
})
export type Answer = z.infer<typeof Answer>
