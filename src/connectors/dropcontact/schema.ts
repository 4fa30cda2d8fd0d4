/** What of Dropcontact's replies is used. */
import { z } from 'zod'
import { part, text } from '../lenient.ts'

export const Failure = z.object({ reason: text, detail: text })

const success = z.object({ success: z.boolean() })
export const Submitted = success.extend({ request_id: z.string().min(1) })
export const Credits = z.object({ credits: z.number() })
/** Whether it is ready; `error` says that it never will be. */
export const Progress = success.extend({ error: z.boolean().nullish(), reason: text })

const Email = z.object({ email: z.string(), qualification: text })

export const Contact = z.object({
  ...{ civility: text, first_name: text, last_name: text, full_name: text },
  // A list of addresses; a single one as it was sent.
  email: z
    .union([
      z.array(Email),
      z.string().transform((email): z.infer<typeof Email>[] => [{ email, qualification: null }]),
    ])
    .nullish()
    .catch(null),
  ...{ phone: text, mobile_phone: text, job: text, job_level: text, job_function: text, linkedin: text },
  ...{ country: text, company: text, website: text, company_linkedin: text, industry: text },
  ...{ nb_employees: text, company_turnover: text, siren: text, siret: text, vat: text },
  ...{ naf5_code: text, naf5_des: text, siret_address: text, siret_zip: text, siret_city: text },
  custom_fields: part({ prm: text }),
})
export type Contact = z.infer<typeof Contact>

export const Results = success.extend({ data: z.array(Contact) })
