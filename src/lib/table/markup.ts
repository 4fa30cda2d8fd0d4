/** Tags and texts of HTML and XML as programs write tables in them; forgiving, as browsers are. Only what a table needs. */

export interface MarkupEvents {
  /** @param name lower case, without prefix */
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string): void
}

/** Elements whose content is not text of the page. */
const HIDDEN = new Set(['script', 'style', 'title', 'textarea', 'noscript'])
const TAG =
  /<(?:!--[\s\S]*?(?:-->|$)|!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|[!?][^>]*>|(\/?)([a-z](?:[^\s"'<>/=]*))((?:"[^"]*"|'[^']*'|[^"'>])*)>)/gi

export function readMarkup(source: string, on: MarkupEvents): void {
  let at = 0
  for (let found = next(source, at); found !== null; found = next(source, at)) {
    if (found.index > at) on.text(decodeEntities(source.slice(at, found.index)))
    at = found.index + found[0].length
    const [, literal, slash, word, rest = ''] = found
    if (literal !== undefined) on.text(literal)
    if (word === undefined) continue
    const name = word.toLowerCase().replace(/^.*:/, '')
    if (slash === '/') on.close(name)
    else {
      on.open(name, rest)
      if (rest.endsWith('/')) on.close(name)
      else if (HIDDEN.has(name)) at = endOf(source, name, at)
    }
  }
  if (at < source.length) on.text(decodeEntities(source.slice(at)))
}

function next(source: string, from: number): RegExpExecArray | null {
  TAG.lastIndex = from
  return TAG.exec(source)
}

function endOf(source: string, name: string, from: number): number {
  const end = new RegExp(`</${name}\\s*>`, 'gi')
  end.lastIndex = from
  return end.exec(source) === null ? source.length : end.lastIndex
}

/** The value of an attribute, whatever its prefix; '' where it is not there. */
export function attributeOf(tag: string, name: string): string {
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
