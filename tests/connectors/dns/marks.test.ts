/** Every mark of the table, with a record as such a domain has it. */
import { describe, expect, test } from 'vitest'
import { DNS_MARKS } from '../../../src/connectors/dns/marks.ts'
import { mailProvider, technologiesOf, type DomainRecords } from '../../../src/connectors/dns/technologies.ts'

const NOTHING: DomainRecords = { mx: [], ns: [], txt: [], dmarc: [], aliases: [], keys: [] }

/** KIND VALUE, as the DNS says it; `txt` of SPF and DMARC whole. */
const SAMPLES: Readonly<Record<string, string>> = {
  'Google Workspace': `
    mx aspmx.l.google.com
    mx aspmx2.googlemail.com
    txt v=spf1 include:_spf.google.com ~all
    key google`,
  'Microsoft 365': `
    mx acme-example.mail.protection.outlook.com
    mx acme-example.h-v1.mx.microsoft
    txt v=spf1 include:spf.protection.outlook.com -all
    txt MS=ms12345678
    to autodiscover.outlook.com
    to selector1-acme-example._domainkey.acme.onmicrosoft.com`,
  'Microsoft Intune': 'to enterpriseenrollment.manage.microsoft.com',
  'Zoho Mail': `
    mx mx.zoho.com
    mx mx2.zoho.eu
    mx mx.zoho.in
    mx smtpin.zohomail.com
    txt v=spf1 include:zoho.com ~all
    txt v=spf1 include:zoho.eu ~all
    txt v=spf1 include:zohomail.com ~all
    txt zoho-verification=zb12345678.zmverify.zoho.com
    key zoho
    key zmail`,
  Fastmail: `
    mx in1-smtp.messagingengine.com
    txt v=spf1 include:spf.messagingengine.com ?all
    to fm1.acme.example.dkim.fmhosted.com`,
  'Proton Mail': `
    mx mail.protonmail.ch
    txt v=spf1 include:_spf.protonmail.ch ~all
    txt protonmail-verification=0123456789abcdef
    to protonmail.domainkey.d123.domains.proton.ch`,
  'iCloud Mail': `
    mx mx01.mail.icloud.com
    txt v=spf1 include:icloud.com ~all
    txt apple-domain=AbCdEfGh12345678
    to sig1.dkim.acme.example.at.icloudmailadmin.com`,
  'Amazon WorkMail': 'to autodiscover.mail.eu-west-1.awsapps.com',
  'Rackspace Email': `
    mx mx1.emailsrvr.com
    txt v=spf1 include:emailsrvr.com ~all`,
  'GoDaddy Email': `
    mx mailstore1.secureserver.net
    txt v=spf1 include:secureserver.net -all`,
  IONOS: `
    mx mx00.kundenserver.de
    mx mx00.ionos.com
    mx mx00.ionos.de
    mx mx00.ionos.co.uk
    txt v=spf1 include:_spf-eu.ionos.com ~all`,
  OVHcloud: `
    mx mx1.mail.ovh.net
    txt v=spf1 include:mx.ovh.com ~all
    ns dns105.ovh.net`,
  Gandi: `
    mx spool.mail.gandi.net
    txt v=spf1 include:_mailcust.gandi.net ?all
    ns ns-12-a.gandi.net`,
  Hostinger: `
    mx mx1.hostinger.com
    txt v=spf1 include:_spf.mail.hostinger.com ~all
    ns ns1.dns-parking.com`,
  'Private Email': `
    mx mx1.privateemail.com
    txt v=spf1 include:spf.privateemail.com ~all`,
  'Titan Mail': `
    mx mx1.titan.email
    txt v=spf1 include:spf.titan.email ~all`,
  ImprovMX: `
    mx mx1.improvmx.com
    txt v=spf1 include:spf.improvmx.com ~all`,
  'Cloudflare Email Routing': `
    mx route1.mx.cloudflare.net
    txt v=spf1 include:_spf.mx.cloudflare.net ~all`,
  'Yandex 360': `
    mx mx.yandex.net
    mx mx.yandex.ru
    txt v=spf1 redirect=_spf.yandex.net
    txt yandex-verification: 0123456789abcdef`,
  'Tencent Exmail': `
    mx mxbiz1.qq.com
    txt v=spf1 include:spf.mail.qq.com ~all`,
  'Alibaba Mail': `
    mx mxn.mxhichina.com
    txt v=spf1 include:spf.qiye.mxhichina.com -all`,
  Infomaniak: `
    mx mta-gw.infomaniak.ch
    txt v=spf1 include:spf.infomaniak.ch -all`,
  STRATO: 'mx smtpin.rzone.de',
  'Aruba Mail': `
    mx mx.aruba.it
    txt v=spf1 include:_spf.aruba.it ~all`,
  Migadu: `
    mx aspmx1.migadu.com
    txt v=spf1 include:spf.migadu.com -all`,
  'mailbox.org': `
    mx mxext1.mailbox.org
    txt v=spf1 include:mailbox.org ~all`,
  Intermedia: `
    mx east.smtp.mx.exch080.serverdata.net
    txt v=spf1 include:spf.intermedia.net ~all`,
  Proofpoint: `
    mx mx0a-00123401.pphosted.com
    mx mx1-us1.ppe-hosted.com
    txt v=spf1 include:spf-00123401.pphosted.com -all
    txt v=spf1 a:dispatch-us.ppe-hosted.com -all
    dmarc v=DMARC1; p=none; rua=mailto:dmarc_rua@emaildefense.proofpoint.com`,
  Mimecast: `
    mx eu-smtp-inbound-1.mimecast.com
    mx za-smtp-inbound-1.mimecast.co.za
    txt v=spf1 include:eu._netblocks.mimecast.com ~all`,
  Barracuda: `
    mx d123a.ess.barracudanetworks.com
    txt v=spf1 include:spf.ess.barracudanetworks.com -all`,
  'Cisco Secure Email': `
    mx mx1.hc123-45.eu.iphmx.com
    txt v=spf1 exists:%{i}.spf.hc123-45.eu.iphmx.com -all`,
  'Trend Micro Email Security': `
    mx acme.in.tmes.trendmicro.com
    mx acme.in.tmes.trendmicro.eu
    txt v=spf1 include:spf.tmes.trendmicro.com -all`,
  'Symantec Email Security': `
    mx cluster5.eu.messagelabs.com
    txt v=spf1 include:spf.messagelabs.com -all`,
  'Sophos Email': `
    mx mx-01-eu-west-1.prod.hydra.sophos.com
    txt v=spf1 include:_spf.prod.hydra.sophos.com ~all
    txt sophos-domain-verification=0123abcd`,
  FortiMail: 'mx acme.fortimailcloud.com',
  Hornetsecurity: `
    mx mx01.hornetsecurity.com
    mx mx-gate01-hz2.antispameurope.com
    txt v=spf1 include:spf.hornetsecurity.com -all
    txt v=spf1 include:spf.antispameurope.com -all`,
  'Forcepoint Email Security': `
    mx cust1234-1.in.mailcontrol.com
    txt v=spf1 include:mailcontrol.com -all`,
  'Trellix Email Security': `
    mx primary.us.email.fireeyecloud.com
    txt v=spf1 include:_spf.fireeyecloud.com -all`,
  'Mail Assure': `
    mx mx1.antispamcloud.com
    txt v=spf1 include:spf.antispamcloud.com -all`,
  MailRoute: 'mx 10.mailroute.net',
  'Cloudflare Email Security': 'mx mailstream-east.mxrecord.io',
  Exclaimer: 'txt v=spf1 include:spf.uk.exclaimer.net -all',
  dmarcian: `
    dmarc v=DMARC1; p=reject; rua=mailto:ab12@ag.dmarcian.com
    dmarc v=DMARC1; p=reject; rua=mailto:ab12@ag.eu.dmarcian.eu`,
  Valimail: `
    dmarc v=DMARC1; p=reject; rua=mailto:dmarc_agg@vali.email
    txt v=spf1 include:acme.example._nspf.vali.email ~all`,
  EasyDMARC: `
    dmarc v=DMARC1; p=none; rua=mailto:ab12@rua.easydmarc.com
    dmarc v=DMARC1; p=none; rua=mailto:ab12@rua.easydmarc.us
    dmarc v=DMARC1; p=none; rua=mailto:ab12@rua.easydmarc.eu`,
  PowerDMARC: 'dmarc v=DMARC1; p=none; rua=mailto:ab12@rua.powerdmarc.com',
  Agari: 'dmarc v=DMARC1; p=reject; rua=mailto:acme@rua.agari.com',
  'Red Sift OnDMARC': `
    dmarc v=DMARC1; p=reject; rua=mailto:ab12@inbox.ondmarc.com
    txt v=spf1 include:_u.acme.example._spf.smart.ondmarc.com ~all`,
  'DMARC Analyzer': 'dmarc v=DMARC1; p=none; rua=mailto:ab12@rua.dmarcanalyzer.com!10m',
  'Cloudflare DMARC Management': 'dmarc v=DMARC1; p=none; rua=mailto:ab12@dmarc-reports.cloudflare.net',
  MxToolbox: 'dmarc v=DMARC1; p=none; rua=mailto:ab12@mxtoolbox.dmarc-report.com',
  HubSpot: `
    txt v=spf1 include:123456.spf04.hubspotemail.net -all
    txt hubspot-developer-verification=ZGVtbw==
    to acme-example.hs01a.dkim.hubspotemail.net
    to 123456.group6.sites.hs-sites.com
    to 123456.group6.sites.hubspot.net
    to 123456.sites.hs-sites-eu1.com`,
  Mailchimp: `
    txt v=spf1 include:servers.mcsv.net ?all
    to dkim.mcsv.net`,
  Mandrill: `
    txt v=spf1 include:spf.mandrillapp.com ?all
    txt mandrill_verify.AbCdEf
    key mandrill
    to mandrill.acme.dkim.mandrillapp.com`,
  SendGrid: `
    mx mx.sendgrid.net
    txt v=spf1 include:sendgrid.net ~all
    to s1.domainkey.u1234.wl.sendgrid.net`,
  Mailgun: `
    mx mxa.mailgun.org
    txt v=spf1 include:mailgun.org ~all
    to mailgun.org`,
  Postmark: `
    txt v=spf1 a mx include:spf.mtasv.net ~all
    to pm.mtasv.net
    dmarc v=DMARC1; p=none; rua=mailto:re+ab12@dmarc.postmarkapp.com`,
  SparkPost: `
    txt v=spf1 include:_spf.sparkpostmail.com ~all
    to sparkpostmail.com`,
  'Amazon SES': `
    mx inbound-smtp.us-east-1.amazonaws.com
    txt v=spf1 include:amazonses.com ~all
    to ab12.dkim.amazonses.com`,
  Brevo: `
    txt v=spf1 include:spf.sendinblue.com ~all
    txt v=spf1 include:spf.brevo.com ~all
    txt brevo-code:0123abcd
    txt Sendinblue-code:0123abcd
    dmarc v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com
    to b1.acme-example.dkim.brevo.com`,
  Klaviyo: `
    txt klaviyo-site-verification=AbC123
    to dkim.klaviyomail.com`,
  'Constant Contact': `
    txt v=spf1 include:spf.constantcontact.com ~all
    to 100._domainkey.ccsend.com`,
  'Campaign Monitor': `
    txt v=spf1 include:_spf.createsend.com ~all
    to cm.createsend.com
    key cm`,
  ActiveCampaign: `
    txt v=spf1 include:emsd1.com ~all
    to dkim.acdkim1.acems1.com`,
  Mailjet: `
    txt v=spf1 include:spf.mailjet.com ?all
    key mailjet`,
  'Customer.io': `
    txt v=spf1 include:customeriomail.com ~all
    to e.customeriomail.com`,
  Marketo: `
    txt v=spf1 include:mktomail.com ~all
    to acme.mktoweb.com`,
  Pardot: `
    txt v=spf1 include:aspmx.pardot.com ~all
    txt pardot123456=0123abcd
    to go.pardot.com`,
  'Salesforce Marketing Cloud': `
    txt v=spf1 include:cust-spf.exacttarget.com -all
    to click.s10.exacttarget.com`,
  Eloqua: 'to s1234.t.eloqua.com',
  Unbounce: 'to unbouncepages.com',
  Instapage: 'to secure.pageserve.co',
  'Meta Business': 'txt facebook-domain-verification=0123abcd',
  Pinterest: 'txt pinterest-site-verification=0123abcd',
  'Google Search Console': 'txt google-site-verification=AbCdEf',
  Ahrefs: 'txt ahrefs-site-verification_0123abcd',
  Segment: 'txt segment-site-verification=AbCd',
  Salesforce: `
    txt v=spf1 include:_spf.salesforce.com ~all
    to acme.ab12cd.custdkim.salesforce.com
    to acme.example.00d000.live.siteforce.com
    to acme.my.force.com`,
  Zendesk: `
    txt v=spf1 include:mail.zendesk.com ~all
    mx mail.zendesk.com
    to acme.zendesk.com`,
  Freshworks: `
    txt v=spf1 include:email.freshdesk.com ~all
    txt v=spf1 include:fdspfeuc.freshemail.io ~all
    to acme.freshdesk.com`,
  Intercom: `
    to ab12.dkim.intercom.io
    to custom.intercom.help`,
  'Help Scout': `
    txt v=spf1 include:helpscoutemail.com ~all
    to acme.helpscoutdocs.com`,
  Drift: 'txt drift-domain-verification=0123abcd',
  Calendly: 'txt calendly-site-verification=AbCd',
  Stripe: 'txt stripe-verification=0123abcd',
  Docusign: 'txt docusign=01234567-89ab-cdef-0123-456789abcdef',
  'Adobe Enterprise': `
    txt adobe-idp-site-verification=0123abcd
    txt adobe-sign-verification=0123abcd`,
  ServiceNow: 'txt v=spf1 include:b._spf.service-now.com ~all',
  NetSuite: 'txt v=spf1 include:sent-via.netsuite.com ~all',
  'Oracle Cloud': 'txt v=spf1 include:spf_c.oraclecloud.com ~all',
  Odoo: `
    txt v=spf1 include:_spf.odoo.com ~all
    to acme.odoo.com`,
  Qualtrics: 'txt v=spf1 include:_spf.qualtrics.com ~all',
  Workday: 'txt v=spf1 include:_spf.myworkday.com ~all',
  BambooHR: `
    txt v=spf1 include:_spf.bamboohr.com ~all
    to acme.bamboohr.com`,
  Greenhouse: 'txt v=spf1 include:mg-spf.greenhouse.io ~all',
  Lever: 'to jobs.lever.co',
  Teamtailor: `
    txt v=spf1 include:spf.teamtailor.com ~all
    to ext.teamtailor.com`,
  Recruitee: 'to acme.recruitee.com',
  Workable: 'to acme.workable.com',
  Personio: `
    to acme.jobs.personio.de
    to acme.jobs.personio.com`,
  SmartRecruiters: 'txt v=spf1 include:spf.smartrecruiters.com ~all',
  Atlassian: `
    txt atlassian-domain-verification=AbCd
    txt atlassian-sending-domain-verification=01234567
    txt v=spf1 include:_spf.atlassian.net ~all
    to acme.atlassian.net`,
  'Atlassian Statuspage': `
    to ab12.stspg-customer.com
    txt status-page-domain-verification=ab12`,
  Slack: 'txt slack-domain-verification=AbCd',
  Zoom: `
    txt ZOOM_verify_AbCd
    txt zoom-domain-verification=0123`,
  Webex: `
    txt webexdomainverification.ABC=01234567
    txt cisco-ci-domain-verification=0123abcd`,
  Dropbox: 'txt dropbox-domain-verification=ab12',
  Box: 'txt box-domain-verification=0123abcd',
  Notion: 'txt notion-domain-verification=AbCd',
  Miro: 'txt miro-verification=0123abcd',
  Canva: 'txt canva-site-verification=AbCd',
  Figma: 'txt figma-domain-verification=0123abcd',
  Loom: `
    txt loom-verification=0123abcd
    txt loom-site-verification=0123abcd`,
  Airtable: 'txt airtable-verification=0123abcd',
  'monday.com': 'txt monday-com-verification=AbCd',
  Wrike: 'txt wrike-verification=AbCd',
  Smartsheet: 'txt smartsheet-site-validation=AbCd',
  TeamViewer: 'txt teamviewer-sso-verification=0123abcd',
  Citrix: 'txt citrix-verification-code=01234567',
  Jamf: 'txt jamf-site-verification=AbCd',
  '1Password': 'txt 1password-site-verification=ABCD',
  LastPass: 'txt lastpass-verification-code=0123abcd',
  KnowBe4: `
    txt knowbe4-site-verification=0123abcd
    txt v=spf1 include:_spf.psm.knowbe4.com ~all`,
  OneTrust: 'txt onetrust-domain-verification=0123abcd',
  Okta: 'to acme.customdomains.okta.com',
  'ChatGPT Enterprise': 'txt openai-domain-verification=dv-AbCd',
  Claude: 'txt anthropic-domain-verification-ab12=AbCd',
  Twilio: 'txt twilio-domain-verification=0123abcd',
  MongoDB: 'txt mongodb-site-verification=AbCd',
  Postman: 'txt postman-domain-verification=0123abcd',
  Pendo: 'txt pendo-domain-verification=01234567',
  Cloudflare: `
    ns ada.ns.cloudflare.com
    to www.acme.example.cdn.cloudflare.net`,
  'Amazon Route 53': 'ns ns-2048.awsdns-64.com',
  'Azure DNS': `
    ns ns1-03.azure-dns.com
    ns ns2-03.azure-dns.net
    ns ns3-03.azure-dns.org
    ns ns4-03.azure-dns.info`,
  'Google Cloud DNS': 'ns ns-cloud-a1.googledomains.com',
  NS1: 'ns dns1.p01.nsone.net',
  DNSimple: 'ns ns1.dnsimple.com',
  GoDaddy: 'ns ns01.domaincontrol.com',
  Akamai: `
    ns a1-23.akam.net
    to www.acme.example.edgekey.net
    to www.acme.example.edgesuite.net
    to e123.a.akamaiedge.net`,
  Fastly: `
    to dualstack.j.sni.global.fastly.net
    txt fastly-domain-delegation-ab12-123`,
  'Amazon CloudFront': 'to d1234.cloudfront.net',
  'Amazon Web Services': `
    to acme-123.eu-west-1.elb.amazonaws.com
    to a0123.awsglobalaccelerator.com`,
  'Microsoft Azure': `
    to acme.azurewebsites.net
    to acme-ab12.z01.azurefd.net
    to acme.azureedge.net
    to acme.trafficmanager.net`,
  Vercel: 'to cname.vercel-dns.com',
  Netlify: `
    to acme.netlify.app
    to acme.netlifyglobalcdn.com`,
  Heroku: `
    to fluffy-otter-ab12.herokudns.com
    txt heroku-domain-verification=0123abcd`,
  'GitHub Pages': 'to acme.github.io',
  Shopify: 'to shops.myshopify.com',
  Webflow: 'to proxy-ssl.webflow.com',
  Squarespace: 'to ext-sq.squarespace.com',
  Wix: `
    to www123.wixdns.net
    ns ns4.wixdns.net`,
  'WP Engine': 'to acme.wpengine.com',
  Pantheon: 'to live-acme.pantheonsite.io',
  Ghost: 'to acme.ghost.io',
  GitBook: 'to hosting.gitbook.io',
  ReadMe: `
    to ssl.readmessl.com
    to acme.readme.io`,
  UserVoice: 'to acme.uservoice.com',
}

const samples = Object.entries(SAMPLES).flatMap(([technology, lines]) =>
  lines
    .trim()
    .split(/\n\s*/)
    .map((line) => [technology, line] as const),
)

const FIELDS = { mx: 'mx', ns: 'ns', txt: 'txt', dmarc: 'dmarc', to: 'aliases', key: 'keys' } as const

const recordsOf = (line: string): DomainRecords => {
  const [, kind, value] = /^(\w+) (.*)$/.exec(line)!
  return { ...NOTHING, [FIELDS[kind as keyof typeof FIELDS]]: [value!] }
}

describe('what the records of a domain give away', () => {
  test.each(samples)('%s: %s', (technology, line) => {
    expect(technologiesOf(recordsOf(line))).toEqual([technology])
  })
  test('there are as many samples as marks', () => {
    const marks = Object.entries(DNS_MARKS).flatMap(([technology, text]) =>
      text.split(' ').map(() => technology),
    )
    expect(samples.map(([technology]) => technology).sort()).toEqual(marks.sort())
    expect(marks.length).toBeGreaterThan(80)
  })
})

const strangers: [name: string, records: Partial<DomainRecords>][] = [
  ['nothing', {}],
  ['a name that only ends alike', { mx: ['mx.notgoogle.com'], aliases: ['notzendesk.com'] }],
  [
    'a text that only mentions it',
    { txt: ['we use stripe-verification=1', 'v=spf10 include:_spf.google.com'] },
  ],
  ['an address range', { txt: ['v=spf1 ip4:192.0.2.0/24 -all'] }],
  ['reports to the company itself', { dmarc: ['v=DMARC1; p=none; rua=mailto:dmarcian.com@acme.example'] }],
  ['another selector', { keys: ['googles'] }],
]
test.each(strangers)('%s gives nothing away', (_, records) => {
  expect(technologiesOf({ ...NOTHING, ...records })).toEqual([])
})

test('several, each once, in the order of the alphabet', () => {
  const txt = [
    '"v=spf1 include:_spf.google.com include:sendgrid.net +include:Mail.Zendesk.com. ~all',
    'MS=ms1',
  ]
  expect(technologiesOf({ ...NOTHING, mx: ['aspmx.l.google.com'], txt })).toEqual([
    ...['Google Workspace', 'Microsoft 365', 'SendGrid', 'Zendesk'],
  ])
})

const providers: [mx: string[], expected: string | null][] = [
  [['mx1.acme-example.pphosted.com', 'acme.mail.protection.outlook.com'], 'Proofpoint'],
  [['aspmx.l.google.com'], 'Google Workspace'],
  [['mail.acme.example'], 'own'],
  [['acme.example'], 'own'],
  [['mail.somebody.example'], null],
  [[], null],
]
test.each(providers)('mail to %j is taken by %s', (mx, expected) => {
  expect(mailProvider('acme.example', mx)).toBe(expected)
})
