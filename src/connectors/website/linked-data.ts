/** The parts of a page that are meant for machines: JSON-LD in the words of schema.org. Pure. */

export type Thing = Readonly<Record<string, unknown>>

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value]

/** Texts in JSON often hold bare line ends, which JSON forbids; some put it into a remark. */
const parse = (text: string): unknown => {
  const bare = text.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\]\]>)\s*$/g, '')
  for (const attempt of [bare, bare.replace(/[\x00-\x1f]+/g, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt)
    } catch {
      // Broken data says nothing; the rest of the page still does.
    }
  }
  return null
}

/** So deep a page's data is looked into; what is worth finding lies near the top. */
const DEPTH = 4
/** Where things hold others that the page is about, too. A review's author or an article's publisher is not among them. */
const WITHIN = ['@graph', 'mainEntity', 'publisher', 'itemListElement', 'item']

const walk = (value: unknown, depth: number): Thing[] => {
  if (depth > DEPTH) return []
  return asList(value)
    .filter(isThing)
    .flatMap((thing) => [thing, ...WITHIN.flatMap((name) => walk(thing[name], depth + 1))])
}

/** All that the page's data names, from the top down. */
export const readThings = (data: readonly string[]): Thing[] => data.flatMap((text) => walk(parse(text), 0))

/** Without the address of the vocabulary: `https://schema.org/Organization` is `Organization`. */
export const typesOf = (thing: Thing): string[] =>
  asList(thing['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/:#]/, ''))

/** One line of text; of a list the first, of a thing its name; null where there is none. */
export const textOf = (value: unknown): string | null => {
  for (const one of asList(value)) {
    if (isThing(one)) return textOf(one.name ?? one['@value'])
    const text = typeof one === 'number' ? String(one) : typeof one === 'string' ? one : ''
    const line = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (line !== '') return line
  }
  return null
}

export const thingsOf = (value: unknown): Thing[] => asList(value).filter(isThing)
export const textsOf = (value: unknown): string[] =>
  asList(value).filter((one): one is string => typeof one === 'string')
