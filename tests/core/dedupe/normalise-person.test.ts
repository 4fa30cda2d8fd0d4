import { describe, expect, it } from 'vitest'
import {
  cityKey,
  createPersonReader,
  familyKey,
  givenKey,
  phoneKey,
} from '../../../src/core/dedupe/normalise-person.ts'
import { person } from './people.ts'

describe('names', () => {
  it.each([
    ['Anna', 'anna'],
    ['Dr. Anna M.', 'anna'],
    ['PROF. José', 'jose'],
    ['J.', 'j'],
    ['J. Robert', 'robert'],
    ['Jean-Pierre', 'jeanpierre'],
    ['Dean', 'dean'],
    ['', ''],
  ])('given %s: %s', (text, key) => {
    expect(givenKey(text)).toBe(key)
  })

  it.each([
    ['Smith', 'smith'],
    ['SMITH, PhD', 'smith'],
    ['Smith Jr.', 'smith'],
    ['Smith III', 'smith'],
    ["O'Brien", 'obrien'],
    ['Smith-Jones', 'smith jones'],
    ['van der Berg', 'van der berg'],
    ['Müller', 'muller'],
    ['S.', 's'],
    ['Li', 'li'],
  ])('family %s: %s', (text, key) => {
    expect(familyKey(text)).toBe(key)
  })
})

describe('cities', () => {
  it.each([
    ['New York, NY', 'new york'],
    ['NYC', 'new york'],
    ['München', 'munich'],
    ['Muenchen', 'munich'],
    ['San Francisco Bay Area', 'san francisco'],
    ['Greater Boston', 'boston'],
    ['Greater Manchester Area', 'manchester'],
    ['Frankfurt/Main', 'frankfurt'],
    ['Kansas City', 'kansas city'],
  ])('%s: %s', (text, key) => {
    expect(cityKey(text)).toBe(key)
  })
})

describe('phones', () => {
  it.each([
    ['+442079460958', '079460958'],
    ['020 7946 0958 ext. 12', '079460958'],
    ['+1 (415) 555-0132 x930', '155550132'],
    ['+1 (415) 555-0132', '155550132'],
    ['12345', ''],
  ])('%s: %s', (text, key) => {
    expect(phoneKey(text)).toBe(key)
  })
})

describe('a person', () => {
  const read = createPersonReader()
  const mailboxOf = (email: string, name = 'Ann Lee') => read(person(name, { email })).mailboxes[0]

  it('takes the name apart where only the whole is known', () => {
    const facts = {
      ...person('Ann Lee'),
      first_name: null,
      last_name: null,
      full_name: 'Dr. Ann M. Lee, PhD',
    }
    expect(read(facts).names).toMatchObject([{ given: 'ann', family: 'lee' }])
  })

  it('knows what a given name may be short for', () => {
    expect(read(person('Bob Lee')).names[0]!.roots).toEqual(['robert'])
    expect(read(person('Alex Lee')).names[0]!.roots).toContain('alexandra')
    expect(read(person('Ingeborg Lee')).names[0]!.roots).toEqual(['ingeborg'])
  })

  it.each([
    ['ann.lee+news@acme.example', 'ann.lee@acme.example'],
    ['A.nn.Lee+x@googlemail.com', 'annlee@gmail.com'],
    ['ann@gmial.com', 'ann@gmail.com'],
    ['ann@hotmail.con', 'ann@hotmail.com'],
  ])('reads the mailbox %s as %s', (email, address) => {
    expect(mailboxOf(email)?.address).toBe(address)
  })

  it('has no mailbox that belongs to a role or to nobody, but the company behind it', () => {
    const features = read(person('Ann Lee', { email: 'info@acme.example' }))
    expect(features.mailboxes).toEqual([])
    expect(features.domain).toBe('acme.example')
    expect(read(person('Ann Lee', { email: 'noemail@acme.example' })).mailboxes).toEqual([])
  })

  it('has no company behind a mail provider', () => {
    expect(read(person('Ann Lee', { email: 'ann.lee@gmail.com' })).domain).toBe('')
  })

  it('tells local parts that mean somebody anywhere from those that do not', () => {
    expect(mailboxOf('annlee@acme.example')?.telling).toBe('annlee')
    expect(mailboxOf('lee@acme.example')?.telling).toBe('')
    expect(mailboxOf('ann@acme.example')?.telling).toBe('')
    expect(mailboxOf('wanderer77@gmail.com')?.telling).toBe('wanderer77')
  })

  it('sees local parts that are made of the name', () => {
    for (const local of ['ann.lee', 'lee.ann', 'ann', 'annl', 'ann.lee2'])
      expect(mailboxOf(`${local}@acme.example`)?.fitsName).toBe(true)
    expect(mailboxOf('anm.lee@acme.example')?.fitsName).toBe(false)
  })

  it('reads spellings of a profile and of a company as one', () => {
    const one = read({
      ...person('Ann Lee', { company: 'The Acme Robotics GmbH' }),
      profiles: ['linkedin.com/in/Ann-Lee/'],
    })
    const other = read(person('Ann Lee', { company: 'ACME Robotics', profile: 'ann-lee' }))
    expect(one.profiles).toEqual(other.profiles)
    expect(one.company).toBe(other.company)
  })
})
