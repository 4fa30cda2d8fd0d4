/**
 * Reading web addresses as people write them, and writing them in one way.
 */
import { parse } from 'tldts'
import { RESERVED_TLDS } from './data/placeholder-mail.ts'

const RESERVED = new Set(RESERVED_TLDS)

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
// http//acme, htp://acme, ttp://acme, https:/acme, http:://acme, "https: //acme", and the whole of it written twice
const SCHEME =
  /^(?:((?:h{1,2}[tp]{1,4}|t{1,2}p)(s?))\s*(?::\s*:?\s*[\\/]+\s*|[;,]\s*[\\/]{2,}|[\\/]{2,}|:\s*(?=\w+\.)))+/i
const OTHER_SCHEME = /^(?!https?:)[a-z][a-z\d+.-]*:(?!\d)/i
const TRACKING =
  /^(?:utm_\w+|[gd]clid|gclsrc|wbraid|gbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|hsctatracking|_ga|_gl|ref_?src|ref_url|trk|trkinfo|trackingid|li_fat_id|lipi|originalsubdomain|vero_(?:id|conv)|wickedid|oly_(?:enc|anon)_id|s_cid|cmpid|spm|share_?id|si|srsltid|dclid|gad_(?:source|campaignid)|utm|(?:pk|mtm|piwik|matomo|hsa)_\w+|fref|hc_ref|__tn__|__xts__\S*|__cft__\S*)$/i

/** Endings that do not exist, and what everybody means by them. */
const MENDED: Readonly<Record<string, string>> = {
  ...{
    con: 'com',
    cmo: 'com',
    ocm: 'com',
    comm: 'com',
    coom: 'com',
    vom: 'com',
    xom: 'com',
    cpm: 'com',
    ogr: 'org',
    nte: 'net',
  },
}
const NO_ENDING = new RegExp(
  `^([\\w-]+(?:\\.[\\w-]+)*)\\.(${Object.keys(MENDED).join('|')})(?=[/?#:]|$)`,
  'i',
)

/** A bare name of a host in lower case, with no "www." */
const PLAIN_HOST = /^(?!ww|.*xn--)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+([a-z]{2,})$/

/** The host of a web address as `readUrl` mends it, in IDNA form; null where the cell holds no address of a page. */
export function readHost(cell: string): string | null {
  const plain = PLAIN_HOST.exec(cell)
  if (plain === null || cell.length < 4 || cell.length > 253 || Object.hasOwn(MENDED, plain[1]!))
    return readUrl(cell)?.hostname ?? null
  return isWebHost(cell, false) ? cell : null
}

/**
 * A URL taken apart after mending what people get wrong: missing or misspelt scheme, commas for dots, stray quotes,
 * invisible characters, spaces around. Null where the cell holds no address of a page.
 */
export function readUrl(cell: string): URL | null {
  let text = cell.replace(INVISIBLE, '').trim()
  if (text.length < 4 || text.length > 2048) return null
  text = text.replace(/^[<"'(=\s]+/, '').split(/\s*(?:[\n|]|;(?!\/\/))\s*|,\s+|\s+(?=(?:https?:|www\.))/i)[0]!
  // A bracket at the end belongs to the sentence around, unless it closes one of the address's own.
  text = text.replace(text.includes('(') ? /[>"'\s,]+$/ : /[>"')\s,]+$/, '')
  if (!text.includes('.') && !text.includes(',')) return null
  const scheme = SCHEME.exec(text)
  if (scheme === null && OTHER_SCHEME.test(text)) return null
  let rest = (scheme === null ? text : text.slice(scheme[0].length)).replace(/^[\\/]+/, '')
  rest = rest
    .replace(/^w{2,4}[.,](?=[^/]*[.,])/i, 'www.')
    .replace(/^([\w-]+(?:\.[\w-]+)*),(?=[a-z]{2,}(?:[/?#]|$))/i, '$1.')
  rest = rest.replace(
    NO_ENDING,
    (_, name: string, typed: string) => `${name}.${MENDED[typed.toLowerCase()]!}`,
  )
  const host = /^[^/?#\\]*/.exec(rest)![0]
  if (host.includes('@') || /\s/.test(rest) || !host.includes('.')) return null
  const url = URL.parse(`${scheme?.[2] === '' ? 'http' : 'https'}://${rest.replaceAll('\\', '/')}`)
  if (url === null || url.hostname.length > 253) return null
  return isWebHost(url.hostname, scheme !== null || rest.startsWith('www.')) ? url : null
}

/** Whether a host can be a web site: a name with a top level that exists or is reserved; any top level where a scheme says so. */
const isWebHost = (host: string, certain: boolean): boolean => {
  const { isIp, isIcann, isPrivate, publicSuffix } = parse(host)
  if (isIp === true || publicSuffix === null || !/^[^.]+(?:\.[^.]+)+\.?$/.test(host)) return false
  return certain || isIcann === true || isPrivate === true || RESERVED.has(publicSuffix)
}

/** The canonical text of a URL (see normalizeUrl); changes the URL given. */
export function formatUrl(url: URL): string {
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name)
  url.hash = ''
  url.username = ''
  url.password = ''
  const host = url.hostname.replace(/\.$/, '')
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(url.pathname.includes('(') ? /[/,;'"]+$/ : /[/,;'")]+$/, '')
  const port = url.port === '' ? '' : `:${url.port}`
  return `${url.protocol}//${host}${port}${path}${url.search}`
}
