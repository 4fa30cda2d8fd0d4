/** The libraries that the page carries within itself: d3 and Observable Plot, as they are published for browsers. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Scripts in the order in which they have to run. */
export const readLibraries = (): string[] => {
  const plot = createRequire(import.meta.url).resolve('@observablehq/plot')
  // The d3 that Plot itself would load.
  const d3 = createRequire(plot).resolve('d3')
  return [join(dirname(d3), '../dist/d3.min.js'), join(dirname(plot), '../dist/plot.umd.min.js')].map(
    (path) => readFileSync(path, 'utf8'),
  )
}
