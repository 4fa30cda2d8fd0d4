import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * node:crypto, loaded by the first call: it costs some 4 ms, and commands that only read seldom need it.
 * For the modules that every command loads; others import it as usual.
 */
export const crypto = (): typeof import('node:crypto') =>
  require('node:crypto') as typeof import('node:crypto')
