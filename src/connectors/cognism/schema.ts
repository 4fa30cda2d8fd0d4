/** What of Cognism's replies is used. Which keys there are depends on the contract, so that each may be missing. */
import { z } from 'zod'

const text = z.union([z.string(), z.number()]).transform(String).nullish()
const flag = z.boolean().nullish()

/** One, or a list of them. */
const several = <T extends z.ZodType>(one: T) =>
  z.union([z.array(one), one.transform((value) => [value])]).nullish()

const numbers = several(z.union([z.string(), z.object({ number: text, dnc: flag })]))
const place = z.object({
  ...{ addressType: text, type: text, country: text, state: text, city: text, zip: text, street: text },
})

export const Preview = z.object({
  results: z
    .array(
      z.object({
        ...{ id: text, redeemId: text, firstName: text, lastName: text, jobTitle: text },
        account: z.object({ name: text }).nullish(),
        hasEmail: flag,
        hasMobilePhoneNumbers: flag,
        hasDirectPhoneNumbers: flag,
        hasLinkedinUrl: flag,
      }),
    )
    .nullish(),
})
export type Preview = NonNullable<z.infer<typeof Preview>['results']>[number]

export const Account = z.object({
  ...{ id: text, redeemId: text, name: text, domain: text, website: text, linkedinUrl: text, revenue: text },
  ...{ headcount: text, sizeFrom: text, founded: text },
  industry: several(z.string()),
  industries: several(z.string()),
  technologies: several(z.string()),
  tech: several(z.string()),
  officePhoneNumbers: numbers,
  hqPhoneNumbers: numbers,
  location: several(place),
  locations: several(place),
  hiringEvent: several(z.object({ jobTitle: text, jobDate: text, url: text })),
  companyHiring: several(z.object({ jobTitle: text, jobDate: text, url: text })),
})
export type Account = z.infer<typeof Account>

export const Contact = z.object({
  ...{ id: text, redeemId: text, fullName: text, firstName: text, lastName: text, jobTitle: text },
  ...{ linkedinUrl: text, country: text, state: text, city: text },
  email: z.union([z.string(), z.object({ address: text, quality: text })]).nullish(),
  mobilePhoneNumbers: numbers,
  directPhoneNumbers: numbers,
  managementLevel: several(z.string()),
  jobJoinEvent: several(z.object({ date: text, to: z.object({ name: text, title: text }).nullish() })),
  account: Account.nullish(),
})
export type Contact = z.infer<typeof Contact>

/** The key of the list has been seen in both forms. */
export const Redeemed = z
  .object({ results: z.array(z.unknown()).nullish(), result: z.array(z.unknown()).nullish() })
  .transform(({ results, result }) => results ?? result ?? [])

export const Failure = z.object({
  errors: z.array(z.object({ code: text, message: text })).nullish(),
  message: text,
})
