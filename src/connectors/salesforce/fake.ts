/** An org of Salesforce for the contract of targets: what it holds, refuses and tells. */
import type { EntityKind } from '../contract.ts'
import type { FakeCrm, TargetFake } from '../fake.ts'
import type { RemoteValues } from '../target.ts'
import { errorReply, startSalesforce, type FakeSalesforce } from './fake-server.ts'

const values = (kind: EntityKind, i: number): RemoteValues =>
  kind === 'company'
    ? { Name: `Company ${i}`, Website: `https://www.company${i}.example/en`, Phone: '(415) 555-0132' }
    : {
        ...{ FirstName: 'Ann', LastName: `Lee ${i}`, Email: `ann${i}@company${i}.example` },
        ...{ Company: `Company ${i}`, Title: 'CTO' },
      }

const asOrg = (crm: FakeCrm): FakeSalesforce => crm as FakeSalesforce

export const target: TargetFake = {
  start: startSalesforce,
  kinds: ['person', 'company'],
  values,
  known: (kind, i) =>
    kind === 'company' ? { domain: `company${i}.example` } : { emails: [`Ann${i}@company${i}.example`] },
  text: { person: 'Title', company: 'Phone' },
  field: { name: 'Prm_Tier__c', label: 'prm tier', type: 'text', isWritable: true, isUnique: false },
  refused: [
    {
      ...{ title: 'no last name', kind: 'person', code: 'REQUIRED_FIELD_MISSING' },
      write: { values: { LastName: null } },
    },
    {
      ...{ title: 'an address that is none', kind: 'person', code: 'INVALID_EMAIL_ADDRESS' },
      write: { values: { Email: 'ann at company' } },
    },
    {
      ...{ title: 'a text that is too long', kind: 'person', code: 'STRING_TOO_LONG' },
      write: { values: { LastName: 'x'.repeat(81) } },
    },
    {
      ...{ title: 'a rule of the org', kind: 'person', code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' },
      write: { values: { LastName: 'Rule' } },
    },
    {
      ...{ title: 'an owner whom nobody knows', kind: 'person', code: 'owner_unknown' },
      write: { values: { OwnerId: 'nobody@ours.example' } },
    },
    {
      ...{ title: 'a record that is locked', kind: 'person', code: 'UNABLE_TO_LOCK_ROW', retry: true },
      write: { values: { LastName: 'Locked' } },
    },
    {
      ...{ title: 'a company without a name', kind: 'company', code: 'REQUIRED_FIELD_MISSING' },
      write: { values: { Name: null } },
    },
  ],
  unique: ['person'],
  haste: [
    {
      title: 'the requests of the day are used up',
      reply: errorReply(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      then: 'stop',
    },
    {
      title: 'too many at the same time',
      reply: errorReply(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
      then: { wait: 1000 },
    },
    {
      title: '429 with Retry-After',
      reply: { status: 429, headers: { 'retry-after': '30' }, body: '' },
      then: { wait: 30_000 },
    },
  ],
  renews: true,
  moves: [
    {
      ...{ title: 'a status of contact made', kind: 'person', expected: { lifecycle: 'prospect' } },
      act: (crm, id) => crm.change('person', id, { Status: 'Working - Contacted' }),
    },
    {
      ...{ title: 'a lead that nobody wants', kind: 'person', expected: { lifecycle: 'disqualified' } },
      act: (crm, id) => crm.change('person', id, { Status: 'Closed - Not Converted' }),
    },
    {
      ...{ title: 'a lead that is converted', kind: 'person', expected: { lifecycle: 'prospect' } },
      act: (crm, id) => void asOrg(crm).convert(id),
    },
    {
      ...{ title: 'a deal that is won', kind: 'person' },
      expected: { lifecycle: 'customer', outcome: 'won', email: 'ann1@company1.example' },
      act: (crm, id) => asOrg(crm).decide(asOrg(crm).convert(id), true),
    },
    {
      ...{
        title: 'a deal that is lost',
        kind: 'person',
        expected: { lifecycle: 'prospect', outcome: 'lost' },
      },
      act: (crm, id) => asOrg(crm).decide(asOrg(crm).convert(id), false),
    },
    {
      ...{ title: 'an opt-out', kind: 'person', expected: { opted_out: true } },
      act: (crm, id) => crm.change('person', id, { HasOptedOutOfEmail: true }),
    },
    {
      ...{ title: 'mail that bounced', kind: 'person', expected: { bounced: true } },
      act: (crm, id) => crm.change('person', id, { EmailBouncedDate: '2026-11-20T09:00:00.000+0000' }),
    },
    {
      ...{ title: 'another owner', kind: 'person', expected: { owner: 'ann@ours.example' } },
      act: (crm, id) => {
        const { org } = asOrg(crm)
        const ann = [...org.rowsOf('User').values()].find(({ Name }) => Name === 'Ann Lee')
        crm.change('person', id, { OwnerId: String(ann!.Id) })
      },
    },
    {
      ...{ title: 'a lead that is deleted', kind: 'person', expected: { deleted: true } },
      act: (crm, id) => crm.remove('person', id),
    },
  ],
}
