import { describe, expect, it } from 'vitest'
import { createEmailCheck, EMAIL_REASONS } from '../../src/model/email-check.ts'
import { parseEmail } from '../../src/model/email-syntax.ts'

const check = createEmailCheck({
  extraTlds: ['example'],
  disposable: ['thrown.example'],
  allow: ['mailinator.com'],
})
const long = (length: number): string => 'a'.repeat(length)

describe('grammar', () => {
  const good: [name: string, address: string][] = [
    ['the usual', 'ann.lee@acme.example'],
    ['every character of an atom', "!#$%&'*+/=?^_`{|}~-@acme.example"],
    ['a local part of 64', `${long(64)}@acme.example`],
    ['a label of 63', `ann@${long(63)}.example`],
    ['digits', '123@123.example'],
    ['two hyphens, not in places three and four', 'ann@c--n.example'],
    ['letters of other scripts', 'ジョー@例え.example'],
    ['an accent written as a mark of its own', 'jose\u0301@acme.example'],
    ['Punycode', 'ann@xn--mller-kva.example'],
    ['a quoted local part', '"ann lee"@acme.example'],
    ['a quoted quote', '"ann\\"lee"@acme.example'],
  ]
  it.each(good)('good: %s', (_name, address) => {
    expect(parseEmail(address).ok).toBe(true)
  })
  const bad: [name: string, address: string, fault: string][] = [
    ['no at', 'ann.acme.example', 'no_at'],
    ['two ats', 'ann@lee@acme.example', 'several_at'],
    ['nothing before', '@acme.example', 'no_local_part'],
    ['nothing after', 'ann@', 'no_domain'],
    ['a dot first', '.ann@acme.example', 'dots_in_local_part'],
    ['a dot last', 'ann.@acme.example', 'dots_in_local_part'],
    ['two dots', 'ann..lee@acme.example', 'dots_in_local_part'],
    ['a blank', 'ann lee@acme.example', 'character_in_local_part'],
    ['a comment', '(ann)lee@acme.example', 'character_in_local_part'],
    ['a line end before', '\nann@acme.example', 'character_in_local_part'],
    ['a line end after', 'ann@acme.example\n', 'bad_domain'],
    ['half a character', 'ann\ud800@acme.example', 'character_in_local_part'],
    ['half a character in the domain', 'ann@ac\udc00me.example', 'bad_domain'],
    ['a quote that does not end', '"ann@acme.example', 'character_in_local_part'],
    ['a bare quote within quotes', '"""@acme.example', 'character_in_local_part'],
    ['text after quotes', '"ann"lee@acme.example', 'character_in_local_part'],
    ['a local part of 65', `${long(65)}@acme.example`, 'local_part_too_long'],
    ['a label of 64', `ann@${long(64)}.example`, 'bad_domain'],
    ['255 in all', `${long(60)}@${Array(4).fill(long(46)).join('.')}.example`, 'too_long'],
    ['a hyphen first', 'ann@-acme.example', 'bad_domain'],
    ['a hyphen last', 'ann@acme-.example', 'bad_domain'],
    ['two dots in the domain', 'ann@acme..example', 'bad_domain'],
    ['a dot at the end', 'ann@acme.example.', 'bad_domain'],
    ['an underscore in the domain', 'ann@my_acme.example', 'bad_domain'],
    ['an unknown encoding', 'ann@ab--c.example', 'bad_domain'],
    ['broken Punycode', 'ann@xn--a.example', 'bad_domain'],
    ['no top level', 'ann@acme', 'bad_domain'],
    ['an IP address', 'ann@192.0.2.1', 'bad_domain'],
    ['a domain literal', 'ann@[192.0.2.1]', 'domain_literal'],
  ]
  it.each(bad)('bad: %s', (_name, address, fault) => {
    expect(parseEmail(address)).toEqual({ ok: false, fault })
    expect(check(address)).toMatchObject({
      verdict: 'invalid',
      level: 'syntax',
      reason: fault,
      normalized: null,
    })
  })
})

describe('verdicts', () => {
  const cases: [address: string, verdict: string, reason: string | null, suggestion: string | null][] = [
    ['ann.lee@acme.example', 'plausible', null, null],
    ['ann@gmail.com', 'plausible', null, null],
    ['', 'invalid', 'empty', null],
    ['ann@acme.nosuchtld', 'invalid', 'unknown_tld', null],
    ['ann@acme.test', 'invalid', 'reserved_domain', null],
    ['ann@acme.con', 'invalid', 'unknown_tld', 'ann@acme.com'],
    ['ann@gmial.con', 'invalid', 'unknown_tld', 'ann@gmail.com'],
    ['Ann@gmial.com', 'risky', 'typo', 'Ann@gmail.com'],
    ['ann@gmail', 'invalid', 'bad_domain', 'ann@gmail.com'],
    ['ann@gmail,com', 'invalid', 'bad_domain', 'ann@gmail.com'],
    ['ann@thrown.example', 'risky', 'disposable', null],
    ['ann@yopmail.com', 'risky', 'disposable', null],
    ['ann@mailinator.com', 'plausible', null, null],
    ['"ann lee"@acme.example', 'risky', 'unusual', null],
    ['info@acme.example', 'plausible', 'role_account', null],
    ['no-reply@acme.example', 'risky', 'no_reply', null],
    ['test@test.com', 'invalid', 'placeholder', null],
    ['x7k2q9z4w1@acme.example', 'risky', 'random_looking', null],
    ['k3j8d0s7f6a5@duck.com', 'plausible', null, null],
    ['mschmdt1987@acme.example', 'plausible', null, null],
  ]
  it.each(cases)('%s: %s, %s', (address, verdict, reason, suggestion) => {
    expect(check(address)).toMatchObject({ verdict, level: 'syntax', reason, suggestion })
  })
  it('describes each reason', () => {
    expect(cases.every(([, , reason]) => reason === null || reason in EMAIL_REASONS)).toBe(true)
  })
  it('gives the domain in ASCII form and what kind of address it is', () => {
    expect(check('Info@MÜLLER.example')).toMatchObject({
      normalized: 'Info@xn--mller-kva.example',
      role: true,
      free: false,
    })
    expect(check('ann@yahoo.co.uk')).toMatchObject({ free: true, disposable: false, role: false })
  })
  it('refuses .example unless it is asked for', () => {
    expect(createEmailCheck()('ann@acme.example')).toMatchObject({
      verdict: 'invalid',
      reason: 'reserved_domain',
    })
  })
})

describe('typing errors in domains', () => {
  const slips: [typed: string, meant: string][] = [
    ...[
      'gmial.com',
      'gmal.com',
      'gmaill.com',
      'gnail.com',
      'gmail.co',
      'gmail.cm',
      'gmail.comm',
      'gmail.com.br',
      'gmai.lcom',
      'gamil.con',
      'gmail.om',
      'gmail.net',
      'www.gmail.com',
    ].map((typed): [string, string] => [typed, 'gmail.com']),
    ...[
      'hotmial.com',
      'hotmal.com',
      'hotnail.com',
      'htmail.com',
      'hotmaill.com',
      'hotmail.con',
      'homail.cmo',
    ].map((typed): [string, string] => [typed, 'hotmail.com']),
    ...['yaho.com', 'yhaoo.com', 'yahooo.com', 'yahoo.cm', 'tahoo.com'].map((typed): [string, string] => [
      typed,
      'yahoo.com',
    ]),
    ['outlok.com', 'outlook.com'],
    ['outloook.com', 'outlook.com'],
    ['iclould.com', 'icloud.com'],
    ['aoll.com', 'aol.com'],
    ['comcast.ner', 'comcast.net'],
    ['yahoo.co.ik', 'yahoo.co.uk'],
    ['yahoo.cco.uk', 'yahoo.co.uk'],
    ['aolcom', 'aol.com'],
    ['acme.co.uj', 'acme.co.uk'],
    ['acme.ogr', 'acme.org'],
    ['acme.nte', 'acme.net'],
    ['acme.vom', 'acme.com'],
    ['web.de.de', 'web.de'],
    ['hotmail.fr.fr', 'hotmail.fr'],
    ['comcast.net.com', 'comcast.net'],
    ['terra.con.br', 'terra.com.br'],
    ['live.cok.uk', 'live.co.uk'],
    ['yahoo.com.uk', 'yahoo.co.uk'],
    ['wanado.fr', 'wanadoo.fr'],
    ['t-onlin.de', 't-online.de'],
    ['libreo.it', 'libero.it'],
    ['movitsar.es', 'movistar.es'],
  ]
  it.each(slips)('%s → %s', (typed, meant) => {
    expect(check(`ann@${typed}`).suggestion).toBe(`ann@${meant}`)
  })
  const real =
    `gmail.com google.com mail.com email.com ymail.com gmx.com gmx.fr me.com mac.com yahoo.co.uk yahoo.fr hotmail.fr hotmail.dk
    live.com love.com cloud.com comcast.com verizon.com orange.com att.com ao.com aon.com outlaw.com acme.co acme.cm small.com grail.com
    planet.com rogers.com hushmail.com topmail.com proton.me yandex.com web.com zoom.us five.com acme.io con-artists.com acme.om
    chapter.net charger.net grange.fr plant.nl slice.it photon.me gambler.ru arbor.de telnet.be frontiers.com horizon.net
    live.org.uk live.co.il terra.net.br kicksend.com`.split(/\s+/)
  it.each(real)('%s is left alone', (domain) => {
    expect(check(`ann.lee@${domain}`)).toMatchObject({ verdict: 'plausible', suggestion: null })
  })
})
