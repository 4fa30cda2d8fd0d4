/**
 * What the columns of lists of signals, events and suppressions are called: folded, `|` between names, in the languages
 * of aliases.ts. They hold in lists of that kind alone: in a list of people a "Type" or a "Date" may be anything.
 */

/** What a row of signals or events says besides whom it is about; named like the columns of `signal` and `event`. */
export const FACT_FIELDS = [
  'kind',
  'observed_on',
  'at',
  'detail',
  'url',
  'campaign',
  'event_id',
  'machine',
  'bounce_type',
  'user_agent',
  'anonymous_id',
] as const

export type FactField = (typeof FACT_FIELDS)[number]

/** When, as signals and events both call it. */
const WHEN =
  'date|time|timestamp|datetime|date time|when|day|at|on|occurred at|occurred on|occurred|happened at|happened on|observed on|observed at|event date|event time|event timestamp|signal date|signal time|created at|created on|created|created time|detected at|detected on|published at|published on|published|date published|publish date|publication date|announced on|announced date|announced|seen at|seen on|received at|fired at|sent at|opened at|clicked at|replied at|' +
  'datum|zeit|zeitpunkt|zeitstempel|uhrzeit|datum und uhrzeit|date et heure|horodatage|date evenement|date de l evenement|heure|fecha|hora|fecha y hora|fecha del evento|data|ora|data e ora|data ora|data do evento|data evento|data e hora|tijd|tijdstip|tijdstempel|datum en tijd'

const URL =
  'url|link|source url|article url|article link|news url|page|page url|current url|landing page|link url|clicked url|clicked link|href|lien|seite|pagina|enlace|collegamento'

const DETAIL =
  'detail|details|description|desc|title|headline|summary|subject|subject line|email subject|text|note|notes|message|info|information|comment|comments|reason|topic|' +
  'beschreibung|betreff|titel|notiz|bemerkung|einzelheiten|objet|sujet|titre|remarque|descripcion|asunto|titulo|detalle|detalles|nota|descricao|assunto|detalhe|detalhes|descrizione|oggetto|titolo|dettaglio|dettagli|beschrijving|onderwerp|opmerking|omschrijving'

/** Names of the fact's own columns, by the kind of the list. */
export const FACT_ALIASES = {
  signals: {
    kind: 'kind|type|signal|signal type|signal kind|signal name|trigger|trigger type|trigger event|event|event type|category|signalart|signaltyp|art|typ|ereignis|type de signal|type|evenement|senal|tipo de senal|tipo|sinal|tipo de sinal|segnale|tipo di segnale|signaal|soort|soort signaal',
    observed_on: WHEN,
    detail: DETAIL,
    url: URL,
  },
  events: {
    kind: 'kind|type|event|event type|event name|event kind|eventtype|action|activity|activity type|interaction|ereignis|ereignisart|ereignistyp|aktion|art|typ|evenement|type d evenement|type evenement|action type|evento|tipo de evento|tipo|accion|acao|tipo do evento|tipo di evento|tipo evento|azione|gebeurtenis|soort|actie',
    at: WHEN,
    detail: DETAIL,
    url: URL,
    campaign:
      'campaign|campaign name|campaign title|campaign id|sequence|sequence name|newsletter|email name|mailing|kampagne|kampagnenname|campagne|nom de la campagne|campana|nombre de la campana|campanha|nome da campanha|campagna|nome campagna|campagnenaam',
    event_id: 'event id|event uuid|sg event id|activity id|event key',
    machine:
      'machine|machine open|sg machine open|is machine|is machine open|bot|is bot|automated|prefetched|machine click',
    bounce_type: 'bounce type|bounce class|bounce classification|bounced type|bounce kind|type of bounce',
    user_agent: 'user agent|useragent|ua|browser user agent',
    anonymous_id: 'anonymous id|anon id|visitor id',
  },
} as const satisfies Record<string, Partial<Record<FactField, string>>>

/** Whom it is about, where the general aliases do not know the name. */
export const WHO_ALIASES = {
  email:
    'recipient|recipient email|to|to email|to address|rcpt|user email|sl lead email|empfanger|destinataire|destinatario|ontvanger',
  external_id: 'user id|userid|distinct id|contact id|lead id|person id|customer id|subscriber id',
} as const

/** A column of a list of suppressions that may hold addresses and domains alike. */
export const SUPPRESSED_ALIASES =
  'email|email address|email or domain|email domain|emails and domains|entry|value|address|blocked|blocked email|blocklist|blacklist|suppressed|suppressed email|suppression|recipient|bounced email|unsubscribed email|opt out|sperrliste|gesperrt|liste noire|desabonnes|lista negra|lista nera|blokkeerlijst'
