import { z } from 'zod'
import { bantLetters, buyingRoles } from '#core/deal/event.ts'
import { hygieneKinds } from '#core/deal/hygiene.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const day = z.iso.date()
export const word = z.string().trim().min(1).max(300).refine(isWholeText, 'holds a NUL or half a character')
const id = z.string().min(1).max(64)

/** What is wrong with a deal, with what it is measured by. */
export const finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('past_close'), days: z.int() }),
  z.object({
    kind: z.literal('stuck'),
    days: z.int(),
    usualDays: z.int().describe('Nine of ten past stays of this stage were no longer.'),
    longer: z.number().describe('Share of past stays of this stage that lasted longer, between 0 and 1.'),
    of: z.int(),
  }),
  z.object({
    kind: z.literal('silent'),
    days: z.int(),
    usualDays: z.int(),
    learned: z.boolean().describe('False: too little history, a plain two weeks.'),
    of: z.int(),
  }),
  z.object({ kind: z.literal('no_step') }),
  z.object({ kind: z.literal('single'), people: z.int() }),
  z.object({
    kind: z.literal('missing'),
    details: z.array(z.enum(['company', 'amount', 'close_date'])),
    roles: z.array(z.enum(buyingRoles)),
  }),
  z.object({ kind: z.literal('stale'), letters: z.array(z.enum(bantLetters)), days: z.int() }),
])

/** Money at stake: minor units of the workspace's currency, and what has no rate, apart. */
export const stake = z.object({
  count: z.int(),
  baseMinor: z.int(),
  apart: z.array(z.object({ currency: z.string(), amountMinor: z.int(), count: z.int() })),
  /** deals without an amount */
  bare: z.int(),
})
export type Stake = z.infer<typeof stake>

/** A clock, and what set it. */
const clock = z.object({
  at: time,
  days: z.int(),
  what: z.string().nullable(),
  outcome: z.string().nullable(),
  person: z.string().nullable(),
})

export const hygieneRow = z.object({
  id: z.uuid(),
  revision: z.int(),
  name: z.string(),
  pipeline: id,
  stage: id.nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  baseMinor: z.int().nullable(),
  closeDate: day.nullable(),
  nextStepAt: time.nullable(),
  people: z.int(),
  mayChange: z.boolean(),
  findings: z.array(finding),
  weight: z.int().describe('Gravity of its findings, added up: worst first.'),
  clocks: z.object({
    stage: clock,
    /** null: never a word */
    theirs: clock.nullable(),
    ours: clock.nullable(),
  }),
})
export type HygieneRow = z.infer<typeof hygieneRow>

/** `GET /api/hygiene?…` */
export const hygieneQuery = z.object({
  pipeline: id.optional().describe('All of them when absent.'),
  owner: word.optional().describe('A colleague’s id; `none`; or `name:…` of somebody who has no account here.'),
  kind: z.enum(hygieneKinds).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

export const hygieneList = z.object({
  items: z.array(hygieneRow).describe('Worst first, then the largest.'),
  next: z.string().nullable(),
  /** open deals in all, and those with something to mend */
  open: stake,
  troubled: stake,
  kinds: z.array(stake.extend({ kind: z.enum(hygieneKinds) })),
  /** what is usual: null where there is not enough to say so */
  stages: z.array(
    z.object({ pipeline: id, stage: id, stays: z.int(), usualDays: z.int().nullable(), open: z.int(), stuck: z.int() }),
  ),
  silence: z.object({ days: z.int(), learned: z.boolean(), of: z.int() }),
  owners: z.array(z.object({ key: z.string(), name: z.string().nullable(), count: z.int() })),
  /** fewest past stays from which something is said */
  fewest: z.int(),
  currency: z.string(),
  zone: z.string(),
  today: day,
  asOf: time,
})
export type HygieneList = z.infer<typeof hygieneList>

/** `GET /api/deals/:id/hygiene`: null when the deal is not open. */
export const dealHygiene = z.object({
  deal: hygieneRow.nullable(),
  /** of its stage; null: too few stays that ended */
  usualDays: z.int().nullable(),
  stays: z.int(),
  asOf: time,
})
export type DealHygiene = z.infer<typeof dealHygiene>
