import { channelOfWord } from '#core/channel.ts'
import { foldText } from '#core/text.ts'

/** Words of other systems and of people's own tables beyond those that arrivals are judged by (core/channel.ts). */
const words: Record<string, readonly string[]> = {
  search: ['자연검색', '자연 검색', 'органический поиск', 'органика'],
  ppc: ['google adwords', 'advertisement', '키워드광고', 'контекстная реклама', 'яндекс директ', 'яндекс.директ'],
  social: ['sns', 'социальные сети'],
  email: ['email_marketing', 'email marketing', 'email-рассылка'],
  referral: ['customer referral', 'employee referral', '소개', 'по рекомендации', 'сарафанное радио'],
  direct: ['직접유입', '직접 유입', 'прямой', 'прямые заходы', 'прямой трафик'],
  partner: ['partner referral', '제휴', 'партнеры'],
  event: ['seminar', '행사', '박람회', '세미나', '이벤트', 'мероприятие'],
  outbound: ['cold outreach', '콜드콜', '콜드메일', 'холодный звонок', 'холодные звонки'],
  ai: ['ai_referrals', 'ai referrals', 'ai assistants'],
}
const byWord = new Map(
  Object.entries(words).flatMap(([channel, list]) => list.map((word) => [foldText(word), channel])),
)

/**
 * Our channel for the word of another system; one that the workspace's own rules make (`own`) comes first, as it does for
 * live events. A word without a channel of ours stays as it is, folded, so that nothing is lumped together: `unknown` and
 * `other_publicities` are two. Blank cells never come here: they stay missing.
 */
export function readChannel(text: string, own?: ReadonlySet<string>): string {
  const folded = foldText(text)
  if (own?.has(folded)) return folded
  const known = byWord.get(folded) ?? channelOfWord(text)
  return known === null || known === 'other' ? folded : known
}
