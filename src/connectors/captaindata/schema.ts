/** What of CaptainData's replies is used. */
import { z } from 'zod'

const rows = z.array(z.record(z.string(), z.unknown()))

/** A list, or an object that holds one. */
export const Found = z
  .union([rows, z.object({ results: rows }), z.object({ data: rows })])
  .transform((found) => (Array.isArray(found) ? found : 'results' in found ? found.results : found.data))

export const Failure = z.object({
  error_label: z.string().nullish(),
  error_ref: z.string().nullish(),
  message: z.string().nullish(),
})
