/**
 * Programs that open mails and follow links on nobody's behalf, by what their user agents contain, lower case: Apple's
 * mail privacy fetches every picture on arrival and says `Mozilla/5.0` and nothing more (see machine-agent.ts); gateways
 * and scanners follow links before the mail is delivered. Gmail's and Yahoo's proxies are not among them: they fetch
 * when a person opens. Add lines here.
 */
export const MACHINE_AGENTS: readonly string[] = [
  ...[
    'barracuda',
    'mimecast',
    'proofpoint',
    'bitdefender',
    'symantec',
    'messagelabs',
    'trendmicro',
    'sophos',
  ],
  ...['fireeye', 'fortiguard', 'zscaler', 'ironport', 'cloudmark', 'safelinks', 'safebrowsing', 'virustotal'],
  ...['urlscan', 'headlesschrome', 'phantomjs', 'puppeteer', 'python-requests', 'python-urllib', 'aiohttp'],
  ...[
    'curl/',
    'wget/',
    'go-http-client',
    'okhttp',
    'java/',
    'libwww-perl',
    'bot/',
    'crawler',
    'spider',
    'scanner',
  ],
]
