/**
 * Where a share lies that was seen as `hits` of `n`: Wilson's interval, 95 %. Holds for few and for extreme shares too,
 * where hits/n ± something does not.
 *
 * @returns two shares between 0 and 1; null where nothing was seen
 */
export const wilson = (hits: number, n: number): [low: number, high: number] | null => {
  if (n === 0) return null
  const z = 1.959964
  const share = hits / n
  const middle = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const whole = 1 + (z * z) / n
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)]
}
