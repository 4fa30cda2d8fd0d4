/**
 * How dated facts fade, in whole points: `round(w · 2^(−age/h))` for each, so that what is shown of each adds up; then all
 * of them together `round(S · (1 − e^(−E/S)))`. Both are kept as tables of steps, worked out here once, so that every
 * engine compares dates and whole numbers only and none can differ in the last digit.
 */
import type { Fading } from '../config/config.ts'

/** Whole points after so many days. */
export const pointsAfter = ({ points, half_life }: Fading, age: number): number =>
  Math.round(points * 2 ** (-age / half_life))

/** Further back no fact is dated, and no date is written. */
const OLDEST = 700_000

/** The steps down: so many points until this age in days; the last step that counts comes last. */
export const fadingSteps = (fading: Fading): { points: number; until: number }[] => {
  const steps: { points: number; until: number }[] = []
  for (let points = fading.points; points > 0; points--) {
    let until = Math.min(OLDEST, Math.floor(fading.half_life * Math.log2(fading.points / (points - 0.5))))
    // The logarithm may be off by a hair where a step falls on a whole day.
    while (until < OLDEST && pointsAfter(fading, until + 1) >= points) until++
    while (until >= 0 && pointsAfter(fading, until) < points) until--
    if (until > (steps.at(-1)?.until ?? -1)) steps.push({ points, until })
  }
  return steps
}

/** @param limit null: none */
export const saturated = (points: number, limit: number | null): number =>
  limit === null ? points : Math.round(limit * (1 - Math.exp(-points / limit)))

/** The steps up: so many points count from a sum on; the highest first. */
export const saturationSteps = (limit: number): { points: number; from: number }[] => {
  const steps: { points: number; from: number }[] = []
  for (let from = 1, last = 0; last < limit; from++) {
    const points = saturated(from, limit)
    if (points > last) steps.unshift({ points, from })
    last = points
  }
  return steps
}

const DAY = 86_400_000

/** The day so many days before another; ISO dates. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10)

/** Whole days from one ISO date or time to a later day. */
export const ageOn = (at: string, day: string): number =>
  Math.round((Date.parse(day) - Date.parse(at.slice(0, 10))) / DAY)
