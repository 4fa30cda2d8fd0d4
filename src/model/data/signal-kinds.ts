/**
 * The closed list of signals of intent, with the words that lists use for each, folded: lower case, no accents, blanks
 * for punctuation. Add words here; a word stands once.
 */
export const SIGNAL_WORDS = {
  funding:
    'funding|funding round|fundraise|fundraising|fund raise|raised|raised money|capital raise|investment|investment round|round|recent funding|latest funding|new funding|seed|seed round|series a|series b|series c|series d|series e|ipo|levee de fonds|financement|finanzierung|finanzierungsrunde|kapitalerhohung|ronda de inversion|ronda de financiacion|financiacion|rodada de investimento|captacao|finanziamento|round di finanziamento|financiering|financieringsronde',
  hiring:
    'hiring|hires|new hires|new hire|headcount growth|team growth|growing team|recruiting|recruitment|hiring surge|recrutement|embauche|einstellungen|personalaufbau|contratacion|contrataciones|contratacao|contratacoes|assunzioni|assunzione|werving|aanwervingen',
  job_posting:
    'job posting|job post|job postings|job opening|job openings|open position|open positions|open role|open roles|vacancy|vacancies|job ad|offre d emploi|offres d emploi|stellenanzeige|stellenausschreibung|offene stelle|oferta de empleo|vacante|oferta de emprego|vaga|offerta di lavoro|vacature',
  tech_change:
    'tech change|technology change|technology|technographics|technographic|technology installed|technology added|technology dropped|tech install|tech stack change|new technology|tool change|changement de technologie|technologiewechsel|cambio de tecnologia|mudanca de tecnologia|cambio di tecnologia|technologiewissel',
  job_change:
    'job change|changed job|changed jobs|new job|new position|new role|position change|role change|promotion|promoted|job move|champion moved|started new position|started a new job|changement de poste|nouveau poste|jobwechsel|stellenwechsel|neue stelle|cambio de trabajo|cambio de puesto|mudanca de emprego|mudanca de cargo|cambio di lavoro|cambio di ruolo|nieuwe baan|baanwissel',
  leadership_change:
    'leadership change|leadership|new leadership|new executive|executive change|executive hire|executive move|new ceo|new cto|new cfo|new vp|management change|c level change|changement de direction|fuhrungswechsel|cambio de direccion|mudanca de lideranca|cambio al vertice|leiderschapswissel',
  news: 'news|press|press release|in the news|news mention|media mention|media|article|award|actualite|actualites|presse|communique de presse|nachrichten|pressemitteilung|noticia|noticias|notizie|comunicato stampa|nieuws|persbericht',
  expansion:
    'expansion|expanding|new office|new offices|new location|new market|office opening|opening|international expansion|acquisition|merger|m a|new site|expansion internationale|nouveau bureau|expandierung|neuer standort|standorteroffnung|expansion internacional|nueva oficina|expansao|novo escritorio|espansione|nuova sede|uitbreiding|nieuwe vestiging',
  product_launch:
    'product launch|launch|new product|product release|product announcement|launched|lancement|lancement de produit|produkteinfuhrung|neues produkt|lanzamiento|lanzamiento de producto|lancamento|lancamento de produto|lancio|lancio di prodotto|productlancering',
  research:
    'research|intent|intent topic|intent data|intent signal|buyer intent|buying intent|topic surge|surge|surging|researching|comparison|review site|g2|recherche|intention d achat|recherche produit|kaufabsicht|intencion de compra|intencao de compra|intenzione d acquisto|koopintentie',
  referral:
    'referral|referred|introduction|intro|warm intro|recommendation|recommandation|mise en relation|empfehlung|recomendacion|referencia|recomendacao|indicacao|referenza|raccomandazione|aanbeveling|doorverwijzing',
  other: 'other|misc|miscellaneous|autre|sonstiges|andere|otro|outro|altro|overig|anders',
} as const satisfies Record<string, string>
