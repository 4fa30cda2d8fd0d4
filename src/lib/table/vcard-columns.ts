/** The properties of a card as columns, under the names that lists usually have. */
import { partsOf, textOf, type Property } from './vcard-property.ts'

/** In this order; others follow under their own names. */
export const COLUMNS: readonly string[] = (
  'Full Name|Prefix|First Name|Middle Name|Last Name|Suffix|Nickname|Company|Department|Title|Role|' +
  'Email|Email 2|Email 3|Work Phone|Mobile Phone|Home Phone|Other Phone|Fax|Website|Website 2|LinkedIn URL|Twitter URL|' +
  'Street|City|State|Postal Code|Country|Address 2|Tags|Birthday|Notes|Created|UID'
).split('|')

/** Says nothing about the person. */
const IDLE =
  /^(VERSION|PRODID|REV|SORT-STRING|SORT-AS|PROFILE|MAILER|CLASS|SOURCE|XML|CLIENTPIDMAP|X-ABLABEL|X-ABADR|X-ABUID|X-IMAGE.*)$/

/** Properties whose text is one column. */
const PLAIN: Record<string, string> = {
  FN: 'Full Name',
  NICKNAME: 'Nickname',
  ROLE: 'Role',
  NOTE: 'Notes',
  BDAY: 'Birthday',
  UID: 'UID',
  CREATED: 'Created',
}

const SOCIAL = /^(X-)?SOCIALPROFILE$|^X-(LINKEDIN|TWITTER)(-URL|-PROFILE)?$/

class Card {
  readonly values = new Map<string, string>()

  /** The first free name gets the text; where all are taken, they are numbered on. */
  put(text: string, ...names: string[]): void {
    if (text === '' || names.some((name) => this.values.get(name) === text)) return
    const free = names.find((name) => !this.values.has(name))
    if (free !== undefined) {
      this.values.set(free, text)
      return
    }
    const base = names.at(-1)!.replace(/ \d+$/, '')
    for (let n = names.length + 1; ; n++) {
      if (this.values.get(`${base} ${n}`) === text) return
      if (this.values.has(`${base} ${n}`)) continue
      this.values.set(`${base} ${n}`, text)
      return
    }
  }
}

export function cardValues(properties: readonly Property[]): Map<string, string> {
  const card = new Card()
  // Preferred ones first, private addresses after those of work.
  const ordered = [...properties].sort((a, b) => rank(a) - rank(b))
  for (const property of ordered) add(card, property)
  const title = card.values.get('Role')
  if (title !== undefined && !card.values.has('Title')) {
    card.values.set('Title', title)
    card.values.delete('Role')
  }
  return card.values
}

function rank({ name, types, preference }: Property): number {
  return preference + (types.has('home') && name !== 'TEL' ? 0.5 : 0)
}

function add(card: Card, property: Property): void {
  const { name, raw, types } = property
  const plain = PLAIN[name]
  if (plain !== undefined) card.put(textOf(raw), plain)
  else if (name === 'N') addName(card, raw)
  else if (name === 'ORG') addOrganisation(card, raw)
  else if (name === 'TITLE') card.put(textOf(raw), 'Title')
  else if (name === 'EMAIL') card.put(textOf(raw).replace(/^mailto:/i, ''), 'Email', 'Email 2', 'Email 3')
  else if (name === 'TEL') addPhone(card, textOf(raw), types)
  else if (name === 'ADR') addAddress(card, raw)
  else if (name === 'URL') addUrl(card, textOf(raw))
  else if (SOCIAL.test(name)) addProfile(card, textOf(raw), types, name)
  else if (name === 'CATEGORIES') card.put(partsOf(raw, ',').filter(Boolean).join('; '), 'Tags')
  else if (!IDLE.test(name)) card.put(textOf(raw), name)
}

function addName(card: Card, raw: string): void {
  const [last = '', first = '', middle = '', prefix = '', suffix = ''] = partsOf(raw, ';')
  card.put(last, 'Last Name')
  card.put(first, 'First Name')
  card.put(middle, 'Middle Name')
  card.put(prefix, 'Prefix')
  card.put(suffix, 'Suffix')
}

function addOrganisation(card: Card, raw: string): void {
  const [company = '', ...units] = partsOf(raw, ';')
  card.put(company, 'Company')
  card.put(units.filter(Boolean).join(', '), 'Department')
}

/** 4.0 writes `tel:+1-415-555-0132;ext=12`. */
function addPhone(card: Card, text: string, types: ReadonlySet<string>): void {
  const phone = text.replace(/^tel:/i, '').replace(/;ext=(\d+).*$/i, ' x$1')
  if (types.has('fax')) card.put(phone, 'Fax')
  else if (types.has('cell') || types.has('mobile') || types.has('iphone'))
    card.put(phone, 'Mobile Phone', 'Other Phone')
  else if (types.has('home')) card.put(phone, 'Home Phone', 'Other Phone')
  else card.put(phone, 'Work Phone', 'Other Phone')
}

function addAddress(card: Card, raw: string): void {
  const [box = '', extra = '', street = '', city = '', state = '', code = '', country = ''] = partsOf(
    raw,
    ';',
  )
  const line = [street, extra, box].filter(Boolean).join(', ')
  if (['Street', 'City', 'State', 'Postal Code', 'Country'].some((name) => card.values.has(name))) {
    card.put([line, city, state, code, country].filter(Boolean).join(', '), 'Address 2')
    return
  }
  card.put(line, 'Street')
  card.put(city, 'City')
  card.put(state, 'State')
  card.put(code, 'Postal Code')
  card.put(country, 'Country')
}

function addUrl(card: Card, url: string): void {
  if (/\blinkedin\.[a-z]+\//i.test(url)) card.put(url, 'LinkedIn URL')
  else if (/\/\/(www\.)?(twitter|x)\.com\//i.test(url)) card.put(url, 'Twitter URL')
  else card.put(url, 'Website', 'Website 2')
}

/** Either an address, or only the name of the user at the service. */
function addProfile(card: Card, text: string, types: ReadonlySet<string>, name: string): void {
  const value = text.replace(/^x-apple:/i, '')
  const of = (service: string): boolean => types.has(service) || name.includes(service.toUpperCase())
  if (/^https?:|^www\./i.test(value)) addUrl(card, value)
  else if (of('linkedin')) card.put(`https://www.linkedin.com/in/${value}`, 'LinkedIn URL')
  else if (of('twitter')) card.put(`https://twitter.com/${value.replace(/^@/, '')}`, 'Twitter URL')
  else card.put(value, [...types][0] ?? name)
}
