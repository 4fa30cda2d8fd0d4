import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { COMMON_FLAGS, ROW_FLAGS } from '../../src/cli/flags.ts'
import { HELP_TOPICS } from '../../src/cli/help-topics.ts'

/** The order of help: the six steps, then the groups. */
const ORDER =
  'import enrich validate score dedupe push run refresh clean collect pull init status hot sources segment list match show why model path agenda digest report changes history add edit relate link merge split stage assign log ask signal role suppress forget undo export query schema connectors completion help'.split(
    ' ',
  )

const FOLDER = new URL('../../src/cli/commands/', import.meta.url)

describe('the table of commands', () => {
  test('has a line for every file, and a file for every line', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(
      COMMANDS.map(({ name }) => name).sort(),
    )
  })
  test('is in the order of help', () => {
    const names = COMMANDS.map(({ name }) => name)
    expect(names).toEqual(ORDER.filter((name) => names.includes(name)))
  })
  test.each(COMMANDS)('$name says the same in both places', async (entry) => {
    const { name, summary, group } = await entry.load()
    expect({ name, summary, group }).toEqual({ name: entry.name, summary: entry.summary, group: entry.group })
  })
})

describe('the declarations', () => {
  test.each(COMMANDS)('$name: one sentence, two or three examples, no flag twice', async (entry) => {
    const spec = await entry.load()
    expect(spec.summary).toMatch(/^[A-Z].*[^.]\.$/)
    expect(spec.examples.length).toBeGreaterThanOrEqual(2)
    expect(spec.examples.length).toBeLessThanOrEqual(3)
    for (const example of spec.examples) expect(example).toContain(`prm ${spec.name}`)
    const names = [...spec.flags, ...ROW_FLAGS, ...COMMON_FLAGS].flatMap(
      ({ flags }) => flags.match(/(?<![a-z-])--?[a-z-]+/gi) ?? [],
    )
    expect(names).toEqual([...new Set(names)])
    for (const { description } of spec.flags) expect(description).toMatch(/^[^A-Z].*[^.]$/)
  })
})

test('topics fit a terminal, code lines apart', () => {
  for (const { name, text } of HELP_TOPICS) {
    const prose = text.split('\n').filter((line) => !/&&|\| mail/.test(line))
    expect({ name, long: prose.filter((line) => line.length > 84) }).toEqual({ name, long: [] })
  }
})
