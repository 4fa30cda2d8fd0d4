/** HubSpot's fake in a process of its own, so that what a push takes is the push's alone. Tells its address, then on being asked what it saw. */
import { startHubSpot } from '../../src/connectors/hubspot/fake.ts'

const crm = await startHubSpot()
process.on('message', () => {
  process.send!({
    people: crm.held('person').length,
    companies: crm.held('company').length,
    turned_away: crm.turnedAway,
  })
})
process.send!({ url: crm.url, key: crm.key })
