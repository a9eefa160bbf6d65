import { type Chance, chance } from '#core/demo/random.ts'
import { seller } from '#core/demo/site.ts'
import { surveyTemplate } from '#core/survey/templates.ts'
import { surveyLanguages, type SurveyDocument, type SurveyLanguage } from '#core/survey/document.ts'
import type { SignalCount, SignalKind } from '#core/signal/signal.ts'

/** A survey of the sample company. `event`: as its simulated customers' events name it; else it is asked on pages: of visitors nobody knows, and of those known sooner or later (answers.ts). */
export interface DemoSurvey {
  key: string
  event: boolean
  name: string
  document: SurveyDocument
  /** weeks before the end in which it was open, from and to */
  weeks: readonly [from: number, to: number]
  /** answers in a week at the beginning and at the end; 0 for surveys of customers */
  pace: readonly [number, number]
  /** how often each answer is given, at the beginning and at the end */
  chances: readonly (readonly [answer: string, first: number, last: number])[]
}

export function demoSurveys(): DemoSurvey[] {
  const made = (...parts: Parameters<typeof surveyTemplate>): SurveyDocument => surveyTemplate(...parts)
  const recommend = made('recommend', surveyLanguages, seller.name)
  return [
    {
      key: 'knows-us',
      event: false,
      name: 'Had you heard of us?',
      document: made('knows_us', surveyLanguages, seller.name),
      weeks: [26, 0],
      pace: [15, 31],
      chances: [
        ['know', 16, 27],
        ['name', 19, 24],
        ['new', 65, 49],
      ],
    },
    {
      key: 'knows-problem',
      event: false,
      name: 'Do late deliveries cost you?',
      document: {
        ...made('knows_problem', surveyLanguages, seller.name),
        question: {
          en: 'Do late deliveries cost your team time or money?',
          ko: '배송 지연으로 팀의 시간이나 비용이 낭비되고 있나요?',
          ru: 'Теряет ли ваша команда время или деньги из-за опозданий доставки?',
        },
        place: 'inline',
      },
      weeks: [20, 0],
      pace: [11, 19],
      chances: [
        ['looking', 21, 28],
        ['living', 38, 36],
        ['unsure', 25, 22],
        ['no', 16, 14],
      ],
    },
    {
      key: 'found',
      event: false,
      name: 'What did you hope to find?',
      document: made('words', surveyLanguages, seller.name),
      weeks: [9, 3],
      pace: [3, 3],
      chances: [],
    },
    {
      key: 'first-90-days',
      event: true,
      name: 'After the first 90 days',
      document: recommend,
      weeks: [26, 0],
      pace: [0, 0],
      chances: [],
    },
    { key: 'yearly', event: true, name: 'Once a year', document: recommend, weeks: [26, 0], pace: [0, 0], chances: [] },
  ]
}

/** What a visitor answered; `at`: share of the survey's time, 0 to 1. */
export interface DemoAnswer {
  at: number
  chosen: string[]
  words: string | null
  language: SurveyLanguage
  channel: string
}

/** The answers of visitors nobody knows. */
export function demoAnswers({ key, weeks, pace, chances }: DemoSurvey): DemoAnswer[] {
  const luck = chance(`survey:${key}`)
  const count = weeks[0] - weeks[1]
  return Array.from({ length: count }, (_, week) => {
    const along = count < 2 ? 0 : week / (count - 1)
    const between = (from: number, to: number): number => from + (to - from) * along
    const answers = Math.max(1, Math.round(luck.around(between(...pace), 0.18)))
    return Array.from({ length: answers }, (): DemoAnswer => {
      const language = luck.weighted([
        ['ko', 46],
        ['en', 33],
        ['ru', 21],
      ] as const)
      return {
        at: (week + luck.next()) / count,
        chosen: chances.length === 0 ? [] : [pickedFor({ chances }, along, luck)],
        words: chances.length === 0 ? luck.pick(hopes[language]) : null,
        language,
        channel: luck.weighted([
          ['search', 41],
          ['direct', 20],
          ['social', 15],
          ['referral', 10],
          ['ppc', 9],
          ['ai', 5],
        ] as const),
      }
    })
  }).flat()
}

/** Which of the given answers somebody gives; `along`: how much of the survey's time is over, 0 to 1. */
export function pickedFor({ chances }: Pick<DemoSurvey, 'chances'>, along: number, luck: Chance): string {
  return luck.weighted(chances.map(([one, from, to]) => [one, from + (to - from) * along] as const))
}

const hopes: Readonly<Record<SurveyLanguage, readonly string[]>> = {
  en: [
    'What it costs for a fleet of 40 trucks',
    'How arrival times are computed, and from which data',
    'Does it read our tachographs?',
    'A comparison with doing it in a spreadsheet',
    'Whether drivers need another app',
  ],
  ko: [
    '차량 40대 기준 요금',
    '기존 운송 관리 시스템(TMS)과 연동되는지',
    '도착 예정 시간이 얼마나 정확한지 사례',
    '도입까지 걸리는 기간',
    '화주에게 보여 줄 수 있는 화면',
  ],
  ru: [
    'Сколько стоит на 40 машин',
    'Есть ли интеграция с 1С',
    'Примеры компаний из нашей отрасли',
    'Где хранятся данные',
    'Как быстро можно внедрить',
  ],
}

/** Social numbers of the sample company, together as they came in. `ago`: days before the end. */
export interface DemoBatch {
  key: string
  source: 'hand' | 'file' | 'api'
  name: string
  ago: number
  items: (Omit<SignalCount, 'day'> & { ago: number })[]
}

export function demoSignals(): DemoBatch[] {
  const day = (network: string, ago: number, counts: Partial<Record<SignalKind, number>>, url = '') =>
    Object.entries(counts).flatMap(([kind, count]) =>
      count > 0 ? [{ ago, kind: kind as SignalKind, network, campaign: '', url, count }] : [],
    )
  const linkedin = chance('signals:linkedin')
  const naver = chance('signals:naver')
  const youtube = chance('signals:youtube')
  const vk = chance('signals:vk')
  return [
    {
      key: 'linkedin',
      source: 'file',
      name: 'linkedin-page-updates.csv',
      ago: 2,
      items: Array.from({ length: 182 }, (_, n) => {
        const ago = 183 - n
        const views = linkedin.around(260 + n * 2.1, 0.35)
        return day('linkedin', ago, {
          view: Math.round(views),
          like: Math.round((views * linkedin.between(18, 34)) / 1000),
          share: Math.round((views * linkedin.between(1, 6)) / 1000),
          comment: Math.round((views * linkedin.between(0, 4)) / 1000),
          follow: Math.round(linkedin.between(0, 4 + n / 40)),
        })
      }).flat(),
    },
    {
      key: 'naver',
      source: 'hand',
      name: '',
      ago: 1,
      items: Array.from({ length: 24 }, (_, n) =>
        day('naver_blog', 7 * (24 - n), {
          like: naver.int(6, 14 + n),
          share: naver.int(0, 4),
          comment: naver.int(0, 6),
        }),
      ).flat(),
    },
    {
      key: 'youtube',
      source: 'api',
      name: 'youtube-statistics',
      ago: 1,
      items: Array.from({ length: 26 }, (_, n) =>
        day('youtube', 7 * (26 - n), {
          view: youtube.int(300, 700 + n * 20),
          like: youtube.int(4, 22),
          share: youtube.int(0, 5),
        }),
      ).flat(),
    },
    {
      key: 'vk',
      source: 'file',
      name: 'vk-october.csv',
      ago: 20,
      items: Array.from({ length: 30 }, (_, n) =>
        day('vk', 52 - n, { like: vk.int(0, 9), share: vk.int(0, 3) }),
      ).flat(),
    },
  ]
}
