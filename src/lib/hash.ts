import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of a file's bytes, in hex, read in pieces. */
export const fileSha256 = async (path: string): Promise<string> => {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    digest.update(chunk as Uint8Array)
  return digest.digest('hex')
}

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => hash('sha256', text)

/** 52 bits of a text as a number that JavaScript and SQLite both hold exactly: an index, not a proof. */
export const hash52 = (text: string): number => {
  const digest = hash('sha1', text, 'buffer')
  return digest.readUIntBE(0, 6) * 16 + (digest[6]! >> 4)
}
