import type { Cell } from './table.ts'

/** The technologies of a cell that parts them by semicolons. */
export const technologiesIn = (value: Cell): string[] =>
  value === null
    ? []
    : String(value)
        .split(';')
        .map((name) => name.trim())
        .filter((name) => name !== '')
