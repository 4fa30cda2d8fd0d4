/** From a row of ZeroBounce to an outcome. */
import type { AddressAnswer, Evidence, Outcome } from '../contract.ts'
import type { Row } from './schema.ts'
import { STATUSES, SUB_STATUSES, UNKNOWNS } from './statuses.ts'

const evidenceOf = ({ status, sub_status, smtp_provider, mx_record }: Row): Evidence => ({
  status,
  ...(sub_status && { sub_status }),
  ...(smtp_provider && { smtp_provider }),
  ...(mx_record && { mx_record }),
})

export const rowOutcome = (row: Row): Outcome<AddressAnswer> => {
  const status = row.status.toLowerCase()
  const sub = (row.sub_status ?? '').toLowerCase()
  const evidence = evidenceOf(row)
  if (status === 'unknown') {
    return { kind: 'unknown', reason: UNKNOWNS[sub] ?? 'server_error', retry: true, charged: false, evidence }
  }
  const judged = SUB_STATUSES[`${status} ${sub}`] ?? STATUSES[status]
  if (judged === undefined) {
    return { kind: 'unknown', reason: 'new_status', retry: false, charged: true, evidence }
  }
  const [verdict, reason] = judged
  const suggestion = row.did_you_mean || null
  return {
    kind: 'answer',
    answer: { verdict, level: 'mailbox', reason, suggestion, evidence },
    charged: true,
  }
}
