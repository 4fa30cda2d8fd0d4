import { describe, expect, test } from 'vitest'
import { compileGate } from '../../../src/core/judge/gate.ts'
import { compileModel } from '../../../src/core/judge/model.ts'
import {
  DEFAULT_CONFIG,
  defaultConfigText,
  loadConfig,
  renderConfig,
  resolveConfigPath,
} from '../../../src/core/config/index.ts'
import { PrmError } from '../../../src/model/errors.ts'

const load = (text: string) => loadConfig(text, { path: '/home/ada/prm.yaml' })

/** The lines of the message that the text is refused with. */
const problems = async (text: string): Promise<string[]> => {
  const error: unknown = await load(text).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PrmError)
  expect((error as PrmError).code).toBe('config.invalid')
  expect((error as PrmError).kind).toBe('config')
  return (error as PrmError).message.split('\n')
}

describe('the built-in settings', () => {
  test('are what the default text says', async () => {
    const read = await loadConfig(defaultConfigText(), { path: null })
    expect(read).toEqual({ ...DEFAULT_CONFIG, builtIn: false })
    expect(await loadConfig(null, { path: null })).toEqual(DEFAULT_CONFIG)
  })

  test('hold only conditions that compile, with a reason for each rule', () => {
    const { rules, routes } = compileModel(DEFAULT_CONFIG.model, DEFAULT_CONFIG.routes, '2026-11-21')
    expect(rules.length).toBeGreaterThan(25)
    expect(routes.map(({ route }) => route)).toEqual(['personal', 'automation'])
    const gate = compileGate('mvl', DEFAULT_CONFIG.gates.mvl ?? [])
    expect(gate.requirements.map(({ name }) => name)).toEqual([
      'firmographics',
      'reachable',
      'stakeholders',
      'intent',
      'score',
    ])
  })

  test('a caller who changes the config does not change the built-in one', async () => {
    const first = await loadConfig(null, { path: null })
    first.push.columns.length = 0
    expect((await loadConfig(null, { path: null })).push.columns).not.toHaveLength(0)
  })

  test.each(['', '# only a comment\n', '{}', '\ufeff'])('serve for the empty file %j', async (text) => {
    expect(await load(text)).toEqual({ ...DEFAULT_CONFIG, builtIn: false, path: '/home/ada/prm.yaml' })
  })
})

describe('what is given replaces what is built in', () => {
  test('key by key; a gate as a whole; other gates stay', async () => {
    const config = await load(`
database: data/leads.db
as_of: 2026-11-21
validate: {extra_tlds: [example], max_age: {domain: 12w, line: 1y}}
model:
  dimensions:
    person: {cap: 30, rules: [{when: "employees > 5", points: -3, because: small}]}
routes: [{route: personal, when: true}]
gates:
  nurture: {reachable: email_status = 'valid'}
push: {gate: nurture}
run: {push: false}
`)
    expect(config.validate.max_age).toEqual({ ...DEFAULT_CONFIG.validate.max_age, domain: 84, line: 365 })
    expect(config.model.dimensions.person).toEqual({
      cap: 30,
      rules: [{ when: 'employees > 5', points: -3, because: 'small' }],
    })
    expect(config.model.dimensions.intent).toEqual({ cap: 100, rules: [] })
    expect(config.model.grades).toEqual(DEFAULT_CONFIG.model.grades)
    expect(config.routes).toEqual([{ route: 'personal', when: 'true' }])
    expect(config.gates.nurture).toEqual([{ name: 'reachable', when: "email_status = 'valid'" }])
    expect(config.gates.mvl).toEqual(DEFAULT_CONFIG.gates.mvl)
    expect(config.push).toEqual({ ...DEFAULT_CONFIG.push, gate: 'nurture' })
    expect(config.run.push).toBeNull()
    expect(resolveConfigPath(config, config.database!)).toBe('/home/ada/data/leads.db')
  })

  test('a gate is a map, or a list of maps with one key each', async () => {
    const map = await load("gates:\n  mvl:\n    a: score >= 1\n    b: country in ('US','GB')\n")
    const list = await load("gates:\n  mvl:\n    - a: score >= 1\n    - b: country in ('US','GB')\n")
    expect(list.gates.mvl).toEqual(map.gates.mvl)
    expect(map.gates.mvl).toHaveLength(2)
  })
})

describe('all problems are named at once, with their places', () => {
  test('three mistakes, three lines', async () => {
    expect(
      await problems(
        'contry: US\nstrict: "yes"\nmodel: {dimensions: {person: {rules: [{when: "employes > 2", points: 1, because: x}]}}}\n',
      ),
    ).toEqual([
      'prm.yaml:1:1 unknown key "contry" (did you mean "country"?)',
      'prm.yaml:2:9 strict must be true or false, not "yes"',
      'prm.yaml:3:47 unknown column "employes" (did you mean "employees"?)',
    ])
  })

  test.each<[string, string, string]>([
    [
      'a side of ours that is no company',
      'me: [gmail.com]',
      '1:6 "gmail.com" is neither an e-mail address nor the domain of a company: write ana@ours.example or ours.example',
    ],
    ['a country that is none', 'country: UK', '1:10 unknown country "UK" (did you mean "GB"?)'],
    ['a date that is none', 'as_of: 2026-02-30', '1:8 "2026-02-30" is not a date'],
    ['a word outside a choice', 'import: {on_match: fil}', '1:20 on_match must be one of fill, overwrite'],
    ['an unknown field', 'import: {map: {Job: titel}}', '1:21 unknown field "titel" (did you mean "title"?)'],
    [
      'an unknown dimension',
      'model: {dimensions: {persn: {}}}',
      '1:22 unknown key "persn" (did you mean "person"?)',
    ],
    [
      'an unknown service',
      'services: {zerobounc: {}}',
      '1:12 unknown key "zerobounc" (did you mean "zerobounce"?)',
    ],
    [
      'a price of an unknown service',
      'prices: {huntr: 0.01}',
      '1:10 unknown key "huntr" (did you mean "hunter"?)',
    ],
    [
      'an enricher that is none',
      'enrich: {person: [huntr]}',
      '1:19 there is no service "huntr" (did you mean "hunter"?)',
    ],
    ['a rule that is none', 'enrich: {stop_if: never}', 'write fill_rate < 0.3 after 200'],
    ['a price that is none', 'prices: {hunter: cheap}', '1:18 a price is a number, or one for each use'],
    ['a price for nothing that is done', 'prices: {hunter: {mail: 1}}', '1:19 unknown key "mail"'],
    ['a currency that is none', 'prices: {currency: Euro}', '1:20 "Euro" is not the code of a currency'],
    [
      'a slip within a service',
      'services: {hunter: {concurency: 2}}',
      '1:21 unknown key "concurency" (did you mean "concurrency"?)',
    ],
    [
      'where a service is',
      'services: {reacher: {url: "http://10.0.0.9"}}',
      '1:27 where a service is stands in the environment: PRM_<SERVICE>_URL',
    ],
    [
      'a key in the config',
      'services: {hunter: {key: abc}}',
      '1:26 a key does not belong into the config: set PRM_<SERVICE>_KEY',
    ],
    ['a rate that is none', 'services: {hunter: {rate: {per_second: 0}}}', 'per_second must be at least 1'],
    ['a length of time', 'validate: {max_age: {syntax: 90}}', '1:30 syntax must be text, not 90'],
    ['a unit of time', 'validate: {max_age: {syntax: 90h}}', '1:30 "90h" is not a length of time'],
    ['cut points that rise', 'model: {grades: {A: 1, B: 2, C: 0}}', '1:27 B (2) must be below A (1)'],
    ['a missing key', 'routes: [{route: x}]', '1:10 "when" is missing'],
    ['a gate that is none', 'gates: {mvl: 5}', '1:14 a gate is a list of requirements'],
    [
      'a requirement in a gate',
      'gates:\n  mvl:\n    a: emial is null',
      '3:8 unknown column "emial" (did you mean "email"?)',
    ],
    [
      'a requirement twice',
      'gates: {mvl: [{a: "true"}, {a: "true"}]}',
      '1:32 the requirement a stands here twice',
    ],
    [
      'a rule that reads the score',
      'model: {dimensions: {intent: {rules: [{when: score > 1, points: 1, because: x}]}}}',
      '1:46 score cannot be used here',
    ],
    ['a gate that reads itself', 'gates: {mvl: {a: mvl}}', 'a cannot use mvl'],
    [
      'an unknown gate beside another mistake',
      'x: 1\npush: {gate: mvll}',
      '2:14 unknown gate "mvll" (did you mean "mvl"?)',
    ],
    ['an unknown column of a push', 'push: {columns: [full_nam]}', '1:18 unknown column "full_nam"'],
    [
      'points in fractions',
      'model: {dimensions: {intent: {rules: [{when: "true", points: 1.5, because: x}]}}}',
      'points must be a whole number, not 1.5',
    ],
    [
      'a condition over two lines',
      'routes:\n  - route: x\n    when: |\n      score > 1\n      and titel is null\n',
      '3:11 unknown column "titel" (did you mean "title"?) (line 2, column 5 of the condition)',
    ],
    [
      'a comma that ends the value',
      "routes: [{route: x, when: country in ('US', 'GB')}]",
      'put quotes round a condition that holds a comma',
    ],
    ['broken YAML', 'a: [', '1:5 '],
    ['a key twice', 'strict: true\nstrict: false', '2:1 Map keys must be unique'],
    ['a list instead of keys', '- a', '1:1 the config must be keys and values, not a list'],
    ['two documents', 'strict: true\n---\nstrict: false', '2:1 only one document is read'],
    ['a tag', 'database: !!js/function x', '1:11 Unresolved tag'],
  ])('%s', async (_, text, message) => {
    const found = await problems(text)
    expect(found.join('\n')).toContain(message)
    for (const line of found) expect(line).toMatch(/^prm\.yaml:\d+:\d+ \S/)
  })
})

describe('the text that init writes', () => {
  test('takes the answers, whatever they hold', async () => {
    const text = renderConfig({
      country: 'DE',
      sells_to: 'software, "fin" tech\n- and more',
      titles: ['Head of Sales', "CEO's 50%", '  '],
      customers: 'our customers: 2026.csv',
    })
    const config = await load(text)
    expect(config.country).toBe('DE')
    expect(config.customers).toBe('our customers: 2026.csv')
    expect(config.model.dimensions.firmographic.rules[0]?.when).toBe(
      `industry ilike '%software%' or industry ilike '%"fin" tech - and more%'`,
    )
    expect(config.model.dimensions.person.rules[0]?.when).toBe(
      "title ilike '%Head of Sales%' or title ilike '%CEO''s 50%'",
    )
    expect(config.model.dimensions.person.rules).toHaveLength(
      DEFAULT_CONFIG.model.dimensions.person.rules.length + 1,
    )
  })

  test('industries that were asked for apart win over the words', async () => {
    const config = await load(
      renderConfig({
        country: 'US',
        sells_to: 'makers of things',
        industries: ['Machinery'],
        titles: [],
        customers: null,
      }),
    )
    expect(config.model.dimensions.firmographic.rules[0]?.when).toBe("industry ilike '%Machinery%'")
  })

  test('short words count only as words of their own: CTO stands in every Director', async () => {
    const config = await load(
      renderConfig({ country: 'US', sells_to: 'IT', titles: ['CTO', 'Buyer'], customers: null }),
    )
    expect(config.model.dimensions.firmographic.rules[0]?.when).toBe("' ' || industry || ' ' ilike '% IT %'")
    expect(config.model.dimensions.person.rules[0]?.when).toBe(
      "' ' || title || ' ' ilike '% CTO %' or title ilike '%Buyer%'",
    )
  })

  test.each([
    [{ from: 50, to: 500 }, 'employees between 50 and 500'],
    [{ from: 200, to: null }, 'employees >= 200'],
  ])('a size of company takes the place of the built-in ones: %j', async (employees, expected) => {
    const config = await load(
      renderConfig({ country: 'US', sells_to: '', titles: [], customers: null, employees }),
    )
    const conditions = config.model.dimensions.firmographic.rules.map(({ when }) => when)
    expect(conditions.filter((when) => when.startsWith('employees'))).toEqual([expected])
  })
})

test('services and prices', async () => {
  const text = `services: {hunter: {key_file: hunter.key, rate: {per_minute: 60}}}
prices: {currency: EUR, hunter: {check: 0.02, person: 0.1}, reacher: 0}
`
  const { services, prices } = await loadConfig(text, { path: 'prm.yaml' })
  expect(services).toEqual({ hunter: { key_file: 'hunter.key', rate: { per_minute: 60 } } })
  expect(prices).toEqual({ currency: 'EUR', of: { hunter: { check: 0.02, person: 0.1 }, reacher: 0 } })
})
