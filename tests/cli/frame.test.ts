import { describe, expect, test } from 'vitest'
import { command, type AnyCommand, type CommandEntry } from '../../src/cli/command.ts'
import { report } from '../../src/cli/exit.ts'
import { LIMIT, share } from '../../src/cli/flags.ts'
import { main } from '../../src/cli/main.ts'
import { runProgram } from '../../src/cli/program.ts'
import { helpCommand } from '../../src/cli/commands/help.ts'
import { PrmError, type ErrorKind } from '../../src/model/errors.ts'
import { testIo, type TestIoOptions } from './test-io.ts'

interface Seen {
  args: readonly string[]
  flags: Readonly<Record<string, unknown>>
}

interface Result {
  schemaVersion: 1
  people: { name: string; isOld: boolean; score: number | null }[]
}

const PEOPLE = [
  { name: 'Ada "A" Nowak', isOld: false, score: 0 },
  { name: 'Bo, Jr.', isOld: true, score: null },
]

/** A command that produces rows and remembers what it was given. */
function listCommand(seen: Seen[] = [], changes: Partial<AnyCommand> = {}): AnyCommand {
  return {
    ...command<Seen, Result>({
      name: 'list',
      args: '[names...]',
      summary: 'List people.',
      group: 'look',
      examples: ['prm list'],
      flags: [
        LIMIT,
        { flags: '--max-rejects <share>', description: 'so many', parse: share },
        { flags: '--sort <how>', description: 'order', choices: ['name', 'score'], default: 'name' },
        { flags: '--map <column=field>', description: 'a mapping', isRepeatable: true },
        { flags: '-n, --dry-run', description: 'only show' },
      ],
      input: (args, flags) => {
        seen.push({ args, flags })
        return { args, flags }
      },
      run: (_ctx, _input, on) => {
        on({ kind: 'start', label: 'Looking' })
        on({ kind: 'done', label: 'Looked', done: 1200, unit: 'people' })
        return Promise.resolve({ schemaVersion: 1, people: PEOPLE })
      },
      render: (result, view) => `${result.people.length} people${view.colour.red('!')}`,
      talk: () => ['next: prm show'],
      rows: (result) => result.people,
    }),
    ...changes,
  }
}

const entry = (spec: AnyCommand): CommandEntry => ({ ...spec, load: () => Promise.resolve(spec) })

async function run(argv: string[], spec: AnyCommand = listCommand(), options: TestIoOptions = {}) {
  const io = testIo(options)
  const commands = [entry(spec), entry(helpCommand)]
  const code = await runProgram(argv, io, commands, new AbortController().signal).catch((error: unknown) =>
    report(error, argv, io),
  )
  return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
}

describe('a result is written once, to stdout, in the form asked for', () => {
  test('text', async () => {
    expect(await run(['list'])).toEqual({
      code: 0,
      stdout: '2 people!\n',
      stderr: 'Looking …\nLooked: 1,200 people\nnext: prm show\n',
    })
  })
  test('--json', async () => {
    const { stdout } = await run(['list', '--json'])
    expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, people: PEOPLE })
  })
  test('--ndjson', async () => {
    const { stdout } = await run(['list', '--ndjson'])
    expect(stdout).toBe(PEOPLE.map((person) => `${JSON.stringify(person)}\n`).join(''))
  })
  test('--csv keeps false and 0 and leaves unknown values empty', async () => {
    const { stdout } = await run(['list', '--csv'])
    expect(stdout).toBe('name,isOld,score\n"Ada ""A"" Nowak",false,0\n"Bo, Jr.",true,\n')
  })
  test('--csv with declared columns has a header even without rows', async () => {
    const spec = listCommand([], { columns: () => ['name', 'score'], rows: () => [] })
    expect((await run(['list', '--csv'], spec)).stdout).toBe('name,score\n')
  })
  test('--quiet says nothing at all', async () => {
    expect(await run(['list', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' })
  })
  test('--quiet keeps what was asked for', async () => {
    expect((await run(['list', '-q'], listCommand([], { isProduct: true }))).stdout).toBe('2 people!\n')
    expect((await run(['list', '-q', '--ndjson'])).stdout).toContain('Nowak')
  })
  test('colour only when wished', async () => {
    expect((await run(['list', '--color', '-q'], listCommand([], { isProduct: true }))).stdout).toContain(
      '\u001b[31m',
    )
  })
  test('an operation that writes to stdout itself leaves only talk', async () => {
    const spec = listCommand([], { isStdoutTaken: () => true })
    expect((await run(['list'], spec)).stdout).toBe('')
    expect((await run(['list'], spec)).stderr).toContain('2 people')
    expect((await run(['list', '--json'], spec)).code).toBe(2)
  })
  test('the result decides on the exit code', async () => {
    expect((await run(['list'], listCommand([], { exitCode: () => 3 }))).code).toBe(3)
  })
  test('a reader that has gone is no failure', async () => {
    expect(await run(['list', '--ndjson'], listCommand(), { stdoutFails: 'EPIPE' })).toMatchObject({
      code: 0,
    })
  })
  test('a full disk behind stdout is one', async () => {
    const { code, stderr } = await run(['list', '-q', '--csv'], listCommand(), { stdoutFails: 'ENOSPC' })
    expect([code, stderr]).toEqual([2, 'prm: cannot write the output: the disk is full\n'])
  })
})

describe('flags', () => {
  async function flagsOf(...argv: string[]): Promise<Seen> {
    const seen: Seen[] = []
    const { code, stderr } = await run(argv, listCommand(seen))
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    return seen[0]!
  }

  test('own flags, defaults, repeats, parsed values', async () => {
    const { args, flags } = await flagsOf(
      'list',
      'a',
      '--map',
      'x=y',
      'b',
      '--map=p=q',
      '--limit',
      '5',
      '-nq',
    )
    expect(args).toEqual(['a', 'b'])
    expect(flags).toMatchObject({ map: ['x=y', 'p=q'], limit: 5, sort: 'name', dryRun: true, quiet: true })
  })
  test('shares', async () => {
    expect((await flagsOf('list', '--max-rejects', '10%')).flags).toMatchObject({ maxRejects: 0.1 })
    expect((await flagsOf('list', '--max-rejects', '0.25')).flags).toMatchObject({ maxRejects: 0.25 })
  })
  test('common flags on either side; the later one wins', async () => {
    expect((await flagsOf('--db', 'a.db', '-q', 'list')).flags).toMatchObject({ db: 'a.db', quiet: true })
    expect((await flagsOf('--db', 'a.db', 'list', '--db', 'b.db')).flags).toMatchObject({ db: 'b.db' })
    expect((await flagsOf('--no-input', 'list')).flags).toMatchObject({ input: false })
    expect((await flagsOf('--no-input', '--', 'list')).flags).toMatchObject({ input: false })
  })
  test('the value of a common flag is not taken for a command', async () => {
    expect((await flagsOf('--db', 'help', 'list')).flags).toMatchObject({ db: 'help' })
  })
  test('after -- all are arguments', async () => {
    expect((await flagsOf('list', '--', '--json', '-x')).args).toEqual(['--json', '-x'])
  })
})

describe('wrong command lines exit 2 with one sentence and a hint', () => {
  test.each([
    [['lits'], "prm: there is no command 'lits'\n  → did you mean prm list?\n"],
    [['frobnicate'], "prm: there is no command 'frobnicate'\n  → prm help lists them\n"],
    [['list', '--limt', '3'], "prm: unknown option '--limt'\n  → did you mean --limit?\n"],
    [['--jsn'], "prm: unknown option '--jsn'\n  → did you mean --json?\n"],
    [['list', '--limit', 'many'], "prm: --limit must be a whole number, not 'many'\n"],
    [
      ['list', '--max-rejects', '120%'],
      "prm: --max-rejects must be a share such as 10% or 0.1, not '120%'\n",
    ],
    [['list', '--as-of', '2026-02-31'], "prm: --as-of must be a date such as 2026-11-21, not '2026-02-31'\n"],
    [['list', '--json', '--csv'], null],
    [['list', '--sort', 'size'], null],
    [['list', '--limit'], null],
    [['help', 'list', 'more'], null],
    [['help', 'exit-code'], "prm: there is no help on 'exit-code'\n  → did you mean prm help exit-codes?\n"],
  ])('%j', async (argv, expected) => {
    const { code, stdout, stderr } = await run(argv)
    expect({ code, stdout: argv.includes('--json') ? '' : stdout }).toEqual({ code: 2, stdout: '' })
    if (expected !== null) expect(stderr).toBe(expected)
    else expect(stderr).not.toBe('')
  })
  test('with --json the error is a document on stderr', async () => {
    const { code, stdout, stderr } = await run(['list', '--json', '--limt'])
    expect([code, stdout]).toEqual([2, ''])
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'usage.unknown_option',
        message: "unknown option '--limt'",
        hint: 'did you mean --limit?',
      },
    })
  })
  test('a flag for rows is refused where there are none', async () => {
    expect((await run(['help', '--csv'])).code).toBe(2)
  })
})

describe('help, in every way of asking', () => {
  const program = 'Usage: prm <command> [flags]'
  test.each([[[]], [['-h']], [['--help']], [['help']], [['--no-color']]])('%j', async (argv) => {
    const { code, stdout, stderr } = await run(argv)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(program)
  })
  test.each([
    [['help', 'list']],
    [['list', '-h']],
    [['list', '--help']],
    [['-h', 'list']],
    [['list', '--bogus', '-h']],
  ])('%j', async (argv) => {
    const { code, stdout } = await run(argv)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^List people\.\n\nUsage: prm list \[names\.\.\.\] \[flags\]\n\nExamples\n {2}prm list\n\nFlags\n/,
    )
    expect(stdout).toContain('--sort <how>           order (name | score; default: name)')
    expect(stdout).toContain('--ndjson')
  })
  test('is cut to the width of the terminal', async () => {
    const { stdout } = await run(['list', '-h', '--no-color'], listCommand(), { isTTY: true, columns: 60 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })
})

describe('errors become exit codes', () => {
  const failing = (error: unknown): AnyCommand =>
    listCommand([], {
      run: () => {
        throw error
      },
    })

  const codes: [ErrorKind, number][] = [
    ['usage', 2],
    ['config', 2],
    ['input', 2],
    ['credential', 4],
    ['remote', 5],
    ['store', 6],
    ['interrupted', 130],
  ]
  test.each(codes)('%s is %i', async (kind, code) => {
    const result = await run(['list'], failing(new PrmError(kind, 'x.y', 'no luck', { hint: 'try again' })))
    expect(result).toEqual({ code, stdout: '', stderr: 'prm: no luck\n  → try again\n' })
  })
  test('an aborted wait is an interruption', async () => {
    const controller = new AbortController()
    controller.abort()
    expect((await run(['list'], failing(controller.signal.reason))).code).toBe(130)
  })
  test('a fault of the machine is not called a bug', async () => {
    const error = Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open', path: 'a.csv' })
    expect(await run(['list'], failing(error))).toMatchObject({
      code: 2,
      stderr: 'prm: cannot open a.csv: there is no such file or folder\n',
    })
  })
  test('anything else is a bug: version, where to report, no stack', async () => {
    const { code, stderr } = await run(['list'], failing(new TypeError('x is undefined')))
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^prm: something went wrong that should not have: x is undefined\n {2}→ this is a bug in prm \d/,
    )
    expect(stderr).not.toContain('frame.test.ts')
  })
  test('--debug and PRM_DEBUG show the stack and its causes', async () => {
    const error = new PrmError('store', 'x.y', 'no luck', { cause: new Error('deeper') })
    const flag = await run(['list', '--debug'], failing(error))
    const variable = await run(['list'], failing(error), { env: { PRM_DEBUG: '1' } })
    for (const { stderr } of [flag, variable]) {
      expect(stderr).toContain('frame.test.ts')
      expect(stderr).toContain('caused by Error: deeper')
    }
  })
  test('with --json a bug is a document too', async () => {
    const { code, stderr } = await run(['list', '--json'], failing(new TypeError('x is undefined')))
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'bug', message: 'x is undefined' } })
  })
})

describe('the version', () => {
  test.each([[['--version']], [['-V']], [['--no-color', '-V']]])('%j', async (argv) => {
    const io = testIo()
    expect(await main(argv, io)).toBe(0)
    expect(io.text('stdout')).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
