/**
 * Local parts that belong to a function, not to one person, in seven languages. They reach someone, so they are
 * `plausible`, but never tell who. Written without separators: `customer-service` and `customerservice` are one.
 */
const WORDS: Readonly<Record<string, string>> = {
  common: `abuse admin administrator administration hostmaster postmaster webmaster root sysadmin noc security dns ftp www web
    info infos information email mail mailbox inbox office hello hi hey welcome contact contactus enquiries enquiry inquiries inquiry
    office team all everyone staff group list newsletter news press media pr blog editor editorial feedback`,
  english: `sales presales salesteam support supportteam help helpdesk service services customerservice customercare customersupport
    customersuccess clientservices care desk servicedesk frontdesk reception receptionist secretary secretariat orders order ordering
    shop store billing invoice invoices invoicing accounts account accounting accountspayable accountsreceivable ap ar finance
    payments payment payroll purchasing procurement buying tenders tender quotes quote quotations bookings booking reservations
    reservation reserve marketing advertising ads advertise partnerships partners partner affiliates affiliate business bizdev
    businessdevelopment bd hr humanresources people jobs job careers career recruiting recruitment recruiter talent hiring training
    legal compliance privacy gdpr dpo copyright dmca investors investorrelations ir it itsupport tech technical techsupport
    engineering developers developer dev devops ops operations logistics shipping dispatch delivery returns warranty quality
    production management manager general generalmanager director directors board ceo cfo cto coo founders founder owner
    events event conference registration register membership members member subscribe unsubscribe subscriptions admissions
    enrollment library facilities maintenance safety research studio design creative letters complaints concierge hotel
    admins adminteam alerts notifications updates digital ecommerce employment enquire enquires equipment estimating questions
    question rsvp purchase purchases request requests suggestions supply suppliers vendors tickets travel webadmin website
    leads projects customers donations volunteer volunteers social socialmedia community communications communication comms
    content warehouse employees personnel principal president treasurer headoffice mailing mkt mktg qa rentals leasing rfp
    reports sponsorship store submissions webteam donate education hosting insurance partnership postbox parts sdr
    main company corporate headquarters hq branch usergroup users user guest postroom exports export imports import trade wholesale`,
  german: `kontakt buero büro zentrale empfang sekretariat verwaltung vertrieb verkauf einkauf bestellung bestellungen auftrag
    auftraege aufträge angebot angebote anfrage anfragen rechnung rechnungen rechnungswesen buchhaltung buchung buchungen
    finanzen kundenservice kundendienst kundenbetreuung hilfe technik presse redaktion personal personalabteilung bewerbung
    bewerbungen karriere ausbildung datenschutz recht rechtsabteilung geschaeftsfuehrung geschäftsführung geschaeftsleitung
    geschäftsleitung leitung vorstand versand lager reklamation rueckfragen praxis kanzlei werkstatt veranstaltungen termine
    termin gemeinde rathaus poststelle verein mitglieder spenden edv allgemein`,
  french: `bonjour accueil contactez commercial commerciale commerciaux ventes vente achats achat commande commandes comptabilite
    comptabilité compta facturation facture factures devis serviceclient serviceclients relationclient client clients sav
    administratif secretaire secrétariat rh ressourceshumaines recrutement emploi emplois candidature candidatures presse
    communication redaction rédaction juridique direction directeur gerance gérance mairie formation formations logistique
    livraison livraisons reservations technique informatique abonnement abonnements boutique magasin agence cabinet
    renseignements equipe équipe partenariat partenariats informatique dpd qualite qualité`,
  spanish: `contacto informacion información hola ventas venta compras compra pedidos pedido facturacion facturación facturas
    contabilidad administracion administración atencion atención atencionalcliente atencioncliente clientes cliente
    servicioalcliente soporte ayuda tecnico técnico recepcion recepción secretaria secretaría reservas reserva empleo empleos
    rrhh recursoshumanos seleccion prensa comunicacion comunicación publicidad mercadeo gerencia direccion dirección oficina
    comercial tienda proveedores cobranza cobranzas tesoreria tesorería finanzas legal juridico jurídico presupuestos formacion
    formación equipo informatica informática operaciones consultas inscripciones eventos logistica logística calidad sistemas`,
  italian: `informazioni contatti contatto ciao vendite vendita acquisti acquisto ordini ordine amministrazione contabilita
    contabilità fatture fatturazione fattura assistenza assistenzaclienti servizioclienti clienti supporto segreteria
    prenotazioni prenotazione ufficio ufficiostampa ufficiocommerciale ufficiotecnico ufficioacquisti commerciale stampa
    redazione risorseumane personale lavoro selezione curriculum direzione presidenza legale spedizioni magazzino negozio
    preventivi qualita qualità tecnico pec protocollo comunicazione formazione eventi studio`,
  portuguese: `contato contacto contatos ola olá vendas compras pedidos pedido faturamento faturas fatura cobranca cobrança
    financeiro financas finanças contabilidade administracao administração administrativo atendimento
    atendimentoaocliente sac suporte ajuda secretaria recepcao recepção reservas rh recursoshumanos vagas curriculo imprensa
    comunicacao comunicação diretoria direcao direção gerencia gerência comercial escritorio escritório loja ouvidoria
    juridico jurídico orcamento orçamento orcamentos orçamentos geral logistica formacao formação qualidade`,
  dutch: `contact informatie hallo verkoop inkoop bestelling bestellingen bestel facturen factuur facturatie boekhouding
    administratie klantenservice klantcontact klantendienst klachten helpdesk ondersteuning receptie secretariaat kantoor
    personeel personeelszaken vacature vacatures sollicitatie sollicitaties pers redactie directie bestuur reserveringen
    reservering boekingen offerte offertes algemeen magazijn winkel planning ledenadministratie leden juridisch techniek
    werkplaats gemeente praktijk`,
}

/** All role words, lower-case, without separators. */
export const ROLE_WORDS: readonly string[] = Object.values(WORDS).flatMap((text) =>
  text.split(/\s+/).filter(Boolean),
)

/** Words that make a role of whatever follows: `info.berlin`, `sales-uk`, `support.team`. */
export const LEADING_ROLE_WORDS: readonly string[] =
  `info infos sales support contact kontakt contacto contatti contato office service admin hello help helpdesk marketing
  billing accounts accounting orders jobs careers hr press customer vertrieb verkauf buchhaltung ventas vendas vendite
  commercial comercial commerciale administracion amministrazione administratie comptabilite ufficio verkoop reservations
  bookings reservas enquiries team webmaster postmaster noreply reception finance invoice invoices purchasing`.split(
    /\s+/,
  )

/** Addresses that nobody reads. */
export const NO_REPLY_WORDS: readonly string[] =
  `noreply donotreply dontreply noresponse noreplies noreplay neantworten nichtantworten keineantwort nepasrepondre
  nepasrépondre nonrispondere norispondere noresponder naoresponda nãoresponda nietbeantwoorden nietreageren mailerdaemon
  bounce bounces nobody devnull automailer autoreply autoresponder unmonitored`.split(/\s+/)
