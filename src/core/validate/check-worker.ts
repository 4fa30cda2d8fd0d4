/** Checks portions of addresses on a core of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { createCheckJob, type CheckSettings, type StoredJob, type TextJob } from './check-job.ts'

const port = parentPort!
const work = createCheckJob(workerData as CheckSettings)

port.on('message', (job: StoredJob | TextJob) => port.postMessage(work(job)))
