/** The warmest chains of people from us to somebody at a company. */
import { heap } from '../../lib/heap.ts'
import { extractEmails } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import { companyEnd, personEnd, type TieEnd } from '../derive/relationships.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { companyByDomain, findCompany } from '../derive/which-company.ts'
import { findPerson } from '../derive/who.ts'
import { isCompany, tieGraph, US, type Edge, type Graph } from './graph.ts'
import { LEAST } from './strength.ts'

export interface PathInput {
  /** The company, by domain or name. */
  to: string
  /** The person to begin from; by default all of ours. */
  from?: string | undefined
  /** Addresses and domains of our own people. */
  me: readonly string[]
  limit?: number | undefined
}

export interface PathStep {
  /** Null: we ourselves. */
  from: TieEnd | null
  to: TieEnd
  /** How the first is tied to the second. */
  says: string
  strength: number
  derived: boolean
  /** Of colleagues: where. */
  at: TieEnd | null
  /** Of a reply or meeting its day; of former colleagues the last on which both were there. */
  on: string | null
}

export interface Chain {
  person: TieEnd & { title: string | null; email: string | null; suppressed: boolean }
  /** The product of its steps. */
  strength: number
  steps: PathStep[]
}

export interface PathResult extends Result {
  run: null
  /** `known` people at the company, `ours` to begin from. */
  counts: Record<'chains' | 'known' | 'ours', number>
  company: TieEnd
  from: TieEnd | null
  /** The warmest first, each to another person. */
  chains: Chain[]
}

const CHAINS = 3

/**
 * @throws PrmError `path.unknown_company`, `path.no_start`, `who.…`
 */
export const findPath = (deps: Pick<Deps, 'file' | 'asOf'>, input: PathInput): PathResult => {
  const { file } = deps
  const company = findCompany(file, input.to)
  if (!company) {
    throw new PrmError('usage', 'path.unknown_company', `no company here goes by "${input.to}"`, {
      hint: 'give its domain or its name, as prm list --columns company,domain shows them',
    })
  }
  const target = String(company.id)
  const starts = input.from === undefined ? ourPeople(file, input.me) : [findPerson(file, input.from)]
  const isNamed = input.from !== undefined
  const graph = tieGraph(file, deps.asOf.toISOString().slice(0, 10), isNamed ? null : starts)
  const goals = new Set(file.relationships.peopleAt(target, -1))
  const known = goals.size
  for (const id of starts) goals.delete(id)
  const routes = warmest(graph, isNamed ? starts[0]! : US, goals, input.limit ?? CHAINS)
  const chains = routes.map((route) => chainOf(file, route))
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { chains: chains.length, known, ours: starts.length },
    company: companyEnd(file, target),
    from: isNamed ? personEnd(file, starts[0]!) : null,
    chains,
  }
}

/** The people of the file at our addresses and domains. */
const ourPeople = (file: ProspectFile, me: readonly string[]): string[] => {
  if (me.length === 0) {
    throw new PrmError('usage', 'path.no_start', 'nobody is named from whom a chain could begin', {
      hint: 'give --from with one of yours, or name your addresses and domains in prm.yaml: me: [ours.example]',
    })
  }
  const ids = me.flatMap((text) => {
    const [address] = extractEmails(text)
    if (address !== undefined) return file.people.idsByAddress(address)
    const company = companyByDomain(file, text)
    return company === undefined ? [] : file.relationships.peopleAt(String(company.id), -1)
  })
  return [...new Set(ids)]
}

interface Hop {
  from: string
  to: string
  edge: Edge
}

/** Dijkstra over −log of the strength. Who works at the company ends a chain, so that no chain leads through it. */
const warmest = (graph: Graph, start: string, goals: ReadonlySet<string>, limit: number): Hop[][] => {
  const found: Hop[][] = []
  const settled = new Map<string, Hop | null>()
  const queue = heap<{ id: string; hop: Hop | null }>()
  queue.push(0, { id: start, hop: null })
  while (found.length < limit) {
    const next = queue.pop()
    if (next === undefined) break
    const { weight, item } = next
    if (settled.has(item.id)) continue
    settled.set(item.id, item.hop)
    if (goals.has(item.id)) {
      found.push(hopsTo(item.id, settled))
      continue
    }
    for (const edge of graph.edges(item.id)) {
      const sum = weight - Math.log(edge.strength)
      if (settled.has(edge.to) || sum > -Math.log(LEAST)) continue
      queue.push(sum, { id: edge.to, hop: { from: item.id, to: edge.to, edge } })
    }
  }
  return found
}

const hopsTo = (id: string, settled: ReadonlyMap<string, Hop | null>): Hop[] => {
  const hops: Hop[] = []
  for (let hop = settled.get(id); hop; hop = settled.get(hop.from)) hops.unshift(hop)
  return hops
}

const rounded = (strength: number): number => Math.round(strength * 1000) / 1000

const chainOf = (file: ProspectFile, hops: readonly Hop[]): Chain => {
  const end = (id: string): TieEnd => (isCompany(id) ? companyEnd(file, id) : personEnd(file, id))
  const steps: PathStep[] = []
  let strength = 1
  for (let i = 0; i < hops.length; i++) {
    const { from, to, edge } = hops[i]!
    const next = hops[i + 1]
    strength *= edge.strength
    if (edge.says === 'ours') continue
    const isByCompany = edge.derived && isCompany(to) && next?.edge.derived === true
    const last = isByCompany ? next : hops[i]!
    if (isByCompany) {
      strength *= next.edge.strength
      i++
    }
    steps.push({
      from: from === US ? null : end(from),
      to: end(last.to),
      says: isByCompany ? (edge.says === 'works_at' ? 'colleague' : 'worked_there') : edge.says,
      strength: rounded(isByCompany ? edge.strength * next.edge.strength : edge.strength),
      derived: edge.derived,
      at: isByCompany ? end(to) : edge.at === undefined ? null : end(edge.at),
      on: edge.on,
    })
  }
  const id = hops.at(-1)!.to
  const row = file.people.get(id)
  return {
    person: {
      ...personEnd(file, id),
      title: (row?.title ?? null) as string | null,
      email: (row?.email ?? null) as string | null,
      suppressed: row?.suppressed === 1,
    },
    strength: rounded(strength),
    steps,
  }
}
