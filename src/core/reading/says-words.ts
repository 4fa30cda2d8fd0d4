/**
 * Columns that say something of the row rather than hold a field of it: when it was true, and that somebody must not be
 * written to or called. Header names in the languages of aliases.ts, folded; split at `|`.
 */

/** When the row was true at its source: of two rows in one list the newer wins. Not when somebody was last contacted. */
export const OBSERVED_AT =
  'updated at|updated on|updated|update date|last updated|last updated at|last updated on|last updated date|last update|last update date|date updated|date last updated|record updated|contact updated|lead updated|person updated|person update time|update time|updated time|updatedat|' +
  'modified|modified at|modified on|modified date|date modified|last modified|last modified at|last modified on|last modified date|lastmodifieddate|lastmodified date|lastmodified|lastmodifiedon|last modification|last modification date|last changed|last change|last changed on|last changed date|changed at|changed on|date changed|systemmodstamp|' +
  'as of|as of date|data as of|information as of|last refreshed|refreshed at|data refreshed|last enriched|last enriched at|enriched at|enriched on|date enriched|scraped at|scraped on|scrape date|date scraped|extracted at|extracted on|extraction date|captured at|captured on|last synced|observed at|observed on|snapshot date|' +
  'modifie le|date de modification|derniere modification|date de derniere modification|date modification|mis a jour|mis a jour le|mise a jour|mise a jour le|date de mise a jour|derniere mise a jour|date de derniere mise a jour|date maj|maj|maj le|actualise le|' +
  'geandert am|geaendert am|anderungsdatum|aenderungsdatum|letzte anderung|letzte aenderung|zuletzt geandert|zuletzt geandert am|zuletzt aktualisiert|zuletzt aktualisiert am|aktualisiert|aktualisiert am|aktualisierungsdatum|letzte aktualisierung|letzte bearbeitung|zuletzt bearbeitet|bearbeitet am|stand|stand vom|datenstand|' +
  'actualizado|actualizado el|actualizado en|fecha de actualizacion|fecha actualizacion|ultima actualizacion|fecha de ultima actualizacion|modificado|modificado el|fecha de modificacion|fecha modificacion|ultima modificacion|fecha de ultima modificacion|ultimo cambio|' +
  'atualizado|atualizado em|data de atualizacao|data atualizacao|data da atualizacao|ultima atualizacao|data da ultima atualizacao|modificado em|data de modificacao|data da ultima modificacao|alterado em|ultima alteracao|data de alteracao|' +
  'aggiornato|aggiornato il|data aggiornamento|data di aggiornamento|ultimo aggiornamento|data ultimo aggiornamento|modificato il|data modifica|data di modifica|ultima modifica|data ultima modifica|' +
  'gewijzigd|gewijzigd op|wijzigingsdatum|laatst gewijzigd|laatst gewijzigd op|laatste wijziging|bijgewerkt|bijgewerkt op|laatst bijgewerkt|laatste update|datum gewijzigd|datum bijgewerkt|' +
  'uppdaterad|senast uppdaterad|andrad|senast andrad|opdateret|sidst opdateret|sist oppdatert|oppdatert|data aktualizacji|ostatnia aktualizacja|zaktualizowano|data modyfikacji|ostatnia modyfikacja'

/** Not to be called; a word for the number before or after it says which (`Mobile DNC`). */
export const DO_NOT_CALL =
  'do not call|dnc|donotcall|do not phone|no calls|no phone calls|do not call flag|do not call list|dnc flag|dnc status|dnc list|dnc registered|is dnc|on dnc|on do not call list|call opt out|phone opt out|opted out of calls|tps|ctps|tps registered|has opted out of phone|' +
  'ne pas appeler|ne pas telephoner|bloctel|opposition telephonique|stop appel|nicht anrufen|kein anruf|keine anrufe|anrufsperre|telefonsperre|werbesperre telefon|no llamar|no telefonear|lista robinson|nao ligar|nao telefonar|nao chamar|non chiamare|non telefonare|registro opposizioni|niet bellen|bel me niet|bel me niet register|ring inte|ring ikke|nie dzwonic'

/** The address has come back. A reason or a date in the cell says so too. */
export const BOUNCED =
  'bounced|is bounced|has bounced|email bounced|e mail bounced|mail bounced|hard bounced|hard bounce|is hard bounced|email hard bounced|hard bounced at|bounced at|bounce date|bounced on|email bounced date|emailbounceddate|email bounced reason|emailbouncedreason|bounce reason|hard bounce reason|email hard bounce reason|hs email hard bounce reason|hs email hard bounce reason enum|undeliverable|email undeliverable|isemailbounced|is email bounced|' +
  'email rejete|adresse rejetee|mail rejete|rebond definitif|unzustellbar|e mail unzustellbar|email unzustellbar|rebotado|correo rebotado|email rebotado|devolvido|email devolvido|respinta|email respinta|onbestelbaar|e mail onbestelbaar'

/** A status in words, of which a few mean that nobody is to write any more. */
export const STANDING =
  'marketing status|email marketing status|e mail marketing status|subscription status|email subscription status|subscriber status|subscribed status|newsletter status|mailing status|mail status|email permission status|email status|e mail status|contact status|lead status|prospect status|lead state|last state|laststate|status|state of lead|stage|lead stage|contact stage|campaign status|consent status|opt in status|consent|email consent|' +
  'statut|statut abonnement|statut email|statut marketing|statut du lead|statut newsletter|abonnement|stand newsletter|newsletterstatus|abo status|abostatus|e mail status|kontaktstatus|leadstatus|marketingstatus|estado de suscripcion|estado suscripcion|estado de marketing|estado newsletter|suscripcion|status da assinatura|status de marketing|status de inscricao|stato iscrizione|stato abbonamento|stato marketing|stato newsletter|nieuwsbrief status|nieuwsbriefstatus|abonnementsstatus|marketing voorkeur'

/** Folded; the whole cell. */
export const STANDING_WORDS: Readonly<Record<'unsubscribed' | 'bounced', string>> = {
  unsubscribed:
    'unsubscribed|unsubscribe|opted out|opt out|optout|opted out of email|do not contact|do not email|do not mail|unsub|global unsubscribe|emailsunsubscribed|emails unsubscribed|lead unsubscribed|spam complaint|marked as spam|consent withdrawn|' +
    'desabonne|desabonnee|desinscrit|desinscrite|ne pas contacter|abgemeldet|abbestellt|einwilligung widerrufen|nicht kontaktieren|dado de baja|dada de baja|no contactar|descadastrado|descadastrada|cancelou a inscricao|nao contatar|nao contactar|disiscritto|disiscritta|non contattare|uitgeschreven|afgemeld|niet contacteren|avregistrerad|afmeldt|avmeldt|wypisany|wypisana',
  bounced:
    'bounced|hard bounce|hard bounced|emailsbounced|emails bounced|email bounced|lead bounced|rebotado|rebotada',
}

/** In a column of consent these mean no more; elsewhere a deal may be withdrawn. */
export const WITHDRAWN =
  'withdrawn|revoked|consent revoked|complained|retire|widerrufen|widersprochen|revocado|revogado|revocato|ingetrokken'
