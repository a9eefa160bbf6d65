import type { Reason } from '#core/blueprint.ts'
import { text } from '#core/blueprint/write.ts'

const ended = ['lost', 'churned']
const givenBack = ['recycled', 'returned_by_sales']

/** Why somebody left the order, in the words that reviews count. */
export const reasons: Reason[] = [
  {
    id: 'competitor',
    name: text('Works for a competitor', '경쟁사 소속', 'Работает у конкурента'),
    for: ['disqualified'],
  },
  {
    id: 'existing_customer',
    name: text(
      'Already a customer: to the account’s owner',
      '기존 고객: 담당자에게 전달',
      'Уже клиент: передать ответственному за компанию',
    ),
    for: ['disqualified', ...givenBack],
  },
  {
    id: 'no_budget',
    name: text('No budget', '예산 없음', 'Нет бюджета'),
    for: [...givenBack, ...ended, 'not_a_buyer'],
  },
  {
    id: 'no_need',
    name: text('No need', '필요 없음', 'Нет потребности'),
    for: ['disqualified', ...givenBack, ...ended, 'not_a_buyer'],
  },
  {
    id: 'no_authority',
    name: text('Not the one who decides', '결정 권한 없음', 'Не принимает решений'),
    for: [...givenBack, 'not_a_buyer'],
  },
  { id: 'not_now', name: text('Not now', '지금은 아님', 'Не сейчас'), for: [...givenBack, 'lost'] },
  { id: 'no_answer', name: text('Does not answer', '응답 없음', 'Не отвечает'), for: [...givenBack, 'lost'] },
  {
    id: 'not_icp',
    name: text('Does not fit the ICP', 'ICP에 맞지 않음', 'Не подходит под ICP'),
    for: ['disqualified', ...givenBack],
  },
  {
    id: 'student',
    name: text('Student or job seeker', '학생·구직자', 'Студент или соискатель'),
    for: ['disqualified'],
  },
  {
    id: 'wrong_details',
    name: text('Wrong contact details', '연락처 오류', 'Неверные контакты'),
    for: ['disqualified', ...givenBack],
  },
  { id: 'price', name: text('Price', '가격', 'Цена'), for: ['won', ...ended] },
  { id: 'chose_competitor', name: text('Chose a competitor', '경쟁사 선택', 'Выбрал конкурента'), for: ended },
  {
    id: 'does_not_fit',
    name: text('Product does not fit', '제품이 맞지 않음', 'Продукт не подходит'),
    for: ['does_not_fit', ...givenBack, ...ended],
  },
  { id: 'no_decision', name: text('No decision was made', '결정 보류', 'Решение не принято'), for: ['lost'] },
  { id: 'service', name: text('Dissatisfied with service', '서비스 불만족', 'Недоволен сервисом'), for: ['churned'] },
  {
    id: 'may_refer',
    name: text('No buyer, but may refer', '구매자는 아니나 추천 가능', 'Не покупатель, но может рекомендовать'),
    for: ['not_a_buyer'],
  },
  { id: 'best_fit', name: text('Fitted best', '가장 잘 맞음', 'Подошли лучше всех'), for: ['won'] },
  { id: 'trust', name: text('Trust and references', '신뢰와 추천', 'Доверие и рекомендации'), for: ['won'] },
]
