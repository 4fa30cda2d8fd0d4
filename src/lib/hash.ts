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
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text)
