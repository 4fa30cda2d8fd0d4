/** Bytes to text, in pieces that end with a row: decoded, NUL bytes taken out, double encoding mended, all of it noted. */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { plural } from '../text.ts'
import { inputError } from './errors.ts'
import { canDecode, createDecoder, detectEncoding, lastWhole, type EncodingGuess } from './encoding.ts'
import { repairMojibake } from './mojibake.ts'
import type { Notes } from './notes.ts'
import type { Bytes } from './source.ts'

const LONGEST_HELD = 1 << 20
/** Times that a text may have been encoded too often. */
const MOST_ROUNDS = 3

export interface Text {
  encoding(): string
  pieces(): AsyncGenerator<string>
}

/** @throws PrmError input: unknown encoding asked for */
export async function openText(bytes: Bytes, wanted: string | undefined, notes: Notes): Promise<Text> {
  const guess = await chooseEncoding(bytes, wanted)
  const decoder = new Decoder(guess, notes)
  return {
    encoding: () => decoder.guess.encoding,
    pieces: () => clean(decoder.decode(bytes.chunks()), notes),
  }
}

async function chooseEncoding(bytes: Bytes, wanted: string | undefined): Promise<EncodingGuess> {
  if (wanted === undefined) return detectEncoding(bytes.head, bytes.complete)
  if (!canDecode(wanted)) {
    throw inputError(
      'unknown_encoding',
      `there is no encoding called "${wanted}"`,
      'common ones: utf-8, utf-16le, windows-1252, windows-1250, macroman, shift_jis, gb18030',
    )
  }
  return { encoding: wanted.toLowerCase(), certain: true, ascii: false }
}

class Decoder {
  guess: EncodingGuess
  private readonly notes: Notes
  private stream: ReturnType<typeof createDecoder> | null = null

  constructor(guess: EncodingGuess, notes: Notes) {
    this.guess = guess
    this.notes = notes
    this.noteGuess()
  }

  private noteGuess(): void {
    if (this.guess.certain) return
    const name = this.guess.encoding
    this.notes.add('encoding_guessed', `the text was read as ${name}, judging by its letters`)
  }

  private noteMixed(): void {
    this.notes.count(
      'mixed_encoding',
      (n) => `${plural(n, 'line is', 'lines are')} not UTF-8 like the rest, and read as windows-1252`,
    )
  }

  async *decode(chunks: AsyncGenerator<Buffer>): AsyncGenerator<string> {
    let rest: Buffer = Buffer.alloc(0)
    let first = true
    for await (const chunk of chunks) {
      let text = ''
      if (this.guess.encoding === 'utf-8' || this.guess.encoding === 'utf8') {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
        const size = lastWhole(bytes)
        rest = bytes.subarray(size)
        text = await this.utf8(bytes.subarray(0, size))
        if (this.stream !== null && rest.length > 0) {
          text += this.stream.write(rest)
          rest = Buffer.alloc(0)
        }
      } else text = this.other(chunk)
      if (first && text.startsWith('\ufeff')) text = text.slice(1)
      first = false
      yield text
    }
    const last = this.stream === null ? rest.toString('latin1') : this.stream.end()
    if (last !== '' && this.stream === null) this.noteMixed()
    if (last !== '') yield last
  }

  private other(chunk: Buffer): string {
    this.stream ??= createDecoder(this.guess.encoding)
    return this.stream.write(chunk)
  }

  /** Valid UTF-8, or the place where a list that was ASCII so far shows its real encoding, or a list of mixed encodings. */
  private async utf8(bytes: Buffer): Promise<string> {
    if (isUtf8(bytes)) {
      // ASCII so far stays open: later bytes may show another encoding.
      const text = bytes.toString('utf8')
      if (this.guess.ascii && text.length !== bytes.length) this.guess = { ...this.guess, ascii: false }
      return text
    }
    if (this.guess.ascii) {
      this.guess = await detectEncoding(bytes, false)
      if (this.guess.encoding !== 'utf-8') {
        this.noteGuess()
        return this.other(bytes)
      }
    }
    const lines: string[] = []
    for (let at = 0; at < bytes.length;) {
      const newline = bytes.indexOf(10, at)
      const end = newline < 0 ? bytes.length : newline + 1
      const line = bytes.subarray(at, end)
      if (isUtf8(line)) lines.push(line.toString('utf8'))
      else {
        lines.push(iconv.decode(line, 'windows-1252'))
        this.noteMixed()
      }
      at = end
    }
    return lines.join('')
  }
}

/** Pieces that end with a line end, so that no run of characters, and no CR LF, is cut in two. */
async function* clean(decoded: AsyncGenerator<string>, notes: Notes): AsyncGenerator<string> {
  let held: string[] = []
  let size = 0
  for await (const text of decoded) {
    const cut = Math.max(text.lastIndexOf('\n') + 1, lastReturn(text))
    if (cut === 0) {
      held.push(text)
      size += text.length
      if (size < LONGEST_HELD || text.endsWith('\r')) continue
      // No line end for this long: let the tokenizer judge.
      yield mend(held.join(''), notes)
      held = []
      size = 0
      continue
    }
    size = 0
    held.push(text.slice(0, cut))
    yield mend(held.join(''), notes)
    held = cut === text.length ? [] : [text.slice(cut)]
  }
  // DOS ends a text with Ctrl-Z.
  const last = held.join('').replace(/\u001a+$/, '')
  if (last !== '') yield mend(last, notes)
}

/** Just behind the last CR that something other than a line end follows. */
function lastReturn(text: string): number {
  let at = text.lastIndexOf('\r')
  while (at >= 0 && (at === text.length - 1 || text[at + 1] === '\n'))
    at = at === 0 ? -1 : text.lastIndexOf('\r', at - 1)
  return at + 1
}

function mend(text: string, notes: Notes): string {
  let result = text
  if (result.includes('\0')) {
    const before = result.length
    result = result.replaceAll('\0', '')
    notes.count(
      'nul_bytes',
      (n) => `${plural(n, 'NUL character was', 'NUL characters were')} taken out`,
      before - result.length,
    )
  }
  // Lists that were joined bring their byte order marks along.
  if (result.includes('\ufeff')) result = result.replace(/(^|[\r\n])\ufeff+/g, '$1')
  const { text: once, repaired: n, example } = repairMojibake(result)
  let repaired = once
  // What went wrong once went wrong again on the next way round.
  for (let more = n, round = 1; more > 0 && round < MOST_ROUNDS; round++) {
    const next = repairMojibake(repaired)
    more = next.repaired
    repaired = next.text
  }
  if (n > 0) {
    notes.count(
      'double_encoding',
      (all, first) =>
        `text that was encoded twice was repaired in ${plural(all, 'place')}, such as "${first}"`,
      n,
      example,
    )
  }
  return repaired
}
