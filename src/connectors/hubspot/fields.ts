/** Which of our columns go into which of HubSpot's properties, unless the config says otherwise. */
import type { Target } from '../target.ts'
import { OWNER } from './owners.ts'

export const PRM_ID = 'prm_id'

/** `industry` is left alone there: it takes only words of HubSpot's own list. */
export const FIELDS: Target['fields'] = {
  person: {
    ...{
      first_name: 'firstname',
      last_name: 'lastname',
      email: 'email',
      phone: 'phone',
      mobile: 'mobilephone',
    },
    ...{ title: 'jobtitle', company: 'company', website: 'website', linkedin_url: 'hs_linkedin_url' },
    ...{ street: 'address', city: 'city', state: 'state', postal_code: 'zip', country: 'country' },
    owner: OWNER,
    ...{ seniority: 'prm_seniority', department: 'prm_department', buying_stage: 'prm_buying_stage' },
    ...{ score: 'prm_score', grade: 'prm_grade', fit: 'prm_fit', heat: 'prm_heat', route: 'prm_route' },
    ...{ reasons: 'prm_reasons', signals: 'prm_signals' },
  },
  company: {
    ...{ company: 'name', domain: 'domain', website: 'website', company_phone: 'phone', country: 'country' },
    ...{ company_linkedin_url: 'linkedin_company_page', employees: 'numberofemployees' },
    ...{ revenue: 'annualrevenue', founded_year: 'founded_year' },
    ...{ industry: 'prm_industry', technologies: 'prm_technologies' },
    ...{ stakeholders: 'prm_stakeholders', signals_90d: 'prm_signals_90d' },
  },
}
