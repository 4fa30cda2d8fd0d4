/**
 * For every mark of the table something as such a page has it. KIND VALUE: `src` a script, `css` a style, `img` a picture, `frame`,
 * `form`, `code` a script in the page, `html` markup, `gen` the generator, `head` a header, `cookie`, `link`.
 */
export const SAMPLES: Readonly<Record<string, string>> = {
  WordPress: `
    gen WordPress 6.7.1
    css /wp-content/themes/acme/style.css
    src /wp-includes/js/wp-embed.js
    head link: <https://acme.example/wp-json/>; rel="https://api.w.org/"`,
  Elementor: `
    css https://acme.example/c/plugins/elementor/assets/frontend.css
    gen Elementor 3.25.4; features: e_font_icon_svg`,
  'Yoast SEO': 'html <script type="application/ld+json" class="yoast-schema-graph">{}</script>',
  Drupal: `
    gen Drupal 10 (https://www.drupal.org)
    head x-drupal-cache: HIT
    head x-generator: Drupal 10
    img /sites/default/files/logo.png`,
  Joomla: `
    gen Joomla! - Open Source Content Management
    src /media/jui/js/core.js`,
  TYPO3: `
    gen TYPO3 CMS
    css /typo3temp/assets/css/a.css
    css /typo3conf/ext/site/a.css`,
  Contao: 'gen Contao Open Source CMS',
  Umbraco: 'head x-umbraco-version: 13.1.0',
  Sitecore: `
    cookie SC_ANALYTICS_GLOBAL_COOKIE=0123
    img /-/media/logo.png`,
  'Adobe Experience Manager': `
    src /etc.clientlibs/acme/a.js
    img /content/dam/acme/logo.png`,
  Kentico: `
    gen Kentico 13.0
    cookie CMSPreferredCulture=en-US`,
  Craft: `
    head x-powered-by: Craft CMS
    cookie CraftSessionId=0123`,
  Ghost: 'gen Ghost 5.96',
  Webflow: `
    gen Webflow
    html <html data-wf-site="0123abcd">
    css https://cdn.prod.website-files.com/0123/css/acme.css`,
  Wix: `
    gen Wix.com Website Builder
    src https://static.parastorage.com/services/a.js
    img https://static.wixstatic.com/media/a.png
    head x-wix-request-id: 1732.0123`,
  Squarespace: `
    src https://static1.squarespace.com/static/a.js
    img https://images.squarespace-cdn.com/content/a.png
    head server: Squarespace`,
  Weebly: 'src https://cdn2.editmysite.com/js/site/main.js',
  Jimdo: `
    gen Jimdo
    src https://u.jimstatic.com/js/a.js`,
  Duda: `
    src https://static.multiscreensite.com/a.js
    img https://irp.cdn-website.com/0123/a.png`,
  Framer: `
    gen Framer 0123abc
    img https://framerusercontent.com/images/a.png`,
  Contentful: 'img https://images.ctfassets.net/0123/a.png',
  Sanity: 'img https://cdn.sanity.io/images/0123/a.png',
  Storyblok: 'img https://a.storyblok.com/f/0123/a.png',
  Prismic: 'img https://images.prismic.io/acme/a.png',
  DatoCMS: 'img https://www.datocms-assets.com/0123/a.png',
  'HubSpot CMS': `
    gen HubSpot
    head x-hs-hub-id: 1234567`,
  Unbounce: `
    src https://0123abcd.js.ubembed.com
    head x-unbounce-pageid: 0123`,
  Instapage: 'src https://cdn.instapage.com/a.js',
  Leadpages: 'src https://static.lpages.co/a.js',
  Shopify: `
    src https://cdn.shopify.com/s/files/a.js
    img https://acme.shopifycdn.com/a.png
    head x-shopid: 1234
    head x-shopify-stage: production
    cookie _shopify_y=0123`,
  WooCommerce: `
    css https://acme.example/c/plugins/woocommerce/assets/css/a.css
    gen WooCommerce 9.4.1`,
  Magento: `
    src /static/frontend/Acme/default/en_US/a.js
    code require(['mage/cookies'])
    html <script type="text/x-magento-init">{}</script>
    cookie mage-cache-storage=a`,
  PrestaShop: `
    gen PrestaShop
    cookie PrestaShop-0123=a`,
  Shopware: `
    gen Shopware 6
    src /bundles/storefront/assets/a.js`,
  BigCommerce: 'img https://cdn11.bigcommerce.com/s-0123/a.png',
  'Salesforce Commerce Cloud': `
    src https://acme.example/on/demandware.static/a.js
    cookie dwsid=0123`,
  OpenCart: `
    src https://acme.example/catalog/view/theme/a.js
    cookie OCSESSID=0123`,
  Ecwid: 'src https://app.ecwid.com/script.js?123',
  Odoo: `
    gen Odoo
    src /web/assets/123/web.assets_frontend.js`,
  'Google Analytics': `
    src https://www.google-analytics.com/analytics.js
    src https://www.googletagmanager.com/gtag/js?id=G-0123`,
  'Google Tag Manager': `
    src https://www.googletagmanager.com/gtm.js?id=GTM-0123
    html <noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-0123"></iframe></noscript>
    code w[l].push({'gtm.start': new Date()})`,
  Matomo: `
    src https://stats.acme.example/matomo.js
    src https://stats.acme.example/piwik.js
    code var _paq = []; _paq.push(['trackPageView'])
    src https://cdn.matomo.cloud/acme.matomo.cloud/a.js`,
  Plausible: 'src https://plausible.io/js/script.js',
  Fathom: 'src https://cdn.usefathom.com/script.js',
  'Simple Analytics': 'src https://scripts.simpleanalyticscdn.com/latest.js',
  Hotjar: `
    src https://script.hotjar.com/modules.js
    code a.src='https://static.hotjar.com/c/hotjar-'+h._hjSettings.hjid`,
  'Microsoft Clarity': `
    src https://www.clarity.ms/tag/0123
    code t.src="https://www.clarity.ms/tag/"+i`,
  Mixpanel: `
    src https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js
    code mixpanel.init('0123')`,
  Amplitude: `
    src https://cdn.amplitude.com/libs/amplitude.js
    code amplitude.getInstance().init('0123')`,
  Heap: `
    src https://cdn.heapanalytics.com/js/heap-0123.js
    code heap.load("0123")`,
  Segment: `
    src https://cdn.segment.com/analytics.js/v1/0123/analytics.min.js
    code t.src="https://cdn.segment.com/analytics.js/v1/"`,
  PostHog: `
    src https://eu-assets.i.posthog.com/static/array.js
    code posthog.init('phc_0123')`,
  FullStory: `
    src https://edge.fullstory.com/a.js
    code _fs_script='edge.fullstory.com/s/fs.js'`,
  'Crazy Egg': 'src https://script.crazyegg.com/pages/scripts/0123.js',
  LogRocket: `
    src https://cdn.logrocket.com/LogRocket.min.js
    src https://cdn.lr-ingest.com/a.js`,
  Pendo: `
    src https://cdn.pendo.io/agent/static/0123/pendo.js
    code y.src='https://cdn.pendo.io/agent/static/'`,
  'Adobe Analytics': `
    img https://acme.d1.sc.omtrdc.net/b/ss/a
    src /scripts/s_code.js`,
  'Adobe Experience Platform': 'src https://assets.adobedtm.com/launch-0123.min.js',
  Piano: `
    img https://logs1.xiti.com/hit.xiti
    src https://tag.aticdn.net/123/smarttag.js`,
  etracker: 'src https://code.etracker.com/code/e.js',
  'Yandex Metrica': `
    src https://mc.yandex.ru/metrika/tag.js
    code (window, document, "script", "https://mc.yandex.ru/metrika/tag.js", "ym")`,
  'Cloudflare Web Analytics': 'src https://static.cloudflareinsights.com/beacon.min.js',
  Optimizely: 'src https://cdn.optimizely.com/js/0123.js',
  VWO: `
    src https://dev.visualwebsiteoptimizer.com/lib/a.js
    code 'https://dev.visualwebsiteoptimizer.com/j.php?a='+account_id`,
  'AB Tasty': 'src https://try.abtasty.com/0123.js',
  LaunchDarkly: 'src https://app.launchdarkly.com/a.js',
  'New Relic': `
    src https://bam.nr-data.net/1/0123
    code window.NREUM||(NREUM={})`,
  Datadog: `
    src https://www.datadoghq-browser-agent.com/eu1/v5/datadog-rum.js
    code window.DD_RUM.init({})`,
  Sentry: `
    src https://js.sentry-cdn.com/0123.min.js
    src https://browser.sentry.io/a.js
    code Sentry.init({ dsn: '' })`,
  'Google Ads': `
    src https://www.googleadservices.com/pagead/conversion.js
    img https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1/`,
  'Meta Pixel': `
    html <noscript><img src="https://www.facebook.com/tr?id=1&amp;ev=PageView"></noscript>
    src https://connect.facebook.net/en_US/fbevents.js
    code 'https://connect.facebook.net/en_US/fbevents.js'`,
  'LinkedIn Insight Tag': `
    src https://snap.licdn.com/li.lms-analytics/insight.min.js
    img https://px.ads.linkedin.com/collect/?pid=1
    code _linkedin_partner_id = "1234"`,
  'Microsoft Advertising': `
    src https://bat.bing.com/bat.js
    code (window,document,"script","//bat.bing.com/bat.js","uetq")`,
  'X Ads': `
    src https://static.ads-twitter.com/uwt.js
    code u.src='https://static.ads-twitter.com/uwt.js'`,
  'TikTok Pixel': `
    src https://analytics.tiktok.com/i18n/pixel/events.js
    code i="https://analytics.tiktok.com/i18n/pixel/events.js"`,
  'Pinterest Tag': `
    img https://ct.pinterest.com/v3/?tid=1
    code pintrk('load', '1')`,
  'Reddit Pixel': 'code t.src="https://www.redditstatic.com/ads/pixel.js"',
  Criteo: `
    src https://dynamic.criteo.com/js/ld/ld.js
    src https://static.criteo.net/js/ld/ld.js`,
  AdRoll: `
    src https://s.adroll.com/j/0123/roundtrip.js
    code adroll_adv_id = "0123"`,
  Taboola: 'src https://cdn.taboola.com/libtrc/a.js',
  Outbrain: 'src https://amplify.outbrain.com/cp/obtp.js',
  '6sense': 'src https://j.6sc.co/6si.min.js',
  Demandbase: 'src https://tag.demandbase.com/0123.min.js',
  Leadfeeder: `
    src https://sc.lfeeder.com/lftracker_v1_0123.js
    code "https://sc.lfeeder.com/lftracker_v1_"+ss`,
  Albacross: 'src https://serve.albacross.com/track.js',
  ZoomInfo: `
    src https://ws.zoominfo.com/pixel/0123
    code zi.src = "https://ws.zoominfo.com/pixel/0123"`,
  Clearbit: `
    src https://tag.clearbit.com/v1/pk_0123/tags.js
    src https://x.clearbitjs.com/v2/pk_0123/destinations.min.js`,
  Leadinfo: 'src https://cdn.leadinfo.net/ping.js',
  HubSpot: `
    src https://js.hs-scripts.com/1234567.js
    src https://js.hs-analytics.net/analytics/1/1234567.js
    src https://js.hsforms.net/forms/v2.js
    form https://forms.hubspot.com/uploads/form/v2/1/2
    code hbspt.forms.create({ portalId: "1" })
    cookie hubspotutk=0123`,
  Marketo: `
    src https://munchkin.marketo.net/munchkin.js
    src https://app-ab12.marketo.com/js/forms2/js/forms2.min.js
    code Munchkin.init('123-ABC-456')`,
  Pardot: `
    src https://pi.pardot.com/pd.js
    code piAId = '123'; piCId = '456'`,
  Salesforce: `
    form https://webto.salesforce.com/servlet/servlet.WebToLead?encoding=UTF-8
    src https://acme.my.force.com/embeddedservice/a.js`,
  'Salesforce Marketing Cloud': `
    form https://cl.s10.exacttarget.com/subscribe
    src https://cdn.evgnet.com/beacon/acme/a.js`,
  Eloqua: `
    src https://img.en25.com/i/elqCfg.min.js
    code var _elqQ = _elqQ || []`,
  ActiveCampaign: `
    form https://acme.activehosted.com/proc.php
    src https://trackcmp.net/visit`,
  Mailchimp: `
    form https://acme.us1.list-manage.com/subscribe/post?u=1
    src https://chimpstatic.com/mcjs-connected/js/users/1/1.js`,
  Klaviyo: 'src https://static.klaviyo.com/onsite/js/klaviyo.js?company_id=A',
  Brevo: `
    form https://0123.sibforms.com/serve/A
    src https://sibautomation.com/sa.js?key=0
    src https://cdn.brevo.com/js/sdk-loader.js`,
  'Constant Contact': 'src https://static.ctctcdn.com/js/signup-form-widget/current/a.js',
  'Campaign Monitor': 'form https://acme.createsend.com/t/t/s/0/',
  MailerLite: 'src https://assets.mailerlite.com/js/universal.js',
  Kit: `
    form https://app.convertkit.com/forms/1/subscriptions
    src https://acme.kit.com/0123/index.js`,
  Omnisend: 'src https://omnisnippet1.omnisrc.com/inshop/launcher-v2.js',
  GetResponse: 'form https://app.getresponse.com/add_subscriber.html',
  'Customer.io': 'src https://assets.customer.io/assets/track.js',
  Braze: 'src https://js.appboycdn.com/web-sdk/5.0/braze.min.js',
  OneSignal: 'src https://cdn.onesignal.com/sdks/OneSignalSDK.js',
  Pipedrive: 'src https://webforms.pipedrive.com/f/loader',
  'Zoho CRM': `
    form https://crm.zoho.com/crm/WebToLeadForm
    form https://crm.zoho.eu/crm/WebToLeadForm`,
  'Zoho SalesIQ': `
    src https://salesiq.zoho.com/widget
    src https://salesiq.zohopublic.com/widget?wc=1
    code $zoho.salesiq = $zoho.salesiq || {}`,
  'Chili Piper': 'src https://js.chilipiper.com/marketing.js',
  Calendly: `
    src https://assets.calendly.com/assets/external/widget.js
    link https://calendly.com/acme-demo/30min`,
  Typeform: 'src https://embed.typeform.com/next/embed.js',
  OptinMonster: 'src https://a.opmnstr.com/app/js/api.min.js',
  Sumo: 'src https://load.sumo.com/',
  Intercom: `
    src https://widget.intercom.io/widget/0123
    src https://js.intercomcdn.com/shim.latest.js
    code window.intercomSettings = { app_id: "0123" }`,
  Drift: `
    src https://js.driftt.com/include/0123.js
    code drift.load('0123')`,
  Zendesk: `
    src https://static.zdassets.com/ekr/snippet.js?key=0
    src https://v2.zopim.com/?0123
    link https://acme.zendesk.com/hc/en-us`,
  Freshchat: 'src https://eu.freshchat.com/js/widget.js',
  Freshdesk: 'link https://acme.freshdesk.com/support/home',
  LiveChat: `
    src https://cdn.livechatinc.com/tracking.js
    code n.src="https://cdn.livechatinc.com/tracking.js"`,
  Crisp: `
    src https://client.crisp.chat/l.js
    code window.CRISP_WEBSITE_ID="0123"`,
  'Tawk.to': `
    src https://embed.tawk.to/0123/default
    code s1.src='https://embed.tawk.to/0123/default'`,
  Olark: `
    src https://static.olark.com/jsclient/loader.js
    code olark.identify('1234-567')`,
  Tidio: 'src https://code.tidio.co/0123.js',
  'Help Scout': 'src https://beacon-v2.helpscout.net/a.js',
  Gorgias: 'src https://config.gorgias.chat/bundle-loader/0123',
  Userlike: `
    src https://api.userlike.com/a.js
    src https://userlike-cdn-widgets.s3-eu-west-1.amazonaws.com/0123.js`,
  Qualified: 'src https://js.qualified.com/qualified.js?token=0',
  Trustpilot: 'src https://widget.trustpilot.com/bootstrap/v5/a.js',
  OneTrust: `
    src https://cdn.cookielaw.org/scripttemplates/otSDKStub.js
    src https://privacyportal.onetrust.com/a.js`,
  Cookiebot: 'src https://consent.cookiebot.com/uc.js',
  Usercentrics: 'src https://app.usercentrics.eu/browser-ui/latest/loader.js',
  Osano: 'src https://cmp.osano.com/0123/osano.js',
  Didomi: 'src https://sdk.privacy-center.org/0123/loader.js',
  iubenda: 'src https://cdn.iubenda.com/cs/iubenda_cs.js',
  TrustArc: 'src https://consent.trustarc.com/notice?domain=acme.example',
  Termly: 'src https://app.termly.io/embed.min.js',
  Complianz: 'src https://acme.example/c/plugins/complianz-gdpr/cookiebanner/a.js',
  Borlabs: 'src https://acme.example/c/plugins/borlabs-cookie/a.js',
  Stripe: 'src https://js.stripe.com/v3/',
  PayPal: `
    src https://www.paypal.com/sdk/js?client-id=A
    img https://www.paypalobjects.com/a.png`,
  Braintree: 'src https://js.braintreegateway.com/web/3/js/client.min.js',
  Adyen: 'src https://checkoutshopper-live.adyen.com/checkoutshopper/sdk/5/adyen.js',
  Klarna: `
    src https://js.klarna.com/web-sdk/v1/klarna.js
    src https://x.klarnacdn.net/kp/lib/v1/api.js`,
  Mollie: 'src https://js.mollie.com/v1/mollie.js',
  Chargebee: 'src https://js.chargebee.com/v2/a.js',
  Recurly: 'src https://js.recurly.com/v4/recurly.js',
  Paddle: 'src https://cdn.paddle.com/paddle/v2/paddle.js',
  Square: `
    src https://squareup.com/appointments/buyer/widget/0.js
    src https://web.squarecdn.com/v1/square.js`,
  Afterpay: 'src https://js.afterpay.com/afterpay-1.x.js',
  'Next.js': `
    src /_next/static/chunks/main.js
    head x-powered-by: Next.js`,
  Nuxt: `
    src /_nuxt/entry.js
    code window.__NUXT__={}`,
  Gatsby: `
    gen Gatsby 5.14.0
    html <div id="___gatsby"></div>`,
  React: 'html <div data-reactroot=""></div>',
  'Vue.js': 'html <div id="app" data-v-app=""></div>',
  Angular: 'html <app-root ng-version="18.2.0"></app-root>',
  AngularJS: 'html <body ng-app="acme"></body>',
  Svelte: `
    html <body data-sveltekit-preload-data="hover"></body>
    src /_app/immutable/entry/start.js`,
  Astro: `
    gen Astro v4.16.0
    css /_astro/index.css
    html <astro-island uid="a"></astro-island>`,
  Remix: 'code window.__remixContext = {}',
  Hugo: 'gen Hugo 0.139.0',
  Jekyll: 'gen Jekyll v4.3.4',
  Docusaurus: 'gen Docusaurus v3.6.0',
  jQuery: `
    src /js/jquery.min.js
    src /js/jquery-3.7.1.js
    src https://code.jquery.com/ui/1.13.2/ui.js`,
  Bootstrap: `
    css /css/bootstrap.min.css
    src /js/bootstrap.min.js`,
  'Alpine.js': 'src /js/alpinejs@3.x.x/dist/cdn.min.js',
  htmx: `
    src /js/htmx.min.js
    src /vendor/htmx.org@2.0.3/dist/a.js`,
  Laravel: 'cookie laravel_session=0123',
  'Ruby on Rails': 'html <meta name="csrf-param" content="authenticity_token">',
  Django: `
    html <input type="hidden" name="csrfmiddlewaretoken" value="a">
    cookie csrftoken=0123`,
  'ASP.NET': `
    head x-aspnet-version: 4.0.30319
    head x-powered-by: ASP.NET
    cookie ASP.NET_SessionId=0123
    html <input type="hidden" name="__VIEWSTATE" value="a">`,
  PHP: `
    head x-powered-by: PHP/8.3.1
    cookie PHPSESSID=0123`,
  Java: 'cookie JSESSIONID=0123',
  Express: 'head x-powered-by: Express',
  Cloudflare: `
    head cf-ray: 8e1234-FRA
    head server: cloudflare`,
  'Amazon CloudFront': `
    head x-amz-cf-id: 0123
    head via: 1.1 0123.cloudfront.net (CloudFront)`,
  'Amazon S3': 'head server: AmazonS3',
  Akamai: `
    head x-akamai-transformed: 9 1234 0 pmb=mRUM
    head server: AkamaiGHost`,
  Fastly: `
    head x-fastly-request-id: 0123
    head x-served-by: cache-fra-etou8220041-FRA`,
  Vercel: `
    head x-vercel-id: fra1::0123
    head server: Vercel`,
  Netlify: `
    head x-nf-request-id: 0123
    head server: Netlify`,
  Heroku: 'head via: 1.1 vegur',
  'GitHub Pages': 'head server: GitHub.com',
  'Microsoft Azure': `
    head x-azure-ref: 0123
    cookie ARRAffinity=0123`,
  'Google Cloud': 'head via: 1.1 google',
  'WP Engine': 'head x-powered-by: WP Engine',
  Kinsta: 'head x-kinsta-cache: HIT',
  Pantheon: 'head x-pantheon-styx-hostname: styx-fe1',
  Varnish: 'head x-varnish: 12345',
  Nginx: 'head server: nginx/1.24.0',
  Apache: 'head server: Apache/2.4.62 (Debian)',
  IIS: 'head server: Microsoft-IIS/10.0',
  LiteSpeed: 'head server: LiteSpeed',
  Imperva: `
    cookie incap_ses_1_2=0123
    head x-iinfo: 1-2-3`,
  Sucuri: 'head x-sucuri-id: 12001',
  'Google Fonts': 'css https://fonts.googleapis.com/css2?family=Inter',
  'Adobe Fonts': 'css https://use.typekit.net/abc.css',
  'Font Awesome': `
    src https://kit.fontawesome.com/0123.js
    css /css/font-awesome.css`,
  'Google Maps': `
    src https://maps.googleapis.com/maps/api/js?key=A
    frame https://www.google.com/maps/embed?pb=1`,
  reCAPTCHA: 'src https://www.google.com/recaptcha/api.js',
  hCaptcha: 'src https://js.hcaptcha.com/1/api.js',
  'Cloudflare Turnstile': 'src https://challenges.cloudflare.com/turnstile/v0/api.js',
  YouTube: `
    frame https://www.youtube.com/embed/0123
    frame https://www.youtube-nocookie.com/embed/0123`,
  Vimeo: 'frame https://player.vimeo.com/video/123',
  Wistia: `
    src https://fast.wistia.com/assets/external/E-v1.js
    frame https://fast.wistia.net/embed/iframe/0123`,
  Vidyard: 'src https://play.vidyard.com/embed/v4.js',
  Algolia: `
    src https://abc-dsn.algolia.net/a.js
    src https://abc-1.algolianet.com/a.js
    src /js/algoliasearch-lite.umd.js`,
  Cloudinary: 'img https://res.cloudinary.com/acme/image/upload/a.png',
  imgix: 'img https://acme.imgix.net/a.png',
  jsDelivr: 'src https://cdn.jsdelivr.net/npm/a.js',
  unpkg: 'src https://unpkg.com/a.js',
  cdnjs: 'src https://cdnjs.cloudflare.com/ajax/libs/a.js',
  Weglot: 'src https://cdn.weglot.com/weglot.min.js',
  'Atlassian Statuspage': 'link https://acme.statuspage.io/',
  Greenhouse: `
    src https://boards.greenhouse.io/embed/job_board/js?for=acme
    link https://job-boards.greenhouse.io/acme`,
  Lever: `
    src https://api.lever.co/v0/postings/acme
    link https://jobs.lever.co/acme`,
  Ashby: `
    src https://jobs.ashbyhq.com/acme/embed
    link https://jobs.ashbyhq.com/acme`,
  Workable: `
    src https://www.workable.com/assets/embed.js
    link https://apply.workable.com/acme/`,
  Personio: `
    frame https://acme.jobs.personio.de/?language=en
    link https://acme.jobs.personio.de/
    link https://acme.jobs.personio.com/`,
  Recruitee: `
    src https://acme.recruitee.com/a.js
    link https://acme.recruitee.com/`,
  Teamtailor: `
    src https://scripts.teamtailor.com/widgets/a.js
    src https://scripts.teamtailor-cdn.com/widgets/a.js
    link https://acme.teamtailor.com/jobs`,
  SmartRecruiters: `
    src https://www.smartrecruiters.com/job-widget/v1/a.js
    link https://careers.smartrecruiters.com/Acme`,
  BambooHR: `
    src https://acme.bamboohr.com/js/embed.js
    link https://acme.bamboohr.com/careers`,
  JOIN: 'link https://join.com/companies/acme',
  Workday: 'link https://acme.wd3.myworkdayjobs.com/External',
}
