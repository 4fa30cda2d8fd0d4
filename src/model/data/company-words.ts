/** Short words in company names, for mending names of capitals only. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Written small inside a name. */
export const COMPANY_SMALL_WORDS = words(`
  and of the for in on at by to with from or a an de la le les du des et en au aux del los las el y e i il di da do dos das
  und für fuer der die das den dem im am zum zur von van het voor op dei della
`)

/** Words of two or three letters that are no acronyms. */
export const COMPANY_SHORT_WORDS = words(`
  new old big top one two six ten red sun sky sea oil gas air car bus van box pay web net app lab art bar pub inn fit fix fly fox
  cat dog owl bee ant cow pig hen egg tea pie bio eco geo neo pro max mix hub kit key log map pan pen pet pin pop pot raw ray rex
  sea set son spa spy tap tax tip tri two way win yes zen zoo ace add age aim all any arc ark arm ash ask bay bed bet bid bit bow
  boy bud buy can cap cup cut day dry due ear eat end eye fan far fat few fin fun fur get gym hat hot ice ink ivy jet job joy
  law lee let lot low man men mud nut oak off our out own pad pal park put rim rod run she sir sit sum ten toy try use vet war wax you
  san st mr dr jr mac ltd inc co sons
`)
