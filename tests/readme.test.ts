/**
 * Keeps README.md true: its console blocks are run one after the other in one folder, as on a terminal, and its table of
 * commands is that of the program.
 *
 *   UPDATE=1 npx vitest run tests/readme.test.ts     writes what it sees; read the diff
 *
 * A block may end in a line `…`: what follows there is left out of the document.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { CommandGroup } from '../src/cli/command.ts'
import { COMMANDS } from '../src/cli/commands/index.ts'
import { main } from '../src/cli/main.ts'
import { recordOfId } from '../src/model/id.ts'
import { testIo } from './cli/test-io.ts'
import { folder } from './support/folder.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'README.md')
const COLUMNS = 88
const BLOCK = /(?<=\n```console\n)[\s\S]*?(?=\n?```\n)/g
const TABLE = /(?<=<!-- commands: [^\n]*-->\n)[\s\S]*?(?=<!-- end of commands -->)/

/** `$ npx prm why "Ann Lee"` as arguments. */
const argumentsOf = (line: string): string[] =>
  [...line.replace(/^\$ npx prm /, '').matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll('"', ''),
  )

async function output(line: string, cwd: string): Promise<string[]> {
  const io = testIo({
    cwd,
    isTTY: true,
    columns: COLUMNS,
    env: { NO_COLOR: '1', PRM_NOW: '2026-11-21T09:00:00Z' },
  })
  const code = await main(argumentsOf(line), io)
  expect({ line, code, stderr: code === 0 ? '' : io.text('stderr') }).toEqual({ line, code: 0, stderr: '' })
  return io.text('stdout').trimEnd().split('\n')
}

/** Ids are drawn anew in each file. */
const withoutIds = (text: string): string =>
  text
    .replace(/\bc?[1-9][0-9a-hjkmnp-tv-z]{11,20}\b/g, (word) => (recordOfId(word) === null ? word : '<id>'))
    // In a narrow column, the beginning of one.
    .replace(/(?<=\()[1-9][0-9a-hjkmnp-tv-z]{4,20}(?=…)/g, '<id>')

async function seen(block: string, cwd: string): Promise<string> {
  const lines: string[] = []
  const parts = block.split(/\n(?=\$ )/)
  for (const part of parts) {
    const [line = '', ...told] = part.split('\n')
    const all = await output(line, cwd)
    const isCut = told.at(-1) === '…'
    lines.push(line, ...(isCut ? [...all.slice(0, told.length - 1), '…'] : all))
  }
  return lines.join('\n')
}

function commandTable(): string {
  const titles: Record<CommandGroup, string> = {
    main: 'the six steps',
    whole: 'all in one go',
    look: 'look',
    change: 'change',
    file: 'the file',
    help: 'help',
  }
  const rows = COMMANDS.map(({ name, summary, group }, i) => {
    const title = COMMANDS[i - 1]?.group === group ? '' : titles[group]
    return `| ${title} | \`prm ${name}\` | ${summary} |`
  })
  return ['|  | command | what it does |', '|---|---|---|', ...rows, ''].join('\n')
}

const isUpdate = process.env.UPDATE === '1'
const readme = (): string => readFileSync(README, 'utf8')

describe('README.md', () => {
  test('shows what the commands print', async () => {
    const cwd = workplace()
    const blocks = readme().match(BLOCK) ?? []
    expect(blocks.length).toBeGreaterThan(3)
    for (const block of blocks) {
      const now = await seen(block, cwd)
      const isTrue = withoutIds(now) === withoutIds(block)
      if (isUpdate && !isTrue)
        writeFileSync(
          README,
          readme().replace(block, () => now),
        )
      else expect(withoutIds(now)).toBe(withoutIds(block))
    }
  })

  test('lists the commands', () => {
    if (isUpdate)
      writeFileSync(
        README,
        readme().replace(TABLE, () => `\n${commandTable()}\n`),
      )
    expect(TABLE.exec(readme())?.[0].trim()).toBe(commandTable().trim())
  })

  test('begins with the two commands', () => {
    const [first, second] = readme().match(/(?<=\n```sh\n)[\s\S]*?(?=\n```)/g) ?? []
    expect([first, second]).toEqual([
      'npm ci && npx prm run fixtures/lists/conference.csv --config fixtures/prm.yaml',
      'npm ci && npm test',
    ])
  })

  test('has a program that runs', () => {
    const cwd = folder()
    const [program = ''] = /(?<=\n```js\n)[\s\S]*?(?=```)/.exec(readme()) ?? []
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(ROOT, join(cwd, 'node_modules/prm'))
    cpSync(join(ROOT, 'tests/cli/lists/leads.csv'), join(cwd, 'leads.csv'))
    writeFileSync(join(cwd, 'program.mjs'), program)
    const said = execFileSync(process.execPath, ['program.mjs'], { cwd, encoding: 'utf8' })
    expect(said).toContain('read: 12,')
    expect(said).toContain('plausible: 8,')
  })
})

/** A folder with the fixtures, as if it were the checkout. */
function workplace(): string {
  const cwd = folder()
  symlinkSync(join(ROOT, 'fixtures'), join(cwd, 'fixtures'))
  return cwd
}
