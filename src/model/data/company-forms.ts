/**
 * Legal forms, a line a place, as they stand on letter heads: folded, dots and blanks of abbreviations left out where
 * they are one word (`s.r.o.` is `sro`), words in order where they are several (`pty ltd`). Written after ISO 20275
 * (entity legal forms) and common usage.
 *
 * - FORMS are stripped at the end of a name, and at its beginning or in its middle where listed again below.
 * - Words that are as often part of the name (Company, Group, Holding, Partners, Trust, Foundation …) are not here.
 */

const list = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => line.split('|'))
    .map((form) => form.trim())
    .filter(Boolean)

/** Certain enough to be stripped wherever they close a name. */
export const FORMS = list(`
  ltee | limitee | incorporee | senc | sencrl | sec | sagl | suarl | sam | odo | zat | pc | rlllp | l3c | plc co | limited liability co | ltd liability co | professional limited liability company | public benefit corporation | benefit corporation | limited company | incorporation | unlimited | nsh | mmc | asc | abp | slf | siz | gag | reit ag | invag | vvag | ac | sc de rl de cv | sc de rl | s en c | s en c de cv | sprl de cv | sapi | sab | soc com
  co
  inc | incorporated | corp | corporation | llc | llp | lllp | pllc | ltd | limited | plc | co ltd | co limited
  ltd co | llc co | co inc | co llc | co lp | co corp | ltd liability company | limited liability company | limited liability partnership | public limited company | private limited | private limited company | unlimited company | ultd
  pty ltd | pty limited | pty | proprietary limited | proprietary ltd | pvt ltd | pvt limited | private ltd | p ltd | pte ltd | pte limited | pte | sdn bhd | bhd | berhad | sendirian berhad | opc pvt ltd | opc private limited
  cic | cio | cyf | ccc | dac | clg | ulc | uc | teo | cpt | rllp | pbc | pa | chartered | chtd
  gmbh | mbh | gesmbh | gmbh co kg | gmbh and co kg | gmbh und co kg | gmbh co kgaa | gmbh and co kgaa | gmbh co ohg | gmbh and co ohg | ggmbh | gug | ag | ag co kg | ag and co kg | ag co kgaa | ag and co kgaa | kg | kgaa | ohg | ug | ug haftungsbeschrankt | ug haftungsbeschraenkt | ug co kg | ug and co kg | ug haftungsbeschrankt co kg | ug haftungsbeschrankt and co kg | gbr | egbr | ek | ekfm | ekfr | eg | ev | partg | partg mbb | partgmbb | se co kg | se and co kg | se co kgaa | se and co kgaa | gesellschaft mit beschrankter haftung | gesellschaft mbh | aktiengesellschaft | kommanditgesellschaft | offene handelsgesellschaft | eingetragene genossenschaft | og | gesnbr | eu | flexco
  sarl | sarlu | sarl au | sas | sasu | sa | snc | scs | sca | sci | scp | scop | scic | eurl | eirl | earl | gie | selarl | selas | selasu | sel | scm | scea | gaec | sem | semop | spl | sica | societe anonyme | societe a responsabilite limitee | societe par actions simplifiee | societe en nom collectif | asbl | aisbl | sprl | srl | sprlu | scrl | sc rl | commv | comm v | comm va | gcv
  bv | bvba | nv | cv | vof | cvba | cvoa | vzw | ebvba | besloten vennootschap | naamloze vennootschap | bv ba | uab | coop ua | coop | ua | stak
  spa | spa sb | srl sb | srls | srlu | sapa | sas di | scarl | scrl | sc a rl | soc coop | soc coop arl | scpa | societa per azioni | societa a responsabilita limitata | scsrl | stp srl | srl stp | ss | onlus
  sl | slu | slp | slne | sll | sal | sau | scoop | s coop | scl | scp | sociedad limitada | sociedad anonima | sociedad anonima de capital variable | sociedad de responsabilidad limitada | cb | sicav | aie | ute | sad | sme
  sa de cv | sapi de cv | sab de cv | s de rl de cv | s de rl | sas de cv | sofom enr | sc de rl | sapib de cv | sa de rl | srl de cv | sade cv | spr de rl | spr de rl de cv
  eireli | ltda | limitada | lda | unipessoal lda | sociedade unipessoal lda | ltda me | ltda epp | epp | mei | sgps sa | sgps | cia ltda | sociedade anonima | sociedade limitada | sociedade por quotas
  spa | ei rl | saa | sac | srltda | scrltda | cxa | ca | compania anonima | eirl | scc
  ab | publ | ab publ | hb | kb | ek for | aktiebolag | handelsbolag | kommanditbolag | ideell forening | as | asa | ans | da | ks | nuf | enk | sf | aksjeselskap | allmennaksjeselskap | a s | aps | i s | k s | p s | amba | fmba | smba | ivs | aktieselskab | anpartsselskab | oy | oyj | oy ab | ab oy | ky | osk | tmi | ry | avoin yhtio | osakeyhtio | ehf | hf | slhf | ohf | svf
  oü | ou | as | fie | mtu | sia | pas | ik | uab | mb | ij | kub | vsi | tub
  sro | s r o | spol s r o | spol sro | as | vos | ks | zs | akciova spolecnost | spolecnost s rucenim omezenym | statni podnik | sp z oo | sp zoo | sp z o o | spzoo | sp z oo sp k | sp z oo sp komandytowa | sp z oo sk | spolka z oo | spolka z o o | spolka zoo | spolka z ograniczona odpowiedzialnoscia | spolka akcyjna | spolka jawna | spolka komandytowa | spolka cywilna | sp j | sp k | sp p | sp komandytowa | sp jawna | spj | spk | psa | prosta spolka akcyjna | ska
  kft | zrt | nyrt | rt | bt | kkt | kht | ec | korlatolt felelossegu tarsasag
  doo | dd | d o o | d d | jdoo | ad | ead | eood | ood | et | sd | kd | kda | jsc | ojsc | cjsc | pjsc | ojs | ooo | oao | zao | pao | ao | tov | tzov | pp | prat | pat | pat | too | tdo | dooel | ad skopje | obrt | shpk | sh p k | sha | sh a
  srl d | srld | pfa
  as | anonim sirketi | limited sirketi | ltd sti | ltd sirketi | san ve tic as | san ve tic ltd sti | san tic ltd sti | sanayi ve ticaret as | sanayi ve ticaret ltd sti | sanayi ve ticaret limited sirketi | sanayi ve ticaret anonim sirketi | tic ltd sti | tic as | ve tic as
  kk | gk | yk | kabushiki kaisha | kabushiki gaisha | godo kaisha | yugen kaisha | tbk | tbk pt | pt tbk | persero | persero tbk | jsc vietnam | tnhh | cong ty tnhh
  fzco | fze | fz llc | fz co | dmcc | wll | bsc | bsc c | saog | saoc | spc | psc | pjsc | kscc | kscp | ksc | qsc | qpsc | jsc | saoc | est
  ae | epe | ee | oe | ike | abee | mepe | monoprosopi ike | monoprosopi epe
  soparfi | secs | sarl s | sarls | sicar | se | scce | eeig | ewiv | ewiv eu | anstalt | stiftung co kg
  pcl | public company limited | public co ltd | public company | nl | npc | rf ltd | soc ltd | soc | pty ltd bee | cc | smc pvt ltd
  sarl unipersonnelle | sa r l | s a r l | ste | gmbh i g | gmbh ig | ag i l
  limited partnership | general partnership | lp | professional corporation | professional association | joint stock company | open joint stock company | closed joint stock company | public joint stock company
  ооо | оао | зао | пао | ао | ип | тоо | тов | пп | прат | пат | ат | нао | одо | чуп | чп | гуп | муп | фгуп | общество с ограниченной ответственностью | акционерное общество | публичное акционерное общество | закрытое акционерное общество | открытое акционерное общество | еоод | оод | ад | еад | ет | доо | д о о | дд | дооел
  αε | επε | ικε | οε | εε | αβεε | μονοπροσωπη ικε | μονοπροσωπη επε
`)

/** Forms that also stand before the name, and are no words of their own: `OOO Romashka`, `UAB Kalnas`. */
export const FORMS_BEFORE = list(`
  oy | ab oy | oy ab | ooo | oao | zao | uab | sarl | eurl | sasu | sprl | bvba | selarl | gmbh | ltda | asbl | vzw | scea | gaec | jsc | ojsc | cjsc | pjsc | llc | llp | tzov
  cong ty tnhh | cong ty co phan | cong ty | kabushiki kaisha | kabushiki gaisha | societe anonyme
  ооо | оао | зао | пао | ао | тоо | тов | прат | нао | одо | чуп | гуп | муп | фгуп | общество с ограниченной ответственностью | акционерное общество | публичное акционерное общество | закрытое акционерное общество | открытое акционерное общество | еоод | оод | еад | доо
`)

/** The same, but words or initials too: only in capitals before a name in mixed case (`PT Astra`, `SIA Kalns`). */
export const FORMS_BEFORE_THAT_ARE_WORDS = list(`
  pt | sia | scop | gie | too | tov | pao | vsi
  ип | пп | пат | чп | ад | ет
`)

/** Forms that nobody takes for a word: stripped between the name and a place or unit, too (`Acme GmbH Austria`). */
export const FORMS_WITHIN = list(`
  oy | oyj | ab oy | oy ab | pty ltd | pty limited | pvt ltd | pte ltd | sdn bhd | gmbh | gmbh co kg | gmbh and co kg | gmbh und co kg | gesmbh | kgaa | llc | llp | ltda | sarl | eurl | sasu | sprl | bvba | sp z oo | sp zoo | sp z o o | spzoo | sro | s r o | spol s r o | doo | kft | zrt | uab | aps | sa de cv | s de rl de cv | co ltd | incorporated
`)

/** Of the forms, those that are also words or initials: at the end only in capitals, with dots, or after a comma. */
export const FORMS_THAT_ARE_WORDS = new Set(
  list(`
  as | da | eg | ev | ek | sal | sel | sem | sau | earl | ad | ou | co | coop | sc | gk | yk | ky | ry | hf | bt | spa | cpt | cyf | teo | soc | publ
  chartered | bsc | spc | epp | opc | sme | svf | ste | kht | psc | cic | cio | clg | fie | ska | psa | sha | sll | slp | aie | ao | nuf | enk | sac | saa | sab
  scop | onlus | sicav | sgps | stak | vos | zs | gie | sci | scp | scm | scl | spl | sica | scs | sca | snc | ug | cv | ans | sf | ks | da | lp | ccc | sam | sec | odo | zat
  asc | gag | nsh | mmc | senc | abp | siz | slf | og | pas | gbr | sapi | limited company | unlimited | incorporation | benefit corporation | public benefit corporation
`),
)

/** Initials, places and plain words that are forms only with dots or after a comma: `Smith, P.C.`, `Foo C.A.`. */
export const FORMS_ONLY_MARKED = new Set(
  list(`
  pc | ca | pa | ac | nl | ec | ic | cc | ss | ee | oe | ae | ik | ij | mb | sd | kd | cb | hb | kb | ua | uc | rt | pp | ip | et | est | ute | mei | sad | pat | dd | eu | pac
  i s | k s | p s | d d | sh a | p ltd | limited partnership | general partnership | public company | limitada | ltda me
`),
)

/** Forms written without blanks in scripts of their own: kept in the name, left out of the key. */
export const FORMS_ATTACHED = [
  '株式会社',
  '有限会社',
  '合同会社',
  '合資会社',
  '合名会社',
  '一般社団法人',
  '一般財団法人',
  '公益財団法人',
  '公益社団法人',
  '（株）',
  '(株)',
  '㈱',
  '（有）',
  '(有)',
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '有限公司',
  '集团公司',
  '주식회사',
  '유한회사',
  '(주)',
  '㈜',
  'บริษัทจำกัด',
  'บริษัท',
  'จำกัด (มหาชน)',
  'จำกัด',
  'בע״מ',
  'בע"מ',
  'ש.מ.מ',
  'ذ.م.م',
  'ش.م.م',
  'المحدودة',
] as const
