/** Father and son of one name: what stands behind it tells them apart. */

/** From the father on. Who is called junior may be called the second as well. */
const GENERATION: ReadonlyMap<string, number> = new Map([
  ...['sr', 'snr', 'sen', 'senior'].map((word) => [word, 1] as const),
  ...['jr', 'jun', 'junior', 'ii', '2nd', 'filho'].map((word) => [word, 2] as const),
  ...['iii', '3rd', 'neto'].map((word) => [word, 3] as const),
  ...[['iv', 4] as const, ['4th', 4] as const, ['5th', 5] as const],
])

/** One of these words behind another; sen and jun are names, too: shortened they have a dot. */
const TELLING =
  /[\s,.]((?:sen|jun)(?=\.)|(?:sn?r|senior|jr|junior|i{2,3}|iv|2nd|3rd|[45]th|filho|neto)(?![\p{L}\p{N}]))/iu

/** Which of several people of one name is meant: 1 for the father, 2 for the son …; 0 where nothing tells. */
export const generationOf = ({
  suffix,
  name,
}: {
  /** What stands behind the name, where it is known by itself. */
  suffix?: string | null
  /** A whole name, or a family name with what stands behind it. */
  name?: string | null
}): number => {
  const found = (suffix && TELLING.exec(` ${suffix}.`)) || (name && TELLING.exec(name)) || null
  return found === null ? 0 : GENERATION.get(found[1]!.toLowerCase())!
}
