/** Text into HTML. Whatever comes from the file is somebody else's: a company may be named `</script>`. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text between tags and for quoted attributes. Marks that turn the direction of writing round are dropped. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

/** For `<script type="application/json">`: nothing in it can end the element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export interface HtmlColumn<T> {
  header: string
  value: (row: T) => string | number | null
  isNumber?: boolean
}

/** A table that says what it is; numbers on the right. The first column heads its row. */
export const htmlTable = <T>(
  caption: string,
  rows: readonly T[],
  columns: readonly HtmlColumn<T>[],
): string => {
  const kind = ({ isNumber }: HtmlColumn<T>): string => (isNumber === true ? ' class="n"' : '')
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${escapeHtml(column.header)}</th>`)
  const body = rows.map((row) => {
    const cells = columns.map((column, i) => {
      const text = escapeHtml(String(column.value(row) ?? ''))
      return i === 0 ? `<th scope="row">${text}</th>` : `<td${kind(column)}>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  // Wide tables scroll by themselves, also by keyboard.
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}
