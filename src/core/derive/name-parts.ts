import { parseName, type NameParts } from '../../model/name.ts'

/** The parts of a full name; none of a couple's: neither of the two is both. */
export const nameParts = (full: string): NameParts => {
  const { couple, ...parts } = parseName(full)
  return couple ? {} : parts
}
