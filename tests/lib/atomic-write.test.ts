import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { symlinkSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { writeAtomically } from '../../src/lib/atomic-write.ts'
import { placeOf } from '../../src/lib/write-place.ts'
import { folder } from '../support/folder.ts'

const MODULE = pathToFileURL(join(import.meta.dirname, '../../src/lib/atomic-write.ts')).href
const isWindows = process.platform === 'win32'

/** A pipe takes a text as long as this in pieces. */
const LONG = 'a line of many\n'.repeat(20_000)

/** Writes `LONG` from a process of its own, whose handle 3 is open: a full pipe would hold up this one. */
const writeElsewhere = async (path: string) => {
  const script = `import { writeAtomically } from ${JSON.stringify(MODULE)}
writeAtomically(${JSON.stringify(path)}, ['a line of many\\n'.repeat(10_000), 'a line of many\\n'.repeat(10_000)])`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const textOf = (stream: unknown): string[] => {
    const texts: string[] = []
    ;(stream as Readable).on('data', (data: Buffer) => texts.push(data.toString()))
    return texts
  }
  const [stdout, stderr, third] = [child.stdout, child.stderr, child.stdio[3]].map(textOf)
  const [code] = (await once(child, 'close')) as [number]
  return { code, stdout: stdout!.join(''), stderr: stderr!.join(''), third: third!.join('') }
}

const modeOf = (path: string): number => statSync(path).mode & 0o7777

describe('a file', () => {
  test('that is new gets mode 0600, and nothing stays beside it', () => {
    const cwd = folder()
    writeAtomically(join(cwd, 'new.csv'), ['a', Buffer.from('b')])
    expect(readFileSync(join(cwd, 'new.csv'), 'utf8')).toBe('ab')
    expect([modeOf(join(cwd, 'new.csv')), readdirSync(cwd)]).toEqual([0o600, ['new.csv']])
  })
  test('that is there keeps its mode', () => {
    const path = join(folder(), 'shared.csv')
    writeFileSync(path, 'old')
    chmodSync(path, 0o664)
    writeAtomically(path, ['new'])
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', 0o664])
  })
  test('stays as it is where the parts fail, and their error is told as it is', () => {
    const cwd = folder()
    const path = join(cwd, 'list.csv')
    writeFileSync(path, 'old')
    const parts = function* (): Generator<string> {
      yield 'new'
      throw new TypeError('a fault of the parts')
    }
    expect(() => writeAtomically(path, parts())).toThrow(TypeError)
    expect([readFileSync(path, 'utf8'), readdirSync(cwd)]).toEqual(['old', ['list.csv']])
  })
  test('in no folder, or instead of one: one sentence', () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'there'))
    expect(() => writeAtomically(join(cwd, 'none/list.csv'), ['a'])).toThrow(/: there is no such folder$/)
    expect(() => writeAtomically(join(cwd, 'there'), ['a'])).toThrow(/there: it is a folder$/)
  })
})

describe.skipIf(isWindows)('a link', () => {
  test('stays one, and its target is replaced whole', () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'deep'))
    writeFileSync(join(cwd, 'deep/real.csv'), 'old')
    chmodSync(join(cwd, 'deep/real.csv'), 0o640)
    symlinkSync('deep', join(cwd, 'also'))
    symlinkSync('real.csv', join(cwd, 'deep/second.csv'))
    symlinkSync('also/second.csv', join(cwd, 'first.csv'))
    const before = statSync(join(cwd, 'deep/real.csv')).ino
    writeAtomically(join(cwd, 'first.csv'), ['new'])
    expect(lstatSync(join(cwd, 'first.csv')).isSymbolicLink()).toBe(true)
    expect(lstatSync(join(cwd, 'deep/second.csv')).isSymbolicLink()).toBe(true)
    const real = join(cwd, 'deep/real.csv')
    expect([readFileSync(real, 'utf8'), modeOf(real)]).toEqual(['new', 0o640])
    expect(statSync(real).ino).not.toBe(before)
    expect(readdirSync(join(cwd, 'deep')).sort()).toEqual(['real.csv', 'second.csv'])
  })
  test('to a file that is not there yet makes it', () => {
    const cwd = folder()
    symlinkSync('later.csv', join(cwd, 'link.csv'))
    writeAtomically(join(cwd, 'link.csv'), ['new'])
    expect(readFileSync(join(cwd, 'later.csv'), 'utf8')).toBe('new')
    expect(lstatSync(join(cwd, 'link.csv')).isSymbolicLink()).toBe(true)
  })
  test('to itself is refused', () => {
    const path = join(folder(), 'round.csv')
    symlinkSync('round.csv', path)
    expect(() => writeAtomically(path, ['new'])).toThrow(/round.csv: its links lead nowhere$/)
  })
})

describe.skipIf(isWindows)('what is no file', () => {
  test('a named pipe stays one, and its reader gets all', async () => {
    const cwd = folder()
    const pipe = join(cwd, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] })
    let got = ''
    reader.stdout.on('data', (data: Buffer) => (got += data.toString()))
    // Replacing the pipe would leave the reader waiting.
    const [{ code, stderr }] = await Promise.all([
      writeElsewhere(pipe).finally(() => lstatSync(pipe).isFIFO() || reader.kill()),
      once(reader, 'close'),
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(got).toBe(LONG)
    expect([lstatSync(pipe).isFIFO(), readdirSync(cwd)]).toEqual([true, ['pipe']])
  })
  test('a link to a named pipe leads to it', () => {
    const cwd = folder()
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    symlinkSync('pipe', join(cwd, 'link'))
    expect(placeOf(join(cwd, 'link'))).toMatchObject({ isSpecial: true })
  })
  test('a reader that leaves early ends the writing in silence', async () => {
    const pipe = join(folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = spawn('head', ['-c', '1', pipe], { stdio: 'ignore' })
    const [{ code, stderr }] = await Promise.all([
      writeElsewhere(pipe).finally(() => lstatSync(pipe).isFIFO() || reader.kill()),
      once(reader, 'close'),
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
  test('an open handle is written to, be it a socket', async () => {
    expect(await writeElsewhere('/dev/fd/3')).toMatchObject({ code: 0, third: LONG })
    expect(await writeElsewhere('/dev/fd/1')).toMatchObject({ code: 0, stdout: LONG })
    // Only looked at: a fault would cost whoever runs this as root the name itself.
    expect(placeOf('/dev/stdout')).toMatchObject({ isSpecial: true })
  })
  test('a handle that is not open is refused', () => {
    expect(() => writeAtomically('/dev/fd/977', ['a'])).toThrow(/977: nothing is open under this number$/)
  })
})
