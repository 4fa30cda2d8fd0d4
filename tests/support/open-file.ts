/** `node open-file.ts PATH AT [HOLD]`: opens a prospect file at a moment (ms since 1970); with HOLD, holds the write lock that long (ms). */
import { openProspectFile } from '../../src/store/index.ts'

const [path = '', at = '0', hold = '0'] = process.argv.slice(2)
const sleep = (ms: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, ms))

sleep(Number(at) - Date.now())
const file = openProspectFile(path, { create: true })
if (Number(hold) > 0) {
  file.write(() => {
    file.meta.set('holder', String(process.pid))
    process.stdout.write('holding\n')
    sleep(Number(hold))
  })
}
process.stdout.write(`${file.id} ${file.created}\n`)
file.close()
