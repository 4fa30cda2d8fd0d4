/** The commented prm.yaml that `prm init` writes: the built-in settings with the user's answers put in. */
import { quoteText } from '../../store/condition.ts'
import { DIMENSIONS } from './config.ts'
import type { Dimension, DimensionName, Model, Rule } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'
import { renderModel, scalar } from './render-model.ts'

export interface ConfigAnswers {
  /** Default country of phone numbers, ISO 3166-1 alpha-2. */
  country: string
  /** Whom one sells to, in the user's words; with commas, a list of industries. */
  sells_to: string
  /** The industries, where they were asked for apart. */
  industries?: readonly string[]
  /** The size of company, as head count, both ends included; `to: null` is open. */
  employees?: { from: number; to: number | null } | null
  titles: readonly string[]
  /** A file of present customers. */
  customers: string | null
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Words for a like pattern: its wildcards and backslashes would mean something else. */
const words = (texts: readonly string[]): string[] =>
  texts.map((text) => oneLine(text.replace(/[%_\\]/g, ' '))).filter((text) => text !== '')

/** Short words only as words of their own: `CTO` stands in every Director, `IT` in hospitality. */
const has = (column: string, text: string): string =>
  text.length > 4
    ? `${column} ilike ${quoteText(`%${text}%`)}`
    : `' ' || ${column} || ' ' ilike ${quoteText(`% ${text} %`)}`

const anyOf = (column: string, texts: readonly string[]): string =>
  texts.map((text) => has(column, text)).join(' or ')

const sizeRule = ({ from, to }: { from: number; to: number | null }): Rule => ({
  when: to === null ? `employees >= ${from}` : `employees between ${from} and ${to}`,
  points: 15,
  because: 'the size of company we sell to',
})

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

/** @returns YAML that `loadConfig` reads; with DEFAULT_ANSWERS it says exactly what DEFAULT_CONFIG holds */
export const renderConfig = (answers: ConfigAnswers): string => {
  const { model, routes, gates, push, run, validate, agenda, discovery } = DEFAULT_CONFIG
  const industries = words(answers.industries ?? answers.sells_to.split(','))
  const titles = words(answers.titles)
  const own: Partial<Record<DimensionName, Rule>> = {
    ...(industries.length > 0 && {
      firmographic: { when: anyOf('industry', industries), points: 15, because: 'the industry we sell to' },
    }),
    ...(titles.length > 0 && {
      person: { when: anyOf('title', titles), points: 15, because: 'a job title we sell to' },
    }),
  }
  const dimension = (name: DimensionName): Dimension => {
    const { rules, ...rest } = model.dimensions[name]
    // The user's own size of company takes the place of the built-in ones.
    const size = name === 'firmographic' && answers.employees ? sizeRule(answers.employees) : null
    const others =
      size === null ? rules : [size, ...rules.filter(({ when }) => !when.startsWith('employees'))]
    return { ...rest, rules: [...(own[name] ? [own[name]] : []), ...others] }
  }
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((name) => [name, dimension(name)]),
  ) as Model['dimensions']
  const age = Object.entries(validate.max_age)
    .map(([level, days]) => `${level}: ${days}d`)
    .join(', ')
  const sellsTo = oneLine(answers.sells_to)
  return `\
# prm.yaml: how prm reads, checks, scores and passes on prospects. Every key may be left out: then the value shown in
# the documentation of prm serves. Paths are relative to this file.
${sellsTo === '' ? '' : `# We sell to: ${sellsTo}\n`}
# database: prospects.db # relative to this file; without it, prospects.db in the current folder
country: ${scalar(answers.country)} # phone numbers without a country code are of this country
strict: false # true: a requirement fails where the file holds no data for it, instead of being skipped
# as_of: 2026-11-21 # pins the clock, for runs that must come out the same
${answers.customers === null ? '# customers: customers.csv' : `customers: ${scalar(answers.customers)}`} # present customers: never qualified as new leads
# inbox: inbox # a folder: prm run imports the lists in it, then moves them to inbox/done
# me: [ours.example] # addresses and domains of our own people, from whom prm path begins

import:
  on_match: fill # a known person: fill blanks only; overwrite, refresh, skip
  # map: {"Column of the list": title} # where the header is not recognised
  # ignore: ["Column of the list"]
  # sources: [crm, conference] # where two lists differ, the first one named is believed

validate:
  extra_tlds: [] # endings of internal domains that no register knows
  max_age: {${age}} # after that a check is old
  # resolver: 127.0.0.1:5353 # the DNS server that prm validate --online asks; without it, those of the system

# prm enrich fills in what follows from what is known; these it asks too, in this order, about whoever lacks something.
# dns and website are free and need no key; --online asks them without these lines.
# enrich:
#   company: [dns, website, hunter] # the free ones first
#   person: [hunter]
#   need: [title, email, employees, industry] # what is worth asking for; of free services, all that they give
#   older_than: 90d # an answer serves for so long, and "has nothing" for not_found: 30d
#   stop_if: fill_rate < 0.3 after 200 # a service that finds too little is given up
#   max_cost: 20 # in a run; max_cost_each: 0.5 # for one person or company
# collect: [{from: phantombuster, agent: 123, launch: true}] # what prm refresh collects first

# lists: {disposable: throwaway.txt, not_disposable: ours.txt} # a domain a line, beside the lists that come with prm

# Outside services (prm connectors lists them) are asked only where a command names one. Their keys stand in the
# environment, PRM_ZEROBOUNCE_KEY, or in a file that only you can read.
# services:
#   zerobounce: {key_file: ~/.prm/zerobounce.key, concurrency: 2, timeout: 60, rate: {per_minute: 300}}
# prices: {currency: USD, zerobounce: 0.008, hunter: {check: 0.005, person: 0.05, company: 0.1}}
# What one answer costs there, or one check, person and company; --max-cost needs it.

# The score is the sum of five dimensions, each between 0 and its cap, and at most 100. A dimension is the sum of its rules;
# a condition is SQL over the columns of lead (see: prm schema). Rules with the same group: name count at most what
# groups: {name: 20} says. prm model lint finds mistakes. Instead of model: also model_file: model.yaml
model:
${indented(renderModel({ ...model, dimensions }))}
# in_market: {purchase_cycle: 5y} # who buys every five years is in the market for a quarter of a year: 5 % of the accounts

# The first route whose condition holds.
routes:
${routes.map(({ route, when }) => `  - {route: ${route}, when: ${scalar(when)}}`).join('\n')}

# Who looks after them: prm assign gives people on the route personal, who pass the gate mvl, an owner, one for a company.
# assign: {when: "route = 'personal'"} says otherwise who gets one.
# team:
#   - {name: ana@ours.example, territory: "country in ('US', 'CA')", capacity: 25} # companies a week
#   - {name: bo@ours.example, products: [billing], weight: 2, away: [{from: 2026-12-20, until: 2027-01-03}]}

# The gate mvl makes the Minimum Viable Lead: only who meets all of it is passed on.
gates:
${Object.entries(gates)
  .map(
    ([gate, all]) => `  ${gate}:\n${all.map(({ name, when }) => `    ${name}: ${scalar(when)}`).join('\n')}`,
  )
  .join('\n')}

# What leads people forward, beside the built-in: a reply, a meeting, a sign-up or a form makes a prospect, a purchase a
# customer. prm run and prm stage --apply let these rules speak, once of each person.
stages: []
# stages:
#   - {when: last_reply >= today - 30, stage: need, because: "replied: there is something to talk about"}

# Named conditions (prm segment), and what is to be reached (prm status): people, qualified, pushed, replied, meeting, won.
# segments: {dach_ctos: "country in ('DE', 'AT', 'CH') and title ilike '%CTO%'"}
# objectives:
#   - {segment: dach_ctos, metric: replied, target: 20, by: 2026-12-31, owner: ana} # or account: acme.example, person: ...

# What is worth asking (prm ask); answers are answer.<key> in conditions. Also: choices: [..], product: "…" (asked only of
# those whose product_interest names it).
discovery:
${discovery.map(({ key, text, type }) => `  - {key: ${key}, text: ${scalar(text)}, type: ${type}}`).join('\n')}

agenda:
  quiet_after: ${agenda.quiet_after}d # without a touch for so long: prm agenda names them

push:
  to: ${push.to}
  gate: ${push.gate}
  columns: [${push.columns.join(', ')}]

run:
  push: ${run.push ?? 'false'} # what prm run ends with; a CRM only where it is named here
`
}

export const DEFAULT_ANSWERS: ConfigAnswers = {
  country: DEFAULT_CONFIG.country,
  sells_to: '',
  titles: [],
  customers: null,
}

/** The built-in settings as a commented file. */
export const defaultConfigText = (): string => renderConfig(DEFAULT_ANSWERS)
