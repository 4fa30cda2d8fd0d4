/** Words and addresses that people type where there is no e-mail address. */

/** Cells that say "there is none". Compared lower-cased, without punctuation at the ends. */
export const NO_ADDRESS_WORDS: readonly string[] = [
  ...[
    'n/a',
    'na',
    'n.a',
    'none',
    'no',
    'null',
    'nil',
    'nan',
    'undefined',
    'unknown',
    'missing',
    'blank',
    'empty',
    'tbd',
    'tba',
    'x',
    'xx',
    'xxx',
  ],
  ...[
    'no email',
    'no e-mail',
    'no mail',
    'noemail',
    'not available',
    'not provided',
    'not applicable',
    'not found',
    'unavailable',
  ],
  ...[
    'unbekannt',
    'keine',
    'keine angabe',
    'k.a',
    'inconnu',
    'aucun',
    'aucune',
    'ninguno',
    'desconocido',
    'sin correo',
    'sconosciuto',
    'nessuno',
    'nenhum',
    'desconhecido',
    'onbekend',
    'geen',
  ],
]

/** Local parts and domain names that stand for "nothing": an address made of two of them, or of the same one twice. */
export const PLACEHOLDER_WORDS: readonly string[] =
  `none no noemail nomail noone nobody na nil null nan undefined unknown missing blank empty test testing tester test1 test123
  testtest asdf asdfg asdfgh asdfasdf qwerty qwert abc abcd abc123 aaa aaaa xxx xxxx xyz foo bar foobar fake fakemail dummy sample
  example demo temp email mail myemail youremail your you me name yourname firstname lastname user username somebody someone
  anonymous nowhere domain yourdomain company yourcompany mycompany placeholder invalid notprovided noaddress notavailable spam
  fakeemail noemailaddress donthaveone declined refused unbekannt keine aucun inconnu ninguno prueba essai teste prova nope`.split(
    /\s+/,
  )

/** Local parts that say by themselves, at any domain, that no address was given. */
export const NO_ADDRESS_LOCALS: readonly string[] =
  `noemail no-email no.email no_email nomail no-mail noaddress noemailaddress notprovided not-provided not.provided notavailable
  noemailprovided no-email-provided youremail your-email your.email yourname your-name your.name firstname.lastname
  first.last name.surname vorname.nachname prenom.nom nombre.apellido nome.cognome voornaam.achternaam john.doe.test emailhere
  unknown unbekannt inconnu desconocido dummy fakeemail fake notanemail asdf asdfasdf qwerty`.split(/\s+/)

/** Second-level domains kept for documentation (RFC 2606, RFC 6761) and ones used as "nothing" in web forms. */
export const PLACEHOLDER_DOMAINS: readonly string[] =
  `example.com example.org example.net noemail.com noemail.org noemail.net nomail.com nomail.net none.com none.net no.com na.com
  n.com noone.com nowhere.com notprovided.com noaddress.com noemail.co.uk yourdomain.com yourcompany.com mydomain.com
  domain.com domainname.com unknown.com null.com null.net fake.com fakemail.com asdf.com asdfasdf.com test.test qwerty.com`.split(
    /\s+/,
  )

/** Top-level names that never resolve (RFC 2606, 6761, 6762, 7686 and ICANN's list for private use). */
export const RESERVED_TLDS: readonly string[] = [
  ...[
    'example',
    'test',
    'invalid',
    'localhost',
    'local',
    'localdomain',
    'internal',
    'intranet',
    'lan',
    'home',
    'corp',
    'private',
    'onion',
    'alt',
    'arpa',
  ],
]
