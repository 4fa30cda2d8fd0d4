/** How a config declares three CRMs that prm does not know by itself: what README and tests show. */
import { HttpTargetDeclaration } from './target-schema.ts'

const attioFilter = (slug: string) => (by: string) => ({
  ...{ method: 'POST', path: `/v2/objects/${slug}/records/query`, records: 'data' },
  body: {
    filter: { [by === 'prm_id' ? 'prm_id' : by === 'email' ? 'email_addresses' : 'domains']: `{${by}}` },
  },
})

const attioKind = (slug: string) => ({
  ...{ id: 'id.record_id', link: 'web_url', sent_in: 'data.values', read_in: 'values' },
  prm_id: { write: 'prm_id[0]', read: 'prm_id[0].value' },
  create: { path: `/v2/objects/${slug}/records`, record: 'data' },
  update: { path: `/v2/objects/${slug}/records/{id}`, method: 'PUT', record: 'data' },
  archive: { path: `/v2/objects/${slug}/records/{id}` },
})

const attioById = (slug: string) => ({ path: `/v2/objects/${slug}/records/{id}`, records: 'data' })

export const ATTIO = HttpTargetDeclaration.parse({
  title: 'Attio',
  url: 'https://api.attio.com',
  headers: { Authorization: 'Bearer ${PRM_HTTP_ATTIO_KEY}' },
  rate: { per_second: 20 },
  test: '/v2/self',
  target: {
    account: { id: 'workspace_id', title: 'workspace_name' },
    person: {
      ...attioKind('people'),
      fields: {
        email: { write: 'email_addresses[0]', read: 'email_addresses[].email_address' },
        first_name: 'name[0].first_name',
        last_name: 'name[0].last_name',
        full_name: 'name[0].full_name',
        title: { write: 'job_title[0]', read: 'job_title[0].value' },
      },
      whole: ['name'],
      company: { at: 'company', value: [{ target_object: 'companies', target_record_id: '{id}' }] },
      find: {
        id: attioById('people'),
        prm_id: attioFilter('people')('prm_id'),
        email: attioFilter('people')('email'),
      },
    },
    company: {
      ...attioKind('companies'),
      fields: {
        domain: { write: 'domains[0]', read: 'domains[].domain' },
        company: { write: 'name[0]', read: 'name[0].value' },
      },
      find: {
        ...{ id: attioById('companies'), prm_id: attioFilter('companies')('prm_id') },
        domain: attioFilter('companies')('domain'),
      },
    },
  },
})

export const TWENTY = HttpTargetDeclaration.parse({
  title: 'Twenty',
  url: 'https://api.twenty.com',
  headers: { Authorization: 'Bearer ${PRM_HTTP_TWENTY_KEY}' },
  // 100 a minute are allowed; without bursts they are never passed.
  rate: { per_second: 1 },
  test: '/rest/companies?limit=1',
  target: {
    person: {
      fields: {
        email: 'emails.primaryEmail',
        first_name: 'name.firstName',
        last_name: 'name.lastName',
        title: 'jobTitle',
        city: 'city',
      },
      ...{ prm_id: 'prmId', company: 'companyId' },
      find: {
        id: { path: '/rest/people/{id}', records: 'data.person' },
        prm_id: { path: '/rest/people?filter=prmId[eq]:{prm_id}', records: 'data.people' },
        email: { path: '/rest/people?filter=emails.primaryEmail[eq]:{email}', records: 'data.people' },
      },
      create: { path: '/rest/people', record: 'data.createPerson' },
      update: { path: '/rest/people/{id}', record: 'data.updatePerson' },
      archive: { path: '/rest/people/{id}' },
    },
    company: {
      fields: {
        company: 'name',
        website: 'domainName.primaryLinkUrl',
        domain: 'prmDomain',
        employees: 'employees',
      },
      prm_id: 'prmId',
      find: {
        id: { path: '/rest/companies/{id}', records: 'data.company' },
        prm_id: { path: '/rest/companies?filter=prmId[eq]:{prm_id}', records: 'data.companies' },
        domain: { path: '/rest/companies?filter=prmDomain[eq]:{domain}', records: 'data.companies' },
      },
      create: { path: '/rest/companies', record: 'data.createCompany' },
      update: { path: '/rest/companies/{id}', record: 'data.updateCompany' },
      archive: { path: '/rest/companies/{id}' },
    },
  },
})

const espoWhere = (attribute: string, by: string): string =>
  `where[0][type]=equals&where[0][attribute]=${attribute}&where[0][value]={${by}}&maxSize=20`

export const ESPOCRM = HttpTargetDeclaration.parse({
  title: 'EspoCRM',
  url: 'https://crm.acme.example',
  headers: { 'X-Api-Key': '${PRM_HTTP_ESPOCRM_KEY}' },
  rate: { per_second: 100 },
  test: '/api/v1/App/user',
  target: {
    account: { id: 'user.id', title: 'user.name' },
    person: {
      fields: {
        email: 'emailAddress',
        first_name: 'firstName',
        last_name: 'lastName',
        company: 'accountName',
        title: 'title',
        city: 'addressCity',
      },
      ...{ prm_id: 'cPrmId', required: ['last_name'] },
      find: {
        id: { path: '/api/v1/Lead/{id}' },
        prm_id: { path: `/api/v1/Lead?${espoWhere('cPrmId', 'prm_id')}`, records: 'list' },
        email: { path: `/api/v1/Lead?${espoWhere('emailAddress', 'email')}`, records: 'list' },
      },
      create: { path: '/api/v1/Lead', body: { status: 'New', source: 'Other' } },
      update: { path: '/api/v1/Lead/{id}', method: 'PUT' },
      archive: { path: '/api/v1/Lead/{id}' },
    },
  },
})
