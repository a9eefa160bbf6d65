/** Networks whose tag a landing page may load, once its visitor agreed to advertising. */
export const tagNetworks = ['linkedin', 'meta', 'x', 'google', 'kakao', 'naver', 'vk', 'yandex'] as const
export type TagNetwork = (typeof tagNetworks)[number]

export interface TagSpec {
  /** what its id looks like; the whole of it goes into a page */
  id: RegExp
  /** such an id, for the form */
  example: string
  /** the network's script; `{id}` is filled */
  script: string
  /** hosts that it needs, by directive of the content security policy; nothing else of it loads */
  scriptSrc: readonly string[]
  connectSrc: readonly string[]
  imgSrc: readonly string[]
  frameSrc?: readonly string[]
}

/**
 * What each network's own documentation asks for: LinkedIn Insight Tag, Meta Pixel, X conversion tracking, Google tag,
 * Kakao Pixel, Naver common script (wcslog), VK Ads (top.mail.ru counter), Yandex Metrica.
 */
export const tagSpecs: Record<TagNetwork, TagSpec> = {
  linkedin: {
    id: /^\d{4,12}$/,
    example: '1234567',
    script: 'https://snap.licdn.com/li.lms-analytics/insight.min.js',
    scriptSrc: ['https://snap.licdn.com'],
    connectSrc: ['https://px.ads.linkedin.com', 'https://*.licdn.com'],
    imgSrc: ['https://px.ads.linkedin.com', 'https://www.linkedin.com'],
  },
  meta: {
    id: /^\d{6,20}$/,
    example: '123456789012345',
    script: 'https://connect.facebook.net/en_US/fbevents.js',
    scriptSrc: ['https://connect.facebook.net'],
    connectSrc: ['https://www.facebook.com', 'https://connect.facebook.net'],
    imgSrc: ['https://www.facebook.com'],
  },
  x: {
    id: /^[a-z0-9]{4,10}$/,
    example: 'o1abc',
    script: 'https://static.ads-twitter.com/uwt.js',
    scriptSrc: ['https://static.ads-twitter.com'],
    connectSrc: ['https://ads-api.twitter.com', 'https://analytics.twitter.com', 'https://t.co'],
    imgSrc: ['https://t.co', 'https://analytics.twitter.com'],
  },
  google: {
    id: /^(?:AW|G|GT|DC)-[A-Z0-9]{4,20}$/,
    example: 'AW-123456789',
    script: 'https://www.googletagmanager.com/gtag/js?id={id}',
    scriptSrc: ['https://www.googletagmanager.com', 'https://googleads.g.doubleclick.net'],
    connectSrc: [
      'https://www.googletagmanager.com',
      'https://*.google-analytics.com',
      'https://*.analytics.google.com',
      'https://www.google.com',
      'https://googleads.g.doubleclick.net',
      'https://www.googleadservices.com',
    ],
    imgSrc: [
      'https://www.googletagmanager.com',
      'https://*.google-analytics.com',
      'https://www.google.com',
      'https://googleads.g.doubleclick.net',
    ],
    frameSrc: ['https://td.doubleclick.net'],
  },
  kakao: {
    id: /^\d{6,25}$/,
    example: '1234567890123456789',
    script: 'https://t1.daumcdn.net/kas/static/kp.js',
    scriptSrc: ['https://t1.daumcdn.net'],
    connectSrc: ['https://bc.ad.daum.net', 'https://kuid-provider.ds.kakao.com'],
    imgSrc: ['https://bc.ad.daum.net'],
  },
  naver: {
    id: /^[a-z0-9_]{6,30}$/,
    example: 's_1a2b3c4d5e6f',
    script: 'https://wcs.naver.net/wcslog.js',
    scriptSrc: ['https://wcs.naver.net'],
    connectSrc: ['https://wcs.naver.com'],
    imgSrc: ['https://wcs.naver.com', 'https://cr.shopping.naver.com'],
  },
  vk: {
    id: /^\d{5,12}$/,
    example: '3456789',
    script: 'https://top-fwz1.mail.ru/js/code.js',
    scriptSrc: ['https://top-fwz1.mail.ru', 'https://privacy-cs.mail.ru'],
    connectSrc: ['https://top-fwz1.mail.ru', 'https://privacy-cs.mail.ru'],
    imgSrc: ['https://top-fwz1.mail.ru'],
  },
  yandex: {
    id: /^\d{5,12}$/,
    example: '98765432',
    script: 'https://mc.yandex.ru/metrika/tag.js',
    scriptSrc: ['https://mc.yandex.ru', 'https://mc.yandex.com'],
    connectSrc: ['https://mc.yandex.ru', 'https://mc.yandex.com'],
    imgSrc: ['https://mc.yandex.ru', 'https://mc.yandex.com'],
  },
}

/** Ids by network; empty or absent: no tag of that network. */
export type TagIds = Partial<Record<TagNetwork, string>>

/** The tags in use: networks whose id is one. */
export function tagsInUse(ids: TagIds): TagNetwork[] {
  return tagNetworks.filter((network) => tagSpecs[network].id.test(ids[network] ?? ''))
}

/** Networks with an id that is none of theirs. */
export function strangeTags(ids: TagIds): TagNetwork[] {
  return tagNetworks.filter((network) => (ids[network] ?? '') !== '' && !tagSpecs[network].id.test(ids[network] ?? ''))
}

/** What the content security policy of a page with these tags adds, by directive; sorted, each host once. */
export function tagSources(networks: readonly TagNetwork[]): Record<'script' | 'connect' | 'img' | 'frame', string[]> {
  const of = (read: (spec: TagSpec) => readonly string[]): string[] => [
    ...new Set(networks.flatMap((network) => read(tagSpecs[network]))),
  ]
  return {
    script: of((spec) => spec.scriptSrc),
    connect: of((spec) => spec.connectSrc),
    img: of((spec) => spec.imgSrc),
    frame: of((spec) => spec.frameSrc ?? []),
  }
}
