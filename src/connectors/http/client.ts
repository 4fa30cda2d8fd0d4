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
import { bodyOf, headersOf, place } from './request.ts'
import type { HttpDeclaration } from './schema.ts'
import type { Values } from './template.ts'

type Answered = Outcome<EntityAnswer>
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
  (
    title: string,
    { test, headers }: Pick<HttpDeclaration, 'headers'> & { test?: string | undefined },
    name: string,
  ) =>
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
