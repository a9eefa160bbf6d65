import type { PhraseSource, PhraseTag } from '#core/icp/phrase.ts'
import type { WorksheetAnswers } from '#core/icp/worksheet.ts'

/** The sample company's worksheet, filled as far as a team gets in a first hour. */
export const demoWorksheet: { name: string; scope: string; answers: WorksheetAnswers } = {
  name: 'Shippers with 50 to 1,000 people',
  scope: 'Lodestrand Visibility',
  answers: {
    want: 'To know where every load is without calling anybody, and to tell their own customers before these ask.',
    talk: '“We fly blind until the truck is at the gate.” “트럭이 올 때까지 아무것도 몰라요.” «Узнаём об опоздании от клиента».',
    who: 'Heads of supply chain and logistics who answer for on-time delivery; planners who telephone all morning.',
    goals: 'On-time delivery above 95 %; fewer penalties this year; one list instead of five spreadsheets.',
    values: 'Calm mornings, numbers they can stand behind, suppliers who say bad news early.',
    company: 'Shippers and 3PLs with 50 to 1,000 people, in Korea, Germany and Russia; several carriers each.',
    technology: 'SAP or a home-grown ERP, Excel beside it, telematics of three or more carriers.',
    terms: 'ETA, dwell time, exception, demurrage, 배차, 하차지 대기, простой, рейс.',
    gather: 'Trade fairs, LinkedIn groups on supply chain, carriers’ user meetings, a messenger group for each lane.',
    challenges: 'Late trucks found out too late; waiting time nobody pays; reports built by hand on Fridays.',
    solves: 'Late trucks found out early; waiting time proved by the minute.',
    greatest: 'They hear of a delay from their own customer.',
    benefit: 'You know of a delay two hours before your customer does.',
    worry: 'That carriers will not join, and that the rollout eats the summer.',
  },
}

interface DemoPhrase {
  said: string
  tag: PhraseTag
  source: PhraseSource
  /** days before the end of the half year */
  ago: number
}

export const demoPhrases: readonly DemoPhrase[] = [
  { said: 'We fly blind until the truck is at the gate.', tag: 'problem', source: 'call', ago: 61 },
  { said: 'My Monday begins with forty phone calls.', tag: 'problem', source: 'meeting', ago: 40 },
  { said: '고객이 먼저 전화해서 지연을 알게 됩니다.', tag: 'problem', source: 'call', ago: 33 },
  { said: '하차지 대기 시간을 증명할 방법이 없어요.', tag: 'problem', source: 'mail', ago: 21 },
  { said: 'Об опоздании мы узнаём от клиента, а не от перевозчика.', tag: 'problem', source: 'meeting', ago: 52 },
  { said: 'I want one list that everybody believes.', tag: 'wish', source: 'meeting', ago: 45 },
  { said: '아침에 화면 하나만 보고 싶어요.', tag: 'wish', source: 'survey', ago: 18 },
  { said: 'Хочу видеть простой по минутам, чтобы не спорить.', tag: 'wish', source: 'call', ago: 26 },
  { said: 'Our carriers will never install another app.', tag: 'objection', source: 'call', ago: 37 },
  { said: '도입하다가 여름이 다 갈까 걱정입니다.', tag: 'objection', source: 'meeting', ago: 29 },
  { said: 'We stopped paying demurrage we could not check.', tag: 'benefit', source: 'review', ago: 70 },
  { said: 'Звонков стало втрое меньше уже в первый месяц.', tag: 'benefit', source: 'review', ago: 48 },
  { said: 'exception, not alert', tag: 'wording', source: 'meeting', ago: 15 },
]
