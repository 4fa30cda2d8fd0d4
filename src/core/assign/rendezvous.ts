/**
 * Who of several gets something, by weighted rendezvous hashing: everybody draws a number that follows from their name and
 * the thing alone, and the highest wins; who has twice the weight wins twice as often. Nothing is counted or remembered, as
 * a round robin would: the same account falls to the same person whenever, wherever and in whatever order it is asked,
 * after an undo and in a copy of the file too, and where somebody leaves or joins, only theirs move.
 */
import { sha256 } from '../../lib/hash.ts'

export interface Candidate {
  name: string
  /** Above 0. */
  weight: number
}

/** Between 0 and 1, both excluded. */
const draw = (thing: string, name: string): number =>
  (Number.parseInt(sha256(`${name.toLowerCase()}\n${thing}`).slice(0, 12), 16) + 0.5) / 2 ** 48

/** @returns null where there is nobody to choose from */
export const rendezvous = <T extends Candidate>(thing: string, candidates: readonly T[]): T | null => {
  let best: { candidate: T; points: number } | null = null
  for (const candidate of candidates) {
    const points = -candidate.weight / Math.log(draw(thing, candidate.name))
    if (best === null || points > best.points) best = { candidate, points }
  }
  return best?.candidate ?? null
}
