/** What of ZeroBounce's replies is used. */
import { z } from 'zod'

const text = z.string().nullish()

export const Row = z.object({
  address: z.string(),
  status: z.string(),
  sub_status: text,
  did_you_mean: text,
  smtp_provider: text,
  mx_record: text,
})
export type Row = z.infer<typeof Row>

/** A single answer, or an error at HTTP 200. */
export const Single = z.union([Row, z.object({ error: z.string() })])

export const Batch = z.object({
  email_batch: z.array(Row).default([]),
  errors: z.array(z.object({ error: z.string(), email_address: text })).default([]),
})

/** `"-1"`: the key is wrong. */
export const Credits = z.object({ Credits: z.coerce.number() })

/** Booleans come as texts too; messages as lists. */
const success = z
  .union([z.boolean(), z.string()])
  .transform((value) => String(value).toLowerCase() === 'true')
const message = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) => [value ?? []].flat().join('; '))

export const Sent = z.object({ success: success.default(false), file_id: text, message, error: message })

export const Status = z.object({
  success: success.default(true),
  file_status: text,
  complete_percentage: text,
  error_reason: text,
  message,
  error: message,
})

export const NotReady = z.object({ success: success.default(false), message, error: message })
