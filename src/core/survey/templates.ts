import type { SurveyChoice, SurveyDocument, SurveyLanguage, Words } from './document.ts'

export const surveyTemplates = ['knows_us', 'knows_problem', 'recommend', 'words'] as const
export type SurveyTemplate = (typeof surveyTemplates)[number]

/** A survey to begin with, in these languages. `company`: the name by which it asks whether they know us. */
export function surveyTemplate(
  template: SurveyTemplate,
  languages: readonly SurveyLanguage[],
  company: string,
): SurveyDocument {
  const spoken: SurveyLanguage[] = languages.length > 0 ? [...new Set(languages)] : ['en']
  const pick = (en: string, ko: string, ru: string): Words =>
    Object.fromEntries(spoken.map((language) => [language, { en, ko, ru }[language]]))
  const choice = (id: string, says: boolean, en: string, ko: string, ru: string): SurveyChoice => ({
    id,
    says,
    label: pick(en, ko, ru),
  })
  const plain: SurveyDocument = {
    languages: spoken,
    question: {},
    help: {},
    kind: 'choice',
    choices: [],
    low: {},
    high: {},
    saysFrom: 7,
    measure: 'none',
    thanks: {},
    place: 'corner',
    after: 20,
    accent: null,
  }
  switch (template) {
    case 'knows_us':
      return {
        ...plain,
        measure: 'knows_us',
        question: pick(
          `Had you heard of ${company} before today?`,
          `오늘 이전에 ${company}에 대해 들어 보신 적이 있나요?`,
          `Слышали ли вы о компании «${company}» до сегодняшнего дня?`,
        ),
        choices: [
          choice(
            'know',
            true,
            'Yes, and I know what you do',
            '네, 어떤 일을 하는 회사인지 알고 있습니다',
            'Да, и знаю, чем вы занимаетесь',
          ),
          choice('name', true, 'I know the name only', '이름만 들어 봤습니다', 'Знаю только название'),
          choice('new', false, 'No, this is the first time', '아니요, 처음입니다', 'Нет, впервые вижу'),
        ],
      }
    case 'knows_problem':
      return {
        ...plain,
        measure: 'knows_problem',
        question: pick(
          'Does the problem that this page is about cost your team time or money?',
          '이 페이지에서 다루는 문제로 시간이나 비용이 낭비되고 있나요?',
          'Теряет ли ваша команда время или деньги из-за проблемы, о которой эта страница?',
        ),
        choices: [
          choice(
            'looking',
            true,
            'Yes, and we are looking for a way out',
            '네, 해결 방법을 찾고 있습니다',
            'Да, и мы ищем решение',
          ),
          choice('living', true, 'Yes, but we live with it', '네, 하지만 감수하고 있습니다', 'Да, но мы с этим живём'),
          choice(
            'unsure',
            false,
            'I have never thought about it',
            '생각해 본 적이 없습니다',
            'Никогда об этом не думали',
          ),
          choice('no', false, 'No', '아니요', 'Нет'),
        ],
      }
    case 'recommend':
      return {
        ...plain,
        kind: 'scale',
        question: pick(
          `How likely are you to recommend ${company} to a colleague?`,
          `${company} 서비스를 동료에게 추천할 의향이 얼마나 있으신가요?`,
          `Насколько вероятно, что вы порекомендуете «${company}» коллеге?`,
        ),
        low: pick('not at all likely', '전혀 없음', 'точно нет'),
        high: pick('very likely', '매우 높음', 'точно да'),
      }
    case 'words':
      return {
        ...plain,
        kind: 'text',
        question: pick(
          'What did you hope to find on this page?',
          '이 페이지에서 어떤 정보를 찾고 계셨나요?',
          'Что вы надеялись найти на этой странице?',
        ),
        help: pick(
          'Please leave out names and addresses of people.',
          '개인 이름이나 연락처는 적지 말아 주세요.',
          'Пожалуйста, без имён и контактов.',
        ),
      }
  }
}
