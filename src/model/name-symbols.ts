/** What is drawn rather than spelled in names: emoji, dingbats, flags, "fancy" letters, zero-width characters. */

const SYMBOLS =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\u20e3®™©★☆✓✔•●◆■▪|<>*=_~^]/gu
// Mathematical and full-width letters that people paste from "font" sites: 𝐉𝐨𝐡𝐧, Ｊｏｈｎ.
const FANCY = /[\u{1d400}-\u{1d7ff}\uff01-\uff5e\u{1f130}-\u{1f189}\u24b6-\u24e9]/gu
const PLAIN = /^[\x20-\x29\x2b-\x3b\x3f-\x5d\x60-\x7b\x7d]*$/

/** The text without emoji and the like, in NFC, "fancy" letters as plain ones, typewriter apostrophes. */
export const withoutSymbols = (text: string): string => {
  if (PLAIN.test(text)) return text
  return text
    .replace(FANCY, (letter) => letter.normalize('NFKC'))
    .normalize('NFC')
    .replace(/[’‘`´](?=\p{L})/gu, "'")
    .replace(/(?<=\p{L})[’‘`´]/gu, "'")
    .replace(SYMBOLS, ' ')
}
