/**
 * The x with A·x = b for a symmetric, positive definite A, by Cholesky's decomposition.
 *
 * @param matrix the lower triangle, row after row; overwritten
 * @param right one number a row
 */
export const solvePositive = (matrix: Float64Array, right: Float64Array): Float64Array => {
  const size = right.length
  for (let i = 0; i < size; i++) {
    const row = i * size
    for (let j = 0; j <= i; j++) {
      const other = j * size
      let sum = matrix[row + j]!
      for (let k = 0; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!
      // Rounding may leave a pivot at or below zero where the matrix is nearly singular.
      matrix[row + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[other + j]!
    }
  }
  const x = Float64Array.from(right)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= matrix[i * size + k]! * x[k]!
    x[i]! /= matrix[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= matrix[k * size + i]! * x[k]!
    x[i]! /= matrix[i * size + i]!
  }
  return x
}
