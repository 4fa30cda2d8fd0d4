/** Invented people for the matcher's tests. */
import type { PersonFacts } from '../../../src/core/dedupe/types.ts'

export type Known = Partial<Omit<PersonFacts, 'emails' | 'phones' | 'profiles'>> & {
  email?: string
  phone?: string
  profile?: string
  emails?: string[]
}

let last = 0
/** `person('Ann Lee', {…})`: given name first, surname last; ids count up. */
export const person = (
  name: string,
  { email, phone, profile, emails, ...known }: Known = {},
): PersonFacts => {
  const words = name.split(' ')
  return {
    id: ++last,
    full_name: name === '' ? null : name,
    first_name: words.slice(0, -1).join(' ') || null,
    middle_name: null,
    last_name: words.at(-1) || null,
    suffix: null,
    emails: emails ?? (email === undefined ? [] : [email]),
    phones: phone === undefined ? [] : [phone],
    profiles: profile === undefined ? [] : [`https://www.linkedin.com/in/${profile}`],
    company: null,
    domain: null,
    title: null,
    city: null,
    country: null,
    sources: [],
    ...known,
  }
}

const GIVEN =
  'Ann Bob Carla Dmitri Elena Farid Greta Hugo Ines Jonas Kofi Lena Marek Nadia Otto Petra Quentin Rosa Sven Tara'.split(
    ' ',
  )
const FAMILY =
  'Abbott Barnes Castillo Dvorak Eriksen Fontaine Gruber Haddad Ivanova Jensen Kowal Lindqvist Moreau Novak Okafor Petrov Quist Romano Silva Tanaka Ueda Vogel Weiss Yilmaz Zeman'.split(
    ' ',
  )
const TITLES = ['Head of Sales', 'Data Analyst', 'CFO', 'Office Manager', 'Software Engineer', 'Founder']
const CITIES = ['Boston', 'Leeds', 'Hamburg', 'Lyon', 'Milan', 'Austin']

/** People who have nothing to do with each other but that four work at each company. */
export const crowd = (count: number): PersonFacts[] =>
  Array.from({ length: count }, (_, i) => {
    const given = GIVEN[(i * 7) % GIVEN.length]!
    const family = FAMILY[(i * 11 + Math.floor(i / 20)) % FAMILY.length]!
    const company = `${FAMILY[Math.floor(i / 4) % FAMILY.length]!}worx ${Math.floor(i / 100)}`
    const domain = `${company.toLowerCase().replaceAll(' ', '')}.example`
    return person(`${given} ${family}`, {
      ...{
        company,
        domain,
        city: CITIES[Math.floor(i / 4) % CITIES.length]!,
        title: TITLES[i % TITLES.length]!,
      },
      ...(i % 3 > 0 && { email: `${given}.${family}@${domain}`.toLowerCase() }),
      ...(i % 4 === 0 && { phone: `+1415555${String(100 + (i % 100)).padStart(4, '0')}` }),
      ...(i % 5 === 0 && { profile: `${given}-${family}-${i}`.toLowerCase() }),
    })
  })
