/**
 * How quick checking addresses is: a million distinct e-mail addresses and a million distinct numbers through the
 * program, offline, on all cores; ten thousand domains at a DNS server that takes 30 ms for a reply. Then how right the
 * verdicts are. PRM_BENCH_ROWS scales the first, PRM_BENCH_DOMAINS the second.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createDomainCheck } from '../../src/core/validate/ask-domain.ts'
import { createDnsClient } from '../../src/lib/dns/client.ts'
import { parseServer } from '../../src/lib/dns/server.ts'
import { startScript } from '../support/child.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'
import { measureAddresses } from './validate-quality/addresses.ts'

const ROWS = Number(process.env.PRM_BENCH_ROWS ?? 1_000_000)
const DOMAINS = Number(process.env.PRM_BENCH_DOMAINS ?? 10_000)
const LATENCY = 30
const PIECE = 5000

const FIRST =
  'ann bob carla dee eve fay gil hal ivy jon kim leo mia ned ola pat quin rosa sam tom uma vic wes xena yan zoe'.split(
    ' ',
  )
const ENDINGS = ['com', 'de', 'co.uk', 'fr', 'io', 'net', 'org', 'it', 'es', 'nl'] as const
const PROVIDERS = ['gmail.com', 'yahoo.com', 'hotmail.fr', 'outlook.com'] as const

/** Every third at a provider, the others at companies of four people each. */
const email = (i: number): string => {
  const domain = i % 3 === 0 ? PROVIDERS[i % 4]! : `firm-${i >> 2}.${ENDINGS[(i >> 2) % 10]!}`
  return `${FIRST[i % 26]!}.${FIRST[Math.floor(i / 26) % 26]!}${i}@${domain}`
}

const padded = (value: number, places: number): string => String(value).padStart(places, '0')

const phone = (i: number): string => {
  const [kind, n] = [i % 5, Math.floor(i / 5)]
  if (kind === 0)
    return `(${212 + Math.floor(n / 1_000_000)}) ${200 + (Math.floor(n / 10_000) % 700)}-${padded(n % 10_000, 4)}`
  if (kind === 1) return `+44 20 7${padded(n, 7).slice(0, 3)} ${padded(n % 10_000, 4)}`
  if (kind === 2) return `+49 30 ${1_000_000 + n}`
  return kind === 3 ? `0033 6 ${padded(10_000_000 + n * 7, 8)}` : `+61 4${padded(n, 8)}`
}

interface Measured {
  seconds: number
  cpu: number
  megabytes: number
  lines: number
}

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** What the program takes for these lines, itself and its threads. */
const through = async (lines: (i: number) => string, args: readonly string[]): Promise<Measured> => {
  const bin = fileURLToPath(new URL('../../bin/prm.js', import.meta.url))
  const hook = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\n'+JSON.stringify({cpu:(user+system)/1e6,kilobytes:process.resourceUsage().maxRSS}))})`
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', hook, bin, 'validate', '--address', '-', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [errors, count] = ['', 0]
  child.stdout.on('data', (bytes: Buffer) => {
    for (const byte of bytes) if (byte === 10) count++
  })
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for (let from = 0; from < ROWS; from += PIECE) {
    let text = ''
    for (let i = from; i < Math.min(from + PIECE, ROWS); i++) text += `${lines(i)}\n`
    if (!child.stdin.write(text)) await new Promise((resolve) => child.stdin.once('drain', resolve))
  }
  child.stdin.end()
  await ended
  const { cpu, kilobytes } = JSON.parse(errors.trim().split('\n').at(-1) ?? '{}') as Record<
    'cpu' | 'kilobytes',
    number
  >
  return { seconds: (performance.now() - began) / 1000, cpu, megabytes: kilobytes / 1024, lines: count }
}

const offline = async (): Promise<BenchRow[]> => {
  const kinds = [
    { name: 'e-mail addresses', measured: await through(email, ['--ndjson', '--kind', 'email']) },
    { name: 'phone numbers', measured: await through(phone, ['--ndjson', '--kind', 'phone']) },
  ]
  const sum = (of: 'seconds' | 'cpu'): number =>
    kinds.reduce((total, { measured }) => total + measured[of], 0)
  const isFull = ROWS === 1_000_000
  return [
    ...kinds.map(({ name, measured: { seconds, cpu, lines } }) => ({
      name: `${ROWS} ${name}, offline`,
      ours: seconds,
      unit: 's',
      note: `${cpu.toFixed(1)} s of CPU${lines === ROWS ? '' : `; only ${lines} verdicts`}`,
    })),
    {
      name: 'both',
      ours: sum('seconds'),
      unit: 's',
      ...(isFull && { target: 'under 25 s' }),
      note: `${sum('cpu').toFixed(1)} s of CPU`,
    },
    {
      name: 'memory, at most',
      ours: Math.max(...kinds.map(({ measured }) => measured.megabytes)),
      unit: 'MB',
      ...(isFull && { target: 'under 500 MB' }),
    },
  ]
}

/** The server has a process of its own, as real ones do. */
const online = async (): Promise<BenchRow[]> => {
  const server = startScript('dns-work.ts', [String(LATENCY)])
  const address = await new Promise<string>((resolve) =>
    server.process.stdout!.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())),
  )
  const client = createDnsClient({ servers: [parseServer(address)!] })
  const check = createDomainCheck(client, { get: () => undefined, put: () => undefined })
  const began = performance.now()
  const cpu = process.cpuUsage()
  const names = Array.from({ length: DOMAINS }, (_, i) => `firm-${i}.example`)
  const findings = await Promise.all(names.map((name) => check(name)))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const sent = client.sent()
  client.close()
  server.process.kill()
  await server.ended
  const told = findings.filter(({ verdict }) => verdict !== 'unknown').length
  return [
    {
      name: `${DOMAINS} domains over the DNS, ${LATENCY} ms a reply`,
      ours: seconds,
      unit: 's',
      ...(DOMAINS === 10_000 && { target: 'under 10 s' }),
      note: `${((user + system) / 1e6).toFixed(1)} s of CPU, ${sent} questions${told === DOMAINS ? '' : `; ${DOMAINS - told} unknown`}`,
    },
  ]
}

/** Measured with the peers' own code on the same cases, as the README of the cases names them. */
const PEERS: Readonly<Record<string, { name: string; value: number }>> = {
  'e-mail grammar': { name: 'isemail (95.9 %)', value: 0.959 },
  'domain typos': { name: 'email-misspelled (163 of 172)', value: 163 / 172 },
  'domain typos, false alarms': { name: 'email-misspelled', value: 1 },
  'phones: verdict and E.164': { name: 'libphonenumber-js/max (93.5 %)', value: 0.935 },
}

const quality = async (cases: string | null): Promise<BenchRow[]> => {
  if (cases === null) return []
  return (await measureAddresses(cases)).map((row) => {
    const peer = PEERS[row.name]
    if (peer === undefined) return row
    return {
      ...row,
      peer: peer.value < 1 ? { name: peer.name, value: Math.round(peer.value * (row.of ?? 1)) } : peer,
    }
  })
}

export async function measureValidate({ cases }: BenchOptions): Promise<BenchResult> {
  if (!existsSync(MAIN)) return { skipped: 'the program is not built: npm run build' }
  return { rows: [...(await offline()), ...(await online()), ...(await quality(cases))] }
}
