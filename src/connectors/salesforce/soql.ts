/** Questions in SOQL. */

/** A text as SOQL quotes it: nothing in it ends the text or becomes a part of the question. */
export const literal = (text: string): string =>
  `'${text
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\u0000-\u001f]/g, ' ')}'`

/** A text for LIKE that may stand anywhere in the value, its own wildcards taken as letters. */
export const anywhere = (text: string): string => {
  const quoted = literal(text).slice(1, -1)
  return `'%${quoted.replace(/[%_]/g, '\\$&')}%'`
}

/** `Email IN ('a', 'b')`; null where there is nothing to look for. */
export const isOneOf = (field: string, values: readonly string[]): string | null => {
  const all = [...new Set(values)]
  return all.length === 0 ? null : `${field} IN (${all.map(literal).join(', ')})`
}

/** Conditions of which one must hold. */
export const anyOf = (...conditions: readonly (string | null)[]): string =>
  conditions.filter((condition) => condition !== null).join(' OR ')

/** A question travels in an address, which holds 16 kB at most; this much of it is the conditions. */
const MOST = 9000

/** Cut so that the conditions of each part fit into a question. @param text what one of them adds to it */
export const fitting = <T>(all: readonly T[], text: (one: T) => string): T[][] => {
  const parts: T[][] = []
  let room = 0
  for (const one of all) {
    const size = encodeURIComponent(text(one)).length + 12
    if (size > room || parts.length === 0) {
      parts.push([])
      room = MOST
    }
    parts.at(-1)!.push(one)
    room -= size
  }
  return parts
}

/** An id of Salesforce of these objects, by their first three characters: in 15 or 18 characters. */
export const isId = (text: string, ...prefixes: readonly string[]): boolean =>
  /^[a-zA-Z0-9]{15}([A-Z0-5]{3})?$/.test(text) && prefixes.some((prefix) => text.startsWith(prefix))

/** Both ways of writing an id begin with the same fifteen characters. */
export const isSameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15)
