/** Behaves like an org of Salesforce: tokens, collections, SOQL, duplicates, the Tooling API, and jobs of the Bulk API. */
import { realClock, type Clock } from '../../lib/clock.ts'
import { startServer, type FakeCrm, type FakeReply, type FakeRequest } from '../fake.ts'
import type { RemoteValues } from '../target.ts'
import { openJobs, type FakeJobs } from './fake-bulk.ts'
import { describedType, openOrg, type FakeOrg, type FakeResult } from './fake-org.ts'
import { parseSoql, SoqlError, type FakeRow } from './fake-soql.ts'
import { OBJECTS } from './fields.ts'

export interface FakeSalesforce extends FakeCrm {
  org: FakeOrg
  jobs: FakeJobs
  /** Tokens given out so far. */
  tokens: number
  /** A key of the JWT bearer flow that it takes, without the private key: `jwt:client:username:`. */
  jwt: string
  /** The last assertion that it was shown. */
  assertion: string
  /** Requests that it answers in a day. */
  limit: number
  /** What the user may not do. */
  deny(what: 'fields' | 'permissions' | 'contacts'): void
  /** A human converts a lead; the deal that comes of it may be decided. @returns the id of the deal */
  convert(id: string): string
  decide(deal: string, isWon: boolean): void
  /** A human makes a contact. */
  contact(values: RemoteValues): string
}

const DATA = '/services/data/v62.0'

export const errorReply = (status: number, errorCode: string, message: string): FakeReply => ({
  status,
  body: [{ message, errorCode, fields: [] }],
})

const single = ({ errors, match }: FakeResult): FakeReply => {
  const [{ statusCode, message, fields }] = errors as [FakeResult['errors'][0]]
  const record = { attributes: { type: 'Lead', url: `${DATA}/sobjects/Lead/${match}` }, Id: match }
  const duplicateResut = {
    ...{ allowSave: true, duplicateRule: 'Standard_Lead_Duplicate_Rule', duplicateRuleEntityType: 'Lead' },
    errorMessage: message,
    matchResults: [
      {
        ...{
          entityType: 'Lead',
          errors: [],
          matchEngine: 'FuzzyMatchEngine',
          rule: 'Standard_Lead_Match_Rule_v1_0',
        },
        ...{ size: 1, success: true },
        matchRecords: [{ additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record }],
      },
    ],
  }
  const body = { errorCode: statusCode, message, ...(match === undefined ? { fields } : { duplicateResut }) }
  return { status: 400, body: [body] }
}

/** As collections tell it: a duplicate without what it duplicates. */
const row = ({ id, success, created, errors }: FakeResult, isUpsert: boolean): FakeRow => ({
  ...{ ...(id !== null && { id }), success, errors, ...(isUpsert && success && { created }) },
})

export const startSalesforce = async (
  clock: Clock = realClock,
  { isSetUp = true } = {},
): Promise<FakeSalesforce> => {
  const key = '3MVG9.client_0123456789:secret-0123456789abcdef'
  const org = openOrg(clock, isSetUp)
  const jobs = openJobs(org)
  const denied = new Set<string>()
  let valid = new Set<string>()
  let isBadKey = false
  let used = 0

  const tokenReply = ({ text }: FakeRequest): FakeReply => {
    const form = new URLSearchParams(text)
    const isJwt = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    if (isJwt) state.assertion = form.get('assertion') ?? ''
    const isKey = isJwt || `${form.get('client_id')}:${form.get('client_secret')}` === key
    if (isBadKey || !isKey)
      return {
        status: 400,
        body: {
          error: 'invalid_client',
          error_description: `invalid client credentials ${form.get('client_secret')}`,
        },
      }
    const token = `00D5e!token-${++state.tokens}-abcdefghij`
    valid.add(token)
    return {
      body: {
        ...{ access_token: token, instance_url: state.url, token_type: 'Bearer', scope: 'api' },
        ...{ id: `${state.url}/id/00D5e/${org.user()}`, issued_at: '1', signature: 's' },
      },
    }
  }

  const check = (object: string, path: string): void => {
    if (!org.tables.has(object) || (object === 'Contact' && denied.has('contacts')))
      throw new SoqlError('INVALID_TYPE', `sObject type '${object}' is not supported.`)
    const [name = ''] = path.split('.')
    if (!org.fields.has(object) || name === 'Owner' || name === 'ConvertedOpportunity') return
    if (!org.isSeen(object, name))
      throw new SoqlError('INVALID_FIELD', `No such column '${name}' on entity '${object}'.`)
  }
  const ask = ({ query }: FakeRequest, all: boolean): FakeReply => {
    const asked = parseSoql(query.get('q') ?? '', check)
    const records = asked.run(org.rows(asked.object, all))
    return { body: { totalSize: records.length, done: true, records } }
  }

  const unknownField = (object: string, values: FakeRow): string | undefined =>
    Object.keys(values).find((name) => org.fields.has(object) && !org.isSeen(object, name))
  const noField = (object: string, name: string): FakeReply =>
    errorReply(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`)

  const collection = ({ text, method, query }: FakeRequest, path: string): FakeReply => {
    if (method === 'DELETE') {
      const ids = query.get('ids')?.split(',') ?? []
      if (ids.length > 200)
        return errorReply(400, 'LIMIT_EXCEEDED', 'record limit reached. cannot submit more than 200')
      return { body: ids.map((id) => row(org.remove(id), false)) }
    }
    const { records } = JSON.parse(text) as { records: FakeRow[] }
    if (records.length > 200)
      return errorReply(
        400,
        'LIMIT_EXCEEDED',
        'record limit reached. cannot submit more than 200 records into this call',
      )
    const [, , , object, external] = path.split('/')
    if (external !== undefined && external !== 'Prm_Id__c')
      return errorReply(
        400,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${external}`,
      )
    const all = records.map(({ attributes, id, ...values }) => ({
      ...{ type: (attributes as { type: string }).type, id: id as string | undefined, values },
    }))
    for (const { type, values } of all) {
      const unknown = unknownField(object ?? type, values)
      if (unknown !== undefined) return noField(object ?? type, unknown)
    }
    return {
      body: all.map(({ type, id, values }) => {
        if (type === 'FieldPermissions') {
          if (denied.has('permissions'))
            return row(
              {
                ...org.remove(''),
                errors: [{ statusCode: 'INSUFFICIENT_ACCESS', message: 'no', fields: [] }],
              },
              false,
            )
          org.hidden.delete(String(values.Field))
          return row({ id: org.insert(type, values), success: true, created: true, errors: [] }, false)
        }
        if (object === undefined) return row(org.save(type, values, id ?? null), false)
        return row(org.upsert(object, String(values.Prm_Id__c), values), true)
      }),
    }
  }

  const sobject = ({ method, text }: FakeRequest, path: string): FakeReply => {
    const [, , object = '', at = '', external] = path.split('/')
    if (at === 'describe')
      return {
        body: {
          fields: [...(org.fields.get(object) ?? [])]
            .filter(([name]) => org.isSeen(object, name))
            .map(([name]) => ({
              ...{ name, label: name, type: describedType(name), unique: name === 'Prm_Id__c' },
              ...{
                createable: org.isWritable(name),
                updateable: org.isWritable(name),
                restrictedPicklist: false,
              },
              picklistValues: name === 'Status' ? [{ value: 'Open - Not Contacted', active: true }] : [],
            })),
        },
      }
    const values = JSON.parse(text) as FakeRow
    if (method === 'POST') {
      if (denied.has('permissions'))
        return errorReply(403, 'INSUFFICIENT_ACCESS', 'no rights to manage users')
      return { status: 201, body: { id: org.insert(object, values), success: true, errors: [] } }
    }
    const unknown = unknownField(object, values)
    if (unknown !== undefined) return noField(object, unknown)
    const result =
      at === 'Prm_Id__c'
        ? org.upsert(object, decodeURIComponent(external ?? ''), values)
        : org.save(object, values, at)
    return result.success ? { status: result.created ? 201 : 200, body: row(result, true) } : single(result)
  }

  const makeField = ({ text }: FakeRequest): FakeReply => {
    if (denied.has('fields'))
      return errorReply(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on cross-reference id')
    const { FullName, Metadata } = JSON.parse(text) as { FullName: string; Metadata: { length?: number } }
    const [object = '', name = ''] = FullName.split('.')
    if (org.fields.get(object)?.has(name) !== false)
      return errorReply(
        400,
        'DUPLICATE_DEVELOPER_NAME',
        `There is already a field named ${name} on ${object}.`,
      )
    org.fields.get(object)!.set(name, Metadata.length ?? 0)
    org.hidden.add(FullName)
    return { status: 201, body: { id: '00N5e0000000001AAA', success: true, errors: [] } }
  }

  const answer = (request: FakeRequest): FakeReply => {
    const path = request.path.slice(DATA.length)
    if (path === '') return { body: { identity: `${state.url}/id/00D5e/${org.user()}` } }
    if (path === '/query' || path === '/queryAll') return ask(request, path === '/queryAll')
    if (path.startsWith('/composite/sobjects')) return collection(request, path)
    if (path.startsWith('/jobs/ingest')) return jobs.respond(request, path.slice('/jobs/ingest'.length))
    if (path === '/tooling/sobjects/CustomField') return makeField(request)
    if (path.startsWith('/sobjects/')) return sobject(request, path)
    return errorReply(404, 'NOT_FOUND', 'The requested resource does not exist')
  }

  const respond = (request: FakeRequest): FakeReply => {
    if (request.path === '/services/oauth2/token') return tokenReply(request)
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if (!valid.has(token)) return errorReply(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    if (++used > state.limit) {
      state.turnedAway++
      return errorReply(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
    }
    const headers = { 'sforce-limit-info': `api-usage=${used}/${state.limit}` }
    try {
      const reply = answer(request)
      return { ...reply, headers: { ...headers, ...reply.headers } }
    } catch (error) {
      if (error instanceof SoqlError) return { ...errorReply(400, error.code, error.message), headers }
      if (error instanceof SyntaxError) return errorReply(400, 'JSON_PARSER_ERROR', error.message)
      throw error
    }
  }

  const server = await startServer(respond, ({ path }) => path === '/services/oauth2/token')
  const NOT_HELD = new Set([
    ...['Id', 'CreatedDate', 'SystemModstamp', 'IsDeleted', 'Status', 'IsConverted', 'OwnerId'],
    ...['Prm_Id__c', 'Prm_Account__c', 'ConvertedOpportunityId'],
  ])
  const state: FakeSalesforce = {
    ...{ ...server, key, org, jobs, charged: 0, tokens: 0, turnedAway: 0, limit: 15_000 },
    ...{ jwt: 'jwt:3MVG9.client_0123456789:prm@ours.example:', assertion: '' },
    expire: () => void (valid = new Set()),
    behave: (manner) => {
      isBadKey = manner === 'bad_key'
      if (isBadKey) valid = new Set()
    },
    deny: (what) => void denied.add(what),
    held: (kind) =>
      [...org.rowsOf(OBJECTS[kind]).values()]
        .filter(({ IsDeleted }) => IsDeleted !== true)
        .map((held) => ({
          ...{ id: String(held.Id), prm_id: (held.Prm_Id__c as string | undefined) ?? null },
          company: (held.Prm_Account__c as string | undefined) ?? null,
          values: Object.fromEntries(
            Object.entries(held).filter(([name, value]) => !NOT_HELD.has(name) && value !== null),
          ) as RemoteValues,
        })),
    add: (kind, values) => org.insert(OBJECTS[kind], { ...values }),
    change: (kind, id, values) => org.touch(OBJECTS[kind], id, { ...values }),
    remove: (_kind, id) => void org.remove(id),
    convert: (id) => {
      const deal = org.insert('Opportunity', { IsWon: false, IsClosed: false })
      org.touch('Lead', id, { IsConverted: true, Status: 'Closed - Converted', ConvertedOpportunityId: deal })
      return deal
    },
    decide: (deal, isWon) => org.touch('Opportunity', deal, { IsWon: isWon, IsClosed: true }),
    contact: (values) => org.insert('Contact', { ...values }),
  }
  return state
}
