import { wordingId, type Purpose } from '#core/consent/purpose.ts'

/**
 * The purposes of a workspace that has not written its own: plain words to begin with, in force until they are changed.
 * A lawyer has to look at them before they are used in earnest.
 */
export const builtinPurposes: readonly Purpose[] = [
  {
    id: 'marketing',
    name: { en: 'Mail with news and offers', ko: '광고성 정보 메일', ru: 'Рекламная рассылка' },
    channel: 'mail',
    legalBasis: 'consent',
    doubleOptIn: true,
    wording: {
      id: wordingId('marketing', 1),
      version: 1,
      text: {
        en: 'Send me useful content, news and offers by mail. I can unsubscribe at any time.',
        ko: '유용한 정보와 소식, 광고성 정보를 이메일로 받는 데 동의합니다. 언제든지 수신을 거부할 수 있습니다.',
        ru: 'Согласен получать полезные материалы, новости и рекламные письма. Отписаться можно в любой момент.',
      },
    },
  },
  {
    id: 'linkedin',
    name: { en: 'Messages on LinkedIn', ko: 'LinkedIn 메시지', ru: 'Сообщения в LinkedIn' },
    channel: 'network',
    legalBasis: 'consent',
    doubleOptIn: false,
    wording: {
      id: wordingId('linkedin', 1),
      version: 1,
      text: {
        en: 'You may write to me on LinkedIn.',
        ko: 'LinkedIn 메시지로 연락을 받는 데 동의합니다.',
        ru: 'Согласен получать сообщения в LinkedIn.',
      },
    },
  },
  {
    id: 'calls',
    name: { en: 'Calls about our offers', ko: '영업 전화', ru: 'Рекламные звонки' },
    channel: 'phone',
    legalBasis: 'consent',
    doubleOptIn: false,
    wording: {
      id: wordingId('calls', 1),
      version: 1,
      text: {
        en: 'You may call me about your products.',
        ko: '제품 안내를 위한 전화를 받는 데 동의합니다.',
        ru: 'Согласен получать звонки с рекламой ваших продуктов.',
      },
    },
  },
  {
    id: 'tracking',
    name: { en: 'Recognising your visits', ko: '방문 기록 수집', ru: 'Узнавание на сайте' },
    channel: 'site',
    legalBasis: 'legitimate_interest',
    doubleOptIn: false,
    wording: {
      id: wordingId('tracking', 1),
      version: 1,
      text: {
        en: 'May we remember your visits with a cookie of our own, to see which pages help and to show you what fits?',
        ko: '어떤 페이지가 도움이 되는지 파악하고 알맞은 내용을 보여 드리기 위해 자사 쿠키로 방문을 기억해도 될까요?',
        ru: 'Можно ли запоминать ваши посещения с помощью собственного файла cookie, чтобы понимать, какие страницы полезны, и показывать подходящее?',
      },
    },
  },
  {
    id: 'ads',
    name: { en: 'Fitting advertisements elsewhere', ko: '외부 매체 맞춤형 광고', ru: 'Реклама на других площадках' },
    channel: 'ads',
    legalBasis: 'consent',
    doubleOptIn: false,
    wording: {
      id: wordingId('ads', 1),
      version: 1,
      text: {
        en: 'You may show me your advertisements on other platforms: by their tags on your pages, and with my contact details in encrypted form.',
        ko: '다른 매체에서 맞춤형 광고를 보여 주기 위해 페이지에서 해당 매체의 태그를 사용하고 내 연락처를 암호화하여 사용하는 데 동의합니다.',
        ru: 'Согласен на показ рекламы на других площадках: с помощью их тегов на ваших страницах и с использованием моих контактных данных в зашифрованном виде.',
      },
    },
  },
]
