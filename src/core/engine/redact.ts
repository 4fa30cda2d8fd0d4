/** Keys never leave the machine but to their service: they are struck out of every text that is kept or shown. */

const MASK = '‹key›'

/** The forms in which a key may come back to us: plain, in a URL, in a header of basic authentication. */
const formsOf = (key: string): string[] => [
  key,
  encodeURIComponent(key),
  new URLSearchParams([['', key]]).toString().slice(1),
  JSON.stringify(key).slice(1, -1),
  Buffer.from(key).toString('base64').replace(/=+$/, ''),
  Buffer.from(`${key}:`).toString('base64').replace(/=+$/, ''),
]

/** Strikes out these keys. One of a few characters would tear holes into ordinary words, and protects nothing. */
export const redactor = (...keys: readonly string[]): ((text: string) => string) => {
  const long = keys.filter((key) => key.length >= 6)
  const forms = [...new Set(long.flatMap(formsOf))].sort((a, b) => b.length - a.length)
  return (text) =>
    forms.reduce((told, form) => (told.includes(form) ? told.replaceAll(form, MASK) : told), text)
}
