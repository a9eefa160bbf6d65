import type { ProposalContent, ProposalLanguage } from '#core/proposal/document.ts'

/** A template: what a proposal begins with. Texts may hold gaps such as `{need}`, filled for each lead. */
export interface TemplateContent extends Omit<ProposalContent, 'toCompany' | 'toPerson' | 'from'> {
  /** for how many days a proposal can be accepted */
  validDays: number
}

/** What every workspace can begin with, before it has templates of its own. */
export function starterTemplate(language: ProposalLanguage): TemplateContent {
  return { ...texts[language](), discount: null, validDays: 30 }
}

const texts: Record<ProposalLanguage, () => Omit<TemplateContent, 'discount' | 'validDays'>> = {
  en: () => ({
    title: 'A way out for {company}',
    problem: '{need}',
    change: '',
    value: null,
    options: options([
      ['All of it', 'We take it over entirely.', ['Introduction at every site', 'A contact of your own']],
      ['Most of it', 'The part that hurts most, solved.', ['Introduction at one site', 'Support on working days']],
      ['A first step', 'Small, and enough to judge by.', ['A trial with your own case']],
    ]),
    vat: { mode: 'added', rate: 2000 },
    terms: 'Payment within 30 days of the invoice. We begin within two weeks of the signature.',
  }),
  ko: () => ({
    title: '{company}의 문제를 풀 방법',
    problem: '{need}',
    change: '',
    value: null,
    options: options([
      ['전체 도입', '처음부터 끝까지 저희가 맡습니다.', ['모든 사업장 도입 지원', '전담 담당자']],
      ['핵심 도입', '가장 급한 문제부터 해결합니다.', ['사업장 한 곳 도입 지원', '평일 지원']],
      ['첫걸음', '작게 시작해 직접 판단하실 수 있습니다.', ['귀사 사례로 진행하는 시범 운영']],
    ]),
    vat: { mode: 'added', rate: 1000 },
    terms: '세금계산서 발행일로부터 30일 이내 지급. 계약 후 2주 안에 시작합니다.',
  }),
  ru: () => ({
    title: 'Решение для {company}',
    problem: '{need}',
    change: '',
    value: null,
    options: options([
      ['Полностью', 'Берём всё на себя.', ['Внедрение на всех площадках', 'Личный менеджер']],
      ['Главное', 'Решаем то, что болит сильнее всего.', ['Внедрение на одной площадке', 'Поддержка по рабочим дням']],
      ['Первый шаг', 'Небольшой, но достаточный, чтобы судить.', ['Проба на вашем примере']],
    ]),
    vat: { mode: 'added', rate: 2200 },
    terms: 'Оплата в течение 30 дней после счёта. Начинаем не позже двух недель после подписания.',
  }),
}

function options(list: [name: string, about: string, includes: string[]][]): TemplateContent['options'] {
  return list.map(([name, about, includes], index) => ({
    id: `option-${index + 1}`,
    name,
    about,
    includes,
    products: [],
    priceMinor: null,
    period: 'year' as const,
  }))
}
