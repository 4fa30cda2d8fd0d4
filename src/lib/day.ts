const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

/** A day of the calendar as YYYY-MM-DD. 2026-02-30 is none, though a Date would roll it over into March. */
export const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return ISO_DATE.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}
