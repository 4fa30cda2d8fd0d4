import type { AccountPerson, AccountResult } from '../../core/look/account.ts'
import type { View } from '../command.ts'
import { plural } from './format.ts'
import { shortId } from './people.ts'
import { factTable, section, tableOf, valueTable } from './show-parts.ts'
import { oneLine } from './width.ts'

/** So many people on a page; elsewhere all. */
const PEOPLE_ON_A_PAGE = 40

const words = (name: string): string => name.replaceAll('_', ' ')

/** An account on a page: the company, its people, who has which part in a purchase. */
export function renderAccount(result: AccountResult, view: View): string {
  const { colour } = view
  const { account, counts, missing } = result
  const name = oneLine(account.company ?? account.domain ?? 'a company without a name')
  const standing = [
    account.customer ? 'customer' : 'no customer yet',
    `${plural(counts.people, 'person', 'people')} known in ${plural(counts.stakeholders, 'function')}`,
    account.best_score === null ? '' : `best score ${account.best_score}`,
  ].filter((text) => text !== '')
  const parts = [
    `${colour.bold(name)}${account.domain === null ? '' : `  ${account.domain}`}\n${colour.dim(`id ${account.id}`)}`,
    standing.join(', '),
    section('Company', valueTable(result.values, view), view),
    section('People', peopleTable(result, view), view),
    section('Buying group', groupTable(result, view), view),
    missing.length === 0 ? '' : `nobody known as ${missing.map(words).join(', ')}`,
    section('Were here', formerTable(result.former, view), view),
    section('Signals', factTable(result.signals, view), view),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const nameOf = ({ full_name, email }: AccountPerson): string => full_name ?? email ?? 'without a name'

function peopleTable({ departments }: AccountResult, view: View): string {
  const rows = departments.flatMap(({ department, people }) =>
    people.map((person, i) => ({
      ...person,
      department: i > 0 && view.isTTY ? '' : (department ?? 'not known'),
    })),
  )
  const page = view.isTTY ? rows.slice(0, PEOPLE_ON_A_PAGE) : rows
  const text = tableOf(
    page,
    [
      { header: 'department', value: ({ department }) => department },
      {
        header: 'seniority',
        value: ({ seniority }) => (seniority === null ? '' : words(seniority)),
        minWidth: 7,
      },
      { header: 'name', value: nameOf },
      { header: 'title', value: ({ title }) => title },
      { header: 'score', value: ({ score }) => score, align: 'right', minWidth: 5 },
      { header: 'id', value: ({ id }) => (view.isTTY ? shortId(id) : id), minWidth: 4 },
    ],
    view,
  )
  return page.length < rows.length
    ? `${text}\nand ${rows.length - page.length} more (--json has them all)`
    : text
}

function groupTable({ buying_group }: AccountResult, view: View): string {
  const rows = buying_group.flatMap(({ role, people }) => people.map((person) => ({ ...person, role })))
  return tableOf(
    rows,
    [
      { header: 'part', value: ({ role }) => words(role), minWidth: 9 },
      { header: 'name', value: nameOf },
      { header: 'title', value: ({ title }) => title },
      {
        header: 'known',
        value: ({ proposed }) => (proposed ? 'proposed from the title' : 'said'),
        style: (text) => view.colour.dim(text),
      },
    ],
    view,
  )
}

function formerTable(former: readonly AccountPerson[], view: View): string {
  return tableOf(
    former,
    [
      { header: 'until', value: ({ until }) => until, minWidth: 10 },
      { header: 'name', value: nameOf },
      { header: 'title', value: ({ title }) => title },
    ],
    view,
  )
}
