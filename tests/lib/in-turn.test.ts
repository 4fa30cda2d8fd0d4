import { expect, test } from 'vitest'
import { inTurn } from '../../src/lib/in-turn.ts'

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

test('one after the other for one key, beside each other for others, whatever fails', async () => {
  const turn = inTurn()
  const said: string[] = []
  const act = (name: string, milliseconds: number) => async (): Promise<string> => {
    said.push(`${name} begins`)
    await later(milliseconds)
    said.push(`${name} ends`)
    if (name === 'a1') throw new Error(name)
    return name
  }
  const first = turn('a', act('a1', 30))
  const second = turn('a', act('a2', 1))
  const other = turn('b', act('b1', 1))
  await expect(first).rejects.toThrow('a1')
  expect(await Promise.all([second, other])).toEqual(['a2', 'b1'])
  expect(said).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends'])
  expect(await turn('a', act('a3', 0))).toBe('a3')
})
