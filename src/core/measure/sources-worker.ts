/** Measures sources on a core of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { openProspectFile } from '../../store/index.ts'
import type { SourcesWork } from './sources-beside.ts'
import { measureSources } from './sources.ts'

const { path, day, ages } = workerData as SourcesWork
const file = openProspectFile(path)
try {
  file.setClock(day)
  file.setAges(ages)
  parentPort!.postMessage(measureSources({ file }))
} finally {
  file.close()
}
