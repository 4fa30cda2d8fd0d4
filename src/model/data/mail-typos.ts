/**
 * For guessing what a mistyped domain was meant to be. A wrong guess is worse than none: names that are ordinary words
 * (games.com, post.com) are no targets, and real domains that lie one slip beside a target are listed as real.
 */

/** Domains that people often mistype, the most used first: between two equally near ones the earlier wins. */
export const TYPO_TARGETS: readonly string[] =
  `gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com live.com msn.com googlemail.com protonmail.com
yahoo.co.uk hotmail.co.uk yahoo.fr hotmail.fr orange.fr wanadoo.fr web.de gmx.de gmx.net t-online.de freenet.de yahoo.co.in
comcast.net yahoo.de yahoo.it yahoo.es hotmail.it hotmail.es hotmail.de libero.it laposte.net ymail.com rocketmail.com
verizon.net sbcglobal.net bellsouth.net att.net cox.net charter.net earthlink.net optonline.net btinternet.com mail.ru
yandex.ru yandex.com rediffmail.com uol.com.br bol.com.br terra.com.br yahoo.com.br hotmail.com.br outlook.com.br
live.co.uk live.fr live.nl live.it live.ca live.com.au yahoo.ca yahoo.com.au yahoo.com.mx yahoo.com.ar yahoo.co.jp yahoo.co.id yahoo.in
yahoo.com.sg yahoo.com.hk yahoo.com.tw yahoo.com.ph yahoo.com.tr yahoo.com.vn yahoo.gr yahoo.ie yahoo.se yahoo.dk yahoo.no
hotmail.nl hotmail.be hotmail.ca hotmail.ch hotmail.se hotmail.dk hotmail.no hotmail.com.ar hotmail.com.au hotmail.com.tr hotmail.gr
outlook.fr outlook.de outlook.es outlook.it outlook.be outlook.pt outlook.ie outlook.in outlook.com.au outlook.com.ar outlook.jp outlook.dk
aol.co.uk aol.de aol.fr aol.it icloud.com sympatico.ca rogers.com shaw.ca videotron.ca telus.net bluewin.ch telenet.be skynet.be
ziggo.nl planet.nl hetnet.nl kpnmail.nl virgilio.it alice.it tiscali.it tin.it fastwebnet.it free.fr neuf.fr sfr.fr club-internet.fr
arcor.de googlemail.de bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz blueyonder.co.uk ntlworld.com talktalk.net
virginmedia.com tiscali.co.uk rambler.ru inbox.ru naver.com hanmail.net hinet.net seznam.cz centrum.cz interia.pl onet.pl
windstream.net frontier.com frontiernet.net centurylink.net suddenlink.net roadrunner.com juno.com netzero.net mindspring.com
xs4all.nl movistar.es numericable.fr aliceadsl.fr upcmail.nl kabelmail.de tiscalinet.it swissonline.ch
windowslive.com facebook.com fastmail.com fastmail.fm zoho.com hushmail.com tutanota.com proton.me docomo.ne.jp ezweb.ne.jp eircom.net telefonica.net
pacbell.net ameritech.net swbell.net prodigy.net netscape.net embarqmail.com centurytel.net mac.com me.com btopenworld.com`.split(
    /\s+/,
  )

/** Brands that have mail at no other ending than those of their own domains: `gmail.cm` is a slip, `orange.com` a company. */
export const MAIL_ONLY_NAMES: readonly string[] =
  `gmail googlemail hotmail icloud protonmail rediffmail rocketmail ymail sbcglobal bellsouth btinternet optonline windowslive
  laposte wanadoo yahoo outlook aol msn hanmail ntlworld comcast`.split(/\s+/)

/** Real domains (companies, other providers) that look like a slip of a target and are none. */
export const REAL_LOOKALIKES: readonly string[] =
  `earthling.net eastmail.com fast-email.com flashmail.com lastmail.com hailmail.net hitmail.com homemail.com housemail.com inet.net.au
prontomail.com protomail.com qmail.com tatanova.com yahoo.com.cn yahoo.com.is yahoo.com.ru yyhmail.com uymail.com gotmail.com hotepmail.com boatmail.com notmail.com
hoomail.com hotmale.com coolmail.com outlaw.com outline.com lookout.com yahoo.jp yahoo.net.au protonvpn.com proton.ch photonmail.com
google.com gmx.com email.com mail.com imail.com hmail.com vmail.com amail.com bmail.com jmail.com kmail.com lmail.com nmail.com
omail.com pmail.com rmail.com smail.com tmail.com umail.com wmail.com xmail.com zmail.com cmail.com dmail.com fmail.com emailn.de gail.com grail.com
gmall.com small.com gmap.com gomail.com comail.com mailru.com emails.com cloud.com icloud.net iclouds.com
outlooks.com outlook.net overlook.com yahoo.net yahoo.org yaoo.com yoho.com taboo.com bamboo.com hotmail.org hotmails.com hostmail.com
topmail.com popmail.com hotbmail.com toymail.com hoymail.com rotmail.com ao.com al.com ol.com aon.com aml.com apl.com aal.com col.com nol.com bol.com sol.com mol.com vol.com pol.com
msa.com msc.com man.com mon.com men.com mtn.com msi.com nsn.com csn.com ksn.com wsn.com psn.com bsn.com live.net alive.com olive.com clive.com lives.com liver.com
love.com like.com line.com life.com lime.com five.com dive.com hive.com jive.com give.com lie.com ive.com slive.com
comcast.com verizon.com att.com cox.com charter.com earthlink.com orange.com free.com laposte.com facebook.net yandex.net zoho.eu zoho.in rogers.net
proton.com protonmail.ch mailbox.org posteo.com fastmail.net hotmail.co.id me.net mac.net web.com webs.com sky.com skynet.com planet.com frontier.net
alice.com alice.de libero.com virgilio.com inbox.com tin.com terra.com uol.com bell.net bell.ca shaw.com telus.com juno.net zoom.com zoo.com
yandex.com yandex.by yandex.kz yandex.ua ya.ru bk.ru list.ru mail.de email.de mail.bg mail.dk mail.ee mail.ua oneemail.com onemail.com freemail.com hushmail.me ziggo.com
planet.net plane.nl naver.net navy.com never.com waver.com haver.com daver.com saver.com raver.com roger.com rodgers.com range.fr orage.fr tele2.nl onet.com onet.eu
wanado.com seznam.com centrum.com central.cz inteia.com interia.eu iinet.com internet.au xtra.com rambler.com ramble.com amail.ru email.ru gmail.ru vmail.ru
facebok.com facebook.co face.com fastmail.to fastmail.co.uk fastermail.com vodafone.com webmail.com wemail.com we.de wel.de neb.de ceb.de web.at gmx.at gmx.ch gmx.fr gmx.eu gmx.org gmx.info gmx.us gmx.es gmx.it gmx.co.uk
arcor.com acor.de alcor.de tiscali.com tiscali.cz tiscali.fr sf.fr sar.fr sur.fr fr.fr ree.fr tree.fr three.fr fee.fr frey.fr frei.fr neu.fr neuf.com hotmail.co.th`.split(
    /\s+/,
  )

/**
 * Ordinary words and names one slip beside the name of a provider: at any ending a company of that name is likelier than
 * a slip (`charger.net`, `grange.fr`, `photon.me`).
 */
export const ORDINARY_NAMES: readonly string[] =
  `charger chapter chatter carter charted charters charmer chartier orang grange oranger oranges range plant planets
plane alive slice alicia alise libera libro liber liberty livero roger rovers rodgers rogue rogier frontiers frontera
roadrunners gambler ramblers scrambler rumbler telnet telent skylet horizon virginio landscape interim interior
interna inferia central centrus centra photon protons protein bluewind bluewine bluefin fakebook laporte lapost aircom
simpatico arbor arco arcon ancor index jetnet betnet hotnet setnet petnet hernet freeset greenet ameritec bigpool
prodigi planner tisca terre tierra zingo junos telco fasmail fastmails earthlinks freelink horizons rambles`.split(
    /\s+/,
  )

/** Endings that exist but are, behind a provider's name, nearly always a slip for the second. */
export const ENDING_SLIPS: Readonly<Record<string, string>> = {
  ...{
    co: 'com',
    cm: 'com',
    om: 'com',
    cam: 'com',
    cc: 'com',
    con: 'com',
    ne: 'net',
    et: 'net',
    nt: 'net',
    or: 'org',
  },
}

/** Endings for which an unknown one may be mended at any domain, the most used first. */
export const COMMON_ENDINGS: readonly string[] = ['com', 'net', 'org', 'info', 'biz', 'edu', 'gov']
