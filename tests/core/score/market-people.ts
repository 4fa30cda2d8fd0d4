/** A few dozen people, companies, signals and events in which every rule finds somebody; for tests of scoring. */
const COMPANIES = ['acme', 'birch', 'cedar', 'delta', 'elm', 'fir']
const TITLES = ['CEO', 'VP Sales', 'Marketing Manager', 'Engineer', 'Student', '']
const SIGNALS = ['funding', 'hiring', 'job posting', 'news', 'research', 'referral']
const EVENTS = ['opened', 'clicked', 'replied', 'visit', 'form submitted', 'meeting booked']

const day = (n: number): string =>
  new Date(Date.UTC(2026, 10, 20) - n * 86_400_000).toISOString().slice(0, 10)

export const address = (n: number): string => `p${n}@${COMPANIES[n % COMPANIES.length]!}.example`

export const PEOPLE: readonly string[] = Array.from({ length: 36 }, (_, n) => {
  const c = n % COMPANIES.length
  return `Ann${n} Lee,${address(n)},${TITLES[n % 5]!},${COMPANIES[c]!},${COMPANIES[c]!}.example,${c === 4 ? '' : c * 40},${n % 4 === 0 ? 'US' : ''},${n % 7 === 0 ? 'yes' : ''}`
})
export const PEOPLE_HEADER = 'Name,Email,Job Title,Company,Website,Employees,Country,Unsubscribed'

export const SIGNALS_HEADER = 'Domain,Signal,Date,Detail'
export const SIGNAL_ROWS: readonly string[] = Array.from(
  { length: 24 },
  (_, n) =>
    `${COMPANIES[(n * 5) % 4]!}.example,${SIGNALS[n % SIGNALS.length]!},${day((n * 17) % 200)},${n % 3 === 0 ? `told ${n}` : ''}`,
)

export const EVENTS_HEADER = 'Email,Event,Timestamp'
export const EVENT_ROWS: readonly string[] = Array.from(
  { length: 90 },
  (_, n) =>
    `${address((n * 7) % 30)},${EVENTS[n % EVENTS.length]!},${day((n * 11) % 120)}T10:${String(n % 60).padStart(2, '0')}:00Z`,
)

export const text = (header: string, rows: readonly string[]): string => [header, ...rows, ''].join('\n')
