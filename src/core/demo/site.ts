import type { Language } from '#core/demo/names.ts'

export interface Page {
  path: string
  title: string
  /** what people come to it for; the blueprint's content rules decide the content kind by the path */
  kind: PageKind
  language: Language
  /** usual reading time in seconds */
  seconds: number
}

export type PageKind =
  | 'home'
  | 'product'
  | 'blog'
  | 'thought'
  | 'guide'
  | 'paper'
  | 'ebook'
  | 'case'
  | 'compare'
  | 'video'
  | 'webinar'
  | 'review'
  | 'pricing'
  | 'security'
  | 'implementation'
  | 'support'
  | 'docs'
  | 'roadmap'
  | 'news'
  | 'demo'
  | 'contact'
  | 'trial'
  | 'about'
  | 'careers'
  | 'landing'
  | 'landing_new'

// kind | seconds | language | path | title
const rows = `
home|35|en|/|Lodestrand: know where every shipment is
product|60|en|/product|The product
product|70|en|/product/arrival-times|Arrival times you can promise
product|65|en|/product/control-tower|The control tower
product|55|en|/product/integrations|ERP and carrier integrations
product|60|ko|/product/ko|제품 소개: 화물 가시성
product|60|ru|/product/ru|О продукте: прозрачность перевозок
product|60|de|/product/de|Das Produkt: Sendungstransparenz
blog|150|en|/blog/demurrage-explained|Demurrage explained with a calendar
blog|170|en|/blog/eta-accuracy|How accurate is your carrier's ETA?
blog|130|en|/blog/exception-management|Stop chasing exceptions by e-mail
blog|140|en|/blog/port-congestion-checklist|A checklist for congested ports
blog|120|en|/blog/edi-or-api|EDI or API: what carriers really send
blog|160|en|/blog/otif-penalties|What OTIF penalties cost a food maker
blog|150|en|/blog/cold-chain-alarms|Too many cold chain alarms
blog|170|ko|/blog/ko-cheryu-biyong|체선료·지체료, 왜 우리 회사만 많이 낼까
blog|150|ko|/blog/ko-eta-jeonghwakdo|도착 예정 시간(ETA) 정확도 측정법
blog|140|ko|/blog/ko-mulryu-dashboard|물류팀이 매일 보는 숫자 다섯 가지
blog|160|ko|/blog/ko-suchul-seonjeok|수출 선적 지연을 먼저 아는 법
blog|160|ru|/blog/ru-prostoi-konteynerov|Простой контейнеров: где теряются деньги
blog|150|ru|/blog/ru-prognoz-pribytiya|Как проверить прогноз прибытия перевозчика
blog|140|ru|/blog/ru-otkloneniya|Отклонения в рейсах без сотни писем
blog|160|de|/blog/de-standgeld|Standgeld: wo das Geld liegen bleibt
blog|150|de|/blog/de-lieferfaehigkeit|Lieferfähigkeit messen, ohne zu raten
blog|140|de|/blog/de-ausnahmen|Ausnahmen steuern statt suchen
thought|200|en|/thought-leadership/the-quiet-supply-chain|The quiet supply chain
thought|190|en|/thought-leadership/freight-in-2030|What shippers will ask of freight in 2030
guide|260|en|/guides/choosing-visibility-software|Buyer's guide: choosing visibility software
guide|250|ko|/guides/ko-gasiseong-solution|화물 가시성 솔루션 도입 가이드
guide|250|ru|/guides/ru-vybor-sistemy|Как выбрать систему мониторинга перевозок
guide|250|de|/guides/de-auswahl|Auswahlhilfe Transporttransparenz
paper|320|en|/white-papers/cost-of-not-knowing|White paper: the cost of not knowing
paper|300|en|/white-papers/eta-benchmark|Research: ETA benchmark over 2 million legs
paper|300|ko|/white-papers/ko-eta-benchmark|백서: 200만 구간으로 본 ETA 벤치마크
paper|300|ru|/white-papers/ru-eta-benchmark|Исследование: точность прибытия на 2 млн плеч
ebook|240|en|/ebooks/control-tower-in-90-days|E-book: a control tower in 90 days
ebook|240|ko|/ebooks/ko-90il-kwanje|전자책: 90일 만에 만드는 물류 관제
ebook|240|ru|/ebooks/ru-dispetcherskaya|Электронная книга: диспетчерская за 90 дней
ebook|240|de|/ebooks/de-leitstand|E-Book: Leitstand in 90 Tagen
case|190|en|/case-studies/pinehollow-foods|Case study: Pinehollow Foods
case|190|en|/case-studies/larkmoor-freight|Case study: Larkmoor Freight
case|190|ko|/case-studies/ko-garamsol|고객 사례: 가람솔로지스
case|190|ru|/case-studies/ru-kabo-sever|История клиента: Кабо-Север
case|190|de|/case-studies/de-lindwehr|Kundenbericht: Lindwehr Spedition
compare|120|en|/compare/visiroute|Lodestrand and Visiroute compared
compare|120|en|/compare/spreadsheets|Lodestrand and your spreadsheet compared
video|180|en|/videos/two-minute-tour|Two-minute tour
video|180|ko|/videos/ko-2bun-tour|2분 제품 투어
webinar|90|en|/webinars/otif-live|Webinar: OTIF live
webinar|90|en|/webinars/freight-forum|Meet us at Freight Forum
review|110|en|/reviews|What customers write
pricing|85|en|/pricing|Pricing
security|140|en|/security|Security and certificates
implementation|150|en|/implementation|How it is put to work
support|80|en|/support|Support terms
docs|120|en|/docs/carrier-api|Docs: carrier API
docs|100|en|/docs/webhooks|Docs: webhooks
roadmap|90|en|/roadmap|Roadmap
news|60|en|/news/geofence-alerts|New: geofence alerts
news|60|en|/news/emission-report|New: emission report
demo|50|en|/demo|Request a demo
contact|45|en|/contact|Contact us
trial|50|en|/trial|Start a trial
about|45|en|/about|About us
careers|70|en|/careers|Careers
landing|55|en|/lp/see-every-shipment|See every shipment
landing_new|40|en|/lp/platform-tour|The Lodestrand platform
`

/** The site of the sample company. */
export const pages: readonly Page[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [kind, seconds, language, path, title] = row.split('|')
    return {
      kind: kind as PageKind,
      seconds: Number(seconds),
      language: language as Language,
      path: path!,
      title: title!,
    }
  })

/** The pages of a kind that a reader of the language would open: their own where there are any, else English. */
export function pagesOf(kind: PageKind, language: Language): readonly Page[] {
  const all = pages.filter((page) => page.kind === kind)
  const own = all.filter((page) => page.language === language)
  return own.length > 0 ? own : all.filter((page) => page.language === 'en')
}

/** The purpose asked for on forms, and the words shown: first these, from the middle of the half year on those below. */
export const consentPurpose = 'marketing'
const firstWording: Partial<Record<Language, string>> & { en: string } = {
  en: 'Send me news about freight visibility.',
  ko: '화물 가시성에 관한 소식과 광고성 정보 수신에 동의합니다.',
  ru: 'Согласен получать новости и рекламу о прозрачности перевозок.',
  de: 'Ich möchte Neuigkeiten zur Transporttransparenz erhalten.',
}
const laterWording: Partial<Record<Language, string>> & { en: string } = {
  en: 'Send me useful mail about freight visibility. I can unsubscribe at any time.',
  ko: '화물 가시성에 관한 유용한 정보와 광고성 정보 수신에 동의합니다. 언제든지 수신을 거부할 수 있습니다.',
  ru: 'Согласен получать рекламные и информационные письма о прозрачности перевозок. Отписаться можно в любой момент.',
  de: 'Ich möchte nützliche Mails zur Transporttransparenz erhalten und kann mich jederzeit abmelden.',
}

/** Both wordings of the purpose, oldest first: versions 1 and 2. */
export const consentWordings = [firstWording, laterWording] as const

/** When the second wording came into force, epoch ms. */
export function secondWordingAt({ start, end }: { start: number; end: number }): number {
  return Math.round((start + end) / 2)
}

/** The company whose funnel the demo shows: it sells a system that tells shippers where their goods are. */
export const seller = {
  name: 'Lodestrand',
  site: 'https://www.lodestrand.example',
  owners: ['jiyun.bae', 'oleg.vesnin', 'clara.reuther', 'tom.ellery'],
  sdrs: ['minho.seok', 'daria.kolt', 'finn.aldous'],
} as const
