/**
 * For how many days a signal of each kind says something of the present; then it is listed as expired. By how much it
 * counts until then is for scoring to say. Rules of thumb: money that was raised is spent within half a year or so, a
 * post is filled within two months, what somebody reads up on is old after a month.
 */
import type { SignalKind } from '../fact-kinds.ts'

export const SIGNAL_LIFETIMES: Readonly<Record<SignalKind, number>> = {
  funding: 180,
  hiring: 90,
  job_posting: 60,
  tech_change: 365,
  job_change: 180,
  leadership_change: 180,
  news: 90,
  expansion: 180,
  product_launch: 120,
  research: 30,
  referral: 365,
  other: 90,
}
