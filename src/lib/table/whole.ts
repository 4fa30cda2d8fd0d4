/** All bytes of a list at once, for formats that cannot be read from front to back. */
import { inputError } from './errors.ts'
import type { Bytes } from './source.ts'

const MB = 1 << 20

/**
 * @param most bytes, unpacked, that this format may have
 * @param kind how a sentence calls it: `an Excel workbook`
 * @throws PrmError input: larger than `most`
 */
export async function readWhole(bytes: Bytes, most: number, kind: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of bytes.chunks()) {
    size += chunk.length
    if (size > most) {
      bytes.close()
      throw tooLarge(bytes.name, kind, most)
    }
    parts.push(chunk)
  }
  return Buffer.concat(parts, size)
}

export function tooLarge(name: string, kind: string, most: number, part = ''): Error {
  return inputError(
    'too_large',
    `${name} is ${kind} with more than ${Math.round(most / MB)} MB${part}, which is too much to read at once`,
    'save it as CSV, which is read at any size',
  )
}
