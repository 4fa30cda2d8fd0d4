import { PrmError } from '../model/errors.ts'

/**
 * The number of a run, as an argument.
 *
 * @throws PrmError `usage.invalid_value`
 */
export function runNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new PrmError('usage', 'usage.invalid_value', `a run goes by its number, not '${text}'`, {
    hint: 'prm history lists the runs',
  })
}
