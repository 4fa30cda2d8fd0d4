/**
 * Mail providers that give addresses to everybody: such a domain says nothing about the employer, and a domain one slip
 * away from one of these is probably a typing error. One line per kind of domain, to be read and extended.
 */

/** Brands with one domain per country: `yahoo.co.uk`, `hotmail.fr`. The endings that the provider really uses. */
export const MAIL_FAMILIES: Readonly<Record<string, string>> = {
  yahoo:
    'com fr de es it ca in nl no pl ro se dk gr at be ie cl cn fi hu pt cz ru ne.jp co.uk co.in co.jp co.id co.th co.nz co.za co.kr co.il com.br com.ar com.au com.mx com.co com.my com.sg com.hk com.tw com.tr com.ve com.vn com.ph com.pe com.ua',
  hotmail:
    'com fr de es it be ca ch cl cz dk fi gr hu lv lt my nl no ph rs se sg sk co.uk co.in co.nz co.id co.il co.jp co.kr co.th co.za com.ar com.au com.br com.hk com.mx com.tr com.tw com.vn com.pe com.co',
  outlook:
    'com fr de es it at be bg cl cz dk hu ie in jp kr lv my ph pt ro sa sg sk com.ar com.au com.br com.gr com.hr com.pe com.tr com.vn co.id co.il co.nz co.th',
  live: 'com fr de nl it be ca at cl cn dk fi hk ie in jp no ru se co.uk co.kr co.za co.in com.ar com.au com.mx com.my com.ph com.pt com.sg',
  aol: 'com de fr es it nl pl se at be ch dk fi co.uk com.au com.br com.mx com.ar in jp',
  gmx: 'de net at ch com fr es us ca co.uk eu org info li li biz pt it pl ru',
  yandex: 'ru com by kz ua uz com.tr fr eu lv lt ee az am',
  rediff: 'com',
}

/** Single domains, the most used first (ties between two possible repairs go to the earlier one). */
export const FREE_MAIL_DOMAINS: readonly string[] =
  `gmail.com icloud.com msn.com me.com mac.com googlemail.com ymail.com rocketmail.com mail.com email.com usa.com
protonmail.com proton.me pm.me protonmail.ch fastmail.com fastmail.fm zoho.com zohomail.com hushmail.com tutanota.com tutanota.de tuta.io tuta.com
mailbox.org posteo.de posteo.net disroot.org riseup.net startmail.com runbox.com mailfence.com hey.com duck.com mozmail.com relay.firefox.com
privaterelay.appleid.com simplelogin.com simplelogin.co slmail.me aleeas.com anonaddy.me addy.io skiff.com inbox.com lycos.com excite.com juno.com netzero.net netzero.com aim.com
love.com games.com wow.com ygm.com myself.com consultant.com engineer.com post.com techie.com gawab.com y7mail.com passport.com windowslive.com livemail.tw
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net roadrunner.com rr.com frontier.com frontiernet.net
centurylink.net centurytel.net windstream.net mindspring.com netscape.net ameritech.net pacbell.net swbell.net prodigy.net suddenlink.net q.com embarqmail.com cableone.net bellatlantic.net gte.net compuserve.com cs.com peoplepc.com
rogers.com shaw.ca telus.net sympatico.ca bell.net videotron.ca cogeco.ca eastlink.ca sasktel.net mts.net
btinternet.com btopenworld.com sky.com talktalk.net talktalk.co.uk virginmedia.com virgin.net blueyonder.co.uk ntlworld.com tiscali.co.uk plus.com o2.co.uk freeserve.co.uk eircom.net
web.de freenet.de t-online.de arcor.de mail.de email.de online.de kabelmail.de vodafone.de 1und1.de unitybox.de ewetel.net freemail.de magenta.de
bluewin.ch hispeed.ch sunrise.ch swissonline.ch aon.at chello.at
orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr voila.fr 9online.fr noos.fr cegetel.net libertysurf.fr
skynet.be telenet.be proximus.be scarlet.be voo.be home.nl ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl zonnet.nl chello.nl quicknet.nl upcmail.nl casema.nl zeelandnet.nl
libero.it virgilio.it alice.it tin.it tiscali.it tiscalinet.it inwind.it iol.it fastwebnet.it aruba.it email.it pec.it
telefonica.net terra.es ono.com movistar.es euskaltel.net sapo.pt clix.pt iol.pt netcabo.pt
uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br
prodigy.net.mx fibertel.com.ar ciudad.com.ar arnet.com.ar speedy.com.ar
mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru ya.ru ukr.net i.ua meta.ua bigmir.net tut.by
wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu poczta.onet.pl poczta.fm gazeta.pl vp.pl tlen.pl seznam.cz email.cz centrum.cz volny.cz post.cz azet.sk centrum.sk zoznam.sk
freemail.hu citromail.hu t-online.hu abv.bg mail.bg net.hr siol.net inbox.lv inbox.lt mail.ee hot.ee
telia.com comhem.se bredband.net spray.se passagen.se online.no broadpark.no mail.dk jubii.dk ofir.dk tdcadsl.dk kolumbus.fi luukku.com suomi24.fi elisanet.fi saunalahti.fi
bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au dodo.com.au ozemail.com.au westnet.com.au internode.on.net xtra.co.nz slingshot.co.nz
qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn 188.com vip.qq.com vip.163.com aliyun.com 21cn.com tom.com
naver.com hanmail.net daum.net nate.com kakao.com hitel.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com ybb.ne.jp excite.co.jp infoseek.jp biglobe.ne.jp ocn.ne.jp
hinet.net pchome.com.tw seed.net.tw netvigator.com singnet.com.sg pacific.net.sg streamyx.com tm.net.my
rediffmail.com sify.com indiatimes.com vsnl.net vsnl.com in.com mynet.com ttmail.com superonline.com turk.net walla.com walla.co.il netvision.net.il bezeqint.net 012.net.il
mweb.co.za webmail.co.za telkomsa.net vodamail.co.za iafrica.com otenet.gr in.gr forthnet.gr freemail.gr cytanet.com.cy maktoob.com emirates.net.ae`.split(
    /\s+/,
  )

/** Services that hide an address from trackers and pass mail on: a person reads it, though the name looks random. */
export const RELAY_DOMAINS: readonly string[] = [
  'duck.com',
  'mozmail.com',
  'relay.firefox.com',
  'privaterelay.appleid.com',
  'simplelogin.com',
  'simplelogin.co',
  'simplelogin.fr',
  'simplelogin.io',
  'aleeas.com',
  'slmail.me',
  'slmails.com',
  'silomails.com',
  '8alias.com',
  '8shield.net',
  'dralias.com',
  'passmail.com',
  'passmail.net',
  'passinbox.com',
  'passfwd.com',
  'anonaddy.com',
  'anonaddy.me',
  'addy.io',
  'icloud.com',
  'users.noreply.github.com',
]
