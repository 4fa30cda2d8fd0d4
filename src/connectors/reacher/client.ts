/** Reacher's requests. It throttles in words, and refuses a wrong secret with status 400 and plain text. */
import type { AddressAnswer, AddressQuestion, Call, Outcome, ServiceReply } from '../contract.ts'
import { readJson } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { answerOutcome } from './outcome.ts'
import { Answer } from './schema.ts'

export const TITLE = 'Reacher'

const read = (reply: ServiceReply): Answer => {
  if (reply.status === 400 && reply.text.includes('x-reacher-secret'))
    throw new ServiceTrouble('credential', `${TITLE} refuses the secret`, { code: '400' })
  return readJson(TITLE, Answer, reply)
}

const check = (address: string, call: Call): Promise<Answer> =>
  call.send(
    {
      ...{ method: 'POST', path: '/v1/check_email', paid: false },
      headers: call.key === '' ? {} : { 'x-reacher-secret': call.key },
      json: { to_email: address },
    },
    read,
  )

export const ask = async (
  questions: readonly AddressQuestion[],
  call: Call,
): Promise<Outcome<AddressAnswer>[]> => [answerOutcome(await check(questions[0]!.address, call))]

/** An address whose form is wrong is answered at once, and bothers no mail server. */
export const test = async (call: Call): Promise<string> => {
  await check('nobody', call)
  return 'checks mailboxes from its own machine'
}
