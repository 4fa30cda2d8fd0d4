/** From a page and its headers to the technologies in use. Pure. */
import type { IncomingHttpHeaders } from 'node:http'
import { SITE_MARKS } from './marks.ts'
import type { Page } from './page.ts'

/** What marks look at; all in lower case. */
interface Traces {
  hosts: ReadonlySet<string>
  links: ReadonlySet<string>
  addresses: string
  scripts: string
  tags: string
  generators: readonly string[]
  headers: Readonly<Record<string, string>>
  cookies: readonly string[]
}

type Test = (traces: Traces) => boolean

/** A blank within a mark is written as `+`. */
const valueOf = (text: string): string => text.replaceAll('+', ' ')

const header = (value: string): Test => {
  const [name, part] = value.split('=') as [string, string?]
  if (part === undefined) return ({ headers }) => headers[name] !== undefined
  return ({ headers }) => headers[name]?.includes(valueOf(part)) === true
}

const TESTS: Readonly<Record<string, (value: string) => Test>> = {
  host:
    (value) =>
    ({ hosts }) =>
      hosts.has(value),
  link:
    (value) =>
    ({ links }) =>
      links.has(value),
  path:
    (value) =>
    ({ addresses }) =>
      addresses.includes(value),
  script:
    (value) =>
    ({ scripts }) =>
      scripts.includes(value),
  tag:
    (value) =>
    ({ tags }) =>
      tags.includes(value),
  generator:
    (value) =>
    ({ generators }) =>
      generators.some((generator) => generator.startsWith(value)),
  cookie:
    (value) =>
    ({ cookies }) =>
      cookies.some((cookie) => cookie.startsWith(value)),
  header,
}

const MARKS: readonly { technology: string; test: Test }[] = Object.entries(SITE_MARKS).flatMap(
  ([technology, marks]) =>
    marks.split(' ').map((mark) => {
      const colon = mark.indexOf(':')
      return { technology, test: TESTS[mark.slice(0, colon)]!(mark.slice(colon + 1)) }
    }),
)

/** Hosts, and every name above them. */
const withNamesAbove = (urls: readonly URL[]): Set<string> => {
  const names = new Set<string>()
  for (const { hostname } of urls)
    for (let name = hostname; !names.has(name);) {
      names.add(name)
      const dot = name.indexOf('.')
      if (dot < 0) break
      name = name.slice(dot + 1)
    }
  return names
}

const tracesOf = (page: Page, headers: IncomingHttpHeaders): Traces => ({
  hosts: withNamesAbove(page.resources),
  links: withNamesAbove(page.links.map(({ url }) => url)),
  addresses: [...page.resources.map(({ href }) => href), ...page.paths].join('\n').toLowerCase(),
  scripts: page.scripts.join('\n').toLowerCase(),
  tags: page.tags.toLowerCase(),
  generators: page.generators.map((generator) => generator.toLowerCase()),
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value).toLowerCase()]),
  ),
  cookies: (headers['set-cookie'] ?? []).map((cookie) => cookie.split('=')[0]!.trim().toLowerCase()),
})

/** The names of the technologies, in the order of the alphabet, each once. */
export const technologiesOf = (page: Page, headers: IncomingHttpHeaders): string[] => {
  const traces = tracesOf(page, headers)
  const found = new Set(MARKS.filter(({ test }) => test(traces)).map(({ technology }) => technology))
  return [...found].sort((a, b) => a.localeCompare(b, 'en'))
}
