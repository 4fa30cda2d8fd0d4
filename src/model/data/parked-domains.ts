/**
 * Marks of domains that are for sale or show advertisements only: their mail goes to a machine that throws it away, or
 * notes down who writes. Suffixes of host names, and beginnings of addresses; one line a service, to be read and extended.
 */

/** Mail exchangers that only parked domains have. */
export const PARKING_EXCHANGERS: readonly string[] = `
  h-email.net mx.sedoparking.com mail.sedoparking.com sedoparking.com park-mx.above.com above.com
  parkingcrew.net mx.parkingcrew.net bodis.com parklogic.com mail.parklogic.com cashparking.com
  hugedomains.com mail.undeveloped.com undeveloped.com dan.com afternic.com uniregistrymarket.link
  voodoo.com mx.fakemx.net fakemx.net nullmx.domainmanager.com trellian.com smartname.com fabulous.com
  domainparkingserver.net rookmedia.net skenzo.com ztomy.com namedrive.com dsredirection.com
  mx247.in-mx.com in-mx.com in-mx.net mailerhost.net emailverification.parked.com parked.com sedo.com`
  .trim()
  .split(/\s+/)

/** Name servers of parking services and domain markets. */
export const PARKING_SERVERS: readonly string[] = `
  sedoparking.com parkingcrew.net bodis.com above.com parklogic.com cashparking.com hugedomains.com
  undeveloped.com dan.com afternic.com uniregistrymarket.link voodoo.com trellian.com smartname.com fabulous.com
  rookdns.com domainparkingserver.net skenzo.com ztomy.com namedrive.com dsredirection.com parked.com
  internettraffic.com ndsplitter.com buydomains.com brandshelter.parking sedo.com domainmarket.com
  dns-parking.namebright.com expireddomainserver.com mytrafficmanagement.com torresdns.com fastpark.net
  parkpage.foundationapi.com parkingspa.com 1plus.net giantpanda.com eftydns.com efty.com squadhelp.com`
  .trim()
  .split(/\s+/)

/** Where the web pages of parked domains live; each begins an IPv4 address. */
export const PARKING_ADDRESSES: readonly string[] = [
  '91.195.240.', // Sedo
  '91.195.241.',
  '64.190.62.',
  '64.190.63.',
  '199.59.240.', // Bodis
  '199.59.241.',
  '199.59.242.',
  '199.59.243.',
  '185.53.176.', // ParkingCrew
  '185.53.177.',
  '185.53.178.',
  '185.53.179.',
  '103.224.182.', // Above
  '103.224.212.',
  '34.102.136.180', // GoDaddy
  '52.58.78.16', // Dan
  '3.64.163.50',
  '208.91.197.', // Network Solutions, web.com
  '204.11.56.48', // Confluence
]
