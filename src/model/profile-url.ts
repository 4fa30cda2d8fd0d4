/**
 * Profile pages: LinkedIn, X, GitHub, Facebook. Two spellings of one profile get one key; the URL is the form that the
 * network itself shows. Ids that the network treats as case-sensitive (Sales Navigator, Recruiter) keep their case.
 */
import { formatUrl, readUrl } from './url-read.ts'

export type Network = 'linkedin' | 'twitter' | 'github' | 'facebook' | 'other'

export interface ProfileUrl {
  network: Network
  kind: 'person' | 'company'
  /** Canonical https URL. */
  url: string
  /** Comparison key, unique over all networks: `in/ann-lee`, `company/acme`, `x/annlee`. */
  key: string
}

const HOSTS: readonly (readonly [RegExp, Network])[] = [
  [
    /(?:^|\.)(?:linkedin|linkedln|linkdin|linkedn|linkein|lindedin|linkedim|linkeding|linkeddin|likedin|linkiden|inkedin)\.(?:com|con|cm|co|om|cn)$/,
    'linkedin',
  ],
  [/^(?:(?:www|mobile|m)\.)?(?:twitter|twiter|twitte|twittter|tiwtter|twtter|twiiter|x)\.com$/, 'twitter'],
  [/^(?:www\.)?(?:github|gihub|githib|githbu|gitub|guthub|githubb)\.com$/, 'github'],
  [
    /^(?:[a-z-]{1,8}\.)?(?:facebook|facbook|facebok|faceboook|facebbok|faecbook|fcebook|facebookk|faceook)\.com$|^(?:www\.)?fb\.(?:com|me)$/,
    'facebook',
  ],
]

const NOT_A_TWITTER_USER =
  /^(?:home|i|intent|share|search|hashtag|explore|settings|login|signup|messages|notifications|tos|privacy|about)$/i
const NOT_A_GITHUB_USER =
  /^(?:features|about|topics|orgs|sponsors|marketplace|pricing|login|join|search|explore|settings|notifications|enterprise|security|collections|trending|events|apps|contact|site)$/i
const NOT_A_FACEBOOK_USER =
  /^(?:profile\.php|people|pages|pg|groups|events|photo|photo\.php|photos|watch|marketplace|sharer|sharer\.php|share|share\.php|login|login\.php|hashtag|help|privacy|policies|story\.php|permalink\.php|media|business|public|search|reel|p|l\.php|plugins|dialog|tr)$/i
/** As nearly all of them are written; the rest is taken apart at some twenty times the cost. */
const PLAIN = /^https?:\/\/(?:www\.)?linkedin\.com\/(in|company)\/([a-z\d-]+)\/?$/
const OPAQUE_ID = /^AC[a-zA-Z]AA[\w-]{15,}$/

/**
 * The canonical form and key of a profile's address: tracking parameters, country subdomains, languages and subpages
 * left out, old forms (`/pub/ann-lee/1/2b/345`), missing schemes and common misspellings mended.
 *
 * @param hint the network of the column, for cells that hold only a handle: `@annlee` under `twitter`
 * @returns null where the cell is no profile's address
 */
export function normalizeProfileUrl(cell: string, hint?: Network): ProfileUrl | null {
  const plain = PLAIN.exec(cell)
  if (plain !== null) return page(plain[1] === 'in' ? 'person' : 'company', `${plain[1]!}/${plain[2]!}`)
  const text = cell.trim()
  const bare = /^\/?((?:in|pub|company|school|showcase)\/[^\s?#]+)/i.exec(text)
  if (bare !== null && hint !== 'other') return normalizeProfileUrl(`https://www.linkedin.com/${bare[1]!}`)
  const handle = /^@?([\w.-]{1,50})$/.exec(text)
  if (handle !== null && hint !== undefined && (text.startsWith('@') || !text.includes('.'))) {
    const read = fromHandle(handle[1]!, hint)
    if (read !== null) return read
  }
  const url = readUrl(text)
  if (url === null) return null
  const network = HOSTS.find(([host]) => host.test(url.hostname))?.[1] ?? 'other'
  const path = url.pathname.split('/').filter(Boolean).map(decode)
  switch (network) {
    case 'linkedin':
      return linkedin(path, url)
    case 'twitter':
      // Until 2012 names stood behind "#!".
      return twitter(url.hash.startsWith('#!/') ? url.hash.slice(3).split(/[/?]/) : path)
    case 'github':
      return github(path)
    case 'facebook':
      return facebook(path, url)
    case 'other': {
      if (path.length === 0 && url.search === '') return null
      const canonical = formatUrl(url)
      return { network, kind: 'person', url: canonical, key: canonical.replace(/^https?:\/\/(?:www\.)?/, '') }
    }
  }
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part).normalize('NFC')
  } catch {
    return part
  }
}

const fromHandle = (handle: string, network: Network): ProfileUrl | null => {
  if (network === 'twitter') return twitter([handle])
  if (network === 'github') return github([handle])
  if (network === 'facebook') return facebook([handle], null)
  return network === 'linkedin' ? person(handle) : null
}

const linkedin = (path: readonly string[], url: URL): ProfileUrl | null => {
  const parts = /^(?:mwlite|comm|m|organization-guest|authwall|guest)$/i.test(path[0] ?? '')
    ? path.slice(1)
    : path
  const [first = '', second = '', ...rest] = parts
  switch (first.toLowerCase()) {
    case 'in':
      return person(second)
    case 'pub':
      return person(
        rest.length >= 3 && second !== 'dir' ? modernSlug(second, rest) : rest.length === 0 ? second : '',
      )
    case 'profile': {
      const id = url.searchParams.get('id') ?? ''
      return OPAQUE_ID.test(id)
        ? person(id)
        : /^\d+$/.test(id)
          ? page('person', `profile/view?id=${id}`)
          : null
    }
    case 'sales':
    case 'talent':
    case 'recruiter':
      return salesNavigator(first.toLowerCase(), second.toLowerCase(), rest[0] ?? '')
    case 'company':
    case 'company-beta':
      return company('company', second)
    case 'school':
    case 'edu':
      return company('school', second)
    case 'showcase':
      return company('showcase', second)
    default:
      return null
  }
}

/** `/pub/ann-lee/1/2b/345` became `/in/ann-lee-34502b1`: the three parts backwards, the later two padded to three places. */
const modernSlug = (name: string, [a = '', b = '', c = '']: readonly string[]): string =>
  /^[\da-z]{1,3}$/i.test(a) && /^[\da-z]{1,3}$/i.test(b) && /^[\da-z]{1,3}$/i.test(c)
    ? `${name}-${c.padStart(3, '0')}${b.padStart(3, '0')}${a}`
    : ''

const page = (kind: 'person' | 'company', path: string): ProfileUrl => ({
  ...{ network: 'linkedin', kind, url: `https://www.linkedin.com/${encodeURI(path)}`, key: path },
})

const cleanSlug = (slug: string): string => slug.trim().replace(/[\s,;.'"’)>]+$/, '')

const person = (raw: string): ProfileUrl | null => {
  const slug = cleanSlug(raw)
  if (slug === '' || /[\s/?#<>]/.test(slug)) return null
  return page('person', `in/${OPAQUE_ID.test(slug) ? slug : slug.toLowerCase()}`)
}

const company = (kind: string, raw: string): ProfileUrl | null => {
  const slug = cleanSlug(raw).toLowerCase()
  return slug === '' || /[\s/?#<>]/.test(slug) ? null : page('company', `${kind}/${slug}`)
}

const salesNavigator = (product: string, kind: string, raw: string): ProfileUrl | null => {
  // /sales/lead/<id>,<search type>,<token>: only the id names the person.
  const id = raw.split(',')[0]!
  if (!/^[\w-]{2,}$/.test(id)) return null
  if (/^(?:company|companies|account|accounts)$/.test(kind)) return company('company', id)
  return /^(?:lead|leads|people|person|profile)$/.test(kind)
    ? page('person', `${product}/${product === 'sales' ? 'lead' : 'profile'}/${id}`)
    : null
}

const twitter = ([first = '']: readonly string[]): ProfileUrl | null => {
  const handle = first.replace(/^@/, '').toLowerCase()
  if (!/^\w{1,15}$/.test(handle) || NOT_A_TWITTER_USER.test(handle)) return null
  return { network: 'twitter', kind: 'person', url: `https://x.com/${handle}`, key: `x/${handle}` }
}

const github = ([first = '', second = '']: readonly string[]): ProfileUrl | null => {
  const isOrganisation = /^orgs$/i.test(first)
  const name = (isOrganisation ? second : first).replace(/^@/, '').toLowerCase()
  if (!/^[a-z\d](?:[a-z\d-]{0,38})$/.test(name) || NOT_A_GITHUB_USER.test(name)) return null
  const kind = isOrganisation ? 'company' : 'person'
  return { network: 'github', kind, url: `https://github.com/${name}`, key: `github/${name}` }
}

const facebook = (path: readonly string[], url: URL | null): ProfileUrl | null => {
  const [first = '', second = '', third = ''] = path
  const result = (kind: 'person' | 'company', id: string): ProfileUrl => ({
    ...{
      network: 'facebook',
      kind,
      url: `https://www.facebook.com/${id}`,
      key: `facebook/${id.replaceAll('.', '')}`,
    },
  })
  const id = url?.searchParams.get('id') ?? ''
  if (/^profile\.php$/i.test(first)) return /^\d+$/.test(id) ? result('person', id) : null
  if (/^people$/i.test(first)) return /^\d+$/.test(third) ? result('person', third) : null
  if (/^(?:pages|p)$/i.test(first)) {
    const number = /(\d{5,})$/.exec(third || second)
    return number === null ? null : result('company', number[1]!)
  }
  const name = (/^pg$/i.test(first) ? second : first).replace(/^@/, '').toLowerCase()
  // Facebook does not tell dots apart in a name, though it shows them.
  if (!/^[a-z\d.\-_]{3,80}$/.test(name) || NOT_A_FACEBOOK_USER.test(name)) return null
  return result(/^pg$/i.test(first) ? 'company' : 'person', name)
}
