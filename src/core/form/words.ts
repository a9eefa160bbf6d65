import type { FormLanguage } from './document.ts'
import type { FieldFault } from './values.ts'

/** What forms say by themselves. */
export interface FormWords {
  faults: Record<FieldFault['code'], string>
  summary: string
  send: string
  sending: string
  next: string
  back: string
  step: string
  required: string
  optional: string
  choose: string
  meant: string
  busy: string
  offline: string
  often: string
  large: string
  thanks: string
  get: string
  mailed: string
  missing: string
  missingNext: string
  closed: string
  closedNext: string
  preview: string
  again: string
  trap: string
  mailSubject: string
  mailText: string
}

export const formWords: Readonly<Record<FormLanguage, FormWords>> = {
  en: {
    faults: {
      required: 'Please fill this in.',
      consent: 'Please tick this box: without it we may not do what you ask.',
      choose: 'Please choose.',
      mail: 'This does not look like an email address. Write it like name@company.com.',
      mail_free: 'Please use your work address: we reply to companies.',
      mail_disposable: 'We cannot write to throw-away addresses. Please use another.',
      phone: 'Please write the number with its area code, such as +82 2 1234 5678.',
      number: 'Please write a number.',
      date: 'Please choose a date.',
      short: 'Please write at least {limit} characters.',
      long: 'Please write at most {limit} characters.',
      small: 'Please write {limit} or more.',
      large: 'Please write {limit} or less.',
      option: 'Please choose one of the answers given.',
      text: 'Some characters cannot be read. Please type this again.',
    },
    summary: 'Not sent yet. Please look at:',
    send: 'Send',
    sending: 'Sending…',
    next: 'Continue',
    back: 'Back',
    step: 'Step {step} of {of}',
    required: 'required',
    optional: 'optional',
    choose: 'Choose…',
    meant: 'Did you mean {address}?',
    busy: 'We are very busy. What you wrote is still here; we try again in a moment.',
    offline: 'There is no connection. What you wrote is still here; we try again in a moment.',
    often: 'That was often. Please wait a little and send it again.',
    large: 'That is too much text. Please shorten it.',
    thanks: 'Thank you',
    get: 'Open it',
    mailed: 'We have also sent you the link by email.',
    missing: 'There is no form here',
    missingNext: 'Please check the address, or ask whoever gave it to you.',
    closed: 'This form is closed',
    closedNext: 'It is not taken any more. Please write to us another way.',
    preview: 'A preview: nothing is sent.',
    again: 'Send again',
    trap: 'Leave this empty',
    mailSubject: 'What you asked for: {title}',
    mailText: 'Hello,\n\nhere is what you asked for:\n{link}\n\n{from}',
  },
  ko: {
    faults: {
      required: '입력해 주세요.',
      consent: '동의해 주셔야 요청을 처리할 수 있습니다. 체크해 주세요.',
      choose: '선택해 주세요.',
      mail: '이메일 주소 형식이 아닙니다. name@company.co.kr처럼 입력해 주세요.',
      mail_free: '회사 이메일 주소를 입력해 주세요. 기업 고객께만 답변드리고 있습니다.',
      mail_disposable: '일회용 이메일 주소로는 보내드릴 수 없습니다. 다른 주소를 입력해 주세요.',
      phone: '지역 번호나 국가 번호를 포함해 입력해 주세요. 예: 02-1234-5678',
      number: '숫자를 입력해 주세요.',
      date: '날짜를 선택해 주세요.',
      short: '{limit}자 이상 입력해 주세요.',
      long: '{limit}자 이내로 입력해 주세요.',
      small: '{limit} 이상으로 입력해 주세요.',
      large: '{limit} 이하로 입력해 주세요.',
      option: '제시된 답변 중에서 선택해 주세요.',
      text: '읽을 수 없는 문자가 있습니다. 다시 입력해 주세요.',
    },
    summary: '아직 보내지 않았습니다. 아래 항목을 확인해 주세요.',
    send: '보내기',
    sending: '보내는 중…',
    next: '다음',
    back: '이전',
    step: '{of}단계 중 {step}단계',
    required: '필수',
    optional: '선택',
    choose: '선택하세요',
    meant: '혹시 {address}인가요?',
    busy: '지금 요청이 많습니다. 작성하신 내용은 그대로 있으며 잠시 후 다시 보냅니다.',
    offline: '인터넷에 연결되어 있지 않습니다. 작성하신 내용은 그대로 있으며 잠시 후 다시 보냅니다.',
    often: '짧은 시간에 여러 번 보내셨습니다. 잠시 후 다시 보내 주세요.',
    large: '내용이 너무 깁니다. 줄여서 보내 주세요.',
    thanks: '감사합니다',
    get: '열어보기',
    mailed: '이메일로도 링크를 보내드렸습니다.',
    missing: '이 주소에는 폼이 없습니다',
    missingNext: '주소를 확인하시거나 링크를 보내 준 분께 문의해 주세요.',
    closed: '종료된 폼입니다',
    closedNext: '더 이상 접수하지 않습니다. 다른 방법으로 연락해 주세요.',
    preview: '미리보기입니다. 실제로 전송되지 않습니다.',
    again: '다시 보내기',
    trap: '이 칸은 비워 두세요',
    mailSubject: '요청하신 자료: {title}',
    mailText: '안녕하세요.\n\n요청하신 자료를 보내드립니다.\n{link}\n\n{from}',
  },
  ru: {
    faults: {
      required: 'Заполните это поле.',
      consent: 'Отметьте это согласие: без него мы не можем выполнить вашу просьбу.',
      choose: 'Выберите вариант.',
      mail: 'Это не похоже на адрес почты. Напишите его так: name@company.ru.',
      mail_free: 'Укажите рабочую почту: мы отвечаем компаниям.',
      mail_disposable: 'На одноразовые адреса мы написать не можем. Укажите другой.',
      phone: 'Укажите номер с кодом, например +7 495 123-45-67.',
      number: 'Напишите число.',
      date: 'Выберите дату.',
      short: 'Напишите не короче {limit} символов.',
      long: 'Напишите не длиннее {limit} символов.',
      small: 'Напишите {limit} или больше.',
      large: 'Напишите {limit} или меньше.',
      option: 'Выберите один из предложенных ответов.',
      text: 'Некоторые символы не читаются. Наберите это ещё раз.',
    },
    summary: 'Пока не отправлено. Проверьте поля:',
    send: 'Отправить',
    sending: 'Отправляем…',
    next: 'Далее',
    back: 'Назад',
    step: 'Шаг {step} из {of}',
    required: 'обязательно',
    optional: 'необязательно',
    choose: 'Выберите…',
    meant: 'Вы имели в виду {address}?',
    busy: 'Сейчас много обращений. Всё, что вы написали, на месте; попробуем ещё раз через минуту.',
    offline: 'Нет соединения. Всё, что вы написали, на месте; попробуем ещё раз через минуту.',
    often: 'Слишком часто. Подождите немного и отправьте ещё раз.',
    large: 'Слишком длинный текст. Сократите его.',
    thanks: 'Спасибо',
    get: 'Открыть',
    mailed: 'Ссылку мы отправили вам и по почте.',
    missing: 'Здесь нет формы',
    missingNext: 'Проверьте адрес или спросите того, кто его прислал.',
    closed: 'Форма закрыта',
    closedNext: 'Заявки по ней больше не принимаются. Напишите нам другим способом.',
    preview: 'Предпросмотр: ничего не отправляется.',
    again: 'Отправить ещё раз',
    trap: 'Оставьте это поле пустым',
    mailSubject: 'То, что вы просили: {title}',
    mailText: 'Здравствуйте!\n\nВот то, что вы просили:\n{link}\n\n{from}',
  },
}

/** A sentence with its gaps filled: `{limit}`. */
export function said(sentence: string, gaps: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (gap, name: string) => (name in gaps ? String(gaps[name]) : gap))
}
