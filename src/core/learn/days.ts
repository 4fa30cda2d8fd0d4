/** Days of the calendar as numbers, so that they can be added and told apart. */
const DAY = 86_400_000

/** Days since 1970 of an ISO day or time. */
export const dayNumber = (day: string): number =>
  Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY)

export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
