import type { ConsentRules } from '#core/consent/setting.ts'
import { plainRules } from '#core/consent/setting.ts'
import type { LegalBasis, PurposeChannel } from '#core/consent/purpose.ts'
import type { Text } from '#core/blueprint.ts'

/** Laws for which there is a point to begin from. */
export const countries = ['eu', 'kr', 'ru', 'us'] as const
export type Country = (typeof countries)[number]

export interface TemplatePurpose {
  id: string
  name: Text
  channel: PurposeChannel
  legalBasis: LegalBasis
  doubleOptIn: boolean
  /** `{sender}` stands for the sender's name */
  text: Text
}

export interface Template {
  purposes: readonly TemplatePurpose[]
  rules: ConsentRules
}

const mail = { en: 'Mail with news and offers', ko: '광고성 정보 메일', ru: 'Рекламная рассылка' }
const calls = { en: 'Calls about our offers', ko: '영업 전화', ru: 'Рекламные звонки' }
const tracking = { en: 'Recognising your visits', ko: '방문 기록 수집', ru: 'Узнавание на сайте' }
const ads = { en: 'Fitting advertisements elsewhere', ko: '외부 매체 맞춤형 광고', ru: 'Реклама на других площадках' }

const askTracking: Text = {
  en: 'May {sender} remember your visits with a cookie of its own, to see which pages help and to show you what fits? You can change your mind at any time.',
  ko: '{sender}이(가) 어떤 페이지가 도움이 되는지 파악하고 알맞은 내용을 보여 드리기 위해 자사 쿠키로 방문을 기억해도 될까요? 언제든지 바꿀 수 있습니다.',
  ru: 'Можно ли {sender} запоминать ваши посещения с помощью собственного файла cookie, чтобы понимать, какие страницы полезны, и показывать подходящее? Решение можно изменить в любой момент.',
}

/**
 * What the law of a country usually asks of marketing: separate purposes, the words, the rules. Points to begin from, no
 * legal advice: a lawyer has to look at them.
 *
 * EU: GDPR art. 6, 7, 13; ePrivacy directive art. 5(3), 13. Korea: 정보통신망법 art. 50 and its decree art. 61, 62-3;
 * 개인정보 보호법 art. 15, 22. Russia: 38-ФЗ «О рекламе» art. 18, 152-ФЗ art. 9. United States: CAN-SPAM, 15 U.S.C. 7704.
 */
export const templates: Record<Country, Template> = {
  eu: {
    purposes: [
      {
        id: 'marketing',
        name: mail,
        channel: 'mail',
        legalBasis: 'consent',
        doubleOptIn: true,
        text: {
          en: 'Yes, {sender} may send me useful content, news and offers by mail. I can take this back at any time by a link in every mail; it does not touch what was done before.',
          ko: '{sender}이(가) 유용한 정보와 소식, 광고성 정보를 이메일로 보내는 데 동의합니다. 모든 메일의 링크로 언제든지 철회할 수 있으며, 철회 전의 처리에는 영향이 없습니다.',
          ru: 'Да, {sender} может присылать мне полезные материалы, новости и предложения по электронной почте. Согласие можно отозвать в любой момент по ссылке в каждом письме; это не затрагивает сделанного ранее.',
        },
      },
      {
        id: 'calls',
        name: calls,
        channel: 'phone',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: 'Yes, {sender} may call me about its products. I can take this back at any time.',
          ko: '{sender}이(가) 제품 안내를 위해 전화하는 데 동의합니다. 언제든지 철회할 수 있습니다.',
          ru: 'Да, {sender} может звонить мне по поводу своих продуктов. Согласие можно отозвать в любой момент.',
        },
      },
      { id: 'tracking', name: tracking, channel: 'site', legalBasis: 'consent', doubleOptIn: false, text: askTracking },
      {
        id: 'ads',
        name: ads,
        channel: 'ads',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: 'Yes, {sender} may show me its advertisements on other platforms: by their tags on its pages, and with my contact details passed on in encrypted form. I can take this back at any time.',
          ko: '{sender}이(가) 다른 매체에서 맞춤형 광고를 보여 주기 위해 자사 페이지에서 해당 매체의 태그를 사용하고 내 연락처를 암호화하여 제공하는 데 동의합니다. 언제든지 철회할 수 있습니다.',
          ru: 'Да, {sender} может показывать мне рекламу на других площадках: с помощью их тегов на своих страницах и передавая им мои контактные данные в зашифрованном виде. Согласие можно отозвать в любой момент.',
        },
      },
    ],
    rules: { ...plainRules, receipts: true },
  },
  kr: {
    purposes: [
      {
        id: 'marketing',
        name: mail,
        channel: 'mail',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: '(Optional) I agree to receive advertising information from {sender} by mail. I can refuse and still use the service, and take this back at any time free of charge.',
          ko: '(선택) {sender}의 광고성 정보를 이메일로 수신하는 데 동의합니다. 동의하지 않아도 서비스를 이용할 수 있으며, 언제든지 무료로 수신을 거부할 수 있습니다.',
          ru: '(По желанию) Согласен получать рекламную информацию от {sender} по электронной почте. Можно отказаться и пользоваться услугами, а согласие бесплатно отозвать в любой момент.',
        },
      },
      {
        id: 'calls',
        name: calls,
        channel: 'phone',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: '(Optional) I agree to receive advertising information from {sender} by phone and text message, between 8 in the morning and 9 in the evening.',
          ko: '(선택) {sender}의 광고성 정보를 전화와 문자 메시지로 수신하는 데 동의합니다(오전 8시~오후 9시).',
          ru: '(По желанию) Согласен получать рекламную информацию от {sender} по телефону и в сообщениях с 8 до 21 часа.',
        },
      },
      {
        id: 'personal_data',
        name: { en: 'Use of personal data', ko: '개인정보 수집·이용', ru: 'Обработка персональных данных' },
        channel: 'other',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: 'I agree that {sender} collects and uses my name, company and contact details to answer me and to send what I asked for, until I take this back. I may refuse; then it cannot be sent.',
          ko: '{sender}이(가) 문의 응대와 신청 자료 발송을 위해 이름, 회사, 연락처를 수집·이용하고 동의 철회 시까지 보유하는 데 동의합니다. 동의를 거부할 수 있으나, 이 경우 자료를 받을 수 없습니다.',
          ru: 'Согласен, что {sender} собирает и использует моё имя, название компании и контакты, чтобы ответить мне и прислать запрошенное, до отзыва согласия. Можно отказаться, но тогда материалы не будут отправлены.',
        },
      },
      { id: 'tracking', name: tracking, channel: 'site', legalBasis: 'consent', doubleOptIn: false, text: askTracking },
    ],
    rules: {
      ...plainRules,
      subjectPrefix: { text: '(광고)', purposes: ['marketing'] },
      reminderMonths: 24,
      receipts: true,
    },
  },
  ru: {
    purposes: [
      {
        id: 'marketing',
        name: mail,
        channel: 'mail',
        legalBasis: 'consent',
        doubleOptIn: true,
        text: {
          en: 'I agree to receive advertising from {sender} by e-mail (art. 18 of the law on advertising, 38-FZ). I can refuse at any time.',
          ko: '{sender}의 광고를 이메일로 수신하는 데 동의합니다(러시아 광고법 38-FZ 제18조). 언제든지 거부할 수 있습니다.',
          ru: 'Даю {sender} согласие на получение рекламы по электронной почте (ст. 18 Федерального закона № 38-ФЗ «О рекламе»). Отказаться можно в любой момент.',
        },
      },
      {
        id: 'calls',
        name: calls,
        channel: 'phone',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: 'I agree to receive advertising from {sender} by phone and in messengers (art. 18 of 38-FZ). I can refuse at any time.',
          ko: '{sender}의 광고를 전화와 메신저로 수신하는 데 동의합니다(러시아 광고법 38-FZ 제18조). 언제든지 거부할 수 있습니다.',
          ru: 'Даю {sender} согласие на получение рекламы по телефону и в мессенджерах (ст. 18 Федерального закона № 38-ФЗ). Отказаться можно в любой момент.',
        },
      },
      {
        id: 'personal_data',
        name: { en: 'Use of personal data', ko: '개인정보 수집·이용', ru: 'Обработка персональных данных' },
        channel: 'other',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: 'I freely, by my own will and in my interest agree that {sender} processes my personal data: name, position, company, phone and e-mail, in order to answer my request (152-FZ, art. 9). It holds until I withdraw it.',
          ko: '본인의 자유로운 의사에 따라 {sender}이(가) 문의 응대를 위해 이름, 직책, 회사, 전화번호, 이메일을 처리하는 데 동의합니다(152-FZ 제9조). 철회할 때까지 유효합니다.',
          ru: 'Свободно, своей волей и в своём интересе даю {sender} согласие на обработку персональных данных: имени, должности, названия компании, телефона и адреса электронной почты, чтобы ответить на мой запрос (ст. 9 Федерального закона № 152-ФЗ). Согласие действует до его отзыва.',
        },
      },
      { id: 'tracking', name: tracking, channel: 'site', legalBasis: 'consent', doubleOptIn: false, text: askTracking },
    ],
    rules: { ...plainRules, receipts: true },
  },
  us: {
    purposes: [
      {
        id: 'marketing',
        name: mail,
        channel: 'mail',
        legalBasis: 'opt_out',
        doubleOptIn: false,
        text: {
          en: 'Send me useful content, news and offers from {sender}. I can unsubscribe by a link in every mail.',
          ko: '{sender}의 유용한 정보와 소식, 광고성 정보를 이메일로 받겠습니다. 모든 메일의 링크로 수신을 거부할 수 있습니다.',
          ru: 'Присылайте мне полезные материалы, новости и предложения от {sender}. Отписаться можно по ссылке в каждом письме.',
        },
      },
      {
        id: 'calls',
        name: calls,
        channel: 'phone',
        legalBasis: 'consent',
        doubleOptIn: false,
        text: {
          en: '{sender} may call me and send text messages about its products at the number I gave. This is no condition of a purchase.',
          ko: '{sender}이(가) 제가 남긴 번호로 제품 안내 전화와 문자 메시지를 보내는 데 동의합니다. 구매 조건은 아닙니다.',
          ru: '{sender} может звонить и отправлять сообщения о своих продуктах на указанный мною номер. Это не условие покупки.',
        },
      },
    ],
    rules: { ...plainRules, receipts: false, postalInMail: true },
  },
}

/** A template's words for a sender. */
export function filledText(text: Text, sender: string): Text {
  const fill = (words: string) => words.replaceAll('{sender}', sender)
  return {
    en: fill(text.en),
    ...(text.ko === undefined ? {} : { ko: fill(text.ko) }),
    ...(text.ru === undefined ? {} : { ru: fill(text.ru) }),
  }
}
