// Adds up vitest's JSON reports and prints the closing line of .ci/run. A step that failed outside the tests (lint,
// types, the first command) counts as one failure, so that the line never says 0 failed when the run is not good.
import { existsSync, readFileSync } from 'node:fs'

const [stepFailed, ...files] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const file of files.filter((name) => existsSync(name))) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  // A file that could not be loaded has no tests to fail.
  failed += report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length
}
if (failed === 0 && (stepFailed !== '0' || passed === 0)) failed = 1

console.log()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
