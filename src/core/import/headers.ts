import type { StageModel } from '#core/blueprint.ts'
import { guessDealColumns, isDealHeader } from '#core/import/deal-headers.ts'
import { squash } from '#core/import/header-text.ts'
import { type ImportKind, type ImportMapping, isDealKind } from '#core/import/mapping.ts'

/** What a header may mean, before the kind of import decides where that goes. */
type Concept =
  | 'email'
  | 'userId'
  | 'recordId'
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'title'
  | 'phone'
  | 'company'
  | 'companyId'
  | 'domain'
  | 'website'
  | 'industry'
  | 'employees'
  | 'revenue'
  | 'country'
  | 'city'
  | 'language'
  | 'linkedin'
  | 'relationship'
  | 'owner'
  | 'channel'
  | 'utmSource'
  | 'utmMedium'
  | 'utmCampaign'
  | 'referrer'
  | 'url'
  | 'createdAt'
  | 'modifiedAt'
  | 'eventTime'
  | 'closeTime'
  | 'event'
  | 'amount'
  | 'currency'
  | 'lists'
  | 'consent'
  | 'consentTime'
  | 'consentWording'
  | 'optout'
  | 'description'

/**
 * Headers as they leave HubSpot, Salesforce, Pipedrive, and as people write them in English, Korean and Russian.
 * Compared without case, spaces and punctuation.
 */
const headers: Record<Concept, readonly string[]> = {
  email: [
    'email',
    'e-mail',
    'email address',
    'mail',
    'work email',
    'business email',
    'person - email',
    'person - email - work',
    'contact email',
    'lead email',
    'primary email',
    '이메일',
    '메일',
    '이메일 주소',
    '전자우편',
    '메일주소',
    '이메일주소',
    'почта',
    'эл. почта',
    'электронная почта',
    'e-mail адрес',
    'адрес электронной почты',
    'имейл',
    'рабочий e-mail',
    'рабочий email',
  ],
  userId: [
    'user id',
    'userid',
    'user_id',
    'customer id',
    'member id',
    'external id',
    '사용자 id',
    '회원 id',
    '회원번호',
    '고객번호',
    '고객 id',
    'id пользователя',
    'id клиента',
    'код клиента',
  ],
  recordId: [
    'id',
    'record id',
    'record id - contact',
    'record id - company',
    'hs_object_id',
    'contact id',
    'contactid',
    'lead id',
    'leadid',
    'person - id',
    'organization - id',
    'company id',
    'account id',
    '번호',
    '고유번호',
    'ид',
    'код',
    'id контакта',
    'id лида',
  ],
  name: [
    'name',
    'full name',
    'fullname',
    'contact name',
    'person - name',
    'lead name',
    'contact person',
    'contact',
    '이름',
    '성명',
    '성함',
    '담당자',
    '담당자명',
    '고객명',
    'имя и фамилия',
    'фио',
    'ф.и.о.',
    'контакт',
    'контактное лицо',
    'полное имя',
  ],
  firstName: ['first name', 'firstname', 'given name', 'person - first name', '명', 'имя'],
  lastName: ['last name', 'lastname', 'surname', 'family name', 'person - last name', '성', '성씨', 'фамилия'],
  title: [
    'title',
    'job title',
    'jobtitle',
    'position',
    'role',
    'person - job title',
    '직함',
    '직책',
    '직위',
    '직급',
    'должность',
    'позиция',
  ],
  phone: [
    'phone',
    'phone number',
    'telephone',
    'mobile',
    'mobile phone',
    'mobile phone number',
    'person - phone',
    'person - phone - work',
    '전화',
    '전화번호',
    '휴대폰',
    '휴대전화',
    '연락처',
    '핸드폰',
    'телефон',
    'номер телефона',
    'мобильный телефон',
    'рабочий телефон',
  ],
  company: [
    'company',
    'company name',
    'organization',
    'organisation',
    'organization name',
    'organization - name',
    'person - organization',
    'deal - organization',
    'account',
    'account name',
    'account.name',
    'associated company',
    'primary company',
    'employer',
    '회사',
    '회사명',
    '기업',
    '기업명',
    '소속',
    '업체',
    '업체명',
    '거래처',
    '거래처명',
    'компания',
    'организация',
    'название компании',
    'название организации',
    'наименование',
    'фирма',
  ],
  companyId: [
    'company id',
    'companyid',
    'account id',
    'accountid',
    'group id',
    'groupid',
    'organization id',
    'organization - id',
    'associated company id',
    'associatedcompanyid',
    'primary associated company id',
    '회사 id',
    '회사코드',
    '거래처코드',
    'id компании',
    'id организации',
    'код компании',
  ],
  domain: [
    'domain',
    'company domain',
    'company domain name',
    'domain name',
    'email domain',
    '도메인',
    '회사 도메인',
    'домен',
    'домен компании',
  ],
  website: [
    'website',
    'website url',
    'web site',
    'url',
    'site',
    'homepage',
    'organization - website',
    '웹사이트',
    '홈페이지',
    'сайт',
    'веб-сайт',
    'адрес сайта',
  ],
  industry: [
    'industry',
    'sector',
    'organization - industry',
    '업종',
    '산업',
    '산업군',
    '업태',
    'отрасль',
    'сфера деятельности',
    'индустрия',
  ],
  employees: [
    'employees',
    'number of employees',
    'numberofemployees',
    'no. of employees',
    'employee count',
    'employees count',
    'headcount',
    'company size',
    'organization - employee count',
    '직원수',
    '직원 수',
    '임직원수',
    '종업원수',
    '인원',
    'сотрудники',
    'количество сотрудников',
    'число сотрудников',
    'кол-во сотрудников',
    'численность',
  ],
  revenue: [
    'annual revenue',
    'annualrevenue',
    'revenue',
    'organization - annual revenue',
    '매출',
    '연매출',
    '매출액',
    'выручка',
    'годовая выручка',
    'годовой оборот',
    'оборот',
  ],
  country: [
    'country',
    'country/region',
    'mailing country',
    'mailingcountry',
    'billing country',
    'billingcountry',
    '국가',
    '나라',
    'страна',
  ],
  city: ['city', 'mailing city', 'mailingcity', 'billing city', 'billingcity', 'town', '도시', '시', 'город'],
  language: ['language', 'preferred language', '언어', 'язык'],
  linkedin: ['linkedin', 'linkedin url', 'linkedin profile', 'linkedin bio', '링크드인', 'линкедин'],
  relationship: [
    'relationship',
    'account type',
    'company type',
    'type',
    'organization - label',
    '관계',
    '거래처구분',
    '고객구분',
    '구분',
    'тип',
    'тип компании',
    'отношения',
    'тип отношений',
  ],
  owner: [
    'owner',
    'contact owner',
    'company owner',
    'account owner',
    'lead owner',
    'deal owner',
    'owner name',
    'ownerid',
    'person - owner',
    'organization - owner',
    'deal - owner',
    '담당',
    '영업담당자',
    '담당 영업',
    '소유자',
    'ответственный',
    'ответственный менеджер',
    'менеджер',
    'владелец',
  ],
  // before the channel, which takes the source of a person alone
  utmSource: ['utm_source', 'utm source'],
  utmMedium: ['utm_medium', 'utm medium'],
  utmCampaign: ['utm_campaign', 'utm campaign'],
  referrer: ['referrer', 'referer', 'referrer url', 'referring url', '리퍼러', 'реферер', 'реферрер'],
  url: [
    'page url',
    'landing page',
    'landing page url',
    'landing url',
    '랜딩 페이지',
    '랜딩 URL',
    'страница входа',
    'адрес страницы',
  ],
  channel: [
    'channel',
    'source',
    'lead source',
    'leadsource',
    'original source',
    'original traffic source',
    'hs_analytics_source',
    'utm_source',
    'utm source',
    'person - source',
    'deal - source',
    'deal - source channel',
    'source channel',
    'origin',
    'lead origin',
    'acquisition channel',
    '유입경로',
    '유입 경로',
    '유입채널',
    '채널',
    '출처',
    '소스',
    '리드 소스',
    'источник',
    'канал',
    'источник лида',
    'источник трафика',
    'источник сделки',
    'канал привлечения',
  ],
  createdAt: [
    'created at',
    'created',
    'create date',
    'createdate',
    'created date',
    'createddate',
    'date created',
    'creation date',
    'person - person created',
    'organization - organization created',
    'deal - deal created',
    '생성일',
    '등록일',
    '등록일시',
    '생성일시',
    '가입일',
    'дата создания',
    'создан',
    'дата регистрации',
    'дата добавления',
  ],
  modifiedAt: [
    'last modified date',
    'lastmodifieddate',
    'last modified',
    'modified',
    'updated',
    'updated at',
    'update time',
    'person - update time',
    'organization - update time',
    'hs_lastmodifieddate',
    'lastmodifieddate',
    '수정일',
    '수정일시',
    '최종수정일',
    'дата изменения',
    'изменен',
    'изменён',
    'дата обновления',
  ],
  eventTime: [
    'time',
    'timestamp',
    'date',
    'datetime',
    'date time',
    'event time',
    'event date',
    'occurred at',
    'activity date',
    'activitydate',
    'first contact date',
    'contact date',
    'sent at',
    'happened at',
    'when',
    '일시',
    '날짜',
    '일자',
    '시간',
    '발생일시',
    '활동일',
    '방문일시',
    '최초 접촉일',
    'дата',
    'время',
    'дата и время',
    'дата события',
    'время события',
    'дата первого контакта',
    'дата контакта',
  ],
  closeTime: [
    'close date',
    'closedate',
    'closed date',
    'won date',
    'deal - won time',
    'won time',
    'deal - deal closed on',
    'contract date',
    'signed at',
    'date closed',
    '계약일',
    '체결일',
    '계약일자',
    '수주일',
    '종료일',
    'дата закрытия',
    'дата сделки',
    'дата договора',
    'дата выигрыша',
    'дата оплаты',
  ],
  event: [
    'event',
    'event name',
    'event type',
    'activity',
    'activity type',
    'action',
    '이벤트',
    '이벤트명',
    '활동',
    '활동유형',
    'событие',
    'название события',
    'тип события',
    'действие',
  ],
  amount: [
    'amount',
    'deal amount',
    'value',
    'deal value',
    'deal - value',
    'price',
    'total',
    'total price',
    'opportunity amount',
    'revenue',
    '금액',
    '계약금액',
    '거래금액',
    '매출액',
    '딜 금액',
    'сумма',
    'сумма сделки',
    'бюджет',
    'стоимость',
    'цена',
  ],
  currency: [
    'currency',
    'currencyisocode',
    'currency code',
    'deal currency code',
    'deal - currency of value',
    'currency of value',
    '통화',
    '화폐',
    'валюта',
  ],
  lists: [
    'list',
    'lists',
    'tags',
    'list memberships',
    'static list',
    'segment',
    'segments',
    '목록',
    '리스트',
    '태그',
    'список',
    'списки',
    'теги',
    'метки',
    'сегмент',
  ],
  consent: [
    'consent',
    'marketing consent',
    'email consent',
    'email opt in',
    'opt in',
    'opt-in',
    'opted in',
    'gdpr consent',
    'subscribed',
    'newsletter',
    'person - marketing status',
    'marketing status',
    '수신동의',
    '수신 동의',
    '마케팅 동의',
    '마케팅 수신동의',
    '마케팅 수신 동의',
    '이메일 수신동의',
    '광고성 정보 수신동의',
    'согласие',
    'согласие на рассылку',
    'согласие на рекламу',
    'подписка',
    'подписан',
  ],
  consentTime: [
    'consent date',
    'consent time',
    'opt in date',
    'opt-in date',
    'opted in at',
    'consent given at',
    '동의일',
    '동의일시',
    '수신동의일',
    '수신동의일시',
    'дата согласия',
    'дата подписки',
  ],
  consentWording: [
    'consent wording',
    'consent text',
    'opt in text',
    'legal basis text',
    '동의문구',
    '동의 문구',
    'текст согласия',
  ],
  optout: [
    'unsubscribed',
    'unsubscribed from all email',
    'email opt out',
    'hasoptedoutofemail',
    'opted out',
    'opt out',
    'opt-out',
    'do not email',
    'opted out of email',
    '수신거부',
    '수신 거부',
    'отписан',
    'отписался',
    'отказ от рассылки',
  ],
  description: ['description', 'about', 'notes', '설명', '비고', 'описание'],
}

const places: Partial<Record<ImportKind, Partial<Record<Concept, string>>>> = {
  people: {
    email: 'email',
    userId: 'userId',
    name: 'name',
    firstName: 'firstName',
    lastName: 'lastName',
    title: 'title',
    phone: 'phone',
    company: 'company',
    companyId: 'groupId',
    website: 'website',
    industry: 'industry',
    employees: 'employees',
    country: 'country',
    city: 'city',
    language: 'language',
    linkedin: 'linkedin',
    owner: 'owner',
    channel: 'channel',
    createdAt: 'createdAt',
    modifiedAt: 'time',
    lists: 'lists',
    consent: 'consent.marketing',
    consentTime: 'consent.marketing.time',
    consentWording: 'consent.marketing.wording',
    optout: 'optout.marketing',
  },
  companies: {
    companyId: 'groupId',
    recordId: 'groupId',
    company: 'name',
    name: 'name',
    domain: 'domain',
    website: 'website',
    industry: 'industry',
    employees: 'employees',
    revenue: 'revenue',
    country: 'country',
    city: 'city',
    phone: 'phone',
    relationship: 'relationship',
    owner: 'owner',
    createdAt: 'createdAt',
    modifiedAt: 'time',
    description: 'description',
  },
  events: {
    email: 'email',
    userId: 'userId',
    companyId: 'groupId',
    channel: 'channel',
    utmSource: 'props.utm_source',
    utmMedium: 'props.utm_medium',
    utmCampaign: 'props.utm_campaign',
    referrer: 'props.referrer',
    url: 'props.url',
    eventTime: 'time',
    closeTime: 'time',
    createdAt: 'time',
    event: 'event',
    amount: 'amount',
    currency: 'currency',
  },
}

/** Which of several columns takes a place: earlier is better. */
const preference: readonly Concept[] = [
  'eventTime',
  'closeTime',
  'modifiedAt',
  'createdAt',
  'companyId',
  'recordId',
  'company',
  'name',
]

/**
 * What the headers alone say: header → target. Each target is given once; `taken` names targets that the person has
 * given already. A record's id stands for the person only when there is no mail address and no user id. `pipelines`: for
 * columns that say when a deal entered a stage.
 */
export function guessColumns(
  names: readonly string[],
  kind: ImportKind,
  taken: ReadonlySet<string> = new Set(),
  pipelines: readonly StageModel[] = [],
): ImportMapping['columns'] {
  if (isDealKind(kind)) return guessDealColumns(names, kind, taken, pipelines)
  const meanings = names.map((name) => meaningsOf(name))
  const order = (concept: Concept) => {
    const place = preference.indexOf(concept)
    return place < 0 ? 0 : place
  }
  const wanted = names.flatMap((name, i) =>
    (meanings[i] ?? []).flatMap((concept) => {
      const to = places[kind]?.[concept]
      return to === undefined ? [] : [{ name, concept, to }]
    }),
  )
  wanted.sort((a, b) => order(a.concept) - order(b.concept))
  const given = new Set(taken)
  const columns = new Map<string, string>()
  for (const { name, to } of wanted) {
    if (given.has(to) || columns.has(name)) continue
    given.add(to)
    columns.set(name, to)
  }
  const keys = ['email', 'userId', 'anonymousId']
  if (kind !== 'companies' && !keys.some((key) => given.has(key))) {
    const index = meanings.findIndex((list) => list.includes('recordId'))
    const name = names[index]
    if (name !== undefined && !columns.has(name)) columns.set(name, 'userId')
  }
  // written in the order of the file
  return Object.fromEntries(names.flatMap((name) => (columns.has(name) ? [[name, columns.get(name) ?? '']] : [])))
}

const byHeader = new Map<string, Concept[]>()
for (const [concept, names] of Object.entries(headers)) {
  for (const name of names) {
    const key = squash(name)
    byHeader.set(key, [...(byHeader.get(key) ?? []), concept as Concept])
  }
}

function meaningsOf(header: string): readonly Concept[] {
  return byHeader.get(squash(header)) ?? []
}

/**
 * Whether the first row looks like data rather than a header: a mail address, a date or a number among its cells, and
 * no header that we know.
 */
export function looksLikeData(cells: readonly string[]): boolean {
  if (cells.some((cell) => meaningsOf(cell).length > 0 || isDealHeader(cell))) return false
  return cells.some(
    (cell) =>
      /^\S+@\S+\.\S+$/.test(cell) || /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(cell) || /^-?\d+([.,]\d+)?$/.test(cell),
  )
}

/** Headers as unique names: blank ones become `column 3`, repeated ones `Email (2)`. */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Set<string>()
  return cells.map((cell, i) => {
    const base = cell.trim() === '' ? `column ${i + 1}` : cell.trim()
    let name = base
    for (let n = 2; seen.has(name); n++) name = `${base} (${n})`
    seen.add(name)
    return name
  })
}
