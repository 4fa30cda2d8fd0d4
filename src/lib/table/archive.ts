/** What a zip archive holds: a workbook, a spreadsheet, or a list that was packed for sending. */
import { inputError } from './errors.ts'
import type { Bytes } from './source.ts'
import { readWhole } from './whole.ts'
import { unzip, unzipStream, zipEntries, type ZipEntry } from './zip.ts'

/** An archive in memory, with its directory. */
export interface Archive {
  data: Buffer
  entries: Map<string, ZipEntry>
}

export type Packed =
  { kind: 'xlsx' | 'ods'; archive: Archive } | { kind: 'list'; name: string; stream: AsyncIterable<Buffer> }

/** Bytes of an archive. A workbook of a million rows has 100 MB. */
const MOST = 1 << 29
const LIST = /\.(csv|tsv|tab|txt|xlsx|xlsm|ods|json|jsonl|ndjson|vcf|vcard)$/i
/** What packers add on their own. */
const CLUTTER = /(^|\/)(__MACOSX\/|\.|thumbs\.db$|desktop\.ini$)/i

/** @throws PrmError input: damaged, locked, another kind of document, no list or several in it */
export async function openArchive(bytes: Bytes): Promise<Packed> {
  const data = await readWhole(bytes, MOST, 'an archive')
  const all = zipEntries(data)
  if (all === null) {
    throw inputError(
      'broken_zip',
      `${bytes.name} is a workbook or zip archive that is damaged or cut off`,
      'fetch or save it again',
    )
  }
  const archive = { data, entries: new Map(all.map((entry) => [entry.name, entry])) }
  const has = (start: string): boolean => all.some(({ name }) => name.startsWith(start))
  const document = documentOf(has)
  if (document === 'xlsx' || (document === 'ods' && !isLocked(archive))) return { kind: document, archive }
  if (document === 'ods') throw locked(bytes.name)
  if (document !== null) {
    throw inputError('not_a_list', `${bytes.name} is not a list: it looks like ${document}`, SAVE)
  }
  return packedList(bytes.name, archive)
}

const SAVE = 'open it in the program that made it and save it as CSV'

function documentOf(has: (start: string) => boolean): string | null {
  if (has('xl/workbook.bin')) return 'a binary Excel workbook (.xlsb)'
  if (has('word/') && has('[Content_Types].xml')) return 'a Word document'
  if (has('ppt/') && has('[Content_Types].xml')) return 'a presentation'
  if (has('[Content_Types].xml') && has('_rels/')) return 'xlsx'
  if (has('Index/') && has('Metadata/')) return 'a Numbers document'
  if (has('mimetype') && (has('content.xml') || has('encrypted-package'))) return 'ods'
  return null
}

/** OpenDocument says in its manifest that its parts are locked, or has a single locked part. */
function isLocked({ data, entries }: Archive): boolean {
  const manifest = entries.get('META-INF/manifest.xml')
  if (entries.has('encrypted-package')) return true
  return manifest !== undefined && unzip(data, manifest, 1 << 22).includes('encryption-data')
}

export function locked(name: string): Error {
  return inputError(
    'locked',
    `${name} is protected by a password, so it cannot be read`,
    'open it and save it without a password',
  )
}

function packedList(name: string, { data, entries }: Archive): Packed {
  const files = [...entries.values()].filter((entry) => !CLUTTER.test(entry.name))
  const lists = files.filter((entry) => LIST.test(entry.name))
  const [list] = lists
  if (list === undefined) {
    throw inputError('not_a_list', `${name} is a zip archive without a list in it`, 'unpack it first')
  }
  if (lists.length > 1) {
    const names = lists.slice(0, 5).map((entry) => entry.name)
    const more = lists.length > 5 ? ' …' : ''
    throw inputError(
      'several_lists',
      `${name} is a zip archive with ${lists.length} lists in it: ${names.join(', ')}${more}`,
      'unpack it and name one of them',
    )
  }
  if (list.encrypted) throw locked(name)
  if (list.method !== 0 && list.method !== 8) {
    throw inputError('broken_zip', `${name} is packed in a way that is not read here`, 'unpack it first')
  }
  return { kind: 'list', name: `${name} (${list.name})`, stream: unzipStream(data, list) }
}
