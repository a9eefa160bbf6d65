import { squash } from '#core/import/header-text.ts'

/** What networks count of us: each on the day it happened, not in all. */
export const signalKinds = ['like', 'share', 'comment', 'mention', 'follow', 'view'] as const
export type SignalKind = (typeof signalKinds)[number]

/** What a network counted on a day, of one campaign or page, or of all ('' and ''). Nobody is named in it. */
export interface SignalCount {
  /** as in 2026-11-22 */
  day: string
  kind: SignalKind
  /** an id of `networks`, or the name of another */
  network: string
  campaign: string
  /** the page of ours or theirs that it is about */
  url: string
  count: number
}

/** Networks by id, as they write themselves; other languages where they do so there. */
export const networks: Readonly<Record<string, { en: string; ko?: string; ru?: string; also?: readonly string[] }>> = {
  linkedin: { en: 'LinkedIn', ko: '링크드인' },
  facebook: { en: 'Facebook', ko: '페이스북', also: ['fb', 'meta'] },
  instagram: { en: 'Instagram', ko: '인스타그램', also: ['ig', 'insta'] },
  threads: { en: 'Threads', ko: '스레드' },
  x: { en: 'X', also: ['twitter', '트위터', 'твиттер'] },
  youtube: { en: 'YouTube', ko: '유튜브', also: ['yt', 'ютуб'] },
  tiktok: { en: 'TikTok', ko: '틱톡' },
  reddit: { en: 'Reddit' },
  naver_blog: { en: 'Naver Blog', ko: '네이버 블로그', also: ['naver', '네이버'] },
  naver_cafe: { en: 'Naver Cafe', ko: '네이버 카페' },
  kakao: { en: 'Kakao', ko: '카카오', also: ['kakaotalk', '카카오톡', 'kakao channel', '카카오톡 채널'] },
  brunch: { en: 'Brunch', ko: '브런치' },
  vk: { en: 'VK', ru: 'ВКонтакте', also: ['vkontakte', 'вк'] },
  telegram: { en: 'Telegram', ko: '텔레그램', ru: 'Telegram', also: ['tg', 'телеграм'] },
  ok: { en: 'OK.ru', ru: 'Одноклассники', also: ['odnoklassniki'] },
  dzen: { en: 'Dzen', ru: 'Дзен', also: ['zen', 'yandex zen'] },
  max: { en: 'MAX' },
}

const known = new Map(
  Object.entries(networks).flatMap(([id, { en, ko, ru, also = [] }]) =>
    [id, en, ko, ru, ...also].flatMap((name): [string, string][] => (name === undefined ? [] : [[squash(name), id]])),
  ),
)

export const longestNetwork = 60

/** The id of a network by any of its names, else the name as it was written; '' for none. */
export function readNetwork(name: string): string {
  const text = name.toWellFormed().replaceAll('\0', '').trim().slice(0, longestNetwork)
  return known.get(squash(text)) ?? text
}

/** A network as it is called in a language. */
export function networkName(id: string, language: string): string {
  const names = Object.hasOwn(networks, id) ? networks[id] : undefined
  if (names === undefined) return id
  return (language === 'ko' ? names.ko : language === 'ru' ? names.ru : undefined) ?? names.en
}

/** What tells one count from another: said again, the newer holds. */
export function keyOfSignal({ day, kind, network, campaign, url }: SignalCount): string {
  return JSON.stringify([day, kind, network, campaign, url])
}
