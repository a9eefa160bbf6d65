import { z } from 'zod'
import { conditionSchema } from '#contract/rule.ts'
import { bannerPlaces } from '#core/consent/setting.ts'
import { countries } from '#core/consent/template.ts'
import { legalBases, purposeChannels, reachReasons } from '#core/consent/purpose.ts'

const time = z.iso.datetime()
const line = (most: number) => z.string().trim().max(most)
const text = z.strictObject({
  en: z.string().trim().min(1).max(1000),
  ko: z.string().trim().max(1000).exactOptional(),
  ru: z.string().trim().max(1000).exactOptional(),
})
const saidText = z.object({ en: z.string(), ko: z.string().exactOptional(), ru: z.string().exactOptional() })

/** A stable word; events, rules and imports name the purpose by it. */
export const purposeId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'lower-case letters, digits, _ and -, beginning with a letter, at most 40')

const wording = z.object({
  id: z.string(),
  version: z.int(),
  text: saidText,
  at: time.nullable(),
  by: z.string().nullable(),
  /** whose last word on the purpose is a yes in these words */
  people: z.int(),
})

/** A purpose with all its wordings, newest first, and how many people said what. */
export const purposeRow = z.object({
  id: z.string(),
  name: saidText,
  channel: z.enum(purposeChannels),
  legalBasis: z.enum(legalBases),
  doubleOptIn: z.boolean(),
  retired: z.boolean(),
  wordings: z.array(wording),
  granted: z.int(),
  withdrawn: z.int(),
})
export type PurposeRow = z.infer<typeof purposeRow>

const sender = z.strictObject({ name: line(120), postal: line(300), contact: line(200) })
const rules = z.strictObject({
  subjectPrefix: z.strictObject({ text: line(20).min(1), purposes: z.array(purposeId).max(50) }).nullable(),
  reminderMonths: z.int().min(1).max(120).nullable(),
  receipts: z.boolean(),
  postalInMail: z.boolean(),
})
const banner = z.strictObject({
  place: z.enum(bannerPlaces),
  accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'is a colour like #3d5a80'),
  notice: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
})
/** `POST /api/consent/settings`: parts that are absent stay as they are. */
export const consentSettingInput = z.strictObject({
  sender: sender.optional(),
  rules: rules.optional(),
  banner: banner.optional(),
})
export const consentSettings = z.object({ sender, rules, banner })
export type ConsentSettings = z.infer<typeof consentSettings>

/** `GET /api/consent/purposes`. */
export const purposeList = z.object({
  purposes: z.array(purposeRow),
  /** nobody has written any yet: these came with the product */
  builtin: z.boolean(),
  settings: consentSettings,
  /** a page's events count only with consent */
  consentRequired: z.boolean(),
})
export type PurposeList = z.infer<typeof purposeList>

/** `POST /api/consent/purposes`: writes a purpose; other words than those in force become a new version. */
export const purposeInput = z.strictObject({
  id: purposeId,
  name: text,
  channel: z.enum(purposeChannels),
  legalBasis: z.enum(legalBases),
  doubleOptIn: z.boolean(),
  retired: z.boolean(),
  text,
})
export const purposeSaved = z.object({ id: z.string(), wording: z.string(), isNew: z.boolean() })
export type PurposeSaved = z.infer<typeof purposeSaved>

/** `POST /api/consent/template`: takes over what a country's law wants, as a point to begin from. */
export const templateInput = z.strictObject({ country: z.enum(countries) })
export const templateTaken = z.object({
  country: z.enum(countries),
  added: z.array(z.string()),
  changed: z.array(z.string()),
})
export type TemplateTaken = z.infer<typeof templateTaken>

const count = z.int()
/** `GET /api/consent`: how things stand. */
export const consentQuery = z.object({
  purpose: z.string().max(60).optional(),
  weeks: z.coerce.number().int().min(4).max(104).default(26),
})
export const consentOverview = z.object({
  purposes: z.array(
    z.object({
      id: z.string(),
      name: saidText,
      channel: z.enum(purposeChannels),
      legalBasis: z.enum(legalBases),
      retired: z.boolean(),
      granted: count,
      withdrawn: count,
      open: count,
    }),
  ),
  /** week by week, Mondays of the workspace's zone, oldest first */
  weeks: z.array(z.object({ week: z.iso.date(), granted: count, withdrawn: count })),
  /** of the last 90 days */
  requests: z.object({ asked: count, confirmed: count, open: count, expired: count }),
  suppressed: count,
  /** have to be reminded of what they agreed to; null where the rules ask for none */
  due: count.nullable(),
  zone: z.string(),
})
export type ConsentOverview = z.infer<typeof consentOverview>

export const ledgerStates = ['requested', 'granted', 'withdrawn', 'reminded', 'complained'] as const
export const ledgerSources = [
  'form',
  'page',
  'survey',
  'banner',
  'double_opt_in',
  'preferences',
  'unsubscribe',
  'import',
  'hand',
  'api',
  'site',
  'complaint',
] as const

const ledgerFilter = {
  purpose: z.string().max(60).optional(),
  state: z.enum(ledgerStates).optional(),
  source: z.enum(ledgerSources).optional(),
  /** `marketing.2`: the words shown */
  wording: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
}
export const ledgerQuery = z.object({
  ...ledgerFilter,
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** One entry: who said what to which purpose, in which words, when, where, and how we know. */
export const ledgerEntry = z.object({
  id: z.uuid(),
  at: time,
  state: z.enum(ledgerStates),
  purpose: z.string(),
  /** id of the wording, where it is one of ours */
  wording: z.string().nullable(),
  /** the words shown; null when nobody kept them */
  text: z.string().nullable(),
  language: z.string().nullable(),
  source: z.enum(ledgerSources),
  /** what stands behind the kind: the form's name, the column of an import … */
  sourceDetail: z.string().nullable(),
  proof: z.object({
    address: z.string().nullable(),
    agent: z.string().nullable(),
    page: z.string().nullable(),
    /** by hand: why, and where the proof is kept */
    reason: z.string().nullable(),
    kept: z.string().nullable(),
    by: z.string().nullable(),
    /** double opt-in: what asked, and when */
    asked: z.string().nullable(),
    askedAt: time.nullable(),
  }),
  person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  /** the message to name where it is taken back */
  messageId: z.string(),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>
export const ledgerPage = z.object({ items: z.array(ledgerEntry), next: z.string().nullable() })
export type LedgerPage = z.infer<typeof ledgerPage>

/** The columns of the ledger as CSV, in order; `heads` names them. */
export const ledgerCsvColumns = [
  'at',
  'state',
  'purpose',
  'person',
  'name',
  'email',
  'wording',
  'text',
  'language',
  'source',
  'source_detail',
  'address',
  'agent',
  'page',
  'reason',
  'kept',
  'by',
] as const

/** `POST /api/consent/export`: the ledger as CSV, with heads in the language of the reader. */
export const ledgerExportInput = z.strictObject({
  ...ledgerFilter,
  kind: z.literal('consent').default('consent'),
  heads: z.record(z.string(), z.string().max(100)).default({}),
})

export const requestQuery = z.object({
  state: z.enum(['open', 'expired']).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const requestRow = z.object({
  id: z.uuid(),
  email: z.string(),
  /** whose address it is, when that is somebody we know */
  personId: z.uuid().nullable(),
  language: z.string(),
  purposes: z.array(z.string()),
  source: z.string(),
  askedAt: time,
  expiresAt: time,
  sent: count,
  sentAt: time.nullable(),
  state: z.enum(['open', 'expired']),
})
export const requestList = z.object({ items: z.array(requestRow), next: z.string().nullable() })
export type RequestList = z.infer<typeof requestList>
export const requestId = z.object({ id: z.uuid() })
export const requestResent = z.object({ id: z.uuid() })
export type RequestResent = z.infer<typeof requestResent>

const reach = z.object({ may: z.boolean(), why: z.enum(reachReasons) })
/** `GET /api/people/:id/consent`: every purpose, how they stand to it, and all they ever said. */
export const personConsent = z.object({
  id: z.uuid(),
  purposes: z.array(
    z.object({
      id: z.string(),
      name: saidText,
      channel: z.enum(purposeChannels),
      legalBasis: z.enum(legalBases),
      retired: z.boolean(),
      state: z.enum(['requested', 'granted', 'withdrawn']).nullable(),
      at: time.nullable(),
      reach,
      /** the wordings that can be named by hand, newest first */
      wordings: z.array(z.object({ id: z.string(), text: saidText })),
    }),
  ),
  entries: z.array(ledgerEntry),
  suppressed: z.boolean(),
  doNotContact: z.boolean(),
})
export type PersonConsent = z.infer<typeof personConsent>
export const personConsentId = z.object({ id: z.uuid() })

/** `POST /api/people/:id/consent`: what they told a colleague. */
export const recordBody = z.strictObject({
  purpose: z.string().min(1).max(60),
  state: z.enum(['granted', 'withdrawn']),
  /** when they said it; now when absent */
  at: time.optional(),
  reason: line(500).min(1),
  /** where the proof is: a file, a mail, a recording */
  kept: line(500).default(''),
  /** the words they agreed to */
  wording: z.string().max(80).optional(),
})
export const recordInput = recordBody.extend({ id: z.uuid() })
export const consentRecorded = z.object({ id: z.uuid(), messageId: z.string() })
export type ConsentRecorded = z.infer<typeof consentRecorded>
export const recordUndoBody = z.strictObject({ messageId: z.string().max(200) })
export const recordUndoInput = recordUndoBody.extend({ id: z.uuid() })

/** `POST /api/consent/reach`: how many of some people a purpose may reach. Changes nothing; a condition is too long for an address. */
export const reachInput = z.strictObject({ purpose: z.string().min(1).max(60), condition: conditionSchema.optional() })
export const reachCount = z.object({
  people: count,
  may: count,
  why: z.array(z.object({ why: z.enum(reachReasons), may: z.boolean(), people: count })),
})
export type ReachCount = z.infer<typeof reachCount>

export const suppressionReasonNames = ['hand', 'import', 'complaint', 'bounce', 'erasure'] as const
/** `GET /api/consent/suppressed`: how many, and the newest; the addresses themselves are not kept. */
export const suppressionQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const suppressionList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['email', 'phone']),
      reason: z.enum(suppressionReasonNames),
      at: time,
      by: z.string(),
    }),
  ),
  next: z.string().nullable(),
  total: count,
})
export type SuppressionList = z.infer<typeof suppressionList>
/** `POST /api/consent/suppress`: addresses, one a line. */
export const suppressInput = z.strictObject({
  addresses: z.string().min(1).max(200_000),
  reason: z.enum(['hand', 'import']),
})
export const suppressed = z.object({ added: count, there: count, wrong: z.array(z.string()) })
export type Suppressed = z.infer<typeof suppressed>
/** `POST /api/consent/suppressed/find`: whether an address is on the list. Changes nothing. */
export const suppressionFindInput = z.strictObject({ address: line(400).min(1) })
export const suppressionFound = z.object({
  found: z.object({ id: z.uuid(), reason: z.enum(suppressionReasonNames), at: time }).nullable(),
})
export type SuppressionFound = z.infer<typeof suppressionFound>
export const suppressionId = z.object({ id: z.uuid() })

/** `GET /api/consent/due`: who has to be reminded, longest waiting first. */
export const dueQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) })
export const dueList = z.object({
  items: z.array(
    z.object({
      person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }),
      purposes: z.array(z.string()),
      /** the last time they said or heard it */
      since: time,
      dueAt: time,
    }),
  ),
  total: count,
  months: z.int().nullable(),
})
export type DueList = z.infer<typeof dueList>
/** `POST /api/consent/remind`: the reminder by mail to these people, as far as they are due and have an address. */
export const remindInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) })
export const reminded = z.object({ sent: count, skipped: count })
export type Reminded = z.infer<typeof reminded>
