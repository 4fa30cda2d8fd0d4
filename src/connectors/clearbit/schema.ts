/** What of Clearbit's replies is used, beside people and companies (clearbit-form.ts). */
import { z } from 'zod'
import { part, text } from '../lenient.ts'

export const Failure = z.object({ error: part({ type: text, message: text }) })

/** By a name. */
export const Domain = z.object({ name: text, domain: z.string() })
