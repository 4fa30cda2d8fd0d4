/**
 * Words that stand around and inside names, folded and without dots. Extend freely: one word a place, in the list of
 * its kind. Written from general knowledge of forms of address, ranks and credentials.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Forms of address, ranks and offices before a name. */
export const TITLES = words(`
  mr mister mrs ms miss misses mx messrs mme mlle madame mademoiselle monsieur mssrs msgr monsignor
  dr doctor doktor drs prof professor professeur docteur docent lecturer adjunct dipling diplkfm diploek mag magister
  ing ir drhc dipl dott dottssa dottoressa dottore avv avvocato ingeniero lic licenciado arq dra profa doutor doutora
  herr frau hr fr fraulein sr sra srta senor senora senorita don dona sig sigra signor signora signorina dhr mevr mevrouw meneer heer
  senhor senhora pan pani
  sir dame lord lady baron baroness baronet count countess duke duchess earl marquess marchioness viscount viscountess
  prince princess king queen emperor empress tsar tsarina sultan sheikh sheik shaikh emir rajah raja graf grafin freiherr freifrau
  knight squire esquire saint maharaja maharani nawab
  rev reverend revd father fr fra brother sister mother abbot abbess bishop archbishop cardinal pope deacon archdeacon
  canon chaplain curate dean elder pastor preacher priest priestess rector vicar rabbi imam mullah mufti ayatollah swami lama
  metropolitan patriarch primate prelate provost friar prior evangelist missionary minister apostle monk nun rebbe hajji haji
  venerable ven
  hon honorable honourable honble judge justice magistrate chancellor barrister solicitor attorney advocate sheriff bailiff
  marshal constable coroner arbitrator prosecutor appellate district supreme
  president vice premier prime chairman chairwoman chairperson chair speaker senator sen representative rep congressman congresswoman
  assemblyman assemblywoman delegate governor gov lieutenant mayor councillor councilor councilman councilwoman councilmember alderman
  ambassador amb consul envoy attache diplomat secretary undersecretary treasurer comptroller commissioner administrator
  intendant ombudsman mp mep
  gen general maj major col colonel capt captain cpt lt ltcol ltgen ltcdr ltcmdr ltgov lieut cmdr cdr commander
  commodore adm admiral vadm radm ens ensign sgt sergeant sgtmaj ssgt msgt cpl corporal pfc pvt private spc specialist
  mcpo scpo cpo po cwo wo brig brigadier gendarme marechal feldmarschall fieldmarshal airman seaman midshipman cadet
  officer trooper detective inspector superintendent det insp supt chief deputy
  coach maestro maestra aunt auntie uncle grandma grandpa granny master mistress headmaster headmistress principal warden
  nurse midwife associate assistant lead acting interim actress actor author academic
  excellency highness majesty eminence holiness grace lordship ladyship
  senior designated
  1lt 2lt 1sgt 2ndlt 1stlt 1stsgt cmsgt gysgt mgysgt sfc smsgt tsgt vcdr flt fltlt grp wgcdr sqnldr asst assoc
  rt right very most his her your their the
`)

/** Behind Dr. only: med., rer. nat., h.c. */
export const TITLE_TAILS = words('med rer nat jur phil dent vet pol oec iur theol hc habil mult techn agr sc')

/** Before a name that may itself look like a title ("Mr Prince Smith"). */
export const COURTESY_TITLES = words(
  'mr mister mrs ms miss mx dr herr frau sr sra srta m mme mlle sig dhr mevr',
)

/**
 * Of the titles, those that are given names, surnames or plain words often enough to count only where something else
 * speaks for them: another title before or after, a dot, or three more words.
 */
export const TITLES_THAT_ARE_NAMES = words(`
  dean don earl king prince princess duke baron count major marshal justice judge bishop pope abbot prior canon
  chancellor constable sheriff elder pastor priest deacon rector vicar friar monk nun knight squire saint
  chair speaker mayor governor private specialist officer trooper cadet
  chief lead acting associate assistant principal warden nurse master mistress author academic actor actress
  grace right very most his her your their the po wo pan pani lama raja sister brother mother ing ir mag fr hr sr
  mp rep sen supreme district metropolitan general vice prime premier minister president representative
  commander inspector marechal docent advocate amb adm maj apostle patriarch primate duchess countess det heer emir
  senior designated preacher provost queen treasurer lic det ens spc cpo po coach
`)

/** Of these, those that need a second title beside them even before two names: Dean Lee Winter is a person. */
export const NEVER_TITLES_ALONE = words('dean don earl justice duke grace right very most senior designated')

/** Titles that go with the given name: after them a single word is a first name ("Sir Gerald"). */
export const FIRST_NAME_TITLES = words(`
  sir dame king queen prince princess pope saint brother sister father mother fr fra friar uncle aunt auntie maestro maestra
  master lady don dona sheikh sheik shaikh swami emperor empress tsar tsarina sultan nun monk grandma grandpa granny
`)

/** After the name: generations, and letters that show degrees, orders and professions. */
export const GENERATIONS = words(
  'jr junior snr sr senior ii iii iv vi vii viii 2nd 3rd 4th 5th esq esquire filho neto sobrinho',
)

/** One letter: only after at least two names ("King John Alexander V"). */
export const ROMAN_LETTERS = words('i v x')

export const CREDENTIALS = words(`
  phd dphil dsc scd edd dba dma dmin thd dth jsd sjd psyd pharmd dpharm drph dnp dpt otd aud od dvm vmd dds dmd md mbbs mbchb
  bds mds bvsc bm mbbch facp faap facs facog facc faan frcp frcs frcpc frcsc mrcp mrcs mrcgp frcog frcpath frcr rn lpn lvn bsn msn aprn crna cnm
  fnp np pac rph rd rdn ldn lcsw lmsw lmft lpc lmhc mft msw bsw bcba ccc slp otr ot pt dc dpm lac lmt nd ndnr emt
  mba emba mpa mpp mph mha mhsa msc ms mphil mres llm llb jd meng mtech mca mcom mfa mdiv mth mlis mls med maed msed msced mpt
  bsc bs ba beng btech bcom bca bba bfa bed bpharm btheol ab aas ab lit llmm ma sm sb barch march mcp
  cpa cfa cfp clu chfc cpcu chrp sphr phr shrm shrmcp shrmscp cma cia cisa cism crisc cissp ccna ccnp ccie ccsp cipp cippe cippus cipm cism
  ceh oscp comptia itil togaf pmp pmi pmiacp acp capm pgmp csm cspo psm pspo safe spc prince2 cbap ccba cssbb cssgb lssbb lssgb
  lutc ricp aams crpc crps cima cfe cams cgma aca acca fca fcca acma fcma cga ea epa aicpa caia frm fsa asa maaa fcas acas cebs rhu
  aia faia leed leedap ap ra ncarb pe peng ceng ieng ing eur fice mice mimeche fimeche miet fiet fistructe frics mrics ciob fciob mcips fcips assocrics
  qc kc mp mep mpp mla mna mlc msp td tc ka sc pc obe mbe cbe kbe dbe gbe gcb kcb dcb cb om ch cmg kcmg gcmg dcmg kg kt lg lt
  cvo kcvo dcvo gcvo lvo mvo bem rrc vc gc dso dsc dfc mc dcm cgm gm mm dsm ret usa usn usaf usmc uscg usnr usar rn rcn raf raaf
  frs frse frsc frsa fba feng freng fraeng fias fnae fieee aclu fahrenheit cipd fcipd mcipd assoccipd cmi fcmi mcmi fcim mcim dipm
  sj osb ocd ofm op ocso csc cssr svd omi sdb ocarm ssnd rsm csj ihm osf scj msc fsc cfc sm cm
  csp csep cmp cae cfre acfre gpc apr pcc mcc acc cpcc shrm cplp cptd aptd ciic arm crm cic cisr acsr cpp psp pci
  cpht rvt cvt lvt rrt crt rt rdms rdcs rvs arrt cst cnor ccrn cen nremt paramedic atc cscs cpt ces nasm
  aws mcse mcsa mcp mct mvp rhce rhcsa lpic ccda ccde jncie cka ckad cks
  cpim cscp cltd cpsm cpsd lssmbb cprw cdmp cbip cspm cepa csxp cmrp chrl chrp gphr aphr fpac ctp cfsa cgeit cdpse ccsk pfmp rmp
  cgc cgbp cphr crsp cip fcip facct caps gri crs abr cips cre ccim sior cpm
  esq esquire dipl dipling dipled pgce pgdip pgcert hnd hons (hons) cantab oxon edin
  ra ri
`)

/**
 * Letters that are as often a surname, a given name or a nobiliary word: credentials only in capitals beside a name in
 * mixed case, with dots, or after a comma.
 */
export const CREDENTIALS_THAT_ARE_NAMES = words(`
  ma do ba ed ab bed med lac ms od as ra ri ca pe pa sc mc mm gm om ch cb td tc ka op sm cm ot pt dc rt rd ac ap ea ing eur march
  safe usa asa ces cre lit arm cic cen ret aca cip apr pac lt kt lg kg sb bs
`)

/** Particles that belong to the family name that follows. */
export const PARTICLES = words(`
  de da do dos das du del della delle dello degli dei di des d la le lo los las li van von vom zu zur zum zum der den dem ter ten te tot
  vander vande vanden vonder aan op het af av st ste santa san bin ibn bint abu abou al el ul ad as bar ap ab
  e y i della mac mc o a bon dal dela vel
`)
/** Particles that are initials, endings or names by themselves: only in lower case beside a name in mixed case. */
export const WEAK_PARTICLES = words(
  'd e y i a o ab ad as op li lo te tot het ap bar ul ten ter den el ben mac',
)

/** Words that tie their neighbours into one piece. */
export const CONJUNCTIONS = words('& and und et of the y e')

/** Words between two given names of a couple. */
export const COUPLE_WORDS = words('& and und et y e en + /')
