/**
 * The closed list of events, with the words that tools use for each, folded: lower case, no accents, blanks for
 * punctuation. Shapes of single services add their words here; a word stands once.
 */
export const EVENT_WORDS = {
  visit:
    'visit|visited|page view|pageview|page viewed|page|page visit|screen|screen view|screen viewed|product viewed|site visit|website visit|viewed page|web visit|session|visite|page vue|besuch|seitenaufruf|visita|visualizacao de pagina|visita al sito|bezoek|paginaweergave',
  sign_up:
    'sign up|signup|signed up|registered|registration|register|account created|user created|trial started|started trial|subscribe|subscribed|group resubscribe|resubscribed|inscription|inscrit|anmeldung|registrierung|registro|alta|cadastro|inscricao|iscrizione|registrazione|aanmelding|registratie',
  sent: 'sent|send|email sent|emails sent|first email sent|processed|linkedin sent|linkedin visit done|linkedin invite done|linkedin invite sent|linkedin follow done|envoye|gesendet|versendet|enviado|inviato|inviata|verzonden|verstuurd',
  delivered:
    'delivered|delivery|email delivered|delivre|distribue|zugestellt|entregado|entregue|consegnato|consegnata|afgeleverd|bezorgd',
  open: 'open|opened|email open|email opened|emails opened|opens|opened email|linkedin opened|ouvert|ouverture|geoffnet|offnung|abierto|apertura|aberto|abertura|aperto|aperta|geopend|opening',
  click:
    'click|clicked|clicks|link click|link clicked|email clicked|emails clicked|email link click|email link clicked|clicked link|clic|clique|geklickt|klick|clicou|cliccato|geklikt|klik',
  reply:
    'reply|replied|replies|response|responded|email reply|email replied|emails replied|reply received|untracked replies|linkedin replied|sms replied|whatsapp replied|answered|reponse|a repondu|antwort|geantwortet|respuesta|respondido|resposta|respondeu|risposta|antwoord|beantwoord',
  meeting:
    'meeting|meeting booked|meeting scheduled|meeting held|meeting completed|lead meeting booked|lead meeting completed|booked meeting|demo|demo booked|call booked|appointment|rendez vous|rdv|reunion|termin|besprechung|cita|reuniao|riunione|appuntamento|afspraak|vergadering',
  form: 'form|form submitted|form submission|form fill|form filled|submitted form|form submit|contact form|download|downloaded|formulaire|formular|formulario|modulo|formulier',
  purchase:
    'purchase|purchased|order|ordered|order completed|order placed|bought|checkout completed|paid|achat|commande|kauf|bestellung|compra|pedido|encomenda|acquisto|ordine|aankoop|bestelling',
  unsubscribe:
    'unsubscribe|unsubscribed|unsub|opt out|opted out|optout|email unsubscribed|emails unsubscribed|lead unsubscribed|linkedin unsubscribed|group unsubscribe|unsubscribes|desabonnement|desinscription|desabonne|desinscrit|abmeldung|abgemeldet|baja|darse de baja|cancelado|descadastro|descadastrado|disiscrizione|disiscritto|cancellazione|afmelding|uitgeschreven',
  bounce:
    'bounce|bounced|hard bounce|soft bounce|bounce hard|bounce soft|hard bounced|soft bounced|email hard bounced|email soft bounced|cleaned|email bounced|emails bounced|email bounce|bounces|dropped|blocked|undelivered|rejete|unzustellbar|rebote|rebotado|devolvido|rimbalzo|rimbalzato|teruggestuurd',
  complaint:
    'complaint|complained|spam report|spamreport|spam|spam complaint|abuse|abuse report|email marked as spam|marked as spam|plainte|beschwerde|spam meldung|queja|denuncia|reclamacao|reclamo|segnalazione spam|klacht|spammelding',
  other: 'other|misc|custom|autre|sonstiges|andere|otro|outro|altro|overig|anders',
} as const satisfies Record<string, string>

/**
 * What a tool does by itself or says of a person: no act of theirs, and so marked like what a machine does. As above,
 * and none of these words stands there.
 */
export const MACHINE_WORDS = {
  reply: 'auto reply|auto reply received|automatic reply|out of office reply',
  other:
    'deferred|account error|campaign completed|campaign status changed|manual step reached|lead category updated|lead neutral|lead interested|lead not interested|lead closed|lead out of office|lead wrong person|lead no show|emails interested|emails not interested|linkedin interested|linkedin not interested|emails send failed|emails failed|linkedin send failed|linkedin invite failed|upemail|profile|identify|alias|group|set|create alias|group identify|autocapture|pageleave|rageclick|feature flag called|web vitals',
} as const satisfies Partial<Record<keyof typeof EVENT_WORDS, string>>

/** Words for a bounce, and what services say of one, that mean: this address will never work. */
export const HARD_BOUNCE =
  'hard bounce|bounce hard|hard bounced|hard|email hard bounced|permanent|permanent failure|invalid|invalid address|invalid recipient|bad mailbox|bounced address'
