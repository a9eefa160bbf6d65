import type { PageLanguage } from '#core/page/document.ts'

/** What a landing page says around its own content. `{…}` are filled by `said`. */
export interface PageWords {
  skip: string
  missing: string
  missingNext: string
  gone: string
  goneNext: string
  often: string
  oftenNext: string
  /** a link that leads to a video elsewhere: `{host}` */
  watch: string
  watchAt: string
  formAway: string
  ask: {
    title: string
    lead: string
    agree: string
    refuse: string
    save: string
    again: string
    privacy: string
    networks: string
  }
  preview: string
}

export const pageWords: Record<PageLanguage, PageWords> = {
  en: {
    skip: 'Skip to content',
    missing: 'There is no page here',
    missingNext: 'Check the address, or ask whoever gave you the link.',
    gone: 'This page is no longer here',
    goneNext: 'It was taken off the web by its owner.',
    often: 'Too many requests',
    oftenNext: 'Please wait a minute and try again.',
    watch: 'Watch the video',
    watchAt: 'opens at {host}',
    formAway: 'The form is not available at the moment. Please try again later.',
    ask: {
      title: 'Your choice',
      lead: 'Nothing of this happens without your consent, and you can change your mind at any time.',
      agree: 'Agree',
      refuse: 'Refuse',
      save: 'Save my choice',
      again: 'Privacy choices',
      privacy: 'Your choice about privacy',
      networks: 'For this, tags of {networks} load here and recognise your browser elsewhere.',
    },
    preview: 'Preview',
  },
  ko: {
    skip: '본문으로 건너뛰기',
    missing: '페이지를 찾을 수 없습니다',
    missingNext: '주소를 확인하시거나 링크를 보내신 분께 문의해 주세요.',
    gone: '더 이상 제공되지 않는 페이지입니다',
    goneNext: '페이지 소유자가 게시를 중단했습니다.',
    often: '요청이 너무 많습니다',
    oftenNext: '잠시 뒤에 다시 시도해 주세요.',
    watch: '동영상 보기',
    watchAt: '{host}에서 열립니다',
    formAway: '지금은 폼을 이용할 수 없습니다. 나중에 다시 시도해 주세요.',
    ask: {
      title: '개인정보 선택',
      lead: '동의하지 않으시면 아래 처리는 이루어지지 않으며, 언제든지 선택을 바꾸실 수 있습니다.',
      agree: '동의',
      refuse: '거부',
      save: '선택 저장',
      again: '개인정보 선택 변경',
      privacy: '개인정보 처리 선택',
      networks: '이를 위해 {networks}의 태그를 불러오며, 다른 사이트에서도 이 브라우저를 알아볼 수 있습니다.',
    },
    preview: '미리보기',
  },
  ru: {
    skip: 'Перейти к содержанию',
    missing: 'Такой страницы нет',
    missingNext: 'Проверьте адрес или спросите того, кто дал вам ссылку.',
    gone: 'Этой страницы больше нет',
    goneNext: 'Владелец снял её с публикации.',
    often: 'Слишком много запросов',
    oftenNext: 'Подождите минуту и попробуйте снова.',
    watch: 'Смотреть видео',
    watchAt: 'откроется на {host}',
    formAway: 'Форма сейчас недоступна. Попробуйте позже.',
    ask: {
      title: 'Решать вам',
      lead: 'Без вашего согласия ничего из этого не происходит, и решение можно изменить в любой момент.',
      agree: 'Согласен',
      refuse: 'Отказываюсь',
      save: 'Сохранить выбор',
      again: 'Настройки приватности',
      privacy: 'Ваш выбор о приватности',
      networks: 'Для этого загрузятся теги: {networks}. Они узнают ваш браузер и на других сайтах.',
    },
    preview: 'Предпросмотр',
  },
}

/** How the networks call themselves. */
export const networkNames: Record<string, string> = {
  linkedin: 'LinkedIn',
  meta: 'Meta',
  x: 'X',
  google: 'Google',
  kakao: 'Kakao',
  naver: 'Naver',
  vk: 'VK',
  yandex: 'Yandex',
}
