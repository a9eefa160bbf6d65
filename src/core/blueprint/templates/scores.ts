import type { EngagementRule, FitRule, Scores, Text } from '#core/blueprint.ts'
import { competitor, notThere, student } from '#core/blueprint/templates/icp.ts'
import { senior } from '#core/blueprint/templates/personas.ts'
import { content, did, field, text } from '#core/blueprint/write.ts'
import type { EventCondition } from '#core/rule.ts'

/**
 * Why these numbers (docs/concepts/blueprint.md tells it with the arithmetic). A buyer who comes three times in a
 * fortnight, reads, takes one e-book by form and looks at the price keeps about 42 points at a half-life of 21 days;
 * somebody who reads one article a week never gets past 15. Intent lies between them.
 */
export const intentThreshold = 40
const salesThreshold = 80

type Extra = Pick<EngagementRule, 'repeat'> & Partial<Pick<EngagementRule, 'cap' | 'when'>>
const award = (id: string, name: Text, on: EventCondition, points: number, extra: Extra): EngagementRule => ({
  id,
  name,
  on,
  points,
  ...extra,
})
const perDay = (points: number) => ({ points, per: 'day' as const })
const perWeek = (points: number) => ({ points, per: 'week' as const })
const viewed = (...kinds: string[]) => did(['page_viewed', 'screen_viewed', 'content_viewed'], content(...kinds))

// a yes to cookies or advertisements elsewhere is no wish to hear from us
const subscribed = did('consent_granted', field('event.object', 'not_in', ['tracking', 'ads']))

const engagementRules: EngagementRule[] = [
  award('page', text('Viewed a page', '페이지 조회', 'Просмотр страницы'), did(['page_viewed', 'screen_viewed']), 1, {
    repeat: 'every',
    cap: perDay(5),
  }),
  award(
    'read_tofu',
    text('Read an article or guide', '글·가이드 열람', 'Чтение статьи или руководства'),
    viewed('blog_article', 'knowledge_base', 'thought_leadership', 'research_paper', 'buyers_guide'),
    2,
    { repeat: 'every', cap: perDay(6) },
  ),
  award(
    'read_mofu',
    text(
      'Looked at a case, comparison or product page',
      '고객 사례·비교·제품 페이지 조회',
      'Просмотр кейса, сравнения или продукта',
    ),
    viewed('ebook', 'case_study', 'battle_card', 'video', 'demo', 'review', 'product_page'),
    4,
    { repeat: 'every', cap: perDay(8) },
  ),
  award('price_page', text('Looked at the price', '가격 페이지 조회', 'Просмотр цен'), viewed('price'), 8, {
    repeat: 'once_per_day',
    cap: perWeek(16),
  }),
  award(
    'proof_page',
    text('Looked at security or implementation', '보안·도입 안내 조회', 'Просмотр безопасности или внедрения'),
    viewed('proof', 'implementation_guide'),
    8,
    { repeat: 'once_per_day', cap: perWeek(16) },
  ),
  award(
    'long_look',
    text('Stayed two minutes or more on a page', '한 페이지에 2분 이상 체류', 'Две минуты и больше на странице'),
    did('page_left', field('props.seconds', 'gte', 120)),
    2,
    { repeat: 'every', cap: perDay(6) },
  ),
  award(
    'journey_page',
    text(
      'Viewed a page while evaluating or deciding',
      '비교·평가 또는 구매 결정 중 페이지 조회',
      'Просмотр при сравнении или решении о покупке',
    ),
    did('page_viewed'),
    2,
    {
      repeat: 'every',
      cap: perDay(4),
      when: field('stage.buyer_journey', 'in', ['active_evaluation', 'purchase_decision']),
    },
  ),
  award('video', text('Watched a video', '영상 시청', 'Просмотр видео'), did('video_watched'), 4, {
    repeat: 'once_per_object',
    cap: perDay(8),
  }),
  award('download', text('Took a download', '자료 다운로드', 'Скачивание материала'), did('content_downloaded'), 8, {
    repeat: 'once_per_object',
    cap: perDay(16),
  }),
  award('form', text('Filled in a form', '폼 제출', 'Заполнение формы'), did('form_submitted'), 10, {
    repeat: 'once_per_object',
    cap: perDay(20),
  }),
  award('cta', text('Used a call to action', 'CTA 클릭', 'Нажатие на призыв к действию'), did('cta_clicked'), 3, {
    repeat: 'every',
    cap: perDay(6),
  }),
  award('consent', text('Subscribed', '수신 동의', 'Согласие на рассылку'), subscribed, 5, {
    repeat: 'once',
  }),
  // opens are fetched by privacy proxies and scanners: no points for them
  award(
    'mail_click',
    text('Followed a link in a mail', '메일 링크 클릭', 'Переход из письма'),
    did('email_clicked'),
    3,
    {
      repeat: 'once_per_day',
      cap: perWeek(9),
    },
  ),
  award(
    'reply',
    text('Answered a mail or message', '메일·메시지 회신', 'Ответ на письмо или сообщение'),
    did(['email_replied', 'message_replied']),
    10,
    { repeat: 'once_per_day', cap: perWeek(20) },
  ),
  award('chat', text('Started a chat', '채팅 시작', 'Начало чата'), did('chat_started'), 10, {
    repeat: 'once_per_day',
    cap: perWeek(20),
  }),
  award(
    'connection',
    text('Accepted a connection', '1촌 신청 수락', 'Принятое приглашение в контакты'),
    did('connection_accepted'),
    5,
    { repeat: 'once' },
  ),
  award(
    'event_registered',
    text('Registered for an event', '행사·웨비나 신청', 'Регистрация на мероприятие'),
    did('event_registered'),
    8,
    { repeat: 'once_per_object', cap: perWeek(16) },
  ),
  award(
    'event_attended',
    text('Came to an event', '행사·웨비나 참석', 'Участие в мероприятии'),
    did('event_attended'),
    12,
    {
      repeat: 'once_per_object',
      cap: perWeek(24),
    },
  ),
  award(
    'social',
    text('Shared or liked something of ours', '공유·좋아요', 'Репост или отметка «нравится»'),
    did(['social_shared', 'social_liked']),
    2,
    { repeat: 'every', cap: perDay(4) },
  ),
  award('survey', text('Answered a survey', '설문 응답', 'Ответ на опрос'), did('survey_answered'), 4, {
    repeat: 'once_per_object',
    cap: perWeek(8),
  }),
  award(
    'signed_up',
    text('Made an account in the product', '제품 가입', 'Регистрация в продукте'),
    did('signed_up'),
    15,
    {
      repeat: 'once',
    },
  ),
  award('signed_in', text('Used the product', '제품 사용', 'Работа в продукте'), did('signed_in'), 2, {
    repeat: 'once_per_day',
    cap: perWeek(8),
  }),
  award('trial_started', text('Started a trial', '체험 시작', 'Начало пробного периода'), did('trial_started'), 20, {
    repeat: 'once_per_day',
    cap: perWeek(20),
  }),
  award(
    'trial_completed',
    text('Completed a trial', '체험 완료', 'Завершение пробного периода'),
    did('trial_completed'),
    20,
    { repeat: 'once_per_day', cap: perWeek(20) },
  ),
  award('sample', text('Ordered a sample', '샘플 주문', 'Заказ образца'), did('sample_requested'), 15, {
    repeat: 'once_per_day',
    cap: perWeek(15),
  }),
  award(
    'asked',
    text('Asked for a demo, a call or a quote', '데모·전화·견적 요청', 'Запрос демонстрации, звонка или расчёта'),
    did(['demo_requested', 'callback_requested', 'quote_requested']),
    30,
    { repeat: 'once_per_day', cap: perWeek(60) },
  ),
  award(
    'asked_terms',
    text(
      'Asked a price, or how it is put to work',
      '가격·도입·지원 조건·증빙 문의',
      'Вопрос о цене, внедрении, поддержке или подтверждениях',
    ),
    did(['price_asked', 'implementation_asked', 'support_asked', 'proof_requested']),
    15,
    { repeat: 'once_per_day', cap: perWeek(30) },
  ),
  award('meeting_booked', text('Booked a meeting', '미팅 예약', 'Назначенная встреча'), did('meeting_booked'), 15, {
    repeat: 'once_per_day',
    cap: perWeek(30),
  }),
  award(
    'meeting_attended',
    text('Came to a meeting', '미팅 참석', 'Состоявшаяся встреча'),
    did('meeting_attended'),
    25,
    {
      repeat: 'once_per_day',
      cap: perWeek(50),
    },
  ),
  award('proposal_opened', text('Opened the proposal', '제안서 열람', 'Открытое КП'), did('proposal_opened'), 10, {
    repeat: 'once_per_day',
    cap: perWeek(20),
  }),
  award(
    'third_party_intent',
    text(
      'Seen looking for suppliers elsewhere',
      '외부에서 공급사 탐색 신호 확인',
      'Замечен в поиске поставщиков на других сайтах',
    ),
    did('third_party_intent'),
    8,
    { repeat: 'once_per_day', cap: perWeek(16) },
  ),
]

const persona = (id: string, name: Text, points: number): FitRule => ({
  id: `persona_${id}`,
  name,
  when: field('persona', 'is', id),
  points,
})

const fitRules: FitRule[] = [
  persona('decision_maker', text('Decision maker', '핵심 의사결정자(키맨)', 'ЛПР'), 20),
  persona('department_head', text('Head of a department', '부서 책임자', 'Руководитель подразделения'), 15),
  persona('technical', text('Technical reviewer', '기술 검토자', 'Технический эксперт'), 10),
  persona('finance_procurement', text('Finance or procurement', '재무·구매 담당자', 'Финансы и закупки'), 10),
  persona('specialist', text('User or specialist', '실무자', 'Специалист'), 10),
  {
    id: 'senior',
    name: text('Leads a team or more', '팀 이상을 이끄는 직책', 'Руководящая должность'),
    when: senior,
    points: 10,
  },
  {
    id: 'icp',
    name: text('Fits the ideal customer profile', 'ICP 부합', 'Подходит под ICP'),
    when: field('icp', 'is', true),
    points: 20,
  },
  {
    id: 'work_mail',
    name: text('Writes from a work address', '회사 이메일', 'Рабочая почта'),
    when: field('person.mailKind', 'is', 'work'),
    points: 15,
  },
  {
    id: 'company_size',
    name: text('Company of 20 to 5,000 people', '임직원 20~5,000명', 'Компания от 20 до 5000 человек'),
    when: { all: [field('account.employees', 'gte', 20), field('account.employees', 'lte', 5000)] },
    points: 15,
  },
  {
    id: 'industry_known',
    name: text('Industry is known', '업종 확인됨', 'Отрасль известна'),
    when: { any: [field('account.industry', 'exists'), field('person.industry', 'exists')] },
    points: 5,
  },
  {
    id: 'target_account',
    name: text('Target account', '타깃 기업', 'Целевая компания'),
    when: field('account.tier', 'exists'),
    points: 15,
  },
  {
    id: 'free_mail',
    name: text('Writes from a free mail service', '무료 메일 사용', 'Бесплатная почта'),
    when: field('person.mailKind', 'is', 'free'),
    points: -5,
  },
  {
    id: 'disposable_mail',
    name: text('Throw-away address', '일회용 메일', 'Одноразовая почта'),
    when: field('person.mailKind', 'is', 'disposable'),
    points: -50,
  },
  {
    id: 'country_missing',
    name: text('Country is not known', '국가 미확인', 'Страна неизвестна'),
    when: { all: [field('person.country', 'missing'), field('account.country', 'missing')] },
    points: -5,
  },
  {
    id: 'student',
    name: text('Student or intern', '학생·인턴', 'Студент или стажёр'),
    when: student,
    points: -40,
  },
  {
    id: 'not_there',
    name: text('Looking for a job with us', '구직자', 'Соискатель'),
    when: notThere,
    points: -40,
  },
  {
    id: 'competitor',
    name: text('Works for a competitor', '경쟁사', 'Работает у конкурента'),
    when: competitor,
    points: -100,
  },
]

/** Default scores: fit without decay, engagement with a half-life of 21 days. */
export const scores: Scores = {
  engagement: { halfLife: '21d', rules: engagementRules },
  fit: { rules: fitRules },
  threshold: salesThreshold,
  intent: intentThreshold,
  grid: { fit: [60, 40, 20], engagement: [intentThreshold, 20, 8] },
}
