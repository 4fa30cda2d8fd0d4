/**
 * The Leads Inbox. Leads exist in the first version of the API only; one hangs on a person, and what became of it (a deal,
 * the archive) is for people to decide: a person who has, or had, a lead gets no second one.
 */
import type { Call } from '../contract.ts'
import { ask, V1 } from './client.ts'
import { Leads, OneLead, type Lead } from './schema.ts'

const leadsAt = async (path: string, person: string, call: Call): Promise<Lead[]> => {
  const query = { person_id: person, limit: '100' }
  return (await ask(call, { method: 'GET', path: `${V1}${path}`, query }, Leads)).data ?? []
}

/** Whether the person has a lead, be it in the archive. */
export const hasLead = async (person: string, call: Call): Promise<boolean> =>
  (await leadsAt('/leads', person, call)).length > 0 ||
  (await leadsAt('/leads/archived', person, call)).length > 0

export const addLead = async (
  lead: { title: string; person: string; company: string | null; prm_id: string },
  call: Call,
): Promise<void> => {
  const { title, person, company, prm_id } = lead
  const json = {
    ...{ title, person_id: Number(person), origin_id: prm_id },
    ...(company !== null && { organization_id: Number(company) }),
  }
  await ask(call, { method: 'POST', path: `${V1}/leads`, json, paid: true }, OneLead)
}

/** Archives the leads that prm made for the person; others stay. */
export const archiveLeads = async (person: string, call: Call): Promise<void> => {
  for (const { id, origin_id } of await leadsAt('/leads', person, call)) {
    if (!origin_id) continue
    const json = { is_archived: true }
    await ask(call, { method: 'PATCH', path: `${V1}/leads/${encodeURIComponent(id)}`, json }, OneLead)
  }
}
