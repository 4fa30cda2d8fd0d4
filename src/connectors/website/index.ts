import { connector } from '../contract.ts'
import { ask, test } from './client.ts'

export const website = connector({
  name: 'website',
  title: 'Website',
  summary: 'what a company’s home page and careers page say',
  key: 'optional',
  paid: false,
  selfHosted: false,
  hosts: {},
  lanes: { default: [] },
  // Sites at once: one that answers slowly holds up no other, and no host gets two requests at a time.
  concurrency: 256,
  timeout: 20,
  checks: {},
  enriches: {
    company: {
      gives: [
        ...['company', 'website', 'company_phone', 'company_linkedin_url', 'employees', 'founded_year'],
        ...['technologies', 'street', 'city', 'state', 'postal_code', 'country'],
        ...['custom.site_title', 'custom.site_description', 'custom.site_language', 'custom.contact_email'],
        ...['custom.company_twitter_url', 'custom.open_positions', 'custom.redirects_to'],
      ],
      needs: [['domain'], ['website']],
      batch: 1,
      ask,
    },
  },
  test,
})
