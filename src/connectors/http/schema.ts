/** What a config says of an API of its own. All that can be seen to be wrong is said when the config is read. */
import { z } from 'zod'
import { fieldProblem, fieldsOf, parseTemplate, variablesOf, type Template } from './template.ts'
import { parsePath } from './path.ts'

type Context = z.core.$RefinementCtx

const count = z.int().min(1).max(1000)

const parsed = (parse: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

const template = parsed(parseTemplate)
const path = parsed(parsePath)

/** JSON whose texts are templates. */
export type Body = string | number | boolean | null | Body[] | { [name: string]: Body }

/** The texts in a body, with their places. */
export const textsOf = (body: Body, at: PropertyKey[] = []): { text: string; at: PropertyKey[] }[] => {
  if (typeof body === 'string') return [{ text: body, at }]
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([name, value]) => textsOf(value, [...at, name]))
}

export const body = z.json().superRefine((given, context) => {
  for (const { text, at } of textsOf(given)) {
    try {
      parseTemplate(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message, path: at })
    }
  }
})

const fields = z.record(z.string(), path).superRefine((given, context) => {
  if (Object.keys(given).length === 0)
    context.addIssue({ code: 'custom', message: 'names no field: write employees: data.headcount' })
  for (const name of Object.keys(given)) {
    const message = fieldProblem(name)
    if (message !== null) context.addIssue({ code: 'custom', message, path: [name] })
  }
})

const field = z.string().superRefine((name, context) => {
  const message = fieldProblem(name)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

const NOT_FOUND = { status: [404], charged: false }

const Declared = z.strictObject({
  title: z.string().min(1).optional(),
  /** Up to the first place to fill it must hold the whole host. */
  url: template,
  method: z.enum(['GET', 'POST']).default('GET'),
  headers: z.record(z.string().regex(/^[\w-]+$/, 'is no name of a header'), template).default({}),
  /** Of a POST: JSON. */
  body: body.optional(),
  entity: z.enum(['person', 'company']),
  /** Sets of fields of which one must be known; by default all that the request holds. */
  needs: z.array(z.array(field).min(1)).min(1).optional(),
  /** Field → where it is in the reply. */
  fields,
  not_found: z
    .strictObject({
      status: z.array(z.int().min(200).max(499)).default(NOT_FOUND.status),
      /** Where the reply has nothing when there is nothing to have. */
      empty: path.optional(),
      charged: z.boolean().default(NOT_FOUND.charged),
    })
    .default(NOT_FOUND),
  /** Of one answer, in the currency of the prices. */
  price: z.number().min(0).max(1000).optional(),
  rate: z
    .strictObject({ per_second: count.optional(), per_minute: z.int().min(1).max(1_000_000).optional() })
    .optional(),
  concurrency: count.optional(),
  timeout: z.int().min(1).max(600).optional(),
  /** An address of the same host that proves the key at no cost. */
  test: template.optional(),
})

/** `scheme://host` and what follows it, which begins with a slash, or is empty. */
export const splitUrl = (url: string): { base: string; rest: string; host: string } | null => {
  const found = /^(https?:\/\/([^/?#{}$@\s]+))([/?][^#\s]*)?$/i.exec(url)
  if (found === null) return null
  const [, base, authority, rest = ''] = found
  return URL.canParse(base!)
    ? {
        base: base!,
        rest: rest.startsWith('?') ? `/${rest}` : rest,
        host: new URL(base!).hostname || authority!,
      }
    : null
}

export const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

interface Shape {
  url: string
  test?: string | undefined
  headers: Record<string, string>
  body?: unknown
  method: string
  needs?: string[][] | undefined
}

const templates = ({ url, headers, body: given, test }: Shape): Template[] => [
  ...[url, ...Object.values(headers), ...(test === undefined ? [] : [test])].map((text) =>
    parseTemplate(text),
  ),
  ...(given === undefined ? [] : textsOf(given as Body).map(({ text }) => parseTemplate(text))),
]

/** Fields that the request holds, each once. */
export const askedFields = (shape: Shape): string[] => [
  ...new Set(templates({ ...shape, test: undefined }).flatMap(fieldsOf)),
]

/** Variables of its keys, each once. */
export const keyVariables = (shape: Shape): string[] => [...new Set(templates(shape).flatMap(variablesOf))]

const checkUrl = (shape: Shape, context: Context): void => {
  const issue = (message: string, at: PropertyKey[]): void =>
    context.addIssue({ code: 'custom', message, path: at })
  const split = splitUrl(shape.url)
  if (split === null) {
    issue('is no address: write https://host/path, with nothing to fill in before the path', ['url'])
    return
  }
  if (keyVariables(shape).length > 0 && !/^https:/i.test(split.base) && !LOOPBACK.test(split.host))
    issue('a key is sent by https only', ['url'])
  if (shape.test !== undefined) {
    const tested = splitUrl(shape.test)
    if (tested?.base !== split.base) issue(`must be an address of the same host, ${split.base}`, ['test'])
    if (fieldsOf(parseTemplate(shape.test)).length > 0)
      issue('is asked about nobody: it holds no {field}', ['test'])
  }
  const [inPath = ''] = split.rest.split('?')
  const always = fieldsOf(parseTemplate(inPath))
  const sets = shape.needs ?? []
  const lacking = always.find((name) => sets.some((set) => !set.includes(name)))
  if (lacking !== undefined)
    issue(`every set needs ${lacking}, which stands in the path of the url`, ['needs'])
}

const checkRequest = (shape: Shape, context: Context): void => {
  const issue = (message: string, at: PropertyKey[]): void =>
    context.addIssue({ code: 'custom', message, path: at })
  if (shape.body !== undefined && shape.method === 'GET')
    issue('a GET has no body: write method: POST', ['body'])
  const asked = askedFields(shape)
  if (asked.length === 0) issue('asks about nobody: put a field into it, such as {domain}', ['url'])
  for (const [i, set] of (shape.needs ?? []).entries())
    if (!set.some((name) => asked.includes(name)))
      issue('none of these fields is in the request', ['needs', i])
}

export const HttpDeclaration = Declared.superRefine((shape, context) => {
  // Of a text that is no template nothing more can be said.
  try {
    templates(shape)
  } catch {
    return
  }
  checkUrl(shape, context)
  checkRequest(shape, context)
})
export type HttpDeclaration = z.infer<typeof HttpDeclaration>
