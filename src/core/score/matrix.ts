/** Fit × heat: how many people are in each cell of the latest scores, and what came of them. */
import { wilson } from '../../lib/wilson.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Model } from '../config/config.ts'
import { fitLetters } from '../judge/model.ts'

/** `of` people, of whom `n` did it; the interval is Wilson's, 95 %; null where there is nobody. */
export interface Observed {
  n: number
  of: number
  interval: [low: number, high: number] | null
}

export interface MatrixCell {
  fit: string
  heat: 1 | 2 | 3
  people: number
  /** Who replied, met us, signed up or sent a form, among those whom we wrote to or were in touch with. */
  replied: Observed
  /** Who are or were customers, among all. */
  won: Observed
}

const observed = (n: number, of: number): Observed => ({ n, of, interval: wilson(n, of) })

/** All cells, A1 first, the empty ones too. */
export const matrixOf = (file: ProspectFile, model: Model): MatrixCell[] => {
  const found = new Map(file.scores.outcomes().map((row) => [`${row.fit}${row.heat}`, row]))
  return fitLetters(model.fit).flatMap((fit) =>
    ([1, 2, 3] as const).map((heat): MatrixCell => {
      const { people = 0, contacted = 0, replied = 0, won = 0 } = found.get(`${fit}${heat}`) ?? {}
      return { fit, heat, people, replied: observed(replied, contacted), won: observed(won, people) }
    }),
  )
}
