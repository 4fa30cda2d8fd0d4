/** What of ZoomInfo's replies is used, of the GTM API and the older one. */
import { z } from 'zod'

const text = z.union([z.string(), z.number()]).transform(String).nullish()
const flag = z.boolean().nullish()
/** One, several, or objects with a name. */
const named = z
  .union([z.string(), z.array(z.union([z.string(), z.object({ name: text, department: text })]))])
  .nullish()

export const Company = z.object({
  name: text,
  website: text,
  domainList: z.array(z.string()).nullish(),
  phone: text,
  employeeCount: text,
  revenue: text,
  revenueNumeric: text,
  revenueRange: text,
  industries: named,
  primaryIndustry: named,
  foundedYear: text,
  street: text,
  city: text,
  state: text,
  zipCode: text,
  country: text,
  socialMediaUrls: z.array(z.object({ type: z.string(), url: z.string().nullish() })).nullish(),
})
export type Company = z.infer<typeof Company>

export const Contact = z.object({
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  mobilePhone: text,
  directPhoneDoNotCall: flag,
  mobilePhoneDoNotCall: flag,
  jobTitle: text,
  managementLevel: named,
  jobFunction: named,
  city: text,
  state: text,
  country: text,
  externalUrls: z.array(z.object({ type: text, url: text })).nullish(),
  contactAccuracyScore: text,
  company: Company.nullish(),
})
export type Contact = z.infer<typeof Contact>

const attributes = z.record(z.string(), z.unknown()).nullish()
const input = z.record(z.string(), z.unknown()).nullish()

/** What both APIs say of one input. */
export interface Row {
  id: string | null
  status: string
  input: Record<string, unknown> | null
  attributes: Record<string, unknown>
}

export const Enriched = z
  .object({
    data: z.array(z.object({ id: text, attributes, meta: z.object({ matchStatus: z.string(), input }) })),
  })
  .transform(({ data }) =>
    data.map(({ id, attributes: found, meta }): Row => ({
      ...{ id: id ?? null, status: meta.matchStatus },
      ...{ input: meta.input ?? null, attributes: found ?? {} },
    })),
  )

export const LegacyEnriched = z
  .object({
    data: z.object({
      result: z.array(
        z.object({
          input,
          matchStatus: z.string(),
          data: z.array(z.record(z.string(), z.unknown())).nullish(),
        }),
      ),
    }),
  })
  .transform(({ data: { result } }) =>
    result.map(({ input: of, matchStatus, data }): Row => {
      const [first = {}] = data ?? []
      const id = typeof first.id === 'number' || typeof first.id === 'string' ? String(first.id) : null
      return { id, status: matchStatus, input: of ?? null, attributes: first }
    }),
  )

export const Token = z.object({ access_token: z.string().min(1) })
export const Jwt = z.object({ jwt: z.string().min(1) })

/** Of its error guide, or of JSON:API. */
export const Failure = z.object({
  error: z.union([z.string(), z.object({ code: text, message: text, retryable: flag })]).nullish(),
  errors: z.array(z.object({ code: text, title: text, detail: text })).nullish(),
  message: text,
})
