/** `field=value` arguments of add and edit. */
import { PrmError } from '../model/errors.ts'

/**
 * @param example a whole command line, for the hint
 * @throws PrmError `usage.not_an_assignment`, `usage.field_twice`
 */
export function assignments(args: readonly string[], example: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const arg of args) {
    const [, name, value = ''] = /^([^=\s]+)=([\s\S]*)$/.exec(arg) ?? []
    if (name === undefined) {
      throw new PrmError('usage', 'usage.not_an_assignment', `'${arg}' is not of the form field=value`, {
        hint: example,
      })
    }
    if (name in fields) throw new PrmError('usage', 'usage.field_twice', `${name} is given twice`)
    fields[name] = value
  }
  return fields
}
