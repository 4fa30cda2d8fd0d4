import { describe, expect, it } from 'vitest'
import {
  emailDomain,
  emailKey,
  extractEmails,
  isFreeMail,
  isPlaceholderEmail,
  isRoleAccount,
} from '../../src/model/email.ts'

describe('extractEmails', () => {
  const cases: [name: string, cell: string, found: string[]][] = [
    ['a bare address', 'ann@acme.example', ['ann@acme.example']],
    ['the local part keeps its case, the domain does not', 'Ann.Lee@ACME.Example', ['Ann.Lee@acme.example']],
    ['blanks around', '  ann@acme.example ', ['ann@acme.example']],
    [
      'a name and angle brackets, two people',
      'Ann Lee <ann@acme.example>; bob@x.example',
      ['ann@acme.example', 'bob@x.example'],
    ],
    ['a quoted name with a comma', '"Lee, Ann" <ann@acme.example>', ['ann@acme.example']],
    [
      'a list with commas, slashes and line ends',
      'a@x.example, b@x.example / c@x.example\nd@x.example',
      ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'],
    ],
    ['the same twice', 'ann@x.example; ann@x.example', ['ann@x.example']],
    ['mailto with a subject', 'mailto:ann@acme.example?subject=Hello', ['ann@acme.example']],
    ['mailto, percent-encoded', 'mailto:ann%40acme.example', ['ann@acme.example']],
    ['a spreadsheet apostrophe', "'ann@acme.example", ['ann@acme.example']],
    ['quotes all round', '"ann@acme.example"', ['ann@acme.example']],
    ['an apostrophe inside stays', "o'brien@acme.example", ["o'brien@acme.example"]],
    ['dots and commas at the end', 'ann@acme.example.,', ['ann@acme.example']],
    ['zero-width characters', '\u200bann@\u200dacme.example\ufeff', ['ann@acme.example']],
    ['a full-width at sign', 'ann＠acme.example', ['ann@acme.example']],
    ['HTML entities', '&lt;ann&#64;acme.example&gt;', ['ann@acme.example']],
    ['at and dot in words', 'ann [at] acme [dot] example', ['ann@acme.example']],
    ['at in round brackets', 'ann(at)acme.example', ['ann@acme.example']],
    ['blanks around the at sign', 'ann @ acme.example', ['ann@acme.example']],
    ['a label', 'E-Mail: ann@acme.example (work)', ['ann@acme.example']],
    ['letters of other scripts', 'jürgen@müller.example', ['jürgen@müller.example']],
    ['a quoted local part', '"ann lee"@acme.example', ['"ann lee"@acme.example']],
    ['a fault stays to be seen', 'ann..lee@acme', ['ann..lee@acme']],
    ['two at signs stay to be seen', 'ann@@acme.example', ['ann@@acme.example']],
    ['a comma for the dot stays to be seen', 'ann@gmail,com', ['ann@gmail,com']],
    ['a handle is no address', '@annlee', []],
    ...[
      '',
      ' ',
      'n/a',
      'N/A',
      'none',
      '-',
      '--',
      'unknown',
      'no email',
      'null',
      'Ann Lee',
      'www.acme.example',
      '@',
      'a@',
    ].map((cell): [string, string, string[]] => [`nothing in ${JSON.stringify(cell)}`, cell, []]),
  ]
  it.each(cases)('%s', (_name, cell, found) => {
    expect(extractEmails(cell)).toEqual(found)
  })
  it('does not throw on half a character', () => {
    expect(extractEmails('ann\ud800@acme.example')).toHaveLength(1)
  })
  it('is quick on a long cell without an address', () => {
    const began = performance.now()
    extractEmails('a'.repeat(50_000) + ' ' + 'x.'.repeat(20_000) + '@')
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

describe('emailKey', () => {
  const same: [name: string, a: string, b: string][] = [
    ['case', 'Ann@Acme.example', 'ann@acme.example'],
    ['Gmail’s dots and tags', 'ann.lee+news@gmail.com', 'AnnLee@googlemail.com'],
    ['Outlook’s tags', 'ann+x@outlook.com', 'ann@outlook.com'],
    ['Apple’s three names', 'ann+x@me.com', 'ann@icloud.com'],
    ['Proton', 'ann.lee@pm.me', 'annlee@protonmail.com'],
    ['an international domain in either form', 'ann@müller.example', 'ann@xn--mller-kva.example'],
  ]
  it.each(same)('equal: %s', (_name, a, b) => {
    expect(emailKey(a)).toBe(emailKey(b))
  })
  const different: [name: string, a: string, b: string][] = [
    ['dots at a company', 'ann.lee@acme.example', 'annlee@acme.example'],
    ['tags at a company', 'ann+x@acme.example', 'ann@acme.example'],
    ['dots at Outlook', 'ann.lee@outlook.com', 'annlee@outlook.com'],
    ['providers', 'ann@outlook.com', 'ann@hotmail.com'],
  ]
  it.each(different)('different: %s', (_name, a, b) => {
    expect(emailKey(a)).not.toBe(emailKey(b))
  })
  it('keeps a local part that is only a tag', () => {
    expect(emailKey('+tag@gmail.com')).toBe('+tag@gmail.com')
  })
})

describe('what an address is', () => {
  it('gives the domain in ASCII form', () => {
    expect(emailDomain('Ann@MÜLLER.example')).toBe('xn--mller-kva.example')
    expect(emailDomain('ann@acme.example.')).toBe('acme.example')
  })
  it.each(['gmail.com', 'yahoo.co.uk', 'gmx.de', 'qq.com', 'orange.fr', 'wp.pl', 'duck.com'])(
    '%s is free mail',
    (domain) => {
      expect(isFreeMail(domain)).toBe(true)
    },
  )
  it.each(['acme.example', 'google.com', 'orange.com', 'microsoft.com', 'yahoo.acme.example'])(
    '%s is not',
    (domain) => {
      expect(isFreeMail(domain)).toBe(false)
    },
  )
  it.each([
    'info',
    'Sales',
    'sales-uk',
    'info.berlin',
    'kontakt',
    'buchhaltung',
    'comptabilite',
    'ventas',
    'amministrazione',
    'financeiro',
    'klantenservice',
    'customer.service',
    'support2',
    'no-reply',
    'hr',
    'info+web',
  ])('%s is a role account', (local) => {
    expect(isRoleAccount(`${local}@acme.example`)).toBe(true)
  })
  it.each([
    'ann',
    'ann.lee',
    'marketa',
    'infante',
    'a.sales',
    'salesh',
    'may',
    'hrvoje',
    'directa.b',
    'pressler',
  ])('%s is not', (local) => {
    expect(isRoleAccount(`${local}@acme.example`)).toBe(false)
  })
  it.each([
    'test@test.com',
    'none@none.com',
    'a@a.com',
    'noemail@acme.example',
    'ann@example.com',
    'your.name@company.com',
    'asdf@asdf.com',
  ])('%s stands for nothing', (address) => {
    expect(isPlaceholderEmail(address)).toBe(true)
  })
  it.each([
    'stripe@stripe.com',
    'test@acme.example',
    'ann@test.io',
    'me@me.com',
    'mail@mail.com',
    'a@acme.example',
  ])('%s does not', (address) => {
    expect(isPlaceholderEmail(address)).toBe(false)
  })
})
