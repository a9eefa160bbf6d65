import type { StageModel } from '#core/blueprint.ts'
import { signedOrPaid, statedIntent } from '#core/blueprint/templates/events.ts'
import { marketing, marketingAndSales, sales } from '#core/blueprint/templates/owners.ts'
import { always, any, content, did, inPass, on, text, unagreed } from '#core/blueprint/write.ts'

/** Reads about a problem, or tells us of one. */
const knowsTheProblem = any(
  inPass(did(['survey_answered', 'search_performed', 'third_party_intent'])),
  inPass(content('blog_article', 'knowledge_base', 'research_paper', 'buyers_guide')),
)
const featuresOrPrice = content('product_page', 'battle_card', 'case_study', 'demo', 'review', 'price', 'proof')

/** FIELD 2.4 (D3): the traditional funnel of a person. Two facts of awareness and two kinds of intent are kept apart. */
export const traditional: StageModel = {
  id: 'traditional',
  name: text('Traditional funnel', '전통적 퍼널', 'Классическая воронка'),
  about: text(
    'Awareness, consideration, transaction. Awareness keeps apart who knows the problem and who knows us; consideration keeps apart stated and implied intent.',
    '인지, 고려, 구매 체결. 인지에서는 문제를 아는 사람과 우리를 아는 사람을, 고려에서는 직접 밝힌 의향과 행동에서 드러난 의향을 구분합니다.',
    'Осведомлённость, рассмотрение, покупка. В осведомлённости отдельно: кто знает проблему и кто знает нас; в рассмотрении — намерение, высказанное прямо, и намерение, видное по действиям.',
  ),
  subject: 'person',
  shape: 'line',
  stages: [
    {
      ...unagreed,
      id: 'awareness',
      name: text('Awareness', '인지', 'Осведомлённость'),
      band: ['TOFU'],
      owner: marketing,
      goal: text(
        'They know the problem, know us, and how we solve it.',
        '문제와 우리, 그리고 우리의 해결 방법을 알게 합니다.',
        'Знают проблему, знают нас и то, как мы её решаем.',
      ),
      enters: text(
        'A visit, a survey answer or a share.',
        '방문, 설문 응답, 공유를 한 사람.',
        'Визит, ответ на опрос или репост.',
      ),
      sends: text('Web, surveys, social.', '웹사이트, 설문, 소셜.', 'Сайт, опросы, соцсети.'),
      leaves: text(
        'Looks at features or price, or asks about them.',
        '기능이나 가격을 보거나 문의합니다.',
        'Смотрит возможности или цены либо спрашивает о них.',
      ),
      buyerStep: text(
        'Knows the problem, or knows us.',
        '문제를 알거나 우리를 압니다.',
        'Знает проблему или знает нас.',
      ),
      entry: always,
      doors: [
        { id: 'knows_problem', name: text('Knows the problem', '문제를 앎', 'Знает проблему'), when: knowsTheProblem },
        { id: 'knows_us', name: text('Knows us', '우리를 앎', 'Знает нас'), when: always },
      ],
      contentKinds: ['blog_article', 'thought_leadership', 'research_paper'],
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'consideration',
      name: text('Consideration', '고려(검토)', 'Рассмотрение'),
      band: ['MOFU'],
      owner: marketingAndSales,
      goal: text(
        'Qualified: has the problem, knows us, wants to know more.',
        '검증된 리드: 문제가 있고 우리를 알며 더 알고 싶어 합니다.',
        'Квалифицирован: есть проблема, знает нас, хочет узнать больше.',
      ),
      enters: text(
        'Looked at features or price, or asked.',
        '기능이나 가격을 보았거나 문의한 사람.',
        'Смотрел возможности или цены либо спросил.',
      ),
      sends: text(
        'Features, prices, cases: the longest phase; a motivated buyer shortens it by contacting sales.',
        '기능, 가격, 고객 사례. 가장 긴 단계이며, 적극적인 구매자는 영업에 직접 연락해 단축합니다.',
        'Возможности, цены, кейсы: самый долгий этап; мотивированный покупатель сокращает его, обращаясь в продажи.',
      ),
      leaves: text('Buys; or chooses another.', '구매하거나 다른 곳을 선택합니다.', 'Покупает — или выбирает другого.'),
      buyerStep: text('Weighs features and price.', '기능과 가격을 따져 봅니다.', 'Взвешивает возможности и цену.'),
      entry: any(inPass(statedIntent), inPass(featuresOrPrice)),
      doors: [
        {
          id: 'stated',
          name: text('Stated intent', '직접 밝힌 의향', 'Намерение высказано'),
          when: inPass(statedIntent),
        },
        {
          id: 'implied',
          name: text('Implied intent', '행동에서 드러난 의향', 'Намерение видно по действиям'),
          when: always,
        },
      ],
      contentKinds: ['product_page', 'case_study', 'battle_card', 'price'],
      playbook: 'mofu',
    },
    {
      ...unagreed,
      id: 'transaction',
      name: text('Transaction', '구매 체결', 'Покупка'),
      band: ['BOFU', 'CUSTOMER'],
      owner: sales,
      goal: text('How many leads bought.', '리드 중 몇 명이 구매했는가.', 'Сколько лидов купили.'),
      enters: text('Signed or paid.', '계약했거나 결제한 사람.', 'Подписал или оплатил.'),
      sends: text(
        'Contract, invoice, a good start.',
        '계약서, 청구서, 순조로운 시작.',
        'Договор, счёт, хороший старт.',
      ),
      leaves: text('Leaves us (churn).', '이탈합니다.', 'Уходит (отток).'),
      buyerStep: text('Buys.', '구매합니다.', 'Покупает.'),
      entry: inPass(signedOrPaid),
      contentKinds: ['implementation_guide'],
    },
  ],
  outcomes: [
    { id: 'lost', name: text('Lost', '실주', 'Сделка проиграна'), reasons: true },
    { id: 'churned', name: text('Churned', '이탈', 'Отток'), reasons: true },
  ],
  back: [
    {
      id: 'lost',
      kind: 'lost',
      from: ['consideration'],
      when: on('deal_lost'),
      to: 'awareness',
      outcome: 'lost',
      newPass: true,
    },
    {
      id: 'churned',
      kind: 'churned',
      from: ['transaction'],
      when: on('customer_churned'),
      to: 'awareness',
      outcome: 'churned',
      newPass: true,
    },
  ],
  diverts: [],
}
