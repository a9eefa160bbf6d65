import type { Playbook } from '#core/blueprint.ts'
import { text } from '#core/blueprint/write.ts'

/** FIELD 3, Ask: questions that want long answers, by band. */
export const playbooks: Playbook[] = [
  {
    id: 'tofu',
    name: text('Latent pain', '아직 드러나지 않은 문제', 'Скрытая проблема'),
    band: 'TOFU',
    about: text(
      'Outbound, or very early. Show the problem and talk about now, not about solutions. A conversation, no interrogation.',
      '아웃바운드이거나 아주 초기 단계입니다. 해결책이 아니라 지금의 문제를 이야기합니다. 심문이 아니라 대화입니다.',
      'Исходящий контакт или самое начало. Покажите проблему и говорите о том, как сейчас, а не о решениях. Это разговор, а не допрос.',
    ),
    questions: [
      text(
        'What is your main problem around ___?',
        '___와 관련해 가장 큰 문제는 무엇인가요?',
        'Какая главная проблема у вас с ___?',
      ),
      text(
        'How does it show in the business?',
        '그 문제는 사업에서 어떻게 나타나나요?',
        'Как она проявляется в бизнесе?',
      ),
      text(
        'How does it touch your day?',
        '하루 업무에는 어떤 영향을 주나요?',
        'Как она сказывается на вашем рабочем дне?',
      ),
      text('How do you deal with it today?', '지금은 어떻게 대처하고 계신가요?', 'Как вы справляетесь с ней сейчас?'),
      text('What would it mean to solve it?', '해결된다면 무엇이 달라질까요?', 'Что изменится, если её решить?'),
      text(
        'What happens if you leave it as it is?',
        '그대로 두면 어떻게 될까요?',
        'Что будет, если оставить всё как есть?',
      ),
    ],
  },
  {
    id: 'mofu',
    name: text('Results and alternatives', '기대 결과와 대안', 'Результаты и варианты'),
    band: 'MOFU',
    about: text(
      'Outbound who is convinced, or inbound who asked for help. Do not ask about the pain again; ask about results and alternatives.',
      '이미 공감한 아웃바운드 상대이거나 먼저 도움을 청한 인바운드 상대입니다. 문제를 다시 묻지 말고 원하는 결과와 대안을 물어보세요.',
      'Исходящий контакт уже убеждён или входящий сам попросил о помощи. Не спрашивайте снова о проблеме — спрашивайте о результатах и вариантах.',
    ),
    questions: [
      text(
        'What do you want to reach by bringing in ___?',
        '___을(를) 도입해 무엇을 이루고 싶으신가요?',
        'Чего вы хотите достичь с помощью ___?',
      ),
      text(
        'With a magic wand, which KPI would you move?',
        '무엇이든 바꿀 수 있다면 어떤 KPI를 움직이고 싶으신가요?',
        'Будь у вас волшебная палочка, какой показатель вы бы изменили?',
      ),
      text(
        'What drives the decision?',
        '결정에 가장 크게 작용하는 것은 무엇인가요?',
        'Что больше всего влияет на решение?',
      ),
      text(
        'What matters most to you in a vendor?',
        '공급사를 고를 때 무엇을 가장 중요하게 보시나요?',
        'Что для вас важнее всего в поставщике?',
      ),
      text('What exactly is missing today?', '지금 정확히 무엇이 부족한가요?', 'Чего именно не хватает сейчас?'),
    ],
  },
  {
    id: 'bofu',
    name: text('Closing', '클로징', 'Закрытие'),
    band: 'BOFU',
    about: text(
      'Ready to buy, may still compare, already thinks we could fit. Ask about the way to the signature.',
      '구매할 준비가 되었고 아직 비교 중일 수 있으며 우리가 맞을 수 있다고 생각합니다. 서명까지의 과정을 물어보세요.',
      'Готов купить, возможно, ещё сравнивает и уже считает, что мы подойдём. Спрашивайте о пути к подписанию.',
    ),
    questions: [
      text(
        'What happens between approval and signing?',
        '승인 후 서명까지는 어떤 절차를 거치나요?',
        'Что происходит между согласованием и подписанием?',
      ),
      text('What else is needed to approve?', '승인에 더 필요한 것은 무엇인가요?', 'Что ещё нужно для согласования?'),
      text('What could get in the way?', '걸림돌이 될 만한 것은 무엇인가요?', 'Что может помешать?'),
      text(
        'How do you see yourselves starting before [date]?',
        '[날짜] 이전에 시작한다면 어떤 모습일까요?',
        'Как вы видите старт до [дата]?',
      ),
    ],
  },
]
