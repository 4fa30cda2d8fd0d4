/** Templates of a declaration filled in: an address, a body, headers. */
import type { ServiceRequest } from '../contract.ts'
import { ServiceTrouble } from '../trouble.ts'
import { splitUrl, type Body } from './schema.ts'
import { fill, parseTemplate, type Template, type Values } from './template.ts'

type Parse = (text: string) => Template

/** Dots alone would lead to another place of the host. */
const encode = (value: string): string => {
  if (/^\.{1,2}$/.test(value.trim()))
    throw new ServiceTrouble('refused', `"${value}" cannot stand in an address`)
  return encodeURIComponent(value)
}

/** Below the host; parameters whose field is not known are left out. */
export const place = (
  url: string,
  values: Values,
  parse: Parse = parseTemplate,
): Pick<ServiceRequest, 'path' | 'query'> => {
  const [path = '', query = ''] = splitUrl(url)!.rest.split('?')
  const parameters = query.split('&').flatMap((pair): [string, string][] => {
    if (pair === '') return []
    const [name = '', ...value] = pair.split('=')
    const filled = fill(parse(value.join('=')), values, undefined, decode)
    return filled === null ? [] : [[decode(name), filled]]
  })
  const filled = fill(parse(path), values, encode)
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
export const bodyOf = (body: Body, values: Values, parse: Parse = parseTemplate): Body | undefined => {
  if (typeof body === 'string') return fill(parse(body), values) ?? undefined
  if (typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) return body.flatMap((each) => bodyOf(each, values, parse) ?? [])
  const members = Object.entries(body).map(([name, value]) => [name, bodyOf(value, values, parse)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Body
}

export const headersOf = (headers: Record<string, string>, values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => {
      const filled = fill(parseTemplate(text), values)
      // A value with a line end would be a header of its own.
      return filled === null ? [] : [[name, filled.replace(/[^\t\x20-\x7e\x80-\xff]+/g, ' ')]]
    }),
  )
