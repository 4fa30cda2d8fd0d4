import type { Call, ServiceReply, ServiceRequest } from './contract.ts'
import { ServiceTrouble } from './trouble.ts'

/** Sends a request with a token; where that is not taken any more (401), once again with a new one. */
export type WithToken = <T>(
  call: Call,
  request: ServiceRequest,
  read: (reply: ServiceReply) => T,
) => Promise<T>

/** @param tokenFor the token that is kept, or a new one in the place of a stale one */
export const sendingWith =
  (tokenFor: (call: Call, stale?: string) => Promise<string>): WithToken =>
  async (call, { headers, ...rest }, read) => {
    const send = (token: string) =>
      call.send({ ...rest, headers: { ...headers, authorization: `Bearer ${token}` } }, read)
    const token = await tokenFor(call)
    try {
      return await send(token)
    } catch (error) {
      if (!(error instanceof ServiceTrouble) || error.code !== '401') throw error
      return send(await tokenFor(call, token))
    }
  }
