/** A connector made from what a config declares. */
import { connector, type Connector, type Enricher, type Window } from '../contract.ts'
import { asker, tester } from './client.ts'
import { askedFields, keyVariables, splitUrl, type HttpDeclaration } from './schema.ts'
import { httpTarget } from './target.ts'
import { targetVariables, type HttpTargetDeclaration } from './target-schema.ts'

/** What stands under a name of `http:`. */
export type Declaration = HttpDeclaration | HttpTargetDeclaration

/** Where nothing is said of rates. */
const CAUTIOUS: readonly Window[] = [{ calls: 5, seconds: 1 }]

const lanesOf = ({ rate }: Declaration): { default: readonly Window[] } => {
  const windows = [
    { calls: rate?.per_second, seconds: 1 },
    { calls: rate?.per_minute, seconds: 60 },
  ].flatMap(({ calls, seconds }): Window[] => (calls === undefined ? [] : [{ calls, seconds }]))
  return { default: windows.length === 0 ? CAUTIOUS : windows }
}

const targetConnector = (name: string, declared: HttpTargetDeclaration): Connector => {
  const { title = name, test } = declared
  const { base, host } = splitUrl(declared.url)!
  const variables = targetVariables(declared)
  return connector({
    ...{ name, title, variables, paid: false, selfHosted: false, checks: {} },
    summary: `takes people and companies: ${host}, declared in the config`,
    key: variables.length === 0 ? 'optional' : 'required',
    hosts: { default: base },
    lanes: lanesOf(declared),
    concurrency: declared.concurrency ?? 2,
    timeout: declared.timeout ?? 30,
    target: httpTarget(title, declared),
    test: tester(
      title,
      {
        headers: declared.headers,
        test: test === undefined ? undefined : `${declared.url.replace(/\/$/, '')}${test}`,
      },
      name,
    ),
  })
}

/** @param name under which the config declares it */
export const httpConnector = (name: string, declared: Declaration): Connector =>
  'target' in declared ? targetConnector(name, declared) : enrichingConnector(name, declared)

const enrichingConnector = (name: string, declared: HttpDeclaration): Connector => {
  const { entity, fields, title = name } = declared
  const { base, host } = splitUrl(declared.url)!
  const variables = keyVariables(declared)
  const paid = declared.price !== 0
  const enricher: Enricher = {
    gives: Object.keys(fields),
    needs: declared.needs ?? [askedFields(declared)],
    batch: 1,
    ask: asker(title, declared, paid),
  }
  return connector({
    ...{ name, title, variables, paid, price: declared.price, selfHosted: false, checks: {} },
    summary: `completes ${entity === 'person' ? 'people' : 'companies'}: ${host}, declared in the config`,
    key: variables.length === 0 ? 'optional' : 'required',
    hosts: { default: base },
    lanes: lanesOf(declared),
    concurrency: declared.concurrency ?? 2,
    timeout: declared.timeout ?? 30,
    enriches: entity === 'person' ? { person: enricher } : { company: enricher },
    test: tester(title, declared, name),
  })
}
