import type { LintResult } from '../../core/score/lint.ts'
import type { View } from '../command.ts'
import { number, plural } from './format.ts'
import { oneLine } from './width.ts'

export function renderLint({ counts, source, findings }: LintResult, view: View): string {
  const name = source ?? 'the built-in model'
  const asked =
    counts.people === 0
      ? 'nobody is in the file to try them on'
      : `tried on ${plural(counts.people, 'person', 'people')}`
  const head = `${oneLine(name)}: ${plural(counts.rules, 'rule')}, ${asked}`
  if (findings.length === 0) return `${head}. Nothing was found.`
  return [
    `${view.colour.bold(plural(findings.length, 'finding'))} in ${head}`,
    ...findings.map(({ line, dimension, message }) => {
      const place = line === null ? dimension : `${name}:${number(line)} ${dimension}`
      return `  ${view.colour.dim(oneLine(place))}  ${oneLine(message)}`
    }),
  ].join('\n')
}

export const lintTalk = ({ findings, source }: LintResult): string[] =>
  findings.length > 0 && source === null
    ? ['prm init writes the built-in model as a file that you can edit']
    : []
