import { newField, type FormDocument, type FormField, type FormLanguage, type Words } from './document.ts'

export const formTemplates = ['blank', 'newsletter', 'ebook', 'demo', 'callback', 'contact', 'webinar'] as const
export type FormTemplate = (typeof formTemplates)[number]

const w = (en: string, ko: string, ru: string): Words => ({ en, ko, ru })

const words = {
  name: w('Name', '이름', 'Имя'),
  email: w('Work email', '회사 이메일', 'Рабочая почта'),
  mailAddress: w('Email', '이메일', 'Электронная почта'),
  emailHint: w('name@company.com', 'name@company.co.kr', 'name@company.ru'),
  company: w('Company', '회사명', 'Компания'),
  title: w('Job title', '직함', 'Должность'),
  titleHelp: w(
    'So that we send what fits your work.',
    '업무에 맞는 내용을 보내드리기 위해 여쭙습니다.',
    'Чтобы присылать то, что относится к вашей работе.',
  ),
  phone: w('Phone', '전화번호', 'Телефон'),
  employees: w('Company size', '회사 규모', 'Размер компании'),
  industry: w('Industry', '업종', 'Отрасль'),
  about: w('What would you like to solve?', '어떤 문제를 해결하고 싶으신가요?', 'Какую задачу вы хотите решить?'),
  message: w('Your message', '문의 내용', 'Сообщение'),
  question: w('A question for the speakers', '연사에게 묻고 싶은 점', 'Вопрос докладчикам'),
  subscribe: w('Subscribe', '구독하기', 'Подписаться'),
  get: w('Get the e-book', '자료 받기', 'Получить книгу'),
  ask: w('Request a demo', '데모 신청', 'Запросить демонстрацию'),
  call: w('Request a call', '전화 요청', 'Заказать звонок'),
  send: w('Send', '보내기', 'Отправить'),
  register: w('Register', '참가 신청', 'Зарегистрироваться'),
}

const field = (kind: FormField['kind'], id: string, more: Partial<FormField> = {}): FormField => ({
  ...newField(kind, id),
  ...more,
})

const name = (): FormField => field('text', 'name', { label: words.name, feeds: 'name', required: true, width: 'half' })
const email = (more: Partial<FormField> = {}): FormField =>
  field('email', 'email', { label: words.email, placeholder: words.emailHint, ...more })
const company = (ask: FormField['ask'] = 'unknown'): FormField =>
  field('company', 'company', { label: words.company, required: true, ask, width: 'half' })
const title = (ask: FormField['ask'] = 'unknown'): FormField =>
  field('title', 'title', { label: words.title, help: words.titleHelp, required: true, ask })
const size = (ask: FormField['ask']): FormField =>
  field('select', 'employees', {
    label: words.employees,
    feeds: 'employees',
    ask,
    options: ['10', '50', '200', '1000', '5000'].map((value, index) => {
      const ranges = ['1–10', '11–50', '51–200', '201–1,000', '1,000+']
      const range = ranges[index] as string
      return { value, label: { en: range, ko: range, ru: range.replace(',', ' ') } }
    }),
  })
const industry = (ask: FormField['ask']): FormField =>
  field('text', 'industry', { label: words.industry, feeds: 'industry', ask })
const consent = (required = false): FormField => field('consent', 'marketing', { required })
const campaign = (): FormField[] =>
  (['utm_source', 'utm_medium', 'utm_campaign', 'page'] as const).map((source) => field('hidden', source, { source }))

const blank: FormDocument = {
  languages: ['en', 'ko', 'ru'],
  title: {},
  intro: {},
  button: words.send,
  thanksTitle: w('Thank you', '감사합니다', 'Спасибо'),
  thanksText: w('We have received it.', '잘 받았습니다.', 'Мы всё получили.'),
  thanks: { kind: 'words' },
  fields: [email()],
  intent: null,
  about: '',
  freeMail: 'allow',
  disposableMail: 'refuse',
  perVisit: 1,
  accent: null,
  hosts: [],
}

const answer = w(
  'We will get back to you within one working day.',
  '영업일 기준 하루 안에 연락드리겠습니다.',
  'Мы ответим в течение одного рабочего дня.',
)

const made: Readonly<Record<FormTemplate, Partial<FormDocument>>> = {
  blank: {},
  newsletter: {
    title: w('Our newsletter', '뉴스레터', 'Наша рассылка'),
    intro: w(
      'One mail a month: what we learned, nothing else.',
      '한 달에 한 번, 저희가 배운 것만 보내드립니다.',
      'Одно письмо в месяц: только то, чему мы научились.',
    ),
    button: words.subscribe,
    fields: [email({ label: words.mailAddress }), title('next'), industry('next'), consent(true), ...campaign()],
    thanksText: w(
      'Look into your inbox: we have sent you a mail to confirm.',
      '확인 메일을 보내드렸습니다. 받은편지함을 확인해 주세요.',
      'Проверьте почту: мы отправили письмо для подтверждения.',
    ),
  },
  ebook: {
    title: w('Get the e-book', '전자책 받기', 'Получить электронную книгу'),
    intro: w(
      'You can open it at once, and we send you the link.',
      '바로 열어보실 수 있고, 링크도 이메일로 보내드립니다.',
      'Откроется сразу, а ссылку мы пришлём на почту.',
    ),
    button: words.get,
    fields: [email(), title('unknown'), company('next'), size('next'), industry('next'), consent(), ...campaign()],
    freeMail: 'mark',
    thanksTitle: w('Here it is', '자료가 준비되었습니다', 'Книга готова'),
    thanksText: w('Enjoy reading.', '즐겁게 읽으세요.', 'Приятного чтения.'),
    thanks: {
      kind: 'content',
      asset: null,
      url: '',
      label: w('Open the e-book', '전자책 열기', 'Открыть книгу'),
      mail: true,
    },
  },
  demo: {
    title: w('Request a demo', '데모 신청', 'Запросить демонстрацию'),
    intro: w(
      'Half an hour with your own questions, no slides.',
      '슬라이드 없이, 궁금하신 점 위주로 30분이면 됩니다.',
      'Полчаса с вашими вопросами, без слайдов.',
    ),
    button: words.ask,
    fields: [
      name(),
      company(),
      email(),
      title('unknown'),
      field('phone', 'phone', { label: words.phone, ask: 'unknown' }),
      size('next'),
      field('long_text', 'about', { label: words.about }),
      consent(),
      ...campaign(),
    ],
    intent: 'demo_requested',
    freeMail: 'mark',
    thanksText: answer,
  },
  callback: {
    title: w('Request a call back', '전화 요청', 'Заказать звонок'),
    intro: {},
    button: words.call,
    fields: [
      name(),
      company('unknown'),
      field('phone', 'phone', { label: words.phone, required: true }),
      email({ required: true }),
      field('select', 'when', {
        label: w('When suits you?', '언제가 편하신가요?', 'Когда вам удобно?'),
        options: [
          { value: 'morning', label: w('Morning', '오전', 'Утром') },
          { value: 'afternoon', label: w('Afternoon', '오후', 'Днём') },
        ],
      }),
      ...campaign(),
    ],
    intent: 'callback_requested',
    thanksText: w(
      'We will call you at that time of the next working day.',
      '다음 영업일 그 시간대에 전화드리겠습니다.',
      'Мы позвоним вам в это время в ближайший рабочий день.',
    ),
  },
  contact: {
    title: w('Write to us', '문의하기', 'Напишите нам'),
    fields: [
      name(),
      company('unknown'),
      email(),
      field('long_text', 'message', { label: words.message, required: true, least: 10 }),
      ...campaign(),
    ],
    thanksText: answer,
  },
  webinar: {
    title: w('Register for the webinar', '웨비나 참가 신청', 'Регистрация на вебинар'),
    intro: w(
      'We send you the link, and the recording afterwards.',
      '접속 링크를 보내드리고, 끝난 뒤에는 녹화 영상도 보내드립니다.',
      'Пришлём ссылку на вебинар, а потом и запись.',
    ),
    button: words.register,
    fields: [
      name(),
      company('unknown'),
      email(),
      title('unknown'),
      field('text', 'question', { label: words.question }),
      consent(),
      ...campaign(),
    ],
    intent: 'event_registered',
    thanksText: w(
      'You are registered. The link comes by mail.',
      '신청이 완료되었습니다. 접속 링크는 이메일로 보내드립니다.',
      'Вы зарегистрированы. Ссылка придёт на почту.',
    ),
  },
}

/** What a new form begins with, in these languages. */
export function formTemplate(template: FormTemplate, languages: readonly FormLanguage[]): FormDocument {
  const document: FormDocument = { ...blank, ...made[template] }
  return { ...document, languages: languages.length > 0 ? [...languages] : document.languages }
}
