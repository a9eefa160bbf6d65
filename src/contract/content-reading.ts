import { z } from 'zod'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const named = z.object({ id: z.string(), name: text })
const band = z.enum(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'])
const id = z.string().min(1).max(64)
const days = z.coerce.number().int().min(7).max(730).default(90).describe('Days, the last of them today.')

/** Those with a cookie or a name, the same person once; times it was opened; of these, downloads. */
const amount = { people: z.int(), reads: z.int(), downloads: z.int() }
/** with the people of the period before */
const change = { ...amount, before: z.int() }

/** `GET /api/content/usage?days=90`: who read what, by asset, for the list. */
export const contentUsageQuery = z.object({ days })
export const contentUsage = z.object({
  from: time,
  to: time,
  items: z.array(z.object({ asset: z.uuid(), ...change })),
})
export type ContentUsage = z.infer<typeof contentUsage>

/** `GET /api/content/reading?…`: consumption by stage and persona. */
export const contentReadingQuery = z.object({
  days,
  persona: id.optional().describe('`none`: those of no persona.'),
  language: z.string().max(2).optional().describe('Of the version that was read.'),
})
export const contentReading = z.object({
  zone: z.string(),
  from: time,
  to: time,
  now: time,
  total: z.object({ ...change, readsBefore: z.int(), downloadsBefore: z.int(), visits: z.int() }),
  /** days or weeks, by the first day of each */
  trend: z.array(z.object({ from: z.iso.date(), ...amount })),
  assets: z.array(
    z.object({
      asset: z.uuid(),
      title: z.string(),
      kind: named,
      ...change,
      /** deals won in the period whose people had read it before */
      won: z.int(),
    }),
  ),
  kinds: z.array(z.object({ kind: named, ...change })),
  bands: z.array(z.object({ band, ...amount })),
  personas: z.array(z.object({ persona: named.nullable(), ...amount })),
  /** of the journey, where they stood when they read */
  stages: z.array(z.object({ stage: named.nullable(), ...amount })),
  languages: z.array(z.object({ language: z.string(), ...amount })),
  won: z.object({ deals: z.int(), read: z.int() }),
})
export type ContentReading = z.infer<typeof contentReading>

/** `GET /api/content/readers?…`: the people behind a number, the last to read first. */
export const contentReadersQuery = z.object({
  days,
  asset: z.uuid().optional(),
  kind: id.optional(),
  band: band.optional(),
  persona: id.optional().describe('`none`: those of no persona.'),
  stage: id.optional().describe('Where they stood when they read; `none`: nowhere.'),
  language: z.string().max(2).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})
export const contentReaders = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      company: z.string().nullable(),
      persona: named.nullable(),
      reads: z.int(),
      downloads: z.int(),
      /** different assets */
      assets: z.int(),
      lastAt: time,
      lastTitle: z.string(),
    }),
  ),
  next: z.string().nullable(),
})
export type ContentReaders = z.infer<typeof contentReaders>

/** `GET /api/content/gaps?…`: personas × stages of the journey. */
export const contentGapsQuery = z.object({
  by: z.enum(['stage', 'band']).default('stage'),
  language: z.string().max(2).optional().describe('Versions and readers of that language alone.'),
})
export const contentGapsDocument = z.object({
  by: z.enum(['stage', 'band']),
  language: z.string().nullable(),
  /** the stage model that the columns are of */
  model: z.string(),
  personas: z.array(named),
  columns: z.array(z.object({ id: z.string(), name: text, stages: z.array(z.string()) })),
  cells: z.array(
    z.object({
      persona: z.string().nullable(),
      column: z.string(),
      people: z.int(),
      own: z.array(z.object({ id: z.uuid(), title: z.string() })),
      shared: z.array(z.object({ id: z.uuid(), title: z.string() })),
      readers: z.int(),
      missing: z.array(named),
      /** there, but in no language that so many of the people there read */
      unreadable: z.array(z.object({ kind: named, language: z.string(), people: z.int() })),
      state: z.enum(['empty', 'shared', 'unread', 'covered']),
    }),
  ),
  gaps: z.array(
    z.object({
      persona: z.string(),
      column: z.string(),
      kind: named,
      people: z.int(),
      state: z.enum(['none', 'language', 'shared']),
      /** of those people, where only they lack it, or where one is asked for */
      language: z.string().nullable(),
    }),
  ),
  /** all that follow the ones given */
  moreGaps: z.int(),
  /** people of whom nobody knows the language: in no count where one is asked for */
  unknownLanguage: z.int(),
  languages: z.array(z.string()),
})
export type ContentGaps = z.infer<typeof contentGapsDocument>

/** `GET /api/content/found`: pages with readers that no asset claims. */
export const contentFound = z.object({
  from: time,
  to: time,
  items: z.array(
    z.object({
      path: z.string(),
      url: z.string().nullable(),
      title: z.string().nullable(),
      people: z.int(),
      reads: z.int(),
      /** by the blueprint's content rules */
      kind: named.nullable(),
      language: z.string().nullable(),
    }),
  ),
  ignored: z.int(),
})
export type ContentFound = z.infer<typeof contentFound>

/** `POST /api/content/found/ignore`: not content; or is after all. */
export const contentIgnoreBody = z.strictObject({
  path: z.string().min(1).max(500),
  ignored: z.boolean().default(true),
})
export const contentIgnored = z.object({ path: z.string(), ignored: z.boolean() })

/** `POST /api/content/import`: a list as delimited text. `dryRun`: says what would happen, and does nothing. */
export const contentSheetBody = z.strictObject({
  text: z.string().min(1).max(200_000),
  /** of rows that name none */
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en'),
  dryRun: z.boolean().default(true),
})
export const contentSheetResult = z.object({
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  faults: z.array(z.object({ row: z.int(), column: z.string().nullable(), code: z.string(), text: z.string() })),
  ignored: z.array(z.string()),
  /** the first of what is, or would be, added and changed */
  shown: z.array(
    z.object({
      title: z.string(),
      kind: named,
      languages: z.array(z.string()),
      what: z.enum(['added', 'changed']),
      changes: z.array(z.string()),
    }),
  ),
})
export type ContentSheetResult = z.infer<typeof contentSheetResult>

export const lift = z.object({ ratio: z.number(), low: z.number(), high: z.number(), readers: z.int() })

/** What to give somebody next, and why; stands on the person's page with their next step. */
export const nextContentItem = z.object({
  asset: z.uuid(),
  title: z.string(),
  kind: named,
  language: z.string(),
  url: z.string().nullable(),
  file: z.string().nullable(),
  reasons: z.array(
    z.discriminatedUnion('code', [
      z.object({ code: z.enum(['asked', 'with', 'here', 'next']), stage: named.nullable() }),
      z.object({ code: z.literal('persona'), persona: named }),
      z.object({ code: z.literal('industry'), industry: z.string() }),
      z.object({ code: z.literal('language') }),
      z.object({ code: z.literal('other_language'), wanted: z.string() }),
      z.object({ code: z.literal('unknown_language') }),
      z.object({ code: z.literal('lift'), ...lift.shape, stage: named }),
    ]),
  ),
})
export type NextContentItem = z.infer<typeof nextContentItem>
