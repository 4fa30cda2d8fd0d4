/** A page taken apart: what it says of itself, where it leads, what it loads. Pure. */
import { canDecode, createDecoder, detectEncoding } from '../../lib/table/encoding.ts'
import { attributeOf, attributesOf, decodeEntities, readMarkup } from '../../lib/table/markup.ts'

export interface Link {
  url: URL
  text: string
}

export interface Page {
  url: URL
  title: string
  /** Of `<html>`; empty where it says nothing. */
  language: string
  /** By name, property or http-equiv, in lower case; the first of each. */
  metas: ReadonlyMap<string, string>
  /** All of `<meta name=generator>`. */
  generators: readonly string[]
  links: readonly Link[]
  /** `mailto:` and `tel:`, as they stand. */
  addresses: readonly string[]
  /** What it loads: scripts, styles, pictures, frames; and where forms go. Each once. */
  resources: readonly URL[]
  /** Those of the site itself, as paths. */
  paths: readonly string[]
  /** Scripts that stand in the page. */
  scripts: readonly string[]
  /** Of `application/ld+json`. */
  data: readonly string[]
  /** All tags that have attributes, as they stand. */
  tags: string
}

/** No more links than these are looked at. */
const MOST_LINKS = 5000
/** Names behind the byte order mark, and the way in which pages state their encoding. */
const STATED = /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)/i
const LATIN_1 = /^(iso-?8859-1|latin-?1|us-ascii|ascii)$/

/** Pages that say Latin 1 mean what Windows made of it, as browsers have it. */
const known = (label: string | undefined): string | null => {
  const name = label?.toLowerCase()
  if (name === undefined || !canDecode(name)) return null
  return LATIN_1.test(name) ? 'windows-1252' : name
}

/** With fewer letters beyond ASCII nobody can guess what they are. */
const ENOUGH = 50

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0

/**
 * The text of a page. Bytes that are UTF-8, or UTF-16 with a mark, are that, whatever is stated (a few spoiled ones among
 * them change nothing); then the header counts, then the page's own word; then a guess, where there is enough to guess by.
 *
 * @param type the header `content-type`
 * @param whole false: the bytes may end within a character
 */
export const decodePage = async (body: Buffer, type: string, whole: boolean): Promise<string> => {
  const guess = await detectEncoding(body, whole)
  if (guess.certain && guess.encoding === 'utf-8') return body.toString().replace(/^\ufeff/, '')
  const utf8 = body.toString()
  const [letters, spoiled] = [count(utf8, /[^\x00-\x7f]/g), count(utf8, /\ufffd/g)]
  if (!guess.certain && letters > 2 * spoiled) return utf8
  const stated = [/charset\s*=\s*["']?([\w-]+)/i.exec(type), STATED.exec(body.toString('latin1', 0, 4096))]
    .map((found) => known(found?.[1]))
    .find((label) => label !== null && !/^utf-?8$|^utf-?16/.test(label))
  const guessed = letters >= ENOUGH ? guess.encoding : 'windows-1252'
  const decoder = createDecoder(guess.certain ? guess.encoding : (stated ?? guessed))
  return (decoder.write(body) + decoder.end()).replace(/^\ufeff/, '')
}

const asOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Elements by the attribute that names what they load. */
const LOADS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    script: 'src',
    link: 'href',
    img: 'src',
    iframe: 'src',
    embed: 'src',
    source: 'src',
    form: 'action',
    object: 'data',
  }),
)
/** Others that say something. */
const TOLD = new Set(['html', 'base', 'meta', 'a'])
/** Relations of `<link>` that only point to another page. */
const POINTS = /^(canonical|alternate|author|license|next|prev|shortlink|me|help|search)$/i

/** @param url where it was found, after redirects */
export const readPage = (source: string, url: URL): Page => {
  const metas = new Map<string, string>()
  const links: Link[] = []
  const [generators, addresses, scripts, data, tags, paths]: string[][] = [[], [], [], [], [], []]
  const resources: URL[] = []
  const seen = new Set<string>()
  let [title, language] = ['', '']
  let base = url
  /** The link that is open, and the type of the script. */
  let link: { href: string; text: string[] } | null = null
  let type = ''

  const closeLink = (): void => {
    if (link === null) return
    const { href, text } = link
    link = null
    if (/^\s*(mailto|tel):/i.test(href)) addresses!.push(href.trim())
    else if (links.length < MOST_LINKS) {
      const to = URL.parse(href.trim(), base.href)
      if (to !== null && /^https?:$/.test(to.protocol))
        links.push({ url: to, text: asOneLine(text.join(' ')) })
    }
  }
  const load = (address: string): void => {
    if (address === '' || seen.has(address)) return
    seen.add(address)
    // Most are the site's own, and there are hundreds of them.
    if (/^\/(?!\/)/.test(address)) paths!.push(address)
    else {
      const to = URL.parse(address, base.href)
      if (to !== null) resources.push(to)
    }
  }
  const open = (name: string, tag: string): void => {
    if (tag !== '') tags!.push(`<${name}${tag}`)
    const loads = LOADS.get(name)
    if (loads === undefined && !TOLD.has(name)) return
    if (name === 'img' || name === 'source') {
      load(attributeOf(tag, 'src') || attributeOf(tag, 'data-src'))
      return
    }
    const of = attributesOf(tag)
    if (loads !== undefined && !(name === 'link' && POINTS.test(of.get('rel') ?? '')))
      load(of.get(loads) ?? of.get('data-src') ?? '')
    switch (name) {
      case 'html':
        language ||= (of.get('lang') ?? of.get('xml:lang') ?? '').trim()
        break
      case 'base':
        base = URL.parse(of.get('href') ?? '', url.href) ?? base
        break
      case 'meta': {
        const key = (of.get('name') ?? of.get('property') ?? of.get('http-equiv') ?? '').toLowerCase()
        const content = asOneLine(of.get('content') ?? '')
        if (key === 'generator') generators!.push(content)
        if (key !== '' && content !== '' && !metas.has(key)) metas.set(key, content)
        break
      }
      case 'a':
        closeLink()
        link = { href: of.get('href') ?? '', text: [] }
        break
      case 'script':
        type = (of.get('type') ?? '').toLowerCase().trim()
    }
  }
  const raw = (name: string, content: string): void => {
    if (name === 'title') title ||= asOneLine(decodeEntities(content))
    else if (name === 'script' && type.startsWith('application/ld+json')) data!.push(content)
    else if (name === 'script') scripts!.push(content)
    // What is shown to those without scripts is part of the page too: pixels that count visits, mostly.
    else if (name === 'noscript') readMarkup(content, { open, close: () => undefined, text: () => undefined })
  }
  readMarkup(source, {
    ...{ open, raw },
    close: (name) => {
      if (name === 'a') closeLink()
    },
    text: (text) => void link?.text.push(text),
  })
  closeLink()
  return {
    ...{ url, title, language, metas, links, resources },
    ...{ generators: generators!, addresses: addresses!, scripts: scripts!, data: data!, paths: paths! },
    tags: tags!.join('\n'),
  }
}
