/** What a config says of a JSON API that people and companies are given to. */
import { z } from 'zod'
import { isPlace, parsePath } from './path.ts'
import { LOOPBACK, splitUrl, textsOf, type Body } from './schema.ts'
import { parseTemplate, variablesOf, type Template } from './template.ts'

/** What a record is looked up by. */
export const KEYS = ['id', 'prm_id', 'email', 'domain'] as const
export type Key = (typeof KEYS)[number]

/** A template that speaks of a record by what it is looked up by. */
export const parseKeyTemplate = (text: string): Template =>
  parseTemplate(text, (name) =>
    (KEYS as readonly string[]).includes(name) ? null : `"${name}" is none of ${KEYS.join(', ')}`,
  )

const checked = (check: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      check(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

const path = checked(parsePath)
const place = checked((text) => {
  if (!isPlace(parsePath(text))) throw new Error(`"${text}" is several places: write the first as [0]`)
})
const secretTemplate = checked((text) =>
  parseTemplate(text, (name) => `{${name}} cannot stand in a header: only \${PRM_HTTP_…_KEY}`),
)
const below = checked((text) => {
  if (!/^\/[^\s#]*$/.test(text)) throw new Error(`"${text}" is no path below the url: it begins with a slash`)
  parseKeyTemplate(text)
})
const body = z.json().superRefine((given, context) => {
  for (const { text, at } of textsOf(given)) {
    try {
      parseKeyTemplate(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message, path: at })
    }
  }
})

/** Where a value stands: in what is sent, and in a record that is read, where that differs. */
const field = z.union(
  [place.transform((text) => ({ write: text, read: text })), z.strictObject({ write: place, read: path })],
  'is no place of a value: write name.first, or {write: emails[0], read: emails[0].address}',
)
export type FieldPlace = z.infer<typeof field>

const find = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  path: below,
  body: body.optional(),
  /** Where the records, or the one record, stand in the reply; without it: the reply is them. */
  records: path.optional(),
})

const writing = (method: 'POST' | 'PATCH') =>
  z.strictObject({
    method: z.enum(['POST', 'PUT', 'PATCH']).default(method),
    path: below,
    /** What is sent beside the values. */
    body: body.optional(),
    /** Where the record stands in the reply; without it: the reply is it. */
    record: path.optional(),
  })

const kind = z.strictObject({
  /** Column → where it stands. */
  fields: z
    .record(z.string().regex(/^[a-z][a-z0-9_]*(\..+)?$/, 'is no name of a column'), field)
    .refine((given) => Object.keys(given).length > 0, 'names no field: write email: email'),
  /** Where prm's own id stands. */
  prm_id: field,
  /** The service's id in a record. */
  id: path.default('id'),
  /** Where a person can look at it. */
  link: path.optional(),
  /** Where the fields stand in what is sent, and in a record. */
  sent_in: place.optional(),
  read_in: path.optional(),
  /** Of a person: where their company's id goes. `value`: with {id} in it, where it is not the bare id. */
  company: z
    .union([
      place.transform((at) => ({ at, value: '{id}' as Body })),
      z.strictObject({ at: place, value: body }),
    ])
    .optional(),
  /** Columns without which it creates nothing. */
  required: z.array(z.string()).default([]),
  /** Members that it replaces as a whole: the rest of them is read and sent along. */
  whole: z.array(z.string()).default([]),
  find: z.strictObject({
    id: find.optional(),
    prm_id: find,
    email: find.optional(),
    domain: find.optional(),
  }),
  create: writing('POST'),
  update: writing('PATCH'),
  archive: z
    .strictObject({
      method: z.enum(['DELETE', 'POST', 'PATCH', 'PUT']).default('DELETE'),
      path: below,
      body: body.optional(),
    })
    .optional(),
})
export type DeclaredKind = z.infer<typeof kind>

const count = z.int().min(1).max(1000)

const Declared = z.strictObject({
  title: z.string().min(1).optional(),
  url: z.string(),
  headers: z.record(z.string().regex(/^[\w-]+$/, 'is no name of a header'), secretTemplate).default({}),
  rate: z
    .strictObject({ per_second: count.optional(), per_minute: z.int().min(1).max(1_000_000).optional() })
    .optional(),
  concurrency: count.optional(),
  timeout: z.int().min(1).max(600).optional(),
  /** Proves the key. */
  test: below.optional(),
  target: z.strictObject({
    /** Where the reply to `test` says whose account it is. */
    account: z.strictObject({ id: path, title: path.optional() }).optional(),
    person: kind.optional(),
    company: kind.optional(),
  }),
})

/** Variables of its keys, each once. */
export const targetVariables = ({ headers }: { headers: Record<string, string> }): string[] => [
  ...new Set(Object.values(headers).flatMap((text) => variablesOf(parseTemplate(text)))),
]

/** Of headers that are no templates nothing can be said. */
const hasKey = (shape: { headers: Record<string, string> }): boolean => {
  try {
    return targetVariables(shape).length > 0
  } catch {
    return false
  }
}

export const HttpTargetDeclaration = Declared.superRefine((shape, context) => {
  const issue = (message: string, at: PropertyKey[]): void =>
    context.addIssue({ code: 'custom', message, path: at })
  const split = splitUrl(shape.url)
  if (split === null) {
    issue('is no address: write https://host', ['url'])
    return
  }
  if (hasKey(shape) && !/^https:/i.test(split.base) && !LOOPBACK.test(split.host))
    issue('a key is sent by https only', ['url'])
  const { account, person, company } = shape.target
  if (person === undefined && company === undefined) issue('says neither person nor company', ['target'])
  if (account !== undefined && shape.test === undefined)
    issue('is read from the reply to test, which is missing', ['target', 'account'])
  for (const [name, declared] of Object.entries({ person, company })) {
    if (declared === undefined) continue
    const at = ['target', name]
    const needs = (key: 'email' | 'domain'): void => {
      if (declared.find[key] !== undefined && declared.fields[key] === undefined)
        issue(`who is found is checked by ${key}, which is not among the fields`, [...at, 'find', key])
    }
    needs('email')
    needs('domain')
    if (declared.whole.length > 0 && declared.find.id === undefined)
      issue('needs find.id, by which the record is read', [...at, 'whole'])
    for (const action of ['update', 'archive'] as const)
      if (declared[action] !== undefined && !declared[action].path.includes('{id}'))
        issue('holds no {id}', [...at, action, 'path'])
  }
})
export type HttpTargetDeclaration = z.infer<typeof HttpTargetDeclaration>
