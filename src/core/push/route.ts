/** The people of one route, where a push is for these alone. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { quoteText } from '../../store/condition.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Config } from '../config/config.ts'

/** Why somebody who was given before is given no longer: they are on another route now. */
export const OTHER_ROUTE = 'route'

/** @throws PrmError `push.unknown_route` */
export const checkRoute = (routes: Config['routes'], route: string): void => {
  const known = routes.map((each) => each.route)
  if (known.includes(route)) return
  const near = didYouMean(route, known)
  throw new PrmError('usage', 'push.unknown_route', `there is no route "${route}"`, {
    hint: near === null ? `routes in the config: ${known.join(', ')}` : `did you mean ${near}?`,
  })
}

/**
 * Whether somebody is on this route, by their latest score; everybody is where no route is asked for.
 *
 * @throws PrmError `push.unknown_route`
 */
export const onRoute = (
  file: ProspectFile,
  { routes }: Pick<Config, 'routes'>,
  route: string | null,
): ((id: string) => boolean) => {
  if (route === null) return () => true
  checkRoute(routes, route)
  const columns = [{ name: 'id', sql: 'lead.id' }]
  const ids = file.leads.select({ columns, where: `lead.route = ${quoteText(route)}` })
  const those = new Set(ids.map(({ id }) => String(id)))
  return (id) => those.has(id)
}
