import type { StageModel } from '#core/blueprint.ts'
import { marketingAndSales, success } from '#core/blueprint/templates/owners.ts'
import { all, did, field, inPass, on, text, unagreed } from '#core/blueprint/write.ts'

/** People of the account that the account step counts (core/blueprint/fields.ts, `derivedAccountFacts`). */
export const named = field('account.tier', 'exists')
export const expanded = all(named, field('account.people', 'gte', 2))
export const engaged = all(named, field('account.engagedPeople', 'gte', 2), field('account.coverage', 'gte', 0.5))

/** FIELD 2.5 (D3): the flipped funnel of an account. The sale lies between engage and advocate. */
export const abm: StageModel = {
  id: 'abm',
  name: text('Flipped ABM funnel', '뒤집은 ABM 퍼널', 'Перевёрнутая воронка ABM'),
  about: text(
    'From a named account to its whole buying group, the sale, and advocates. An account stands where its people let it: roles met, coverage, engagement.',
    '지정한 타깃 기업에서 구매 의사결정 그룹 전체로 넓히고, 판매를 거쳐 지지 고객에 이릅니다. 회사의 단계는 그 회사 사람들, 곧 만난 역할과 범위와 참여도로 정해집니다.',
    'От выбранной компании — ко всему закупочному центру, к сделке и к адвокатам бренда. Этап компании зависит от её людей: охваченных ролей, полноты охвата и вовлечённости.',
  ),
  subject: 'account',
  shape: 'line',
  stages: [
    {
      ...unagreed,
      id: 'identify',
      name: text('Identify', '타깃 선정', 'Выбор компаний'),
      band: ['TOFU'],
      owner: marketingAndSales,
      goal: text(
        'Name target accounts together, find the key decision maker.',
        '영업과 마케팅이 함께 타깃 기업을 정하고 핵심 의사결정자를 찾습니다.',
        'Вместе выбрать целевые компании и найти ЛПР.',
      ),
      enters: text(
        'Named a target account, with a tier.',
        '타깃 기업으로 지정되고 등급이 있는 회사.',
        'Компания выбрана целевой и имеет уровень.',
      ),
      sends: text('Social and marketing channels.', '소셜과 마케팅 채널.', 'Соцсети и маркетинговые каналы.'),
      leaves: text(
        'A second person of the buying group is known.',
        '구매 의사결정 그룹의 두 번째 사람을 알게 됩니다.',
        'Известен второй человек из закупочного центра.',
      ),
      buyerStep: text('May not know us yet.', '아직 우리를 모를 수 있습니다.', 'Может ещё не знать о нас.'),
      entry: named,
      contentKinds: ['thought_leadership'],
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'expand',
      name: text('Expand', '접점 확대', 'Расширение контактов'),
      band: ['TOFU', 'MOFU'],
      owner: marketingAndSales,
      goal: text(
        'Work outwards to the rest of the buying group.',
        '구매 의사결정 그룹의 나머지 사람들로 넓힙니다.',
        'Выйти на остальных участников закупочного центра.',
      ),
      enters: text('Two people or more are known.', '두 명 이상을 아는 회사.', 'Известны двое или больше.'),
      sends: text('What each role asks about.', '역할마다 궁금해하는 내용.', 'То, что важно каждой роли.'),
      leaves: text(
        'Half of the roles are met and two people are engaged.',
        '역할의 절반을 만났고 두 명이 참여하고 있습니다.',
        'Охвачена половина ролей, вовлечены двое.',
      ),
      buyerStep: text('Several people look at it.', '여러 사람이 살펴봅니다.', 'Смотрят несколько человек.'),
      entry: expanded,
      contentKinds: ['research_paper', 'case_study'],
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'engage',
      name: text('Engage', '인게이지먼트', 'Вовлечение'),
      band: ['MOFU', 'BOFU'],
      owner: marketingAndSales,
      goal: text(
        'All of them, before the hard offer.',
        '본격적인 제안 전에 모두를 참여시킵니다.',
        'Вовлечь всех до конкретного предложения.',
      ),
      enters: text(
        'Two people engaged, half of the roles met.',
        '두 명이 참여하고 역할의 절반을 만난 회사.',
        'Вовлечены двое, охвачена половина ролей.',
      ),
      sends: text(
        'Cases of their trade, meetings, then the offer.',
        '같은 업종의 고객 사례, 미팅, 그다음 제안.',
        'Кейсы их отрасли, встречи, затем предложение.',
      ),
      leaves: text(
        'The sale; afterwards they recommend us.',
        '판매가 이루어지고, 이후 우리를 추천합니다.',
        'Сделка; затем они нас рекомендуют.',
      ),
      buyerStep: text('Agrees inside.', '내부에서 합의합니다.', 'Договариваются между собой.'),
      entry: engaged,
      contentKinds: ['case_study', 'demo', 'proof', 'price'],
      playbook: 'mofu',
      handoff: 'sales',
    },
    {
      ...unagreed,
      id: 'advocate',
      name: text('Advocate', '고객 옹호', 'Рекомендации'),
      band: ['CUSTOMER'],
      owner: success,
      goal: text(
        'Advocates beget advocates, inside and elsewhere.',
        '지지 고객이 안팎에서 또 다른 지지 고객을 만듭니다.',
        'Адвокаты бренда приводят новых — у себя и в других компаниях.',
      ),
      enters: text(
        'A customer whose people recommend us.',
        '소속 직원이 우리를 추천하는 고객사.',
        'Клиент, чьи люди нас рекомендуют.',
      ),
      sends: text(
        'Referral requests, reviews, joint cases.',
        '추천 요청, 후기, 공동 사례.',
        'Просьбы о рекомендации, отзывы, совместные кейсы.',
      ),
      leaves: text('Leaves us (churn).', '이탈합니다.', 'Уходит (отток).'),
      buyerStep: text('Speaks for us.', '우리를 대신해 이야기합니다.', 'Говорит в нашу пользу.'),
      entry: all(field('account.relationship', 'is', 'customer'), inPass(did(['referral_given', 'review_written']))),
      contentKinds: ['roadmap', 'feature_news'],
    },
  ],
  outcomes: [
    { id: 'lost', name: text('Lost', '실주', 'Сделка проиграна'), reasons: true },
    { id: 'churned', name: text('Churned', '이탈', 'Отток'), reasons: true },
    { id: 'disqualified', name: text('Disqualified', '부적격', 'Дисквалифицирована'), reasons: true },
  ],
  back: [
    {
      id: 'competitor',
      kind: 'disqualified',
      from: ['identify', 'expand', 'engage'],
      when: field('account.relationship', 'is', 'competitor'),
      outcome: 'disqualified',
      newPass: false,
    },
    {
      id: 'lost',
      kind: 'lost',
      from: ['engage'],
      when: on('deal_lost'),
      to: 'expand',
      outcome: 'lost',
      newPass: true,
    },
    {
      id: 'churned',
      kind: 'churned',
      from: ['advocate'],
      when: on('customer_churned'),
      to: 'identify',
      outcome: 'churned',
      newPass: true,
    },
  ],
  diverts: [],
}
