import type { ProposalContent, ProposalLanguage } from '#core/proposal/document.ts'

/** What the sample company offers: each language with the same three options around the deal's own amount. */
interface DemoOffer {
  title: string
  problem: string
  change: string
  costs: [label: string, share: number][]
  options: [name: string, about: string, includes: string[]][]
  terms: string
}

const offers: Record<ProposalLanguage, DemoOffer> = {
  en: {
    title: 'Arrivals that nobody has to ask for',
    problem:
      'Your dispatchers lose a day a week on phone calls about where the truck is, and customers hear of delays too late.',
    change:
      'In three months nobody phones a driver any more.\nSix months later your customers see the arrival by themselves.',
    costs: [
      ['Dispatchers on the phone', 1.5],
      ['Late deliveries', 0.9],
    ],
    options: [
      ['All sites', 'We take it over entirely.', ['Arrival times at every site', 'A contact of your own']],
      ['The two busiest sites', 'Where it hurts most.', ['Arrival times at two sites', 'Support on working days']],
      ['A first step', 'Small, and enough to judge by.', ['One site, three months']],
    ],
    terms: 'Payment within 30 days of the invoice. We begin within two weeks of the signature.',
  },
  ko: {
    title: '묻지 않아도 알 수 있는 도착 시각',
    problem: '차량 위치를 묻는 전화에 일주일에 하루를 빼앗기고, 고객은 지연을 너무 늦게 알게 됩니다.',
    change: '3개월 뒤에는 기사에게 전화할 일이 없습니다.\n6개월 뒤에는 고객이 도착 시각을 직접 확인합니다.',
    costs: [
      ['배차 담당자의 통화 시간', 1.5],
      ['배송 지연', 0.9],
    ],
    options: [
      ['전체 사업장', '처음부터 끝까지 저희가 맡습니다.', ['모든 사업장의 도착 시각', '전담 담당자']],
      ['바쁜 사업장 두 곳', '가장 급한 곳부터 시작합니다.', ['사업장 두 곳의 도착 시각', '평일 지원']],
      ['첫걸음', '작게 시작해 직접 판단하실 수 있습니다.', ['사업장 한 곳, 3개월']],
    ],
    terms: '세금계산서 발행일로부터 30일 이내 지급. 계약 후 2주 안에 시작합니다.',
  },
  ru: {
    title: 'Прибытие, о котором не нужно спрашивать',
    problem:
      'Диспетчеры теряют день в неделю на звонки о том, где машина, а клиенты узнают об опозданиях слишком поздно.',
    change: 'Через три месяца водителям никто не звонит.\nЧерез полгода клиенты сами видят время прибытия.',
    costs: [
      ['Диспетчеры на телефоне', 1.5],
      ['Опоздания', 0.9],
    ],
    options: [
      ['Все площадки', 'Берём всё на себя.', ['Время прибытия на каждой площадке', 'Личный менеджер']],
      [
        'Две самые загруженные',
        'Там, где болит сильнее всего.',
        ['Время прибытия на двух площадках', 'Поддержка по рабочим дням'],
      ],
      ['Первый шаг', 'Небольшой, но достаточный, чтобы судить.', ['Одна площадка, три месяца']],
    ],
    terms: 'Оплата в течение 30 дней после счёта. Начинаем не позже двух недель после подписания.',
  },
}

/** Of the deal's amount, from highest to lowest; the middle one is what the deal is worth. */
const shares = [1.6, 1, 0.4]

/** A proposal of the sample company for a deal of that amount (minor units). */
export function demoProposal(
  language: ProposalLanguage,
  { company, person, from, amountMinor }: { company: string; person: string; from: string; amountMinor: number },
): ProposalContent {
  const { title, problem, change, costs, options, terms } = offers[language]
  const part = (share: number) => Math.round(amountMinor * share)
  return {
    title,
    toCompany: company,
    toPerson: person,
    from,
    problem,
    change,
    value: { costs: costs.map(([label, share]) => ({ label, minor: part(share) })), source: person },
    options: options.map(([name, about, includes], index) => ({
      id: `option-${index + 1}`,
      name,
      about,
      includes,
      products: [],
      priceMinor: Math.max(1, part(shares[index] ?? 1)),
      period: 'year' as const,
    })),
    vat: { mode: 'none', rate: 0 },
    discount: null,
    terms,
  }
}

/** In which language a country reads. */
export function demoLanguage(country: string | null): ProposalLanguage {
  const name = (country ?? '').toLowerCase()
  if (/^(kr|kor|south korea|korea|republic of korea)$/.test(name)) return 'ko'
  return /^(ru|kz|by|russia|kazakhstan|belarus)$/.test(name) ? 'ru' : 'en'
}
