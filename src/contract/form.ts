import { z } from 'zod'
import {
  askModes,
  type FormDocument,
  type FormField,
  fieldKinds,
  formIntents,
  formLanguages,
  hiddenSources,
  mailRules,
  testSigns,
} from '#core/form/document.ts'
import { mostFunnelDays } from '#core/form/funnel-days.ts'
import { formGaps } from '#core/form/lint.ts'
import { formTemplates } from '#core/form/templates.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const language = z.enum(formLanguages)
const whole = (most: number) => z.string().max(most).refine(isWholeText, 'holds characters that cannot be stored')
const words = (most: number) =>
  z
    .strictObject({ en: whole(most).optional(), ko: whole(most).optional(), ru: whole(most).optional() })
    .transform((said) =>
      Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined && text !== '')),
    )
const line = words(300)
const text = words(5000)
const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a small word: letters a–z, digits, _')

/** What a form asks; core/form/document.ts says what each part does. */
const formField: z.ZodType<FormField> = z.strictObject({
  id: word,
  kind: z.enum(fieldKinds),
  label: text,
  help: line,
  placeholder: line,
  required: z.boolean(),
  width: z.enum(['full', 'half']),
  options: z.array(z.strictObject({ value: whole(100).min(1), label: line })).max(200),
  least: z.number().min(-1e12).max(1e12).nullable(),
  most: z.number().min(-1e12).max(1e12).nullable(),
  feeds: z.string().min(1).max(100).nullable(),
  purpose: z.string().min(1).max(60).nullable(),
  source: z.enum(hiddenSources).nullable(),
  fixed: whole(500),
  ask: z.enum(askModes),
  when: z
    .strictObject({
      match: z.enum(['all', 'any']),
      tests: z.array(z.strictObject({ field: word, is: z.enum(testSigns), value: whole(200) })).max(10),
    })
    .nullable(),
})

export const formDocument: z.ZodType<FormDocument> = z.strictObject({
  languages: z
    .array(language)
    .min(1)
    .max(3)
    .refine((all) => new Set(all).size === all.length, 'each language once'),
  title: line,
  intro: text,
  button: line,
  thanksTitle: line,
  thanksText: text,
  thanks: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('words') }),
    z.strictObject({ kind: z.literal('redirect'), url: z.string().max(2000) }),
    z.strictObject({
      kind: z.literal('content'),
      asset: z.uuid().nullable(),
      url: z.string().max(2000),
      label: line,
      mail: z.boolean(),
    }),
  ]),
  fields: z.array(formField).max(60, 'A form has at most 60 fields.'),
  intent: z.enum(formIntents).nullable(),
  about: whole(200),
  freeMail: z.enum(mailRules),
  disposableMail: z.enum(mailRules),
  perVisit: z.int().min(0).max(10),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #3d5a80')
    .nullable(),
  hosts: z.array(z.string().max(253)).max(20),
})

export const formRef = z.object({ id: z.uuid() })

/** `POST /api/forms`: a draft that begins with a template. */
export const formInput = z.strictObject({
  name: whole(200).trim().min(1, 'needs a name'),
  template: z.enum(formTemplates).default('blank'),
  languages: z.array(language).min(1).max(3).optional(),
})

/** `POST /api/forms/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const formChangeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  name: whole(200).trim().min(1, 'needs a name').optional(),
  document: formDocument.optional(),
})

/** Who is told of what a form brings: members by their ids, and whoever looks after the person. */
export const formWatch = z.object({ members: z.array(z.uuid()).max(200), owner: z.boolean() })
/** `POST /api/forms/:id/tell` */
export const formTellInput = z.strictObject({ id: z.uuid(), ...formWatch.shape })
export const formTold = z.object({ id: z.uuid(), told: formWatch, before: formWatch })
export type FormTold = z.infer<typeof formTold>

export const formPublishInput = z.strictObject({ id: z.uuid(), revision: z.int() })
/** `undo` shows it again, or takes it back into use */
export const formEndInput = z.strictObject({ id: z.uuid(), undo: z.boolean().default(false) })
/** A version becomes the draft. */
export const formRestoreInput = z.strictObject({ id: z.uuid(), version: z.int().min(1), revision: z.int() })

export const formWritten = z.object({
  id: z.uuid(),
  slug: z.string(),
  revision: z.int(),
  published: z.int().nullable(),
})
export type FormWritten = z.infer<typeof formWritten>

/** with its 95 % interval; null: of nothing */
const rate = z.object({ rate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
const counts = z.object({ seen: z.int(), started: z.int(), sent: z.int(), spam: z.int() })

export const formList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      slug: z.string(),
      published: z.int().nullable(),
      /** the draft differs from what is shown */
      changed: z.boolean(),
      updatedAt: time,
      updatedBy: z.string().nullable(),
      fields: z.int(),
      languages: z.array(language),
      /** of the last 30 days, machines left out */
      counts,
      /** of looks alone: what was sent without a script has none. Null: too few looks to say */
      rates: z.object({ start: rate.nullable(), send: rate.nullable() }),
      lastSentAt: time.nullable(),
    }),
  ),
})
export type FormList = z.infer<typeof formList>

export const formPage = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  revision: z.int(),
  published: z.int().nullable(),
  changed: z.boolean(),
  retired: z.boolean(),
  document: formDocument,
  problems: z.array(z.object({ code: z.enum(formGaps), stops: z.boolean(), field: z.string().nullable() })),
  versions: z.array(z.object({ version: z.int(), at: time, by: z.string().nullable() })),
  /** facts that a field may feed besides those every person has */
  ownFields: z.array(z.object({ key: z.string(), label: z.string() })),
  purposes: z.array(z.object({ id: z.string(), name: line, text, doubleOptIn: z.boolean() })),
  told: formWatch,
  /** assets of the content library that may be given */
  assets: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type FormPage = z.infer<typeof formPage>

export const submissionStates = ['counted', 'repeated', 'spam', 'cleared'] as const

const submissionSearch = whole(200)
  .trim()
  .default('')
  .describe('Words that all stand in what was sent, or in how its person and company are called; any script, any case.')

/** `GET /api/forms/:id/submissions`; `kept`: `spam` for what was kept out, else what came in. */
export const submissionQuery = z.object({
  kept: z.enum(['in', 'out']).default('in'),
  /** this one alone, wherever it stands */
  only: z.uuid().optional(),
  q: submissionSearch,
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const submissionList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: time,
      state: z.enum(submissionStates),
      version: z.int(),
      language: z.string(),
      /** by field, as typed */
      fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      email: z.string().nullable(),
      reasons: z.array(z.string()),
      marks: z.array(z.string()),
      page: z.string().nullable(),
      address: z.string().nullable(),
      person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
      decidedBy: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
  total: z.object({
    in: z.int(),
    out: z.int(),
    /** what was typed is not kept any more, and they are in no list: core/retention/rule.ts */
    emptied: z.int(),
  }),
  /** the words of the fields, of all versions; of consent the name of its purpose; hidden ones have what they are filled with */
  heads: z.array(z.object({ id: z.string(), label: line, source: z.enum(hiddenSources).nullable() })),
})
export type SubmissionList = z.infer<typeof submissionList>

/** `POST /api/forms/:id/submissions/clear`: it was no spam; it counts now, as of when it was sent. */
export const submissionClearInput = z.strictObject({ id: z.uuid(), submission: z.uuid() })
export const submissionCleared = z.object({ id: z.uuid(), outcome: z.enum(['counted', 'duplicate', 'set_aside']) })
export type SubmissionCleared = z.infer<typeof submissionCleared>

/** `POST /api/forms/:id/submissions/export` */
export const submissionExportInput = z.strictObject({
  id: z.uuid(),
  kept: z.enum(['in', 'out']).default('in'),
  q: submissionSearch,
})

export const funnelSplits = ['channel', 'device', 'language', 'version', 'host'] as const

/** `GET /api/forms/:id/funnel` */
export const formFunnelQuery = z.object({
  days: z.coerce.number().int().min(1).max(mostFunnelDays).default(30),
  by: z.enum(funnelSplits).default('channel'),
})

const steps = z.object({
  seen: z.int(),
  started: z.int(),
  sent: z.int(),
  /** of those who saw it */
  startRate: rate,
  /** of those who started */
  sendRate: rate,
  /** of those who saw it */
  rate,
})

export const formFunnel = z.object({
  days: z.int(),
  zone: z.string(),
  total: steps,
  /** sent without a script, so that nobody knows who else looked */
  unseen: z.int(),
  machines: z.int(),
  /** looks of the last half hour that were started: they may still be sent */
  open: z.int(),
  groups: z.array(steps.extend({ value: z.string().nullable() })),
  /** the field that was touched last by those who left, in the order of the form */
  abandoned: z.array(z.object({ field: z.string(), label: line, left: z.int() })),
  /** people whose sending counted */
  people: z.int(),
})
export type FormFunnel = z.infer<typeof formFunnel>

const plainValue = z.union([z.string().max(20_000), z.array(z.string().max(1000)).max(200)])

/** What the script of a form sends; a page without a script sends the same as a form. */
export const submissionInput = z.object({
  values: z.record(z.string().max(60), plainValue),
  /** a number of the page's own making: the same is sent again under it */
  page: z.string().max(100).default(''),
  token: z.string().max(4000).default(''),
  language: z.string().max(20).default(''),
  /** what people do not see was filled in */
  trap: z.string().max(1000).default(''),
  visit: z.string().max(60).default(''),
  anonymousId: z.string().max(255).nullable().default(null),
  tracking: z.boolean().default(false),
  url: z.string().max(2000).default(''),
  title: z.string().max(500).default(''),
  referrer: z.string().max(2000).default(''),
  campaign: z.record(z.string().max(60), z.string().max(500)).default({}),
  clickIds: z.record(z.string().max(60), z.string().max(500)).default({}),
})
export type SubmissionInput = z.output<typeof submissionInput>

/** `POST /f/:slug/open`: what the embedded script asks for. */
export const formOpenInput = z.object({
  languages: z.array(z.string().max(40)).max(20).default([]),
  anonymousId: z.string().max(255).nullable().default(null),
  theme: z.enum(['light', 'dark']).default('light'),
})

/** `POST /f/:slug/look`: how far somebody got; never a value of a field. */
export const formLookInput = z.object({
  visit: z.uuid(),
  started: z.boolean().default(false),
  field: z.string().max(60).nullable().default(null),
  language: z.string().max(20).default(''),
  anonymousId: z.string().max(255).nullable().default(null),
  tracking: z.boolean().default(false),
  url: z.string().max(2000).default(''),
  title: z.string().max(500).default(''),
  referrer: z.string().max(2000).default(''),
  campaign: z.record(z.string().max(60), z.string().max(500)).default({}),
  clickIds: z.record(z.string().max(60), z.string().max(500)).default({}),
  version: z.int().min(1).max(1e6),
})
export type FormLookInput = z.output<typeof formLookInput>
