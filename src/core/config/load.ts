/**
 * The config: read, checked, completed. All problems are named at once, each with its place.
 * Without a file neither yaml nor zod is loaded, and the built-in conditions are taken as they are (a test compiles
 * them), so that `prm status` beside no config starts quickly.
 */
import { PrmError } from '../../model/errors.ts'
import type { Config } from './config.ts'
import { DEFAULT_CONFIG } from './defaults.ts'
import type { ConfigProblem } from './problems.ts'

export interface LoadOptions {
  /** The config file: for messages, and as the base of the paths in it. */
  path: string | null
}

const fail = (problems: readonly ConfigProblem[], path: string | null): never => {
  const name = path?.split(/[\\/]/).at(-1) ?? 'config'
  const lines = problems.map(({ line, column, message }) => `${name}:${line}:${column} ${message}`)
  const isAboutRules = problems.some(({ message }) => /column|condition|function/.test(message))
  throw new PrmError(
    'config',
    'config.invalid',
    lines.join('\n'),
    isAboutRules ? { hint: 'prm schema lists the columns and what a condition may hold.' } : {},
  )
}

const yamlMessage = (code: string, message: string): string => {
  if (code === 'MULTIPLE_DOCS') return 'only one document is read: --- begins a second one'
  // In {when: a in ('x', 'y'), …} the comma ends the value for YAML.
  if (/flow map|flow collection/i.test(message))
    return `${message} (put quotes round a condition that holds a comma)`
  return message
}

/**
 * @param text the YAML text; null for the built-in settings
 * @throws PrmError `config.invalid`, whose message has one line for each problem: `prm.yaml:12:5 unknown key …`
 */
export const loadConfig = async (text: string | null, { path }: LoadOptions): Promise<Config> => {
  if (text === null) return structuredClone({ ...DEFAULT_CONFIG, path })
  const [{ LineCounter, parseDocument }, { ConfigFile, crossIssues }, { configProblems, locator }] =
    await Promise.all([import('yaml'), import('./schema.ts'), import('./problems.ts')])
  const lines = new LineCounter()
  const source = text.replace(/^\ufeff/, '')
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const where = locator(document, source, lines)
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    fail(
      broken.map((error) => ({ ...where.at(error.pos[0]), message: yamlMessage(error.code, error.message) })),
      path,
    )
  }
  let values: unknown
  try {
    values = document.toJS()
  } catch (error) {
    fail([{ line: 1, column: 1, message: (error as Error).message }], path)
  }
  const checked = ConfigFile.safeParse(values ?? {})
  const issues = [...(checked.error?.issues ?? []), ...crossIssues(values)]
  if (!checked.success || issues.length > 0) {
    return fail(configProblems(issues, ConfigFile, values, where), path)
  }
  return structuredClone({ builtIn: false, path, ...checked.data })
}
