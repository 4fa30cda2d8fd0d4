/** An Io whose streams are caught, for tests of the frame. */
import { clearLine, cursorTo, moveCursor } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import { makeOut, type Io } from '../../src/cli/io.ts'

export interface TestIo extends Io {
  /** What has been written so far. */
  text(stream: 'stdout' | 'stderr'): string
  /** Presses keys. */
  type(keys: string): void
}

export interface TestIoOptions {
  env?: Record<string, string>
  cwd?: string
  isTTY?: boolean
  columns?: number
  /** stdout fails with this code, as a pipe does when its reader has gone. */
  stdoutFails?: string
}

export function testIo(options: TestIoOptions = {}): TestIo {
  const caught = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr', fails?: string) => {
    const writable = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (fails !== undefined) {
          done(Object.assign(new Error(fails), { code: fails, syscall: 'write' }))
          return
        }
        caught[name] += chunk.toString()
        done()
      },
    })
    return Object.assign(writable, {
      isTTY: options.isTTY ?? false,
      ...(options.columns === undefined ? {} : { columns: options.columns }),
      // Like those of a process, which stay open when a question is done with them.
      end: () => writable,
      // What a terminal has beyond a stream; ora uses them.
      cursorTo: (x: number) => cursorTo(writable, x),
      clearLine: (direction: -1 | 0 | 1) => clearLine(writable, direction),
      moveCursor: (x: number, y: number) => moveCursor(writable, x, y),
    })
  }
  const stdin = Object.assign(new PassThrough(), { isTTY: options.isTTY ?? false })
  return {
    stdin,
    stdout: makeOut(stream('stdout', options.stdoutFails)),
    stderr: makeOut(stream('stderr')),
    env: options.env ?? {},
    cwd: options.cwd ?? '/nowhere',
    text: (name) => caught[name],
    type: (keys) => void stdin.write(keys),
  }
}
