/** Numverify's requests. Its failures come with status 200. */
import type { z } from 'zod'
import type { LineReason } from '../../model/service-reasons.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { AddressAnswer, AddressQuestion, Call, Evidence, Outcome, ServiceReply } from '../contract.ts'
import { jsonOf, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble, type TroubleKind } from '../trouble.ts'
import { Countries, Failure, Reply, type Answer } from './schema.ts'

export const TITLE = 'Numverify'

/** Its codes that are about more than the request at hand. */
const CODES: Readonly<Record<number, TroubleKind>> = {
  101: 'credential',
  102: 'credential',
  104: 'quota',
  105: 'credential',
  106: 'rate',
}

/** By its type of line; any other is kept as evidence. */
const LINES: Readonly<Record<string, readonly [Verdict, LineReason | 'premium_rate']>> = {
  premium_rate: ['risky', 'premium_rate'],
  special_services: ['risky', 'not_a_line'],
  paging: ['risky', 'not_a_line'],
}

const failure = ({ error }: z.infer<typeof Failure>): ServiceTrouble => {
  const code = String(error.code)
  const words = said(error.info || error.type || `error ${code}`)
  const plan =
    error.code === 105 ? '; if your plan has no https: PRM_NUMVERIFY_URL=http://apilayer.net/api' : ''
  return new ServiceTrouble(CODES[error.code] ?? 'refused', `${TITLE} says: ${words}${plan}`, { code })
}

const read = <T extends z.ZodType>(
  schema: T,
  reply: ServiceReply,
): Exclude<z.infer<T>, { success: false }> => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble !== null) throw trouble
  const value = jsonOf(TITLE, reply)
  const failed = Failure.safeParse(value)
  if (failed.success) throw failure(failed.data)
  return shaped(TITLE, schema, value) as Exclude<z.infer<T>, { success: false }>
}

const outcomeOf = ({ valid, line_type, carrier, location, country_code }: Answer): Outcome<AddressAnswer> => {
  const evidence: Evidence = {
    valid,
    ...(line_type && { line_type }),
    ...(carrier && { carrier }),
    ...(location && { location }),
    ...(country_code && { country_code }),
  }
  const [verdict, reason] = valid
    ? (LINES[line_type ?? ''] ?? (['valid', null] as const))
    : (['invalid', 'no_such_number'] as const)
  return {
    kind: 'answer',
    answer: { verdict, level: 'line', reason, suggestion: null, evidence },
    charged: true,
  }
}

/** A number with + says its country itself. */
const queryOf = ({ address, country }: AddressQuestion): Record<string, string> => {
  const number = address.replace(/\D/g, '')
  return address.trim().startsWith('+') || country === null ? { number } : { number, country_code: country }
}

export const ask = async (
  questions: readonly AddressQuestion[],
  call: Call,
): Promise<Outcome<AddressAnswer>[]> => {
  const [question] = questions
  const query = { access_key: call.key, ...queryOf(question!) }
  return [
    await call.send({ method: 'GET', path: '/validate', query, paid: true }, (reply) =>
      outcomeOf(read(Reply, reply)),
    ),
  ]
}

export const test = async (call: Call): Promise<string> => {
  const query = { access_key: call.key }
  const countries = await call.send({ method: 'GET', path: '/countries', query, paid: false }, (reply) =>
    read(Countries, reply),
  )
  return `knows the numbers of ${Object.keys(countries).length} countries`
}
