/** What of Apollo's replies is used. Its ids are beyond what a number holds, and none is needed. */
import { z } from 'zod'
import { amount, part, text, texts } from '../lenient.ts'

export const Failure = z.object({ error: text, error_message: text, message: text, error_code: text })
export const Health = z.object({ is_logged_in: z.boolean().nullish() })

const organization = {
  ...{ name: text, website_url: text, primary_domain: text, linkedin_url: text, phone: text },
  primary_phone: part({ number: text }),
  ...{ industry: text, keywords: texts, technology_names: texts, short_description: text },
  ...{ estimated_num_employees: amount, founded_year: amount, annual_revenue: amount, total_funding: amount },
  ...{ street_address: text, city: text, state: text, postal_code: text, country: text },
  ...{ latest_funding_stage: text, latest_funding_round_date: text },
}
export const Organization = z.object(organization)
export type Organization = z.infer<typeof Organization>

const Position = z
  .object({
    ...{ organization_name: text, title: text, start_date: text },
    current: z.boolean().nullish().catch(null),
  })
  .nullable()
  .catch(null)

const Number = z.object({ sanitized_number: text, raw_number: text, type: text, dnc_status: text })

export const Person = z.object({
  id: z.union([z.string(), z.number()]),
  ...{ first_name: text, last_name: text, name: text, title: text, headline: text },
  ...{ email: text, email_status: text, linkedin_url: text, twitter_url: text },
  ...{ city: text, state: text, country: text, seniority: text, departments: texts },
  employment_history: z.array(Position).nullish().catch(null),
  organization: part(organization),
  contact: part({ phone_numbers: z.array(Number).nullish().catch(null) }),
})
export type Person = z.infer<typeof Person>

export const Matches = z.object({
  credits_consumed: z.number().nullish().catch(null),
  matches: z.array(Person.nullable()),
})

export const Enriched = z.object({ organization: Organization.nullish() })
