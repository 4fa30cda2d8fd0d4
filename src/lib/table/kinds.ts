/** What a single cell looks like. Used to tell a header from data and a good split from a bad one; nothing is converted. */
export type Kind =
  'empty' | 'number' | 'date' | 'time' | 'email' | 'url' | 'phone' | 'boolean' | 'code' | 'text'

const NUMBER =
  /^[-+(]?\s?[$€£¥₹]?\s?[-+]?(\d{1,3}([,.' \u00a0\u202f]\d{3})+([.,]\d+)?|\d+([.,]\d+)?|[.,]\d+)([eE][-+]?\d+)?\)?\s?(%|[$€£¥₹]|[kKmMbB])?$/
const DATE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[- .]?[A-Za-zéûä]{3,9}\.?[- ,]{1,2}\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})([T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?)? ?(Z|UTC|GMT|[ap]\.?m\.?|[-+]\d{2}:?\d{2})?$/i
const TIME = /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?|[-+]\d{2}:?\d{2}|Z)?$/i
const EMAIL = /^[^\s@,;:"<>]+@[^\s@,;"<>]+\.[^\s@,;"<>.]{2,}$/
const URL = /^((https?|ftp):\/\/\S+|www\.\S+\.\S+)$/i
const PHONE = /^(tel:)?[+(]?\d[\d\s().\-/]{5,22}\d(\s?(x|ext\.?)\s?\d{1,6})?$/i
const BOOLEAN = /^(true|false|yes|no|y|n|t|f|oui|non|ja|nein|si|sí|x)$/i
const CODE = /^(?=.*\d)[\w.:#/+-]+$/

export function kindOf(cell: string): Kind {
  const text = cell.length > 200 ? '' : cell.trim()
  if (text === '') return cell.length > 200 ? 'text' : 'empty'
  if (NUMBER.test(text)) return 'number'
  if (DATE.test(text)) return 'date'
  if (TIME.test(text)) return 'time'
  if (text.includes('@')) return EMAIL.test(text) ? 'email' : 'text'
  if (URL.test(text)) return 'url'
  if (PHONE.test(text)) return 'phone'
  if (BOOLEAN.test(text)) return 'boolean'
  return CODE.test(text) ? 'code' : 'text'
}

export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}
