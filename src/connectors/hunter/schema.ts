/** What of Hunter's replies is used. */
import { z } from 'zod'
import { Company, Person } from '../clearbit-form.ts'
import { part, text } from '../lenient.ts'

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
    requests: z
      .object({ verifications: units.nullish(), searches: units.nullish(), credits: units.nullish() })
      .nullish(),
  }),
})

/** An address that was found; `email` is null where none was. */
export const Finding = z.object({
  data: z.object({
    email: z.string().nullable(),
    score: z.number().nullish().catch(null),
    ...{ first_name: text, last_name: text, position: text, company: text, domain: text },
    ...{ twitter: text, linkedin_url: text, phone_number: text },
    verification: part({ date: text, status: text }),
  }),
})

export const PersonFound = z.object({ data: Person })
export const CompanyFound = z.object({ data: Company })

/** A company found by its name: the addresses themselves are not used. */
export const Search = z.object({
  data: z.object({
    ...{ domain: text, organization: text, pattern: text, country: text },
    emails: z.array(z.unknown()),
  }),
})
