/**
 * Phone numbers as they stand in cells: one cell into several numbers, one number into digits and extension. Knows
 * nothing of any country's numbers, so it is quick and needs no metadata.
 */

export interface PhoneText {
  /** ASCII digits only, without the `+`. */
  digits: string
  /** Whether a `+` was written: the digits begin with a country's calling code. */
  isInternational: boolean
  extension: string | null
}

const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

const ASCII = /^[\x00-\x7f]*$/
/** As most numbers are written: nothing to be taken off. */
const BARE = /^\+?[\d ]{5,18}$/
/** A cell that a spreadsheet turned into a number and showed with an exponent: digits are lost. */
const SCIENTIFIC = /^['"=\s]*([+-]?\d+(?:[.,]\d+)?)\s*E\s*\+?\s*(\d{1,2})['"\s]*$/i
const FLOAT = /^(\+?\d{6,})[.,]0{1,2}$/
const TEL_URI = /^(?:tel|callto|sms|phone|whatsapp):(?:\/\/)?/i

const EXTENSION_WORD =
  'extension|extn?|extensión|ext|ramal|anexo|interno|int|poste|durchwahl|dw|nebenstelle|klappe|toestel|tst|доб(?:авочный)?|вн|wewn?|linha|linia|内線|分机|x|#'
// After ≥ 6 digits: "ext. 42", "x12", "#42", ";ext=42", ",,42", and "(42)" is not one (it may be an area code).
const EXTENSION = new RegExp(
  `(?:[\\s,;.(/-]*(?:${EXTENSION_WORD})[\\s.:=№#-]*|\\s*,{2,}\\s*|\\s+~\\s*)(\\d{1,7})[#)\\s.,]*$`,
  'iu',
)

/** Digits of other scripts: each block of ten in Unicode begins with its zero. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0)!
  let zero = code
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

const toAscii = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(/[^\0-\x7f]/gu, (char) =>
      /\p{Nd}/u.test(char) ? asciiDigit(char) : /[\p{Pd}\u2212]/u.test(char) ? '-' : char,
    )

const countDigits = (text: string): number => text.replace(/\D/g, '').length

/**
 * The exact number behind a cell such as `4.15E+09`; null where the cell is not of that kind.
 *
 * @returns digits, or an empty text where the spreadsheet has thrown digits away
 */
export function readScientific(cell: string): string | null {
  const found = SCIENTIFIC.exec(cell)
  if (found === null) return null
  const [whole = '', fraction = ''] = found[1]!.replace(/^[+-]/, '').split(/[.,]/)
  const digits = whole + fraction
  // Every place is there and the last one is not a rounded-off zero: nothing was lost.
  const isExact = digits.length === whole.length + Number(found[2]) && !digits.endsWith('0')
  return isExact && digits.length >= 7 ? digits : ''
}

/** A longer cell is a text with numbers in it, not a list of numbers: only its beginning is looked at. */
const LONGEST = 500

const SEPARATOR = /\s*(?:[;|\n\r\t]+(?!\s*ext)|\s+(?:or|and|oder|und|ou|et|y|o|e|of|en|и|или)\s+|[&•·]+)\s*/iu
const LABEL_BETWEEN = /(\d[\d\s.-]*)(?:\((?!0\))[\p{L} .]+\)|\[[\p{L} .]+\])[\s,/]*(?=[+(\d])/gu

/** A cell into texts with one number each; a text that is not a number stays one piece. */
const split = (text: string): string[] => {
  if (text.length < 12) return [text]
  const marked = text.replace(LABEL_BETWEEN, (all: string, before: string) =>
    countDigits(before) >= 6 ? `${before}\n` : all,
  )
  const pieces = marked.split(SEPARATOR).flatMap(splitPlus)
  const parts = pieces
    .flatMap((piece) => splitAt(piece, /\s*\/\s*/))
    .flatMap((piece) => splitAt(piece, /\s*(?<!,),(?!,)\s*/))
  return parts.filter((part) => part !== '')
}

/** "+33 6 12 34 56 78 +33 1 23 45 67 89": a second plus begins a second number. */
const splitPlus = (text: string): string[] => {
  const plus = text.indexOf('+', 7)
  if (plus < 0 || countDigits(text.slice(0, plus)) < 7) return [text]
  return [text.slice(0, plus).trim(), ...splitPlus(text.slice(plus))]
}

/** Splits where both sides are numbers by their length: `030/901820` is one number, `020 7946 0958 / 07700 900123` two. */
const splitAt = (text: string, separator: RegExp): string[] => {
  const parts = text.split(separator)
  if (parts.length === 1) return parts
  const result: string[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last === undefined || countDigits(part) >= 7 || (part.startsWith('+') && countDigits(part) > 5)) {
      if (last !== undefined && countDigits(last) < 7) result[result.length - 1] = `${last} ${part}`
      else result.push(part)
    } else if (countDigits(last) < 7 || countDigits(part) > 3 || EXTENSION.test(text)) {
      result[result.length - 1] = `${last} ${part}`
    }
    // else: "030 901820/21" names the line beside; the first is the number.
  }
  return result
}

/**
 * The phone numbers in a cell, as written, each once: several numbers are split (`020 7946 0958 / 07700 900123`), labels,
 * `tel:`, spreadsheet apostrophes and formulas (`="+44…"`) taken off. Extensions stay. A cell without any digit gives an
 * empty list; a damaged cell (`4.15E+09`) comes back as it is.
 */
export function phoneCells(cell: string): string[] {
  if (BARE.test(cell)) return [cell.trim()]
  if (SCIENTIFIC.test(cell)) return [cell.trim()]
  const found = new Set<string>()
  for (const part of split(unwrap(cell.slice(0, LONGEST)))) {
    const bare = stripLabels(part)
    if (countDigits(bare) >= 3) found.add(bare)
  }
  return [...found]
}

const unwrap = (cell: string): string => {
  let text = ASCII.test(cell) ? cell : toAscii(cell)
  text = text
    .trim()
    .replace(/^=?"(.*)"$/s, '$1')
    .replace(/^['"`=\s]+|['"`\s]+$/g, '')
  return text
}

/** "p:+33…", "Tel.: …", "Mobile (UK) …", "… (work)", "… - home": letters before and after a number say what it is for. */
const stripLabels = (part: string): string => {
  let text = part.trim().replace(TEL_URI, '')
  text = text.replace(/;(?:phone-context|isub|rn)=[^;]*/gi, '')
  const float = FLOAT.exec(text)
  if (float !== null) return float[1]!
  const isVanity = VANITY.test(text)
  const start = text.search(/[+(\d]/)
  if (start > 0 && !/^extension|^ext\b/i.test(text))
    text = text.slice(
      /^\([^\d+]*\)/.exec(text.slice(start)) ? start + text.slice(start).indexOf(')') + 1 : start,
    )
  if (!isVanity) {
    text = text.replace(/[\s,;:–-]*[([][\p{L}\s./:-]*[)\]]?\s*$/u, '')
    if (!EXTENSION.test(text)) text = text.replace(/[\s,;:.-]*\p{L}[\p{L}\s./:-]*$/u, '')
  }
  return text.replace(/[\s,;.:/*-]+$/, '').trim()
}

const VANITY =
  /^\W*\+?(?:1[\s.-]*)?\(?(?:8(?:00|33|44|55|66|77|88)|9\d\d)\)?[\s.-]*(?=[\dA-Z\s.-]*[A-Z]{3})[\dA-Z][\dA-Z\s.-]{5,12}$/
const KEYPAD = '22233344455566677778889999'

/**
 * One number's text into digits and extension. Null where there is none in it.
 *
 * @param raw one of phoneCells' answers, or any text: of several numbers the first is read
 */
export function readPhone(raw: string): PhoneText | null {
  if (BARE.test(raw)) {
    const digits = raw.replace(/[+ ]/g, '')
    return digits.length < 3 ? null : { digits, isInternational: raw.startsWith('+'), extension: null }
  }
  let text = phoneCells(raw)[0]
  if (text === undefined) return null
  let extension: string | null = null
  if (VANITY.test(text)) {
    text = text.replace(/[A-Z]/g, (letter) => KEYPAD[letter.charCodeAt(0) - 65]!)
  } else {
    const found = EXTENSION.exec(text)
    if (found !== null && countDigits(text.slice(0, found.index)) >= 5) {
      extension = found[1]!
      text = text.slice(0, found.index)
    }
    // Letters that are no label and no extension: "see notes 12", "extension 42", a street name.
    if (/\p{L}/u.test(text)) return null
  }
  // +44 (0)20: the zero is dialled inside the country only.
  text = text.replace(/\(\s*0\s*\)/, /^\W*(?:\+|00)/.test(text) ? '' : '0')
  const isInternational = /^[^\d]*\+/.test(text)
  const digits = text.replace(/\D/g, '')
  return digits.length < 3 ? null : { digits, isInternational, extension }
}
