import { expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../src/core/config/index.ts'
import { pushTarget, runTarget } from '../../src/cli/target.ts'
import { failure } from '../support/failure.ts'

const config = (to: string, push: string | null = 'csv'): Config => ({
  ...DEFAULT_CONFIG,
  builtIn: false,
  path: '/shop/prm.yaml',
  push: { ...DEFAULT_CONFIG.push, to },
  run: { push },
})

test.each([
  ['a path on the command line is of the current folder', 'csv:out.csv', 'csv:mine.csv', '/now/out.csv'],
  ['an absolute one stays', 'csv:/tmp/out.csv', 'csv:mine.csv', '/tmp/out.csv'],
  ['- is stdout', 'csv:-', 'csv:mine.csv', null],
  ['a path in the config is beside it', undefined, 'csv:mine.csv', '/shop/mine.csv'],
  [
    'the default is in the current folder, also when the config says it',
    undefined,
    'csv:qualified.csv',
    '/now/qualified.csv',
  ],
])('%s', (_name, given, to, path) => {
  expect(pushTarget(given, config(to), '/now')).toEqual({ kind: 'csv', path })
})

test.each([
  ['another service', 'hubspot', 'usage', 'push.unknown_target'],
  ['a bare file', 'out.csv', 'usage', 'push.unknown_target'],
  ['no file', 'csv:', 'usage', 'push.no_file'],
])('%s is refused', (_name, given, kind, code) => {
  expect(failure(() => pushTarget(given, config('csv:x.csv'), '/now'))).toMatchObject({ kind, code })
})

test('a wrong target in the config is a fault of the config', () => {
  expect(failure(() => pushTarget(undefined, config('hubspot'), '/now'))).toMatchObject({ kind: 'config' })
})

test.each([
  ['nothing is pushed where the config says so', undefined, null, null],
  ['unless asked for', 'csv:out.csv', null, { kind: 'csv', path: '/now/out.csv' }],
  ['csv is the target of push', undefined, 'csv', { kind: 'csv', path: '/shop/mine.csv' }],
  ['or a target of its own', undefined, 'csv:run.csv', { kind: 'csv', path: '/shop/run.csv' }],
])('run: %s', (_name, given, push, expected) => {
  expect(runTarget(given, config('csv:mine.csv', push), '/now')).toEqual(expected)
})
