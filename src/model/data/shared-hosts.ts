/**
 * Hosts on which many companies have their page: such a host, or any name below it, is never a company's own domain.
 * Where only one part of a house is shared (`sites.google.com`), just that part is listed.
 */
export const SHARED_HOSTS: readonly string[] = `
facebook.com fb.com fb.me fb.page m.me messenger.com instagram.com threads.net linkedin.com lnkd.in twitter.com x.com t.co youtube.com youtu.be
vimeo.com tiktok.com pinterest.com snapchat.com reddit.com quora.com tumblr.com medium.com substack.com vk.com ok.ru weibo.com wechat.com
weixin.qq.com line.me telegram.org t.me whatsapp.com wa.me discord.com discord.gg discord.me skype.com slack.com twitch.tv soundcloud.com spotify.com bandcamp.com
mixcloud.com xing.com viadeo.com meetup.com eventbrite.com eventbrite.co.uk eventbrite.de crunchbase.com angel.co wellfound.com producthunt.com f6s.com glassdoor.com indeed.com
github.com gitlab.com bitbucket.org sourceforge.net npmjs.com behance.net dribbble.com deviantart.com flickr.com 500px.com about.me
linktr.ee linktree.com beacons.ai bio.link bio.site carrd.co campsite.bio lnk.bio linkin.bio msha.ke solo.to taplink.cc hoo.be flow.page milkshake.app
wixsite.com wix.com weebly.com squarespace.com godaddysites.com webnode.com webnode.fr webnode.it jimdo.com jimdosite.com jimdofree.com strikingly.com mystrikingly.com site123.me
webflow.io webflow.com framer.website framer.app framer.site notion.so notion.site yolasite.com ueniweb.com business.site ucraft.net webs.com tripod.com angelfire.com
wordpress.com blogspot.com blogger.com livejournal.com typepad.com over-blog.com overblog.com ghost.io hatenablog.com ameblo.jp canalblog.com e-monsite.com
sites.google.com docs.google.com drive.google.com maps.google.com plus.google.com forms.gle goo.gl g.page g.co business.google.com play.google.com profile.google.com
apps.apple.com itunes.apple.com onedrive.live.com 1drv.ms sway.office.com forms.office.com sharepoint.com dropbox.com box.com canva.com canva.site issuu.com scribd.com slideshare.net prezi.com
etsy.com ebay.com ebay.co.uk ebay.de amazon.com amazon.co.uk amazon.de aliexpress.com alibaba.com shopify.com myshopify.com bigcartel.com storenvy.com depop.com gumroad.com
yelp.com yelp.co.uk tripadvisor.com tripadvisor.co.uk trustpilot.com foursquare.com yellowpages.com yell.com houzz.com thumbtack.com angi.com bbb.org manta.com checkatrade.com
booking.com airbnb.com opentable.com doordash.com ubereats.com deliveroo.co.uk just-eat.co.uk toasttab.com square.site squareup.com
calendly.com typeform.com surveymonkey.com jotform.com mailchi.mp eepurl.com hubspotpagebuilder.com hs-sites.com unbouncepages.com leadpages.co clickfunnels.com kajabi.com teachable.com
thinkific.com mykajabi.com patreon.com ko-fi.com buymeacoffee.com kickstarter.com indiegogo.com gofundme.com justgiving.com paypal.me paypal.com
bit.ly tinyurl.com ow.ly buff.ly rebrand.ly is.gd cutt.ly t.ly short.io dlvr.it
wikipedia.org wikidata.org archive.org web.archive.org google.com.au maps.app.goo.gl`
  .split(/\s+/)
  .filter(Boolean)
