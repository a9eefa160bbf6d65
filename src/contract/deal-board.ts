import { z } from 'zod'
import { cardSorts, listSorts } from '#core/deal/sort.ts'
import { dealWarnings } from '#core/deal/warning.ts'
import { isWholeText } from '#core/text.ts'
import { plausibleDay } from '#contract/day.ts'

const time = z.iso.datetime()
const day = plausibleDay
const whole = (text: z.ZodString) => text.refine(isWholeText, 'holds a NUL or half a character')
const id = whole(z.string().min(1).max(64))
const word = whole(z.string().trim().min(1).max(300))
const major = z.coerce.number().min(0).max(9_007_199_254_740)
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** Which deals: what a board, a table and a forecast are narrowed by, as it stands in an address. */
export const dealFilter = z.object({
  q: whole(z.string().trim().max(200)).optional().describe('Words of the deal, its company, its owner.'),
  owner: word.optional().describe('A colleague’s id; `none`; or `name:…` of somebody who has no account here.'),
  team: word.optional(),
  company: z.uuid().optional(),
  min: major.optional().describe('Least amount, in major units of the workspace’s currency.'),
  max: major.optional(),
  close: z
    .string()
    .regex(/^(\d{4}-(0[1-9]|1[0-2])|past|none)$/, 'is a month such as 2026-11, `past` or `none`')
    .optional()
    .describe('Month of the expected close; `past`: its day has gone by; `none`: no date.'),
  source: word.optional(),
  product: z.uuid().optional(),
  tag: word.optional(),
  silent: flag
    .optional()
    .describe(
      'Only those who have not said a word for longer than is usual here; two weeks while too little is known.',
    ),
})
export type DealFilter = z.output<typeof dealFilter>

const which = dealFilter.extend({
  pipeline: id.optional().describe('The first of the blueprint when absent.'),
  sort: z.enum(cardSorts).default('close').describe('Order of the cards: soonest close, largest, longest stay, name.'),
  days: z.coerce.number().int().min(1).max(365).default(30).describe('How far back won and lost deals are shown.'),
})

export const boardQuery = which.extend({
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('Cards of each column.'),
})

/** `GET /api/deals/board/cards`: further cards of one column, after a place in it. */
export const boardCardsQuery = which.extend({
  column: whole(z.string().regex(/^(stage|outcome):.{1,64}$/, 'is stage:… or outcome:…')),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
})

/** `owner.id` null: somebody who has no account here, known by name. */
export const dealOwner = z.object({ id: z.uuid().nullable(), name: z.string() })

export const dealCard = z.object({
  id: z.uuid(),
  revision: z.int(),
  name: z.string(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: dealOwner.nullable(),
  pipeline: id,
  stage: id.nullable(),
  outcome: id.nullable(),
  status: z.enum(['open', 'won', 'lost']),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  /** in the workspace's currency; null: no amount, or no rate */
  baseMinor: z.int().nullable(),
  closeDate: day.nullable(),
  openedAt: time,
  stageSince: time,
  nextStepAt: time.nullable(),
  /** how many people of theirs are in it */
  people: z.int(),
  warnings: z.array(z.enum(dealWarnings)),
  stuck: z
    .object({ shorter: z.number(), of: z.int() })
    .nullable()
    .describe(
      'Longer in its stage than nine of ten: share of the past stays `of` this stage that lasted no longer than this one has.',
    ),
  /** whoever asks may change it */
  mayChange: z.boolean(),
})
export type DealCard = z.infer<typeof dealCard>

/** What a set of deals adds up to. Minor units. */
export const dealSums = z.object({
  count: z.int(),
  /** as agreed, by currency, the commonest first */
  sums: z.array(z.object({ currency: z.string(), count: z.int(), amountMinor: z.int() })),
  /** of those that could be converted, in the workspace's currency */
  baseMinor: z.int(),
  /** the same, each times the chance of its stage */
  weightedMinor: z.int(),
  measuredMinor: z
    .int()
    .nullable()
    .describe('The same by the measured chances, given ones where too few stays are past; null: none is measured.'),
  /** deals with an amount in a currency without a rate: in neither of the two sums */
  unconverted: z.int(),
  /** deals without an amount */
  bare: z.int(),
})
export type DealSums = z.infer<typeof dealSums>

/** The share of past stays in a stage that were won; rate null: too few to say. */
export const measuredChance = z.object({
  won: z.int(),
  of: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

export const boardColumn = dealSums.extend({
  /** `stage:…` or `outcome:…` */
  key: z.string(),
  cards: z.array(dealCard),
  /** where the next cards begin */
  next: z.string().nullable(),
  measured: measuredChance.nullable().describe('Of the stage, where it is before the win.'),
})
export type BoardColumn = z.infer<typeof boardColumn>

/** `GET /api/deals/board`: stages in order, then the ways out; won and lost ones of the last `days`. */
export const dealBoard = z.object({
  pipeline: id,
  columns: z.array(boardColumn),
  /** of the open ones */
  open: dealSums.extend({ pastClose: z.int(), noStep: z.int() }),
  /** deals that are not shown, whatever the filters: none means that the pipeline is empty */
  anywhere: z.boolean(),
  /** of the workspace */
  currency: z.string(),
  /** in the workspace's zone */
  today: day,
  asOf: time,
})
export type DealBoard = z.infer<typeof dealBoard>

export const cardPage = z.object({ items: z.array(dealCard), next: z.string().nullable() })
export type CardPage = z.infer<typeof cardPage>

/** `GET /api/deals/lanes`: who owns the open deals. */
export const lanesQuery = dealFilter.extend({ pipeline: id.optional() })
export const dealLanes = z.object({
  items: z.array(
    z.object({
      /** what the filter `owner` takes */
      key: z.string(),
      /** null: nobody */
      owner: dealOwner.nullable(),
      count: z.int(),
      baseMinor: z.int(),
      unconverted: z.int(),
    }),
  ),
})
export type DealLanes = z.infer<typeof dealLanes>

/** `GET /api/deals/facets`: what there is to filter by. */
export const facetsQuery = z.object({ pipeline: id.optional() })
const counted = z.object({ value: z.string(), count: z.int() })
const named = z.object({ id: z.string(), name: z.string(), count: z.int() })
export const dealFacets = z.object({
  /** ids as the filter `owner` takes them */
  owners: z.array(named),
  companies: z.array(named).describe('The fifty with the most deals.'),
  products: z.array(named),
  teams: z.array(counted),
  sources: z.array(counted),
  tags: z.array(counted),
  months: z.array(counted),
})
export type DealFacets = z.infer<typeof dealFacets>

export const listStatuses = ['open', 'won', 'lost', 'all'] as const

/** `GET /api/deals`: the table. Without a pipeline, those of all. */
export const dealListQuery = dealFilter.extend({
  pipeline: id.optional(),
  stage: id.optional().describe('A stage of the pipeline.'),
  outcome: id.optional(),
  status: z.enum(listStatuses).default('open'),
  sort: z.enum(listSorts).default('close'),
  desc: flag.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(1000).optional(),
})

export const dealRow = dealCard.extend({
  team: z.string().nullable(),
  source: z.string().nullable(),
  tags: z.array(z.string()),
  closedAt: time.nullable(),
  updatedAt: time,
})
export type DealRow = z.infer<typeof dealRow>

export const dealList = z.object({
  items: z.array(dealRow),
  next: z.string().nullable(),
  /** all that match, shown or not; null on later pages */
  total: dealSums.nullable(),
  currency: z.string(),
  today: day,
  asOf: time,
})
export type DealList = z.infer<typeof dealList>

/** `GET /api/deals/ids`: whom a bulk change would touch, up to 5,000. */
export const dealIdsQuery = dealListQuery.omit({ sort: true, desc: true, limit: true, cursor: true })
export const dealRef = z.object({ id: z.uuid(), revision: z.int() })
export const dealIds = z.object({ items: z.array(dealRef), more: z.boolean() })
export type DealIds = z.infer<typeof dealIds>

/** `GET /api/deals/forecast`: open deals by the month they are expected to close. Without a pipeline, of all. */
export const forecastQuery = dealFilter.omit({ close: true }).extend({
  pipeline: id.optional(),
  months: z.coerce.number().int().min(1).max(24).default(6),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const forecastCardsQuery = forecastQuery.extend({
  column: z.string().regex(/^(\d{4}-\d{2}|past|later|none)$/, 'is a month, `past`, `later` or `none`'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
})

export const forecastColumn = dealSums.extend({
  /** a month such as 2026-11; `past`: months gone by; `later`; `none`: no date */
  key: z.string(),
  /** of them in the last stage before the win */
  last: z.object({ count: z.int(), baseMinor: z.int() }),
  /** won in that month, by the day of winning */
  won: z.object({ count: z.int(), baseMinor: z.int(), unconverted: z.int() }),
  cards: z.array(dealCard),
  next: z.string().nullable(),
})
export type ForecastColumn = z.infer<typeof forecastColumn>

export const dealForecast = z.object({
  columns: z.array(forecastColumn),
  open: dealSums,
  currency: z.string(),
  today: day,
  asOf: time,
})
export type DealForecast = z.infer<typeof dealForecast>

/** One thing done to many deals. */
export const dealBulkAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('owner'), ownerId: z.uuid().nullable() }),
  z.strictObject({
    kind: z.literal('move'),
    pipeline: id,
    stage: id.optional(),
    outcome: id.optional(),
    reason: id.optional(),
    note: whole(z.string().trim().max(4000)).optional(),
  }),
  z.strictObject({ kind: z.literal('close'), closeDate: day.nullable() }),
  z.strictObject({ kind: z.literal('tag'), tag: word, on: z.boolean() }),
])
export type DealBulkAction = z.infer<typeof dealBulkAction>

/** `POST /api/deals/bulk`: up to 200 deals a call; further calls with the same `bulk` belong together. */
export const dealBulkInput = z.strictObject({
  bulk: z.uuid().optional().describe('Of an earlier call, to go on with it.'),
  deals: z.array(dealRef).min(1).max(200).describe('With the revision as it was read; an older one is told so.'),
  action: dealBulkAction,
})
export type DealBulkInput = z.input<typeof dealBulkInput>

export const bulkAnswers = ['done', 'same', 'outdated', 'forbidden', 'gates', 'reason', 'gone'] as const
/** Each deal answered by itself: `same` was so already; `gates` were not met. */
export const dealBulkDone = z.object({
  bulk: z.uuid(),
  answers: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      answer: z.enum(bulkAnswers),
      /** gates that were not met, by their names */
      gates: z.array(z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })),
    }),
  ),
})
export type DealBulkDone = z.infer<typeof dealBulkDone>

/** `POST /api/deals/bulk/:id/undo` */
export const dealBulkId = z.object({ id: z.uuid() })
export const dealBulkUndone = z.object({ bulk: z.uuid(), deals: z.int() })
export type DealBulkUndone = z.infer<typeof dealBulkUndone>

/** The columns of the table of deals as CSV, in order; `heads` names them. */
export const dealCsvColumns = [
  'id',
  'name',
  'company',
  'pipeline',
  'stage',
  'status',
  'owner',
  'team',
  'amount',
  'currency',
  'base',
  'close',
  'source',
  'tags',
  'next_step',
  'opened',
  'stage_since',
  'closed',
  'people',
] as const

/** `POST /api/deals/export`: leave to download the table as CSV, kept in the audit; good for ten minutes. */
export const dealExportInput = dealListQuery.omit({ limit: true, cursor: true }).extend({
  kind: z.literal('deals').default('deals'),
  ids: z.array(z.uuid()).max(5000).optional().describe('Only these of them.'),
  language: z.enum(['en', 'ko', 'ru']).default('en').describe('Of the names of stages.'),
  heads: z.record(z.string(), z.string().max(200)).default({}).describe('What columns are called in the file.'),
})
export type DealExportInput = z.input<typeof dealExportInput>
