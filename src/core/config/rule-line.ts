/** Where a rule stands in the text of a model file or a config. */
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { DimensionName } from './config.ts'

/**
 * @param text YAML that could be read as a model, or as a config with the section `model`
 * @param i the rule's place in its dimension, from 0
 * @returns the line of its condition, from 1; null where it is not written there
 */
export const ruleLines = (text: string): ((dimension: DimensionName, i: number) => number | null) => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const model = document.has('model') ? ['model'] : []
  return (dimension, i) => {
    const node = document.getIn([...model, 'dimensions', dimension, 'rules', i, 'when'], true)
    const offset = isNode(node) ? node.range?.[0] : undefined
    return offset === undefined ? null : lines.linePos(offset).line
  }
}
