/**
 * Lists of invented business contacts with the truth about them, from the generator beside the data sets. Values are
 * brought into the form in which the file keeps them, by the same functions.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PersonFacts } from '../../../src/core/dedupe/types.ts'
import { countryCode } from '../../../src/model/country.ts'
import { normalizePhone } from '../../../src/model/phone.ts'

export interface B2bList {
  count: number
  /** Made anew at each reading: a million of them at once would fill the memory. */
  facts: () => Iterable<PersonFacts>
  /** Of each the number of the person. */
  truth: Int32Array
}

export interface B2bOptions {
  rows: number
  seed: number
  /** 1 as in life, 2 with twice as many corruptions. */
  hard: 1 | 2
}

/**
 * Writes a list, and the truth beside it.
 *
 * @param folder that of the generator
 */
export const writeB2bList = (
  folder: string,
  { rows, seed, hard }: B2bOptions,
  people: string,
  truth: string,
): void => {
  const options = { n: rows, 'dup-rate': 0.3, seed, hard, out: people, truth }
  const made = spawnSync(
    process.execPath,
    [
      join(folder, 'gen.mjs'),
      ...Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]),
    ],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`the generator failed: ${made.stderr}`)
}

/** @param folder that of the generator */
export const makeB2bList = (folder: string, options: B2bOptions): B2bList => {
  const to = mkdtempSync(join(tmpdir(), 'prm-b2b-'))
  try {
    const [people, truth] = [join(to, 'people.csv'), join(to, 'truth.csv')]
    writeB2bList(folder, options, people, truth)
    const text = readFileSync(people, 'utf8')
    const entities = readFileSync(truth, 'utf8').trimEnd().split('\n').slice(1)
    return {
      count: entities.length,
      facts: () => factsOf(text),
      truth: Int32Array.from(entities, (line) => Number(line.split(',')[1])),
    }
  } finally {
    rmSync(to, { recursive: true, force: true })
  }
}

function* factsOf(text: string): Iterable<PersonFacts> {
  let from = text.indexOf('\n') + 1
  while (from < text.length) {
    let end = text.indexOf('\n', from)
    if (end < 0) end = text.length
    yield personOf(cellsOf(text.slice(from, end)))
    from = end + 1
  }
}

const cellsOf = (line: string): string[] =>
  line.includes('"')
    ? Array.from(line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g), ([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      )
    : line.split(',')

const personOf = ([
  ...[id, first, last, email, phone, company, domain, title, city, country, , profile, source]
]: string[]): PersonFacts => {
  const value = (cell: string | undefined): string | null => cell || null
  const list = (cell: string | null | undefined): string[] => (cell ? [cell] : [])
  const number = phone ? normalizePhone(phone, countryCode(country ?? '') ?? undefined) : null
  return {
    id: Number(id),
    ...{ full_name: null, first_name: value(first), middle_name: null, last_name: value(last), suffix: null },
    ...{ emails: list(email), phones: list(number && (number.e164 ?? number.raw)), profiles: list(profile) },
    ...{ company: value(company), domain: value(domain), title: value(title) },
    ...{ city: value(city), country: value(country), sources: list(source) },
  }
}
