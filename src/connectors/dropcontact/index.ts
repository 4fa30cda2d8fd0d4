import { connector } from '../contract.ts'
import { credits, person, TITLE } from './client.ts'

export const dropcontact = connector({
  name: 'dropcontact',
  title: TITLE,
  summary: 'finds people’s work e-mails and completes them, within the EU',
  key: 'required',
  paid: true,
  selfHosted: false,
  hosts: { default: 'https://api.dropcontact.com/v1' },
  lanes: { default: [{ calls: 60, seconds: 1 }] },
  concurrency: 2,
  timeout: 60,
  checks: {},
  enriches: { person },
  test: async (call) => `${(await credits(call)).toLocaleString('en-US')} credits left`,
})
