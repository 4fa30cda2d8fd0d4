/** `prm import` from argv to streams and exit code, each case in a folder of its own. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

const NOW = '2026-11-22T09:00:00Z'

interface Seen {
  code: number
  stdout: string
  stderr: string
}

/** A folder with these files, in which commands are run one after the other. */
function place(files: Record<string, string | Uint8Array>) {
  const cwd = folder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  const prm = async (...argv: string[]): Promise<Seen> => {
    const io = testIo({ cwd, env: { PRM_NOW: NOW } })
    const code = await main(argv, io)
    return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  return { cwd, prm }
}

test('one list named twice has one file of rejects, and it is named once', async () => {
  const { prm } = place({ 'a.csv': 'Name,Email\nAnn,\nBo Lee,bo@acme.example\n' })
  const { stderr } = await prm('import', 'a.csv', 'a.csv')
  expect(stderr.match(/rejected row in a\.rejects\.csv/g)).toHaveLength(1)
})

describe('--emit csv', () => {
  const LIST = 'Export of 2026\n\nName;E-Mail;Notes\nZoë;zoe@x.example;"a;b\nc"\n"say ""hi""";;" x"\n'

  test('writes the table as read, and nothing else, and no database', async () => {
    const { cwd, prm } = place({ 'list.csv': LIST })
    const { code, stdout, stderr } = await prm('import', 'list.csv', '--dry-run', '--emit', 'csv')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Name,E-Mail,Notes\nZoë,zoe@x.example,"a;b\nc"\n"say ""hi""",," x"\n',
    })
    expect(stderr).toContain('2 rows, 3 columns\n  Read as: cells set apart by semicolons, header in row 3')
    expect(readdirSync(cwd)).toEqual(['list.csv'])
  })
  test('has no header where the list has none', async () => {
    const { prm } = place({ 'list.csv': 'a@x.example,1\nb@x.example,2\nc@x.example,3\n' })
    const { stdout } = await prm('import', 'list.csv', '-n', '--emit', 'csv', '--quiet')
    expect(stdout).toBe('a@x.example,1\nb@x.example,2\nc@x.example,3\n')
  })
  test('reads the list as told', async () => {
    const { prm } = place({ 'list.csv': LIST })
    const { stdout } = await prm(
      'import',
      'list.csv',
      '-n',
      '--emit',
      'csv',
      '--header-row',
      '4',
      '--limit',
      '1',
    )
    expect(stdout).toBe('Zoë,zoe@x.example,"a;b\nc"\n"say ""hi""",," x"\n')
  })
  test.each([
    ['without --dry-run', ['list.csv', '--emit', 'csv'], 'needs --dry-run'],
    ['with two lists', ['list.csv', 'list.csv', '-n', '--emit', 'csv'], 'one list at a time'],
    ['with a mapping', ['list.csv', '-n', '--emit', 'csv', '--map', 'Name=title'], '--map cannot apply'],
    ['with --json', ['list.csv', '-n', '--emit', 'csv', '--json'], 'stdout already carries the rows'],
  ])('%s it is refused', async (_name, argv, message) => {
    const { prm } = place({ 'list.csv': LIST })
    const { code, stdout, stderr } = await prm('import', ...argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

test('--json says at the top how the list was read', async () => {
  const { prm } = place({ 'list.csv': 'Name;E-Mail;Budget\nAnn Lee;ann@x.example;10\n' })
  const { stdout } = await prm('import', 'list.csv', '--dry-run', '--json')
  const { mapping, encoding, delimiter, header_row, files } = JSON.parse(stdout) as Record<string, unknown[]>
  expect({ mapping, encoding, delimiter, header_row }).toEqual({
    mapping: [
      { column: 'Name', field: 'full_name', confidence: 0.9 },
      { column: 'E-Mail', field: 'email', confidence: 0.98 },
      { column: 'Budget', field: 'custom.budget', confidence: 1 },
    ],
    encoding: 'utf-8',
    delimiter: ';',
    header_row: 1,
  })
  expect(files).toHaveLength(1)
})

describe('--mapping', () => {
  const FILES = {
    'list.csv': 'Wer;E-Mail;Rang;Budget\nAnn Lee;ann@x.example;3;10\n',
    'list.yaml': 'Wer: full_name\nbudget: custom.money\nignore: [Rang]\n',
  }
  const mapped = async (...argv: string[]): Promise<unknown> => {
    const { prm } = place(FILES)
    const { stdout, stderr } = await prm('import', 'list.csv', '-n', '--json', ...argv)
    if (stdout === '') return stderr
    const { mapping } = JSON.parse(stdout) as { mapping: { column: string; field: string | null }[] }
    return Object.fromEntries(mapping.map(({ column, field }) => [column, field]))
  }
  test('says what columns hold', async () => {
    expect(await mapped('--mapping', 'list.yaml')).toEqual({
      Wer: 'full_name',
      'E-Mail': 'email',
      Rang: null,
      Budget: 'custom.money',
    })
  })
  test('gives way to --map and --ignore', async () => {
    const told = ['--map', 'rang=notes', '--ignore', 'Budget']
    expect(await mapped('--mapping', 'list.yaml', ...told)).toMatchObject({
      Wer: 'full_name',
      Rang: 'notes',
      Budget: null,
    })
  })
  test('must be there', async () => {
    expect(await mapped('--mapping', 'no.yaml')).toMatch(
      /cannot read the mapping .*no\.yaml: there is no such file/,
    )
  })
  test('is for clean too', async () => {
    const { cwd, prm } = place(FILES)
    const { stdout } = await prm('clean', join(cwd, 'list.csv'), '-n', '--json', '--mapping', 'list.yaml')
    expect(stdout).toContain('"field": "custom.money"')
  })
})

describe('on a terminal', () => {
  const FILES = {
    'list.csv': 'Kunde;Mail\nIda Fox;ida@fox.example\nBo Lee;bo@lee.example\nCy Ott;cy@ott.example\n',
  }
  const DOWN = '\u001b[B'
  const ENTER = '\r'
  const CTRL_C = '\u0003'

  /** Types keys at the first question, one after the other as a person would. */
  async function typed(cwd: string, argv: string[], keys: string[]): Promise<Seen> {
    const io = testIo({ cwd, isTTY: true, columns: 80, env: { PRM_NOW: NOW, NO_COLOR: '1' } })
    const done = main(argv, io)
    for (const key of keys) {
      await vi.waitFor(
        () => expect(io.text('stderr')).toContain('"Kunde" (Ida Fox | Bo Lee | Cy Ott)'),
        10_000,
      )
      await new Promise((resolve) => setTimeout(resolve, 50))
      io.type(key)
    }
    return { code: await done, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  const readAs = ({ stdout }: Seen): string | undefined => /^Kunde +(\S+)/m.exec(stdout)?.[1]
  const question = '? "Kunde"'

  test('a doubtful column is asked about, once', async () => {
    const { cwd, prm } = place(FILES)
    const asked = await typed(cwd, ['import', 'list.csv'], [ENTER])
    expect({ code: asked.code, as: readAs(asked) }).toEqual({ code: 0, as: 'full_name' })
    const again = await typed(cwd, ['import', 'list.csv', '--on-match', 'overwrite'], [])
    expect(again.stderr).not.toContain(question)
    const script = await prm('import', 'list.csv', '--on-match', 'refresh')
    expect(script.stderr).toContain('note: columns were read as answered on 2026-11-22; --ask asks again')
    expect(script.stdout).toContain('Kunde\tfull_name\tas you said')
  })
  test('typing narrows the choice; --ask asks again', async () => {
    const { cwd } = place(FILES)
    expect(readAs(await typed(cwd, ['import', 'list.csv'], [DOWN, DOWN, ENTER]))).toBe('custom.kunde')
    expect(readAs(await typed(cwd, ['import', 'list.csv', '--ask'], ['compan', 'y', ENTER]))).toBe('company')
  })
  test('Ctrl-C leaves nothing behind', async () => {
    const { cwd } = place(FILES)
    const { code, stderr } = await typed(cwd, ['import', 'list.csv'], [CTRL_C])
    expect({ code, said: stderr.includes('interrupted; nothing was changed') }).toEqual({
      code: 130,
      said: true,
    })
    expect(readdirSync(cwd)).toEqual(['list.csv'])
  })
  test('run asks too', async () => {
    const { cwd } = place(FILES)
    const { code, stderr } = await typed(cwd, ['run', 'list.csv'], [ENTER])
    expect(code).toBe(0)
    expect(stderr).toContain(question)
  })
  test.each([
    ['--dry-run', ['--dry-run']],
    ['--yes', ['--yes']],
    ['--json', ['--json']],
    ['--no-input', ['--no-input']],
    ['--map', ['--map', 'Kunde=company']],
  ])('%s asks nothing', async (_name, flags) => {
    const { cwd } = place(FILES)
    const { code, stderr } = await typed(cwd, ['import', 'list.csv', ...flags], [])
    expect(code).toBe(0)
    expect(stderr).not.toContain(question)
  })
})

test('elsewhere the guess stands, and the talk says how to change it', async () => {
  const { prm } = place({ 'list.csv': "Kunde's;Mail\nIda Fox;ida@fox.example\nBo Lee;bo@lee.example\n" })
  const { code, stderr } = await prm('import', 'list.csv')
  expect(code).toBe(0)
  expect(stderr).toContain(`note: column "Kunde's" might be full_name; it was kept as it is\n`)
  expect(stderr).toContain(
    String.raw`to say what a column holds: prm import with --map 'Kunde'\''s=full_name', --ignore 'Kunde'\''s' or --mapping FILE`,
  )
  expect((await prm('import', 'list.csv', '--ask')).stderr).toContain('--ask needs a terminal')
})

describe('--cost', () => {
  const FILES = { 'fair.csv': 'Name,Email\nIda Fox,ida@fox.example\n' }

  test('is told at the import, in the history and in the status', async () => {
    const { prm } = place(FILES)
    await prm('import', 'fair.csv', '--cost', '450', '--currency', 'EUR')
    // The list is known: only the cost is news.
    const { stderr } = await prm('import', 'fair.csv', '--cost', '1500.50', '--currency', 'usd')
    expect(stderr).toContain('cost of the source fair: 1,500.5 USD (before: 450 EUR)\n')
    expect((await prm('history')).stdout).toMatch(/cost=1500\.5 USD/)
    expect((await prm('status')).stdout).toMatch(/fair +1 +person, 1,500\.5 USD/)
  })
  test.each([
    ['no currency', ['--cost', '450'], '--cost and --currency go together'],
    ['no cost', ['--currency', 'EUR'], '--cost and --currency go together'],
    ['less than nothing', ['--cost', '-5', '--currency', 'EUR'], '--cost must be an amount such as 450'],
    ['no number', ['--cost', '1,5', '--currency', 'EUR'], '--cost must be an amount such as 450'],
    ['no such currency', ['--cost', '5', '--currency', 'EURO'], '--currency must be the code of a currency'],
  ])('%s is refused', async (_name, flags, message) => {
    const { cwd, prm } = place(FILES)
    const { code, stderr } = await prm('import', 'fair.csv', ...flags)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(readdirSync(cwd)).toEqual(['fair.csv'])
  })
})

test('a blank --clear-marker is refused', async () => {
  const { prm } = place({ 'a.csv': 'Name,Email\nIda Fox,ida@fox.example\n' })
  const { code, stderr } = await prm('import', 'a.csv', '--clear-marker', ' ')
  expect({ code, stderr }).toMatchObject({ code: 2 })
  expect(stderr).toContain('--clear-marker must not be blank')
})
