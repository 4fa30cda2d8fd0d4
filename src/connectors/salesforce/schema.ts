/** What of Salesforce's replies is used. */
import { z } from 'zod'
import { flag, text } from '../lenient.ts'

export const Token = z.object({ access_token: z.string().min(1) })
export const Refusal = z.object({ error: text, error_description: text })

/** Where another record is that a duplicate rule sees in this one. Their own samples spell the key in two ways. */
const Duplicate = z
  .object({
    duplicateRule: text,
    matchResults: z
      .array(
        z.object({
          matchRecords: z
            .array(
              z.object({ record: z.object({ Id: text, attributes: z.object({ type: text }).nullish() }) }),
            )
            .nullish()
            .catch(null),
        }),
      )
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null)

/** Of a request as a whole, and of one row: the same thing under two names. */
export const Fault = z
  .object({
    ...{ errorCode: text, statusCode: text, message: text },
    fields: z.array(z.string()).nullish().catch(null),
    ...{ duplicateResult: Duplicate, duplicateResut: Duplicate },
  })
  .transform(({ errorCode, statusCode, message, fields, duplicateResult, duplicateResut }) => ({
    code: errorCode ?? statusCode ?? '',
    message: message ?? '',
    fields: fields ?? [],
    duplicate: duplicateResult ?? duplicateResut ?? null,
  }))
export type Fault = z.infer<typeof Fault>
export const Faults = z.array(Fault)

/** What came of one row. */
export const Result = z.object({
  id: text,
  success: flag,
  created: flag,
  errors: z.array(Fault).nullish().catch(null),
})
export type Result = z.infer<typeof Result>
export const Results = z.array(Result)

export type Row = Readonly<Record<string, unknown>>
export const Found = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  done: flag,
  nextRecordsUrl: text,
})

export const Described = z.object({
  fields: z.array(
    z.object({
      ...{ name: z.string(), label: text, type: text },
      ...{ createable: flag, updateable: flag, unique: flag, restrictedPicklist: flag },
      picklistValues: z
        .array(z.object({ value: text, active: flag }))
        .nullish()
        .catch(null),
    }),
  ),
})

export const Resources = z.object({ identity: z.string() })

export const Job = z.object({ id: text, state: text, errorMessage: text, contentUrl: text })
export type Job = z.infer<typeof Job>
