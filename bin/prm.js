#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read too: this check must come before anything native is loaded,
// because better-sqlite3 takes the whole process down on a Node that it was not built for.
import module from 'node:module'

const needed = [22, 12]
const found = process.versions.node.split('.').map(Number)

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'prm: Node ' + needed.join('.') + ' or newer is needed; this is Node ' + process.versions.node + '.\n',
  )
  process.exitCode = 1
} else {
  // Halves the start-up time from the second start on.
  if (module.enableCompileCache) module.enableCompileCache()
  import('../dist/cli/main.js').then(
    function (cli) {
      return cli.start()
    },
    function (error) {
      process.stderr.write('prm: the build is missing or broken (npm run build): ' + error.message + '\n')
      process.exitCode = 1
    },
  )
}
