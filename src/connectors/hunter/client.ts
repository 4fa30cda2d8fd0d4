/** The way to Hunter. Its 403 is a rate limit and its 429 a spent quota. */
import type { Call, ServiceReply } from '../contract.ts'
import { readJson, said, shaped, statusTrouble, jsonOf, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Account, Errors } from './schema.ts'

export const TITLE = 'Hunter'

/** What Hunter says went wrong; '' where it says nothing. */
const detailsOf = (reply: ServiceReply): string => {
  try {
    const [first] = shaped(TITLE, Errors, jsonOf(TITLE, reply)).errors
    return `${first?.id ?? ''} ${first?.details ?? ''}`.trim()
  } catch {
    return ''
  }
}

const RATE_WORDS = /too_many_requests|rate|per (second|minute)/i
const QUOTA_WORDS = /quota|usage|credits?|plan|month|billing|subscription/i

/** 403 and 429 by their words; a 429 without any is `ambiguous`: the account tells. */
const limitTrouble = (reply: ServiceReply): ServiceTrouble => {
  const [words, wait] = [detailsOf(reply), waitOf(reply)]
  const code = String(reply.status)
  const rate = new ServiceTrouble('rate', `${TITLE} is asked too often`, { wait, code })
  if (reply.status === 403 && /key|unauthor|forbidden/i.test(words) && !RATE_WORDS.test(words))
    return new ServiceTrouble('credential', `${TITLE} refuses the key: ${said(words)}`, { code })
  if (reply.status === 403 || wait !== null) return rate
  if (QUOTA_WORDS.test(words)) return new ServiceTrouble('quota', `${TITLE} says: ${said(words)}`, { code })
  if (RATE_WORDS.test(words)) return rate
  return new ServiceTrouble('quota', `${TITLE} says that a limit is reached`, { code: 'ambiguous' })
}

const reply =
  <T>(read: (reply: ServiceReply) => T) =>
  (given: ServiceReply): T => {
    if (given.status === 403 || given.status === 429) throw limitTrouble(given)
    return read(given)
  }

const get = <T>(
  path: string,
  query: Record<string, string>,
  paid: boolean,
  call: Call,
  read: (reply: ServiceReply) => T,
): Promise<T> =>
  call.send({ method: 'GET', path, query, headers: { 'x-api-key': call.key }, paid }, reply(read))

/** What an account has of its own: newer ones have credits for everything. */
export type Units = 'verifications' | 'searches'

const account = (call: Call): Promise<{ plan: string; left: Readonly<Record<Units, number | null>> }> =>
  get('/account', {}, false, call, (given) => {
    const { plan_name, requests } = readJson(TITLE, Account, given).data
    const leftOf = (name: Units): number | null => {
      const units = requests?.[name] ?? requests?.credits
      return units ? Math.max(0, units.available - units.used) : null
    }
    const left = { verifications: leftOf('verifications'), searches: leftOf('searches') }
    return { plan: plan_name ?? '', left }
  })

/** The error of a reply in Hunter's own words. */
export const troubleOf = (given: ServiceReply): ServiceTrouble | null => {
  const trouble = statusTrouble(TITLE, given)
  if (trouble?.kind !== 'refused') return trouble
  const code = String(given.status)
  return new ServiceTrouble('refused', `${TITLE} says: ${said(detailsOf(given) || `status ${code}`)}`, {
    code,
  })
}

/** One paid request. Where the words of a refusal do not tell haste from a spent quota, the account does. */
export const ask = async <T>(
  path: string,
  query: Record<string, string>,
  units: Units,
  call: Call,
  read: (reply: ServiceReply) => T,
): Promise<T> => {
  try {
    return await get(path, query, true, call, read)
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.code !== 'ambiguous') throw error
    const { left } = await account(call)
    if (left[units] === 0) throw error
    throw new ServiceTrouble('rate', `${TITLE} is asked too often`)
  }
}

export const test = async (call: Call): Promise<string> => {
  const { plan, left } = await account(call)
  const told = (['verifications', 'searches'] as const)
    .flatMap((name) => (left[name] === null ? [] : `${left[name].toLocaleString('en-US')} ${name}`))
    .join(' and ')
  const units = told === '' ? 'the key is good' : `${told} left`
  return plan === '' ? units : `${units} (plan ${plan})`
}
