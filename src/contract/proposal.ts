import { z } from 'zod'
import { plausibleDay } from '#contract/day.ts'
import { currencyCode, dealText } from '#contract/deal.ts'
import { bantLetters } from '#core/deal/event.ts'
import {
  declineReasons,
  mostOptions,
  pricePeriods,
  proposalLanguages,
  proposalStates,
  vatModes,
} from '#core/proposal/document.ts'

const time = z.iso.datetime()
const day = plausibleDay
const line = z.string().trim().max(300)
const text = z.string().max(8000)
const language = z.enum(proposalLanguages)

/** Minor units; far under what numbers hold exactly, so that a year of months still is exact. */
const minor = z.int().min(0, 'must not be negative').max(100_000_000_000_000)
/** Basis points: 1000 is 10 %. */
const rate = z.int().min(0).max(10_000, 'must be 100 % or less')

const option = z.strictObject({
  id: z.string().min(1).max(40),
  name: line,
  about: z.string().max(2000),
  includes: z.array(line).max(20),
  products: z
    .array(z.strictObject({ productId: z.uuid().nullable(), name: line, quantity: z.number().positive().max(1e9) }))
    .max(50),
  priceMinor: minor.nullable(),
  period: z.enum(pricePeriods),
})

const value = z
  .strictObject({
    costs: z.array(z.strictObject({ label: line, minor })).max(8),
    source: line,
  })
  .nullable()

/** What a proposal says. Options are kept from highest to lowest, however they are sent. */
export const proposalContent = z.strictObject({
  title: line,
  toCompany: line,
  toPerson: line,
  from: line,
  problem: text,
  change: text,
  value,
  options: z.array(option).max(mostOptions, `A proposal has at most ${mostOptions} options.`),
  vat: z.strictObject({ mode: z.enum(vatModes), rate }),
  discount: z.strictObject({ rate, reason: line }).nullable(),
  terms: text,
})

export const templateContent = proposalContent
  .omit({ toCompany: true, toPerson: true, from: true })
  .extend({ validDays: z.int().min(1).max(366) })

export const proposalId = z.object({ id: z.uuid() })

/** `POST /api/proposals`: a draft for a deal, from a template or the starter of its language. */
export const proposalCreateInput = z.strictObject({
  deal: z.uuid(),
  template: z.uuid().optional(),
  language: language.optional(),
})

/** `POST /api/proposals/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const proposalChangeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  language,
  currency: currencyCode,
  validUntil: day.nullable(),
  /** of the buying group */
  personId: z.uuid().nullable(),
  content: proposalContent,
})

const mailTo = z.strictObject({
  to: z.email().max(320),
  name: line.default(''),
  /** the seller's own words instead of ours */
  note: z.string().trim().max(4000).default(''),
})

/** `POST /api/proposals/:id/send`: freezes the text and gives the link; with `mail`, sends it, too. */
export const proposalSendInput = z.strictObject({ id: z.uuid(), revision: z.int(), mail: mailTo.optional() })

/** `POST /api/proposals/:id/link`: a new link; the one before leads nowhere. */
export const proposalLinkInput = z.strictObject({ id: z.uuid(), mail: mailTo.optional() })

export const proposalRef = z.strictObject({ id: z.uuid() })

export const proposalSent = z.object({
  id: z.uuid(),
  revision: z.int(),
  /** shown this once: only its hash is kept */
  link: z.string(),
  mailed: z.boolean(),
})
export type ProposalSent = z.infer<typeof proposalSent>

export const proposalWritten = z.object({ id: z.uuid(), revision: z.int(), state: z.enum(proposalStates) })
export type ProposalWritten = z.infer<typeof proposalWritten>

/** `GET /api/proposals` */
export const proposalListQuery = z.object({
  deal: z.uuid().optional(),
  state: z.enum(proposalStates).optional(),
  /** one's own deals only */
  mine: z.stringbool().default(false),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

const answer = z
  .object({
    answer: z.enum(['accepted', 'declined']),
    option: z.object({ id: z.string(), name: z.string() }).nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    reason: z.enum(declineReasons).nullable(),
    words: z.string().nullable(),
    at: time,
    /** with its end cut off */
    address: z.string().nullable(),
  })
  .nullable()

export const proposalItem = z.object({
  id: z.uuid(),
  deal: z.object({ id: z.uuid(), name: z.string(), status: z.enum(['open', 'won', 'lost']) }),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.string().nullable(),
  version: z.int(),
  title: z.string(),
  language,
  currency: z.string(),
  state: z.enum(proposalStates),
  /** of the dearest and the cheapest option after the discount, as they are paid */
  high: z.object({ minor: z.int(), period: z.enum(pricePeriods) }).nullable(),
  low: z.object({ minor: z.int(), period: z.enum(pricePeriods) }).nullable(),
  validUntil: day.nullable(),
  createdAt: time,
  updatedAt: time,
  sentAt: time.nullable(),
  sentTo: z.string().nullable(),
  /** openings by people */
  opens: z.int(),
  openedAt: time.nullable(),
  lastOpenedAt: time.nullable(),
  answer,
  mayChange: z.boolean(),
})
export type ProposalItem = z.infer<typeof proposalItem>

export const proposalList = z.object({
  items: z.array(proposalItem),
  next: z.string().nullable(),
  /** the workspace's day */
  today: day,
  asOf: time,
})
export type ProposalList = z.infer<typeof proposalList>

/** `GET /api/proposals/:id` */
export const proposalPage = proposalItem.extend({
  revision: z.int(),
  content: proposalContent,
  personId: z.uuid().nullable(),
  /** what keeps a draft from going out */
  faults: z.array(z.string()),
  /** the exact text, once it was sent, and its SHA-256 */
  text: z.string().nullable(),
  textHash: z.string().nullable(),
  linkAt: time.nullable(),
  /** its other versions, newest first */
  versions: z.array(z.object({ id: z.uuid(), version: z.int(), state: z.enum(proposalStates) })),
  visits: z.array(
    z.object({
      id: z.uuid(),
      at: time,
      verdict: z.enum(['human', 'machine', 'unsure', 'colleague']),
      reason: z.string().nullable(),
      seconds: z.int(),
    }),
  ),
  /** what is known of the deal and may be said again */
  material: z.object({
    bant: z.array(
      z.object({
        letter: z.enum(bantLetters),
        answer: z.string(),
        question: z.string().nullable(),
        person: z.string().nullable(),
        at: time,
      }),
    ),
    /** customers' own phrases from calls and answers, newest first */
    phrases: z.array(z.object({ text: z.string(), from: z.string().nullable(), at: time })),
    /** our own notes: what the talks were about */
    notes: z.array(z.string()),
    products: z.array(
      z.object({ id: z.uuid(), name: z.string(), quantity: z.number(), priceMinor: z.int().nullable() }),
    ),
    people: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() })),
  }),
  /** the deal has the proof of the sale */
  signed: z.boolean(),
  dealRevision: z.int(),
  asOf: time,
})
export type ProposalPage = z.infer<typeof proposalPage>

export const proposalTemplate = z.object({
  id: z.uuid(),
  name: z.string(),
  language,
  content: templateContent,
  updatedAt: time,
  updatedBy: z.string().nullable(),
})
export type ProposalTemplate = z.infer<typeof proposalTemplate>

export const templateList = z.object({
  items: z.array(proposalTemplate),
  /** what a proposal begins with where there is no template of its language */
  starters: z.record(language, templateContent),
  /** of the workspace */
  currency: z.string(),
})
export type TemplateList = z.infer<typeof templateList>

/** `POST /api/proposal-templates`: a new one. */
export const templateInput = z.strictObject({
  name: line.min(1, 'needs a name'),
  language,
  content: templateContent,
})
export const templateChangeInput = templateInput.extend({ id: z.uuid() })
export const templateRetireInput = z.strictObject({ id: z.uuid(), undo: z.boolean().default(false) })
export const templateRetired = z.object({ id: z.uuid(), retired: z.boolean() })

/** `GET /api/renewals` */
export const renewalQuery = z.object({
  days: z.coerce.number().int().min(1).max(1000).default(90),
  mine: z.stringbool().default(false),
})

export const renewalList = z.object({
  items: z.array(
    z.object({
      deal: z.object({ id: z.uuid(), name: z.string() }),
      account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      owner: z.string().nullable(),
      amountMinor: z.int().nullable(),
      currency: z.string().nullable(),
      /** in the workspace's currency; null: no amount, or no rate */
      baseMinor: z.int().nullable(),
      renewalDate: day,
      /** negative: overdue */
      daysLeft: z.int(),
      wonAt: time,
      reason: dealText.nullable(),
      whyUs: z.string().nullable(),
      lastAt: time.nullable(),
    }),
  ),
  today: day,
  asOf: time,
})
export type RenewalList = z.infer<typeof renewalList>

/** `GET /api/companies/:id/wins` */
export const winList = z.object({
  items: z.array(
    z.object({
      deal: z.object({ id: z.uuid(), name: z.string() }),
      wonAt: time,
      amountMinor: z.int().nullable(),
      currency: z.string().nullable(),
      reason: dealText.nullable(),
      whyUs: z.string().nullable(),
      renewalDate: day.nullable(),
      proposal: z.object({ id: z.uuid(), title: z.string(), problem: z.string() }).nullable(),
    }),
  ),
})
export type WinList = z.infer<typeof winList>
