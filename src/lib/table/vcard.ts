/** Address books: vCard 3.0 and 4.0, and 2.1 as old phones write it. Each card is a row; its number is the line where the card begins. */
import { textLines } from './lines.ts'
import type { Notes } from './notes.ts'
import type { Item, ItemFormat } from './records.ts'
import { COLUMNS, cardValues } from './vcard-columns.ts'
import { isOpenEnded, readProperty, type Property } from './vcard-property.ts'

export const VCARD: ItemFormat = {
  format: 'vcard',
  read: readCards,
  order: COLUMNS,
  unreadable: 'begins like a vCard address book, but holds no card',
}

async function* readCards(pieces: AsyncGenerator<string>, notes: Notes): AsyncGenerator<Item> {
  let start = 0
  let depth = 0
  let card: Property[] = []
  for await (const { line, text } of logicalLines(pieces)) {
    if (/^BEGIN:VCARD\s*$/i.test(text)) {
      if (depth === 0) start = line
      depth++
    } else if (/^END:VCARD\s*$/i.test(text)) {
      if (depth === 1) yield { line: start, values: cardValues(card) }
      if (depth <= 1) card = []
      depth = Math.max(0, depth - 1)
    } else if (depth === 1) {
      // A card within a card is an agent of that person, not a contact.
      const property = readProperty(text)
      if (property !== null) card.push(property)
    }
  }
  if (depth === 0 || card.length === 0) return
  notes.add('unclosed_card', 'the last card does not end: the file may be cut off', start)
  yield { line: start, values: cardValues(card) }
}

/** Folded lines are one: the next begins with a blank, or (2.1) this one ends with `=` in quoted-printable. */
async function* logicalLines(pieces: AsyncGenerator<string>): AsyncGenerator<{ line: number; text: string }> {
  let line = 0
  let start = 0
  let parts: string[] = []
  let open = false
  for await (const text of textLines(pieces)) {
    line++
    if (parts.length > 0 && open) {
      parts.push(parts.pop()!.slice(0, -1), text)
      open = text.endsWith('=')
      continue
    }
    if (parts.length > 0 && /^[ \t]/.test(text)) {
      parts.push(text.slice(1))
      continue
    }
    if (parts.length > 0) yield { line: start, text: parts.join('') }
    parts = [text]
    start = line
    open = isOpenEnded(text)
  }
  if (parts.length > 0) yield { line: start, text: parts.join('') }
}
