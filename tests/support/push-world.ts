/** People whose addresses were checked, and a made-up CRM to give them to. */
import { onTestFinished } from 'vitest'
import type { Config } from '../../src/core/config/index.ts'
import { pushToTarget, type TargetPushInput, type TargetPushResult } from '../../src/core/push/push-target.ts'
import { setupTarget } from '../../src/core/push/setup.ts'
import { crmService, startCrm, type MadeUpCrm } from './made-up-crm.ts'
import { OPEN_GATE, vouchFor } from './vouched.ts'
import { importText, world, type World } from './world.ts'

export interface PushWorld extends World {
  crm: MadeUpCrm
  config: Config
  push(more?: Partial<TargetPushInput>): Promise<TargetPushResult>
  setup(): Promise<unknown>
  import(text: string): Promise<unknown>
  id(email: string): string
}

/** @param text a list with a column Email; its addresses are vouched for */
export const pushWorld = async (
  text: string,
  { config = OPEN_GATE, connect = true, latency = 0 } = {},
): Promise<PushWorld> => {
  const crm = await startCrm({ latency })
  onTestFinished(() => crm.server.close())
  const w = world()
  const service = crmService(crm.server.url)
  const shop: PushWorld = {
    ...{ ...w, crm, config },
    push: (more = {}) => pushToTarget(w.deps, { service, config: shop.config, gate: 'mvl', ...more }),
    setup: () => setupTarget(w.deps, { service, config: shop.config }),
    import: async (list) => {
      vouchFor(w.deps, list.match(/[\w.+-]+@[\w-]+\.example/g) ?? [])
      await importText(w, list)
    },
    id: (email) => {
      const [found] = w.file.people.idsByAddress(email)
      if (found === undefined) throw new Error(`nobody has ${email}`)
      return found
    },
  }
  if (text !== '') await shop.import(text)
  if (connect) await shop.setup()
  return shop
}

/** What became of each, by address. */
export const actionsOf = ({ plan }: TargetPushResult): Record<string, string> =>
  Object.fromEntries(
    plan.people.map(({ name, action, reasons }) => [
      String(name).split(' ')[0]!,
      reasons.length === 0 ? action : reasons.join(' '),
    ]),
  )
