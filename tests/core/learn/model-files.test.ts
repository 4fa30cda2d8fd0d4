import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, defaultConfigText, loadConfig, readModel } from '../../../src/core/config/index.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { adoptModel, type AdoptInput } from '../../../src/core/learn/adopt.ts'
import { modelFromCustomers } from '../../../src/core/learn/icp.ts'
import { evaluateModel } from '../../../src/core/learn/judge-file.ts'
import { learnModel, type LearnInput } from '../../../src/core/learn/learn.ts'
import { resealed } from '../../../src/core/learn/model-output.ts'
import { targetOf } from '../../../src/core/learn/model-output.ts'
import { observe } from '../../../src/core/learn/observe.ts'
import { scoresToday } from '../../../src/core/learn/orders.ts'
import { recalibrateModel } from '../../../src/core/learn/recalibrate.ts'
import { cardOfRecord, isLearnedRecord, type LearnedRecord } from '../../../src/core/learn/record.ts'
import { pointsOf } from '../../../src/core/learn/scorecard.ts'
import { allRows } from '../../../src/core/learn/table.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { rejection, failure } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { importPaths, importText, world, type World } from '../../support/world.ts'

let w: World

beforeAll(async () => {
  w = world()
  await importPaths(w, ['fixtures/scoring/history.csv'])
  await enrichPeople(w.deps, {})
})

const learnInput = (output: string, more: Partial<LearnInput> = {}): LearnInput => ({
  config: DEFAULT_CONFIG,
  outcome: 'custom.replied_on',
  within: 30,
  since: null,
  allow: [],
  capacity: { people: 3, per: 7 },
  output: { path: output, isGiven: true },
  ...more,
})

const earlier = (): World['deps'] => ({ ...w.deps, asOf: new Date('2026-07-30T00:00:00Z') })

const recordIn = (path: string): LearnedRecord => {
  const { learned } = readModel(readFileSync(path, 'utf8'), path)
  if (!isLearnedRecord(learned)) throw new Error('not learned')
  return learned
}

describe('learning', () => {
  test('the rules of the file give everybody the points of the scorecard', async () => {
    const output = join(folder(), 'learned.yaml')
    await learnModel(w.deps, learnInput(output))
    const model = readModel(readFileSync(output, 'utf8'), output)
    const options = { outcome: 'custom.replied_on', within: null, since: null, allow: new Set<string>() }
    const { table, people } = observe(w.file, { ...options, asOf: '2026-11-21' })
    const points = pointsOf(cardOfRecord(recordIn(output)), table.columns, allRows(table.ids.length))
    expect(table.ids.length).toBe(600)
    expect([...scoresToday(w.file, model, people, '2026-11-21')]).toEqual([...points])
    expect(Math.max(...points)).toBeGreaterThan(40)
  })

  test('no rule speaks of a bin that nobody was in', async () => {
    const output = join(folder(), 'learned.yaml')
    await learnModel(w.deps, learnInput(output))
    const text = readFileSync(output, 'utf8')
    expect(text).not.toMatch(/\b0 of 0\b/)
    for (const { points, rows } of recordIn(output).features)
      for (const [bin, held] of rows.entries()) if (held === 0) expect(points[bin]).toBe(0)
  })

  test('the same data give the same bytes', async () => {
    const [a, b] = [join(folder(), 'a.yaml'), join(folder(), 'b.yaml')]
    await learnModel(w.deps, learnInput(a))
    await learnModel(w.deps, learnInput(b))
    expect(readFileSync(a, 'utf8')).toBe(readFileSync(b, 'utf8'))
  })

  test('leaks and protected columns are left out and named; the counts add up', async () => {
    const found = await learnModel(w.deps, learnInput(join(folder(), 'learned.yaml')))
    expect(found.leaks).toMatchObject([{ column: 'custom.contract', kind: 'after_outcome' }])
    expect(found.left_out).toContainEqual({ column: 'custom.gender', why: 'protected' })
    expect(found.features.map(({ column }) => column)).not.toContain('custom.contract')
    const { people, later, earlier: before, unfinished, used } = found.counts
    expect(later + before + unfinished + used).toBe(people)
    expect(found.evaluation.time!.auc).toBeGreaterThan(0.65)
    expect(found.evaluation.time!.compared.map(({ name }) => name)).toEqual(['recency', 'rules in force'])
  })

  test('it is said where the last model may have seen those it is compared on', async () => {
    const output = join(folder(), 'learned.yaml')
    const first = await learnModel(w.deps, learnInput(output))
    expect(first.last_has_seen).toBeNull()
    const again = await learnModel(w.deps, learnInput(output))
    expect(again.evaluation.time!.compared.map(({ name }) => name)).toContain('last model')
    expect(again.last_has_seen).toBe(first.window.until)
    const text = readFileSync(output, 'utf8')
    const earlier = text.replaceAll(first.window.until!, '2000-01-01')
    expect(earlier).not.toBe(text)
    writeFileSync(output, resealed(text, earlier))
    expect((await learnModel(w.deps, learnInput(output))).last_has_seen).toBeNull()
  })

  test('what is allowed by name is used', async () => {
    const allow = ['custom.contract', 'custom.gender']
    const found = await learnModel(w.deps, learnInput(join(folder(), 'learned.yaml'), { allow }))
    expect(found.leaks).toEqual([])
    expect(found.features[0]!.column).toBe('custom.contract')
  })

  test.each([
    ['too few', { outcome: 'won' }, 'model.too_few'],
    ['an unknown outcome', { outcome: 'wno' }, 'model.unknown_outcome'],
    ['a column that no list has', { outcome: 'custom.replied_no' }, 'model.unknown_outcome'],
    ['an unknown column', { allow: ['shoe_size'] }, 'model.unknown_column'],
  ])('%s is refused', async (_name, more, code) => {
    const output = join(folder(), 'learned.yaml')
    expect(await rejection(learnModel(w.deps, learnInput(output, more)))).toMatchObject({ code })
  })

  test('a file that holds something else is not written over', async () => {
    const output = join(folder(), 'rules.yaml')
    writeFileSync(output, 'grades: {A: 60, B: 40, C: 20}\n')
    expect(await rejection(learnModel(w.deps, learnInput(output)))).toMatchObject({
      code: 'model.output_taken',
    })
  })

  test('neither the model in force nor a changed one is written over', async () => {
    const at = folder()
    const [path, second, third] = ['', '-2', '-3'].map((end) => join(at, `learned${end}.yaml`)) as [
      string,
      string,
      string,
    ]
    const usual = { output: { path, isGiven: false } }
    await learnModel(w.deps, learnInput(path, usual))
    // Ours, and nobody changed it.
    expect(await learnModel(w.deps, learnInput(path, usual))).toMatchObject({ output: path, kept: null })
    const first = readFileSync(path, 'utf8')
    const inForce = { ...DEFAULT_CONFIG, path: join(at, 'prm.yaml'), model_file: 'learned.yaml' }
    const forced = { ...usual, config: inForce }
    expect(await learnModel(w.deps, learnInput(path, forced))).toMatchObject({
      output: second,
      kept: { path, why: 'is the model in force' },
    })
    expect(await rejection(learnModel(w.deps, learnInput(path, { config: inForce })))).toMatchObject({
      code: 'model.output_taken',
      message: 'learned.yaml is the model in force: it is not written over',
    })
    writeFileSync(second, `# ours now\n${first}`)
    expect(await learnModel(w.deps, learnInput(path, forced))).toMatchObject({ output: third })
    expect([readFileSync(path, 'utf8'), readFileSync(second, 'utf8')]).toEqual([
      first,
      `# ours now\n${first}`,
    ])
  })

  test('stdout gets what a file would', async () => {
    const path = join(folder(), 'learned.yaml')
    await learnModel(w.deps, learnInput(path))
    const found = await learnModel(w.deps, learnInput(path, { output: { path: null, isGiven: true } }))
    expect(found).toMatchObject({ output: null, text: readFileSync(path, 'utf8') })
  })

  test('what was changed by hand after the outcome is taken back', async () => {
    const one = world()
    const rows = Array.from(
      { length: 60 },
      (_, i) => `P${i} Abel,p${i}@firm${i}.example,Firm ${i},${i % 2 === 0 ? 'yes' : ''}`,
    )
    await importText(one, `Name,Email,Company,Won On\n${rows.join('\n').replaceAll(',yes', ',2026-11-25')}\n`)
    const late = {
      ...one.deps,
      asOf: new Date('2026-12-20T00:00:00Z'),
      now: () => new Date('2026-12-10T09:00:00Z'),
    }
    one.file.setClock('2026-12-20')
    const filled = rows.flatMap((_, i) =>
      i % 2 === 0 ? [`P${i} Abel,p${i}@firm${i}.example,Firm ${i},Retail`] : [],
    )
    await importText({ ...one, deps: late }, `Name,Email,Company,Industry\n${filled.join('\n')}\n`, {
      name: 'more.csv',
    })
    const observed = observe(one.file, {
      ...{ outcome: 'custom.won_on', within: null, since: null, allow: new Set<string>() },
      asOf: '2026-12-20',
    })
    const industry = observed.table.columns.find(({ name }) => name === 'industry')!
    expect(observed.counts).toMatchObject({ used: 60, positives: 30, read_later: 0 })
    expect(industry.values.every((value) => value === null)).toBe(true)
    expect([...observed.late]).toContain('industry')
  })
})

describe('a learned file', () => {
  test('is asked of people who came after it was learned, and recalibrated on them', async () => {
    const output = join(folder(), 'learned.yaml')
    await learnModel(earlier(), learnInput(output))
    const before = recordIn(output)
    const model = readModel(readFileSync(output, 'utf8'), output)
    const judged = await evaluateModel(w.deps, {
      ...{ config: DEFAULT_CONFIG, model, name: output, outcome: null, within: null, since: null },
      capacity: { people: 3, per: 7 },
    })
    expect(judged.asked).toBe('after')
    expect(judged.evaluation.from! > before.window.until!).toBe(true)
    expect(judged.within).toBe(30)
    const corrected = recalibrateModel(w.deps, { path: output, name: output, dry_run: false })
    const after = recordIn(output)
    expect(after.intercept).toBe(corrected.intercept.after)
    expect(after.features).toEqual(before.features)
    expect(after.recalibrated).toMatchObject({ on: '2026-11-21', intercept_before: before.intercept })
    expect(readFileSync(output, 'utf8')).toContain('# the company: size, industry, region')
    // Our own change is none by hand.
    expect(targetOf({ path: output, isGiven: true }, DEFAULT_CONFIG).kept).toBeNull()
  })
})

describe('adopting', () => {
  const adopt = (path: string, more: Partial<AdoptInput> = {}) =>
    adoptModel(w.deps, {
      ...{ path, name: 'learned.yaml', config: null, newConfig: join(path, '../prm.yaml') },
      ...{ force: false, dry_run: false, ...more },
    })

  test('rules of the config are moved word for word, and the config names the file', async () => {
    const at = folder()
    const [path, config] = [join(at, 'learned.yaml'), join(at, 'prm.yaml')]
    await learnModel(earlier(), learnInput(path))
    const text = `${defaultConfigText()}\n# the last line\n`
    writeFileSync(config, text)
    const old = await loadConfig(text, { path: config })
    const { moved_to } = adopt(path, { config })
    expect(readModel(readFileSync(moved_to!, 'utf8'), moved_to!)).toEqual(old.model)
    expect(readFileSync(moved_to!, 'utf8')).toContain('# the company: size, industry, region')
    const now = await loadConfig(readFileSync(config, 'utf8'), {
      path: config,
      read: (file) => readFileSync(file, 'utf8'),
    })
    expect(now.model.learned).toEqual(recordIn(path))
    expect({ ...now, model: null, model_file: null }).toEqual({ ...old, model: null })
    expect(readFileSync(config, 'utf8')).toContain('# the last line')
  })

  test('a config that names another file names this one then, and keeps its comments', async () => {
    const at = folder()
    const [path, config] = [join(at, 'learned.yaml'), join(at, 'prm.yaml')]
    await learnModel(earlier(), learnInput(path))
    writeFileSync(config, '# ours\nmodel_file: old.yaml # from spring\ncountry: DE\n')
    expect(adopt(path, { config }).before).toBe('old.yaml')
    expect(readFileSync(config, 'utf8')).toBe(
      '# ours\nmodel_file: "learned.yaml" # from spring\ncountry: DE\n',
    )
  })

  test('a model that is not shown to beat recency is refused, unless forced', async () => {
    const path = join(folder(), 'learned.yaml')
    await learnModel(earlier(), learnInput(path))
    const text = readFileSync(path, 'utf8')
    const worse = text.replaceAll(/(ahead:\s+low: )[-\d.]+/g, '$1-0.01')
    expect(worse).not.toBe(text)
    writeFileSync(path, worse)
    expect(failure(() => adopt(path))).toMatchObject({ code: 'model.not_better' })
    expect(adopt(path, { force: true })).toMatchObject({ forced: true, created: true })
  })
})

describe('likeness to customers', () => {
  test('the rules rank as the list does, and follow the likeness', async () => {
    const one = world()
    await importPaths(one, ['fixtures/scoring/suspects.csv'])
    await enrichPeople(one.deps, {})
    const output = join(folder(), 'icp.yaml')
    const found = await modelFromCustomers(one.deps, {
      customers: { name: 'customers.csv', source: { path: 'fixtures/scoring/customers.csv' } },
      config: DEFAULT_CONFIG,
      limit: 40,
      output: { path: output, isGiven: true },
    })
    expect(found.counts).toEqual({ customers: 12, suspects: 400, listed: 40 })
    expect(found.agreement).toBeGreaterThan(0.9)
    expect(found.people.every(({ shared }) => shared.length > 0)).toBe(true)
    const model = readModel(readFileSync(output, 'utf8'), output)
    await scorePeople(one.deps, { config: { ...DEFAULT_CONFIG, model } })
    for (const { id, score } of found.people) expect(one.file.scores.latest(id)?.score).toBe(score)
  })

  test('only what customers have gives points, and the reasons say so', async () => {
    const one = world()
    await importPaths(one, ['fixtures/scoring/suspects.csv'])
    await enrichPeople(one.deps, {})
    const output = join(folder(), 'icp.yaml')
    await modelFromCustomers(one.deps, {
      ...{ customers: { name: 'customers.csv', source: { path: 'fixtures/scoring/customers.csv' } } },
      ...{ config: DEFAULT_CONFIG, limit: 1, output: { path: output, isGiven: true } },
    })
    const { dimensions } = readModel(readFileSync(output, 'utf8'), output)
    const rules = Object.values(dimensions).flatMap((dimension) => dimension.rules)
    expect(rules.filter(({ when }) => when.includes('is null'))).toEqual([])
    const reasons = rules.map(({ because }) => because)
    const others = reasons.filter((because) => !/, as [1-9]\d* of 12 customers$/.test(because))
    // Numbers alone have a between.
    expect(
      others.filter((because) => !/^employees .*: within the range of customers$/.test(because)),
    ).toEqual([])
    expect(reasons).toContain('industry Logistics, as 8 of 12 customers')
  })

  test('without customers it says where to take them from', async () => {
    const output = join(folder(), 'icp.yaml')
    const input = { customers: null, config: DEFAULT_CONFIG, limit: 40 }
    const failed = await rejection(
      modelFromCustomers(w.deps, { ...input, output: { path: output, isGiven: true } }),
    )
    expect(failed).toMatchObject({ code: 'model.few_customers' })
  })
})

describe('reading', () => {
  test.each([
    ['an empty file', 'e.yaml', '\n', 'e.yaml is empty: a model has dimensions with rules'],
    ['remarks alone', 'e.yaml', '# later\n', 'e.yaml is empty: a model has dimensions with rules'],
    [
      'a config',
      'prm.yaml',
      'country: DE\nmodel:\n  fit: {A: 3, B: 2}\ngates: {}\n',
      'prm.yaml is a config; its model is what stands under model:',
    ],
    [
      'a list',
      'c12.csv',
      'Name,Email\nAda Abel,ada@firm.example\n',
      'c12.csv is no model: a model is YAML, with dimensions that hold rules',
    ],
    [
      'a list that is no YAML',
      'c12.csv',
      '"Name","Note"\n"Ada: x","y"\n',
      'c12.csv is no model: a model is YAML, with dimensions that hold rules',
    ],
  ])('%s in place of a model is named', (_name, path, text, message) => {
    expect(failure(() => readModel(text, path))).toEqual({ kind: 'config', code: 'model.invalid', message })
  })

  test('a key that is misspelt still has its line', () => {
    expect(failure(() => readModel('fit: {A: 3, B: 2}\ngradess: {}\n', 'm.yaml')).message).toMatch(
      /^m\.yaml:2:1 /,
    )
  })
})
