import type { BackRule, StageModel } from '#core/blueprint.ts'
import { askedToTalk, salesFact, signed, visited } from '#core/blueprint/templates/events.ts'
import { ae, marketing, sales, sdr, success } from '#core/blueprint/templates/owners.ts'
import { intentThreshold } from '#core/blueprint/templates/scores.ts'
import { all, always, any, did, field, inPass, not, on, text, times } from '#core/blueprint/write.ts'
import type { Condition } from '#core/rule.ts'

const consented = field('consent.marketing', 'is', 'granted')
/** accepted the connection: may be written to on that network, and has not said no to anything else */
const connected = all(field('consent.linkedin', 'is', 'granted'), field('consent.marketing', 'is_not', 'withdrawn'))
const fitsAndHasPersona = all(field('icp', 'is', true), field('persona', 'exists'))

/** Under this engagement an MQL nobody has taken up yet falls back: the threshold minus a margin. */
export const fallsBelow = intentThreshold - 15

/**
 * Where someone falls back to: as far down as still holds for them, so that nobody without persona is called a lead.
 * Three rules, asked in this order.
 */
function fallBack(rule: Omit<BackRule, 'to'>): BackRule[] {
  const to = (stage: string, when: Condition): BackRule => ({ ...rule, id: `${rule.id}_to_${stage}`, when, to: stage })
  return [
    to('lead', all(rule.when, fitsAndHasPersona, field('consent.marketing', 'is_not', 'withdrawn'))),
    to('subscriber', all(rule.when, consented)),
    to('prospect', rule.when),
  ]
}

/** FIELD 2.1 (D2): the lifecycle of a person, by rules up to MQL and by people after it. The default model. */
export const lifecycle: StageModel = {
  id: 'lifecycle',
  name: text('Lifecycle', '고객 여정 단계(라이프사이클)', 'Жизненный цикл'),
  about: text(
    'From a name on a list or an unknown visitor to a signed customer. Marketing owns the first half, sales the second; the SDR’s hand-over is the contract between them.',
    '명단 속 이름이나 익명 방문자에서 계약 고객이 되기까지의 단계입니다. 앞부분은 마케팅이, 뒷부분은 영업이 맡으며 SDR의 영업 인계가 둘 사이의 약속입니다.',
    'От имени в списке или неизвестного посетителя до клиента с подписанным договором. Первая половина — за маркетингом, вторая — за продажами; передача через SDR — договорённость между ними.',
  ),
  subject: 'person',
  shape: 'line',
  stages: [
    {
      id: 'prospect',
      name: text(
        'Suspect / Prospect',
        '사전 접점(서스펙트) / 가망 고객(프로스펙트)',
        'Холодный контакт / проспект (посетитель сайта)',
      ),
      band: ['TOFU'],
      owner: marketing,
      goal: text(
        'Awareness, visits to the site, a list and outreach.',
        '인지도를 높이고 사이트 방문을 늘리며, 명단을 만들어 먼저 연락합니다.',
        'Осведомлённость, посещения сайта, список контактов и первые обращения.',
      ),
      enters: text(
        'Suspect: we hold a mail address or a LinkedIn profile. Prospect: a unique visitor with our cookie.',
        '서스펙트: 이메일 주소나 링크드인 프로필을 가지고 있는 사람. 프로스펙트: 우리 쿠키로 구분되는 순방문자.',
        'Холодный контакт: у нас есть адрес почты или профиль LinkedIn. Проспект: уникальный посетитель с нашей cookie.',
      ),
      sends: text(
        'Suspect: LinkedIn messages, cold mail. Prospect: retargeting. Both: an invitation to opt in.',
        '서스펙트: 링크드인 메시지, 콜드 메일. 프로스펙트: 리타기팅. 공통: 수신 동의 안내.',
        'Холодному контакту — сообщения в LinkedIn и холодные письма, проспекту — ретаргетинг. Обоим — приглашение подписаться.',
      ),
      leaves: text(
        'Accepts the connection, or fills in an opt-in form.',
        '1촌 신청을 수락하거나 수신 동의 폼을 작성합니다.',
        'Принимает приглашение в контакты или заполняет форму подписки.',
      ),
      buyerStep: text(
        'Has come across us, or we have come across them.',
        '우리를 처음 접했거나, 우리가 먼저 알게 된 상태입니다.',
        'Впервые узнал о нас — или мы о нём.',
      ),
      agreed: null,
      entry: always,
      doors: [
        {
          id: 'suspect',
          name: text('Suspect', '사전 접점(서스펙트)', 'Холодный контакт'),
          when: any(
            times(did(['suspect_listed', 'connection_requested'])),
            field('first.channel', 'is', 'outbound'),
            all(field('person.email', 'exists'), times(visited, 0, undefined, 'is')),
          ),
        },
        {
          id: 'prospect',
          name: text('Prospect', '가망 고객(프로스펙트)', 'Проспект (посетитель сайта)'),
          when: always,
        },
      ],
      contentKinds: ['blog_article', 'thought_leadership', 'knowledge_base'],
      playbook: 'tofu',
    },
    {
      id: 'subscriber',
      name: text('Subscriber', '구독자', 'Подписчик'),
      band: ['TOFU'],
      owner: marketing,
      goal: text(
        'Learn whether they fit the ideal customer profile.',
        '이상적인 고객 프로필(ICP)에 맞는지 확인합니다.',
        'Узнать, подходит ли человек под профиль идеального клиента (ICP).',
      ),
      enters: text(
        'Consented to be sent information: gave an address, subscribed to blog or newsletter, or came from an event organiser with leave.',
        '정보 수신에 동의한 사람: 이메일을 남겼거나 블로그·뉴스레터를 구독했거나, 행사 주최자가 동의를 받아 전달했습니다.',
        'Дал согласие на получение информации: оставил почту, подписался на блог или рассылку, либо передан организатором мероприятия с согласия.',
      ),
      sends: text(
        'Gated content that asks the job title.',
        '직책을 묻는 정보 입력 후 열람 콘텐츠.',
        'Контент за контакты: форма спрашивает должность.',
      ),
      leaves: text(
        'The job title is known and gives a persona; the company fits the ICP.',
        '직책을 알게 되어 페르소나가 정해지고, 회사가 ICP에 맞습니다.',
        'Известна должность, определена персона; компания подходит под ICP.',
      ),
      buyerStep: text(
        'Wants to hear more, without a problem named yet.',
        '아직 문제를 분명히 하지는 않았지만 소식을 더 받아 보고 싶어 합니다.',
        'Хочет узнавать больше, но проблему ещё не назвал.',
      ),
      agreed: null,
      entry: any(consented, connected),
      contentKinds: ['blog_article', 'buyers_guide', 'research_paper'],
      playbook: 'tofu',
    },
    {
      id: 'lead',
      name: text('Lead', '리드', 'Лид'),
      band: ['TOFU', 'MOFU'],
      owner: marketing,
      goal: text(
        'Teach the pain and the ways to solve it; make them consider a solution.',
        '문제의 심각성과 해결 방법을 알리고 솔루션 도입을 고려하게 합니다.',
        'Показать проблему и способы её решения, подвести к мысли о решении.',
      ),
      enters: text(
        'Fits the ICP and has a persona: a form with the job title, or account-based outbound.',
        'ICP에 맞고 페르소나가 있는 사람: 직책이 담긴 폼을 제출했거나 타깃 기업 대상 아웃바운드로 확보했습니다.',
        'Подходит под ICP и имеет персону: форма с должностью или исходящая работа по целевым компаниям.',
      ),
      sends: text(
        'TOFU: blog articles, buyer’s guides, research white papers. MOFU: e-books, case studies, comparison battle cards.',
        'TOFU: 블로그, 구매 가이드, 리서치 백서. MOFU: 전자책, 고객 사례, 비교 자료.',
        'TOFU: статьи блога, руководства по выбору, исследования. MOFU: электронные книги, кейсы, сравнения с конкурентами.',
      ),
      leaves: text(
        'Has consent and shows intent: asks to talk, or the engagement score passes the threshold.',
        '수신 동의가 있고 구매 의향을 보입니다: 상담을 요청하거나 참여도 점수가 기준 점수를 넘습니다.',
        'Есть согласие и виден интерес: просит связаться, или балл вовлечённости проходит порог.',
      ),
      buyerStep: text(
        'Recognises a problem and looks at ways to solve it.',
        '문제를 인식하고 해결 방법을 살펴봅니다.',
        'Осознаёт проблему и смотрит, как её решают.',
      ),
      agreed: null,
      entry: all(fitsAndHasPersona, field('consent.marketing', 'is_not', 'withdrawn')),
      contentKinds: ['blog_article', 'buyers_guide', 'research_paper', 'ebook', 'case_study', 'battle_card'],
      playbook: 'tofu',
    },
    {
      id: 'mql',
      name: text('MQL', '마케팅 적격 리드(MQL)', 'Лид, квалифицированный маркетингом (MQL)'),
      band: ['MOFU'],
      owner: sdr,
      goal: text(
        'First check of sales-readiness, and the meeting booked.',
        '영업 준비도를 처음 확인하고 미팅을 잡습니다.',
        'Первая проверка готовности к продаже и назначенная встреча.',
      ),
      enters: text(
        'Fits the ICP, has consented, and shows intent: asked to talk, or passed the engagement threshold.',
        'ICP에 맞고 수신에 동의했으며 의향을 보인 사람: 상담을 요청했거나 참여도 기준 점수를 넘었습니다.',
        'Подходит под ICP, дал согласие и проявил интерес: попросил связаться или прошёл порог вовлечённости.',
      ),
      sends: text('SDR follow-up.', 'SDR의 후속 연락.', 'Последующие обращения SDR.'),
      leaves: text(
        'Came to the SDR’s call and wants to speak to sales; no competitor, no existing customer. The SDR sets SQL by hand.',
        'SDR과 통화했고 영업 상담을 원합니다. 경쟁사나 기존 고객이 아님을 확인한 뒤 SDR이 직접 SQL로 올립니다.',
        'Пришёл на звонок с SDR и хочет говорить с продажами; не конкурент и не действующий клиент. SDR ставит SQL вручную.',
      ),
      buyerStep: text(
        'Compares suppliers and is ready for a first talk.',
        '공급사를 비교하며 첫 상담을 할 준비가 되어 있습니다.',
        'Сравнивает поставщиков и готов к первому разговору.',
      ),
      agreed: null,
      entry: all(
        field('icp', 'is', true),
        consented,
        any(inPass(askedToTalk), field('pass.engagement', 'gte', intentThreshold)),
      ),
      contentKinds: ['case_study', 'battle_card', 'demo', 'video'],
      playbook: 'mofu',
      handoff: 'sdr',
    },
    {
      id: 'sql',
      name: text('SQL / SAL', '영업 적격 리드(SQL)', 'Лид, квалифицированный продажами (SQL)'),
      band: ['MOFU'],
      owner: ae,
      goal: text(
        'The AE verifies the opportunity.',
        '영업 담당자(AE)가 영업 기회를 검증합니다.',
        'Менеджер по продажам проверяет возможность сделки.',
      ),
      enters: text(
        'The SDR confirmed interest, a meeting with the AE is booked, the person is in the CRM.',
        'SDR이 관심을 확인했고 AE와의 미팅이 잡혔으며 CRM에 등록되었습니다.',
        'SDR подтвердил интерес, встреча с менеджером назначена, человек заведён в CRM.',
      ),
      sends: text(
        'First sales call: can we win, do we want to win, should we pursue it?',
        '첫 영업 상담: 이길 수 있는가, 이기고 싶은가, 추진해야 하는가?',
        'Первый разговор с продажами: можем ли мы выиграть, хотим ли, стоит ли браться?',
      ),
      leaves: text(
        'Worth pursuing, with amount and close date expected; or returned with a reason.',
        '추진할 가치가 있고 예상 금액과 계약 예정일이 정해집니다. 아니면 사유와 함께 돌려보냅니다.',
        'Стоит браться, указаны ожидаемая сумма и дата закрытия — или лид возвращён с причиной.',
      ),
      buyerStep: text(
        'Talks to us about their case.',
        '자사의 상황을 두고 우리와 이야기합니다.',
        'Обсуждает с нами свою задачу.',
      ),
      agreed: null,
      entry: inPass(did('lead_accepted')),
      contentKinds: ['case_study', 'demo', 'battle_card', 'review'],
      playbook: 'mofu',
      handoff: 'sales',
    },
    {
      id: 'opportunity',
      name: text('Opportunity (SQO)', '영업 기회(SQO)', 'Потенциальная сделка (SQO)'),
      band: ['BOFU'],
      owner: sales,
      goal: text('Win.', '수주합니다.', 'Выиграть сделку.'),
      enters: text(
        'Verified by the AE, with amount and date, in the deal pipeline.',
        'AE가 검증했고 금액과 일정이 정해져 딜 파이프라인에 있습니다.',
        'Проверено менеджером, есть сумма и дата, заведено в пайплайн продаж.',
      ),
      sends: text(
        'Discovery, solution, demo, proposal, closing.',
        '니즈 파악, 솔루션 제안, 데모, 제안, 클로징.',
        'Выявление потребностей, решение, демонстрация, КП, закрытие.',
      ),
      leaves: text(
        'Purchase order or binding contract signed; or lost, with the reason.',
        '발주서나 구속력 있는 계약에 서명합니다. 아니면 사유와 함께 실주로 남깁니다.',
        'Подписан заказ или обязывающий договор — или сделка проиграна, с причиной.',
      ),
      buyerStep: text(
        'Decides, with the others who have a say.',
        '의사결정에 참여하는 사람들과 함께 결정합니다.',
        'Принимает решение вместе с теми, кто на него влияет.',
      ),
      agreed: null,
      entry: inPass(did('opportunity_verified')),
      contentKinds: ['price', 'proposal', 'proof', 'implementation_guide'],
      playbook: 'bofu',
    },
    {
      id: 'customer',
      name: text('Customer', '고객', 'Клиент'),
      band: ['CUSTOMER'],
      owner: success,
      goal: text(
        'A good start, adoption, renewal, and a customer who recommends us.',
        '순조로운 시작과 정착, 갱신, 그리고 우리를 추천하는 고객.',
        'Хороший старт, внедрение, продление и клиент, который нас рекомендует.',
      ),
      enters: text('Signed.', '계약한 사람.', 'Договор подписан.'),
      sends: text(
        'Onboarding plan, useful-content mails, feature news, next year’s roadmap.',
        '온보딩 계획, 유용한 콘텐츠 메일, 새 기능 소식, 내년 로드맵.',
        'План онбординга, полезные письма, новости о функциях, дорожная карта на следующий год.',
      ),
      leaves: text('Leaves us (churn).', '이탈합니다.', 'Уходит от нас (отток).'),
      buyerStep: text(
        'Uses what they bought and judges it.',
        '구매한 것을 사용하며 평가합니다.',
        'Пользуется купленным и оценивает его.',
      ),
      agreed: null,
      entry: inPass(signed),
      contentKinds: ['useful_mail', 'feature_news', 'roadmap', 'implementation_guide'],
      handoff: 'success',
    },
  ],
  outcomes: [
    { id: 'disqualified', name: text('Disqualified', '부적격', 'Дисквалифицирован'), reasons: true },
    { id: 'recycled', name: text('Recycled', '재육성', 'Возврат в прогрев'), reasons: true },
    { id: 'lost', name: text('Lost', '실주', 'Сделка проиграна'), reasons: true },
    { id: 'churned', name: text('Churned', '이탈', 'Отток'), reasons: true },
  ],
  back: [
    {
      id: 'competitor',
      kind: 'disqualified',
      from: ['prospect', 'subscriber', 'lead', 'mql', 'sql', 'opportunity'],
      when: field('account.relationship', 'is', 'competitor'),
      outcome: 'disqualified',
      newPass: false,
    },
    {
      id: 'disqualified_by_sales',
      kind: 'disqualified',
      from: ['prospect', 'subscriber', 'lead', 'mql', 'sql', 'opportunity'],
      when: on('lead_disqualified'),
      outcome: 'disqualified',
      newPass: false,
    },
    // a signature is stronger than any earlier verdict
    {
      id: 'signed_after_all',
      kind: 'round_again',
      from: 'any',
      fromOutcomes: ['disqualified'],
      when: all(field('outcome.lifecycle', 'is', 'disqualified'), on('contract_signed')),
      to: 'customer',
      newPass: true,
    },
    // disqualified as a competitor's, and the account turns out to be none
    ...fallBack({
      id: 'no_competitor_after_all',
      kind: 'round_again',
      from: 'any',
      fromOutcomes: ['disqualified'],
      when: all(
        field('outcome.lifecycle', 'is', 'disqualified'),
        field('account.relationship', 'is_not', 'competitor'),
        inPass(did(['lead_disqualified', 'stage_set']), 0, 'is'),
      ),
      newPass: true,
    }),
    ...fallBack({
      id: 'churned',
      kind: 'churned',
      from: ['customer'],
      when: on('customer_churned'),
      outcome: 'churned',
      newPass: true,
    }),
    ...fallBack({
      id: 'lost',
      kind: 'lost',
      from: ['sql', 'opportunity'],
      when: on('deal_lost'),
      outcome: 'lost',
      newPass: true,
    }),
    ...fallBack({
      id: 'returned',
      kind: 'returned_by_sales',
      from: ['mql', 'sql', 'opportunity'],
      when: on('lead_returned'),
      outcome: 'recycled',
      newPass: true,
    }),
    {
      id: 'consent_withdrawn',
      kind: 'consent_withdrawn',
      from: ['subscriber', 'lead', 'mql'],
      when: field('consent.marketing', 'is', 'withdrawn'),
      to: 'prospect',
      newPass: false,
    },
    {
      id: 'connection_withdrawn',
      kind: 'consent_withdrawn',
      from: ['subscriber'],
      when: all(field('consent.linkedin', 'is', 'withdrawn'), not(consented)),
      to: 'prospect',
      newPass: false,
    },
    // whoever asked to talk waits for a person's answer and never drops out by decay
    ...fallBack({
      id: 'score_fell',
      kind: 'score_fell',
      from: ['mql'],
      when: all(
        field('pass.engagement', 'lt', fallsBelow),
        inPass(askedToTalk, 0, 'is'),
        field('handoff.open', 'is_not', true),
      ),
      newPass: false,
    }),
  ],
  diverts: [
    {
      id: 'competitor',
      when: field('account.relationship', 'is', 'competitor'),
      before: 'subscriber',
      outcome: 'disqualified',
      reason: 'competitor',
    },
    {
      id: 'existing_customer',
      when: all(field('account.relationship', 'is', 'customer'), not(inPass(salesFact))),
      before: 'mql',
      reason: 'existing_customer',
      handoff: 'account_owner',
    },
  ],
}
