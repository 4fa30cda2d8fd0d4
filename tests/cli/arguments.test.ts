import { expect, test } from 'vitest'
import { assignments } from '../../src/cli/assignments.ts'
import { failure } from '../support/failure.ts'

test.each([
  ['a value', ['title=VP Sales'], { title: 'VP Sales' }],
  ['an empty one', ['title='], { title: '' }],
  ['an equals sign in the value', ['notes=a=b'], { notes: 'a=b' }],
  ['lines in the value', ['notes=a\nb'], { notes: 'a\nb' }],
  ['several', ['a=1', 'b=2'], { a: '1', b: '2' }],
])('%s', (_name, args, expected) => {
  expect(assignments(args, 'prm edit …')).toEqual(expected)
})

test.each([
  ['no equals sign', ['title'], 'usage.not_an_assignment'],
  ['no name', ['=x'], 'usage.not_an_assignment'],
  ['a blank in the name', ['my title=x'], 'usage.not_an_assignment'],
  ['twice', ['title=a', 'title=b'], 'usage.field_twice'],
])('%s is refused', (_name, args, code) => {
  expect(failure(() => assignments(args, 'prm edit …'))).toMatchObject({ kind: 'usage', code })
})
