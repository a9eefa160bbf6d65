import type { Block, PageCall, PageDocument, PageLanguage } from '#core/page/document.ts'

/** Texts of a template. `[…]` are the places that nobody but its owner can fill; a page that keeps one is not published. */
interface TemplateTexts {
  title: string
  lead: string
  button: string
  note: string
  benefits: { title: string; items: [title: string, text: string][] }
  quote: { text: string; name: string; role: string }
  questions: { title: string; items: [question: string, answer: string][] }
  form: { title: string; lead: string }
  meta: { title: string; description: string }
  footer: string
}

/** A page to begin with: for that call to action, in that language. `form`: the form it embeds; '' leaves it open. */
export function pageTemplate(call: PageCall, language: PageLanguage, form: string, brand: string): PageDocument {
  const texts = templates[language][call]
  const { benefits, quote, questions } = texts
  const blocks: Block[] = [
    {
      id: 'hero',
      kind: 'hero',
      title: texts.title,
      lead: texts.lead,
      label: texts.button,
      href: '#form',
      note: texts.note,
      picture: null,
    },
    {
      id: 'benefits',
      kind: 'benefits',
      title: benefits.title,
      items: benefits.items.map(([title, text]) => ({ title, text })),
    },
    { id: 'quote', kind: 'quote', ...quote, picture: null },
    { id: 'form', kind: 'form', ...texts.form, form },
    {
      id: 'questions',
      kind: 'questions',
      title: questions.title,
      items: questions.items.map(([question, answer]) => ({ question, answer })),
    },
  ]
  return {
    language,
    call,
    scheme: 'auto',
    accent: 'blue',
    meta: { ...texts.meta, picture: null, indexed: true },
    brand: { name: brand, picture: null, href: '' },
    footer: texts.footer,
    tags: true,
    variants: [{ key: 'a', name: '', blocks }],
  }
}

const templates: Record<PageLanguage, Record<PageCall, TemplateTexts>> = {
  en: {
    demo: {
      title: 'See [your product] with your own data',
      lead: 'In 30 minutes we show you how [teams like yours] get from [the problem] to [the result]. No slides, only what you would work with.',
      button: 'Request a demo',
      note: 'Free, without obligation. We answer within one working day.',
      benefits: {
        title: 'What you take away',
        items: [
          ['Your case, not ours', 'Send us [a sample] beforehand and see it in the product.'],
          ['Answers from somebody who knows', 'The person who shows it has set it up for [companies like yours].'],
          ['A figure to decide by', 'Afterwards you know what [the problem] costs you, and what would change.'],
        ],
      },
      quote: {
        text: '[What a customer said, in their own words]',
        name: '[Name]',
        role: '[Role, company]',
      },
      questions: {
        title: 'What people ask us',
        items: [
          ['Do I have to prepare anything?', 'No. If you like, tell us in the form what matters most to you.'],
          ['Who should be there?', 'Whoever lives with the problem every day, and whoever decides.'],
          ['What does it cost?', 'The demo costs nothing. Prices: [where they are, or how they are made].'],
        ],
      },
      form: { title: 'Choose your demo', lead: 'Two minutes, and we suggest a time.' },
      meta: {
        title: 'Request a demo of [your product]',
        description: 'See in 30 minutes how [your product] gets you from [the problem] to [the result].',
      },
      footer: '[Your company], [address] · [Privacy](https://example.com/privacy)',
    },
    callback: {
      title: 'Talk to somebody who knows [your field]',
      lead: 'Leave your number and a good time. We call back, listen first, and tell you honestly whether we can help.',
      button: 'Call me back',
      note: 'On working days we call within [two hours].',
      benefits: {
        title: 'What you can ask us',
        items: [
          ['Does it fit us?', 'After a few questions we can tell, and we say so if it does not.'],
          ['What would it take?', 'Time, people, what has to be ready on your side.'],
          ['What does it cost?', 'A range at once, an exact figure by [when].'],
        ],
      },
      quote: {
        text: '[What a customer said about talking to you]',
        name: '[Name]',
        role: '[Role, company]',
      },
      questions: {
        title: 'Before you give us your number',
        items: [
          ['Will you keep calling me?', 'No. One call, and a second try if you were not there.'],
          ['Who calls?', '[Name] or a colleague who works on the product, not a call centre.'],
          ['What happens to my number?', 'We use it for this call only, unless you agree to more.'],
        ],
      },
      form: { title: 'When may we call?', lead: 'The more you tell us, the shorter the call.' },
      meta: {
        title: 'Request a call back from [your company]',
        description: 'Leave your number: somebody who knows [your field] calls you back within [two hours].',
      },
      footer: '[Your company], [address] · [Privacy](https://example.com/privacy)',
    },
    download: {
      title: '[Title of the guide]: what to know before you choose',
      lead: 'On [number] pages: what it costs to leave [the problem] as it is, how others solved it, and what to ask every supplier, us included.',
      button: 'Download now',
      note: 'PDF, [number] pages. You get it at once.',
      benefits: {
        title: 'What is in it',
        items: [
          ['The problem in figures', 'What [the problem] costs, with the calculation to fill in for yourself.'],
          ['Three ways to solve it', 'What speaks for each, and what against it.'],
          ['A checklist', '[Number] questions to put to every supplier.'],
        ],
      },
      quote: {
        text: '[What a reader said about it]',
        name: '[Name]',
        role: '[Role, company]',
      },
      questions: {
        title: 'Good to know',
        items: [
          ['What do you need my address for?', 'To send you the file. Further mail comes only if you tick the box.'],
          ['May I pass it on?', 'Gladly.'],
          ['How old are the figures?', 'As of [month and year].'],
        ],
      },
      form: { title: 'Where shall we send it?', lead: 'The download begins as soon as you have sent the form.' },
      meta: {
        title: 'Download: [title of the guide]',
        description:
          'What [the problem] costs, how others solved it, and what to ask every supplier. Free to download.',
      },
      footer: '[Your company], [address] · [Privacy](https://example.com/privacy)',
    },
  },
  ko: {
    demo: {
      title: '[제품명], 우리 회사 데이터로 직접 확인하세요',
      lead: '30분이면 [비슷한 팀]이 [문제]에서 [성과]까지 어떻게 갔는지 보실 수 있습니다. 발표 자료 없이 실제 화면만 보여 드립니다.',
      button: '데모 신청하기',
      note: '무료이며 구매 의무가 없습니다. 영업일 기준 하루 안에 연락드립니다.',
      benefits: {
        title: '데모에서 얻어 가실 것',
        items: [
          ['우리 회사 사례로', '[샘플 자료]를 미리 보내 주시면 제품 안에서 바로 보여 드립니다.'],
          ['현장을 아는 담당자의 답변', '[비슷한 회사]에 직접 구축해 본 담당자가 설명합니다.'],
          ['판단에 쓸 숫자', '[문제] 때문에 드는 비용과 달라질 점을 숫자로 알게 됩니다.'],
        ],
      },
      quote: { text: '[고객이 직접 한 말]', name: '[성함]', role: '[직책, 회사]' },
      questions: {
        title: '자주 묻는 질문',
        items: [
          ['미리 준비할 것이 있나요?', '없습니다. 가장 중요하게 보시는 점을 폼에 적어 주시면 더 좋습니다.'],
          ['누가 참석하면 좋을까요?', '매일 이 문제를 겪는 분과 결정하시는 분입니다.'],
          ['비용은 얼마인가요?', '데모는 무료입니다. 가격 안내: [가격을 볼 수 있는 곳이나 산정 방식].'],
        ],
      },
      form: { title: '데모 신청', lead: '2분이면 됩니다. 가능한 시간을 제안해 드립니다.' },
      meta: {
        title: '[제품명] 데모 신청',
        description: '30분 데모로 [문제]에서 [성과]까지 가는 방법을 확인하세요.',
      },
      footer: '[회사명], [주소] · [개인정보 처리방침](https://example.com/privacy)',
    },
    callback: {
      title: '[분야]를 잘 아는 사람과 통화해 보세요',
      lead: '연락처와 편한 시간을 남겨 주세요. 먼저 이야기를 듣고, 도움이 될 수 있는지 솔직하게 말씀드립니다.',
      button: '전화 요청하기',
      note: '영업일에는 [2시간] 안에 전화드립니다.',
      benefits: {
        title: '이런 점을 물어보세요',
        items: [
          ['우리 회사에 맞을까요?', '몇 가지만 여쭤보면 알 수 있습니다. 맞지 않으면 그렇다고 말씀드립니다.'],
          ['도입하려면 무엇이 필요한가요?', '기간과 인력, 미리 준비하실 것을 알려 드립니다.'],
          ['비용은 얼마나 드나요?', '대략의 범위는 바로, 정확한 금액은 [시점]까지 알려 드립니다.'],
        ],
      },
      quote: { text: '[상담에 대해 고객이 한 말]', name: '[성함]', role: '[직책, 회사]' },
      questions: {
        title: '연락처를 남기시기 전에',
        items: [
          ['계속 전화가 오나요?', '아닙니다. 한 번 전화드리고, 받지 못하셨을 때만 한 번 더 드립니다.'],
          ['누가 전화하나요?', '콜센터가 아니라 제품을 담당하는 [이름] 또는 동료가 전화드립니다.'],
          ['제 번호는 어떻게 쓰이나요?', '따로 동의하지 않으시면 이번 통화에만 사용합니다.'],
        ],
      },
      form: { title: '언제 전화드릴까요?', lead: '자세히 적어 주실수록 통화가 짧아집니다.' },
      meta: {
        title: '[회사명] 전화 상담 요청',
        description: '연락처를 남기시면 [분야]를 잘 아는 담당자가 [2시간] 안에 전화드립니다.',
      },
      footer: '[회사명], [주소] · [개인정보 처리방침](https://example.com/privacy)',
    },
    download: {
      title: '[가이드 제목]: 선택하기 전에 알아야 할 것',
      lead: '[문제]를 그대로 둘 때 드는 비용, 다른 회사의 해결 방법, 공급사(저희 포함)에 꼭 물어야 할 질문을 [쪽수]쪽에 담았습니다.',
      button: '지금 내려받기',
      note: 'PDF, [쪽수]쪽. 바로 받으실 수 있습니다.',
      benefits: {
        title: '이런 내용이 있습니다',
        items: [
          ['숫자로 보는 문제', '[문제]의 비용을 우리 회사 숫자로 계산해 볼 수 있습니다.'],
          ['세 가지 해결 방법', '방법마다 장점과 단점을 정리했습니다.'],
          ['체크리스트', '모든 공급사에 물어볼 질문 [개수]가지.'],
        ],
      },
      quote: { text: '[읽은 분이 한 말]', name: '[성함]', role: '[직책, 회사]' },
      questions: {
        title: '알아 두실 점',
        items: [
          ['이메일 주소는 왜 필요한가요?', '파일을 보내 드리기 위해서입니다. 다른 메일은 동의하신 경우에만 보냅니다.'],
          ['다른 사람에게 전달해도 되나요?', '물론입니다.'],
          ['언제 기준 수치인가요?', '[연월] 기준입니다.'],
        ],
      },
      form: { title: '어디로 보내 드릴까요?', lead: '폼을 제출하시면 바로 내려받을 수 있습니다.' },
      meta: {
        title: '[가이드 제목] 내려받기',
        description: '[문제]의 비용, 다른 회사의 해결 방법, 공급사에 물어볼 질문. 무료로 내려받으세요.',
      },
      footer: '[회사명], [주소] · [개인정보 처리방침](https://example.com/privacy)',
    },
  },
  ru: {
    demo: {
      title: '[Ваш продукт] — на ваших данных',
      lead: 'За 30 минут покажем, как [похожие команды] прошли путь от [проблемы] до [результата]. Без слайдов: только то, с чем вы будете работать.',
      button: 'Заказать демонстрацию',
      note: 'Бесплатно и ни к чему не обязывает. Ответим в течение рабочего дня.',
      benefits: {
        title: 'Что вы получите',
        items: [
          ['Ваш случай, а не наш', 'Пришлите заранее [пример данных] — и увидите их в продукте.'],
          ['Ответы от практика', 'Показывает тот, кто внедрял продукт в [похожих компаниях].'],
          ['Цифра для решения', 'Вы узнаете, во что обходится [проблема] и что изменится.'],
        ],
      },
      quote: { text: '[Слова клиента]', name: '[Имя]', role: '[Должность, компания]' },
      questions: {
        title: 'О чём нас спрашивают',
        items: [
          ['Нужно ли готовиться?', 'Нет. Если хотите, напишите в форме, что для вас важнее всего.'],
          ['Кого позвать?', 'Того, кто сталкивается с проблемой каждый день, и того, кто принимает решение.'],
          ['Сколько это стоит?', 'Демонстрация бесплатна. Цены: [где посмотреть или как считаются].'],
        ],
      },
      form: { title: 'Запись на демонстрацию', lead: 'Две минуты — и мы предложим время.' },
      meta: {
        title: 'Демонстрация: [ваш продукт]',
        description: 'За 30 минут покажем, как [ваш продукт] ведёт от [проблемы] к [результату].',
      },
      footer: '[Ваша компания], [адрес] · [Политика конфиденциальности](https://example.com/privacy)',
    },
    callback: {
      title: 'Поговорите с тем, кто знает [вашу область]',
      lead: 'Оставьте телефон и удобное время. Мы перезвоним, сначала выслушаем и честно скажем, сможем ли помочь.',
      button: 'Перезвоните мне',
      note: 'В рабочие дни перезваниваем в течение [двух часов].',
      benefits: {
        title: 'О чём можно спросить',
        items: [
          ['Подойдёт ли это нам?', 'Понятно уже после нескольких вопросов. Если не подойдёт — так и скажем.'],
          ['Что потребуется?', 'Время, люди, что должно быть готово с вашей стороны.'],
          ['Сколько это стоит?', 'Порядок цен — сразу, точная сумма — [к какому сроку].'],
        ],
      },
      quote: { text: '[Что клиент сказал о разговоре с вами]', name: '[Имя]', role: '[Должность, компания]' },
      questions: {
        title: 'Прежде чем оставить номер',
        items: [
          ['Вы будете звонить снова и снова?', 'Нет. Один звонок и ещё одна попытка, если не дозвонимся.'],
          ['Кто позвонит?', '[Имя] или коллега, который работает над продуктом, а не колл-центр.'],
          ['Что будет с моим номером?', 'Он нужен только для этого звонка, если вы не согласитесь на большее.'],
        ],
      },
      form: { title: 'Когда вам позвонить?', lead: 'Чем больше расскажете, тем короче будет разговор.' },
      meta: {
        title: 'Обратный звонок: [ваша компания]',
        description: 'Оставьте номер: специалист, который знает [вашу область], перезвонит в течение [двух часов].',
      },
      footer: '[Ваша компания], [адрес] · [Политика конфиденциальности](https://example.com/privacy)',
    },
    download: {
      title: '[Название руководства]: что знать перед выбором',
      lead: 'На [число] страницах: во что обходится [проблема], как её решили другие и о чём спросить каждого поставщика, включая нас.',
      button: 'Скачать',
      note: 'PDF, [число] страниц. Файл придёт сразу.',
      benefits: {
        title: 'Что внутри',
        items: [
          ['Проблема в цифрах', 'Во что обходится [проблема] — с расчётом, который можно заполнить для себя.'],
          ['Три способа решения', 'Что говорит за каждый и что против.'],
          ['Список для проверки', 'Вопросы каждому поставщику: [число].'],
        ],
      },
      quote: { text: '[Слова читателя]', name: '[Имя]', role: '[Должность, компания]' },
      questions: {
        title: 'Полезно знать',
        items: [
          ['Зачем вам мой адрес?', 'Чтобы прислать файл. Другие письма придут, только если вы отметите согласие.'],
          ['Можно ли переслать коллегам?', 'Конечно.'],
          ['Насколько свежие данные?', 'По состоянию на [месяц и год].'],
        ],
      },
      form: { title: 'Куда прислать?', lead: 'Скачивание начнётся, как только вы отправите форму.' },
      meta: {
        title: 'Скачать: [название руководства]',
        description: 'Во что обходится [проблема], как её решили другие и о чём спросить поставщика. Бесплатно.',
      },
      footer: '[Ваша компания], [адрес] · [Политика конфиденциальности](https://example.com/privacy)',
    },
  },
}
