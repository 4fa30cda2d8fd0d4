/** Usual names of business contacts in English, German, French, Spanish and Italian lists, per 10 000: for small files. */

const shares = (text: string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const line of text.trim().split('\n')) {
    const [count, ...names] = line.trim().split(' ')
    for (const name of names) found.set(name, Number(count) / 10_000)
  }
  return found
}

export const USUAL_GIVEN = shares(`
  150 john michael david james robert
  100 william thomas mark paul richard chris daniel andrew peter mike mary maria
  70 matthew christopher joseph steven brian kevin jennifer sarah laura lisa anna susan karen linda
  50 anthony eric scott jason jeff martin stephen alexander stefan julia jessica nicole michelle elizabeth patricia barbara
  35 tim patrick frank thomas andreas markus philippe pierre jean jose carlos juan antonio marco luca giuseppe emma kate emily anne nancy
  25 adam alex ben charles george gary greg henry jack jonathan kenneth nicholas nick oliver rob ryan sam simon steve tom tony amy andrea angela claire helen jane julie katherine kelly kim melissa rachel rebecca sandra stephanie
`)

export const USUAL_FAMILIES = shares(`
  80 smith
  60 johnson williams brown jones
  45 garcia miller davis
  35 martinez rodriguez wilson anderson taylor thomas lopez hernandez gonzalez martin moore lee jackson
  25 thompson white perez harris clark lewis robinson walker young allen king wright scott sanchez hill green adams muller schmidt nguyen
  18 baker nelson carter mitchell roberts turner phillips campbell parker evans edwards collins stewart morris murphy cook rogers morgan cooper peterson reed bailey bell kelly howard ward cox richardson wood watson brooks bennett gray james hughes schneider fischer weber meyer wagner bernard dubois rossi patel singh khan kim chen wang
`)
