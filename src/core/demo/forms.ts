import { chance } from '#core/demo/random.ts'
import { seller } from '#core/demo/site.ts'
import type { FormDocument } from '#core/form/document.ts'
import { formTemplate, type FormTemplate } from '#core/form/templates.ts'
import type { SpamReason } from '#core/form/spam.ts'

/** A form of the sample company. `event`: as its simulated visitors' events name it. */
export interface DemoForm {
  event: string
  name: string
  document: FormDocument
}

const languages = ['en', 'ko', 'ru'] as const
const host = new URL(seller.site).hostname

/** The forms behind what the simulated visitors sent. */
export function demoForms(): DemoForm[] {
  const made = (template: FormTemplate, more: Partial<FormDocument> = {}): FormDocument => ({
    ...formTemplate(template, languages),
    hosts: [host],
    ...more,
  })
  const book = made('ebook')
  return [
    { event: 'demo', name: 'Request a demo', document: made('demo') },
    { event: 'newsletter', name: 'Newsletter', document: made('newsletter') },
    {
      event: 'ebook',
      name: 'E-book: arrival times you can promise',
      document: {
        ...book,
        thanks: { ...book.thanks, url: `${seller.site}/files/arrival-times.pdf` } as FormDocument['thanks'],
      },
    },
    { event: 'webinar', name: 'Webinar registration', document: made('webinar') },
    { event: 'callback', name: 'Request a call back', document: made('callback') },
  ]
}

/** Somebody who looked at a form and did not send it. */
export interface DemoLook {
  /** share of the time between the first and the last sending, 0 to 1 */
  at: number
  started: boolean
  /** place among the fields that are asked, 0 to 1 */
  left: number
  device: 'desktop' | 'mobile' | 'tablet'
  channel: 'search' | 'direct' | 'ppc' | 'email' | 'social' | 'referral'
  language: 'en' | 'ko' | 'ru'
}

/** Looks at a form that nothing came of, for so many sendings: some two in three of those who see a form leave it. */
export function demoLooks(label: string, sent: number): DemoLook[] {
  const luck = chance(`forms:${label}`)
  return Array.from({ length: Math.round(sent * luck.between(1.6, 2.6)) }, () => ({
    at: luck.next(),
    started: luck.hit(0.42),
    // most leave early, or at what is hard to answer
    left: luck.hit(0.5) ? luck.between(0, 0.5) : luck.between(0.5, 1),
    device: luck.weighted([
      ['desktop', 62],
      ['mobile', 33],
      ['tablet', 5],
    ]),
    channel: luck.weighted([
      ['search', 36],
      ['direct', 22],
      ['ppc', 16],
      ['email', 12],
      ['social', 9],
      ['referral', 5],
    ]),
    language: luck.weighted([
      ['en', 50],
      ['ko', 34],
      ['ru', 16],
    ]),
  }))
}

export interface DemoSpam {
  at: number
  reasons: SpamReason[]
  fields: Record<string, string>
}

const pitches: readonly [string, string, SpamReason[]][] = [
  [
    'Rank first in 7 days',
    'Your site can be first on every search engine. <a href="https://seo.example">See prices</a>',
    ['markup', 'too_fast'],
  ],
  [
    'Financing team',
    'Loans from 2 %: https://loan.example https://loan2.example https://loan3.example',
    ['no_token', 'many_links'],
  ],
  ['asdfgh', 'asdfgh', ['too_fast', 'same_everywhere']],
  ['Crypto https://coins.example/today', 'Passive income, ask me how', ['link_in_name', 'machine']],
]

/** What was kept out. */
export function demoSpam(label: string, count: number): DemoSpam[] {
  const luck = chance(`spam:${label}`)
  return Array.from({ length: count }, (_, n) => {
    const [name, about, reasons] = luck.pick(pitches)
    const email = `offer${n}@${luck.pick(['seo-rank', 'easy-loan', 'coin-days'])}.example`
    return { at: luck.next(), reasons, fields: { name, company: name, email, title: name, about } }
  })
}
