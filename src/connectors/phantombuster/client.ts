/** PhantomBuster's requests: an agent is launched, works as a container, and leaves a result that is JSON in a text. */
import { isObject, parseJson, type Json } from '../../lib/table/json-flatten.ts'
import type {
  AgentRuns,
  Call,
  CollectedRow,
  Collector,
  JobState,
  ServiceReply,
  ServiceRequest,
} from '../contract.ts'
import { jsonOf, readJson, said, shaped, statusTrouble } from '../reading.ts'
import { ServiceTrouble } from '../trouble.ts'
import { Agent, Container, Containers, Failure, Launched, Pointer, ResultObject } from './schema.ts'

export const TITLE = 'PhantomBuster'

const words = (reply: ServiceReply): string => {
  try {
    const { error, message } = shaped(TITLE, Failure, jsonOf(TITLE, reply))
    return error ?? message ?? ''
  } catch {
    return ''
  }
}

const reading =
  <T>(read: (reply: ServiceReply) => T) =>
  (reply: ServiceReply): T => {
    const trouble = statusTrouble(TITLE, reply)
    if (trouble === null) return read(reply)
    if (trouble.kind !== 'refused') throw trouble
    const told = words(reply) || `status ${reply.status}`
    throw new ServiceTrouble('refused', `${TITLE} says: ${said(told)}`, { code: String(reply.status) })
  }

const headers = ({ key }: Call): Record<string, string> => ({ 'x-phantombuster-key': key })

const get = <T>(
  call: Call,
  path: string,
  query: Record<string, string>,
  read: (reply: ServiceReply) => T,
  more: Partial<ServiceRequest> = {},
): Promise<T> =>
  call.send({ method: 'GET', path, query, headers: headers(call), paid: false, ...more }, reading(read))

/** Two launches are two runs, and cost the time of two. */
const launch: AgentRuns['launch'] = (agent, call) =>
  call.send(
    {
      ...{ method: 'POST', path: '/agents/launch', headers: headers(call), paid: true },
      json: { id: agent, maxInstanceCount: 1 },
    },
    reading((reply) => readJson(TITLE, Launched, reply).containerId),
  )

const latest: AgentRuns['latest'] = async (agent, call) => {
  const { containers } = await get(
    call,
    '/containers/fetch-all',
    { agentId: agent, mode: 'all', limit: '10' },
    (reply) => readJson(TITLE, Containers, reply),
  )
  const runs = containers.map(({ id, createdAt, launchedAt }) => ({ id, at: createdAt ?? launchedAt ?? 0 }))
  return runs.sort((a, b) => b.at - a.at)[0] ?? null
}

const stateOf = ({
  status,
  exitCode,
  endType,
}: {
  status: string
  exitCode?: number | null | undefined
  endType?: string | null | undefined
}): JobState => {
  if (status === 'launch error') return { state: 'failed', message: 'it could not be launched' }
  // `starting`, `running`, `unknown`, and whatever else comes up.
  if (status !== 'finished') return { state: 'running', share: null }
  if (exitCode === 0) return { state: 'done' }
  const end = endType && endType !== 'finished' ? ` (${endType})` : ''
  return { state: 'failed', message: `it ended with exit code ${exitCode ?? 'unknown'}${end}` }
}

const state: AgentRuns['state'] = (run, call) =>
  get(call, '/containers/fetch', { id: run }, (reply) => stateOf(readJson(TITLE, Container, reply)))

const rowsOf = (value: Json): CollectedRow[] => {
  const list = Array.isArray(value) ? value : [value]
  return list.filter(isObject)
}

const parsed = (text: string): Json => {
  try {
    return parseJson(text)
  } catch {
    throw new ServiceTrouble('malformed', `${TITLE} gave a result that is no JSON`)
  }
}

/** Where results are kept as files; public addresses that are hard to guess, so that no key goes there. */
const FILES = /^https:\/\/phantombuster\.s3[\w.-]*\.amazonaws\.com(\/[^?#]+)/

const download = <T>(call: Call, path: string, read: (reply: ServiceReply) => T): Promise<T> =>
  call.send({ method: 'GET', path, host: 'files', paid: false, large: true, timeout: 300 }, read)

const pointedTo = (value: Json): string | null => {
  const found = Pointer.safeParse(value)
  if (!found.success) return null
  const { jsonUrl, jsonURL, csvUrl, csvURL } = found.data
  return jsonUrl ?? jsonURL ?? (csvUrl ?? csvURL)?.replace(/\.csv$/, '.json') ?? null
}

const readFile = async (call: Call, url: string): Promise<CollectedRow[]> => {
  const path = FILES.exec(url)?.[1]
  if (path === undefined)
    throw new ServiceTrouble('malformed', `${TITLE} keeps the result where prm does not look`)
  return download(
    call,
    path,
    reading((reply) => rowsOf(parsed(reply.text))),
  )
}

/** All rows that the agent ever found: a run that met nothing new leaves no result of its own. */
const readAll = async (call: Call, agent: string): Promise<CollectedRow[]> => {
  const { s3Folder, orgS3Folder } = await get(call, '/agents/fetch', { id: agent }, (reply) =>
    readJson(TITLE, Agent, reply),
  )
  if (!s3Folder || !orgS3Folder) return []
  return download(call, `/${orgS3Folder}/${s3Folder}/result.json`, (reply) => {
    // The store of files says 403 of what is not there.
    if (reply.status === 403 || reply.status === 404) return []
    return reading((good) => rowsOf(parsed(good.text)))(reply)
  })
}

const page: Collector['page'] = async ({ agent, run }, _from, call) => {
  const told = await get(
    call,
    '/containers/fetch-result-object',
    { id: run! },
    (reply) => readJson(TITLE, ResultObject, reply).resultObject,
    { large: true, timeout: 300 },
  )
  if (!told) return { rows: await readAll(call, agent), next: null }
  const value = parsed(told)
  const url = Array.isArray(value) ? null : pointedTo(value)
  return { rows: url === null ? rowsOf(value) : await readFile(call, url), next: null }
}

export const collector: Collector = {
  agent: 'the number of an agent',
  runs: { launch, latest, state },
  page,
  size: 100_000,
}

export const test = (call: Call): Promise<string> =>
  get(call, '/orgs/fetch-resources', {}, () => 'it takes the key')
