/** What of HubSpot's replies is used. */
import { z } from 'zod'
import { flag, text } from '../lenient.ts'

const properties = z.record(z.string(), text).nullish().catch(null)

export const Row = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  properties,
  new: flag,
  objectWriteTraceId: text,
  updatedAt: text,
  archivedAt: text,
  url: text,
})
export type Row = z.infer<typeof Row>

/** Of one row of a batch, or of a whole request. */
export const Failure = z.object({
  status: text,
  message: text,
  category: text,
  policyName: text,
  errors: z
    .array(z.object({ code: text, message: text }))
    .nullish()
    .catch(null),
  context: z
    .record(
      z.string(),
      z
        .array(z.union([z.string(), z.number()]).transform(String))
        .nullish()
        .catch(null),
    )
    .nullish()
    .catch(null),
})
export type Failure = z.infer<typeof Failure>

export const Batch = z.object({ results: z.array(Row), errors: z.array(Failure).nullish() })
export type Batch = z.infer<typeof Batch>

export const Page = z.object({
  results: z.array(Row),
  paging: z
    .object({ next: z.object({ after: z.string() }).nullish() })
    .nullish()
    .catch(null),
})

const end = z.union([z.string(), z.number()]).transform(String).nullish()

/** Old and new forms of the same. */
export const Ties = z.object({
  results: z.array(
    z.object({
      fromObjectId: end,
      toObjectId: end,
      from: z.object({ id: end }).nullish(),
      to: z.object({ id: end }).nullish(),
    }),
  ),
  errors: z.array(Failure).nullish(),
})

/** To whom records are tied: of each, the other ends. */
export const Tied = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
      to: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]).transform(String) })),
    }),
  ),
})

export const Properties = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: text,
      type: text,
      options: z
        .array(z.object({ value: text }))
        .nullish()
        .catch(null),
      hasUniqueValue: flag,
      calculated: flag,
      modificationMetadata: z.object({ readOnlyValue: flag }).nullish().catch(null),
    }),
  ),
})
export type Property = z.infer<typeof Properties>['results'][number]

export const Owners = z.object({
  results: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String), email: text })),
  paging: z
    .object({ next: z.object({ after: z.string() }).nullish() })
    .nullish()
    .catch(null),
})

export const Labels = z.object({
  results: z.array(z.object({ category: z.string(), typeId: z.number(), label: text })),
})

export const Account = z.object({ portalId: z.number(), uiDomain: text, accountType: text })
