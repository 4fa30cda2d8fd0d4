/** CaptainData's requests. There are no agents in its present API: a search on Sales Navigator is paged through. */
import type { Call, Collector, ServiceReply } from '../contract.ts'
import { jsonOf, readJson, said, shaped, statusTrouble, waitOf } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Failure, Found } from './schema.ts'

export const TITLE = 'CaptainData'

const words = (reply: ServiceReply): string => {
  try {
    const { error_label, error_ref, message } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return [message ?? error_label ?? '', error_ref ? `(${error_ref})` : ''].filter(Boolean).join(' ')
  } catch {
    return ''
  }
}

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const code = String(reply.status)
  const told = words(reply)
  // The account on the other side, LinkedIn's, could not be asked.
  if (reply.status === 424)
    return new ServiceTrouble('down', `${TITLE} says: ${said(told || 'LinkedIn could not be asked')}`, {
      ...{ code, wait: waitOf(reply) },
    })
  const trouble = statusTrouble(TITLE, reply)
  if (trouble?.kind !== 'refused' && trouble?.kind !== 'credential') return trouble
  const message = `${TITLE} says: ${said(told || `status ${code}`)}`
  return new ServiceTrouble(/credit/i.test(told) ? 'quota' : trouble.kind, message, { code })
}

const reading =
  <T>(read: (reply: ServiceReply) => T) =>
  (reply: ServiceReply): T => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
    return read(reply)
  }

const headers = ({ key }: Call): Record<string, string> => ({ 'x-api-key': key })

const isOfCompanies = (search: string): boolean => search.includes('/search/company')

const page: Collector['page'] = ({ agent, size }, from, call) =>
  call.send(
    {
      ...{ method: 'GET', headers: headers(call), paid: true, timeout: 120 },
      path: isOfCompanies(agent) ? '/companies/search' : '/people/search',
      query: { query: agent, page_size: String(size), ...(from !== null && { cursor: from }) },
    },
    reading((reply) => {
      // A search that finds nothing.
      const rows = readJson(TITLE, Found, reply)
      const next = reply.headers['x-pagination-next']?.trim() ?? ''
      return { rows, next: next === '' || rows.length === 0 ? null : next }
    }),
  )

export const collector: Collector = { agent: 'a search on Sales Navigator, by its address', page, size: 25 }

/** Looks somebody up who is not there: that costs nothing, and shows whether the key is taken. */
export const test = (call: Call): Promise<string> =>
  call.send(
    {
      ...{ method: 'GET', path: '/people/find', headers: headers(call), paid: false },
      query: { full_name: 'prm test', company_name: 'prm test' },
    },
    (reply) => {
      const trouble = troubleOf(reply)
      if (trouble !== null && reply.status !== 404) throw trouble
      return 'it takes the key'
    },
  )
