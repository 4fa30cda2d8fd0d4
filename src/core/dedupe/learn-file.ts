/** Learning from the answers that stand in a file. */
import type { ProspectFile } from '../../store/index.ts'
import type { Answer } from '../../store/matching.ts'
import { evidenceFor } from './evidence.ts'
import { learnFrom, unlearnt, type JudgedPair } from './learn.ts'
import { modelAtHand, type FileModel } from './file-model.ts'
import type { PeopleModel } from './people-model.ts'
import { LEAST_ANSWERS } from './refit.ts'

/** Of answers that were tried before nothing new can be learnt: what they were, in meta. */
const TRIED = 'dedupe_answers_tried'

const traceOf = (answers: readonly Answer[]): string =>
  answers
    .map(({ a, b, same }) => `${a}${same ? '=' : '/'}${b}`)
    .sort()
    .join(' ')

/**
 * The model with what the answers teach now; null where they teach nothing that it does not know. Answers that were taken
 * back are unlearnt.
 */
export const learnedModel = (
  file: ProspectFile,
  { head, whole }: FileModel,
  answers: readonly Answer[],
): PeopleModel | null => {
  if (answers.length < LEAST_ANSWERS) return head.learnt === undefined ? null : unlearnt(whole())
  const trace = `${head.learnt === undefined ? '' : 'learnt '}${traceOf(answers)}`
  if (file.meta.get(TRIED) === trace) return null
  const model = whole()
  const fitted = unlearnt(model)
  const { of } = evidenceFor(
    { file },
    answers.flatMap(({ a, b }) => [a, b]),
    modelAtHand(fitted),
  )
  const pairs = answers.flatMap(({ a, b, same }): JudgedPair[] => {
    const evidence = of(a, b)
    return evidence === null ? [] : [{ same, evidence }]
  })
  const { model: taught } = learnFrom(model, pairs)
  const isKnown = JSON.stringify(taught.learnt) === JSON.stringify(model.learnt)
  const after = `${taught.learnt === undefined ? '' : 'learnt '}${traceOf(answers)}`
  file.write(() => file.meta.set(TRIED, after))
  return isKnown ? null : taught
}
