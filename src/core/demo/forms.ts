import { chance, type Chance } from '#core/demo/random.ts'
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

/** How somebody came to a form. */
export interface DemoWay {
  device: 'desktop' | 'mobile' | 'tablet'
  channel: 'search' | 'direct' | 'ppc' | 'email' | 'social' | 'referral'
}

/** Somebody who looked at a form and did not send it. */
export interface DemoLook extends DemoWay {
  /** share of the time between the first and the last sending, 0 to 1 */
  at: number
  started: boolean
  /** place among the fields that are asked, 0 to 1 */
  left: number
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
    ...wayOf(luck, 36, 33),
    language: luck.weighted([
      ['en', 50],
      ['ko', 34],
      ['ru', 16],
    ]),
  }))
}

/** How those came who did send it: fewer by phone, more by mail and by themselves. */
export function demoWays(label: string, sent: number): DemoWay[] {
  const luck = chance(`form ways:${label}`)
  return Array.from({ length: sent }, () => wayOf(luck, 30, 18))
}

/** `search` and `mobile`: their weights, in percent. */
function wayOf(luck: Chance, search: number, mobile: number): DemoWay {
  return {
    device: luck.weighted([
      ['desktop', 95 - mobile],
      ['mobile', mobile],
      ['tablet', 5],
    ]),
    channel: luck.weighted([
      ['search', search],
      ['direct', 22],
      ['ppc', 16],
      ['email', 48 - search],
      ['social', 9],
      ['referral', 5],
    ]),
  }
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
