import { expect, test } from 'vitest'
import { heap } from '../../src/lib/heap.ts'

test('gives the smallest first, of equal ones the one that came first', () => {
  const queue = heap<number>()
  const weights = [5, 1, 4, 1, 3, 9, 2, 6, 5, 3, 5, 0]
  weights.forEach((weight, i) => queue.push(weight, i))
  const found = weights.map(() => queue.pop()!)
  const expected = weights.map((weight, item) => ({ weight, item })).sort((a, b) => a.weight - b.weight)
  expect(found).toEqual(expected)
  expect(queue.pop()).toBeUndefined()
})

test('takes more while it gives', () => {
  const queue = heap<string>()
  queue.push(2, 'b')
  queue.push(1, 'a')
  expect(queue.pop()?.item).toBe('a')
  queue.push(0, 'z')
  queue.push(3, 'c')
  expect([queue.pop()?.item, queue.pop()?.item, queue.pop()?.item]).toEqual(['z', 'b', 'c'])
})
