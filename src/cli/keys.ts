/** Keys of services, from the environment and from a .env beside the configuration. No flag takes a key. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/**
 * Only names of keys are read from a .env: the file may have come with a project that somebody else wrote, and must
 * not be able to set PRM_DB, a service's address or a proxy.
 */
const KEY_NAME = /(_KEY|_TOKEN|_SECRET|_PASSWORD)$/

/** Keys by name; the environment wins over the file. A missing file is no error. */
export function readKeys(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {}
  for (const [name, value] of [...Object.entries(readEnvFile(folder)), ...Object.entries(env)]) {
    if (value && KEY_NAME.test(name)) keys[name] = value
  }
  return keys
}

function readEnvFile(folder: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'))
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return {}
    throw error
  }
}
