import type { OversizedBlock } from '../../core/dedupe/dedupe.ts'
import { number, plural } from './format.ts'

/**
 * Blocks that were too large to compare all with all: the largest.
 *
 * @param of what they are groups of
 */
export function oversized(splits: readonly OversizedBlock[], of = 'people'): string {
  // Of a block and its parts that nothing parts, the last is the one that stays.
  const [largest] = [...splits].sort((a, b) => b.size - a.size || a.by.length - b.by.length)
  const { rule, size, by } = largest!
  const parted = by.length === 0 ? 'and could not be parted' : `and was parted by ${by.join(', then ')}`
  const one = `${plural(splits.length, 'group')} of ${of} with one ${rule} was too large to compare all with all`
  const many = `${plural(splits.length, 'group')} of ${of} with one key were too large to compare all with all`
  const head = splits.length === 1 ? one : many
  return `${head}; the largest (same ${rule}) had ${number(size)} ${parted}`
}
