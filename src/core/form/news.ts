import type { Language } from '#core/rule/words/phrases.ts'

/** What a colleague is told by mail that forms brought. Times in epoch ms. */
export interface FormNews {
  language: Language
  name: string
  workspace: string
  zone: string
  /** where links lead, without a slash at the end */
  address: string
  /** the newest first; `person` is who it is known to be by now */
  items: {
    submissionId: string
    formId: string
    form: string
    person: string | null
    account: string | null
    at: number
  }[]
}

/** lines a form: what more there is, is said as a number */
const shown = 10
const longest = 80

type Words = {
  one(person: string, form: string): string
  many(count: number): string
  lead(count: number): string
  more(count: number): string
  nobody: string
  why(workspace: string): string
  change: string
}

function plural(
  language: Language,
  n: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
) {
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(language).format(n))
}

const words: Record<Language, Words> = {
  en: {
    one: (person, form) => `${person}: ${form}`,
    many: (n) => plural('en', n, { one: '# new submission', other: '# new submissions' }),
    lead: (n) => plural('en', n, { one: 'A form brought somebody.', other: 'Your forms brought # submissions.' }),
    more: (n) => `and ${plural('en', n, { one: '# more', other: '# more' })}`,
    nobody: 'somebody',
    why: (workspace) =>
      `You get this because you are told of new submissions in ${workspace}: as a form’s settings say, or since you look after the person. At most one such mail a quarter of an hour.`,
    change: 'Change or stop',
  },
  ko: {
    one: (person, form) => `${person}: ${form}`,
    many: (n) => plural('ko', n, { other: '새 폼 제출 #건' }),
    lead: (n) => plural('ko', n, { other: '새로 접수된 폼 제출이 #건 있습니다.' }),
    more: (n) => `외 ${plural('ko', n, { other: '#건' })}`,
    nobody: '이름 없음',
    why: (workspace) =>
      `${workspace}에서 폼 설정에 따라, 또는 담당자이기 때문에 새 제출 알림을 보내 드립니다. 15분에 한 통을 넘지 않습니다.`,
    change: '설정 변경 또는 수신 중지',
  },
  ru: {
    one: (person, form) => `${person}: ${form}`,
    many: (n) =>
      plural('ru', n, {
        one: '# новая заявка',
        few: '# новые заявки',
        many: '# новых заявок',
        other: '# новой заявки',
      }),
    lead: (n) =>
      plural('ru', n, {
        one: 'С форм пришла # заявка.',
        few: 'С форм пришли # заявки.',
        many: 'С форм пришло # заявок.',
        other: 'С форм пришло # заявки.',
      }),
    more: (n) => `и ещё ${new Intl.NumberFormat('ru').format(n)}`,
    nobody: 'без имени',
    why: (workspace) =>
      `Вы получаете это письмо, потому что вам сообщают о новых заявках в «${workspace}»: так настроена форма или вы ведёте этого человека. Не чаще одного письма в четверть часа.`,
    change: 'Изменить или отключить',
  },
}

/** One mail for all that forms brought since the last one. */
export function writeFormNews(news: FormNews): { subject: string; text: string } {
  const { language, workspace, zone, address, items } = news
  const say = words[language]
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  const [first] = items
  const who = (one: FormNews['items'][number]) => cut(one.person ?? say.nobody)
  const what = items.length === 1 && first ? say.one(who(first), first.form) : say.many(items.length)
  const blocks = [...Map.groupBy(items, ({ formId }) => formId)].map(([formId, ofForm]) =>
    [
      `${ofForm[0]?.form ?? ''} (${new Intl.NumberFormat(language).format(ofForm.length)})`,
      ...ofForm
        .slice(0, shown)
        .flatMap((one) => [
          `- ${who(one)}${one.account === null ? '' : ` · ${cut(one.account)}`}, ${moment.format(one.at)}`,
          `  ${address}/capture/forms/${formId}?view=submissions&sent=${one.submissionId}`,
        ]),
      ...(ofForm.length > shown
        ? [`  ${say.more(ofForm.length - shown)}: ${address}/capture/forms/${formId}?view=submissions`]
        : []),
    ].join('\n'),
  )
  return {
    subject: `${what} · ${workspace}`,
    text: [
      say.lead(items.length),
      ...blocks,
      `--\n${say.why(workspace)}\n${say.change}: ${address}/settings/notifications\n`,
    ].join('\n\n'),
  }
}

/** Strangers name themselves: never long, never on two lines. */
function cut(name: string): string {
  const flat = name.replaceAll(/[\s\p{Cc}]+/gu, ' ')
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat
}
