import { squash } from '#core/import/header-text.ts'

/** Who an export of costs comes from; `other`: any table with days and costs. */
export const spendNetworks = [
  'google_ads',
  'meta',
  'linkedin',
  'microsoft',
  'x',
  'tiktok',
  'naver',
  'kakao',
  'yandex',
  'vk',
  'other',
] as const
export type SpendNetwork = (typeof spendNetworks)[number]

export const spendColumns = ['day', 'campaign', 'cost', 'currency'] as const
export type SpendColumn = (typeof spendColumns)[number]

/** Headers as exports write them in English, Korean and Russian; compared folded, without spaces and punctuation. */
const headers: Readonly<Record<SpendColumn, string>> = {
  day: `day|date|start date (in utc)|start date|reporting starts|gregorian date|time period|by day|stat_time_day|
    time period start|일|일별|일자|날짜|보고 시작|기간|дата|день|дата начала отчетности|дата начала отчётности|
    начало отчетного периода`,
  campaign: `campaign|campaign name|campaign group name|utm_campaign|캠페인|캠페인명|캠페인 이름|кампания|
    название кампании|имя кампании|рекламная кампания`,
  cost: `cost|costs|spend|spent|amount spent|total spent|total cost|ad spend|비용|총비용|총 비용|지출 금액|지출|
    소진 비용|소진금액|광고비|расход|расходы|стоимость|потрачено|потрачено всего|потраченная сумма|сумма затрат|
    затраты|списано`,
  currency: 'currency|currency code|account currency|통화|통화 코드|валюта|код валюты',
}

const known = new Map(
  Object.entries(headers).flatMap(([column, names]) =>
    names.split('|').map((name): [string, SpendColumn] => [squash(name), column as SpendColumn]),
  ),
)

/** What a column holds; a currency or tax in its header, as in `Amount spent (USD)` or `총비용(VAT포함,원)`, is no hindrance. */
export function columnOf(header: string): SpendColumn | null {
  const plain = header.replace(/\([^()]*\)/g, ' ')
  const cut = plain.replace(/,[^,]*$/, ' ')
  return known.get(squash(header)) ?? known.get(squash(plain)) ?? known.get(squash(cut)) ?? null
}

/** Headers by which an export is recognised; the first network of which all of a line's words are there. */
const signs: readonly (readonly [SpendNetwork, ...string[]])[] = [
  ['linkedin', 'start date (in utc)'],
  ['linkedin', 'total spent', 'campaign group name'],
  ['meta', 'reporting starts'],
  ['meta', '보고 시작'],
  ['meta', 'дата начала отчетности'],
  ['meta', 'дата начала отчётности'],
  ['meta', 'amount spent'],
  ['tiktok', 'stat_time_day'],
  ['tiktok', 'by day', 'cost'],
  ['x', 'time period', 'spend'],
  ['microsoft', 'gregorian date'],
  ['microsoft', 'campaign', 'spend', 'currency code'],
  ['naver', '일별', '총비용'],
  ['naver', '캠페인유형', '총비용'],
  ['kakao', '소진 비용'],
  ['kakao', '일', '캠페인', '비용', '광고계정'],
  ['vk', 'потрачено всего'],
  ['vk', 'списано', 'кампания'],
  ['yandex', 'кампания', 'расход'],
  ['yandex', 'название кампании', 'расход'],
  ['yandex', 'campaign name', 'cost', 'campaign no.'],
  ['google_ads', 'currency code', 'cost'],
  ['google_ads', '통화 코드', '비용'],
  ['google_ads', 'код валюты', 'стоимость'],
  ['google_ads', 'campaign', 'cost', 'impr.'],
]

/** Whose export has these headers; `other` for a table of one's own. */
export function networkOf(row: readonly string[]): SpendNetwork {
  const there = new Set(
    row.flatMap((header) => {
      const plain = header.replace(/\([^()]*\)/g, ' ')
      return [squash(header), squash(plain), squash(plain.replace(/,[^,]*$/, ' '))]
    }),
  )
  return signs.find(([, ...words]) => words.every((word) => there.has(squash(word))))?.[0] ?? 'other'
}

/** Networks that write `11/1/2026` month first, whatever the language. */
export const monthFirst: ReadonlySet<SpendNetwork> = new Set(['linkedin', 'microsoft', 'x', 'google_ads'])
