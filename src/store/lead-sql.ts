/** Pieces of SQL over `lead`, from names of columns that have been checked. */
import { quoteName, quoteText, textToNumber } from './condition-values.ts'

/** People who may leave the file. */
export const NOT_SUPPRESSED = '"suppressed" = 0'

const CUSTOM = 'custom.'
const ANSWER = 'answer.'

/** A column of `lead`, an answer, or a column of the lists' own by its exact name; json_extract cannot say a name that holds a quote. */
export const leadColumnSql = (name: string): string => {
  // Keys of questions hold no quotes.
  if (name.startsWith(ANSWER))
    return `json_extract("answers", ${quoteText(`$."${name.slice(ANSWER.length)}"`)})`
  if (!name.startsWith(CUSTOM)) return quoteName(name)
  const own = name.slice(CUSTOM.length)
  return own.includes('"')
    ? `(SELECT value FROM json_each("custom") WHERE key = ${quoteText(own)})`
    : `json_extract("custom", ${quoteText(`$."${own}"`)})`
}

/** Terms of ORDER BY: the case of letters does not count, and unknown values come last either way. */
export const leadOrderSql = (name: string, isDown: boolean): string => {
  const sql = leadColumnSql(name)
  const order = `${isDown ? 'DESC' : 'ASC'} NULLS LAST`
  const texts = `${sql} COLLATE NOCASE ${order}`
  // Own columns are text; what is written as a number is sorted as one, so that 9 comes before 20.
  return name.startsWith(CUSTOM) || name.startsWith(ANSWER)
    ? `${textToNumber(sql)} ${order}, ${texts}`
    : texts
}
