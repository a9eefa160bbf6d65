import { z } from 'zod'
import { mostSignal } from '#core/signal/read.ts'
import { longestNetwork, signalKinds } from '#core/signal/signal.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const whole = (most: number) => z.string().max(most).refine(isWholeText, 'holds characters that cannot be stored')
const day = z.iso.date('a day such as 2026-11-22')

const counted = z.strictObject({
  day,
  kind: z.enum(signalKinds),
  network: whole(longestNetwork).trim().min(1, 'which network?'),
  campaign: whole(200).default(''),
  url: whole(500).default(''),
  /** on that day, not in all */
  count: z.int().min(0).max(mostSignal),
})

/** What is taken at once; a longer file comes in several pieces of one batch. */
export const mostSignals = 1200

/** `POST /api/signals`. `batch`: of one's own making, so that pieces belong together; sent again it counts once. */
export const signalInput = z.strictObject({
  batch: z.uuid().optional(),
  source: z.enum(['hand', 'file']).default('hand'),
  name: whole(200).default(''),
  items: z.array(counted).min(1).max(mostSignals),
})

export const signalAdded = z.object({ id: z.uuid(), rows: z.int() })
export type SignalAdded = z.infer<typeof signalAdded>

/** `undo` of the taking back: it counts again. */
export const signalUndoInput = z.strictObject({ id: z.uuid(), undo: z.boolean().default(false) })
export const signalUndone = z.object({ id: z.uuid(), undone: z.boolean() })
export type SignalUndone = z.infer<typeof signalUndone>

export const signalBatchList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      source: z.enum(['hand', 'file', 'api']),
      name: z.string(),
      at: time,
      by: z.string().nullable(),
      undoneAt: time.nullable(),
      rows: z.int(),
      from: z.string(),
      to: z.string(),
      networks: z.array(z.string()),
      kinds: z.array(z.enum(signalKinds)),
    }),
  ),
})
export type SignalBatchList = z.infer<typeof signalBatchList>

export const awarenessWeeks = [13, 26, 52] as const

/** `GET /api/awareness`: whole weeks that begin on Monday in the workspace's zone, the running one last. */
export const awarenessQuery = z.object({ weeks: z.coerce.number().int().min(4).max(104).default(26) })

const traffic = z.object({
  /** people who saw a page */
  visitors: z.int(),
  /** visits without a cookie */
  visits: z.int(),
  views: z.int(),
})
const share = z.object({ rate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
const fact = z.object({ answered: z.int(), says: z.int(), share })
const kinds = z.object(
  Object.fromEntries(signalKinds.map((kind) => [kind, z.number()])) as Record<
    (typeof signalKinds)[number],
    z.ZodNumber
  >,
)
/** acts of people whom we know, as events */
const acts = z.object({ liked: z.int(), shared: z.int() })

const part = z.object({
  traffic,
  /** two facts kept apart */
  knowsUs: fact,
  knowsProblem: fact,
  /** as networks counted them: nobody is named */
  counted: kinds,
  people: acts,
})

export const awarenessDocument = z.object({
  zone: z.string(),
  from: z.string(),
  /** the day after the last */
  to: z.string(),
  total: part,
  /** the running week left out */
  full: part,
  /** as many full weeks before */
  before: part,
  /** whether those weeks were measured from their beginning on: else a comparison would say how long one measures */
  comparable: z.object({ traffic: z.boolean(), like: z.boolean(), share: z.boolean() }),
  weeks: z.array(part.extend({ week: z.string() })),
  /** the most first */
  networks: z.array(z.object({ network: z.string(), counted: kinds, people: acts })),
  /** surveys in use that ask for one of the facts */
  surveys: z.object({ knowsUs: z.int(), knowsProblem: z.int() }),
})
export type AwarenessDocument = z.infer<typeof awarenessDocument>
export type AwarenessPart = z.infer<typeof part>
