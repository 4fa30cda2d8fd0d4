/** Behaves like Numverify: failures at HTTP 200, blanks for numbers that do not exist. */
import type { AddressQuestion } from '../contract.ts'
import { startServer, type ConnectorFake, type FakeReply, type FakeService, type Manner } from '../fake.ts'

const failure = (code: number, type: string): FakeReply => ({
  body: { success: false, error: { code, type, info: `Something is wrong: ${type}.` } },
})

/** By the last two digits. */
const LINES: Readonly<Record<string, string | null>> = {
  '00': null,
  '01': 'mobile',
  '02': 'landline',
  '03': 'premium_rate',
  '04': 'special_services',
}

export const startNumverify = async (): Promise<FakeService> => {
  const key = 'nv-0123456789abcdef'
  let manner: Manner = 'good'
  let isWarned = false
  const server = await startServer(({ path, query }) => {
    if (query.get('access_key') !== key || manner === 'bad_key') return failure(101, 'invalid_access_key')
    if (path === '/countries') return { body: { US: { country_name: 'United States', dialling_code: '+1' } } }
    if (path !== '/validate') return failure(103, 'invalid_api_function')
    if (manner === 'no_credit') return failure(104, 'usage_limit_reached')
    if (manner === 'too_fast' && !isWarned) {
      isWarned = true
      return failure(106, 'rate_limit_reached')
    }
    const number = query.get('number') ?? ''
    if (number === '') return failure(210, 'no_phone_number_provided')
    if (!/^\d+$/.test(number)) return failure(211, 'non_numeric_phone_number_provided')
    state.charged++
    const type = manner === 'new_status' ? 'telepathy' : (LINES[number.slice(-2)] ?? 'mobile')
    if (number.endsWith('00')) {
      return { body: { valid: false, number, country_code: '', carrier: '', location: '', line_type: null } }
    }
    return {
      body: {
        valid: true,
        number,
        country_code: 'US',
        carrier: 'Fiction Mobile',
        location: '',
        line_type: type,
      },
    }
  })
  const state: FakeService = {
    ...{ ...server, key, charged: 0 },
    behave: (now) => {
      manner = now
      isWarned = false
    },
  }
  return state
}

const phone = (address: string, country: string | null = null): AddressQuestion => ({
  ...{ kind: 'phone', address, country },
})
const verdict = (word: string, reason: string | null) => ({
  kind: 'answer' as const,
  answer: { verdict: word, level: 'line', reason, suggestion: null },
  charged: true,
})

export const fake: ConnectorFake = {
  start: startNumverify,
  manners: ['bad_key', 'no_credit', 'too_fast', 'new_status'],
  cases: [
    { question: phone('+14155550101'), expected: verdict('valid', null) },
    { question: phone('+1 (415) 555-0102'), expected: verdict('valid', null) },
    { question: phone('4155550101', 'US'), expected: verdict('valid', null) },
    { question: phone('+14155550100'), expected: verdict('invalid', 'no_such_number') },
    { question: phone('+14155550103'), expected: verdict('risky', 'premium_rate') },
    { question: phone('+14155550104'), expected: verdict('risky', 'not_a_line') },
    { question: phone('ext.'), expected: { kind: 'failed', code: '210' } },
  ],
  many: (count) => Array.from({ length: count }, (_, i) => phone(`+1415555${10_101 + i * 100}`)),
}
