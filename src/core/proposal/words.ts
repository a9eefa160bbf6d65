import type { DeclineReason, PricePeriod, ProposalLanguage } from '#core/proposal/document.ts'

/** What a proposal's page and mail say around its own content, in the buyer's language. */
export interface ProposalWords {
  proposal: string
  by: string
  for: string
  validUntil: string
  problem: string
  change: string
  value: string
  valueToday: string
  valueSum: string
  valueNote: string
  perYear: string
  firstYear: string
  /** where VAT comes on top */
  firstYearNet: string
  options: string
  option: string
  includes: string
  period: Record<PricePeriod, string>
  instead: string
  discount: string
  vat: { added: string; included: string; none: string }
  total: string
  terms: string
  accept: {
    title: string
    lead: string
    which: string
    name: string
    email: string
    emailNote: string
    tick: string
    button: string
  }
  decline: {
    title: string
    lead: string
    reason: string
    words: string
    button: string
    reasons: Record<DeclineReason, string>
  }
  exact: { title: string; about: string; hash: string }
  print: string
  optional: string
  choose: string
  state: {
    accepted: string
    acceptedBy: string
    acceptedNext: string
    declined: string
    declinedNext: string
    expired: string
    expiredNext: string
    withdrawn: string
    withdrawnNext: string
    superseded: string
    supersededNext: string
    missing: string
    missingNext: string
    changed: string
    changedNext: string
    incomplete: string
    incompleteNext: string
    other: string
    otherNext: string
    often: string
    oftenNext: string
    back: string
  }
  preview: string
  mail: { subject: string; hello: string; body: string; valid: string; open: string; question: string }
}

/** `{…}` are filled by `fill`. */
export const proposalWords: Record<ProposalLanguage, ProposalWords> = {
  en: {
    proposal: 'Proposal',
    by: 'From',
    for: 'For',
    validUntil: 'Can be accepted until {day}',
    problem: 'What you told us',
    change: 'What will change',
    value: 'What it is worth',
    valueToday: 'What the problem costs you today, in a year',
    valueSum: 'Together',
    valueNote: 'The figures are yours: {source}',
    perYear: 'in a year',
    firstYear: 'in the first year',
    firstYearNet: 'in the first year, without VAT',
    options: 'Your options',
    option: 'Option {number}',
    includes: 'What is included',
    period: { once: '{price}, once', month: '{price} a month', year: '{price} a year' },
    instead: 'instead of {price}',
    discount: '{rate} less: {reason}',
    vat: {
      added: 'plus {rate} VAT: {vat}',
      included: 'including {rate} VAT: {vat}',
      none: 'VAT does not apply',
    },
    total: '{price} with VAT',
    terms: 'Terms',
    accept: {
      title: 'Accept',
      lead: 'Choose an option and give your name. Nothing is ordered until the contract is signed.',
      which: 'Which option?',
      name: 'Your name',
      email: 'Your mail address',
      emailNote: 'so that we can send you the contract',
      tick: 'I accept this proposal in the option chosen, and I may do so for {company}.',
      button: 'Accept the proposal',
    },
    decline: {
      title: 'It does not fit?',
      lead: 'Tell us why: it helps more than silence.',
      reason: 'The reason',
      words: 'In your own words',
      button: 'Decline the proposal',
      reasons: {
        price: 'The price',
        timing: 'Not now',
        other_vendor: 'We chose somebody else',
        no_need: 'We no longer need it',
        not_approved: 'It was not approved',
        terms: 'The terms',
        other: 'Something else',
      },
    },
    exact: {
      title: 'The exact text',
      about: 'This is word for word what you accept. Its fingerprint changes with every letter.',
      hash: 'Fingerprint (SHA-256)',
    },
    print: 'Print',
    optional: 'optional',
    choose: 'Please choose',
    state: {
      accepted: 'Accepted. Thank you!',
      acceptedBy: '{name} accepted “{option}” on {at}.',
      acceptedNext: 'We will send you the contract. You can print this page for your files.',
      declined: 'Declined',
      declinedNext: 'Thank you for telling us. If things change, {from} will be glad to hear from you.',
      expired: 'This proposal could be accepted until {day}.',
      expiredNext: 'Ask {from} for a new one; the text below is for your information.',
      withdrawn: 'This proposal was withdrawn',
      withdrawnNext: 'Please ask {from} what holds now.',
      superseded: 'There is a newer version of this proposal',
      supersededNext: 'Look for the newer link, or ask {from} for it.',
      missing: 'There is no proposal here',
      missingNext: 'The link is incomplete or is no longer good. Ask whoever sent it to you for a new one.',
      changed: 'The text is not the one that you saw',
      changedNext: 'Nothing was accepted. Open the proposal again, read it, and accept what stands there.',
      incomplete: 'Something is missing',
      incompleteNext: 'Go back, choose an option, give your name and tick the box.',
      other: 'This proposal has been answered already',
      otherNext: 'It was answered on {at}. If that is not right, ask {from}.',
      often: 'Too many attempts',
      oftenNext: 'Please wait some minutes and try again.',
      back: 'Back to the proposal',
    },
    preview: 'Preview: this is how your buyer will see it.',
    mail: {
      subject: 'Proposal: {title}',
      hello: 'Hello {name},',
      body: 'as we discussed, here is our proposal. It fits on one page:',
      valid: 'You can accept it there until {day}.',
      open: '{link}',
      question: 'If anything is unclear, just answer this mail.',
    },
  },
  ko: {
    proposal: '제안서',
    by: '보낸 곳',
    for: '받는 분',
    validUntil: '수락 기한: {day}',
    problem: '말씀해 주신 문제',
    change: '이렇게 달라집니다',
    value: '도입의 가치',
    valueToday: '지금 이 문제로 드는 연간 비용',
    valueSum: '합계',
    valueNote: '알려 주신 수치입니다: {source}',
    perYear: '연간',
    firstYear: '첫해 기준',
    firstYearNet: '첫해 기준, 부가세 별도',
    options: '선택하실 수 있는 안',
    option: '{number}안',
    includes: '포함 내용',
    period: { once: '{price}(1회)', month: '월 {price}', year: '연 {price}' },
    instead: '정가 {price}',
    discount: '{rate} 할인: {reason}',
    vat: {
      added: '부가세 {rate} 별도: {vat}',
      included: '부가세 {rate} 포함: {vat}',
      none: '부가세 해당 없음',
    },
    total: '부가세 포함 {price}',
    terms: '조건',
    accept: {
      title: '수락하기',
      lead: '안을 고르고 성함을 적어 주세요. 계약서에 서명하기 전까지는 주문이 확정되지 않습니다.',
      which: '어느 안으로 하시겠습니까?',
      name: '성함',
      email: '이메일 주소',
      emailNote: '계약서를 보내 드릴 주소입니다',
      tick: '선택한 안으로 이 제안을 수락하며, 그렇게 할 권한이 있습니다({company}).',
      button: '제안 수락',
    },
    decline: {
      title: '맞지 않으신가요?',
      lead: '이유를 알려 주시면 큰 도움이 됩니다.',
      reason: '이유',
      words: '자세한 내용',
      button: '제안 거절',
      reasons: {
        price: '가격',
        timing: '지금은 시기가 아님',
        other_vendor: '다른 공급사를 선택함',
        no_need: '더 이상 필요하지 않음',
        not_approved: '내부 승인을 받지 못함',
        terms: '조건',
        other: '기타',
      },
    },
    exact: {
      title: '수락하시는 원문',
      about: '수락하시는 내용은 아래 글 그대로입니다. 한 글자라도 바뀌면 지문 값이 달라집니다.',
      hash: '지문 값(SHA-256)',
    },
    print: '인쇄',
    optional: '선택 사항',
    choose: '선택해 주세요',
    state: {
      accepted: '수락되었습니다. 감사합니다!',
      acceptedBy: '{at}에 {name} 님이 ‘{option}’ 안을 수락하셨습니다.',
      acceptedNext: '계약서를 보내 드리겠습니다. 이 페이지를 인쇄해 보관하셔도 됩니다.',
      declined: '거절하셨습니다',
      declinedNext: '알려 주셔서 감사합니다. 상황이 바뀌면 언제든 연락해 주세요({from}).',
      expired: '이 제안의 수락 기한은 {day}까지였습니다.',
      expiredNext: '새 제안이 필요하시면 연락해 주세요({from}). 아래 내용은 참고용입니다.',
      withdrawn: '이 제안은 철회되었습니다',
      withdrawnNext: '현재 유효한 내용은 보낸 분께 문의해 주세요({from}).',
      superseded: '이 제안의 새 버전이 있습니다',
      supersededNext: '새로 받으신 링크를 열거나 보낸 분께 요청해 주세요({from}).',
      missing: '제안서를 찾을 수 없습니다',
      missingNext: '링크가 잘렸거나 더 이상 유효하지 않습니다. 보내신 분께 새 링크를 요청해 주세요.',
      changed: '보신 글과 다릅니다',
      changedNext: '아무것도 수락되지 않았습니다. 제안서를 다시 열어 읽고 수락해 주세요.',
      incomplete: '빠진 항목이 있습니다',
      incompleteNext: '돌아가서 안을 고르고 성함을 적은 뒤 확인란에 표시해 주세요.',
      other: '이미 답변이 기록된 제안입니다',
      otherNext: '{at}에 답변이 기록되었습니다. 사실과 다르면 알려 주세요({from}).',
      often: '시도가 너무 많습니다',
      oftenNext: '몇 분 뒤에 다시 시도해 주세요.',
      back: '제안서로 돌아가기',
    },
    preview: '미리보기: 고객에게는 이렇게 보입니다.',
    mail: {
      subject: '제안서: {title}',
      hello: '{name} 님, 안녕하세요.',
      body: '말씀 나눈 내용을 바탕으로 제안서를 보내 드립니다. 한 페이지로 정리했습니다.',
      valid: '{day}까지 같은 페이지에서 수락하실 수 있습니다.',
      open: '{link}',
      question: '궁금하신 점은 이 메일에 답장해 주세요.',
    },
  },
  ru: {
    proposal: 'Коммерческое предложение',
    by: 'От кого',
    for: 'Для кого',
    validUntil: 'Можно принять до {day} включительно',
    problem: 'Что вы нам рассказали',
    change: 'Что изменится',
    value: 'Чего это стоит',
    valueToday: 'Во что проблема обходится вам сегодня, за год',
    valueSum: 'Вместе',
    valueNote: 'Это ваши цифры: {source}',
    perYear: 'за год',
    firstYear: 'за первый год',
    firstYearNet: 'за первый год, без НДС',
    options: 'Варианты на выбор',
    option: 'Вариант {number}',
    includes: 'Что входит',
    period: { once: '{price}, разово', month: '{price} в месяц', year: '{price} в год' },
    instead: 'вместо {price}',
    discount: 'Скидка {rate}: {reason}',
    vat: {
      added: 'плюс НДС {rate}: {vat}',
      included: 'включая НДС {rate}: {vat}',
      none: 'НДС не облагается',
    },
    total: '{price} с НДС',
    terms: 'Условия',
    accept: {
      title: 'Принять',
      lead: 'Выберите вариант и назовите себя. Пока договор не подписан, заказ вас ни к чему не обязывает.',
      which: 'Какой вариант?',
      name: 'Ваше имя',
      email: 'Ваша почта',
      emailNote: 'чтобы мы прислали вам договор',
      tick: 'Я принимаю это предложение в выбранном варианте и вправе сделать это от лица «{company}».',
      button: 'Принять предложение',
    },
    decline: {
      title: 'Не подходит?',
      lead: 'Скажите почему: это полезнее, чем молчание.',
      reason: 'Причина',
      words: 'Своими словами',
      button: 'Отклонить предложение',
      reasons: {
        price: 'Цена',
        timing: 'Сейчас не время',
        other_vendor: 'Выбрали другого поставщика',
        no_need: 'Больше не нужно',
        not_approved: 'Не согласовали внутри',
        terms: 'Условия',
        other: 'Другое',
      },
    },
    exact: {
      title: 'Точный текст',
      about: 'Именно это, слово в слово, вы принимаете. Отпечаток меняется с каждой буквой.',
      hash: 'Отпечаток (SHA-256)',
    },
    print: 'Распечатать',
    optional: 'необязательно',
    choose: 'Выберите',
    state: {
      accepted: 'Принято. Спасибо!',
      acceptedBy: '{name} принимает вариант «{option}», {at}.',
      acceptedNext: 'Мы пришлём вам договор. Эту страницу можно распечатать и сохранить.',
      declined: 'Отклонено',
      declinedNext: 'Спасибо, что сказали. Если что-то изменится, свяжитесь с нами: {from}.',
      expired: 'Это предложение можно было принять до {day}.',
      expiredNext: 'Запросите новое: {from}. Текст ниже — для справки.',
      withdrawn: 'Это предложение отозвано',
      withdrawnNext: 'Что действует сейчас, спросите у отправителя: {from}.',
      superseded: 'Есть новая версия этого предложения',
      supersededNext: 'Откройте новую ссылку или запросите её у отправителя: {from}.',
      missing: 'Здесь нет предложения',
      missingNext: 'Ссылка неполная или больше не действует. Попросите новую у того, кто её прислал.',
      changed: 'Текст не тот, который вы видели',
      changedNext: 'Ничего не принято. Откройте предложение ещё раз, прочтите и примите то, что там написано.',
      incomplete: 'Чего-то не хватает',
      incompleteNext: 'Вернитесь, выберите вариант, назовите себя и поставьте отметку.',
      other: 'На это предложение уже ответили',
      otherNext: 'Ответ записан: {at}. Если это не так, сообщите отправителю: {from}.',
      often: 'Слишком много попыток',
      oftenNext: 'Подождите несколько минут и попробуйте ещё раз.',
      back: 'Вернуться к предложению',
    },
    preview: 'Предпросмотр: так его увидит покупатель.',
    mail: {
      subject: 'Коммерческое предложение: {title}',
      hello: 'Здравствуйте, {name}!',
      body: 'Как договаривались, отправляем коммерческое предложение. Оно умещается на одной странице:',
      valid: 'Принять его можно там же до {day} включительно.',
      open: '{link}',
      question: 'Если что-то неясно, просто ответьте на это письмо.',
    },
  },
}

/** Puts values into a text's `{…}`. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark)
}
