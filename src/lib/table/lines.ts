import { inputError } from './errors.ts'

/** Characters of one line: a photo in a vCard has a million. */
const LONGEST = 1 << 26

/** The lines of a text that comes in pieces. Pieces end with a line end, but for those of very long lines and the last. */
export async function* textLines(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  let held: string[] = []
  let size = 0
  for await (const piece of pieces) {
    held.push(piece)
    size += piece.length
    if (size > LONGEST)
      throw inputError('row_too_long', 'a line of this file does not end: this is not a list')
    if (!/[\r\n]$/.test(piece)) continue
    const lines = held.join('').split(/\r\n|\n|\r/)
    lines.pop()
    yield* lines
    held = []
    size = 0
  }
  if (size > 0) yield* held.join('').split(/\r\n|\n|\r/)
}
