import type { HotAccount, HotResult } from '../../core/measure/hot.ts'
import type { Row, View } from '../command.ts'
import { number, plural } from './format.ts'
import { shortId } from './people.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

type Shown = HotResult & { is_people: boolean }

const nameOf = ({ company, domain }: HotAccount): string => company ?? domain ?? '?'

/** `funding on 2026-10-07: series B (until 2027-04-05)`, one after the other. */
const evidenceText = ({ evidence, intent }: HotAccount): string =>
  evidence.length === 0
    ? `intent ${intent}: what people there did`
    : evidence
        .map(({ kind, on, expires_on, detail, person }) => {
          const what = [kind.replaceAll('_', ' '), person?.full_name ?? ''].filter((text) => text !== '')
          return `${what.join(', ')} on ${on}${detail === null ? '' : `: ${oneLine(detail)}`} (until ${expires_on})`
        })
        .join('; ')

export function renderHot(result: Shown, view: View): string {
  if (result.accounts.length === 0) return ''
  return result.is_people ? peopleTable(result, view) : accountTable(result, view)
}

const accountTable = ({ accounts }: HotResult, view: View): string =>
  table(
    accounts,
    [
      { header: '', value: ({ place }) => place, align: 'right', minWidth: 2 },
      { header: 'account', value: nameOf, minWidth: 8 },
      { header: 'fit', value: ({ fit }) => fit, align: 'right', minWidth: 3 },
      { header: 'intent', value: ({ intent }) => intent, align: 'right', minWidth: 6 },
      { header: 'since', value: ({ since }) => since, minWidth: 10 },
      { header: 'until', value: ({ until }) => until, minWidth: 10 },
      { header: 'what says so', value: evidenceText, minWidth: 20 },
    ],
    view,
  )

const peopleTable = ({ accounts }: HotResult, view: View): string =>
  table(
    accounts.flatMap((account) => account.people.map((person) => ({ account, person }))),
    [
      { header: '', value: ({ account }) => account.place, align: 'right', minWidth: 2 },
      { header: 'account', value: ({ account }) => nameOf(account), minWidth: 8 },
      {
        header: 'who',
        value: ({ person }) => person.full_name ?? (view.isTTY ? shortId(person.id) : person.id),
        minWidth: 8,
      },
      { header: 'title', value: ({ person }) => person.title, minWidth: 6 },
      { header: 'email', value: ({ person }) => person.email, minWidth: 10 },
      { header: 'phone', value: ({ person }) => person.phone, minWidth: 8 },
      { header: 'score', value: ({ person }) => person.score, align: 'right', minWidth: 5 },
      { header: 'qualified', value: ({ person }) => (person.mvl ? 'yes' : ''), minWidth: 3 },
      { header: 'until', value: ({ account }) => account.until, minWidth: 10 },
    ],
    view,
  )

export const hotTalk = ({ counts, asked }: Shown): string[] => {
  const { accounts, quota, hot, shown } = counts
  if (!asked && hot === 0) {
    return [
      'the config does not say how often somebody buys, so nobody can be named',
      'next: in_market: {purchase_cycle: 5y} in prm.yaml, then prm score',
    ]
  }
  if (hot === 0)
    return ['no account shows intent and fit, as of the last scoring', 'next: prm score, after news']
  return [
    ...(asked
      ? [
          `${plural(hot, 'account')} in the market, of at most ${number(quota)} that ${number(accounts)} accounts let expect`,
        ]
      : []),
    ...(shown < hot ? [`${number(shown)} of ${number(hot)} shown; --limit ${hot} shows all`] : []),
  ]
}

/** For --csv and --ndjson: an account each, or with --people a person each. */
export const hotRows = ({ accounts, is_people }: Shown): Row[] =>
  accounts.flatMap((account): Row[] => {
    const { people, evidence, ...plain } = account
    if (is_people) {
      const { place, company_id, company, domain, until } = plain
      return people.map((person) => ({ place, company_id, company, domain, until, ...person }))
    }
    return [{ ...plain, evidence: evidence.length === 0 ? '' : evidenceText(account) }]
  })
