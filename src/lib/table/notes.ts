import type { TableNote } from './types.ts'

/** The notes of one table; a note that counts is one note, whose number grows. */
export interface Notes {
  list: TableNote[]
  add(code: string, message: string, line?: number): void
  /** @param message told again with each new total, and with the example of the first time */
  count(
    code: string,
    message: (total: number, example: string) => string,
    by?: number,
    example?: string,
    line?: number,
  ): void
}

export function createNotes(): Notes {
  const list: TableNote[] = []
  const totals = new Map<string, { total: number; example: string; note: TableNote }>()
  const add = (code: string, message: string, line?: number): TableNote => {
    const note = line === undefined ? { code, message } : { code, message, line }
    list.push(note)
    return note
  }
  return {
    list,
    add: (code, message, line) => void add(code, message, line),
    count(code, message, by = 1, example = '', line) {
      const known = totals.get(code)
      if (known === undefined) {
        totals.set(code, { total: by, example, note: add(code, message(by, example), line) })
        return
      }
      known.total += by
      known.note.message = message(known.total, known.example)
    },
  }
}
