/**
 * Keeps the drawing of the floors true: a file imports from its own folder and from lower floors. Read from the syntax
 * tree, so that comments and texts are not mistaken for code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

const FLOORS = new Map([
  ['lib', 0],
  ['model', 1],
  ['store', 2],
  ['connectors', 2],
  ['core', 3],
  ['cli', 4],
])
/** Folders of core that operations stand on; every other one is an operation. */
const SHARED_GROUND = new Set(['derive', 'engine', 'config', 'judge', 'reading', 'measure'])
/** These stand above the operations. */
const ABOVE_OPERATIONS = new Set(['run', 'report', 'index.ts'])
const CLI_ONLY = /^(commander|inquirer|@inquirer\/.*|chalk|ora|node:process|process|node:console|console)$/
/** Operations whose product is SQL, beside the store; and the language in which Salesforce is asked, which looks like it. */
const SQL_PLACES = /^(store|core\/score|core\/judge|core\/warehouse|connectors\/salesforce)\//
const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\b/

interface Import {
  /** Path within src, or the name of a package. */
  target: string
  isPackage: boolean
  /** Erased before it runs. */
  isTypeOnly: boolean
}

interface Source {
  path: string
  imports: Import[]
  texts: string[]
  /** `process` and `console` where they are the global ones. */
  globals: string[]
}

function read(path: string, code: string): Source {
  const source: Source = { path, imports: [], texts: [], globals: [] }
  const addImport = (specifier: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return
    const isPackage = !specifier.text.startsWith('.')
    const target = isPackage ? specifier.text : relative(SRC, join(SRC, dirname(path), specifier.text))
    source.imports.push({ target, isPackage, isTypeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      addImport(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
      return
    }
    if (ts.isExportDeclaration(node)) {
      addImport(node.moduleSpecifier, node.isTypeOnly)
      return
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      addImport(node.argument.literal, true)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addImport(node.arguments[0], false)
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      source.texts.push(node.text)
    }
    // `process.env`, not `x.process`: the name must be the object.
    if (
      (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      /^(process|console)$/.test(node.expression.text)
    ) {
      source.globals.push(node.expression.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest))
  return source
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => read(path, readFileSync(join(SRC, path), 'utf8')))

const floorOf = (path: string): number => FLOORS.get(path.split('/')[0]!) ?? -1

/** What is wrong with this arrow; undefined when nothing is. */
function fault(from: string, to: string): string | undefined {
  const [fromTop, fromPart = ''] = from.split('/')
  const [toTop, toPart = ''] = to.split('/')
  if (floorOf(to) > floorOf(from)) return 'upward'
  if (floorOf(to) === floorOf(from) && fromTop !== toTop) return 'sideways'
  if (fromTop !== 'core' || toTop !== 'core' || fromPart === toPart || ABOVE_OPERATIONS.has(fromPart))
    return undefined
  if (ABOVE_OPERATIONS.has(toPart)) return 'upward'
  // A file that lies in core itself is shared ground too.
  const isShared = (part: string): boolean => SHARED_GROUND.has(part) || part.endsWith('.ts')
  if (isShared(toPart)) return undefined
  return isShared(fromPart) ? 'upward' : 'sideways'
}

function faults(files: readonly Source[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, isPackage }) => {
      const what = isPackage ? undefined : fault(path, target)
      return what === undefined ? [] : [`${what}: ${path} -> ${target}`]
    }),
  )
}

/** Rings of files that need each other when they run. Imports of types only are erased and make none. */
function cycles(files: readonly Source[]): string[] {
  const targets = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((each) => !each.isPackage && !each.isTypeOnly).map((each) => each.target),
    ]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) found.push([...trail.slice(start), path].join(' -> '))
    if (start !== -1 || done.has(path)) return
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) walk(path, [])
  return found
}

describe('the floors', () => {
  test('every folder of src is on a floor', () => {
    expect(sources.length).toBeGreaterThan(20)
    expect(sources.filter(({ path }) => floorOf(path) === -1).map(({ path }) => path)).toEqual([])
  })
  test('no arrow points upward or sideways', () => expect(faults(sources)).toEqual([]))
  test('no file needs itself', () => expect(cycles(sources)).toEqual([]))
  test('every arrow hits a file, by its whole name', () => {
    const missing = sources.flatMap(({ path, imports }) =>
      imports
        .filter((each) => !each.isPackage && !existsSync(join(SRC, each.target)))
        .map((each) => `${path} -> ${each.target}`),
    )
    expect(missing).toEqual([])
  })
  test('only cli touches the terminal', () => {
    const below = sources.filter(({ path }) => !path.startsWith('cli/'))
    const packages = below.flatMap(({ path, imports }) =>
      imports
        .filter((each) => each.isPackage && CLI_ONLY.test(each.target))
        .map((each) => `${path}: ${each.target}`),
    )
    const globals = below.flatMap(({ path, globals }) => globals.map((name) => `${path}: ${name}`))
    expect([...packages, ...globals]).toEqual([])
  })
  test('only the store holds SQL', () => {
    const elsewhere = sources.filter(({ path }) => !SQL_PLACES.test(path))
    expect(
      elsewhere.filter(({ texts }) => texts.some((text) => SQL.test(text))).map(({ path }) => path),
    ).toEqual([])
  })
})

describe('this test can fail', () => {
  test.each([
    ['model/a.ts', '../core/score/score.ts', 'upward'],
    ['lib/a.ts', '../model/name.ts', 'upward'],
    ['store/a.ts', '../connectors/x/index.ts', 'sideways'],
    ['connectors/x/index.ts', '../../store/open.ts', 'sideways'],
    ['core/push/a.ts', '../score/score.ts', 'sideways'],
    ['core/push/a.ts', '../run/run.ts', 'upward'],
    ['core/push/a.ts', '../index.ts', 'upward'],
    ['core/derive/a.ts', '../push/push.ts', 'upward'],
    ['core/push/a.ts', '../derive/identity.ts', undefined],
    ['core/push/a.ts', '../../store/open.ts', undefined],
    ['core/run/run.ts', '../push/push.ts', undefined],
    ['core/index.ts', './push/push.ts', undefined],
    ['cli/commands/push.ts', '../command.ts', undefined],
  ])('%s importing %s: %s', (path, specifier, expected) => {
    for (const code of [
      `import { x } from '${specifier}'`,
      `export * from '${specifier}'`,
      `await import('${specifier}')`,
    ]) {
      expect(faults([read(path, code)]).map((line) => line.split(':')[0])).toEqual(
        expected === undefined ? [] : [expected],
      )
    }
  })
  test('rings, but not rings of types', () => {
    const ring = (line: string): Source[] => [
      read('lib/a.ts', line),
      read('lib/b.ts', "import { a } from './a.ts'"),
    ]
    expect(cycles(ring("import { b } from './b.ts'"))).toEqual(['lib/a.ts -> lib/b.ts -> lib/a.ts'])
    expect(cycles(ring("import type { b } from './b.ts'"))).toEqual([])
  })
  test('globals and SQL', () => {
    const source = read(
      'core/a.ts',
      "// SELECT\nconsole.log(process.env['X'], y.process.z, `SELECT ${1} FROM x`)",
    )
    expect(source.globals.sort()).toEqual(['console', 'process'])
    expect(source.texts.filter((text) => SQL.test(text))).toEqual(['SELECT '])
  })
})
