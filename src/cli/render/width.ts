/** How many columns a text takes on a terminal, cutting and wrapping by that measure. */
import { stripVTControlCharacters } from 'node:util'

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/
// Wide and full-width blocks of East Asian scripts, and pictures.
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

function clusters(text: string): string[] {
  return Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    (part) => part.segment,
  )
}

const clusterWidth = (cluster: string): number => (ZERO.test(cluster) ? 0 : WIDE.test(cluster) ? 2 : 1)

/** Columns taken by a text; escape codes count nothing. */
export function textWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length
  return clusters(stripVTControlCharacters(text)).reduce((sum, cluster) => sum + clusterWidth(cluster), 0)
}

/** The text in at most `width` columns, ending in … if something was cut. For text without escape codes. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const cluster of clusters(text)) {
    used += clusterWidth(cluster)
    if (used > width - 1) break
    kept += cluster
  }
  return width < 1 ? '' : `${kept}…`
}

/** Blanks added on the right (or left) up to `width` columns. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)))
  return side === 'left' ? text + blanks : blanks + text
}

/** Breaks a paragraph at blanks into lines of at most `width` columns; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}

// Also the invisible characters that turn the direction of writing round.
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** A value from a list as one harmless line: a cell must not be able to steer the terminal. */
export function oneLine(value: unknown): string {
  if (value === null || value === undefined) return ''
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(CONTROLS, ' ')
}
