/** The few things that we read ourselves in the small XML parts of a workbook. */
import type { Archive } from './archive.ts'
import { unzip } from './zip.ts'

/** A part that another part points to. */
export interface Part {
  id: string
  path: string
}

/** Parts that are read as one text: lists of sheets, of styles, of relations. */
const MOST = 32 << 20

export function textPart({ data, entries }: Archive, path: string): string | null {
  const entry = entries.get(path)
  return entry === undefined ? null : unzip(data, entry, MOST).toString('utf8')
}

/** What `path` ('' = the package) points to as a `kind` of part: `worksheet`, `styles`. */
export function partOf(archive: Archive, path: string, kind: string): Part[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const relations = textPart(archive, `${folder}_rels/${path.slice(folder.length)}.rels`) ?? ''
  return elements(relations, 'Relationship')
    .filter((tag) => attribute(tag, 'Type').endsWith(`/${kind}`))
    .map((tag) => ({ id: attribute(tag, 'Id'), path: resolve(folder, attribute(tag, 'Target')) }))
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** The opening tags of an element, whatever its prefix. */
export const elements = (xml: string, name: string): string[] =>
  xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? []

/** @param name part of a regular expression */
export function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return unescapeXml(found?.[1] ?? found?.[2] ?? '')
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name = '') => {
      const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : -1
      if (code < 0) return ENTITIES[name as string] ?? all
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )
