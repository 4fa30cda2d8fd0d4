/**
 * One POST a person or company, signed as Standard Webhooks says. The id of a message is made of what it says: the same
 * message sent again has the same id, by which a receiver knows it.
 */
import { createHmac } from 'node:crypto'
import { sha256 } from '../../lib/hash.ts'
import type { Call, Outcome, ServiceReply } from '../contract.ts'
import { said, statusTrouble } from '../reading.ts'
import type { TargetWrite, Written } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'

export const TITLE = 'the webhook'
export const SECRET = 'PRM_WEBHOOK_SECRET'

const PREFIX = 'whsec_'

/** @throws ServiceTrouble `credential` */
export const secretBytes = (secret: string): Buffer => {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : ''
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(text)
  const bytes = Buffer.from(isBase64 ? text : '', 'base64')
  // Standard Webhooks asks for 24 to 64 bytes.
  if (bytes.length >= 24 && bytes.length <= 64) return bytes
  throw new ServiceTrouble(
    'credential',
    `${SECRET} is no secret of a webhook: ${PREFIX} and 24 to 64 bytes in base64 after it`,
  )
}

/** @param at milliseconds since 1970 */
export const signed = (
  id: string,
  secret: Buffer,
  body: string,
  at: number,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> => {
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

interface Message {
  type: string
  data: Record<string, unknown>
}

const messageOf = ({ kind, prm_id, id, values, company }: TargetWrite): Message => ({
  type: `${kind}.${id === null ? 'created' : 'updated'}`,
  data: { prm_id, ...(company !== null && { company_prm_id: company }), ...values },
})

/** The same for the same message, whenever it is sent. */
export const messageId = (message: Message): string => `msg_${sha256(JSON.stringify(message)).slice(0, 32)}`

const troubleOf = (reply: ServiceReply): ServiceTrouble | null => {
  const code = String(reply.status)
  // By Standard Webhooks: nothing more is to be sent there.
  if (reply.status === 410)
    return new ServiceTrouble('credential', `${TITLE} is gone (status 410): nothing more is sent to it`, {
      code,
    })
  return statusTrouble(TITLE, reply)
}

const send = async (message: Message, call: Call): Promise<void> => {
  const secret = secretBytes(call.secrets[SECRET] ?? '')
  const id = messageId(message)
  const request = {
    ...({ method: 'POST', path: '', json: message, paid: false } as const),
    sign: (body: string, at: number) => signed(id, secret, body, at),
  }
  await call.send(request, (reply) => {
    const trouble = troubleOf(reply)
    if (trouble !== null) throw trouble
  })
}

export const write = async (writes: readonly TargetWrite[], call: Call): Promise<Outcome<Written>[]> => {
  const outcomes: Outcome<Written>[] = []
  for (const each of writes) {
    try {
      await send(messageOf(each), call)
      // It holds nothing that has an id of its own.
      const answer = { id: each.prm_id, created: each.id === null }
      outcomes.push({ kind: 'answer', answer, charged: false })
    } catch (error) {
      if (!(error instanceof ServiceTrouble) || error.kind !== 'refused') throw error
      outcomes.push({ kind: 'failed', code: error.code ?? 'refused', message: said(error.message) })
    }
  }
  return outcomes
}

/** A message that asks for nothing. */
export const test = async (call: Call): Promise<string> => {
  await send({ type: 'test', data: {} }, call)
  return 'it takes signed messages'
}
