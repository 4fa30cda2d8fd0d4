/**
 * Systems that run the careers pages of others: where they are, and how the address of one posting looks. One line a system,
 * to be read and extended.
 */

export interface ApplicantSystem {
  name: string
  /** The end of the host. */
  host: string
  /** Of the path of one posting, its query included. */
  posting: RegExp
}

const UUID = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}'
const system = (name: string, host: string, posting: string): ApplicantSystem => ({
  ...{ name, host, posting: new RegExp(posting, 'i') },
})

export const APPLICANT_SYSTEMS: readonly ApplicantSystem[] = [
  system('Greenhouse', 'greenhouse.io', '/jobs/\\d+|[?&]gh_jid=\\d+'),
  system('Lever', 'lever.co', `^/[^/]+/${UUID}`),
  system('Ashby', 'ashbyhq.com', `^/[^/]+/${UUID}|[?&]ashby_jid=`),
  system('Workable', 'workable.com', '/j/[\\da-f]{8,}|/jobs/\\d+'),
  system('Personio', 'jobs.personio.de', '^/job/\\d+'),
  system('Personio', 'jobs.personio.com', '^/job/\\d+'),
  system('Recruitee', 'recruitee.com', '/o/[^/?]+'),
  system('Teamtailor', 'teamtailor.com', '/jobs/\\d+'),
  system('Teamtailor', 'teamtailor-cdn.com', '/jobs/\\d+'),
  system('SmartRecruiters', 'smartrecruiters.com', '^/[^/]+/\\d{6,}'),
  system('BambooHR', 'bamboohr.com', '/careers/\\d+|/jobs/view\\.php\\?id='),
  system('Breezy', 'breezy.hr', '^/p/[\\da-f]{8,}'),
  system('JOIN', 'join.com', '^/companies/[^/]+/\\d+'),
  system('Jobvite', 'jobvite.com', '/job/\\w+'),
  system('iCIMS', 'icims.com', '/jobs/\\d+/'),
  system('Pinpoint', 'pinpointhq.com', `/postings/${UUID}`),
  system('Workday', 'myworkdayjobs.com', '/job/'),
]

export const systemOf = (host: string): ApplicantSystem | undefined =>
  APPLICANT_SYSTEMS.find((one) => host === one.host || host.endsWith(`.${one.host}`))
