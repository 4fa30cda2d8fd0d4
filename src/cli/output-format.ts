/** The format of a file that is written, by its name. */
import { basename, extname } from 'node:path'
import { PrmError } from '../model/errors.ts'

export type OutputFormat = 'csv' | 'json' | 'ndjson'

const ENDINGS: Readonly<Record<string, OutputFormat>> = {
  ...{ '.csv': 'csv', '.json': 'json', '.ndjson': 'ndjson', '.jsonl': 'ndjson' },
}

/** Whoever names a file so counts on something else than text; other endings (.txt, .bak, a date) are nobody's format. */
const OTHERS: ReadonlySet<string> = new Set(
  '.tsv .xlsx .xls .xlsm .ods .parquet .avro .arrow .db .sqlite .sqlite3 .pdf .html .xml .zip .gz'.split(' '),
)

/**
 * @param able what the command can write; the first of them where the name says nothing
 * @throws PrmError `usage.output_format`: the name says another
 */
export const formatOf = <F extends OutputFormat>(path: string, able: readonly [F, ...F[]]): F => {
  const ending = extname(path).toLowerCase()
  const known = ENDINGS[ending]
  const format = known === undefined ? able[0] : able.find((each) => each === known)
  if (format !== undefined && !OTHERS.has(ending)) return format
  const what = able.length === 1 ? able[0] : `${able.slice(0, -1).join(', ')} and ${able.at(-1)!}`
  throw new PrmError(
    'usage',
    'usage.output_format',
    `${basename(path)} would be no ${ending.slice(1)} file: this writes ${what}`,
    {
      hint:
        ending === '.xlsx' && able.length > 1
          ? `prm push --to xlsx:${basename(path)} writes a workbook of those who are ready`
          : `name it ${basename(path, ending)}.${able[0]}`,
    },
  )
}
