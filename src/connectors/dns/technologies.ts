/** From the records of a domain to the mail provider and the technologies in use. Pure. */
import { DNS_MARKS } from './marks.ts'

/** What the DNS says of one domain; names in lower case. */
export interface DomainRecords {
  /** Mail exchangers, the one that is asked first coming first; a null MX is left out. */
  mx: readonly string[]
  ns: readonly string[]
  txt: readonly string[]
  /** The texts of `_dmarc`. */
  dmarc: readonly string[]
  /** What stands behind aliases. */
  aliases: readonly string[]
  /** Selectors of DKIM that hold a key. */
  keys: readonly string[]
}

type MarkKind = 'mx' | 'ns' | 'spf' | 'txt' | 'dmarc' | 'to' | 'key'

interface Mark {
  technology: string
  kind: MarkKind
  fits: (value: string) => boolean
}

const endsIn = (pattern: string): ((name: string) => boolean) => {
  if (!pattern.includes('*')) return (name) => name === pattern || name.endsWith(`.${pattern}`)
  const [before, after] = pattern.split('*').map((part) => part.replaceAll('.', '\\.')) as [string, string]
  const whole = new RegExp(`(?:^|\\.)${before}.*${after}$`)
  return (name) => whole.test(name)
}

const readMark = (technology: string, text: string): Mark => {
  const colon = text.indexOf(':')
  const kind = text.slice(0, colon) as MarkKind
  const value = text.slice(colon + 1)
  const fits =
    kind === 'txt'
      ? (given: string) => given.startsWith(value)
      : kind === 'key'
        ? (given: string) => given === value
        : endsIn(value)
  return { technology, kind, fits }
}

const MARKS: readonly Mark[] = Object.entries(DNS_MARKS).flatMap(([technology, marks]) =>
  marks.split(' ').map((mark) => readMark(technology, mark)),
)

/** Names that an SPF record stands on: `include:`, `redirect=`, `a:`, `mx:`, `exists:`. */
const spfNames = (txt: readonly string[]): string[] =>
  txt
    .filter((text) => /^v=spf1(\s|$)/.test(text))
    .flatMap((text) =>
      [...text.matchAll(/(?:^|\s)[+~?-]?(?:include:|redirect=|a:|mx:|exists:)(\S+)/g)].map(([, name]) =>
        name!.replace(/\/\d+$/, '').replace(/\.$/, ''),
      ),
    )

/** Domains of the addresses to which reports go: `rua=mailto:a@x.example!10m,mailto:b@y.example`. */
const reportDomains = (dmarc: readonly string[]): string[] =>
  dmarc
    .filter((text) => text.startsWith('v=dmarc1'))
    .flatMap((text) => [...text.matchAll(/mailto:[^@;,\s]+@([^!;,\s]+)/g)].map(([, domain]) => domain!))

const plain = (text: string): string => text.trim().replace(/^"+/, '').toLowerCase()

/** The names of the technologies, in the order of the alphabet, each once. */
export const technologiesOf = (records: DomainRecords): string[] => {
  const txt = records.txt.map(plain)
  const values: Readonly<Record<MarkKind, readonly string[]>> = {
    mx: records.mx,
    ns: records.ns,
    spf: spfNames(txt),
    txt,
    dmarc: reportDomains(records.dmarc.map(plain)),
    to: records.aliases,
    key: records.keys,
  }
  const found = MARKS.filter(({ kind, fits }) => values[kind].some(fits)).map(({ technology }) => technology)
  return [...new Set(found)].sort((a, b) => a.localeCompare(b, 'en'))
}

/**
 * Who takes the mail of a domain: the service behind the first exchanger that is known, `own` where it lies below the
 * domain itself; null where nobody takes it, or nobody knows who.
 */
export const mailProvider = (domain: string, mx: readonly string[]): string | null => {
  for (const exchanger of mx) {
    const mark = MARKS.find(({ kind, fits }) => kind === 'mx' && fits(exchanger))
    if (mark !== undefined) return mark.technology
  }
  return mx.some((exchanger) => endsIn(domain)(exchanger)) ? 'own' : null
}
