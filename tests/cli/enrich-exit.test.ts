import { expect, test } from 'vitest'
import { enrichExit } from '../../src/cli/commands/enrich.ts'
import type { EnrichResult } from '../../src/core/enrich/enrich.ts'

type Kind = 'credential' | 'quota' | 'outage' | 'fill_rate'

const result = (kinds: readonly (Kind | null)[], failed = 0): EnrichResult =>
  ({
    counts: { failed },
    services: {
      services: kinds.map((kind) => ({ stopped: kind === null ? null : { kind, message: '', hint: '' } })),
    },
  }) as unknown as EnrichResult

test.each<[string, EnrichResult, number]>([
  ['the only service refused the key', result(['credential']), 4],
  ['one refused the key, the other was done', result(['credential', null]), 4],
  ['one refused the key, the other is down', result(['credential', 'outage']), 5],
  ['the account is empty', result(['quota']), 5],
  ['too little was found', result(['fill_rate']), 0],
  ['questions failed', result([null], 2), 3],
])('%s', (_name, given, code) => expect(enrichExit(given)).toBe(code))
