/**
 * The top of the program. What is imported here is paid for by every start, `prm --version` included: only types and
 * small modules; the rest is loaded when it is known to be needed.
 *
 * process.exit is never called: it cuts what is still in a pipe (measured: 3 MiB became 128 KiB).
 */
import { wantsJson } from './for-programs.ts'
import { processIo, type Io } from './io.ts'
import { version } from './version.ts'

/**
 * Runs one command line.
 *
 * @param argv without node and the script
 * @returns the exit code; errors have been told on stderr
 */
export async function main(
  argv: readonly string[],
  io: Io,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  try {
    if (argv[0] === '--version' || argv[0] === '-V') {
      await io.stdout.write(`${version()}\n`)
      return 0
    }
    const [{ runProgram }, { COMMANDS }] = await Promise.all([
      import('./program.ts'),
      import('./commands/index.ts'),
    ])
    return await runProgram(argv, io, COMMANDS, signal)
  } catch (error) {
    const { report } = await import('./exit.ts')
    return report(error, argv, io)
  }
}

/** What bin calls: the real process, its signals and its exit code. */
export async function start(): Promise<void> {
  const io = processIo()
  const controller = new AbortController()
  // Not `once`: a listener that has removed itself makes ora's exit hook end the process at the first Ctrl-C.
  const onInterrupt = (): void => {
    if (controller.signal.aborted) {
      // Leaving at once is safe: every batch was committed.
      process.removeListener('SIGINT', onInterrupt)
      process.kill(process.pid, 'SIGINT')
      return
    }
    if (io.stderr.isTTY || !wantsJson(process.argv.slice(2)))
      io.stderr.stream.write('\nprm: stopping after this batch; press Ctrl-C again to leave at once\n')
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  process.exitCode = await main(process.argv.slice(2), io, controller.signal)
}
