/** `node dns-work.ts LATENCY`: a DNS server for which every domain takes mail; says where it is. Made to be killed. */
import { dnsServer } from './dns-server.ts'

const server = await dnsServer((name) => ({ mx: [`10 mail.${name}`] }), Number(process.argv[2] ?? 0))
process.stdout.write(`${server.address}\n`)
