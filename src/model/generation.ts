/** Father and son of one name: what stands behind it tells them apart. */
import { fold } from '../lib/text.ts'

/** From the father on. Who is called junior may be called the second as well. */
const GENERATION: Readonly<Record<string, number>> = {
  ...{ sr: 1, snr: 1, sen: 1, senior: 1 },
  ...{ jr: 2, jun: 2, junior: 2, ii: 2, '2nd': 2, filho: 2 },
  ...{ iii: 3, '3rd': 3, neto: 3, iv: 4, '4th': 4, '5th': 5 },
}

/** Spares most texts the reading: none of the words does without one of these. */
const MAY_TELL = /[js]r|nr|sen|jun|ii|iv|[2-5](?:nd|rd|th)|filho|neto/i

/**
 * Which of several people of one name is meant: 1 for the father, 2 for the son …; 0 where nothing tells.
 *
 * @param texts suffixes, names or family names; a word tells it where it stands behind another, or in a text of suffixes
 */
export const generationOf = (texts: { suffix?: string | null; name?: string | null }): number => {
  const { suffix, name } = texts
  if (suffix != null && MAY_TELL.test(suffix)) {
    for (const word of wordsIn(suffix)) if (word in GENERATION) return GENERATION[word]!
  }
  if (name == null || !MAY_TELL.test(name)) return 0
  const [, ...behind] = wordsIn(name)
  for (const word of behind) if (word in GENERATION && !isName(word, name)) return GENERATION[word]!
  return 0
}

const wordsIn = (text: string): string[] =>
  fold(text)
    .split(/[\s.,]+/)
    .filter((word) => word !== '')

/** Sen and Jun are names, too: shortened they have a dot. */
const isName = (word: string, text: string): boolean =>
  (word === 'sen' || word === 'jun') && !new RegExp(`\\b${word}\\.`, 'i').test(text)
