/** Dropcontact's requests: batches that are worked on for a minute or so. "Not ready" comes with status 200. */
import type { Bulk, Call, EntityAnswer, EntityQuestion, Enricher, ServiceReply } from '../contract.ts'
import { inOrder, jsonOf, readJson, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { contactOutcome, GIVES } from './outcome.ts'
import { Contact, Credits, Failure, Progress, Results, Submitted } from './schema.ts'

export const TITLE = 'Dropcontact'

type Job = Bulk<EntityQuestion, EntityAnswer>

/** In its own words: `try again in 30 seconds`. */
const NOT_READY = 30_000

const reasonOf = (reply: ServiceReply): string => {
  try {
    const { reason, detail } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return reason ?? detail ?? ''
  } catch {
    return ''
  }
}

const checkStatus = (reply: ServiceReply): void => {
  const trouble = statusTrouble(TITLE, reply)
  if (trouble === null) return
  const reason = said(reasonOf(reply))
  // A token that it does not know, or a batch larger than what is left: the number of credits tells.
  if (reply.status === 403)
    throw new ServiceTrouble('credential', `${TITLE} says: ${reason || 'forbidden'}`, { code: 'account' })
  if (trouble.kind !== 'refused' || reason === '') throw trouble
  throw new ServiceTrouble('refused', `${TITLE} says: ${reason}`, { code: String(reply.status) })
}

const auth = ({ key }: Call): Record<string, string> => ({ 'x-access-token': key })

export const credits = (call: Call): Promise<number> =>
  call.send({ method: 'GET', path: '/account/credits', headers: auth(call), paid: false }, (reply) => {
    if (reply.status === 403) throw new ServiceTrouble('credential', `${TITLE} refuses the key (status 403)`)
    return readJson(TITLE, Credits, reply).credits
  })

const submit: Job['submit'] = async (questions, call) => {
  const json = { data: questions.map(recordOf), siren: true, language: 'en' }
  try {
    return await call.send(
      { method: 'POST', path: '/enrich/all', headers: auth(call), json, paid: true },
      (reply) => {
        checkStatus(reply)
        const { success } = shaped(TITLE, Progress, jsonOf(TITLE, reply))
        if (success) return readJson(TITLE, Submitted, reply).request_id
        throw new ServiceTrouble('refused', `${TITLE} says: ${said(reasonOf(reply)) || 'no'}`)
      },
    )
  } catch (error) {
    if (!(error instanceof ServiceTrouble) || error.code !== 'account') throw error
    const left = await credits(call)
    const message = `${TITLE} has ${left} credits left, too few for ${questions.length} people`
    throw new ServiceTrouble('quota', message, { code: '403' })
  }
}

/** Words of theirs for what identifies somebody. No more than that: what it is sent comes back as if it had been found. */
const INPUTS: Readonly<Record<string, string>> = {
  email: 'email',
  first_name: 'first_name',
  last_name: 'last_name',
  full_name: 'full_name',
  company: 'company',
  linkedin_url: 'linkedin',
  company_linkedin_url: 'company_linkedin',
}

const recordOf = ({ known }: EntityQuestion, index: number): Record<string, unknown> => {
  const given = Object.entries(INPUTS).filter(([ours]) => known[ours] !== undefined)
  const website = known.website ?? known.domain
  return {
    ...Object.fromEntries(given.map(([ours, theirs]) => [theirs, known[ours]])),
    ...(website !== undefined && { website }),
    // Comes back as it is, and tells whose answer it is.
    custom_fields: { prm: String(index) },
  }
}

const look = <T>(id: string, call: Call, read: (reply: ServiceReply) => T): Promise<T> =>
  call.send(
    {
      ...{ method: 'GET', path: `/enrich/all/${encodeURIComponent(id)}`, headers: auth(call) },
      ...{ paid: false, large: true },
    },
    (reply) => {
      checkStatus(reply)
      return read(reply)
    },
  )

const state: Job['state'] = (id, call) =>
  look(id, call, (reply) => {
    const { success, error, reason } = shaped(TITLE, Progress, jsonOf(TITLE, reply))
    if (success) return { state: 'done' }
    // An id that it has never heard of is not ready either: the engine knows how long to wait.
    if (error !== true) return { state: 'running', share: null }
    return { state: 'failed', message: said(reason ?? '') || 'it does not say why' }
  })

const collect: Job['collect'] = (id, questions, call) =>
  look(id, call, (reply) => {
    const { success } = shaped(TITLE, Progress, jsonOf(TITLE, reply))
    // A fault of the moment has the same words.
    if (!success) throw new ServiceTrouble('down', `${TITLE} is not ready`, { wait: NOT_READY })
    return inOrder(
      questions.map((question, index) => ({ question, index: String(index) })),
      readJson(TITLE, Results, reply).data,
      { input: ({ index }) => index, row: ({ custom_fields }: Contact) => custom_fields?.prm ?? '' },
      (contact, { question }) => contactOutcome(contact, question),
    )
  })

export const person: Enricher = {
  batch: 250,
  // From one on, everything goes as a job: its id is written down before it is asked for.
  bulk: { from: 1, most: 250, patience: 1800, submit, state, collect },
  ask: () => Promise.reject(new Error(`${TITLE} is only asked in jobs`)),
  gives: GIVES,
  needs: [
    ['email'],
    ['linkedin_url'],
    ['first_name', 'last_name', 'domain'],
    ['first_name', 'last_name', 'company'],
    ['full_name', 'domain'],
    ['full_name', 'company'],
  ],
}
