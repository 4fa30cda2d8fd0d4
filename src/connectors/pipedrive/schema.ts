/** What of the replies is used. Odd values of a field spoil no record. */
import { z } from 'zod'
import { text } from '../lenient.ts'

const reference = z.number().nullish().catch(null)
const additional_data = z.object({ next_cursor: z.string().nullish() }).nullish()

export const Envelope = z.object({ success: z.boolean(), data: z.unknown() })
export const Failure = z.object({ error: z.string().nullish(), error_info: z.string().nullish() }).catch({})

export const Me = z.object({
  data: z.object({
    company_id: z.union([z.number(), z.string()]).transform(String),
    company_name: z.string(),
    company_domain: z.string().nullish(),
  }),
})

export const Users = z.object({
  data: z.array(z.object({ id: z.number(), name: text, email: text })).nullable(),
})

export const Field = z.object({
  field_name: z.string(),
  field_code: z.string(),
  field_type: z.string(),
  is_custom_field: z.boolean().nullish(),
  options: z.array(z.object({ id: z.number(), label: z.string() })).nullish(),
})
export type Field = z.infer<typeof Field>
export const Fields = z.object({ data: z.array(Field), additional_data })
export type Fields = z.infer<typeof Fields>
export const MadeField = z.object({ data: Field })

const contacts = z
  .array(z.object({ value: z.string(), primary: z.boolean().nullish(), label: text }))
  .nullish()
  .catch(null)

/** A person or an organisation. */
export const HeldRecord = z.object({
  id: z.number().transform(String),
  name: text,
  owner_id: reference,
  org_id: reference,
  update_time: text,
  is_deleted: z.boolean().nullish().catch(null),
  marketing_status: text,
  website: text,
  emails: contacts,
  phones: contacts,
  open_deals_count: reference,
  closed_deals_count: reference,
  custom_fields: z.record(z.string(), z.unknown()).nullish().catch(null),
})
export type Held = z.infer<typeof HeldRecord>
export const HeldRecords = z.object({ data: z.array(HeldRecord).nullable() })
export const OneRecord = z.object({ data: HeldRecord })

export const Hits = z.object({
  data: z.object({ items: z.array(z.object({ item: z.object({ id: z.number() }) })) }),
})

export const Lead = z.object({ id: z.string(), origin_id: text })
export type Lead = z.infer<typeof Lead>
export const Leads = z.object({ data: z.array(Lead).nullable() })
export const OneLead = z.object({ data: z.object({ id: z.string() }) })

export const Gone = z.object({ data: z.unknown() })

export const Page = z.object({ data: z.array(z.unknown()).nullable(), additional_data })

export const Deal = z.object({
  id: z.number(),
  update_time: text,
  status: text,
  person_id: reference,
  org_id: reference,
  won_time: text,
  lost_time: text,
})
export type Deal = z.infer<typeof Deal>

export const Activity = z.object({
  id: z.number(),
  update_time: text,
  type: text,
  done: z.boolean().nullish().catch(null),
  person_id: reference,
  due_date: text,
  due_time: text,
})
export type Activity = z.infer<typeof Activity>
