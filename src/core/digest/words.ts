import { eventLabel } from '#core/rule/sentence.ts'
import type { Language } from '#core/rule/words/phrases.ts'

/** How a language writes the digest. Numbers come as numbers, names finished. */
export interface DigestWords {
  subject(parts: string[], workspace: string): string
  /** parts of the subject */
  hotCount(n: number): string
  handoffCount(n: number): string
  overdueCount(n: number): string
  importCount(n: number): string
  trouble: string
  greeting(name: string): string
  lead: Record<'daily' | 'weekly', string>
  overdue: string
  overdueSince(moment: string): string
  handoffs: string
  hot: string
  imports: string
  attention: string
  handoffSince(date: string): string
  hotBy(event: string | null, total: string): string
  importDone(file: string, accepted: number, setAside: number): string
  importFailed(file: string): string
  setAside(count: number, usual: number): string
  mailTrouble(count: number): string
  more(n: number): string
  open: string
  why(workspace: string): string
  change: string
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

function plural(language: Language, n: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(language).format(n))
}

const en: DigestWords = {
  subject: (parts, workspace) => `${parts.join(', ')} · ${workspace}`,
  hotCount: (n) => plural('en', n, { one: '# person became hot', other: '# people became hot' }),
  handoffCount: (n) => plural('en', n, { one: '# hand-off waits', other: '# hand-offs wait' }),
  overdueCount: (n) => plural('en', n, { one: '# hand-off is overdue', other: '# hand-offs are overdue' }),
  importCount: (n) => plural('en', n, { one: '# import ended', other: '# imports ended' }),
  trouble: 'something needs your attention',
  greeting: (name) => `Good morning, ${name}.`,
  lead: { daily: 'This is new since yesterday.', weekly: 'This is new since last week.' },
  overdue: 'Past the deadline for an answer',
  overdueSince: (moment) => `an answer was due ${moment}`,
  handoffs: 'Waiting for you',
  hot: 'Became hot',
  imports: 'Imports',
  attention: 'Needs attention',
  handoffSince: (date) => `waits since ${date}`,
  hotBy: (event, total) => (event === null ? `score ${total}` : `last: ${event}; score ${total}`),
  importDone: (file, accepted, setAside) =>
    `${file} is in: ${plural('en', accepted, { one: '# row', other: '# rows' })}` +
    (setAside > 0
      ? `, ${plural('en', setAside, { one: '# row was set aside', other: '# rows were set aside' })}.`
      : '.'),
  importFailed: (file) => `${file} broke off. Open it to go on.`,
  setAside: (count, usual) =>
    `${plural('en', count, { one: '# event was', other: '# events were' })} set aside in a day; ${plural('en', usual, { other: '#' })} is usual.`,
  mailTrouble: (count) =>
    plural('en', count, { one: '# mail could not be delivered.', other: '# mails could not be delivered.' }),
  more: (n) => `and ${n} more`,
  open: 'Open Hourglass',
  why: (workspace) => `You get this digest as a member of ${workspace}.`,
  change: 'Choose daily, weekly or none',
}

const ko: DigestWords = {
  subject: (parts, workspace) => `${parts.join(', ')} · ${workspace}`,
  hotCount: (n) => plural('ko', n, { other: '관심이 높아진 사람 #명' }),
  handoffCount: (n) => plural('ko', n, { other: '대기 중인 영업 인계 #건' }),
  overdueCount: (n) => plural('ko', n, { other: '회신 기한이 지난 영업 인계 #건' }),
  importCount: (n) => plural('ko', n, { other: '완료된 가져오기 #건' }),
  trouble: '확인이 필요한 일이 있습니다',
  greeting: (name) => `${name} 님, 안녕하세요.`,
  lead: { daily: '어제 이후 새로 생긴 소식입니다.', weekly: '지난주 이후 새로 생긴 소식입니다.' },
  overdue: '회신 기한이 지난 영업 인계',
  overdueSince: (moment) => `회신 기한: ${moment}`,
  handoffs: '회신을 기다리는 영업 인계',
  hot: '관심이 높아진 사람',
  imports: '가져오기',
  attention: '확인이 필요한 일',
  handoffSince: (date) => `${date}부터 대기 중`,
  hotBy: (event, total) => (event === null ? `점수 ${total}` : `최근 활동: ${event}, 점수 ${total}`),
  importDone: (file, accepted, setAside) =>
    `${file}: ${plural('ko', accepted, { other: '#개 행을 가져왔습니다' })}` +
    (setAside > 0 ? `. ${plural('ko', setAside, { other: '#개 행은 보류되었습니다.' })}` : '.'),
  importFailed: (file) => `${file} 가져오기가 중단되었습니다. 열어서 이어서 진행해 주세요.`,
  setAside: (count, usual) =>
    `하루 동안 이벤트 ${plural('ko', count, { other: '#건' })}이 보류되었습니다. 평소에는 ${plural('ko', usual, { other: '#건' })}입니다.`,
  mailTrouble: (count) => plural('ko', count, { other: '메일 #통이 전달되지 못했습니다.' }),
  more: (n) => `외 ${n}건`,
  open: 'Hourglass 열기',
  why: (workspace) => `${workspace}의 구성원이어서 이 요약 메일을 받으셨습니다.`,
  change: '매일·매주·받지 않음 중에서 선택하기',
}

const ru: DigestWords = {
  subject: (parts, workspace) => `${capital(parts.join(', '))} · ${workspace}`,
  hotCount: (n) =>
    plural('ru', n, {
      one: '# горячий контакт',
      few: '# горячих контакта',
      many: '# горячих контактов',
      other: '# горячего контакта',
    }),
  handoffCount: (n) =>
    plural('ru', n, {
      one: '# передача ждёт',
      few: '# передачи ждут',
      many: '# передач ждут',
      other: '# передачи ждёт',
    }),
  overdueCount: (n) =>
    plural('ru', n, {
      one: '# передача просрочена',
      few: '# передачи просрочены',
      many: '# передач просрочено',
      other: '# передачи просрочено',
    }),
  importCount: (n) =>
    plural('ru', n, {
      one: '# импорт завершён',
      few: '# импорта завершены',
      many: '# импортов завершены',
      other: '# импорта завершено',
    }),
  trouble: 'требуется ваше внимание',
  greeting: (name) => `Доброе утро, ${name}!`,
  lead: { daily: 'Что нового со вчерашнего дня.', weekly: 'Что нового с прошлой недели.' },
  overdue: 'Срок ответа на передачу истёк',
  overdueSince: (moment) => `ответить нужно было до: ${moment}`,
  handoffs: 'Ждут вашего ответа',
  hot: 'Стали горячими',
  imports: 'Импорт',
  attention: 'Требует внимания',
  handoffSince: (date) => `ждёт с ${date}`,
  hotBy: (event, total) => (event === null ? `балл ${total}` : `последнее действие: ${event}; балл ${total}`),
  importDone: (file, accepted, setAside) =>
    `${file}: ${plural('ru', accepted, { one: 'принята # строка', few: 'приняты # строки', many: 'принято # строк', other: 'принято # строки' })}` +
    (setAside > 0
      ? `, ${plural('ru', setAside, { one: '# строка отложена', few: '# строки отложены', many: '# строк отложено', other: '# строки отложено' })}.`
      : '.'),
  importFailed: (file) => `Импорт файла ${file} прервался. Откройте его, чтобы продолжить.`,
  setAside: (count, usual) =>
    `За сутки ${plural('ru', count, { one: 'отложено # событие', few: 'отложено # события', many: 'отложено # событий', other: 'отложено # события' })}; обычно ${plural('ru', usual, { other: '#' })}.`,
  mailTrouble: (count) =>
    plural('ru', count, {
      one: '# письмо не удалось доставить.',
      few: '# письма не удалось доставить.',
      many: '# писем не удалось доставить.',
      other: '# письма не удалось доставить.',
    }),
  more: (n) => `и ещё ${n}`,
  open: 'Открыть Hourglass',
  why: (workspace) => `Вы получаете эту сводку как участник рабочего пространства ${workspace}.`,
  change: 'Выбрать: ежедневно, еженедельно или не получать',
}

export const digestWords: Record<Language, DigestWords> = { en, ko, ru }

/** An event by what people call it. */
export function eventWords(name: string | null, language: Language): string | null {
  return name === null ? null : eventLabel(name, language)
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('ru') + text.slice(1)
}
