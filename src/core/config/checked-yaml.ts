/** A YAML text checked against a schema. All problems are named at once, each with its place. */
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { PrmError } from '../../model/errors.ts'
import { configProblems, locator, type ConfigProblem } from './problems.ts'

export interface YamlCheck<T> {
  schema: z.ZodType<T>
  /** Problems that the schema cannot see. */
  more?: (values: unknown) => z.core.$ZodIssue[]
  /** The file: for messages. */
  path: string | null
  /** What the file is, as in "the config must be …". */
  what: string
  /** The code of the error. */
  code: string
  /** The next thing to type where a problem is about a rule. */
  ruleHint?: string
}

const yamlMessage = (code: string, message: string): string => {
  if (code === 'MULTIPLE_DOCS') return 'only one document is read: --- begins a second one'
  // In {when: a in ('x', 'y'), …} the comma ends the value for YAML.
  if (/flow map|flow collection/i.test(message))
    return `${message} (put quotes round a condition that holds a comma)`
  return message
}

/**
 * @throws PrmError `config` with the code given, whose message has one line for each problem:
 *   `prm.yaml:12:5 unknown key …`
 */
export const checkedYaml = <T>(
  text: string,
  { schema, more, path, what, code, ruleHint }: YamlCheck<T>,
): T => {
  const fail = (problems: readonly ConfigProblem[]): never => {
    const name = path?.split(/[\\/]/).at(-1) ?? what.replace('the ', '')
    const lines = problems.map(({ line, column, message }) => `${name}:${line}:${column} ${message}`)
    const isAboutRules = problems.some(({ message }) => /column|condition|function/.test(message))
    const hint = isAboutRules ? ruleHint : undefined
    throw new PrmError('config', code, lines.join('\n'), hint === undefined ? {} : { hint })
  }
  const lines = new LineCounter()
  const source = text.replace(/^\ufeff/, '')
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const where = locator(document, source, lines)
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    fail(
      broken.map((error) => ({ ...where.at(error.pos[0]), message: yamlMessage(error.code, error.message) })),
    )
  }
  let values: unknown
  try {
    values = document.toJS()
  } catch (error) {
    fail([{ line: 1, column: 1, message: (error as Error).message }])
  }
  const checked = schema.safeParse(values ?? {})
  const issues = [...(checked.error?.issues ?? []), ...(more?.(values) ?? [])]
  if (!checked.success || issues.length > 0) return fail(configProblems(issues, schema, values, where, what))
  return checked.data
}
