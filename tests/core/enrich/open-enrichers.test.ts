/** Who is asked, from the names in the config and on the command line. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, loadConfig } from '../../../src/core/config/index.ts'
import { openCheckers, type Surroundings } from '../../../src/core/engine/index.ts'
import { openEnrichers, type ChosenEnrichers } from '../../../src/core/enrich/open-enrichers.ts'
import { rejection } from '../../support/failure.ts'

const API = `http:
  my_api:
    url: https://api.my.example/v1?domain={domain}
    entity: company
    fields: {employees: data.headcount}
    price: 0
`

const configOf = (text: string) => loadConfig(text, { path: '/somewhere/prm.yaml' })

const surroundings = (config: Surroundings['config']): Surroundings => ({ config, keys: {}, env: {} })

const namesOf = async (chosen: Partial<ChosenEnrichers>, config: Surroundings['config'] = DEFAULT_CONFIG) => {
  const { company, person } = await openEnrichers(
    { company: [], person: [], ...chosen },
    surroundings(config),
  )
  return [company, person].map((services) => services.map(({ connector }) => connector.name))
}

describe('who is asked', () => {
  test('--online: the free ones, before those of the config', async () => {
    const config = await configOf(`${API}enrich: {company: [my_api]}\n`)
    expect(await namesOf({ online: true, company: config.enrich.company }, config)).toEqual([
      ['dns', 'website', 'my_api'],
      [],
    ])
  })

  test.each([
    ['a name that is nearly that of a declared API', 'my_apy'],
    ['one of prm', 'websit'],
  ])('%s', async (_, name) => {
    const config = await configOf(API)
    expect(await rejection(namesOf({ with: [name] }, config))).toMatchObject({
      code: 'service.unknown',
    })
    await expect(configOf(`${API}enrich: {company: [${name}]}\n`)).rejects.toThrow('there is no service')
  })

  test('who checks no addresses is told so before a key is looked for', async () => {
    const refused = await rejection(openCheckers(['clearbit'], surroundings(DEFAULT_CONFIG)))
    expect(refused).toMatchObject({ code: 'validate.cannot', kind: 'usage' })
  })
})
