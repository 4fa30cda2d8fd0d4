/**
 * Countries from what people write: codes, names in many languages, formal styles, flags. Exact after folding, never
 * by likeness: Niger is one letter from Nigeria. The names come from the platform (Intl.DisplayNames), loaded at the
 * first question; further languages only when the first seven do not know a name.
 */

import { createRequire } from 'node:module'
import { fold, remembered } from '../lib/text.ts'
import { COUNTRY_ALIASES, FORMAL, OTHER_CODES } from './data/country-aliases.ts'
import { COUNTRY_CODES, GENERIC_TLDS } from './data/country-codes.ts'

const ALPHA2 = new Set(COUNTRY_CODES.map(([alpha2]) => alpha2))
const ALPHA3 = new Map(COUNTRY_CODES.map(([alpha2, alpha3]) => [alpha3, alpha2]))

const NEAR = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl']
const FAR =
  'ru zh zh-Hant ar pl sv da nb fi cs tr ja ko uk el hu ro bg hr sr sk sl he ca fa vi id th hi et lv lt'.split(
    ' ',
  )

const ARTICLES = new Set(
  'the of and la le les l los las el de du des d der die das und et y e i en van het da do dos del della delle di s o a'.split(
    ' ',
  ),
)
const WORDS: Record<string, string> = {
  st: 'saint',
  ste: 'saint',
  sankt: 'saint',
  san: 'saint',
  sao: 'sao',
  is: 'islands',
  isl: 'islands',
  isls: 'islands',
  isds: 'islands',
  ile: 'islands',
  iles: 'islands',
  isla: 'islands',
  islas: 'islands',
  island: 'islands',
  dem: 'democratic',
  rep: 'republic',
  fed: 'federal',
}

/** Arabic is written with and without the hamza, the article and short vowels. */
const plainArabic = (word: string): string =>
  /[\u0600-\u06ff]/.test(word)
    ? word
        .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
        .replace(/[أإآٱ]/g, 'ا')
        .replace(/ى/g, 'ي')
        .replace(/ة/g, 'ه')
        .replace(/^ال(?=..)/, '')
    : word

const tokens = (text: string): string[] =>
  fold(text)
    .replace(/[&+]/g, ' and ')
    .replace(/\b(?:\p{L}\.){2,}/gu, (dotted) => dotted.replaceAll('.', ''))
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(plainArabic)
    .filter((word) => word !== '' && !ARTICLES.has(word))
    // "Island" alone is Iceland to half of Europe.
    .map((word, _at, all) => (all.length > 1 && Object.hasOwn(WORDS, word) ? WORDS[word]! : word))

const bag = (words: string[]): string => [...new Set(words)].sort().join(' ')

type Table = Map<string, string>

/** Languages whose second and formal names (i18n-iso-countries) are read when the platform's do not know a name. */
const FORMAL_NAMES = [
  'en',
  'fr',
  'de',
  'es',
  'pt',
  'it',
  'nl',
  'ru',
  'zh',
  'ar',
  'pl',
  'sv',
  'tr',
  'da',
  'nb',
  'fi',
  'cs',
  'ja',
  'ko',
  'uk',
  'el',
  'hu',
  'ro',
]

const addPackageNames = (table: Table, known: (key: string) => boolean): void => {
  const load = createRequire(import.meta.url)
  for (const language of FORMAL_NAMES) {
    const { countries } = load(`i18n-iso-countries/langs/${language}.json`) as {
      countries: Record<string, string | string[]>
    }
    for (const [code, names] of Object.entries(countries)) {
      for (const name of typeof names === 'string' ? [names] : names) {
        const key = bag(tokens(name))
        if (!known(key)) add(table, key, code)
      }
    }
  }
}

/** A name that two countries share is nobody's. */
const add = (table: Table, key: string, code: string): void => {
  if (key === '') return
  const known = table.get(key)
  if (known === undefined) table.set(key, code)
  else if (known !== code) table.set(key, '')
}

const addLanguages = (table: Table, languages: string[]): void => {
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none', style })
      for (const code of ALPHA2) {
        const name = names.of(code)
        if (name === undefined) continue
        const key = bag(tokens(name))
        if (!table.has(key)) table.set(key, code)
        else if (table.get(key) !== code && style === 'long') add(table, key, code)
        // "Myanmar (Burma)", "Hongkong (中国…)": the part before the bracket names it, too.
        const head = /^([^(（]+)[(（]/.exec(name)?.[1]
        if (head !== undefined) {
          const short = bag(tokens(head))
          if (!table.has(short)) table.set(short, code)
        }
      }
    }
  }
}

interface Lookup {
  near: Table
  /** Made when `near` does not know a name. */
  far: Table | null
}

const makeLookup = (): Lookup => {
  const near: Table = new Map()
  for (const [code, names] of Object.entries(COUNTRY_ALIASES)) {
    for (const name of names.split('|')) near.set(bag(tokens(name)), code)
  }
  addLanguages(near, NEAR)
  return { near, far: null }
}

/** Built at the first question; it never changes what is answered. */
const lookup = (() => {
  let made: Lookup | null = null
  return (): Lookup => (made ??= makeLookup())
})()

const find = (key: string): string | null => {
  if (key === '') return null
  const tables = lookup()
  const near = tables.near.get(key)
  if (near !== undefined) return near === '' ? null : near
  if (tables.far === null) {
    tables.far = new Map()
    addLanguages(tables.far, FAR)
    const platform = new Map(tables.far)
    addPackageNames(tables.far, (name) => tables.near.has(name) || platform.has(name))
  }
  return tables.far.get(key) || null
}

/** Whether a text is just the name of a country, in one of the languages of most lists: asked of cells that seldom are. */
export const isCommonCountryName = (text: string): boolean => Boolean(lookup().near.get(bag(tokens(text))))

/**
 * ISO 3166-1 alpha-2 of a country as people write it (`Deutschland`, `U.S.A.`, `Korea, Republic of`, `DEU`, 🇩🇪), or
 * null. Parts of the United Kingdom are GB, Kosovo is XK.
 */
export const countryCode = remembered((text) => recognise(text.trim()), 5000)

function recognise(text: string): string | null {
  if (text === '' || text.length > 120) return null
  const letters = text.replace(/[.\s]/g, '').toUpperCase()
  if (/^[A-Z]{2,3}$/.test(letters)) {
    const code = ALPHA2.has(letters) ? letters : (ALPHA3.get(letters) ?? OTHER_CODES[letters])
    if (code !== undefined) return code
  }
  const flag = /^([\u{1f1e6}-\u{1f1ff}])([\u{1f1e6}-\u{1f1ff}])/u.exec(text)
  if (flag !== null) {
    const code = String.fromCharCode(
      ...[flag[1]!, flag[2]!].map((sign) => sign.codePointAt(0)! - 0x1f1e6 + 65),
    )
    return ALPHA2.has(code) ? code : null
  }
  // Côte read as Windows-1252 is CÃ´te.
  const repaired = /Ã[\u0080-\u00bf]/.test(text) ? (utf8From(text) ?? text) : text
  const main = repaired.replace(/\*+|\s+excluding\s.*$/gi, ' ')
  return byName(main)
}

/** What tells the two Congos, Koreas, Saint Martins … apart is just what the looser steps leave out. */
const TWINS = new Set('CG CD KP KR TW VG VI MF SX'.split(' '))

const byName = (text: string): string | null => {
  const words = tokens(text)
  const found = find(bag(words))
  if (found !== null) return found
  // "Bolivia (Plurinational State of)", "Guam (US)"
  const outside = text.replace(/[(（[][^)）\]]*[)）\]]?/g, ' ')
  if (outside !== text && outside.trim() !== '') {
    const code = find(bag(tokens(outside)))
    if (code !== null && !TWINS.has(code)) return code
  }
  // "DE - Germany": the code and the name must agree.
  const coded = /^([A-Za-z]{2,3})\s*[-–—:,/|]\s*(.{3,})$/.exec(text) ?? /^([A-Z]{2})\s+(.{3,})$/.exec(text)
  if (coded !== null) {
    const code = recognise(coded[1]!)
    if (code !== null && code === find(bag(tokens(coded[2]!)))) return code
  }
  const plain = words.filter((word) => !FORMAL.has(word))
  if (plain.length > 0 && plain.length < words.length) {
    const code = find(bag(plain))
    // The State of Georgia is American.
    if (code !== null && !TWINS.has(code) && code !== 'GE') return code
  }
  return hanName(text)
}

/** 荷兰王国, 俄罗斯联邦: styles that Chinese writes without a blank. */
const hanName = (text: string): string | null => {
  const short = text.replace(
    /(?:多民族国|玻利瓦尔共和国|伊斯兰共和国|人民共和国|共和国|王国|联邦|群岛)$/u,
    '',
  )
  return short === text || short === '' ? null : find(bag(tokens(short)))
}

const utf8From = (text: string): string | null => {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * The country of a domain's ending, a weak sign: null for generic endings and for country endings that are sold as
 * something else (.io .co .ai .me .tv …).
 */
export const countryOfTld = (domain: string): string | null => {
  const tld = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase()
  if (tld === 'uk') return 'GB'
  if (tld.length !== 2 || GENERIC_TLDS.has(tld)) return null
  const code = tld.toUpperCase()
  return ALPHA2.has(code) ? code : null
}

/** The English name of a country code; the code itself where there is none. */
export const countryName = (code: string): string => {
  if (!ALPHA2.has(code)) return code
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code
}
