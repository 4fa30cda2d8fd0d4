import { spoiled, type Spoiled } from '../../model/value.ts'

export const ROUNDED = 'a spreadsheet has rounded the number, so digits are lost'

const WORDS: Record<Spoiled, string> = {
  scientific_number: ROUNDED,
  spreadsheet_error: 'an error of the spreadsheet stands in the cell',
  hidden_number: 'the column was too narrow when the sheet was saved, so the value is lost',
}

/** What a spreadsheet has done to a cell, in words; null when it did nothing. */
export const spoiledWords = (cell: string): string | null => {
  const kind = spoiled(cell.trim())
  return kind === null ? null : WORDS[kind]
}
