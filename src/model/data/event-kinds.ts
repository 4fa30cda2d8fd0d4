/**
 * The closed list of events, with the words that tools use for each, folded: lower case, no accents, blanks for
 * punctuation. Shapes of single services add their words here; a word stands once.
 */
export const EVENT_WORDS = {
  visit:
    'visit|visited|page view|pageview|page viewed|page|page visit|site visit|website visit|viewed page|web visit|session|visite|page vue|besuch|seitenaufruf|visita|visualizacao de pagina|visita al sito|bezoek|paginaweergave',
  sign_up:
    'sign up|signup|signed up|registered|registration|register|account created|user created|trial started|started trial|subscribe|subscribed|inscription|inscrit|anmeldung|registrierung|registro|alta|cadastro|inscricao|iscrizione|registrazione|aanmelding|registratie',
  sent: 'sent|send|email sent|emails sent|first email sent|processed|envoye|gesendet|versendet|enviado|inviato|inviata|verzonden|verstuurd',
  delivered:
    'delivered|delivery|email delivered|delivre|distribue|zugestellt|entregado|entregue|consegnato|consegnata|afgeleverd|bezorgd',
  open: 'open|opened|email open|email opened|emails opened|opens|opened email|ouvert|ouverture|geoffnet|offnung|abierto|apertura|aberto|abertura|aperto|aperta|geopend|opening',
  click:
    'click|clicked|clicks|link click|link clicked|email clicked|emails clicked|email link click|email link clicked|clicked link|clic|clique|geklickt|klick|clicou|cliccato|geklikt|klik',
  reply:
    'reply|replied|replies|response|responded|email reply|email replied|emails replied|reply received|answered|reponse|a repondu|antwort|geantwortet|respuesta|respondido|resposta|respondeu|risposta|antwoord|beantwoord',
  meeting:
    'meeting|meeting booked|meeting scheduled|meeting held|meeting completed|lead meeting booked|lead meeting completed|booked meeting|demo|demo booked|call booked|appointment|rendez vous|rdv|reunion|termin|besprechung|cita|reuniao|riunione|appuntamento|afspraak|vergadering',
  form: 'form|form submitted|form submission|form fill|form filled|submitted form|form submit|contact form|download|downloaded|formulaire|formular|formulario|modulo|formulier',
  purchase:
    'purchase|purchased|order|ordered|order completed|order placed|bought|checkout completed|paid|achat|commande|kauf|bestellung|compra|pedido|encomenda|acquisto|ordine|aankoop|bestelling',
  unsubscribe:
    'unsubscribe|unsubscribed|unsub|opt out|opted out|optout|email unsubscribed|emails unsubscribed|lead unsubscribed|group unsubscribe|unsubscribes|desabonnement|desinscription|desabonne|desinscrit|abmeldung|abgemeldet|baja|darse de baja|cancelado|descadastro|descadastrado|disiscrizione|disiscritto|cancellazione|afmelding|uitgeschreven',
  bounce:
    'bounce|bounced|hard bounce|soft bounce|email bounced|emails bounced|email bounce|bounces|dropped|blocked|undelivered|rejete|unzustellbar|rebote|rebotado|devolvido|rimbalzo|rimbalzato|teruggestuurd',
  complaint:
    'complaint|complained|spam report|spamreport|spam|spam complaint|abuse|abuse report|marked as spam|plainte|beschwerde|spam meldung|queja|denuncia|reclamacao|reclamo|segnalazione spam|klacht|spammelding',
  other: 'other|misc|custom|autre|sonstiges|andere|otro|outro|altro|overig|anders',
} as const satisfies Record<string, string>
