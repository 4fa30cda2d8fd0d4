/**
 * How right the offline verdicts are, on what other people wrote down as right (see the README of the cases).
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEmailCheck } from '../../../src/model/email-check.ts'
import { createPhoneCheck } from '../../../src/model/phone-check.ts'

export interface Measure {
  name: string
  ours: number
  of?: number
  target?: string
  note?: string
}

interface PhoneCase {
  input: string
  default_country: string
  format: string
  e164: string | null
  country: string | null
  type: string | null
  valid: boolean
  ext: string | null
}

const read = async <T>(...path: string[]): Promise<T> =>
  JSON.parse(await readFile(join(...path), 'utf8')) as T

/** Legal but unusual by isemail's own words: quoted locals, literals, comments, folded space; and a bare top-level domain. */
const NOT_SCORED = /QUOTEDSTRING|LITERAL|DEPREC|CFWS|IPV6|DOMLIT|TLD/

/** Measures the checks of addresses on the cases in a folder (`email/`, `phones/`); throws where they are absent. */
export async function measureAddresses(casesDir: string): Promise<Measure[]> {
  return [...(await measureEmails(casesDir)), ...(await measurePhones(casesDir))]
}

const measureEmails = async (casesDir: string): Promise<Measure[]> => {
  const check = createEmailCheck({})
  // Whether mail servers would take the form; that the domain is not in the DNS is another question.
  const accepts = (address: string): boolean => {
    const { verdict, reason } = check(address)
    return verdict !== 'invalid' || ['unknown_tld', 'reserved_domain', 'placeholder'].includes(reason ?? '')
  }
  const cases = await read<{ address: string; category: string; diagnosis: string }[]>(
    casesDir,
    'email',
    'isemail-dominicsayers-3.05.json',
  )
  const scored = cases.filter((one) => !NOT_SCORED.test(one.diagnosis) && one.address !== 'test@io')
  const wrong = scored.filter((one) => accepts(one.address) !== /VALID|DNSWARN/.test(one.category))
  const typos = await read<{ cases: { domain: string; expected: string | null }[] }>(
    casesDir,
    'email',
    'typo-cases-mailcheck-aftership.json',
  )
  const suggested = (domain: string): string | null =>
    check(`ann.lee@${domain}`).suggestion?.split('@')[1] ?? null
  const missed = typos.cases.filter((one) => suggested(one.domain) !== one.expected)
  const alarms = missed.filter((one) => one.expected === null)
  return [
    measure(
      'e-mail grammar',
      scored.length - wrong.length,
      scored.length,
      '99 %',
      wrong.map((one) => one.address),
    ),
    measure(
      'domain typos',
      typos.cases.length - missed.length,
      typos.cases.length,
      '168/172',
      missed.map((one) => one.domain),
    ),
    measure(
      'domain typos, false alarms',
      alarms.length,
      undefined,
      '0',
      alarms.map((one) => one.domain),
    ),
  ]
}

const PHONE_TYPES: Readonly<Record<string, string>> = {
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed_or_mobile',
  PREMIUM_RATE: 'premium',
  PERSONAL_NUMBER: 'personal',
}

const measurePhones = async (casesDir: string): Promise<Measure[]> => {
  const check = createPhoneCheck()
  const { cases } = await read<{ cases: PhoneCase[] }>(casesDir, 'phones', 'phones.json')
  const wrong: string[] = []
  const falseValid: string[] = []
  const rough: string[] = []
  for (const one of cases) {
    const ours = check(one.input, one.default_country)
    const line = `${one.input} (${one.default_country})`
    const isGood = ours.verdict === 'plausible'
    if (isGood && !one.valid) falseValid.push(line)
    if (isGood !== one.valid || (one.valid && ours.e164 !== one.e164)) wrong.push(line)
    else if (one.valid) {
      const type = PHONE_TYPES[one.type ?? ''] ?? one.type?.toLowerCase() ?? null
      if (ours.type !== type || ours.country !== one.country || ours.extension !== one.ext) rough.push(line)
    }
  }
  return [
    measure('phones: verdict and E.164', cases.length - wrong.length, cases.length, '98.5 %', wrong),
    measure(
      'phones: type, country, extension too',
      cases.length - wrong.length - rough.length,
      cases.length,
      undefined,
      rough,
    ),
    measure('phones: false valid', falseValid.length, undefined, '0', falseValid),
  ]
}

const measure = (
  name: string,
  ours: number,
  of: number | undefined,
  target: string | undefined,
  misses: readonly string[],
): Measure => ({
  name,
  ours,
  ...(of === undefined ? {} : { of }),
  ...(target === undefined ? {} : { target }),
  ...(misses.length === 0
    ? {}
    : {
        note: `not: ${misses
          .slice(0, 12)
          .map((text) => JSON.stringify(text))
          .join(', ')}`,
      }),
})
