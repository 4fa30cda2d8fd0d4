/** `prm validate --address`: addresses that stand in no file. */
import type { AddressesResult, CheckAddressesInput } from '../core/validate/check-addresses.ts'
import type { AddressKind, AddressReport } from '../model/address-report.ts'
import { PrmError } from '../model/errors.ts'
import type { OutputFormat } from './command.ts'
import type { Context } from './context.ts'
import { givenAddresses } from './given-addresses.ts'

export interface AddressesRun {
  of: 'addresses'
  /** Whole once all was written, where the verdicts are written as they come. */
  result: AddressesResult
  /** Null where they are. */
  addresses: AddressReport[] | null
  input: CheckAddressesInput
}

/** What makes sense only for the addresses of a file. */
const FILE_FLAGS = ['only', 'stale', 'where', 'limit', 'with', 'maxCost', 'maxCalls', 'dryRun'] as const

const wrongFlags = (message: string, hint: string): PrmError =>
  new PrmError('usage', 'usage.conflicting_flags', message, { hint })

/** @throws PrmError `usage`: flags that make sense only for a file */
export const addressesInput = (
  flags: Readonly<Record<string, unknown>>,
  shared: Pick<
    CheckAddressesInput,
    'extra_tlds' | 'disposable' | 'not_disposable' | 'country' | 'online' | 'resolver'
  >,
  ctx: Context,
): CheckAddressesInput => {
  const other = FILE_FLAGS.find((name) => flags[name] !== undefined && flags[name] !== false)
  if (other !== undefined) {
    const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const hint = other === 'only' ? 'say what they are with --kind' : 'leave one of the two out'
    throw wrongFlags(`--${flag} is for the addresses in a file, not for --address`, hint)
  }
  return {
    ...shared,
    addresses: givenAddresses(flags.address as string[], ctx.io),
    kind: flags.kind as AddressKind | undefined,
    signal: ctx.signal,
  }
}

/** Whole where a text for people or one document is made of it, else as it comes. */
export const runAddresses = async (ctx: Context, input: CheckAddressesInput): Promise<AddressesRun> => {
  const { checkAddresses, noAddresses } = await import('../core/validate/check-addresses.ts')
  const { json, ndjson, csv } = ctx.common
  if (ndjson || csv || (!json && !ctx.io.stdout.isTTY))
    return { of: 'addresses', result: noAddresses(), addresses: null, input }
  const { addresses, ...result } = await checkAddresses(input)
  return { of: 'addresses', result, addresses, input }
}

/** The verdicts as they come; null where they are there already, for a text or one document. */
export function addressStream(run: AddressesRun, format: OutputFormat): AsyncIterable<string> | null {
  return run.addresses === null && format !== 'json' ? lines(run, format === 'text' ? 'tsv' : format) : null
}

async function* lines(
  { input, result }: AddressesRun,
  format: 'ndjson' | 'csv' | 'tsv',
): AsyncGenerator<string> {
  const { addressLines } = await import('../core/validate/check-addresses.ts')
  yield* addressLines(input, format, result)
}

/** 3: somebody did not answer. */
export const addressesExit = ({ outcomes }: AddressesResult): number =>
  outcomes.some(({ reason }) => reason === 'dns_timeout' || reason === 'dns_failed') ? 3 : 0
