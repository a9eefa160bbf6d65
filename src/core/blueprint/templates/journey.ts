import type { StageModel } from '#core/blueprint.ts'
import { marketing, marketingAndSales, sales, success } from '#core/blueprint/templates/owners.ts'
import { all, always, any, content, did, inPass, on, text, times, unagreed } from '#core/blueprint/write.ts'
import type { Condition } from '#core/rule.ts'

const problem = content('blog_article', 'knowledge_base', 'research_paper', 'video')
const suppliers = content('buyers_guide', 'product_page', 'ebook', 'battle_card', 'review')
const evaluating = content('case_study', 'demo')
const deciding = content('price', 'proposal', 'proof', 'implementation_guide')

/** A customer of a month or more who reads like a buyer again. */
const readsAgain = (...kinds: Parameters<typeof times>[0][]): Condition =>
  all({ inStage: 'buyer_journey', op: 'gte', value: '30d' }, any(...kinds.map((kind) => times(kind, 2, '30d'))))

/**
 * FIELD 2.3 (D1): where the buyer stands, inferred from content kinds and behaviour, kept apart from the lifecycle. A
 * circle: after experience and loyalty it goes round again. It reads no scores, because scores may read it.
 */
export const journey: StageModel = {
  id: 'buyer_journey',
  name: text('Buyer journey', '구매자 여정', 'Путь покупателя'),
  about: text(
    'What the buyer is doing, as their reading and requests show it. Where it disagrees with the lifecycle, that is a signal: a customer back in the trigger stage is an upsell or about to leave.',
    '구매자가 읽고 요청한 것에서 드러나는 구매자의 단계입니다. 라이프사이클과 어긋나면 그 자체가 신호입니다. 고객이 다시 구매 계기 단계에 있다면 업셀 기회이거나 이탈 조짐입니다.',
    'Что делает покупатель, судя по тому, что он читает и о чём просит. Расхождение с жизненным циклом — сигнал: клиент, снова осознающий потребность, — это допродажа или отток.',
  ),
  subject: 'person',
  shape: 'circle',
  stages: [
    {
      ...unagreed,
      id: 'out_of_market',
      name: text('Out of market', '구매 검토 전', 'Вне рынка'),
      band: ['TOFU'],
      owner: marketing,
      goal: text(
        'Be known before there is a need.',
        '필요가 생기기 전에 알려집니다.',
        'Стать известными до того, как возникнет потребность.',
      ),
      enters: text('Everybody we have seen.', '우리가 접한 모든 사람.', 'Все, кого мы видели.'),
      sends: text(
        'Thought leadership, trends, inspiration.',
        '인사이트 칼럼, 트렌드, 영감을 주는 글.',
        'Экспертные статьи, тренды, идеи.',
      ),
      leaves: text(
        'Starts to read about a problem.',
        '문제에 관한 자료를 읽기 시작합니다.',
        'Начинает читать о проблеме.',
      ),
      buyerStep: text('Names no problem.', '문제를 느끼지 않습니다.', 'Не видит проблемы.'),
      entry: always,
      contentKinds: ['thought_leadership'],
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'trigger',
      name: text('Trigger', '구매 계기(문제 인식)', 'Осознание потребности'),
      band: ['TOFU'],
      owner: marketing,
      goal: text(
        'Be found where the problem is looked up.',
        '문제를 검색하는 곳에서 발견됩니다.',
        'Оказаться там, где ищут ответ на проблему.',
      ),
      enters: text(
        'Read two pieces about the problem, searched, or answered a survey.',
        '문제에 관한 자료를 두 번 읽었거나, 검색했거나, 설문에 답한 사람.',
        'Прочитал два материала о проблеме, искал или ответил на опрос.',
      ),
      sends: text(
        'Search, niche blogs, video, research.',
        '검색, 전문 블로그, 영상, 리서치 자료.',
        'Поиск, нишевые блоги, видео, исследования.',
      ),
      leaves: text('Looks at suppliers.', '공급사를 알아봅니다.', 'Смотрит поставщиков.'),
      buyerStep: text(
        'A problem is recognised, a project group forms.',
        '문제를 인식하고 프로젝트 조직을 꾸립니다.',
        'Проблема осознана, собирается рабочая группа.',
      ),
      entry: any(inPass(problem, 2), inPass(did(['search_performed', 'survey_answered']))),
      contentKinds: ['blog_article', 'knowledge_base', 'research_paper', 'video'],
      playbook: 'tofu',
    },
    {
      ...unagreed,
      id: 'brand_consideration',
      name: text('Brand consideration', '공급사 탐색', 'Выбор поставщиков'),
      band: ['MOFU'],
      owner: marketing,
      goal: text('Be on the list.', '후보 목록에 들어갑니다.', 'Попасть в список кандидатов.'),
      enters: text(
        'Looked at product, comparison, guide or review, or was seen on comparison sites.',
        '제품, 비교, 가이드, 후기를 보았거나 비교 사이트에서 포착된 사람.',
        'Смотрел продукт, сравнения, руководства или отзывы либо замечен на сайтах сравнения.',
      ),
      sends: text(
        'Comparisons, guides, reviews, events.',
        '비교 자료, 가이드, 후기, 행사.',
        'Сравнения, руководства, отзывы, мероприятия.',
      ),
      leaves: text(
        'Studies our cases, demo or trial.',
        '고객 사례, 데모, 체험을 살펴봅니다.',
        'Изучает кейсы, демонстрацию или пробный доступ.',
      ),
      buyerStep: text(
        'Lists suppliers, visits their sites and comparison sites.',
        '공급사를 정리하고 각 사이트와 비교 사이트를 둘러봅니다.',
        'Составляет список поставщиков, ходит по их сайтам и сайтам сравнения.',
      ),
      entry: any(
        inPass(suppliers),
        inPass(did(['third_party_intent', 'event_registered', 'event_attended', 'connection_accepted'])),
      ),
      contentKinds: ['buyers_guide', 'product_page', 'ebook', 'battle_card', 'review'],
      playbook: 'mofu',
    },
    {
      ...unagreed,
      id: 'active_evaluation',
      name: text('Active evaluation', '비교·평가', 'Сравнение вариантов'),
      band: ['MOFU'],
      owner: marketingAndSales,
      goal: text('Stay on the short list.', '최종 후보에 남습니다.', 'Остаться в коротком списке.'),
      enters: text(
        'Read two cases, or asked for a demo, a sample or a trial.',
        '고객 사례를 두 번 보았거나 데모, 샘플, 체험을 요청한 사람.',
        'Изучил два кейса или попросил демонстрацию, образец, пробный доступ.',
      ),
      sends: text(
        'Case studies, product demos, papers on method.',
        '고객 사례, 제품 데모, 방법론 자료.',
        'Кейсы, демонстрации, материалы о методике.',
      ),
      leaves: text(
        'Talks to sales about price and terms.',
        '가격과 조건을 영업과 이야기합니다.',
        'Говорит с продажами о цене и условиях.',
      ),
      buyerStep: text('The list gets short.', '후보를 좁힙니다.', 'Список сокращается.'),
      entry: any(
        inPass(evaluating, 2),
        inPass(did(['demo_requested', 'sample_requested', 'trial_started', 'trial_completed', 'signed_up'])),
      ),
      contentKinds: ['case_study', 'demo'],
      playbook: 'mofu',
    },
    {
      ...unagreed,
      id: 'purchase_decision',
      name: text('Purchase decision', '구매 결정', 'Решение о покупке'),
      band: ['BOFU'],
      owner: sales,
      goal: text(
        'Clear the last doubts, give the proofs.',
        '마지막 우려를 풀고 증빙을 제공합니다.',
        'Снять последние сомнения, дать подтверждения.',
      ),
      enters: text(
        'Asked for price, quote, proof or terms, met sales, or looked at prices and proofs three times.',
        '가격, 견적, 증빙, 조건을 문의했거나 영업을 만났거나 가격·증빙 자료를 세 번 본 사람.',
        'Спросил цену, расчёт, подтверждения или условия, встретился с продажами либо трижды смотрел цены и подтверждения.',
      ),
      sends: text(
        'Proposal, proofs of compatibility and service.',
        '제안서, 호환성·서비스 증빙.',
        'КП, подтверждения совместимости и сервиса.',
      ),
      leaves: text(
        'Contract signed; or the product does not fit.',
        '계약에 서명합니다. 또는 제품이 맞지 않습니다.',
        'Договор подписан — или продукт не подошёл.',
      ),
      buyerStep: text('Approval and contract.', '승인과 계약.', 'Согласование и договор.'),
      entry: any(
        inPass(deciding, 3),
        inPass(
          did([
            'price_asked',
            'quote_requested',
            'callback_requested',
            'proof_requested',
            'implementation_asked',
            'support_asked',
            'meeting_booked',
            'meeting_attended',
            'proposal_opened',
            'opportunity_verified',
          ]),
        ),
      ),
      contentKinds: ['price', 'proposal', 'proof', 'implementation_guide'],
      playbook: 'bofu',
    },
    {
      ...unagreed,
      id: 'experience',
      name: text('Experience', '사용 경험', 'Опыт использования'),
      band: ['CUSTOMER'],
      owner: success,
      goal: text(
        'A clear starting point, reliable support, quality as expected.',
        '분명한 출발점, 믿을 수 있는 지원, 기대한 품질.',
        'Понятное начало, надёжная поддержка, ожидаемое качество.',
      ),
      enters: text(
        'Signed, or began onboarding.',
        '계약했거나 온보딩을 시작한 사람.',
        'Подписал договор или начал онбординг.',
      ),
      sends: text('A plan, simple guides, support.', '계획, 쉬운 안내, 지원.', 'План, простые инструкции, поддержка.'),
      leaves: text(
        'Renews, buys more, recommends us; or leaves.',
        '갱신하거나 더 구매하거나 추천합니다. 또는 이탈합니다.',
        'Продлевает, покупает ещё, рекомендует — или уходит.',
      ),
      buyerStep: text(
        'Learns to use it; ease and clarity first.',
        '사용법을 익힙니다. 쉽고 분명한 것이 먼저입니다.',
        'Осваивает: главное — просто и ясно.',
      ),
      entry: inPass(did(['contract_signed', 'onboarding_started'])),
      contentKinds: ['implementation_guide', 'useful_mail'],
    },
    {
      ...unagreed,
      id: 'loyalty',
      name: text('Loyalty', '로열티(충성 고객)', 'Лояльность'),
      band: ['CUSTOMER'],
      owner: success,
      goal: text(
        'Repeat purchase, upsell, referral.',
        '재구매, 업셀, 추천.',
        'Повторные покупки, допродажи, рекомендации.',
      ),
      enters: text(
        'Renewed, signed again, recommended us or wrote a review.',
        '갱신했거나 다시 계약했거나 우리를 추천했거나 후기를 쓴 사람.',
        'Продлил, подписал ещё раз, порекомендовал нас или написал отзыв.',
      ),
      sends: text(
        'Useful-content mails, feature news, next year’s roadmap.',
        '유용한 콘텐츠 메일, 새 기능 소식, 내년 로드맵.',
        'Полезные письма, новости о функциях, дорожная карта на следующий год.',
      ),
      leaves: text(
        'Goes round again, or leaves.',
        '다시 구매 여정을 시작하거나 이탈합니다.',
        'Идёт на новый круг или уходит.',
      ),
      buyerStep: text(
        'Knows why they chose us, and says so.',
        '우리를 선택한 이유를 알고 주변에 말합니다.',
        'Помнит, почему выбрал нас, и говорит об этом.',
      ),
      entry: any(
        inPass(did(['contract_renewed', 'referral_given', 'review_written'])),
        all(inPass(did('contract_signed')), times(did('contract_signed'), 2)),
      ),
      contentKinds: ['useful_mail', 'feature_news', 'roadmap'],
    },
  ],
  outcomes: [
    { id: 'lost', name: text('Chose another', '타사 선택', 'Выбрал другого'), reasons: true },
    { id: 'churned', name: text('Churned', '이탈', 'Отток'), reasons: true },
  ],
  back: [
    {
      id: 'does_not_fit',
      kind: 'does_not_fit',
      from: ['active_evaluation', 'purchase_decision'],
      when: on('product_misfit'),
      to: 'brand_consideration',
      newPass: false,
    },
    {
      id: 'chose_another',
      kind: 'lost',
      from: ['brand_consideration', 'active_evaluation', 'purchase_decision'],
      when: on('deal_lost'),
      to: 'out_of_market',
      outcome: 'lost',
      newPass: true,
    },
    {
      id: 'churned',
      kind: 'churned',
      from: ['experience', 'loyalty'],
      when: on('customer_churned'),
      to: 'out_of_market',
      outcome: 'churned',
      newPass: true,
    },
    {
      id: 'decides_again',
      kind: 'round_again',
      from: ['experience', 'loyalty'],
      when: on(['quote_requested', 'price_asked', 'proof_requested']),
      to: 'purchase_decision',
      newPass: true,
    },
    {
      id: 'compares_again',
      kind: 'round_again',
      from: ['experience', 'loyalty'],
      when: readsAgain(content('battle_card', 'review', 'buyers_guide'), did('third_party_intent')),
      to: 'brand_consideration',
      newPass: true,
    },
    {
      id: 'triggered_again',
      kind: 'round_again',
      from: ['experience', 'loyalty'],
      when: readsAgain(content('blog_article', 'research_paper', 'product_page')),
      to: 'trigger',
      newPass: true,
    },
  ],
  diverts: [],
}
