import { describe, expect, test } from 'vitest'
import { mapColumns, type MappingOptions } from '../../../src/core/reading/mapping.ts'
import { PrmError } from '../../../src/model/errors.ts'

/** The mapping as `header: field`, the list's own columns as `-`, composites and scales behind. */
const mapped = (
  header: string,
  rows: string[][] = [],
  options: MappingOptions = {},
): Record<string, string> =>
  Object.fromEntries(
    mapColumns(header.split(';'), rows, options).columns.map(({ column, field, composite, scale }) => [
      column,
      [field?.startsWith('custom.') === true ? '-' : String(field), composite, scale]
        .filter(Boolean)
        .join(' '),
    ]),
  )
const fields = (header: string, rows: string[][] = []): string =>
  Object.values(mapped(header, rows)).join(' ')

describe('headers in seven languages', () => {
  test.each([
    [
      'English',
      'First Name;Surname;Job title;Company;Work e-mail;Mobile;Zip code',
      'first_name last_name title company email mobile postal_code',
    ],
    [
      'German',
      'Vorname;Name;Firma;E-Mail-Adresse;Telefon;Handy-Nr.;Straße;PLZ;Ort;Land;Funktion;Branche',
      'first_name last_name company email phone mobile street postal_code city country title industry',
    ],
    [
      'French',
      'Civilité;Nom;Prénom;Fonction;Société;Adresse mail;Téléphone portable;Ville;Pays;SIRET',
      'prefix last_name first_name title company email mobile city country -',
    ],
    [
      'Spanish',
      'Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Teléfono;Código postal;CIF',
      'first_name last_name company title email phone postal_code -',
    ],
    [
      'Portuguese',
      'Nome;Sobrenome;Empresa;Cargo;E-mail;Celular;Cidade;CEP;CPF',
      'first_name last_name company title email mobile city postal_code -',
    ],
    [
      'Italian',
      'Nome;Cognome;Azienda;Ruolo;Email;Cellulare;Città;CAP;Partita IVA',
      'first_name last_name company title email mobile city postal_code -',
    ],
    [
      'Dutch',
      'Voornaam;Achternaam;Bedrijf;Functie;E-mailadres;Telefoonnummer;Plaats',
      'first_name last_name company title email phone city',
    ],
    [
      'camelCase',
      'firstName;lastName;companyName;linkedinUrl;phoneNumber',
      'first_name last_name company linkedin_url phone',
    ],
    ['CAPITALS', 'FIRSTNAME;LASTNAME;MOBILEPHONE;POSTALCODE', 'first_name last_name mobile postal_code'],
    ['a name for all', 'Name;Email;Company', 'full_name email company'],
    ['companies', 'Name;Website;Employees;Country', 'company website employees country'],
  ])('%s', (_language, header, expected) => expect(fields(header)).toBe(expected))
})

describe('a header that mentions a field is not that field', () => {
  test.each([
    ['Email Status', '-'],
    ['Email Sent', '-'],
    ['Company Name for Emails', '-'],
    ['Phone type', '-'],
    ['Supplier number', '-'],
    ['Company ID', '-'],
    ['Email consent', 'consent'],
    ['Contact owner', 'owner'],
    ['Email opt-out', 'unsubscribed'],
    ['Number of Retail Locations', '-'],
    ['Opportunity Name', '-'],
    ["Manager's Name", '-'],
    ['Business Fax', '-'],
    ['Stage', '-'],
    ['Status', '-'],
    ['Type', '-'],
  ])('%s: %s', (header, field) => expect(mapped(`Email;${header}`)[header]).toBe(field))
})

describe('several columns of one kind', () => {
  test.each([
    ['Email;Email 2;Secondary Email', 'email email2 email3'],
    ['Work Email;Personal Email', 'email email2'],
    ['Personal Email', 'email'],
    ['Work Phone;Mobile Phone;Home Phone;Other Phone', 'phone mobile phone_home phone_other'],
    ['Phone;Phone 2;Phone 3', 'phone phone_other -'],
    ['Phone;Company Phone', 'phone company_phone'],
    ['Attendee Email;Buyer Email', 'email -'],
    ['Country;Company Country', 'country -'],
    ['Company;Company Country', 'company country'],
    ['Email;Email;Email;Email', 'email email2 email3 -'],
    ['Phone;Phone', 'phone phone_other'],
    ['emails.1.value;emails.0.value;emails.2.value', 'email2 email email3'],
    ['emails.0.email;emails.0.type;emails.0.is_primary', 'email - -'],
    ['phones.0.value;phones.1.value;phones.0.type', 'phone phone_other -'],
    ['emailAddresses.0.value;phone_numbers.0.number', 'email phone'],
    ['email;emails.0.value', 'email email2'],
    ['company.emails.0.value;contacts.0.value', '- -'],
  ])('%s', (header, expected) => expect(fields(header)).toBe(expected))

  test('of two with one name the second is __2, and can be named so', () => {
    expect(mapped('Work Email;Notes;Work Email;Work Email')).toEqual({
      'Work Email': 'email',
      Notes: 'notes',
      'Work Email__2': 'email2',
      'Work Email__3': 'email3',
    })
    expect(mapped('Mail;Mail', [], { map: { Mail__2: 'email' } })).toEqual({
      Mail: 'email2',
      Mail__2: 'email',
    })
    expect(mapped('Mail;Mail', [], { ignore: ['Mail', 'Mail'] })).toEqual({ Mail: 'null', Mail__2: 'null' })
    expect(Object.keys(mapped('A__2;A;A'))).toEqual(['A__2', 'A', 'A__3'])
  })
  test('of two alike the one with values has the field', () => {
    expect(fields('Email;E-mail', [['', 'ada@brown.example']])).toBe('email2 email')
  })
})

describe('values settle what the header leaves open', () => {
  const column = (...values: string[]) => values.map((value) => [value])
  test.each([
    ['Title', column('Mr', 'Dr.', 'Ms'), 'prefix'],
    ['Title', column('Head of Sales', 'CEO', 'Buyer'), 'title'],
    ['Address', column('ada@brown.example', 'p@vogt.example'), 'email'],
    ['Address', column('1 High Street', '2 Low Road'), 'street'],
    ['State', column('Texas', 'Ohio'), 'state'],
    ['State', column('Open', 'Closed', 'Working'), '-'],
    ['Kontaktadresse digital', column('ada@brown.example', 'p@vogt.example', 'x@y.example'), 'email'],
    ['Owner mail', column('ada@brown.example', 'p@vogt.example', 'x@y.example'), '-'],
    ['Email', column('yes', 'no', 'yes'), '-'],
    ['Email', column('✅', '❌', '✅'), '-'],
    ['Email', column('ada@brown.example', '❌ No Email Found', '✅ Email found', 'No Email Found'), 'email'],
    ['Phone', column('yes', 'no'), '-'],
    ['Name', column('Acme Inc', 'Beispiel GmbH', 'Foo Ltd'), 'company'],
    ['Name', column('Ada Brown <ada@brown.example>', 'Peter Vogt <p@vogt.example>'), 'full_name name_email'],
    ['Email', column('Ada Brown <ada@brown.example>', 'Peter Vogt <p@vogt.example>'), 'full_name name_email'],
    ['Location', column('Austin, Texas', 'Lyon, France'), 'city city_state'],
    ['Location', column('Room 5', 'Hall 2'), '-'],
    ['City, State', [], 'city city_state'],
    ['URL', column('https://www.linkedin.com/in/ada-brown', 'https://linkedin.com/in/pv'), 'linkedin_url'],
    ['URL', column('https://linkedin.com/company/acme'), 'company_linkedin_url'],
    ['URL', column('https://acme.example'), 'website'],
    ['', column('ada@brown.example', 'p@vogt.example', 'x@y.example'), 'email'],
    ['Country', column('red', 'green', 'blue'), '-'],
    ['Revenue (in 000s USD)', column('1,200', '300'), 'revenue 1000'],
    ['Umsatz (Mio. EUR)', column('1,2', '300'), 'revenue 1000000'],
  ])('%s %j: %s', (header, rows, expected) => expect(fields(header, rows)).toBe(expected))

  test('"Name" beside first and last name is the whole name if it holds the first name, else the company', () => {
    const header = 'First Name;Last Name;Name'
    expect(fields(header, [['Ada', 'Brown', 'Ada Brown']])).toBe('first_name last_name full_name')
    expect(fields(header, [['Ada', 'Brown', 'ACME INC 24']])).toBe('first_name last_name company')
  })
})

describe("the list's own columns", () => {
  test('keep their header as a name, once each', () => {
    const { columns } = mapColumns(['Budget €', 'budget', 'Größe (cm)', '', ''], [['1', '2', '3', '', 'x']])
    expect(columns.map(({ field, by }) => [field, by])).toEqual([
      ['custom.budget', 'custom'],
      ['custom.budget_2', 'custom'],
      ['custom.grosse_cm', 'custom'],
      [null, 'ignored'],
      ['custom.column_5', 'custom'],
    ])
  })

  test('rows wider than the header get columns of their own', () => {
    expect(mapColumns(['Email'], [['ada@brown.example', 'extra']]).columns[1]).toMatchObject({
      column: '',
      field: 'custom.column_2',
    })
  })
})

describe('what the user says', () => {
  test('outranks every guess, and the field is not given twice', () => {
    expect(mapped('Email;Mail privat', [], { map: { 'mail privat': 'email' } })).toEqual({
      Email: 'email2',
      'Mail privat': 'email',
    })
  })
  test('ignore and custom', () => {
    const options = { map: { A: 'custom.budget', B: 'ignore' }, ignore: ['Email'] }
    expect(mapColumns(['A', 'B', 'Email'], [], options).columns.map(({ field }) => field)).toEqual([
      'custom.budget',
      null,
      null,
    ])
  })

  const failure = (options: MappingOptions): PrmError => {
    try {
      mapColumns(['Work E-mail', 'Name'], [], options)
    } catch (error) {
      if (error instanceof PrmError) return error
    }
    throw new Error('nothing was thrown')
  }
  test('unknown fields, unknown columns and two columns for one field are refused with a hint', () => {
    expect(failure({ map: { Name: 'emial' } })).toMatchObject({
      kind: 'usage',
      code: 'import.unknown_field',
      hint: 'did you mean email?',
    })
    expect(failure({ map: { 'Work Email': 'email' } })).toMatchObject({
      code: 'import.unknown_column',
      hint: 'did you mean "Work E-mail"?',
    })
    expect(failure({ ignore: ['Nope'] })).toMatchObject({ code: 'import.unknown_column' })
    expect(failure({ map: { Name: 'email', 'Work E-mail': 'email' } })).toMatchObject({
      code: 'import.field_twice',
    })
  })
})

test('each field is used once, whatever the columns are', () => {
  const header =
    'Email;E-mail;Mail;Courriel;Phone;Tel;Telefon;Name;Full name;Company;Firma;City;Ort;ID;Record ID'.split(
      ';',
    )
  const used = mapColumns(header, []).columns.map(({ field }) => field)
  expect(new Set(used).size).toBe(header.length)
})

test('a cell of two million characters takes no time', () => {
  const rows = [['A'.repeat(2e6), `${'a.'.repeat(1e5)}@`]]
  const start = performance.now()
  mapped('Name;Stuff', rows)
  expect(performance.now() - start).toBeLessThan(2000)
})
