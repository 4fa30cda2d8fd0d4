/**
 * Words of job titles in English, French, German, Spanish, Portuguese, Italian and Dutch. Folded; a place is a piece of
 * a regular expression that must stand as whole words. Extend the line of its language or add one.
 */

import type { Department, Seniority } from '../title-kinds.ts'

/** What is taken away first because it would mislead: whose assistant somebody is does not make a chief of them. */
export const MISLEADING: readonly string[] = [
  'reporting to .*',
  '(?:assistant|secretary|aide|adviser|advisor|chief of staff|office manager|support) (?:to|for|of) (?:the )?(?:\\w+ )?(?:ceo|cfo|cto|coo|cmo|president|vp|vice president|managing director|director|chairman|founder|board|executive|owner).*',
  'assist?ante? (?:de|du|de la|di|do|da|della) (?:direction|direccion|direcao|direzione|gerencia|pdg|dg|president).*',
  'office of the (?:ceo|cfo|cto|coo|president|chairman|chief).*',
  '(?:product|process|data|scrum|project|risk|service|system|application|solution|business process|backlog|content|platform|epic|requirement|control|asset) owner',
  'business partners?\\b',
  'partner (?:manager|marketing|success|sales|development|account|enablement|relations|program|operations|solutions|engineer|support|onboarding).*',
  'channel partner',
  'founder circle',
]

export const SENIORITY_WORDS: readonly (readonly [Seniority, readonly string[]])[] = [
  [
    'c_level',
    [
      'c[efotimrpdsxl]o|cco|chro|cpo|cbo|ciso|cao|cio|cgo|ceo|cfo|coo|cto|cmo|cro|cdo|cso|cxo|clo|cko|cino|cvo|caio|cpto|ctpo|cdio|ceoo?|c level',
      'chief [\\w& ,/-]*officer|chief executive|chief (?:of |scientist|economist|architect|technologist|evangelist|information|technology|technical|financial|finance|operating|operations|marketing|product|revenue|people|data|digital|innovation|strategy|growth|medical|scientific|legal|commercial|risk|compliance|security|customer|experience|sustainability|human|creative|investment|accounting|administrative|knowledge|merchandising|projects|design|engineer|ambassador)',
      'co ?founders?|cofounders?|founders?|founding (?:partner|member|chairman|principal|investor|ceo|boardmember)|faunder|foundress',
      'owners?|co ?owners?|proprietor|self employed|freelancer? owner|entrepreneur|solopreneur|business owner',
      'managing partner|senior partner|general partner|equity partner|partner|managing member|managing owner|limited partner|shareholder',
      'president|chairman|chairwoman|chairperson|chair of|(?:vice|executive|deputy|non executive|co) ?(?:chair|chairman)|executive chair|chair of the board|board chair|board member|boad member|boardmember|member of(?: the)?(?: \\w+)? ?board|advisory board|board of directors|board director|board|non executive director|trustee',
      'managing director|general director|executive director and ceo|group managing director|country president|executive head',
      // French
      'pdg|dg|p d g|president directeur general|presidente directrice generale|directeur general|directrice generale|dirigeante?|chef d ?entreprise|gerante?|co ?gerante?|fondateur|fondatrice|co ?fondateur|co ?fondatrice|cofondateur|cofondatrice|associee?|associee? fondateur|presidente|daf|dsi|drh|directeur (?:administratif et )?financier|directeur technique general|membre du directoire|administrateur delegue|proprietaire|patron(?:ne)?',
      // German
      'geschaftsfuhr\\w*|geschaeftsfuehr\\w*|gf|vorstand\\w*|aufsichtsrat\\w*|inhaber\\w*|mitinhaber\\w*|grunder\\w*|gruender\\w*|mitgrunder\\w*|mitgruender\\w*|gesellschafter\\w*|eigentumer\\w*|eigentuemer\\w*|unternehmer\\w*|generaldirektor\\w*|selbstandig\\w*|selbststandig\\w*|prasident(?:in)?|verwaltungsrat\\w*|chefin?|firmeninhaber\\w*',
      // Spanish, Portuguese
      'director general|directora general|director gerente|directora gerente|gerente general|consejer[oa] delegad[oa]|fundador[ae]?|co ?fundador[ae]?|cofundador[ae]?|duen[oa]|propietari[oa]|soci[oa]|soci[oa] (?:director|fundador)\\w*|empresari[oa]|presidente|presidenta|diretor geral|diretora geral|diretor presidente|diretora presidente|diretor executivo|diretora executiva|director ejecutivo|directora ejecutiva|proprietari[oa]|administrador delegado|administrador unico|socio gerente|autonomo|titular|administradora? unic[oa]',
      // Italian
      'amministra(?:tore|trice) delegat[oa]|amministra(?:tore|trice) unic[oa]|amministra(?:tore|trice)|diret(?:tore|trice) general[ei]|titolare|fonda(?:tore|trice)|co ?fonda(?:tore|trice)|cofonda(?:tore|trice)|soci[oa] fonda(?:tore|trice)|imprendi(?:tore|trice)|ad',
      // Dutch
      'eigenaar|eigenares|mede ?eigenaar|oprichter|oprichtster|mede ?oprichter|algemeen directeur|bestuurder|bestuursvoorzitter|zaakvoerder|directeur eigenaar|dga|ondernemer|vennoot|voorzitter|gedelegeerd bestuurder',
    ],
  ],
  [
    'vp',
    [
      '[esrga]?vps?|e v p|s v p|v p|vice ?presidents?|vice presidente?a?|vicepresident[ea]?|vizeprasident(?:in)?|vice president(?:e|in)?|[es]vp|fvp|gvp|rvp|avp|dvp',
    ],
  ],
  [
    'director',
    [
      'directors?|head|global head|heads|dir|dirs|principal|dean|controller|directorate|comptroller',
      'directeur|directrice|direction|dircom|responsable national',
      '\\w*direktor(?:in)?|\\w*bereichsleit\\w*|\\w*abteilungsleit\\w*|\\w*hauptabteilungsleit\\w*|leit(?:er|erin|ung) (?:des|der|bereich|abteilung|marketing|vertrieb|it|hr|finanzen|einkauf|personal|entwicklung|produktion|logistik|controlling|technik|business|customer|digital|strategie|kommunikation|operations|qualitat|recht)\\w*|(?:vertriebs|marketing|personal|it|entwicklungs|einkaufs|produktions|werks|technische[r]? |finanz|kaufmannische[r]? |betriebs|logistik|verkaufs|niederlassungs|standort|rechts|regional|gesamt|instituts|unternehmens|kommunikations|qualitats)leit(?:er|erin|ung)|prokurist(?:in)?|ressortleit\\w*|\\w*chef(?:in)?arzt',
      'directora?|subdirectora?|diretora?|diret(?:tore|trice)|dirigente|superintendente|chefe de (?:departamento|divisao)|capo (?:area|divisione|dipartimento)',
      'hoofd|afdelingshoofd|\\w*directeur|hoofd \\w+',
    ],
  ],
  [
    'manager',
    [
      '\\w*managers?|mgr|mngr|mgmt|management|team ?lead(?:er)?s?|lead|tech lead|leader|supervisor|superintendent|foreman|gm|captain|dept head|group lead|squad lead',
      'responsable|chef de|chef d|chef du|cheffe de|encadrante?|gestionnaire|resp|manageur|manageuse',
      '\\w*leit(?:er|erin|ung)|\\w*leitend\\w*|teamleit\\w*|gruppenleit\\w*|projektleit\\w*|\\w*meister|vorgesetzte\\w*|fuhrungskraft|\\w*verantwortliche?r?|disponent',
      'gerente|jef[ea]|encargad[oa]|lider|coordinadora? general|gestor[a]?|supervisora?|chefe|responsavel|gestao|coordenadora? geral|cap[oa]|responsabile|capo ?(?:ufficio|progetto|reparto)|supervisore|referente',
      'teamleider|projectleider|leidinggevende|bedrijfsleider|\\w*leider|chef|verantwoordelijke|manager',
    ],
  ],
  [
    'senior',
    [
      'senior|snr|sr|staff (?:engineer|software|scientist|designer|developer|product)|expert|architect|specialist (?:iii|iv)|distinguished|fellow|iii|iv|veteran|chief',
      'expert[ea]?|confirmee?|senior[ea]?|architecte|experte|architekt(?:in)?|\\w*architekt(?:in)?|fachexperte|especialista senior|experto|experta|arquitect[oa]|arquitet[oa]|architetto|pleno|sr a',
    ],
  ],
  [
    'junior',
    [
      'juniors?|jr|jnr|interns?|internship|trainees?|apprentice|graduate|entry level|students?|working student|co ?op student|cadet|fellowship student|associate i|summer analyst|volunteer',
      'stagiaires?|apprentie?|alternante?|alternance|debutante?|etudiante?',
      'praktikant(?:in)?|praktikum|werkstudent(?:in)?|auszubildende?r?|azubi|lehrling|student(?:in)?|volontar(?:in)?|trainee|aushilfe|berufseinsteiger\\w*|duale?r? student\\w*',
      'becari[oa]|practicante|aprendiz|pasante|estagiari[oa]|estudiante|estudante|jovem aprendiz|stagista|tirocinante|apprendista|neolaureat[oa]|studente(?:ssa)?|studentessa',
      'stagiair|leerling|werkstudent|starter',
    ],
  ],
]

/**
 * Departments, tried at every place of the title; the earliest match wins, of two at one place the longer. A chief's
 * letters name the department (CFO: finance), else chiefs are `executive`.
 */
export const DEPARTMENT_WORDS: readonly (readonly [Department, readonly string[]])[] = [
  [
    'executive',
    [
      'ceo|chief executive|co ?founder|cofounder|founder|founding|president|chairman|chairwoman|chair|managing director|md|general manager|gm|owner|managing partner|partner|board(?: of directors| member)?|executive director',
      'pdg|dg|directeur general|directrice generale|fondateur|fondatrice|co ?fondateur|gerante?|dirigeante?|chef d ?entreprise|associe',
      'geschaftsfuhr\\w*|geschaeftsfuehr\\w*|gf|vorstand\\w*|inhaber\\w*|grunder\\w*|gruender\\w*|gesellschafter\\w*|unternehmer\\w*|chief of staff|eigentumer\\w*',
      'director general|directora general|gerente general|consejer[oa] delegad[oa]|fundador[ae]?|cofundador[ae]?|duen[oa]|propietari[oa]|soci[oa]|empresari[oa]|presidente|presidenta|diretor geral|diretora geral|diretor executivo|proprietari[oa]',
      'amministra(?:tore|trice) (?:delegat[oa]|unic[oa])|diret(?:tore|trice) generale|titolare|fonda(?:tore|trice)|imprendi(?:tore|trice)',
      'eigenaar|eigenares|oprichter|algemeen directeur|bestuurder|zaakvoerder|dga|ondernemer|geschaftsleit\\w*|direktion|direction generale',
    ],
  ],
  [
    'engineering',
    [
      'cto|vpe|chief technology|chief technical|technology|technologies|technical|tech|technologist|\\w*engineers?|engineering|engr|(?:software|web|mobile|game|app|java|php|ruby|python|ios|android|frontend|front end|backend|back end|full ?stack|\\.net|c\\+\\+|blockchain|cloud|embedded|javascript|react|node|unity|salesforce|wordpress|sap|abap)? ?(?:\\w*developers?)|developper|devs?|software|swe|sde|programmers?|programming|coder|devops|sre|site reliability|firmware|hardware|hw|fpga|qa|quality assurance|testers?|test|testing|algorithms?|architect|solutions? architect|architecture|r ?d|r and d|r & d|research and development|back ?end|front ?end|full ?stack|robotics|semiconductor|silicon|ai|artificial intelligence|platform|embedded|blockchain|telecom|mechanical|electrical|structural|machinist|mechatronics|scrum master|agile coach|hacker|innovation|mts|member of technical staff|web|api|research(?:er|ers)?|scientist|scientific|science',
      'ingenieure?|developpeur|developpeuse|developpement (?:logiciel|web|informatique)|technique|logiciel|recherche et developpement|bureau d ?etudes|technicien(?:ne)?|programmeur',
      '\\w*ingenieur(?:in)?|\\w*entwickler(?:in)?|\\w*entwicklung|\\w*entwicklungs\\w*|programmierer(?:in)?|technik\\w*|technisch\\w*|techniker(?:in)?|forschung\\w*|konstruk\\w*|softwareentwickl\\w*',
      'ingenier[oa]|ingenieria|desarrollador[a]?|programador[a]?|desarrollo (?:de software|web)|tecnic[oa]|tecnologia|engenheir[oa]|engenharia|desenvolvedor[a]?|desenvolvimento|investigacion y desarrollo|pesquisa',
      'ingegnere|ingegneria|sviluppa(?:tore|trice)|sviluppo software|programma(?:tore|trice)|tecnologie|ricerca e sviluppo|progettista|ufficio tecnico',
      'ontwikkelaar|technisch|technologie|techniek|software ?ontwikkel\\w*|onderzoek en ontwikkeling|engineer',
    ],
  ],
  [
    'data',
    [
      'cdo|chief data|data|analytics|data scien\\w*|machine learning|ml|deep learning|business intelligence|bi|big data|statistic\\w*|computer vision|nlp|quantitative analyst|research scientist',
      'donnees|daten\\w*|datos|dados|dati|gegevens|statisticien(?:ne)?|datenanaly\\w*|inteligencia de negocios|scientifique des donnees',
    ],
  ],
  [
    'product',
    [
      'cpo|chief product|product|products|product manage\\w*|product owner|produit|produits|chef de produit|produkt\\w*|producto|productos|produto|produtos|prodotto|prodotti',
    ],
  ],
  [
    'design',
    [
      'designers?|design|ux|ui|user experience|user interface|usability|creative|art director|graphic\\w*|illustrator|animator|visual|brand design\\w*|artist',
      'conception graphique|graphiste|direction artistique|creatif|gestalt\\w*|grafik\\w*|mediengestalter\\w*|disenador[a]?|diseno|grafic[oa]|creativ[oa]|criacao|criativ[oa]|vormgev\\w*|ontwerper|progettazione grafica|directeur artistique',
    ],
  ],
  [
    'marketing',
    [
      'cmo|chief marketing|market research|marketing|marketer|marketeer|brand|branding|growth|seo|sem|ppc|content|communications?|pr|public relations|social media|community manager|copywriter|advertising|media (?:buyer|planner|planning|relations|manager|buying|sales)|paid media|digital media|digital acquisition|demand gen\\w*|campaign|crm|event\\w*|press|e ?commerce|influencer|merchandising|field marketing|affiliate|publicity',
      'communication|relations (?:presse|publiques)|evenementiel|publicite|contenu|charge de com|webmarketing|trafic',
      '\\w*marketing\\w*|kommunikation\\w*|werbung|werbe\\w*|offentlichkeitsarbeit|presse\\w*|redakt\\w*|veranstaltung\\w*|markenmanage\\w*',
      'mercadeo|mercadotecnia|mercadologia|comunicacion(?:es)?|comunicacao|publicidad\\w*|publicidade|marca|eventos|comunicazione|pubblicita|relazioni esterne|ufficio stampa|communicatie|reclame|evenementen|redactie',
    ],
  ],
  [
    'sales',
    [
      'cro|cco|chief revenue|chief commercial|chief sales|sales|seller|salesman|salesperson|business develop\\w*|biz ?dev|bd|bdr|sdr|account (?:executive|manager|director|exec)|key account|kam|ae|alliances?|partnerships?|channel|revenue|commercial|inside sales|pre ?sales|sales engineer\\w*|territory|go to market|gtm|client partner|broker|real estate agent|account management|strategic accounts?|dealer|store manager|sales ?force|client executive',
      'vente\\w*|vendeur|vendeuse|commerciale?|commerciaux|developpement commercial|business developer|ingenieur (?:commercial|d ?affaires)|technico commercial\\w*|grands comptes|charge d ?affaires|responsable de clientele|avant vente',
      '\\w*vertrieb\\w*|\\w*verkauf\\w*|verkaufer(?:in)?|aussendienst\\w*|aussendienst|innendienst|handelsvertret\\w*|kundenberat\\w*|geschaftsentwicklung|grosskunden\\w*|akquise',
      'ventas|vendedor[a]?|comercial|desarrollo de negocio\\w*|ejecutiv[oa] de cuentas?|preventa|vendas|desenvolvimento de negocios|novos negocios|gerente de contas|executivo de contas|representante comercial',
      'vendite|vendita|vendi(?:tore|trice)|commerciale|sviluppo (?:business|commerciale)|agente di commercio|area manager|verkoop\\w*|verkoper|commercieel\\w*|accountmanager|vertegenwoordiger|buitendienst|binnendienst',
    ],
  ],
  [
    'finance',
    [
      'cfo|chief financ\\w*|chief accounting|finance|financial|fp a|accountants?|accounting|accounts (?:payable|receivable)|controll(?:er|ing)|treasur\\w*|audit\\w*|tax|bookkeep\\w*|payroll|investor relations|investments?|investing|m a|cpa|actuar\\w*|billing|credit|banking|banker|equity|trading|trader|fund|portfolio manager|underwriter|venture|capital|wealth|comptroller|budget',
      'financier|financiere|comptab\\w*|controle de gestion|contro?leu[rs]e? de gestion|tresor\\w*|daf|raf|fiscal\\w*|paie',
      'finanz\\w*|buchhalt\\w*|\\w*controlling|rechnungswesen|steuer\\w*|wirtschaftsprufer\\w*|kaufmannisch\\w*|lohnbuchhalt\\w*|investition\\w*|bank\\w*',
      'finanzas|financier[oa]|contab\\w*|contador[a]?|tesorer\\w*|auditor\\w*|impuestos|financeir[oa]|financas|controladoria|tesouraria|fatura\\w*|finanza|finanziari[oa]|amministrazione|contabil\\w*|ragionier[ea]|tesoreria|revisore|financien|financieel\\w*|boekhoud\\w*|administratie',
    ],
  ],
  [
    'hr',
    [
      'chro|chief people|chief human|chief talent|hr|hrbp|human resources?|people(?: and culture| operations| ops)?|talent|recruit\\w*|headhunter|head hunter|staffing|learning and development|l d|compensation|benefits|personnel|diversity|workforce|training|culture|employer branding|employee',
      'rh|drh|ressources humaines|recrut\\w*|formation|talents?',
      'personal|personal(?:leit|referent|entwick|wesen|abteil|manag|chef)\\w*|\\w*recruit\\w*|ausbildung\\w*|weiterbildung|arbeitsrecht hr',
      'recursos humanos|rr ?hh|rrhh|seleccion|reclutamiento|capacitacion|talento|gente e gestao|gestao de pessoas|recrutamento|pessoas|risorse umane|selezione|formazione|personale|personeel\\w*|p o|werving',
    ],
  ],
  [
    'it',
    [
      'cio|ciso|cso|chief information|chief digital|chief security|it|i t|ict|mis|information (?:technology|systems?|security|technologies)|informatics|cyber ?security|cyber|infosec|security (?:analyst|architect|engineer|operations|officer)|network(?:ing|s)?|systems? (?:admin\\w*|analyst|engineer|administrator)|sysadmin|database|dba|infrastructure|help ?desk|desktop support|digital transformation|erp|data ?cent(?:er|re)|it support|cloud',
      'dsi|informatique|systemes? d ?information|reseaux?|securite informatique|rssi|administrateur systeme|transformation digitale',
      'edv|informatik\\w*|informationstechn\\w*|it \\w*leit\\w*|systemadmin\\w*|netzwerk\\w*|informationssicherheit\\w*|digitalisierung\\w*|fachinformatiker\\w*|anwendungsbetreu\\w*|wirtschaftsinformat\\w*',
      'informatic[oa]|sistemas|ti|t i|tecnologias? de la informacion|tecnologia da informacao|seguridad informatica|redes|infraestructura|infraestrutura|sistemi informativi|sistemista|ced|informatica|automatisering|systeembeheer\\w*|netwerk\\w*|beveiliging|ict',
    ],
  ],
  [
    'legal',
    [
      'clo|general counsel|gc|counsel|legal|lawyer|attorney|solicitor|barrister|paralegal|compliance|privacy|dpo|data protection\\w*|regulatory|contracts?|patents?|ip|intellectual property|litigation|company secretary|corporate secretary|governance|notary',
      'juridique|juriste|avocat[e]?|conformite|notaire',
      'recht|rechts\\w*|jurist\\w*|syndikus\\w*|datenschutz\\w*|anwalt|anwaltin|\\w*anwalt|justiziar\\w*|notar\\w*|patent\\w*',
      'legales?|abogad[oa]|juridic[oa]|asesoria juridica|cumplimiento|proteccion de datos|advogad[oa]|conformidade|legale|avvocat[oa]|affari legali|giuridic[oa]|juridisch\\w*|advocaat|jurist',
    ],
  ],
  [
    'support',
    [
      'customer (?:service|success|support|care|experience|relations?|satisfaction|operations)|client (?:services?|success|support|care|relations|delivery)|support|technical support|help|call ?cent(?:er|re)|contact cent(?:er|re)|after ?sales|cs|csm|service desk|customer|onboarding|implementation|user support|account support|member services',
      'service client\\w*|support client|relation client\\w*|sav|apres vente|charge de clientele|experience client',
      'kundendienst\\w*|kundenservice\\w*|kundenbetreu\\w*|\\w*support\\w*|service ?leit\\w*|servicetechnik\\w*|reklamation\\w*|kundenerfolg\\w*',
      'atencion al cliente|servicio al cliente|soporte|exito del cliente|postventa|atendimento|suporte|sucesso do cliente|pos venda|servizio clienti|assistenza(?: clienti| tecnica)?|supporto|klantenservice|klantcontact|ondersteuning',
    ],
  ],
  [
    'procurement',
    [
      'cpo procurement|procurement|purchas\\w*|buyers?|buying|sourcing|category manager|vendor manage\\w*|supplier\\w*',
      'achats?|acheteur|acheteuse|approvisionne\\w*',
      '\\w*einkauf\\w*|\\w*einkaufer(?:in)?|beschaffung\\w*|lieferanten\\w*',
      'compras|comprador[a]?|aprovisionamiento|suprimentos|acquisti|buyer|approvvigionament\\w*|inkoop\\w*|inkoper',
    ],
  ],
  [
    'operations',
    [
      'coo|chief operati\\w*|operations?|operational|ops|supply chain|logistics|logistic|manufacturing|production|plant|factory|warehouse|fulfil\\w*|project manage\\w*|program manage\\w*|programme manage\\w*|pmo|project|projects|program|programme|process|quality|facilit(?:y|ies)|maintenance|administration|administrative|admin|administrator|office manager|executive assistant|secretary|receptionist|strategy|strategic|planning|delivery|transformation|lean|fleet|inventory|distribution|construction|site manager|health and safety|hse|ehs',
      'operations|exploitation|logistique|usine|qualite|projets?|chef de projet|administratif|administrative|assistante?|assistante? de direction|secretaire|strategie|entrepot|maintenance|methodes',
      'betrieb\\w*|produktion\\w*|fertigung\\w*|logistik\\w*|werk\\w*|projekt\\w*|qualitat\\w*|verwaltung\\w*|sekretar\\w*|assistenz|assistent(?:in)?|lager\\w*|strategie\\w*|prozess\\w*|organisation\\w*|instandhaltung\\w*|disposition\\w*|planung\\w*|bauleit\\w*|niederlassungsleit\\w*',
      'operaciones|operacoes|logistic[oa]|produccion|producao|planta|fabrica|calidad|qualidade|proyectos?|projetos?|administracion|administrativ[oa]|administracao|asistente|assistente|secretari[oa]|estrategia|almacen|cadena de suministro|mantenimiento|manutencao|procesos|processos|planeacion|planejamento',
      'operazioni|logistica|produzione|stabilimento|qualita|progett[oi]|segretari[oa]|magazzino|manutenzione|processi|pianificazione|operationeel|productie|logistiek|magazijn|kwaliteit|projecten|project|secretaresse|planning|bedrijfsvoering|onderhoud|kantoor',
    ],
  ],
]
