/**
 * What columns are called: for each field its names in English, French, German, Spanish, Portuguese, Italian and Dutch,
 * the commonest in Swedish, Norwegian, Danish, Finnish and Polish, and the internal names of common tools. Compared folded, without blanks and punctuation, so `E-Mail`, `e_mail` and
 * `eMail` are one. A name not here is not guessed from its words: "Email consent" mentions an e-mail, and is none.
 */

import type { Field } from '../../model/fields.ts'

/** `field: names`, split at `|`. A trailing `?` marks a name that other columns or the values must confirm. */
export const ALIASES: readonly (readonly [Field, string])[] = [
  [
    'full_name',
    'full name|fullname|name?|contact name|contact full name|person name|lead name|prospect name|attendee name|attendee|participant name|participant|guest name|customer name?|client name?|complete name|display name|contact?|contact person|your name|first and last name|first last name|first name last name|name surname|file as?|' +
      'nom complet|nom et prenom|nom prenom|prenom nom|prenom et nom|nom du contact|contact nom|interlocuteur|personne a contacter|participant?|' +
      'vollstandiger name|vollstaendiger name|vor und nachname|vorname nachname|vorname und nachname|name vorname|nachname vorname|ansprechpartner|ansprechperson|kontaktperson|kontaktname|teilnehmer|gesamter name|' +
      'nombre completo|nombre y apellidos|nombre y apellido|nombre apellidos|nombres y apellidos|persona de contacto|nombre del contacto|nombre contacto|contacto?|' +
      'nome completo|nome e sobrenome|nome e apelido|nome e cognome|nome cognome|cognome e nome|cognome nome|nominativo|nome do contato|nome contato|pessoa de contato|contato?|persona di contatto|referente?|nome contatto|' +
      'volledige naam|voor en achternaam|voornaam achternaam|contactpersoon|naam contactpersoon|deelnemer|' +
      'name full|ansprechpartner in|ansprechpartnerin|ansprechpartner innen|persona di riferimento|fullstandigt namn|for och efternamn|fullt navn|fulde navn|for og efternavn|for og etternavn|imie i nazwisko|nazwisko i imie|osoba kontaktowa|kontakt navn|koko nimi|yhteyshenkilo',
  ],
  [
    'prefix',
    'prefix|name prefix|honorific|honorific prefix|salutation|courtesy title|form of address|title prefix|mr mrs|mr ms|civilite|civility|civ|titre de civilite|politesse|' +
      'anrede|akademischer titel|namenstitel|briefanrede?|tratamiento|saludo|tratamento|pronome de tratamento|appellativo|trattamento|titolo di cortesia|aanhef|aanspreking|aanspreektitel',
  ],
  [
    'first_name',
    'first name|firstname|first|fname|given name|givenname|given names|forename|forenames|christian name|name first|contact first name|person first name|merge1?|' +
      'prenom|prenoms|prenom contact|prenom du contact|vorname|vornamen|rufname|vorname kontakt|vorname ansprechpartner|nombre de pila|primer nombre|nombres|primeiro nome|prenome|nome proprio|nome de batismo|nome di battesimo|voornaam|voornamen|roepnaam|' +
      'fornamn|fornavn|imie|etunimi|tilltalsnamn',
  ],
  [
    'middle_name',
    'middle name|middlename|middle names|middle initial|middle|mi?|additional name|additional names|second name?|deuxieme prenom|autres prenoms|second prenom|zweiter vorname|mittelname|weitere vornamen|segundo nombre|segundo nome|nome do meio|secondo nome|tweede voornaam|tussenvoegsel?|' +
      'mellannamn|mellomnavn|mellemnavn|drugie imie',
  ],
  [
    'last_name',
    'last name|lastname|last|lname|surname|sur name|family name|familyname|name last|contact last name|person last name|second last name?|' +
      'nom de famille|nom famille|patronyme|nom usuel|nom d usage|nachname|familienname|zuname|name nachname|nachname kontakt|nachname ansprechpartner|apellido|apellidos|primer apellido|sobrenome|apelido|apelidos|ultimo nome|nome de familia|cognome|cognomi|achternaam|familienaam|geslachtsnaam|' +
      'efternamn|etternavn|efternavn|nazwisko|sukunimi',
  ],
  [
    'suffix',
    'suffix|name suffix|generational suffix|honorific suffix|suffixe|namenszusatz|namenssuffix|sufijo|sufixo|suffisso|achtervoegsel',
  ],
  [
    'email',
    'email|emails|mail|email address|e mail address|email addresses|emailaddress|mail address|primary email|primary email address|main email|work email|work email address|business email|business email address|professional email|corporate email|office email|contact email|person email|lead email|prospect email|attendee email|guest email|participant email|customer email?|user email|your email|email 1|email1|email id|email from|primary mail|electronic mail|internet address|best email|direct email|valid email|verified email|email work|work mail|official email|company email?|emailaddress1|email contact|' +
      'adresse email|adresse mail|adresse e mail|adresse electronique|courriel|adresse courriel|mel|email professionnel|mail professionnel|mail pro|email pro|e mail pro|adresse email professionnelle|courrier electronique|email du contact|' +
      'e mail adresse|emailadresse|mailadresse|mail adresse|elektronische post|geschaftliche e mail|e mail geschaftlich|email geschaftlich|e mail dienstlich|email dienstlich|email kontakt|e mail 1 adresse|e mail ansprechpartner|' +
      'correo|correo electronico|direccion de correo|direccion de correo electronico|direccion de email|email corporativo|correo corporativo|correo profesional|correo de trabajo|e mail profesional|' +
      'endereco de email|endereco de e mail|correio eletronico|correio electronico|endereco eletronico|e mail corporativo|email comercial|email profissional|e mail profissional|' +
      'posta elettronica|indirizzo email|indirizzo e mail|indirizzo mail|indirizzo di posta elettronica|email aziendale|mail aziendale|e mail lavoro|email di lavoro|' +
      'e mailadres|emailadres|mailadres|zakelijk e mailadres|zakelijke email|zakelijke e mail|werk e mail|e mail zakelijk|' +
      'email addr|correo e|correo electronico de trabajo|email de contato|e mail de contato|mail di lavoro|mejl|mejladress|e post|e postadress|e postadresse|epost|epostadress|epostadresse|adres e mail|adres email|adres mailowy|sahkoposti|sahkopostiosoite|e mail addr',
  ],
  [
    'email2',
    'email 2|email2|alt email|secondary email|second email|other email|alternate email|alternative email|additional email|email other|home email|personal email|private email|email home|email personal|secondary email address|personal email address|emailaddress2|email 2 address|backup email|' +
      'email secondaire|autre email|mail perso|email perso|email personnel|mail secondaire|adresse email secondaire|zweite e mail|e mail privat|private e mail|email privat|weitere e mail|e mail 2 adresse|alternative e mail|correo secundario|correo personal|email secundario|email alternativo|otro correo|email pessoal|e mail pessoal|e mail secundario|email secondaria|email personale|mail personale|tweede e mail|prive e mail|e mail prive|emailadres 2',
  ],
  [
    'email3',
    'email 3|email3|tertiary email|third email|emailaddress3|email 3 address|e mail 3 adresse|tertiary email address',
  ],
  [
    'phone',
    'phone|phones|phone number|phone numbers|telephone|telephone number|tel|tel no|tel number|telno|telnr|phone no|phone nr|phonenumber|primary phone|primary phone number|main phone|main number?|contact phone|contact number|contact no|contact phone number|person phone|work phone|work phone number|work number|work tel|work direct phone|first phone|business phone|business phone number|office phone|office number|office tel|direct|direct phone|direct phone number|direct dial|direct dial phone|direct line|direct number|ddi|direct dial phone number|phone 1|phone1|phone work|phone office|best phone|best phone number|phone direct|day phone|daytime phone|daytime phone number|your phone|lead phone|prospect phone|attendee phone|customer phone?|telephone1|call|number?|land line|landline|fixed line|' +
      'tel fixe|telephone fixe|telephone bureau|tel bureau|telephone professionnel|tel pro|telephone pro|numero de telephone|no de telephone|n de telephone|num tel|numero tel|numero telephone|ligne directe|telephone direct|tel direct|n tel|coordonnees telephoniques|fixe|tel 1|telephone principal|' +
      'telefon|telefonnummer|telefonnr|telefon nr|rufnummer|tel nr|fon|telefon geschaftlich|telefon geschaeftlich|geschaftlich telefon|telefon geschaft|telefon dienstlich|telefon arbeit|telefon buro|durchwahl|festnetz|festnetznummer|telefon 1|telefon direkt|direktwahl|' +
      'telefono|telefonos|numero de telefono|nro de telefono|num telefono|tel oficina|telefono fijo|telefono de trabajo|telefono trabajo|telefono oficina|telefono directo|telefono de contacto|telefono contacto|n telefono|telefono 1|tfno|tlf|tlfno|' +
      'telefone|numero de telefone|telefone comercial|telefone fixo|fone|telefone de contato|tel comercial|telefone 1|telefones|telefone direto|' +
      'numero di telefono|telefono fisso|telefono ufficio|telefono diretto|recapito telefonico|numero telefono|num telefono|telefono lavoro|n telefono|' +
      'telefoonnummer|telefoon|telefoonnr|tel werk|telefoon werk|werktelefoon|telefoon zakelijk|vast nummer|vaste telefoon|doorkiesnummer|' +
      'no de telefono|no telefono|no de telefone|no telefone|telefon arbete|telefon jobb|telefon arbejde|numer telefonu|nr telefonu|nr tel|numer tel|puhelin|puhelinnumero',
  ],
  [
    'mobile',
    'mobile|mobile phone|mobile number|mobile phone number|mobile no|mobilephone|cell|cell phone|cell number|cellphone|cellular|mobile telephone|phone mobile|mob|mob no|mobile tel|personal mobile|mobile 1|mobile direct|whatsapp|whatsapp number|whatsapp phone|cell phone number|sms|sms number|' +
      'portable|tel portable|telephone portable|telephone mobile|tel mobile|numero de portable|n portable|gsm|numero mobile|mobil|handy|handynummer|mobiltelefon|mobilnummer|mobilfunk|mobilfunknummer|handynr|handy nr|telefon mobil|telefon mobile|mobilnr|mobiltelefonnummer|' +
      'movil|telefono movil|numero de movil|celular|telefono celular|numero de celular|tel movil|tel celular|telemovel|telefone celular|numero de telemovel|celular whatsapp|telefone movel|' +
      'cellulare|telefono cellulare|numero di cellulare|cell|tel cellulare|numero cellulare|mobiel|mobiele telefoon|mobiel nummer|mobiele nummer|mobiel telefoonnummer|gsm nummer|06 nummer|' +
      'no movil|no de movil|no de celular|no celular|no de telemovel|mobiele telefoonnummer|mobil nr|mobiltlf|mobil tlf|telefon komorkowy|komorka|numer komorkowy|nr komorkowy|tel komorkowy|matkapuhelin',
  ],
  [
    'phone_home',
    'home phone|home phone number|phone home|home number|home tel|home telephone|private phone|personal phone|personal phone number|telephone domicile|tel domicile|telephone personnel|tel perso|telephone prive|telefon privat|privat telefon|telefonnummer privat|private telefonnummer|telefono casa|telefono de casa|telefono particular|telefono personal|telefone residencial|telefone pessoal|telefone de casa|telefono abitazione|telefono privato|telefono personale|telefoon thuis|telefoon prive|prive telefoon|thuistelefoon',
  ],
  [
    'phone_other',
    'other phone|phone other|other phone number|phone 2|phone2|secondary phone|second phone|alternate phone|alternative phone|alternate phone number|additional phone|telephone 2|tel 2|phone 3|autre telephone|telephone secondaire|weitere telefonnummer|telefon 2|anderes telefon|otro telefono|telefono 2|telefono secundario|outro telefone|telefone 2|altro telefono|telefono secondario|andere telefoon|telefoon 2|mobile 2',
  ],
  [
    'title',
    'job title|jobtitle|title?|position|job|job position|job role|role|role title|position title|title position|current position|current title|current job|current job title|designation|occupation|profession|business title|contact title|person title|lead title|work title|job function title|linkedin job title|organization title|function title|job name|current role|linkedin headline?|headline?|' +
      'poste|fonction|intitule de poste|intitule du poste|titre du poste|poste occupe|fonction occupee|metier|titre?|titre professionnel|poste actuel|emploi|role dans l entreprise|' +
      'position im unternehmen|berufsbezeichnung|jobtitel|stellenbezeichnung|funktion|stelle|beruf|berufstitel|tatigkeit|taetigkeit|titel?|rolle|positionsbezeichnung|position funktion|' +
      'cargo|puesto|puesto de trabajo|cargo puesto|titulo del puesto|titulo de trabajo|ocupacion|profesion|posicion|rol|titulo?|funcion|' +
      'funcao|titulo do cargo|cargo ocupado|profissao|posicao|cargo funcao|ocupacao|posizione|ruolo|qualifica|mansione|titolo professionale|professione|ruolo aziendale|posizione lavorativa|carica|titolo?|posizione aziendale|' +
      'functie|functietitel|functieomschrijving|functienaam|beroep|baan|rol|functie titel|' +
      'stellung|rolle im unternehmen|cargo atual|cargo actual|puesto actual|ruolo in azienda|ruolo attuale|befattning|yrkestitel|yrke|stilling|stillingsbetegnelse|stillingstittel|stanowisko|tehtavanimike|huidige functie|aktuelle position',
  ],
  [
    'department',
    'department|dept|departments|job function|function|business unit?|team?|division?|functional area|contact department|organization department|job area|person department|departement|service?|direction?|' +
      'abteilung|fachbereich|bereich|fachabteilung|departamento|area?|area funcional|sector funcional|depto|setor?|reparto|dipartimento|ufficio?|afdeling|dienst?|' +
      'avdelning|avdeling|dzial',
  ],
  [
    'seniority',
    'seniority|seniority level|management level|job level|level?|career level|job seniority|job title level|job title hierarchy level|job hierarchy level|niveau hierarchique|niveau de seniorite|niveau de responsabilite|hierarchieebene|hierarchiestufe|karrierestufe|senioritat|fuhrungsebene|nivel jerarquico|nivel de cargo|senioridad|nivel de senioridad|senioridade|nivel hierarquico|livello gerarchico|seniorita|livello di seniority|senioriteit|functieniveau',
  ],
  [
    'linkedin_url',
    'linkedin|linkedin url|linkedin profile|linkedin profile url|person linkedin url|person linkedin|linkedin link|contact linkedin|contact linkedin url|linkedin contact profile url|linkedin member url|personal linkedin|personal linkedin url|profile linkedin|linkedin page?|li url|li profile|li profile url|linkedin public url|linkedin public profile url|linkedinurl|linkedin person url|lead linkedin url|linkedin address|public profile url|hs linkedin url|linkedin individual url|person profile url|member profile url|linked in|linked in url|default profile url|linkedin bio|' +
      'profil linkedin|url linkedin|lien linkedin|page linkedin?|url profil linkedin|url du profil linkedin|linkedin profil|linkedin profil url|linkedin adresse|perfil linkedin|perfil de linkedin|url de linkedin|url do linkedin|linkedin perfil|perfil do linkedin|profilo linkedin|url profilo linkedin|link linkedin|linkedin profiel|linkedin pagina?',
  ],
  [
    'twitter_url',
    'twitter|twitter url|twitter profile|twitter profile url|twitter handle|twitter username|twitter link|x url|x profile|x handle|x twitter|twitter x|person twitter url|profil twitter|compte twitter|cuenta de twitter|perfil twitter|profilo twitter|twitter account',
  ],
  [
    'street',
    'street|street address|address|address 1|address1|address line 1|address line1|addressline1|mailing street|mailing address|postal address|street 1|person street|home street?|business street|street name and number|full address?|address street|address1 line1|work address|work street|contact address|other street?|' +
      'adresse|adresse 1|adresse postale|rue|voie|numero et rue|n et rue|ligne d adresse 1|adresse ligne 1|adresse complete|adresse professionnelle|strasse|strassenname|str|strasse hausnummer|strasse und hausnummer|strasse nr|strasse und nr|strasse hausnr|anschrift|postanschrift|adresszeile 1|geschaftsadresse|strasse geschaftlich|' +
      'direccion|calle|direccion postal|domicilio|calle y numero|direccion 1|direccion completa|endereco|rua|logradouro|morada|endereco completo|endereco 1|indirizzo|via|indirizzo postale|indirizzo completo|via e numero|adres|straat|straatnaam|straat en huisnummer|postadres|straat huisnummer|bezoekadres|' +
      'adress|gatuadress|gata|gateadresse|vejnavn|vejadresse|adresse rue|ulica|ulica i numer|katuosoite|besoksadress|besoksadresse',
  ],
  [
    'city',
    'city|town|city town|town city|mailing city|person city|address city|home city?|business city|locality|suburb?|contact city|city name|municipality|location city|work city|lead city|' +
      'ville|commune|localite|ville de residence|stadt|ort|wohnort|ortschaft|gemeinde|stadt ort|ort geschaftlich|ciudad|poblacion|localidad|municipio|cidade|localidade|concelho|citta|comune|localita|citta di residenza|stad|plaats|woonplaats|gemeente|plaatsnaam|vestigingsplaats|' +
      'miasto|miejscowosc|postort|poststed|bynavn|kaupunki|postitoimipaikka',
  ],
  [
    'state',
    'state|province|region|county|state province|state region|province state|state county|mailing state|mailing state province|person state|address state|state or province|state or region|region state|business state|home state?|stateprovince|state code|state abbreviation|location state|address region|contact state|us state|state province region|prefecture|' +
      'etat?|departement administratif|region administrative|departement region|bundesland|kanton|bundesland kanton|region bundesland|provincia|estado|comunidad autonoma|estado provincia|provincia estado|uf|distrito|estado uf|regiao|regione|provincia regione|prov|stato provincia|provincie|staat provincie|regio|' +
      'fylke|wojewodztwo|maakunta|landskap',
  ],
  [
    'postal_code',
    'postal code|postalcode|postcode|post code|zip|zip code|zipcode|zip postal code|zip postal|postal zip code|zip or postal code|postal|mailing zip postal code|mailing postal code|mailing zip|person zip code|address zip|address postal code|business postal code|home postal code?|zip postcode|person postal code|contact zip|pin code|pincode|eircode|' +
      'code postal|cp|code postal ville?|plz|postleitzahl|plz geschaftlich|codigo postal|c p|cod postal|cep|codigo de endereco postal|cap|codice postale|codice di avviamento postale|postnummer|post nr|' +
      'postnr|kod pocztowy|postinumero',
  ],
  [
    'country',
    'country|country region|country name|country code|countrycode|nation|mailing country|person country|address country|business country|home country?|contact country|country iso|location country|country or region|country territory|lead country|countries|country of residence|' +
      'pays|pays region|code pays|pays de residence|land|staat?|land region|lander|landercode|land geschaftlich|laenderkennzeichen|pais|pais region|codigo de pais|pais de residencia|paese|nazione|stato?|codice paese|paese di residenza|landcode|landnaam|' +
      'kraj|land code|landkod|maa?',
  ],
  [
    'source',
    'source|lead source|leadsource|contact source|original source|acquisition source|record source|data source|source of lead|referral source|traffic source?|utm source|how did you hear about us|origin|lead origin|list source|source name|source detail?|' +
      'provenance|origine|source du contact|source du lead|origine du contact|origine du lead|quelle|leadquelle|herkunft|lead quelle|kontaktquelle|fuente|origen|fuente del lead|origen del lead|fuente de origen|origen del contacto|origem|fonte|origem do lead|fonte do lead|origine lead|provenienza|fonte lead|fonte del lead|bron|leadbron|herkomst|lead bron|' +
      'kalla|kilde|leadkilde|zrodlo|zrodlo leada|lahde',
  ],
  [
    'external_id',
    'id|record id|recordid|contact id|contactid|lead id|leadid|person id|personid|prospect id|people id|external id|externalid|source id|crm id|hs object id|hubspot id|hubspot contact id|salesforce id|salesforce contact id|sfdc id|apollo contact id|apollo record id|apollo id|zoominfo contact id|vmid|unique id|uid|uuid|guid|record identifier|identifier|contact identifier|attendee id|subscriber id|customer id?|client id?|member id?|user id?|userid?|leid|leadgen id|cognism id|pipedrive id|' +
      'identifiant|identifiant contact|id contact|id du contact|id fiche|datensatz id|kontakt id|datensatznummer|kundennummer?|kontaktnummer|id del contacto|id contacto|id de contacto|id de registro|identificador|id do contato|id contato|id do contacto|id contatto|identificativo|contact nummer|relatienummer?|klantnummer?|contactnummer',
  ],
  [
    'owner',
    'owner|contact owner|lead owner|record owner|account owner|assigned to|assignee|sales rep|sales representative|sales owner|rep|salesperson|relationship owner|person owner|account executive?|account manager?|responsible|responsible person|assigned user|owner name|prospect owner|hubspot owner|hubspot team owner|contact owner name|lead manager|responsible user|company owner?|' +
      'proprietaire|proprietaire du contact|proprietaire du lead|responsable du compte|commercial?|commercial en charge|attribue a|assigne a|charge de compte|zustandig|zustaendig|betreuer|kontakt inhaber|kontaktinhaber|lead inhaber|besitzer|kundenbetreuer|zugewiesen an|verantwortlich|verantwortlicher|kontakteigentumer|' +
      'propietario|propietario del contacto|propietario del lead|responsable?|asignado a|comercial?|comercial asignado|proprietario do contato|proprietario|proprietario do lead|atribuido a|vendedor|proprietario del contatto|assegnato a|proprietario contatto|responsabile?|commerciale?|eigenaar|contacteigenaar|eigenaar van contact|toegewezen aan|verantwoordelijke|leadeigenaar|' +
      'responsable de la cuenta|agare|kontaktagare|eier|ejer|wlasciciel|opiekun|opiekun klienta|vastuuhenkilo',
  ],
  [
    'tags',
    'tags|tag|labels|label|keywords tags|tag list|contact tags|person labels|lead labels|categories|category?|groups?|group membership|segments?|etiquettes|etiquette|mots cles?|libelles|libelle|categorie?|schlagworter|schlagworte|stichworte|etiketten|markierungen|kategorien|etiquetas|etiqueta|categorias|marcadores|tag contatto|etichette|etichetta|categorie|trefwoorden|' +
      'taggar|etiketter|tagi|etykiety',
  ],
  [
    'notes',
    'notes|note|comments|comment|remarks|remark|contact notes|lead notes|additional notes|internal notes|memo|notes comments|comments notes|annotation|free text|additional information?|message?|commentaires|commentaire|remarques|remarque|observations|notes internes|notizen|notiz|bemerkungen|bemerkung|kommentar|kommentare|anmerkungen|anmerkung|notas|nota|comentarios|comentario|observaciones|observacion|observacoes|observacao|anotacoes|commenti|commento|osservazioni|annotazioni|opmerkingen|opmerking|notities|notitie|aantekeningen|' +
      'anteckningar|anteckning|notater|notat|noter|bemaerkninger|bemaerkning|merknader|kommentarer|notatki|notatka|uwagi|muistiinpanot',
  ],
  [
    'created_at',
    'created at|created|create date|date created|creation date|created date|createddate|created on|date added|added on|added|date of creation|createdate|created time|record created|submitted at|submission date|submitted on|date submitted|registration date|registered at|registered on|sign up date|signup date|signed up at|date entered|entry date|optin time|opt in time?|subscribed at|subscription date|person created|contact created|lead created|lead created date|timestamp?|date?|hora de creacion?|' +
      'date de creation|cree le|date d ajout|ajoute le|date d inscription|date de saisie|date creation|erstellt am|erstellt|erstellungsdatum|angelegt am|anlagedatum|erfasst am|registrierungsdatum|anmeldedatum|eintragsdatum|erstelldatum|hinzugefugt am|fecha de creacion|creado el|creado|fecha creacion|fecha de alta|fecha de registro|fecha alta|data de criacao|criado em|data de cadastro|data do cadastro|data de registo|data cadastro|data di creazione|creato il|data creazione|data inserimento|data di inserimento|data di registrazione|data iscrizione|aangemaakt op|aanmaakdatum|datum aangemaakt|registratiedatum|gemaakt op|datum toegevoegd|' +
      'time of registration|date of registration|skapad|skapad den|skapad datum|opprettet|opprettet dato|oprettet|oprettelsesdato|registreringsdato|data utworzenia|utworzono|data dodania|data rejestracji|luotu',
  ],
  [
    'unsubscribed',
    'unsubscribed|is unsubscribed|opted out|opt out|optout|email opt out|opted out of email|has opted out of email|hasoptedoutofemail|do not email|do not contact|donotcontact|dnc?|do not mail|email optout|unsubscribed from all email|unsubscribe|global unsubscribe|marketing opt out|no email|do not market|suppressed|' +
      'desabonne|desinscrit|desabonnement|ne pas contacter|opt out email|stop mail|abgemeldet|nicht kontaktieren|keine e mails|widerspruch|abbestellt|werbesperre|newsletter abgemeldet|dado de baja|no contactar|baja|cancelo suscripcion|no enviar correo|descadastrado|cancelou inscricao|nao contatar|nao contactar|disiscritto|disiscritta|cancellato|non contattare|uitgeschreven|niet contacteren|afgemeld|niet mailen|' +
      'emails opted out|no marketing|no marketing emails|keine werbung|kein newsletter|newsletter abbestellt|no enviar emails|no enviar correos|nao enviar e mail|nao enviar email|avregistrerad|avprenumererad|avmeldt|afmeldt|kontakta ej|ma ikke kontaktes|wypisany|wypisana|nie kontaktowac|rezygnacja z newslettera',
  ],
  [
    'consent',
    'consent|gdpr consent|email consent|marketing consent|consent given|consent status|opt in|optin|opt in status|email opt in|marketing opt in|newsletter opt in|privacy consent|consent to contact|consent to marketing|legal basis|legal basis for processing contact s data|permission|email permission|email permission status|newsletter consent|sms consent?|accepts marketing|accepts email marketing|marketing permissions|agreed to terms?|double opt in|gdpr|rgpd|dsgvo|avg|' +
      'consentement|consentement rgpd|consentement email|consentement marketing|accord rgpd|einwilligung|dsgvo einwilligung|zustimmung|werbeeinwilligung|einwilligung marketing|e mail einwilligung|newsletter einwilligung|consentimiento|consentimiento rgpd|acepta marketing|autorizacion|consentimento|consentimento lgpd|lgpd|aceita marketing|consenso|consenso privacy|consenso marketing|consenso gdpr|toestemming|avg toestemming|marketingtoestemming|' +
      'samtycke|gdpr samtycke|samtykke|gdpr samtykke|zgoda|zgoda marketingowa|zgoda rodo|rodo|suostumus',
  ],
  [
    'product_interest',
    'product interest|product interests|interested in|interest|interests|product of interest|products of interest|interested product|service interest|solution interest|what are you interested in|area of interest|topic of interest|interet|interets|produit d interet|interesse par|centre d interet|interesse an|interessen|produktinteresse|interessiert an|interes|producto de interes|intereses|interesado en|interesse|produto de interesse|interesses|interessado em|interessi|prodotto di interesse|interessato a|productinteresse|geinteresseerd in|' +
      'interesse in',
  ],
  [
    'company',
    'company|company name|companyname|organization|organisation|organization name|organisation name|employer|employer name|account name|account?|business name|business|company account|associated company|associated company primary|firm|firm name|company organization|company organisation|current company|current company name|current employer|org|org name|person organization|parent account?|company legal name?|legal name?|workplace|institution|partner name?|client company|customer company|company business name|lead company|affiliation|agency?|linkedin company name|name of company|name of organization|your company|brand?|' +
      'entreprise|societe|raison sociale|nom de l entreprise|nom entreprise|nom de la societe|nom societe|organisme|compte?|employeur|nom du compte|denomination sociale|denomination|nom de l organisation|etablissement|structure?|enseigne|' +
      'firma|unternehmen|firmenname|unternehmensname|firmenbezeichnung|arbeitgeber|organisationsname|betrieb|name der firma|firmierung|name des unternehmens|kunde?|gesellschaft|institution|firma name|unternehmen name|' +
      'empresa|compania|nombre de la empresa|nombre empresa|organizacion|razon social|nombre de empresa|nombre de la compania|cuenta?|empleador|sociedad|nombre comercial|' +
      'nome da empresa|nome empresa|razao social|organizacao|companhia|empregador|nome fantasia|conta?|' +
      'azienda|societa|ragione sociale|nome azienda|nome dell azienda|organizzazione|impresa|ditta|nome societa|datore di lavoro|denominazione|nome della societa|' +
      'bedrijf|bedrijfsnaam|organisatie|onderneming|naam bedrijf|werkgever|organisatienaam|naam organisatie|firmanaam|handelsnaam|bedrijf naam|' +
      'foretag|foretagsnamn|bolag|bolagsnamn|firmanavn|virksomhed|virksomhet|virksomhedsnavn|bedrift|bedriftsnavn|selskap|selskapsnavn|arbetsgivare|arbejdsgiver|arbeidsgiver|nazwa firmy|przedsiebiorstwo|nazwa przedsiebiorstwa|pracodawca|yritys|yrityksen nimi',
  ],
  [
    'company_phone',
    'company phone|company phone number|company telephone|corporate phone|company hq phone|hq phone|headquarters phone|switchboard|switchboard number|company main phone|account phone|organization phone|office hq phone|main company phone|hq phone number|company tel|company contact number|employer phone|corporate phone number|company main number|reception|' +
      'standard|telephone societe|telephone entreprise|tel entreprise|standard telephonique|telephone siege|zentrale|telefonzentrale|telefon zentrale|telefon firma|firmentelefon|zentrale telefonnummer|telefono empresa|telefono de la empresa|centralita|telefone da empresa|telefone empresa|telefono azienda|centralino|telefono aziendale|bedrijfstelefoon|telefoon bedrijf|algemeen nummer|algemeen telefoonnummer|' +
      'vaxel|sentralbord|hovednummer|telefon foretag|telefon firma nr',
  ],
  [
    'website',
    'website|web site|web|website url|websiteurl|company website|company website url|company url|company site|company web|company web site|company homepage|homepage|home page|url?|site|web page|webpage|web address|www|account website|organization website|corporate website|business website|site url|web url|employer website|company web address|org website|website address|link?|' +
      'site web|site internet|site entreprise|site web entreprise|url du site|url site web|site web de l entreprise|adresse web|webseite|internetseite|internet|internetadresse|webadresse|firmenwebsite|website firma|unternehmenswebsite|internetauftritt|webseite firma|sitio web|pagina web|web empresa|sitio web de la empresa|pagina web de la empresa|url del sitio web|sitio|site da empresa|pagina da empresa|site empresa|website da empresa|sito web|sito|sito internet|sito aziendale|sito web aziendale|pagina web aziendale|webadres|bedrijfswebsite|website bedrijf|internetsite|' +
      'hemsida|webbplats|webbsida|webbadress|hjemmeside|nettside|nettsted|strona internetowa|strona www|www adres|adres www|verkkosivu|kotisivu',
  ],
  [
    'domain',
    'domain|domain name|company domain|company domain name|website domain|web domain|primary domain|company website domain|account domain|organization domain|corporate domain|business domain|employer domain|root domain|domaine|nom de domaine|domaine de l entreprise|domaine entreprise|domaine web|domane|domaene|internetdomain|firmendomain|domain firma|dominio|dominio web|dominio de la empresa|nombre de dominio|dominio da empresa|dominio aziendale|nome di dominio|domein|domeinnaam|bedrijfsdomein|' +
      'doman|domannamn|domaene|domene|domenenavn|domena|nazwa domeny|verkkotunnus',
  ],
  [
    'company_linkedin_url',
    'company linkedin|company linkedin url|company linkedin page|linkedin company|linkedin company url|linkedin company page|linkedin company profile url|linkedin company profile|linkedin company page url|company linkedin link|company linkedin profile|organization linkedin url|account linkedin url|li company url|company li url|regular company url|employer linkedin url|linkedin account url|corporate linkedin url|company linkedin profile url|linkedin organization url|business linkedin url|' +
      'linkedin entreprise|linkedin societe|url linkedin entreprise|page linkedin entreprise|url linkedin de l entreprise|linkedin de l entreprise|linkedin firma|linkedin unternehmen|unternehmen linkedin|linkedin unternehmensseite|firma linkedin|firmen linkedin|linkedin empresa|linkedin de la empresa|url linkedin empresa|linkedin da empresa|pagina linkedin da empresa|linkedin azienda|linkedin aziendale|pagina linkedin aziendale|linkedin bedrijf|linkedin bedrijfspagina|bedrijf linkedin|' +
      'linkedin foretag|linkedin virksomhed|linkedin bedrift|linkedin firmy',
  ],
  [
    'industry',
    'industry|company industry|primary industry|industry sector|sector|vertical|industry name|main industry|business type?|business sector|linkedin industry|account industry|industries|sector industry|line of business|organization industry|industry type|industry vertical|market sector|' +
      'secteur|secteur d activite|industrie|secteur activite|activite|domaine d activite|branche|wirtschaftszweig|industriezweig|sektor|branchenbezeichnung|wirtschaftsbranche|sector de actividad|industria|rubro|ramo|sector industrial|actividad|giro|setor de atividade|ramo de atividade|area de atuacao|segmento|settore|settore di attivita|settore industriale|settore merceologico|sectore|bedrijfstak|bedrijfssector|' +
      'bransch|bransje|branza|toimiala|naringsgren',
  ],
  [
    'employees',
    'employees|number of employees|no of employees|num employees|nr of employees|numberofemployees|employee count|employees count|company size|headcount|company headcount|company employees|company employee count|size?|staff count|staff|estimated num employees|estimated employees|employee range|employees range|company size range|total employees|account employees|team size?|number employees|employee size|employee headcount|company staff count|no employees|organization size|employee number?|workforce size|estimated number of employees|company number of employees|ftes|fte|linkedin company employee count|of employees|' +
      'nombre d employes|nombre de salaries|effectif|effectifs|taille de l entreprise|taille entreprise|nb employes|nb employees|nb salaries|nb de salaries|tranche d effectif|tranche effectif|nombre de collaborateurs|taille|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|mitarbeiteranzahl|unternehmensgrosse|anzahl der mitarbeiter|firmengrosse|ma anzahl|beschaftigte|zahl der mitarbeiter|anzahl beschaftigte|' +
      'empleados|numero de empleados|n de empleados|num empleados|tamano de la empresa|tamano empresa|plantilla|cantidad de empleados|tamano|funcionarios|numero de funcionarios|n de funcionarios|tamanho da empresa|numero de colaboradores|colaboradores|quantidade de funcionarios|porte?|porte da empresa|numero de empregados|dipendenti|numero dipendenti|numero di dipendenti|n dipendenti|dimensione azienda|dimensione aziendale|dimensioni azienda|addetti|numero addetti|' +
      'aantal medewerkers|medewerkers|aantal werknemers|werknemers|bedrijfsgrootte|personeelsbestand|aantal personeelsleden|' +
      'no de empleados|no empleados|no de funcionarios|no funcionarios|no de colaboradores|antal anstallda|anstallda|ansatte|antall ansatte|antal ansatte|antal medarbejdere|medarbejdere|liczba pracownikow|zatrudnienie|wielkosc firmy|foretagsstorlek|henkilostomaara|henkilosto',
  ],
  [
    'revenue',
    'revenue|annual revenue|annualrevenue|company revenue|company annual revenue|yearly revenue|estimated revenue|total revenue|turnover|annual turnover|sales revenue|estimated annual revenue|revenue range|annual sales|account annual revenue|sales volume|company turnover|revenue usd|annual revenue usd|revenue eur|' +
      'chiffre d affaires|chiffre affaires|ca?|ca annuel|chiffre d affaires annuel|revenu annuel|umsatz|jahresumsatz|umsatzerlose|umsatz eur|umsatz pro jahr|ingresos|ingresos anuales|facturacion|facturacion anual|ventas anuales|volumen de ventas|cifra de negocio|cifra de negocios|receita|receita anual|faturamento|faturamento anual|volume de negocios|fatturato|fatturato annuo|ricavi|ricavi annui|volume d affari|omzet|jaaromzet|jaarlijkse omzet|' +
      'omsattning|arsomsattning|omsetning|omsaetning|przychody|przychod|obroty|obrot|liikevaihto',
  ],
  [
    'founded_year',
    'founded|founded year|year founded|founding year|company founded|company founded year|foundation year|year established|established|est year|founded in|year of foundation|company founded in|date founded?|annee de creation|annee creation|annee de fondation|creee en|grundungsjahr|gegrundet|gegrundet in|jahr der grundung|ano de fundacion|fundada en|ano fundacion|fundado en|ano de fundacao|fundada em|fundacao|ano fundacao|anno di fondazione|anno fondazione|fondata nel|anno di costituzione|oprichtingsjaar|opgericht in|opgericht|' +
      'grundat|grundat ar|stiftet|stiftelsesar|rok zalozenia',
  ],
  [
    'technologies',
    'technologies|technology|tech stack|technology stack|technologies used|company technologies|web technologies|techstack|stack|tools used|technologien|technologie stack|eingesetzte technologien|technologies utilisees|tecnologias|tecnologias utilizadas|stack tecnologico|tecnologie|tecnologie utilizzate|technologieen|gebruikte technologie|technologie',
  ],
]

/** Words before or after a field's name that change nothing: whose it is, when it is the person's. Folded. */
export const PERSON_WORDS =
  'person|contact|lead|prospect|people|attendee|participant|individual|personne|kontakt|contacto|contato|contatto|persona|pessoa|persoon|recipient|primary|main|current|your|invitee|registrant|delegate|candidate|decision maker|ansprechpartner|contactpersoon|principal|actual|hauptkontakt'

/** Words that say that a column is about the company. Folded. */
export const COMPANY_WORDS =
  'company|account|organization|organisation|org|employer|corporate|business|firm|hq|headquarters|headquarter|head office|company hq|firma|firmen|unternehmen|unternehmens|entreprise|societe|empresa|da empresa|de la empresa|azienda|aziendale|bedrijf|bedrijfs|billing|siege|sede|hauptsitz|zentrale|organisation|organizacion|compte|cuenta|conta'
