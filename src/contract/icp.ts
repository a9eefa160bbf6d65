import { z } from 'zod'
import { blueprintEdits } from '#contract/blueprint-edit.ts'
import { conditionSchema } from '#contract/rule.ts'
import { suggestionStates } from '#core/icp/suggest.ts'
import { pastKinds } from '#core/icp/past.ts'
import { phraseSources, phraseTags } from '#core/icp/phrase.ts'
import { worksheetQuestions } from '#core/icp/worksheet.ts'
import { verdicts } from '#core/report/newcombe.ts'

const time = z.iso.datetime()
const id = z.object({ id: z.uuid() })
const text = z.object({ en: z.string(), ko: z.string().exactOptional(), ru: z.string().exactOptional() })
const someone = z.object({ id: z.uuid(), name: z.string().nullable(), title: z.string().nullable() })
const beforeAfter = z.object({ before: z.int(), after: z.int() })

// ———— who it would be

/** `POST /api/icp/effect`: who would become what under edits of the blueprint. Changes nothing. */
export const effectInput = z.strictObject({ base: z.int().min(1), edits: blueprintEdits })
export const icpEffect = z.object({
  /** people looked at; of very many only a part, and all numbers are then reckoned up from it */
  people: z.int(),
  sampled: z.boolean(),
  /** whoever would be something else, in whatever way */
  changed: z.int(),
  icp: beforeAfter.extend({ enter: z.int(), leave: z.int() }),
  /** with at least one person who fits */
  companies: beforeAfter.extend({ enter: z.int(), leave: z.int() }),
  /** past the sales threshold by fit alone is no matter here: how many gain and lose points of fit */
  fit: z.object({ more: z.int(), less: z.int() }),
  /** from what to what, the commonest first; null: nothing known, no persona, not in the ICP */
  moves: z.array(
    z.object({
      what: z.enum(['seniority', 'function', 'persona', 'icp']),
      from: z.string().nullable(),
      to: z.string().nullable(),
      people: z.int(),
      some: z.array(someone),
    }),
  ),
  /** moves of less frequent kinds that are not listed */
  otherMoves: z.int(),
})
export type IcpEffect = z.infer<typeof icpEffect>

// ———— narrowing

export const narrowMonths = [3, 6, 12, 24] as const
export const narrowInput = z.strictObject({
  when: conditionSchema,
  /** of history to look back on */
  months: z.union(narrowMonths.map((months) => z.literal(months))).default(12),
})
const share = z.object({ reached: z.int(), low: z.number().nullable(), high: z.number().nullable() })
const group = z.object({ people: z.int(), sales: share, won: share })
const difference = z.object({
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(verdicts),
})
/** `POST /api/icp/narrow`: fewer in, and what becomes of those in and out. Changes nothing. */
export const icpNarrow = z.object({
  effect: icpEffect,
  months: z.int(),
  /** the stages it is counted between; null: the lifecycle has fewer than two */
  steps: z.object({ from: text, sales: text, won: text }).nullable(),
  /** of those who entered `from` in these months: who fit now, who would, and who fit now and would not */
  now: group,
  would: group,
  dropped: group,
  /** of those dropped, how many only because something is not known of them */
  unknown: z.int(),
  /** of those who would fit against those dropped */
  sales: difference,
  won: difference,
})
export type IcpNarrow = z.infer<typeof icpNarrow>

/** `GET /api/icp`: the ICP in force, and the one somebody is working on. */
export const icpPage = z.object({
  version: z.int(),
  name: text,
  about: text,
  when: conditionSchema,
  people: z.int(),
  companies: z.int(),
  /** how many people each persona has; null: whom none fits */
  personas: z.array(z.object({ persona: z.string().nullable(), people: z.int() })),
  draft: z.object({ when: conditionSchema, base: z.int(), changedAt: time, changedBy: z.string() }).nullable(),
})
export type IcpPage = z.infer<typeof icpPage>

/** `POST /api/icp/draft`: null puts it away. */
export const draftInput = z.strictObject({ when: conditionSchema.nullable() })

// ———— suggested from won customers

const attribute = z.object({ field: z.string().max(200), value: z.string().max(200) })
export const icpSuggested = z.object({
  companies: z.int(),
  won: z.int(),
  looked: z.int(),
  fewestCompanies: z.int(),
  fewestWon: z.int(),
  items: z.array(
    attribute.extend({
      companies: z.int(),
      won: z.int(),
      rate: z.number(),
      low: z.number(),
      high: z.number(),
      lift: z.number(),
      liftLow: z.number(),
      liftHigh: z.number(),
      p: z.number(),
      q: z.number(),
      state: z.enum(suggestionStates),
      /** it is in the ICP, or in the draft, already */
      asked: z.boolean(),
    }),
  ),
})
export type IcpSuggested = z.infer<typeof icpSuggested>

/** `GET /api/icp/suggested/companies`: the evidence. */
export const evidenceQuery = attribute
export const icpEvidence = z.object({
  items: z.array(
    z.object({ id: z.uuid(), name: z.string().nullable(), won: z.boolean(), open: z.boolean(), deals: z.int() }),
  ),
})
export type IcpEvidence = z.infer<typeof icpEvidence>

/** `POST /api/icp/suggested/take`: puts the attribute into the draft. */
export const takeInput = z.strictObject(attribute.shape)

// ———— worksheets

const words = z.string().max(4000)
const answers = z.partialRecord(z.enum(worksheetQuestions as [string, ...string[]]), words)
const worksheetHead = z.object({
  id: z.uuid(),
  name: z.string(),
  scope: z.string(),
  answered: z.int(),
  of: z.int(),
  inForce: z.boolean(),
  changedAt: time,
  changedBy: z.string(),
})
const pastType = z.object({
  kind: z.enum(pastKinds),
  value: z.string(),
  closed: z.int(),
  won: z.int(),
  low: z.number(),
  high: z.number(),
  meanMinor: z.int().nullable(),
  priced: z.int(),
})
export const pastData = z.object({
  currency: z.string(),
  types: z.array(pastType),
  best: z.array(z.object({ kind: z.enum(pastKinds), converts: pastType.nullable(), value: pastType.nullable() })),
  days: z.number().nullable(),
  won: z.int(),
  closed: z.int(),
})
export const worksheet = worksheetHead.extend({ answers })
export type Worksheet = z.infer<typeof worksheet>
export const worksheetPage = worksheet.extend({ past: pastData })
export type WorksheetPage = z.infer<typeof worksheetPage>
export const worksheetList = z.object({ items: z.array(worksheetHead) })
export type WorksheetList = z.infer<typeof worksheetList>
export const worksheetId = id
/** `POST /api/icp/worksheets`: the first takes over what the set-up guide was told. */
export const worksheetInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  scope: z.string().trim().max(120).default(''),
  /** begin with the answers of another */
  from: z.uuid().exactOptional(),
})
/** `POST /api/icp/worksheets/:id`: what is given changes; other answers stay. */
export const worksheetChangeBody = z.strictObject({
  name: z.string().trim().min(1).max(120).exactOptional(),
  scope: z.string().trim().max(120).exactOptional(),
  answers: answers.exactOptional(),
  inForce: z.boolean().exactOptional(),
  /** put away, or brought back */
  removed: z.boolean().exactOptional(),
})
export const worksheetChangeInput = worksheetChangeBody.extend(id.shape)

// ———— their own words

const day = z.iso.date()
export const phrase = z.object({
  id: z.uuid(),
  said: z.string(),
  tag: z.enum(phraseTags),
  source: z.enum(phraseSources),
  link: z.string(),
  person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  deal: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  saidOn: day.nullable(),
  keptAt: time,
  keptBy: z.string(),
})
export type Phrase = z.infer<typeof phrase>
export const phraseQuery = z.object({
  q: z.string().max(200).optional(),
  tag: z.enum(phraseTags).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
export const phraseList = z.object({
  items: z.array(phrase),
  /** how many there are of each kind, whatever was searched for */
  tags: z.array(z.object({ tag: z.enum(phraseTags), count: z.int() })),
})
export type PhraseList = z.infer<typeof phraseList>
const link = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }).max(1000),
  ])
  .default('')
export const phraseInput = z.strictObject({
  said: z.string().trim().min(1).max(2000),
  tag: z.enum(phraseTags),
  source: z.enum(phraseSources),
  link,
  person: z.uuid().nullable().default(null),
  deal: z.uuid().nullable().default(null),
  saidOn: day.nullable().default(null),
  /** of a candidate, so that it is offered once */
  origin: z
    .string()
    .regex(/^(objection|answer):[0-9a-f-]{36}$/)
    .nullable()
    .default(null),
})
export type PhraseInput = z.input<typeof phraseInput>
export const phraseChangeBody = z.strictObject({
  said: z.string().trim().min(1).max(2000).exactOptional(),
  tag: z.enum(phraseTags).exactOptional(),
  source: z.enum(phraseSources).exactOptional(),
  removed: z.boolean().exactOptional(),
})
export const phraseChangeInput = phraseChangeBody.extend(id.shape)
/** `GET /api/phrases/candidates`: what deals hold in their words and nobody has kept yet, the newest first. */
export const phraseCandidates = z.object({
  items: z.array(
    z.object({
      origin: z.string(),
      said: z.string(),
      tag: z.enum(phraseTags),
      person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
      deal: z.object({ id: z.uuid(), name: z.string() }),
      saidOn: day,
    }),
  ),
})
export type PhraseCandidates = z.infer<typeof phraseCandidates>
