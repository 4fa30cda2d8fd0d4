/** Who of a list is known already. */
import type { MatchedPair, MatchResult, MatchSide } from '../../core/dedupe/match-lists.ts'
import type { Row, View } from '../command.ts'
import { number, plural } from './format.ts'
import { oversized } from './oversized.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const SHOWN = 50

/** A row or person by what tells it from others. */
const who = ({ line, id, name, email, company }: MatchSide): string => {
  const told = [name, email === null ? null : `<${email}>`, email === null ? company : null]
  const text = told.filter((part) => part !== null).join(' ')
  return oneLine(line === null ? text || id! : `${line}: ${text}`)
}

export function renderMatch(result: MatchResult, view: View): string {
  const { rows, known, pairs } = result.counts
  const isOne = known === 1
  const where = result.within
    ? `${isOne ? 'stands' : 'stand'} there twice`
    : `${isOne ? 'is' : 'are'} in ${oneLine(result.against ?? 'the file')}`
  const rest = result.within ? '' : `, ${number(rows - known)} new`
  const alone = result.no_file ? ', compared with one another as there is no prospect file' : ''
  const head = `${plural(rows, 'row')} of ${oneLine(result.list)}${alone}: ${view.colour.bold(number(known))} ${where}${rest}`
  const large = result.splits.length === 0 ? '' : `\n\n${oversized(result.splits, 'rows or people')}`
  if (pairs === 0) return `${head}${large}`
  const shown = view.isTTY ? result.pairs.slice(0, SHOWN) : result.pairs
  const columns = [
    { header: result.within ? 'Later row' : 'Row', value: ({ row }: MatchedPair) => who(row) },
    { header: result.within ? 'Earlier row' : 'Known as', value: ({ other }: MatchedPair) => who(other) },
    { header: 'Probability', value: ({ probability }: MatchedPair) => shortly(probability) },
    {
      header: 'Because',
      value: ({ because }: MatchedPair) => because.replace(/; (> )?0\.\d+$/, ''),
      style: (text: string) => view.colour.dim(text),
    },
  ]
  const left = pairs - shown.length
  const more = left === 0 ? '' : `\n… and ${number(left)} more; --csv has all`
  const alike =
    result.unlisted === 0 ? '' : `\n${plural(result.unlisted, 'more pair')} with others equal to those listed`
  return `${head}\n\n${table(shown, columns, view)}${more}${alike}${large}`
}

/** Four digits, but never 1: nothing is certain. */
const shortly = (probability: number): string => (probability > 0.9999 ? '> 0.9999' : probability.toFixed(4))

/** One row a pair. */
export function* matchRows({ pairs }: MatchResult): Generator<Row> {
  for (const { row, other, probability, because } of pairs) {
    yield {
      ...{ line: row.line, name: row.name, email: row.email, company: row.company },
      ...{ probability: Number(probability.toFixed(6)), known_id: other.id, known_line: other.line },
      ...{ known_name: other.name, known_email: other.email, known_company: other.company, because },
    }
  }
}
