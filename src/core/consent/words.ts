import type { MailLanguage } from '#core/entry-mail.ts'

/** What the pages say by which people confirm, choose and end what they agreed to. */
export interface ConsentWords {
  from: string
  languages: Record<MailLanguage, string>
  confirm: {
    title: string
    lead: string
    words: string
    asked: string
    button: string
    not: string
    doneTitle: string
    doneLead: string
    back: string
    backLink: string
    expiredTitle: string
    expiredLead: string
    again: string
    againTitle: string
    againLead: string
    waitTitle: string
    waitLead: string
  }
  preferences: {
    title: string
    lead: string
    which: string
    on: string
    off: string
    since: string
    offSince: string
    never: string
    basis: string
    language: string
    save: string
    allTitle: string
    allLead: string
    all: string
    saved: string
    savedNone: string
    allOff: string
    empty: string
  }
  unsubscribe: {
    title: string
    lead: string
    button: string
    doneTitle: string
    doneLead: string
    other: string
    otherLink: string
  }
  state: {
    missing: string
    missingNext: string
    often: string
    oftenNext: string
    incomplete: string
    incompleteNext: string
    busy: string
    busyNext: string
    goneTitle: string
    goneNext: string
  }
}

const languages = { en: 'English', ko: '한국어', ru: 'Русский' }

export const consentWords: Record<MailLanguage, ConsentWords> = {
  en: {
    from: 'from {sender}',
    languages,
    confirm: {
      title: 'Do you agree?',
      lead: 'This address was given to {sender}: {email}. Press the button if it was you and you agree.',
      words: 'What you agree to',
      asked: 'Asked on {at}',
      button: 'Yes, I agree',
      not: 'If it was not you, close this page. Without the button nothing is sent to you.',
      doneTitle: 'Thank you, you agreed',
      doneLead: 'Agreed on {at}, for {email}.',
      back: 'You can take it back at any time, without signing in.',
      backLink: 'Choose what you get',
      expiredTitle: 'This link has run out',
      expiredLead: 'It was good for {days} days. A new one can be sent to {email}.',
      again: 'Send a new link',
      againTitle: 'A new link is on its way',
      againLead: 'Look into the mailbox of {email}. Links sent before no longer work.',
      waitTitle: 'A link was sent a short while ago',
      waitLead: 'Look into the mailbox of {email}, the folder for spam too. Another one can be sent later.',
    },
    preferences: {
      title: 'What may we send you?',
      lead: 'For {email}. What you change here holds at once.',
      which: 'Your choices',
      on: 'On',
      off: 'Off',
      since: 'Agreed on {at}',
      offSince: 'Off since {at}',
      never: 'You have not agreed to this.',
      basis: 'We do this without asking first. You can end it here.',
      language: 'The language of our mails to you',
      save: 'Save my choices',
      allTitle: 'Nothing at all',
      allLead: 'Ends everything above with one button.',
      all: 'Turn everything off',
      saved: 'Your choices are saved.',
      savedNone: 'Nothing has changed.',
      allOff: 'Everything is off. We will not write to you again.',
      empty: 'There is nothing to choose at the moment.',
    },
    unsubscribe: {
      title: 'Unsubscribe?',
      lead: '{email} will get no more of this: {purpose}.',
      button: 'Unsubscribe',
      doneTitle: 'You are unsubscribed',
      doneLead: '{email} gets no more of this: {purpose}. It holds at once.',
      other: 'Was it a mistake, or do you want to change something else?',
      otherLink: 'All your choices',
    },
    state: {
      missing: 'There is nothing here',
      missingNext: 'The link is incomplete or no longer good. Open it from the mail again, all of it.',
      often: 'Too many attempts',
      oftenNext: 'Please wait some minutes and try again.',
      incomplete: 'Something is missing',
      incompleteNext: 'Go back to the page and use its buttons. Nothing was changed.',
      busy: 'We could not save this just now',
      busyNext: 'Nothing is lost: go back, and press the button again in a moment.',
      goneTitle: 'We know nothing of you',
      goneNext: 'Your data is no longer here, so nothing will be sent to you.',
    },
  },
  ko: {
    from: '{sender}',
    languages,
    confirm: {
      title: '동의하시겠습니까?',
      lead: '{sender}에 이 이메일 주소가 등록되었습니다: {email}. 본인이 맞고 동의하신다면 버튼을 눌러 주세요.',
      words: '동의 내용',
      asked: '신청 일시: {at}',
      button: '네, 동의합니다',
      not: '본인이 신청하지 않았다면 이 페이지를 닫으세요. 버튼을 누르지 않으면 메일을 보내지 않습니다.',
      doneTitle: '동의가 완료되었습니다. 감사합니다',
      doneLead: '{at}, {email} 주소로 동의하셨습니다.',
      back: '동의는 언제든지 로그인 없이 철회할 수 있습니다.',
      backLink: '수신 설정 바꾸기',
      expiredTitle: '링크의 유효 기간이 지났습니다',
      expiredLead: '링크는 {days}일 동안 유효합니다. {email} 주소로 새 링크를 보내 드릴 수 있습니다.',
      again: '새 링크 받기',
      againTitle: '새 링크를 보냈습니다',
      againLead: '{email} 메일함을 확인해 주세요. 이전에 받은 링크는 더 이상 사용할 수 없습니다.',
      waitTitle: '조금 전에 링크를 보냈습니다',
      waitLead: '{email} 메일함과 스팸함을 확인해 주세요. 잠시 후 다시 요청할 수 있습니다.',
    },
    preferences: {
      title: '어떤 소식을 받으시겠습니까?',
      lead: '{email} 주소의 수신 설정입니다. 변경하면 바로 적용됩니다.',
      which: '수신 항목',
      on: '받음',
      off: '받지 않음',
      since: '동의일: {at}',
      offSince: '수신 거부일: {at}',
      never: '동의하지 않은 항목입니다.',
      basis: '사전 동의 없이 진행하는 항목입니다. 여기서 중단할 수 있습니다.',
      language: '메일 언어',
      save: '설정 저장',
      allTitle: '아무것도 받지 않기',
      allLead: '위의 모든 항목을 한 번에 중단합니다.',
      all: '모두 수신 거부',
      saved: '설정을 저장했습니다.',
      savedNone: '변경된 내용이 없습니다.',
      allOff: '모든 항목을 수신 거부하셨습니다. 더 이상 연락드리지 않습니다.',
      empty: '지금은 설정할 항목이 없습니다.',
    },
    unsubscribe: {
      title: '수신을 거부하시겠습니까?',
      lead: '{email} 주소로 다음 내용을 더 이상 보내지 않습니다: {purpose}',
      button: '수신 거부',
      doneTitle: '수신 거부가 완료되었습니다',
      doneLead: '{email} 주소로 다음 내용을 더 이상 보내지 않습니다: {purpose}. 바로 적용됩니다.',
      other: '잘못 누르셨거나 다른 설정을 바꾸고 싶으신가요?',
      otherLink: '전체 수신 설정',
    },
    state: {
      missing: '페이지를 찾을 수 없습니다',
      missingNext: '링크가 잘렸거나 더 이상 유효하지 않습니다. 메일에서 링크 전체를 다시 열어 주세요.',
      often: '시도 횟수가 너무 많습니다',
      oftenNext: '몇 분 뒤에 다시 시도해 주세요.',
      incomplete: '빠진 내용이 있습니다',
      incompleteNext: '이전 페이지로 돌아가 버튼을 사용해 주세요. 변경된 것은 없습니다.',
      busy: '지금은 저장할 수 없습니다',
      busyNext: '사라진 내용은 없습니다. 이전 페이지로 돌아가 잠시 후 다시 눌러 주세요.',
      goneTitle: '보관 중인 정보가 없습니다',
      goneNext: '고객님의 정보가 더 이상 없으므로 아무것도 보내지 않습니다.',
    },
  },
  ru: {
    from: '{sender}',
    languages,
    confirm: {
      title: 'Вы согласны?',
      lead: 'Этот адрес оставили компании {sender}: {email}. Если это были вы и вы согласны, нажмите кнопку.',
      words: 'С чем вы соглашаетесь',
      asked: 'Запрошено {at}',
      button: 'Да, я согласен',
      not: 'Если это были не вы, закройте страницу. Без нажатия кнопки писем не будет.',
      doneTitle: 'Спасибо, согласие получено',
      doneLead: 'Согласие дано {at} для адреса {email}.',
      back: 'Отозвать согласие можно в любой момент, без входа в систему.',
      backLink: 'Настроить рассылку',
      expiredTitle: 'Срок действия ссылки истёк',
      expiredLead: 'Срок действия ссылки в днях: {days}. Новую можно отправить на {email}.',
      again: 'Отправить новую ссылку',
      againTitle: 'Новая ссылка отправлена',
      againLead: 'Проверьте почту {email}. Прежние ссылки больше не действуют.',
      waitTitle: 'Ссылка отправлена совсем недавно',
      waitLead: 'Проверьте почту {email}, в том числе папку «Спам». Ещё одну можно запросить позже.',
    },
    preferences: {
      title: 'Что вам присылать?',
      lead: 'Настройки для {email}. Изменения действуют сразу.',
      which: 'Ваш выбор',
      on: 'Да',
      off: 'Нет',
      since: 'Согласие дано {at}',
      offSince: 'Отключено {at}',
      never: 'Вы не давали на это согласия.',
      basis: 'Мы делаем это без предварительного согласия. Здесь это можно прекратить.',
      language: 'Язык наших писем',
      save: 'Сохранить выбор',
      allTitle: 'Совсем ничего',
      allLead: 'Отключает всё сразу одной кнопкой.',
      all: 'Отключить всё',
      saved: 'Ваш выбор сохранён.',
      savedNone: 'Ничего не изменилось.',
      allOff: 'Всё отключено. Больше мы вам не напишем.',
      empty: 'Сейчас выбирать нечего.',
    },
    unsubscribe: {
      title: 'Отписаться?',
      lead: 'На {email} больше не будет приходить: {purpose}.',
      button: 'Отписаться',
      doneTitle: 'Вы отписались',
      doneLead: 'На {email} больше не будет приходить: {purpose}. Это действует сразу.',
      other: 'Нажали по ошибке или хотите изменить что-то ещё?',
      otherLink: 'Все ваши настройки',
    },
    state: {
      missing: 'Здесь ничего нет',
      missingNext: 'Ссылка неполная или больше не действует. Откройте её из письма ещё раз, целиком.',
      often: 'Слишком много попыток',
      oftenNext: 'Подождите несколько минут и попробуйте снова.',
      incomplete: 'Чего-то не хватает',
      incompleteNext: 'Вернитесь на страницу и воспользуйтесь её кнопками. Ничего не изменилось.',
      busy: 'Сейчас не получилось сохранить',
      busyNext: 'Ничего не потеряно: вернитесь и через минуту нажмите кнопку ещё раз.',
      goneTitle: 'У нас нет ваших данных',
      goneNext: 'Ваших данных здесь больше нет, поэтому и писем не будет.',
    },
  },
}
