/** People as they are compared, on their way between two threads: one text instead of thousands of small objects. */
import type { PersonFeatures } from './normalise-person.ts'

export interface ReadPerson {
  id: number
  person: PersonFeatures
}

type Packed = [
  id: number,
  names: [given: string, family: string, ...roots: string[]][],
  mailboxes: [address: string, telling: string, domain: string, fitsName: 0 | 1][],
  phones: readonly string[],
  profiles: readonly string[],
  ...[company: string, domain: string, city: string, country: string, title: string, rank: string],
]

const packed = ({ id, person }: ReadPerson): Packed => [
  id,
  person.names.map(({ given, family, roots }) => [given, family, ...roots]),
  person.mailboxes.map((box) => [box.address, box.telling, box.domain, box.fitsName ? 1 : 0]),
  person.phones,
  person.profiles,
  ...([person.company, person.domain, person.city, person.country, person.title, person.rank] as const),
]

const unpacked = ([id, names, mailboxes, phones, profiles, ...rest]: Packed): ReadPerson => {
  const [company, domain, city, country, title, rank] = rest
  return {
    id,
    person: {
      names: names.map(([given, family, ...roots]) => ({ given, family, roots })),
      mailboxes: mailboxes.map(([address, telling, at, fits]) => ({
        ...{ address, telling, domain: at, fitsName: fits === 1 },
      })),
      ...{ phones, profiles, company, domain, city, country, title, rank },
      // Lists play no part where a file is matched with itself.
      sources: [],
    },
  }
}

export const packPeople = (people: readonly ReadPerson[]): string => JSON.stringify(people.map(packed))

export const unpackPeople = (text: string): ReadPerson[] => (JSON.parse(text) as Packed[]).map(unpacked)
