/** Least squares with an L2 penalty on bins: the points that come nearest to given numbers. */
import { solvePositive } from './cholesky.ts'
import type { Design } from './features.ts'

/** @returns a weight for each bin; the mean of the targets is what a row with weights of 0 has */
export const fitLinear = (
  { cells, features, offsets }: Design,
  target: Float64Array,
  rows: Int32Array,
  strength: number,
): Float64Array => {
  const width = features.length
  const size = offsets[width]!
  const mean = rows.reduce((sum, row) => sum + target[row]!, 0) / Math.max(1, rows.length)
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  for (const row of rows) {
    for (let f = 0; f < width; f++) {
      const bin = cells[row * width + f]!
      right[bin]! += target[row]! - mean
      for (let g = 0; g <= f; g++) matrix[bin * size + cells[row * width + g]!]! += 1
    }
  }
  for (let bin = 0; bin < size; bin++) matrix[bin * size + bin]! += strength
  return solvePositive(matrix, right)
}
