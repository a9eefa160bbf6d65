import type { StageModel } from '#core/blueprint.ts'
import { marketing, sales } from '#core/blueprint/templates/owners.ts'
import { did, inPass, on, text, unagreed } from '#core/blueprint/write.ts'

/** Two stages that any export of leads and won deals can meet: no consent, persona or score is asked. */
export const simple: StageModel = {
  id: 'simple',
  name: text('First contact to won', '첫 접촉에서 수주까지', 'От первого контакта до победы'),
  about: text(
    'For data from another system that knows only when a lead came and when it was won.',
    '리드가 들어온 날과 수주한 날만 아는 다른 시스템의 데이터를 위한 모델입니다.',
    'Для данных из другой системы, где известно только, когда лид появился и когда сделка выиграна.',
  ),
  subject: 'person',
  shape: 'line',
  stages: [
    {
      ...unagreed,
      id: 'first_contact',
      name: text('First contact', '첫 접촉', 'Первый контакт'),
      band: ['TOFU', 'MOFU'],
      owner: marketing,
      goal: text('Leads that come in.', '유입되는 리드.', 'Входящие лиды.'),
      enters: text(
        'The other system knows a first contact.',
        '다른 시스템에 첫 접촉이 기록된 사람.',
        'В другой системе есть первый контакт.',
      ),
      sends: text('Whatever the team sends.', '팀이 정한 연락.', 'То, что отправляет команда.'),
      leaves: text('Contract signed.', '계약에 서명합니다.', 'Договор подписан.'),
      buyerStep: text('Got in touch.', '연락이 닿았습니다.', 'Вышел на связь.'),
      entry: inPass(did('first_contact')),
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'won',
      name: text('Won', '수주', 'Сделка выиграна'),
      band: ['BOFU', 'CUSTOMER'],
      owner: sales,
      goal: text('Deals won.', '수주한 딜.', 'Выигранные сделки.'),
      enters: text('Contract signed.', '계약한 사람.', 'Договор подписан.'),
      sends: text('A good start.', '순조로운 시작.', 'Хороший старт.'),
      leaves: text('Leaves us (churn).', '이탈합니다.', 'Уходит (отток).'),
      buyerStep: text('Bought.', '구매했습니다.', 'Купил.'),
      entry: inPass(did('contract_signed')),
    },
  ],
  outcomes: [{ id: 'lost', name: text('Lost', '실주', 'Сделка проиграна'), reasons: true }],
  back: [
    { id: 'lost', kind: 'lost', from: ['first_contact'], when: on('deal_lost'), outcome: 'lost', newPass: false },
    {
      id: 'won_after_all',
      kind: 'round_again',
      from: 'any',
      fromOutcomes: ['lost'],
      when: { all: [{ field: 'outcome.simple', op: 'is', value: 'lost' }, on('contract_signed')] },
      to: 'won',
      newPass: false,
    },
  ],
  diverts: [],
}
