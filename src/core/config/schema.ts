/**
 * The schema of prm.yaml. Loaded only when there is a file to check: zod takes 30 to 80 ms to load.
 * Each section may be left out; what is given replaces the built-in section key by key, a gate or the routes as a whole.
 */
import { z } from 'zod'
import type { Declaration } from '../../connectors/http/index.ts'
import { HttpDeclaration } from '../../connectors/http/schema.ts'
import { HttpTargetDeclaration } from '../../connectors/http/target-schema.ts'
import { CONNECTORS } from '../../connectors/index.ts'
import { isDay } from '../../lib/day.ts'
import { parseServer } from '../../lib/dns/server.ts'
import { countryCode } from '../../model/country.ts'
import { extractEmails } from '../../model/email.ts'
import { DERIVATIONS } from '../../model/derivations.ts'
import { FIELD_NAMES, isField } from '../../model/fields.ts'
import { ON_MATCH } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { RULE_STAGES } from '../../model/stages.ts'
import { checkCondition } from '../../store/condition.ts'
import { LEAD_COLUMNS, leadColumn } from '../../store/lead-columns.ts'
import { allowedKeys } from './allowed-keys.ts'
import { REASONS_COLUMN } from './config.ts'
import type { Config, Requirement, TeamMember } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'
import { ModelFile } from './model-schema.ts'
import { targetIssues, targets } from './target-schema.ts'
import { condition, days, judge, meant, NAME, plainText } from './schema-parts.ts'
import { objectives, segmentIssues, segments } from './segments-schema.ts'

const country = z.string().superRefine((code, context) => {
  const known = countryCode(code)
  if (known === code) return
  const hint = known === null ? ': write two letters, such as US' : ` (did you mean "${known}"?)`
  context.addIssue({ code: 'custom', message: `unknown country "${code}"${hint}` })
})

const ours = z
  .string()
  .refine(
    (text) => extractEmails(text).length > 0 || (!text.includes('@') && companyDomain(text) !== null),
    'is neither an e-mail address nor the domain of a company: write ana@ours.example or ours.example',
  )

const resolver = z
  .string()
  .refine(
    (text) => parseServer(text) !== null,
    'is no address of a DNS server: write 9.9.9.9, 127.0.0.1:5353 or [::1]:5353',
  )

const day = z.string().refine(isDay, 'is not a date: write it as 2026-01-31')

/** The name of a field. `others`: words that may stand for one. */
export const fieldName = (others: readonly string[] = []) =>
  z.string().superRefine((name, context) => {
    if (isField(name) || /^custom\../.test(name) || others.includes(name)) return
    context.addIssue({ code: 'custom', message: `unknown field "${name}"${meant(name, FIELD_NAMES)}` })
  })

const pushColumn = z.string().superRefine((name, context) => {
  if (name === REASONS_COLUMN || leadColumn.has(name) || /^(custom|answer)\../.test(name)) return
  const known = [...LEAD_COLUMNS.map((column) => column.name), REASONS_COLUMN]
  context.addIssue({ code: 'custom', message: `unknown column "${name}"${meant(name, known)}` })
})

/** A map of name → condition, or a list of such maps with one key each. */
const requirements = z.unknown().transform((value, context): Requirement[] => {
  const isMap = (item: unknown): item is Record<string, unknown> =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
  const found: { name: string; when: unknown; path: PropertyKey[] }[] = []
  if (Array.isArray(value)) {
    value.forEach((item: unknown, i) => {
      const entries = isMap(item) ? Object.entries(item) : []
      if (entries.length === 1)
        found.push({ name: entries[0]![0], when: entries[0]![1], path: [i, entries[0]![0]] })
      else
        context.addIssue({
          code: 'custom',
          message: 'each requirement is written as name: condition',
          path: [i],
        })
    })
  } else if (isMap(value)) {
    for (const [name, when] of Object.entries(value)) found.push({ name, when, path: [name] })
  } else {
    context.addIssue({
      code: 'custom',
      message: 'a gate is a list of requirements, each written as name: condition',
    })
    return []
  }
  const seen = new Set<string>()
  return found.flatMap(({ name, when, path }) => {
    const text = plainText(when)
    const wrong = (message: string) => context.addIssue({ code: 'custom', message, path })
    if (!NAME.test(name) || name === 'id') wrong(`"${name}" is no name for a requirement: a–z, 0–9 and _`)
    if (seen.has(name)) wrong(`the requirement ${name} stands here twice`)
    seen.add(name)
    if (typeof text !== 'string') {
      wrong('the condition is missing')
      return []
    }
    judge(text, context, [], path)
    return [{ name, when: text }]
  })
})

const gates = z.record(z.string().regex(NAME, 'a gate is named with a–z, 0–9 and _'), requirements)

/** What stands under `mvl` cannot ask whether a person passes `mvl`. */
const checkedGates = gates.superRefine((all, context) => {
  for (const { name, when } of all.mvl ?? []) {
    const checked = checkCondition(when)
    if ('condition' in checked && checked.condition.columns.includes('mvl')) {
      context.addIssue({
        code: 'custom',
        message: `${name} cannot use mvl: it follows from this`,
        path: ['mvl'],
      })
    }
  }
})

const d = DEFAULT_CONFIG

const perConnector = <T extends z.ZodType>(value: T): Record<string, z.ZodOptional<T>> =>
  Object.fromEntries(Object.keys(CONNECTORS).map((name) => [name, value.optional()]))

const count = z.int().min(1).max(1000)

/** What is kept out of the config, and where it belongs instead. */
const elsewhere = (message: string) =>
  z
    .unknown()
    .superRefine((_, context) => context.addIssue({ code: 'custom', message }))
    .optional()

const services = z.strictObject(
  perConnector(
    z.strictObject({
      // A config may be somebody else's: it must not send keys to another host.
      url: elsewhere(
        'where a service is stands in the environment: PRM_<SERVICE>_URL, such as PRM_REACHER_URL',
      ),
      key: elsewhere('a key does not belong into the config: set PRM_<SERVICE>_KEY, or name a key_file'),
      key_file: z.string().min(1).optional(),
      concurrency: count.optional(),
      timeout: z.int().min(1).max(600).optional(),
      rate: z
        .strictObject({ per_second: count.optional(), per_minute: z.int().min(1).max(1_000_000).optional() })
        .optional(),
    }),
  ),
)

/** An API is asked, or given to; each has its own messages. */
const declaration = z.unknown().transform((given, context): Declaration => {
  const isTarget = typeof given === 'object' && given !== null && 'target' in given
  const schema = isTarget ? HttpTargetDeclaration : HttpDeclaration
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const issues = read.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? { ...issue, known: allowedKeys(schema, issue.path) } : issue,
  )
  context.issues.push(...(issues as typeof context.issues))
  return z.NEVER
})

const http = z
  .record(z.string().regex(NAME, 'an API is named with a–z, 0–9 and _'), declaration)
  .superRefine((given, context) => {
    for (const name of Object.keys(given).filter((each) => Object.hasOwn(CONNECTORS, each)))
      context.addIssue({ code: 'custom', message: `prm has a connector ${name} already`, path: [name] })
  })

/** Whether it collects is seen when it is loaded. */
const service = z.string().superRefine((name, context) => {
  if (Object.hasOwn(CONNECTORS, name)) return
  const message = `there is no service "${name}"${meant(name, Object.keys(CONNECTORS))}`
  context.addIssue({ code: 'custom', message })
})

const collect = z.array(
  z.strictObject({
    from: service,
    agent: z.union([z.string().min(1), z.int().min(1)]).transform(String),
    launch: z.boolean().default(false),
    as: z.enum(['people', 'companies']).default('people'),
    limit: z.int().min(1).optional(),
  }),
)

const price = z.number().min(0).max(1000)

const prices = z
  .strictObject({
    currency: z
      .string()
      .refine(
        (code) => Intl.supportedValuesOf('currency').includes(code),
        'is not the code of a currency: write USD or EUR',
      )
      .default(d.prices.currency),
    ...perConnector(
      z.union(
        [
          price,
          z.strictObject({ check: price.optional(), person: price.optional(), company: price.optional() }),
        ],
        'a price is a number, or one for each use: {check: 0.005, person: 0.05, company: 0.1}',
      ),
    ),
  })
  .transform(({ currency, ...of }) => ({ currency, of: of }))

/** Who completes people and companies: what follows from what is known, and services. */
const enrichers = z.array(z.string())

const companyOrPersonField = z.string().superRefine((name, context) => {
  if (isField(name)) return
  context.addIssue({ code: 'custom', message: `there is no field "${name}"${meant(name, FIELD_NAMES)}` })
})

/** `fill_rate < 0.3 after 200` */
const stopIf = z.string().transform((text, context) => {
  const found = /^fill_rate\s*<\s*(\d*\.?\d+)(%?)\s+after\s+(\d{1,9})$/.exec(text.trim())
  const fill_rate = found === null ? NaN : Number(found[1]) / (found[2] === '%' ? 100 : 1)
  if (found !== null && fill_rate <= 1) return { fill_rate, after: Math.max(1, Number(found[3])) }
  context.addIssue({ code: 'custom', message: `"${text}" is no such rule: write fill_rate < 0.3 after 200` })
  return z.NEVER
})

const member = z.strictObject({
  name: z.string().trim().min(1),
  territory: condition([]).optional(),
  products: z.array(z.string().trim().min(1)).min(1).optional(),
  capacity: z.int().min(0).max(1_000_000).optional(),
  weight: z
    .number()
    .positive('must be more than 0: for a time without new people, write away')
    .max(1000)
    .default(1),
  away: z
    .array(
      z
        .strictObject({ from: day, until: day })
        .refine(({ from, until }) => from <= until, 'ends before it begins: until is the last day'),
    )
    .default([]),
})

const team = z.array(member).superRefine((all, context) => {
  const seen = new Set<string>()
  all.forEach(({ name }, i) => {
    if (seen.has(name.toLowerCase()))
      context.addIssue({ code: 'custom', message: `${name} stands here twice`, path: [i, 'name'] })
    seen.add(name.toLowerCase())
  })
})

const questions = z
  .array(
    z.strictObject({
      key: z.string().regex(NAME, 'a question is named with a–z, 0–9 and _'),
      text: z.string().min(1, 'says nothing: it is what people are asked'),
      type: z.enum(['text', 'number', 'date', 'boolean']).default('text'),
      choices: z.array(z.string().min(1)).min(2).optional(),
      product: z.string().min(1).optional(),
    }),
  )
  .superRefine((all, context) => {
    const seen = new Set<string>()
    all.forEach(({ key, type, choices }, i) => {
      const wrong = (message: string) => context.addIssue({ code: 'custom', message, path: [i, 'key'] })
      if (seen.has(key)) wrong(`the question ${key} stands here twice`)
      if (choices !== undefined && type !== 'text') wrong(`${key} has choices: its type is text`)
      seen.add(key)
    })
  })

export const ConfigFile = z.strictObject({
  database: z.string().min(1).nullable().default(d.database),
  country: country.default(d.country),
  as_of: day.nullable().default(d.as_of),
  strict: z.boolean().default(d.strict),
  inbox: z.string().min(1).nullable().default(d.inbox),
  customers: z.string().min(1).nullable().default(d.customers),
  me: z.array(ours).default(d.me),
  import: z
    .strictObject({
      on_match: z.enum(ON_MATCH).default(d.import.on_match),
      map: z.record(z.string(), fieldName()).default(d.import.map),
      ignore: z.array(z.string()).default(d.import.ignore),
      sources: z.array(z.string()).default(d.import.sources),
    })
    .default(d.import),
  validate: z
    .strictObject({
      extra_tlds: z
        .array(z.string().regex(/^[a-z0-9-]+$/, 'is no ending of a domain: write example, without the dot'))
        .default(d.validate.extra_tlds),
      max_age: z
        .strictObject({
          syntax: days.default(d.validate.max_age.syntax),
          domain: days.default(d.validate.max_age.domain),
          mailbox: days.default(d.validate.max_age.mailbox),
          number: days.default(d.validate.max_age.number),
          line: days.default(d.validate.max_age.line),
        })
        .default(d.validate.max_age),
      resolver: z
        .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(resolver))
        .default(d.validate.resolver),
    })
    .default(d.validate),
  enrich: z
    .strictObject({
      company: enrichers.default(d.enrich.company),
      person: enrichers.default(d.enrich.person),
      need: z.array(companyOrPersonField).default(d.enrich.need),
      older_than: days.default(d.enrich.older_than),
      not_found: days.default(d.enrich.not_found),
      stop_if: stopIf.nullable().default(d.enrich.stop_if),
      max_cost: z.number().min(0).nullable().default(d.enrich.max_cost),
      max_cost_each: z.number().min(0).nullable().default(d.enrich.max_cost_each),
    })
    .default(d.enrich),
  lists: z
    .strictObject({
      disposable: z.string().min(1).nullable().default(d.lists.disposable),
      not_disposable: z.string().min(1).nullable().default(d.lists.not_disposable),
    })
    .default(d.lists),
  services: services.transform((given) => given as Config['services']).default(d.services),
  http: http.default(d.http),
  collect: collect.default(d.collect),
  prices: prices.default(d.prices),
  model_file: z.string().min(1).nullable().default(d.model_file),
  model: ModelFile.default(d.model),
  in_market: z
    .strictObject({
      purchase_cycle: days.refine(
        (length) => length >= 30,
        'is too short: a purchase cycle takes 30 days at least',
      ),
    })
    .nullable()
    .default(d.in_market),
  routes: z
    .array(
      z.strictObject({
        route: z.string().regex(NAME, 'a route is named with a–z, 0–9 and _'),
        when: condition(['route', 'mvl']),
      }),
    )
    .default(d.routes),
  team: team.transform((given): TeamMember[] => given).default(d.team),
  assign: z.strictObject({ when: condition([]) }).default(d.assign),
  gates: checkedGates.transform((given) => ({ ...d.gates, ...given })).default(d.gates),
  stages: z
    .array(
      z.strictObject({
        when: condition([]),
        stage: z.enum(RULE_STAGES),
        because: z.string().min(1, 'says nothing: a reason is shown for every stage'),
      }),
    )
    .default(d.stages),
  segments: segments.default(d.segments),
  objectives: objectives.default(d.objectives),
  discovery: questions.default(d.discovery),
  agenda: z.strictObject({ quiet_after: days.default(d.agenda.quiet_after) }).default(d.agenda),
  push: z
    .strictObject({
      to: z.string().min(1).default(d.push.to),
      gate: z.string().default(d.push.gate),
      route: z.string().nullable().default(d.push.route),
      columns: z.array(pushColumn).min(1).default(d.push.columns),
    })
    .default(d.push),
  targets: targets.default(d.targets),
  run: z
    .strictObject({
      push: z
        .preprocess((value) => (value === false ? null : value), z.string().min(1).nullable())
        .default(d.run.push),
    })
    .default(d.run),
})

const ENTITY_KINDS = ['company', 'person'] as const

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Who completes is prm itself, one of its services, or one that is declared under `http:`. */
const enricherIssues = (enrich: unknown, declared: unknown): z.core.$ZodIssue[] => {
  const known = [...DERIVATIONS, ...Object.keys(CONNECTORS), ...Object.keys(objectOf(declared))]
  return ENTITY_KINDS.flatMap((kind) => {
    const names = objectOf(enrich)[kind]
    if (!Array.isArray(names)) return []
    return names.flatMap((name: unknown, i): z.core.$ZodIssue[] =>
      typeof name !== 'string' || known.includes(name)
        ? []
        : [
            {
              ...{ code: 'custom', path: ['enrich', kind, i], input: name },
              message: `there is no service "${name}"${meant(name, known)}`,
            },
          ],
    )
  })
}

/** The route on which owners are assigned, where nobody says to whom. */
const ASSIGNED_ROUTE = 'personal'

const routeIssues = (
  given: Partial<Record<'push' | 'routes' | 'team' | 'assign', unknown>>,
): z.core.$ZodIssue[] => {
  const routes = Array.isArray(given.routes) ? (given.routes as unknown[]) : d.routes
  const known = routes.map((each) => objectOf(each).route).filter((name) => typeof name === 'string')
  const issues: z.core.$ZodIssue[] = []
  const { route } = objectOf(given.push)
  if (typeof route === 'string' && !known.includes(route)) {
    const message = `unknown route "${route}"${meant(route, known)}`
    issues.push({ code: 'custom', path: ['push', 'route'], message, input: route })
  }
  const hasTeam = Array.isArray(given.team) && given.team.length > 0
  if (hasTeam && given.assign === undefined && !known.includes(ASSIGNED_ROUTE)) {
    const message = `no route is called ${ASSIGNED_ROUTE}: say who gets an owner, as in assign: {when: "route = '${known[0] ?? 'calls'}'"}`
    issues.push({ code: 'custom', path: ['team'], message, input: given.team })
  }
  return issues
}

/** Names that must be found elsewhere in the file. Apart from the schema, which skips such checks after any problem. */
export const crossIssues = (values: unknown): z.core.$ZodIssue[] => {
  const given = (values ?? {}) as Record<
    | 'push'
    | 'gates'
    | 'routes'
    | 'team'
    | 'assign'
    | 'model'
    | 'model_file'
    | 'enrich'
    | 'http'
    | 'targets'
    | 'segments'
    | 'objectives',
    unknown
  >
  const gate = (given.push as { gate?: unknown } | undefined)?.gate
  const known = [
    ...Object.keys(d.gates),
    ...Object.keys(typeof given.gates === 'object' ? (given.gates ?? {}) : {}),
  ]
  const issues: z.core.$ZodIssue[] = []
  if (typeof gate === 'string' && !known.includes(gate)) {
    const message = `unknown gate "${gate}"${meant(gate, known)}`
    issues.push({ code: 'custom', path: ['push', 'gate'], message, input: gate })
  }
  issues.push(...routeIssues(given))
  issues.push(...enricherIssues(given.enrich, given.http))
  const services = [...Object.keys(CONNECTORS), ...Object.keys(objectOf(given.http))]
  issues.push(...targetIssues(given.targets, services, known))
  issues.push(...segmentIssues(given))
  if (given.model != null && given.model_file != null) {
    const message = 'the model stands here and in a file: keep model or model_file'
    issues.push({ code: 'custom', path: ['model_file'], message, input: given.model_file })
  }
  return issues
}
