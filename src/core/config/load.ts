/**
 * The config: read, checked, completed. All problems are named at once, each with its place.
 * Without a file neither yaml nor zod is loaded, and the built-in conditions are taken as they are (a test compiles
 * them), so that `prm status` beside no config starts quickly.
 */
import type { Config } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'

export interface LoadOptions {
  /** The config file: for messages, and as the base of the paths in it. */
  path: string | null
}

/**
 * @param text the YAML text; null for the built-in settings
 * @throws PrmError `config.invalid`, as `checkedYaml`
 */
export const loadConfig = async (text: string | null, { path }: LoadOptions): Promise<Config> => {
  if (text === null) return structuredClone({ ...DEFAULT_CONFIG, path })
  const [{ checkedYaml }, { ConfigFile, crossIssues }] = await Promise.all([
    import('./checked-yaml.ts'),
    import('./schema.ts'),
  ])
  const checked = checkedYaml(text, {
    schema: ConfigFile,
    more: crossIssues,
    path,
    what: 'the config',
    code: 'config.invalid',
    ruleHint: 'prm schema lists the columns and what a condition may hold.',
  })
  return structuredClone({ builtIn: false, path, ...checked })
}
