/** The requests of an API that a config declares, and how its replies are read. */
import { parseJson } from '../../lib/table/json-flatten.ts'
import type {
  Call,
  EntityAnswer,
  EntityQuestion,
  Outcome,
  ServiceReply,
  ServiceRequest,
} from '../contract.ts'
import { jsonOf, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { canHold, isEmptyAt, parsePath, textAt } from './path.ts'
import { splitUrl, type Body, type HttpDeclaration } from './schema.ts'
import { fill, parseTemplate, type Values } from './template.ts'

type Answered = Outcome<EntityAnswer>
type Request = Pick<ServiceRequest, 'path' | 'query' | 'headers' | 'json'>

/** Dots alone would lead to another place of the host. */
const encode = (value: string): string => {
  if (/^\.{1,2}$/.test(value.trim()))
    throw new ServiceTrouble('refused', `"${value}" cannot stand in an address`)
  return encodeURIComponent(value)
}

/** Below the host; parameters whose field is not known are left out. */
const place = (url: string, values: Values): Pick<Request, 'path' | 'query'> => {
  const [path = '', query = ''] = splitUrl(url)!.rest.split('?')
  const parameters = query.split('&').flatMap((pair): [string, string][] => {
    if (pair === '') return []
    const [name = '', ...value] = pair.split('=')
    const filled = fill(parseTemplate(value.join('=')), values, undefined, decode)
    return filled === null ? [] : [[decode(name), filled]]
  })
  const filled = fill(parseTemplate(path), values, encode)
  if (filled === null) throw new ServiceTrouble('refused', 'a field that stands in the address is not known')
  return { path: filled, query: Object.fromEntries(parameters) }
}

/** What stands in the address is encoded already. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Members whose field is not known are left out. */
const bodyOf = (body: Body, values: Values): Body | undefined => {
  if (typeof body === 'string') return fill(parseTemplate(body), values) ?? undefined
  if (typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) return body.flatMap((each) => bodyOf(each, values) ?? [])
  const members = Object.entries(body).map(([name, value]) => [name, bodyOf(value, values)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Body
}

const headersOf = (headers: Record<string, string>, values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => {
      const filled = fill(parseTemplate(text), values)
      // A value with a line end would be a header of its own.
      return filled === null ? [] : [[name, filled.replace(/[^\t\x20-\x7e\x80-\xff]+/g, ' ')]]
    }),
  )

const readAnswer = (title: string, declared: HttpDeclaration, reply: ServiceReply): Answered => {
  const { not_found, fields } = declared
  const none: Answered = { kind: 'none', charged: not_found.charged }
  if (not_found.status.includes(reply.status)) return none
  const trouble = statusTrouble(title, reply)
  if (trouble !== null) throw trouble
  jsonOf(title, reply)
  const value = parseJson(reply.text)
  if (!canHold(value, Object.values(fields).map(parsePath)))
    throw new ServiceTrouble('malformed', `${title} answered in another form than the config says`)
  if (not_found.empty !== undefined && isEmptyAt(value, parsePath(not_found.empty))) return none
  const found = Object.entries(fields).flatMap(([name, path]): [string, string][] => {
    const text = textAt(value, parsePath(path))
    return text === '' ? [] : [[name, text]]
  })
  if (found.length === 0) return { kind: 'none', charged: true }
  const answer = { fields: Object.fromEntries(found), signals: [], opted_out: false, evidence: {} }
  return { kind: 'answer', answer, charged: true }
}

export const asker =
  (title: string, declared: HttpDeclaration, paid: boolean) =>
  async (questions: readonly EntityQuestion[], call: Call): Promise<Answered[]> => {
    const values: Values = { known: questions[0]!.known, secrets: call.secrets }
    const { method, url, headers, body } = declared
    const request: ServiceRequest = {
      ...{ method, paid, ...place(url, values), headers: headersOf(headers, values) },
      ...(body !== undefined && { json: bodyOf(body, values) }),
    }
    return [await call.send(request, (reply) => readAnswer(title, declared, reply))]
  }

export const tester =
  (title: string, { test, headers }: HttpDeclaration, name: string) =>
  async (call: Call): Promise<string> => {
    if (test === undefined)
      throw new ServiceTrouble('refused', `nothing in the config says how to test ${name}: http.${name}.test`)
    const values: Values = { known: {}, secrets: call.secrets }
    const request = {
      method: 'GET',
      paid: false,
      ...place(test, values),
      headers: headersOf(headers, values),
    } as const
    return call.send(request, (reply) => {
      const trouble = statusTrouble(title, reply)
      if (trouble !== null) throw trouble
      return 'it takes the key'
    })
  }
