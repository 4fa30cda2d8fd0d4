/** Reading replies: what a status means unless the service says otherwise, JSON that may be none, rows put in order. */
import type { z } from 'zod'
import { retryAfter } from '../lib/retry-after.ts'
import type { Outcome, ServiceReply } from './contract.ts'
import { ServiceTrouble } from './trouble.ts'

/** What the reply asks to wait, in milliseconds; null where it says nothing. */
export const waitOf = ({ headers, text, at }: ServiceReply): number | null => retryAfter(headers, text, at)

/** A short line of what a service says, for people. */
export const said = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}

/** The error that a status means by itself, or null where it is a success. */
export const statusTrouble = (title: string, reply: ServiceReply): ServiceTrouble | null => {
  const { status, text } = reply
  if (status >= 200 && status < 300) return null
  const code = String(status)
  // A web page says nothing that helps.
  const detail = text.trimStart().startsWith('<') || text.trim() === '' ? '' : `: ${said(text)}`
  const wait = waitOf(reply)
  if (status === 429) return new ServiceTrouble('rate', `${title} is asked too often`, { wait, code })
  if (status === 401 || status === 403)
    return new ServiceTrouble('credential', `${title} refuses the key (status ${status})`, { code })
  if (status === 402) return new ServiceTrouble('quota', `${title} has no credit left`, { code })
  // A gateway that gave up waiting does not know whether the service behind it has done the work.
  if (status === 502 || status === 504)
    return new ServiceTrouble('lost', `${title} did not answer its own gateway (status ${status})`, { code })
  if (status >= 500)
    return new ServiceTrouble('down', `${title} has a fault (status ${status})`, { wait, code })
  if (status === 408 || status === 425)
    return new ServiceTrouble('down', `${title} asks to try again`, { code })
  if (status >= 400) return new ServiceTrouble('refused', `${title} refuses the request${detail}`, { code })
  return new ServiceTrouble(
    'malformed',
    `${title} answered with status ${status}, which prm does not follow`,
    {
      code,
    },
  )
}

/** The JSON of a reply whatever its status and content type say. */
export const jsonOf = (title: string, { text }: ServiceReply): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    const what = text.trimStart().startsWith('<') ? 'a web page' : text.trim() === '' ? 'nothing' : 'no JSON'
    throw new ServiceTrouble('malformed', `${title} answered with ${what} instead of data`)
  }
}

/** A value that must have the shape that we use. */
export const shaped = <T>(title: string, schema: z.ZodType<T>, value: unknown): T => {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`
  throw new ServiceTrouble('malformed', `${title} answered in a form that prm does not know${where}`)
}

/** A reply that should be a success of this shape. */
export const readJson = <T>(title: string, schema: z.ZodType<T>, reply: ServiceReply): T => {
  const trouble = statusTrouble(title, reply)
  if (trouble !== null) throw trouble
  return shaped(title, schema, jsonOf(title, reply))
}

/**
 * Rows in the order of the inputs, however the service gave them. An input without a row was not answered; one with two
 * rows that say different things was answered with neither.
 */
export const inOrder = <Q, R, A>(
  inputs: readonly Q[],
  rows: readonly R[],
  by: { input: (input: Q) => string; row: (row: R) => string },
  outcomeOf: (row: R, input: Q) => Outcome<A>,
): Outcome<A>[] => {
  const found = new Map<string, R[]>()
  for (const row of rows) {
    const same = found.get(by.row(row))
    if (same === undefined) found.set(by.row(row), [row])
    else same.push(row)
  }
  return inputs.map((input) => {
    const outcomes = (found.get(by.input(input)) ?? []).map((row) => outcomeOf(row, input))
    const [first] = outcomes
    if (first === undefined) return { kind: 'unknown', reason: 'no_answer', retry: true, charged: false }
    const isOne = outcomes.every((other) => JSON.stringify(other) === JSON.stringify(first))
    return isOne ? first : { kind: 'unknown', reason: 'contradictory', retry: true, charged: true }
  })
}
