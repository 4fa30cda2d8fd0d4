/** What taking in a change needs. */
import type { Deps } from '../derive/run.ts'
import type { PullJournal } from './journal.ts'
import type { Whom } from './whom.ts'

export interface Taking {
  deps: Deps
  journal: PullJournal
  whom: Whom
}
