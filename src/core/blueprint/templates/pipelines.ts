import type { Gate, GateNeed, Outcome, Stage, StageModel } from '#core/blueprint.ts'
import { recordOfSale } from '#core/blueprint/record-of-sale.ts'
import { sales, sdr, success } from '#core/blueprint/templates/owners.ts'
import { text, unagreed } from '#core/blueprint/write.ts'

const notABuyer: Outcome = {
  id: 'not_a_buyer',
  name: text('Not a buyer, may refer', '구매자는 아니나 추천 가능', 'Не покупатель, но может рекомендовать'),
  reasons: true,
}
const lost: Outcome = { id: 'lost', name: text('Lost', '실주', 'Сделка проиграна'), reasons: true }

const asked: Partial<Record<GateNeed, Gate['name']>> = {
  amount: text('Expected amount', '예상 금액', 'Ожидаемая сумма'),
  close_date: text('Expected close date', '예상 체결일', 'Ожидаемая дата закрытия'),
  company: text('Company', '회사', 'Компания'),
  decision_maker: text('Key decision maker known', '핵심 의사결정자 파악', 'Известен ЛПР'),
  budget: text('Budget: has the money', '예산: 자금이 있음', 'Бюджет: деньги есть'),
  authority: text('Authority: who decides', '결정 권한: 누가 결정하는가', 'Полномочия: кто решает'),
  need: text('Need: a problem we solve', '필요: 우리가 해결하는 문제', 'Потребность: проблема, которую мы решаем'),
  timing: text('Timing: when they plan to buy', '시기: 언제 구매할 계획인가', 'Сроки: когда планируют покупку'),
  can_win: text('Can we win?', '이길 수 있는가?', 'Можем ли мы выиграть?'),
  want_to_win: text('Do we want to win?', '이기고 싶은가?', 'Хотим ли мы выиграть?'),
  should_pursue: text('Should we pursue it?', '추진해야 하는가?', 'Стоит ли за это браться?'),
  meeting_attended: text('They came to a meeting', '미팅에 참석함', 'Пришли на встречу'),
  proposal_accepted: text('The proposal was accepted', '제안이 수락됨', 'КП принято'),
}

/** Gates named after what they ask for. */
const gates = (...needs: GateNeed[]): Pick<Stage, 'gates'> => ({
  gates: needs.map((need) => ({
    id: need,
    name: need === 'signed' ? recordOfSale.name : (asked[need] ?? text(need, need, need)),
    need,
  })),
})

/** A stage of a pipeline: deals are moved by hand, through the gate that `leaves` names. */
const byHand = (stage: Omit<Stage, 'entry' | 'agreed'>): Stage => ({ ...unagreed, ...stage, entry: null })

/** FIELD 2.7 (D4): the sales pipeline of a deal. Won ends the cycle; retention is a stage after the win. */
export const salesPipeline: StageModel = {
  id: 'sales_pipeline',
  name: text('Sales pipeline', '영업 파이프라인', 'Пайплайн продаж'),
  about: text(
    'The deals our people work on and the next step of each, from contact to close, and retention after it.',
    '우리 팀이 진행하는 딜과 각 딜의 다음 단계입니다. 컨택에서 클로징까지, 그리고 그 이후의 고객 유지를 담습니다.',
    'Сделки, над которыми работает команда, и следующий шаг каждой: от первого контакта до закрытия и удержания после него.',
  ),
  subject: 'deal',
  shape: 'line',
  stages: [
    byHand({
      id: 'contact',
      name: text('Contact', '컨택', 'Первый контакт'),
      band: ['TOFU'],
      owner: sdr,
      goal: text('Get into a conversation.', '대화를 시작합니다.', 'Начать разговор.'),
      enters: text(
        'Found by lead generation or prospecting: networking, advertising, social, cold outreach, events, referral, partner.',
        '리드 발굴이나 잠재 고객 탐색으로 만난 상대: 네트워킹, 광고, 소셜, 콜드 아웃리치, 행사, 추천, 파트너.',
        'Найден лидогенерацией или поиском: нетворкинг, реклама, соцсети, холодные обращения, мероприятия, рекомендации, партнёры.',
      ),
      sends: text('First messages and calls.', '첫 메시지와 전화.', 'Первые письма и звонки.'),
      leaves: text(
        'They answer and there may be a need.',
        '답이 왔고 필요가 있을 수 있습니다.',
        'Ответили, и потребность возможна.',
      ),
      buyerStep: text('Hears from us.', '우리의 연락을 받습니다.', 'Слышит нас.'),
      contentKinds: ['blog_article', 'thought_leadership'],
      playbook: 'tofu',
      probability: 0.05,
    }),
    byHand({
      id: 'qualification',
      name: text('Qualification', '리드 검증', 'Квалификация'),
      band: ['TOFU', 'MOFU'],
      owner: sdr,
      goal: text(
        'Likely to become a happy long-term customer?',
        '오래 만족할 고객이 될 수 있는가?',
        'Станет ли довольным клиентом надолго?',
      ),
      enters: text('In conversation with us.', '우리와 대화 중인 상대.', 'Ведёт с нами разговор.'),
      sends: text(
        'Questions: budget, authority, need, time.',
        '질문: 예산, 결정 권한, 필요, 시기.',
        'Вопросы: бюджет, полномочия, потребность, сроки.',
      ),
      leaves: text(
        'Has the budget; we know who decides, which problem we solve, and when they plan to buy.',
        '예산이 있고, 누가 결정하는지, 어떤 문제를 해결하는지, 언제 구매할지 압니다.',
        'Бюджет есть; известно, кто решает, какую проблему мы закрываем и когда планируют покупку.',
      ),
      buyerStep: text('Tells us about the problem.', '문제를 이야기합니다.', 'Рассказывает о проблеме.'),
      contentKinds: ['case_study', 'ebook'],
      playbook: 'mofu',
      probability: 0.2,
      lifecycle: 'mql',
      ...gates('budget', 'authority', 'need', 'timing'),
    }),
    byHand({
      id: 'meeting',
      name: text('Meeting', '미팅', 'Встреча'),
      band: ['MOFU'],
      owner: sales,
      goal: text(
        'Learn about them, their goals, what they tried.',
        '상대와 목표, 지금까지의 시도를 파악합니다.',
        'Узнать о них, об их целях и о том, что уже пробовали.',
      ),
      enters: text(
        'Qualified, and a meeting is booked.',
        '검증되었고 미팅이 잡힌 상대.',
        'Квалифицирован, встреча назначена.',
      ),
      sends: text(
        'Demo, why us, answers to objections.',
        '데모, 우리를 선택할 이유, 반론에 대한 답.',
        'Демонстрация, почему мы, ответы на возражения.',
      ),
      leaves: text(
        'A buying signal: they ask what it costs or how it starts.',
        '구매 신호: 비용이나 시작 방법을 묻습니다.',
        'Сигнал к покупке: спрашивают, сколько стоит и с чего начать.',
      ),
      buyerStep: text(
        'Looks at the solution with us.',
        '우리와 함께 솔루션을 살펴봅니다.',
        'Смотрит решение вместе с нами.',
      ),
      contentKinds: ['demo', 'case_study', 'battle_card'],
      playbook: 'mofu',
      probability: 0.4,
      lifecycle: 'sql',
      ...gates('meeting_attended', 'can_win', 'want_to_win', 'should_pursue', 'amount', 'close_date'),
    }),
    byHand({
      id: 'proposal',
      name: text('Proposal', '제안', 'Коммерческое предложение (КП)'),
      band: ['BOFU'],
      owner: sales,
      goal: text(
        'A short offer with several priced options.',
        '가격이 다른 여러 안을 담은 짧은 제안.',
        'Короткое КП с несколькими вариантами по цене.',
      ),
      enters: text('After a buying signal.', '구매 신호를 보인 상대.', 'После сигнала к покупке.'),
      sends: text(
        'The proposal: nothing that the talks did not already say.',
        '제안서: 앞서 나눈 이야기만 담습니다.',
        'КП: ничего, чего не было в разговорах.',
      ),
      leaves: text(
        'They say yes and know what happens until signing.',
        '동의했고 서명까지의 절차를 압니다.',
        'Согласны и знают, что будет до подписания.',
      ),
      buyerStep: text('Compares and seeks approval.', '비교하고 승인을 받습니다.', 'Сравнивает и согласует.'),
      contentKinds: ['proposal', 'price', 'proof'],
      playbook: 'bofu',
      probability: 0.6,
      lifecycle: 'opportunity',
      ...gates('signed'),
    }),
    byHand({
      id: 'close',
      name: text('Close', '클로징(계약)', 'Закрытие'),
      band: ['BOFU'],
      owner: sales,
      goal: text('Signed or bought.', '계약 또는 구매.', 'Подписано или куплено.'),
      enters: text('Only those who signed or bought.', '계약했거나 구매한 상대만.', 'Только подписавшие или купившие.'),
      sends: text(
        'Contract, thanks, hand-over to success.',
        '계약서, 감사 인사, 고객 성공팀 인계.',
        'Договор, благодарность, передача клиентскому успеху.',
      ),
      leaves: text(
        'Handed over with the reasons they bought.',
        '구매 이유와 함께 인계합니다.',
        'Передан вместе с причинами покупки.',
      ),
      buyerStep: text('Buys.', '구매합니다.', 'Покупает.'),
      contentKinds: ['implementation_guide'],
      playbook: 'bofu',
      handoff: 'success',
      probability: 1,
      won: true,
      lifecycle: 'customer',
    }),
    byHand({
      id: 'retention',
      name: text('Retention', '고객 유지', 'Удержание'),
      band: ['CUSTOMER'],
      owner: success,
      goal: text(
        'Engaged customers who buy again and recommend us.',
        '꾸준히 교류하며 다시 구매하고 추천하는 고객.',
        'Клиенты на связи: покупают снова и рекомендуют.',
      ),
      enters: text('Customers after the sale.', '판매 이후의 고객.', 'Клиенты после продажи.'),
      sends: text(
        'Feedback, later products, upgrades.',
        '의견 청취, 후속 제품, 업그레이드.',
        'Обратная связь, новые продукты, расширения.',
      ),
      leaves: text('Renews, or leaves.', '갱신하거나 이탈합니다.', 'Продлевает или уходит.'),
      buyerStep: text(
        'Uses it, judges it, buys again.',
        '사용하고 평가하고 다시 구매합니다.',
        'Пользуется, оценивает, покупает снова.',
      ),
      contentKinds: ['useful_mail', 'feature_news', 'roadmap'],
      probability: 1,
      lifecycle: 'customer',
    }),
  ],
  outcomes: [lost, notABuyer],
  back: [],
  diverts: [],
}

const phase = (
  id: string,
  name: Stage['name'],
  goal: Stage['goal'],
  leaves: Stage['leaves'],
  buyerStep: Stage['buyerStep'],
  contentKinds: string[],
  more: Pick<Stage, 'probability' | 'gates'>,
): Stage =>
  byHand({
    id,
    name,
    band: ['BOFU'],
    owner: sales,
    goal,
    enters: text(
      'Deals that passed the gate before.',
      '앞 단계의 관문을 지난 딜.',
      'Сделки, прошедшие предыдущий этап.',
    ),
    sends: goal,
    leaves,
    buyerStep,
    contentKinds,
    playbook: 'bofu',
    lifecycle: 'opportunity',
    ...more,
  })

/** FIELD 2.7, second template: the opportunity phase of D2. */
export const opportunityPipeline: StageModel = {
  id: 'opportunity_pipeline',
  name: text('Opportunity pipeline', '영업 기회 파이프라인', 'Пайплайн потенциальных сделок'),
  about: text(
    'What happens inside the opportunity stage of the lifecycle: discovery, solution, demo, proposal, closing.',
    '라이프사이클의 영업 기회 단계 안에서 일어나는 일입니다: 니즈 파악, 솔루션 제안, 데모, 제안, 클로징.',
    'Что происходит внутри этапа «потенциальная сделка»: выявление потребностей, решение, демонстрация, КП, закрытие.',
  ),
  subject: 'deal',
  shape: 'line',
  stages: [
    phase(
      'discovery',
      text('Discovery', '니즈 파악', 'Выявление потребностей'),
      text(
        'Understand the problem and who is touched by it.',
        '문제와 그 영향을 받는 사람을 이해합니다.',
        'Понять проблему и кого она касается.',
      ),
      text(
        'Problem, effect and buying group are written down.',
        '문제, 영향, 구매 의사결정 그룹이 정리되었습니다.',
        'Записаны проблема, последствия и закупочный центр.',
      ),
      text('Tells how it is today.', '현재 상황을 이야기합니다.', 'Рассказывает, как сейчас.'),
      ['case_study'],
      { probability: 0.2, ...gates('need', 'can_win', 'want_to_win', 'should_pursue', 'amount', 'close_date') },
    ),
    phase(
      'solution',
      text('Solution', '솔루션 제안', 'Решение'),
      text('Show how it would be solved.', '해결 방법을 보여 줍니다.', 'Показать, как это решается.'),
      text(
        'They agree that this would solve it.',
        '이 방법으로 해결된다는 데 동의합니다.',
        'Согласны, что это решит задачу.',
      ),
      text('Pictures the result.', '결과를 그려 봅니다.', 'Представляет результат.'),
      ['case_study', 'ebook'],
      { probability: 0.35, ...gates('decision_maker') },
    ),
    phase(
      'demo',
      text('Demo', '데모', 'Демонстрация'),
      text('Let them see it with their own case.', '상대의 사례로 직접 보여 줍니다.', 'Показать на их примере.'),
      text('Those who decide have seen it.', '결정권자들이 데모를 보았습니다.', 'Те, кто решает, её видели.'),
      text('Tries it and compares.', '써 보고 비교합니다.', 'Пробует и сравнивает.'),
      ['demo', 'video', 'proof'],
      { probability: 0.5, ...gates('meeting_attended') },
    ),
    phase(
      'proposal',
      text('Proposal', '제안', 'Коммерческое предложение (КП)'),
      text(
        'Several priced options, in their words.',
        '상대의 언어로 쓴, 가격이 다른 여러 안.',
        'Несколько вариантов по цене, их словами.',
      ),
      text('One option is chosen.', '한 가지 안을 선택했습니다.', 'Один вариант выбран.'),
      text('Seeks approval.', '승인을 받습니다.', 'Согласует внутри.'),
      ['proposal', 'price', 'proof'],
      { probability: 0.65, ...gates('proposal_accepted') },
    ),
    phase(
      'closing',
      text('Closing', '클로징', 'Закрытие'),
      text('Clear the way to the signature.', '서명까지의 걸림돌을 없앱니다.', 'Убрать препятствия к подписанию.'),
      text(
        'Signed; or lost, with the reason.',
        '계약합니다. 아니면 사유와 함께 실주로 남깁니다.',
        'Подписано — или проиграно, с причиной.',
      ),
      text('Signs.', '서명합니다.', 'Подписывает.'),
      ['proposal', 'implementation_guide'],
      { probability: 0.85, ...gates('signed') },
    ),
  ],
  outcomes: [{ id: 'won', name: text('Won', '수주', 'Сделка выиграна'), reasons: true, won: true }, lost],
  back: [],
  diverts: [],
}
