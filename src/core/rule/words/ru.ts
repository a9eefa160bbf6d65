import type { Duration, Op } from '#core/rule.ts'
import { splitDuration } from '#core/rule/words/phrases.ts'
import type { DurationUnit, Phrases } from '#core/rule/words/phrases.ts'

type Form = 'one' | 'few' | 'many'

/** 1 день, 2 дня, 5 дней: the form of a noun after a whole number. */
function form(count: number): Form {
  const [units, tens] = [count % 10, count % 100]
  if (units === 1 && tens !== 11) return 'one'
  return units >= 2 && units <= 4 && (tens < 12 || tens > 14) ? 'few' : 'many'
}

/** accusative by number, and the genitive that follows «не менее», «меньше» */
const units: Record<DurationUnit, { feminine: boolean; genitive: [one: string, more: string] } & Record<Form, string>> =
  {
    m: { feminine: true, one: 'минуту', few: 'минуты', many: 'минут', genitive: ['минуты', 'минут'] },
    h: { feminine: false, one: 'час', few: 'часа', many: 'часов', genitive: ['часа', 'часов'] },
    d: { feminine: false, one: 'день', few: 'дня', many: 'дней', genitive: ['дня', 'дней'] },
    w: { feminine: true, one: 'неделю', few: 'недели', many: 'недель', genitive: ['недели', 'недель'] },
  }

/** за последние 30 дней, за последний день */
function during(duration: Duration): string {
  const { amount, unit } = splitDuration(duration)
  const noun = units[unit][form(amount)]
  if (form(amount) !== 'one') return `за последние ${amount} ${noun}`
  return `за ${units[unit].feminine ? 'последнюю' : 'последний'} ${amount === 1 ? '' : `${amount} `}${noun}`
}

const window = (within: Duration | 'pass' | null): string =>
  within === null ? '' : within === 'pass' ? ' в текущем круге' : ` ${during(within)}`

/** не менее 30 дней, меньше 1 дня */
function atLeast(op: 'gte' | 'lt', duration: Duration): string {
  const { amount, unit } = splitDuration(duration)
  const [one, more] = units[unit].genitive
  return `${op === 'gte' ? 'не менее' : 'меньше'} ${amount} ${form(amount) === 'one' ? one : more}`
}

const operators: Record<Op, (subject: string, value: string) => string> = {
  is: (subject, value) => `${subject} — ${value}`,
  is_not: (subject, value) => `${subject} — не ${value}`,
  in: (subject, value) => `${subject} — одно из: ${value}`,
  not_in: (subject, value) => `${subject} — ничего из: ${value}`,
  contains: (subject, value) => `${subject} содержит ${value}`,
  not_contains: (subject, value) => `${subject} не содержит ${value}`,
  starts_with: (subject, value) => `${subject} начинается с ${value}`,
  gt: (subject, value) => `${subject} больше ${value}`,
  gte: (subject, value) => `${subject} не меньше ${value}`,
  lt: (subject, value) => `${subject} меньше ${value}`,
  lte: (subject, value) => `${subject} не больше ${value}`,
  exists: (subject) => `известно: ${subject}`,
  missing: (subject) => `неизвестно: ${subject}`,
}

export const ru: Phrases = {
  quote: (text) => `«${text}»`,
  and: (parts) => parts.join(' и '),
  or: (parts) => parts.join(' или '),
  not: (part) => `не выполнено (${part})`,
  always: 'всегда',
  never: 'никогда',
  compare: (op, subject, value) => operators[op](subject, value),
  compareAny: (op, subject, values) =>
    `${subject} ${op === 'contains' ? 'содержит одно из' : 'начинается с одного из'}: ${values}`,
  yes: (subject) => `${subject}: да`,
  no: (subject) => `${subject}: нет`,
  none: (events, within) => `ни разу${window(within)}: ${events.join(', ')}`,
  count(event, op, value, within) {
    if (op === 'is') return `${event} — ровно ${value} ${form(value) === 'few' ? 'раза' : 'раз'}${window(within)}`
    const said = { gte: 'не менее', gt: 'больше', lte: 'не более', lt: 'меньше' }[op]
    return `${event} — ${said} ${value} ${form(value) === 'one' ? 'раза' : 'раз'}${window(within)}`
  },
  since: (event, op, value) => `с последнего раза (${event}) прошло ${atLeast(op, value)}`,
  inStage: (model, op, value) => `на текущем этапе модели ${model} ${atLeast(op, value)}`,
  now: (event) => `только что: ${event}`,
  anyEvent: 'действие',
  anyOf: (names) => `любое из (${names.join(', ')})`,
  where: (event, details) => `${event} (где ${details})`,
  icp: ['подходит под ICP', 'не подходит под ICP'],
  handoff: ['есть открытая передача в продажи', 'нет открытой передачи в продажи'],
  fields: {
    persona: 'персона',
    icp: 'соответствие ICP',
    'handoff.open': 'открытая передача в продажи',
    'first.channel': 'первый канал',
    'first.campaign': 'первая кампания',
    'first.object': 'первая страница',
    'score.fit': 'балл соответствия',
    'score.engagement': 'балл вовлечённости',
    'score.total': 'общий балл',
    'pass.engagement': 'балл вовлечённости в текущем круге',
    'event.name': 'событие',
    'event.object': 'страница или объект',
    'event.content': 'вид контента',
    'event.channel': 'канал',
    'event.source': 'источник',
    'event.verdict': 'кто действовал',
  },
  person: (fact) => fact,
  account: (fact) => `компания: ${fact}`,
  consent: (purpose) => `согласие (${purpose})`,
  consentIs: (purpose, state, so) =>
    `согласие (${purpose}) ${so ? '' : 'не '}${state === 'granted' ? 'дано' : 'отозвано'}`,
  list: (name) => `в списке ${name}`,
  property: (name) => `свойство ${name}`,
  stage: (model) => `этап модели ${model}`,
  furthest: (model) => `самый дальний этап модели ${model}`,
  outcome: (model) => `исход модели ${model}`,
  values: {
    granted: 'дано',
    withdrawn: 'отозвано',
    work: 'рабочая почта',
    free: 'бесплатная почта',
    disposable: 'одноразовая почта',
    role: 'общий адрес',
    prospect: 'потенциальный клиент',
    customer: 'клиент',
    competitor: 'конкурент',
    partner: 'партнёр',
    former_customer: 'бывший клиент',
    marketing: 'маркетинг',
    true: 'да',
    false: 'нет',
    browser: 'сайт',
    server: 'сервер',
    import: 'импорт',
    mail: 'почта',
    app: 'приложение',
    system: 'система',
    human: 'человек',
    machine: 'машина',
    search: 'поиск',
    ppc: 'контекстная реклама',
    social: 'соцсети',
    referral: 'переход по ссылке',
    email: 'почта',
    event: 'мероприятие',
    outbound: 'исходящие контакты',
    affiliate: 'партнёрская программа',
    display: 'медийная реклама',
    ai: 'ИИ-ассистент',
    direct: 'прямой заход',
    other: 'другое',
    unsure: 'неясно',
  },
  facts: {
    email: 'адрес почты',
    mailKind: 'вид почты',
    name: 'имя',
    firstName: 'имя',
    lastName: 'фамилия',
    title: 'должность',
    company: 'название компании',
    country: 'страна',
    city: 'город',
    language: 'язык',
    seniority: 'уровень должности',
    function: 'функция',
    industry: 'отрасль',
    phone: 'телефон',
    website: 'сайт',
    linkedin: 'профиль LinkedIn',
    'account.name': 'название',
    domain: 'домен',
    employees: 'число сотрудников',
    relationship: 'отношения с нами',
    owner: 'ответственный',
    tier: 'уровень целевой компании',
    people: 'число известных людей',
    engagedPeople: 'число вовлечённых людей',
    rolesMet: 'число охваченных ролей',
    coverage: 'охват закупочного центра',
  },
  events: {
    page_viewed: 'просмотр страницы',
    screen_viewed: 'просмотр экрана',
    content_viewed: 'просмотр материала',
    chat_started: 'начало чата',
    page_left: 'уход со страницы',
    content_downloaded: 'скачивание материала',
    outbound_clicked: 'переход по внешней ссылке',
    cta_clicked: 'отклик на призыв к действию',
    form_viewed: 'показ формы',
    form_started: 'начало заполнения формы',
    form_submitted: 'отправка формы',
    video_watched: 'просмотр видео',
    search_performed: 'поиск по сайту',
    consent_requested: 'согласие ждёт подтверждения',
    consent_granted: 'согласие дано',
    consent_withdrawn: 'согласие отозвано',
    consent_reminded: 'напоминание о согласии',
    demo_requested: 'запрос демонстрации',
    callback_requested: 'запрос обратного звонка',
    quote_requested: 'запрос расчёта',
    sample_requested: 'заказ образца',
    trial_started: 'начало пробного периода',
    trial_completed: 'завершение пробного периода',
    price_asked: 'вопрос о цене',
    implementation_asked: 'вопрос о внедрении',
    support_asked: 'вопрос об условиях поддержки',
    proof_requested: 'запрос подтверждений',
    survey_answered: 'ответ на опрос',
    social_shared: 'репост',
    social_liked: 'отметка «нравится»',
    signed_up: 'регистрация в продукте',
    signed_in: 'вход в продукт',
    event_registered: 'регистрация на мероприятие',
    event_attended: 'участие в мероприятии',
    email_sent: 'отправка письма',
    email_delivered: 'доставка письма',
    email_opened: 'открытие письма',
    email_clicked: 'переход из письма',
    email_replied: 'ответ на письмо',
    email_bounced: 'возврат письма',
    email_complained: 'жалоба на спам',
    connection_requested: 'приглашение в контакты',
    connection_accepted: 'принятое приглашение в контакты',
    message_replied: 'ответ на сообщение',
    suspect_listed: 'внесение в список исходящих контактов',
    list_added: 'внесение в список',
    list_removed: 'удаление из списка',
    first_contact: 'первый контакт',
    call_logged: 'звонок',
    meeting_booked: 'назначенная встреча',
    meeting_attended: 'состоявшаяся встреча',
    meeting_missed: 'неявка на встречу',
    meeting_moved: 'перенос встречи',
    meeting_cancelled: 'отмена встречи',
    lead_accepted: 'лид принят',
    lead_returned: 'лид возвращён',
    lead_disqualified: 'лид дисквалифицирован',
    opportunity_verified: 'проверенная возможность сделки',
    deal_joined: 'участие в сделке',
    deal_stage_changed: 'смена этапа сделки',
    proposal_sent: 'отправка КП',
    proposal_opened: 'открытие КП',
    proposal_accepted: 'принятие КП',
    proposal_declined: 'отклонение КП',
    product_misfit: 'продукт не подходит',
    deal_lost: 'проигранная сделка',
    contract_signed: 'подписанный договор',
    payment_received: 'оплата',
    onboarding_started: 'начало онбординга',
    product_adopted: 'продукт внедрён',
    contract_renewed: 'продление договора',
    customer_churned: 'уход клиента',
    referral_given: 'рекомендация',
    review_written: 'отзыв',
    third_party_intent: 'внешний сигнал интереса',
    handoff_opened: 'открытая передача в продажи',
    handoff_closed: 'закрытая передача в продажи',
    stage_set: 'этап изменён вручную',
    profile_updated: 'обновление профиля',
    account_updated: 'обновление данных компании',
    identity_aliased: 'объединение идентификаторов',
  },
}
