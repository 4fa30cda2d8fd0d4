/** The section `targets` of prm.yaml: how each CRM is given to. */
import { z } from 'zod'
import { COMPANY_VALUES } from '../../store/companies.ts'
import { LEAD_COLUMNS } from '../../store/lead-columns.ts'
import { REASONS_COLUMN, SIGNALS_COLUMN } from './config.ts'
import { meant } from './schema-parts.ts'

/** Columns of a person that a CRM can be given, `custom.<name>` and `answer.<key>` beside them. */
const PERSON_COLUMNS: readonly string[] = [
  ...LEAD_COLUMNS.map(({ name }) => name),
  REASONS_COLUMN,
  SIGNALS_COLUMN,
]
/** Columns of a company, `custom.<name>` beside them. */
const COMPANY_COLUMNS: readonly string[] = [...COMPANY_VALUES, 'country', 'stakeholders', 'people']

const fields = (known: readonly string[], own: RegExp) =>
  z
    .record(
      z.string().superRefine((name, context) => {
        if (known.includes(name) || own.test(name)) return
        context.addIssue({ code: 'custom', message: `unknown column "${name}"${meant(name, known)}` })
      }),
      z
        .union([z.string().min(1), z.null(), z.literal(false)], 'is no field of a CRM; false sends nothing')
        .transform((field) => (field === false ? null : field)),
    )
    .default({})

export const targets = z.record(
  z.string(),
  z.strictObject({
    gate: z.string().optional(),
    fields: z
      .strictObject({
        person: fields(PERSON_COLUMNS, /^(custom|answer)\../),
        company: fields(COMPANY_COLUMNS, /^custom\../),
      })
      .default({ person: {}, company: {} }),
    overwrite: z.array(z.string().min(1)).default([]),
  }),
)

/** Names that must be found elsewhere: of services, and of gates. */
export const targetIssues = (
  given: unknown,
  services: readonly string[],
  gates: readonly string[],
): z.core.$ZodIssue[] => {
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given).flatMap(([name, settings]: [string, unknown]): z.core.$ZodIssue[] => {
    const issue = (path: string[], message: string): z.core.$ZodIssue => ({
      ...{ code: 'custom', path: ['targets', name, ...path], message, input: name },
    })
    const gate = (settings as { gate?: unknown } | null)?.gate
    return [
      ...(services.includes(name)
        ? []
        : [issue([], `there is no service "${name}"${meant(name, services)}`)]),
      ...(typeof gate !== 'string' || gates.includes(gate)
        ? []
        : [issue(['gate'], `unknown gate "${gate}"${meant(gate, gates)}`)]),
    ]
  })
}
