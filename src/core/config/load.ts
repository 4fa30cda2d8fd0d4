/**
 * The config: read, checked, completed. All problems are named at once, each with its place.
 * Without a file neither yaml nor zod is loaded, and the built-in conditions are taken as they are (a test compiles
 * them), so that `prm status` beside no config starts quickly.
 */
import { PrmError } from '../../model/errors.ts'
import { resolveConfigPath, type Config } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'

export interface LoadOptions {
  /** The config file: for messages, and as the base of the paths in it. */
  path: string | null
  /** Reads the file that `model_file` names; without it, such a config is refused. */
  read?: (path: string) => string
}

/**
 * @param text the YAML text; null for the built-in settings
 * @throws PrmError `config.invalid`, `model.invalid`, as `checkedYaml`
 */
export const loadConfig = async (text: string | null, { path, read }: LoadOptions): Promise<Config> => {
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
  const config = structuredClone({ builtIn: false, path, ...checked })
  if (config.model_file === null) return config
  if (read === undefined) {
    throw new PrmError(
      'config',
      'config.model_file',
      `the model ${config.model_file} cannot be read from here`,
    )
  }
  const file = resolveConfigPath(config, config.model_file)
  const { readModel } = await import('./model-file.ts')
  return { ...config, model: readModel(read(file), file) }
}
