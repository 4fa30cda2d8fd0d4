/** Pearson's correlation; 0 where one of the two does not vary. */
export const correlation = (a: Float64Array, b: Float64Array): number => {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, b[i]! - meanB]
    ab += x * y
    aa += x * x
    bb += y * y
  })
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}
