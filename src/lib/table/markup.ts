/** Tags and texts of HTML and XML, in tables that programs wrote and in pages of the web; forgiving, as browsers are. */

export interface MarkupEvents {
  /** @param name lower case, without prefix */
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string): void
  /** The content of elements that is not text of the page, as it stands: of scripts, styles, the title. */
  raw?(name: string, content: string): void
}

/** Elements whose content is not text of the page. */
const HIDDEN = new Set(['script', 'style', 'title', 'textarea', 'noscript'])
const NAME = /(\/?)([a-z][^\s"'<>/=]*)/iy

export function readMarkup(source: string, on: MarkupEvents): void {
  const last = source.lastIndexOf('>')
  let text = 0
  let at = source.indexOf('<')
  const say = (until: number): void => {
    if (until > text) on.text(decodeEntities(source.slice(text, until)))
  }
  while (at >= 0 && at <= last) {
    const past = pastTag(source, at)
    if (past !== null) {
      say(at)
      text = past
      if (source.startsWith('<![CDATA[', at)) on.text(source.slice(at + 9, Math.max(at + 9, past - 3)))
      NAME.lastIndex = at + 1
      const [, slash, word] = NAME.exec(source) ?? []
      if (word !== undefined) {
        const lower = word.toLowerCase()
        const name = lower.slice(lower.lastIndexOf(':') + 1)
        const rest = source.slice(NAME.lastIndex, past - 1)
        if (slash === '/') on.close(name)
        else {
          on.open(name, rest)
          if (rest.endsWith('/')) on.close(name)
          else if (HIDDEN.has(name)) {
            const end = endOf(source, name, past)
            on.raw?.(name, source.slice(past, end.from))
            text = end.past
          }
        }
      }
    }
    at = source.indexOf('<', past === null ? at + 1 : text)
  }
  say(source.length)
}

/** Where the tag, remark or CDATA that begins at `at` is over; null where nothing of the kind begins. */
function pastTag(source: string, at: number): number | null {
  if (source.startsWith('<!--', at)) return pastWord(source, '-->', at + 4)
  if (source.startsWith('<![CDATA[', at)) return pastWord(source, ']]>', at + 9)
  if (!/[a-z/!?]/i.test(source[at + 1] ?? '')) return null
  return pastWord(source, '>', pastValues(source, at + 1))
}

function pastWord(source: string, word: string, from: number): number {
  const found = source.indexOf(word, from)
  return found < 0 ? source.length : found + word.length
}

/** No tag has more attributes than this. */
const MOST_VALUES = 100

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

/** Past the values in quotes, which may hold a `>`. A quote that follows no `=`, or is never closed, is a character. */
function pastValues(source: string, from: number): number {
  let past = from
  for (let at = from, values = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 62) return past
    if (code !== 61) continue
    let quote = at + 1
    while (isBlank(source.charCodeAt(quote))) quote++
    const mark = source[quote]
    if (mark !== '"' && mark !== "'") continue
    const close = source.indexOf(mark, quote + 1)
    if (close < 0) return past
    if (++values > MOST_VALUES) return from
    past = close + 1
    at = close
  }
  return past
}

/** Where the end tag begins, and where it is over. */
function endOf(source: string, name: string, from: number): { from: number; past: number } {
  const end = new RegExp(`</${name}\\s*>`, 'gi')
  end.lastIndex = from
  const found = end.exec(source)
  return found === null
    ? { from: source.length, past: source.length }
    : { from: found.index, past: end.lastIndex }
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g

/** All attributes of a tag, by their names in lower case; of two with one name, the first. */
export function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name, double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const key = name!.toLowerCase()
    if (!found.has(key)) found.set(key, decodeEntities(double ?? single ?? bare ?? ''))
  }
  return found
}

/** The value of an attribute, whatever its prefix; '' where it is not there. */
export function attributeOf(tag: string, name: string): string {
  // Most tags have none, and there are millions of them.
  if (!tag.includes('=')) return ''
  const found = new RegExp(
    `(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`,
    'i',
  ).exec(tag)
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
}

/** The names of the letters from U+00A0 on, in their order. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil ' +
  'sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute ' +
  'Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc ' +
  'atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide ' +
  'oslash ugrave uacute ucirc uuml yacute thorn yuml'
const ENTITIES = new Map<string, string>([
  ...LATIN.split(' ').map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    euro: '€',
    trade: '™',
    hellip: '…',
    bull: '•',
  }),
  ...Object.entries({
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    OElig: 'Œ',
    oelig: 'œ',
  }),
  ...Object.entries({ Scaron: 'Š', scaron: 'š', Yuml: 'Ÿ' }),
])

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? all
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )
}
