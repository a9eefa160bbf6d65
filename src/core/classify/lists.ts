/**
 * Version of everything that a stored verdict rests on: the agents below, core/channel-lists.ts, core/mail-lists.ts and
 * the libraries isbot, email-providers, disposable-email-domains-js and tldts. Raise it with any change of them;
 * test/lists.test.ts notices. Stored on each event; replay reads the stored verdict.
 */
export const LISTS_VERSION = 3

/** Browsers inside apps that the general list takes for bots: people of Korea and Russia read there. */
export const peoplesBrowsers: readonly RegExp[] = [
  /\b(?:KAKAOTALK|KAKAOSTORY)\b/,
  /\bNAVER\(inapp;/,
  /\b(?:DaumApps|DaumDevice)\//,
  /\b(?:YaBrowser|YaSearchBrowser|YaApp_(?:Android|iOS))\//,
  /\bWhale\//,
  /\b(?:BAND|ZUMApp|VK|OK|VKClient|OKApp|MailRuApp|Telegram-(?:Android|iOS))\/\d/,
]

/** Such a browser carries a real engine's name too; a crawler that only mentions the app does not. */
export const browserEngine =
  /^Mozilla\/5\.0 \([^)]*(?:Android|Linux|iPhone|iPad|Windows|Macintosh|CrOS)[^)]*\).*(?:AppleWebKit|Gecko)\//

/** Programs that drive a browser without anybody before it. */
export const headless =
  /headless|phantomjs|slimerjs|puppeteer|playwright|selenium|webdriver|electron-prerender|jsdom|happydom|prerender|rendertron|splash|zombie\.js/i

/** Mail and web security gateways, which follow every link before a person sees it. */
export const gateways =
  /barracuda|mimecast|proofpoint|fireeye|trellix|forcepoint|websense|symantec|messagelabs|sophos|trend ?micro|ironport|cisco[- ]?umbrella|checkpoint|zscaler|paloalto|urlscan|virustotal|avanan|safelinks|microsoft office protocol discovery|google-safety|yandexsafety|drweb|dr\.web|kaspersky|group-ib|bitdefender|f-secure|ahnlab|spamexperts|vade ?secure|cloudmark|hornetsecurity|mailguard|genieo|cyren|appengine-google|linkcheck|linkscan/i

/** Services that fetch a mail's pictures for everybody alike: such an opening tells nothing about a person. */
export const mailProxies =
  /GoogleImageProxy|ggpht\.com|YahooMailProxy|YahooCacheSystem|OutlookImageProxy|MailRuProxy|Yandex(?:Images|Mail)Proxy|NaverMailProxy|Apple ?Mail ?Privacy|iCloud ?Private/i

/** Libraries by which servers and scripts speak HTTP. */
export const httpLibraries =
  /^(?:curl|wget|httpie|node|node-fetch|undici|axios|got|superagent|bun|deno|okhttp|python|python-requests|python-urllib|aiohttp|httpx|go-http-client|java|apache-httpclient|ruby|faraday|php|guzzlehttp|symfony|rust|reqwest|dart|postmanruntime|insomnia|powershell|windowspowershell|analytics[-.](?:node|python|ruby|go|java|php|rust|csharp|net)|segment)(?:[/ (;]|$)/i

/** Segment's libraries for native apps: a person holds the device, though the agent is a library's. */
export const appLibraries =
  /^(?:@segment\/analytics-react-native|analytics-(?:ios|android|swift|kotlin|react-native|flutter|unity|xamarin)|analytics_flutter)$/i
