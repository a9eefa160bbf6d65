import type { Chance } from '#core/demo/random.ts'
import type { Language } from '#core/demo/names.ts'

/** How a visit begins: what the browser sees of where it came from. The flow finds the channel by itself. */
export interface Arrival {
  /** our word for the source, to choose by; never sent */
  via: Via
  referrer: string
  /** query of the landing address, with its question mark, or '' */
  search: string
  campaign: Campaign | null
}

interface Campaign {
  source: string
  medium: string
  name: string
  content?: string
  term?: string
}

export type Via =
  | 'search'
  | 'ppc'
  | 'paid_social'
  | 'social'
  | 'referral'
  | 'email'
  | 'event'
  | 'outbound'
  | 'partner'
  | 'assistant'
  | 'direct'

/** An arrival of the kind, as readers of the language come. */
export function arrive(chance: Chance, via: Via, language: Language, campaignName?: string): Arrival {
  switch (via) {
    case 'search':
      return plain(via, searchEngine(chance, language))
    case 'ppc':
      return paidSearch(chance, language)
    case 'paid_social':
      return paidSocial(chance, language)
    case 'social':
      return plain(via, chance.pick(socialNetworks[language] ?? socialNetworks.en!))
    case 'referral':
      return plain(via, chance.pick(referrers))
    case 'assistant':
      return assistant(chance)
    case 'email':
      return tagged(via, '', { source: 'newsletter', medium: 'email', name: campaignName ?? 'monthly-letter' })
    case 'event':
      return tagged(via, '', {
        source: campaignName ?? 'freight-forum',
        medium: 'event',
        name: campaignName ?? 'freight-forum',
      })
    case 'outbound':
      return tagged(via, '', { source: 'sdr', medium: 'outbound', name: campaignName ?? 'cold-mail-otif' })
    case 'partner':
      return tagged(via, chance.pick(partnerSites), {
        source: 'kettlewick',
        medium: 'partner',
        name: 'integration-page',
      })
    case 'direct':
      return plain(via, '')
  }
}

const plain = (via: Via, referrer: string): Arrival => ({ via, referrer, search: '', campaign: null })

const partnerSites = [
  'https://www.kettlewick.example/partners',
  'https://darinaru.example/solutions',
  'https://mostovik.example/partners',
]

const referrers = [
  'https://freight-letter.example/issues/48',
  'https://supplytalk.example/guest/lodestrand',
  'https://www.g2.com/categories/supply-chain-visibility',
  'https://www.capterra.com/supply-chain-management-software/',
  'https://logist-forum.example/thread/20211',
  'https://mulryu-news.example/article/7781',
]

const socialNetworks: Partial<Record<Language, readonly string[]>> = {
  en: ['https://www.linkedin.com/', 'https://t.co/', 'https://www.youtube.com/', 'https://www.reddit.com/r/logistics/'],
  de: ['https://www.linkedin.com/', 'https://www.xing.com/', 'https://www.youtube.com/'],
  ko: ['https://www.linkedin.com/', 'https://story.kakao.com/', 'https://www.youtube.com/', 'https://m.facebook.com/'],
  ru: ['https://vk.com/', 'https://t.me/', 'https://ok.ru/'],
}

function searchEngine(chance: Chance, language: Language): string {
  const google = 'https://www.google.com/'
  const bing = 'https://www.bing.com/'
  const duck = 'https://duckduckgo.com/'
  const naver = 'https://search.naver.com/search.naver'
  const daum = 'https://search.daum.net/'
  const yandex = 'https://yandex.ru/'
  const byLanguage: Partial<Record<Language, readonly (readonly [string, number])[]>> = {
    ko: [
      [naver, 55],
      [google, 35],
      [daum, 8],
      [bing, 2],
    ],
    ru: [
      [yandex, 66],
      [google, 30],
      ['https://go.mail.ru/', 4],
    ],
    ja: [
      [google, 75],
      ['https://search.yahoo.co.jp/', 22],
      [bing, 3],
    ],
  }
  return chance.weighted(
    byLanguage[language] ?? [
      [google, 82],
      [bing, 11],
      [duck, 5],
      ['https://www.ecosia.org/', 2],
    ],
  )
}

function paidSearch(chance: Chance, language: Language): Arrival {
  const name = chance.pick(['visibility-brand', 'visibility-generic', 'eta-software'])
  const term = chance.pick(['shipment tracking software', 'supply chain visibility', 'eta prediction'])
  if (language === 'ko' && chance.hit(0.6)) {
    return tagged('ppc', 'https://search.naver.com/', {
      source: 'naver',
      medium: 'cpc',
      name,
      term: '화물 추적 솔루션',
    })
  }
  if (language === 'ru' && chance.hit(0.75)) {
    const campaign = { source: 'yandex', medium: 'cpc', name, term: 'мониторинг перевозок' }
    return tagged('ppc', 'https://yandex.ru/', campaign, `yclid=${chance.int(1e9, 9e9)}${chance.int(1e8, 9e8)}`)
  }
  if (chance.hit(0.14)) {
    return tagged(
      'ppc',
      'https://www.bing.com/',
      { source: 'bing', medium: 'cpc', name, term },
      `msclkid=${chance.hex(32)}`,
    )
  }
  const gclid = `gclid=${chance.token(60)}`
  // Auto-tagging without UTM: the click id alone has to say that it was paid.
  if (chance.hit(0.35)) return { ...plain('ppc', 'https://www.google.com/'), search: `?${gclid}` }
  return tagged('ppc', 'https://www.google.com/', { source: 'google', medium: 'cpc', name, term }, gclid)
}

function paidSocial(chance: Chance, language: Language): Arrival {
  if (language === 'ru') {
    return tagged('paid_social', 'https://vk.com/', { source: 'vk', medium: 'paid_social', name: 'logistika-lal' })
  }
  if (language === 'ko' && chance.hit(0.4)) {
    return tagged('paid_social', '', { source: 'kakao', medium: 'paid_social', name: 'bizboard-mulryu' })
  }
  if (chance.hit(0.7)) {
    const campaign = { source: 'linkedin', medium: 'paid_social', name: 'supply-chain-heads', content: 'carousel-b' }
    return tagged(
      'paid_social',
      'https://www.linkedin.com/',
      campaign,
      `li_fat_id=${chance.hex(8)}-${chance.hex(4)}-${chance.hex(12)}`,
    )
  }
  return tagged(
    'paid_social',
    'https://l.facebook.com/',
    { source: 'facebook', medium: 'paid_social', name: 'retargeting-30d' },
    `fbclid=IwAR${chance.token(56)}`,
  )
}

function assistant(chance: Chance): Arrival {
  const [referrer, source] = chance.pick([
    ['https://chatgpt.com/', 'chatgpt.com'],
    ['https://www.perplexity.ai/', 'perplexity'],
    ['https://gemini.google.com/', ''],
    ['https://claude.ai/', ''],
    ['https://copilot.microsoft.com/', ''],
  ] as const)
  if (!source) return plain('assistant', referrer)
  return { via: 'assistant', referrer, search: `?utm_source=${source}`, campaign: { source, medium: '', name: '' } }
}

function tagged(via: Via, referrer: string, campaign: Campaign, clickId = ''): Arrival {
  const query = [
    `utm_source=${encodeURIComponent(campaign.source)}`,
    `utm_medium=${encodeURIComponent(campaign.medium)}`,
    `utm_campaign=${encodeURIComponent(campaign.name)}`,
    campaign.term ? `utm_term=${encodeURIComponent(campaign.term)}` : '',
    campaign.content ? `utm_content=${encodeURIComponent(campaign.content)}` : '',
    clickId,
  ]
  return { via, referrer, search: `?${query.filter((part) => part !== '').join('&')}`, campaign }
}
