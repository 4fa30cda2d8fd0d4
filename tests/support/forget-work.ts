/** `node forget-work.ts DB WHO`: erases somebody. Made to be killed. */
import { forgetPerson } from '../../src/core/forget/forget.ts'
import { workDeps } from './work-deps.ts'

const [db = '', who] = process.argv.slice(2)
const deps = workDeps(db)
process.stdout.write('begun\n')
await forgetPerson(deps, { who })
deps.file.close()
