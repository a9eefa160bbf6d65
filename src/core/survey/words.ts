import type { AnswerFault } from './answer.ts'
import type { SurveyLanguage } from './document.ts'

/** What surveys say by themselves. */
export interface SurveyWords {
  faults: Record<AnswerFault, string>
  send: string
  sending: string
  several: string
  ends: string
  thanks: string
  close: string
  label: string
  busy: string
  offline: string
  often: string
  large: string
  missing: string
  missingNext: string
  closed: string
  closedNext: string
  preview: string
  trap: string
}

export const surveyWords: Readonly<Record<SurveyLanguage, SurveyWords>> = {
  en: {
    faults: {
      none: 'Please answer first.',
      unknown: 'Please choose one of the answers given.',
      long: 'That is too long: please keep it under 1,000 characters.',
    },
    send: 'Answer',
    sending: 'Sending…',
    several: 'Choose as many as apply.',
    ends: '0 means “{low}”, 10 means “{high}”.',
    thanks: 'Thank you for your answer.',
    close: 'Close the question',
    label: 'One question',
    busy: 'We are very busy. Your answer is still here; we try again in a moment.',
    offline: 'There is no connection. Your answer is still here; we try again in a moment.',
    often: 'Many answers came from where you are. Please wait a little and send yours again.',
    large: 'That is too much text. Please shorten it.',
    missing: 'There is no question here',
    missingNext: 'Please check the address, or ask whoever gave it to you.',
    closed: 'This question is closed',
    closedNext: 'Answers are not taken any more. Thank you for coming.',
    preview: 'A preview: nothing is sent.',
    trap: 'Leave this empty',
  },
  ko: {
    faults: {
      none: '먼저 답변을 선택하거나 입력해 주세요.',
      unknown: '제시된 답변 중에서 선택해 주세요.',
      long: '1,000자 이내로 작성해 주세요.',
    },
    send: '답변 보내기',
    sending: '보내는 중…',
    several: '해당하는 것을 모두 선택해 주세요.',
    ends: '0점은 ‘{low}’, 10점은 ‘{high}’입니다.',
    thanks: '답변해 주셔서 감사합니다.',
    close: '질문 닫기',
    label: '한 가지 질문',
    busy: '지금 요청이 많습니다. 답변은 그대로 있으며 잠시 후 다시 보냅니다.',
    offline: '인터넷에 연결되어 있지 않습니다. 답변은 그대로 있으며 잠시 후 다시 보냅니다.',
    often: '같은 곳에서 많은 답변이 들어왔습니다. 잠시 후 다시 보내 주세요.',
    large: '내용이 너무 깁니다. 줄여서 보내 주세요.',
    missing: '이 주소에는 질문이 없습니다',
    missingNext: '주소를 확인하시거나 링크를 보내 준 분께 문의해 주세요.',
    closed: '종료된 설문입니다',
    closedNext: '더 이상 답변을 받지 않습니다. 관심을 가져 주셔서 감사합니다.',
    preview: '미리보기입니다. 실제로 전송되지 않습니다.',
    trap: '이 칸은 비워 두세요',
  },
  ru: {
    faults: {
      none: 'Сначала ответьте на вопрос.',
      unknown: 'Выберите один из предложенных ответов.',
      long: 'Слишком длинно: не больше 1000 символов.',
    },
    send: 'Ответить',
    sending: 'Отправляем…',
    several: 'Отметьте всё, что подходит.',
    ends: '0 — «{low}», 10 — «{high}».',
    thanks: 'Спасибо за ответ.',
    close: 'Закрыть вопрос',
    label: 'Один вопрос',
    busy: 'Сейчас много обращений. Ваш ответ на месте; попробуем ещё раз через минуту.',
    offline: 'Нет соединения. Ваш ответ на месте; попробуем ещё раз через минуту.',
    often: 'С вашего адреса пришло много ответов. Подождите немного и отправьте ещё раз.',
    large: 'Слишком длинный текст. Сократите его.',
    missing: 'Здесь нет вопроса',
    missingNext: 'Проверьте адрес или спросите того, кто его прислал.',
    closed: 'Опрос закрыт',
    closedNext: 'Ответы больше не принимаются. Спасибо, что зашли.',
    preview: 'Предпросмотр: ничего не отправляется.',
    trap: 'Оставьте это поле пустым',
  },
}
