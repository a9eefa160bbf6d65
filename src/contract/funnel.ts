import { z } from 'zod'
import { comparisons } from '#core/report/former.ts'
import { verdicts } from '#core/report/newcombe.ts'
import { isDay } from '#core/report/period.ts'
import { durationMs } from '#core/rule.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
/** Years that both Temporal and PostgreSQL write with four digits, in any zone. */
const withinReach = (text: string): boolean => /^(19|2\d)\d\d-/.test(text)
const day = z
  .string()
  .refine((value) => isDay(value) && withinReach(value), 'write a day as 2026-03-29')
  .describe('A calendar day, cut in the workspace’s zone.')
const longestWindow = durationMs('3660d')

const window = z
  .string()
  .refine((value) => {
    try {
      return durationMs(value) > 0 && durationMs(value) <= longestWindow
    } catch {
      return false
    }
  }, 'write a length of time as 90d, 12h or 2w, at most 3660d')
  .describe('How long after the entry a step still counts: 90d, 12h, 2w.')

const by = z
  .string()
  .max(210)
  .regex(/^(channel|campaign|object|persona|(person|account)\.[^\p{C}]{1,200})$/u, {
    message: 'break down by channel, campaign, object, persona, person.<fact> or account.<fact>',
  })
  .describe('channel, campaign or object of the first touch, persona, person.<fact> or account.<fact>')

const only = z
  .string()
  .max(4300)
  .regex(/^(channel|campaign|object|persona|(person|account)\.[^\p{C}:]{1,200}):(missing|=[^]*)$/u, {
    message: 'write the property, a colon, and = with the value, or missing: channel:=search, campaign:missing',
  })
  .describe('Only members who are so: channel:=search, person.country:=KR, campaign:missing. May be repeated.')

const asOf = z
  .union([day, z.iso.datetime({ offset: true }).refine(withinReach)], {
    error: 'write a day as 2026-03-29, or a time as 2026-03-29T12:00:00Z',
  })
  .describe('As it was known at the end of that day, or at that moment.')

/** `GET /api/funnel?…`: which cohort, and how it is counted (docs/concepts/funnel.md). */
export const funnelQuery = z.object({
  model: z.string().min(1).max(100).optional().describe('Id of a stage model; the lifecycle when absent.'),
  from: day.optional().describe('First day of entry; from the beginning when absent.'),
  to: day.optional().describe('The day after the last day of entry; without an end when absent.'),
  window: window.optional(),
  by: by.optional(),
  pass: z
    .enum(['first', 'any'])
    .default('first')
    .describe('first: each subject once, by their first pass. any: each lap is a member of its own.'),
  only: z.union([only, z.array(only).max(6)]).optional(),
  until: z.iso
    .datetime({ offset: true })
    .refine(withinReach)
    .optional()
    .describe('What happened after this moment does not count: a cohort as it stood then.'),
  asOf: asOf.optional(),
  medians: z.stringbool().default(true).describe('false answers sooner, without medians.'),
})
export type FunnelQuery = z.output<typeof funnelQuery>

export const rate = z.object({
  reached: z.int(),
  of: z.int(),
  rate: z.number().nullable().describe('A share from 0 to 1; null where nobody was.'),
  low: z.number().nullable().describe('Lower bound of the 95 % Wilson interval.'),
  high: z.number().nullable(),
})

const stepTime = z.object({
  count: z.int().describe('Members with evidence of both stages.'),
  mean: z.number().nullable().describe('Milliseconds.'),
  median: z.number().nullable().describe('Milliseconds; null also when medians were not asked for.'),
  negative: z.int().describe('How many run backwards; they are in mean and median.'),
})

const stepRates = z.object({
  raw: rate.describe('Of all members, open windows too.'),
  matured: rate.nullable().describe('Of members whose window has closed; null without a window.'),
  time: stepTime.nullable().describe('Null at the first stage.'),
})

const funnelStep = z.object({
  stage: z.string(),
  reached: z.int().describe('Entered this stage or any later one of the same pass, within the window.'),
  open: z.int().describe('Not reached yet, and their window is open.'),
  not: z.int().describe('Not reached; their window has closed, or there is none.'),
  skipped: z.int().describe('Reached by way of a later stage, without evidence of this one; not in the times.'),
  faults: z.int().describe('Evidence of this stage is earlier than that of an earlier stage.'),
  fromFirst: stepRates,
  fromPrevious: stepRates,
})

const funnelGroup = z.object({
  key: z.string().describe('`all`, `=value`, `missing` or `other`: the `group` of /api/funnel/people.'),
  kind: z.enum(['all', 'value', 'missing', 'other']),
  value: z.string().nullable(),
  members: z.int(),
  open: z.int().describe('Members whose window is still open.'),
  faults: z.int().describe('Members with a fault at any step.'),
  steps: z.array(funnelStep),
})
export type FunnelGroupDocument = z.infer<typeof funnelGroup>

const scope = {
  model: z.string(),
  subject: z.enum(['person', 'account', 'deal']),
  name: text,
  stages: z.array(z.object({ id: z.string(), name: text })),
  zone: z.string().describe('The zone in which days are cut.'),
  from: time.nullable(),
  to: time.describe('Entries before it; the moment of asking when no end was asked for.'),
  window: z.string().nullable(),
  pass: z.enum(['first', 'any']),
  by: z.string().nullable(),
  only: z.array(z.string()),
  until: time.nullable(),
  asOf: time.nullable(),
  now: time.describe('The moment against which windows are open or closed.'),
}

/** What must be said beside the numbers; screens translate by code. */
export const funnelNotes = [
  /** no window: nobody is open, and what has not come may still come */
  'no_window',
  /** some members can still convert: compare the matured rates */
  'open_windows',
  /** the smallest values are in `other` */
  'folded',
  /** `asOf` reads stages as they were known; facts, channel and companies as they are now */
  'facts_are_current',
  /** some evidence runs against the order of the stages; see the faults */
  'faults',
] as const

export const funnelDocument = z.object({
  ...scope,
  total: funnelGroup,
  groups: z.array(funnelGroup).describe('The largest 50 values, then missing, then other; empty without `by`.'),
  folded: z.int().describe('How many values are in `other`.'),
  notes: z.array(z.enum(funnelNotes)),
})
export type FunnelDocument = z.infer<typeof funnelDocument>

/** Which members of a step are listed. */
export const memberStates = ['reached', 'not', 'open', 'skipped', 'fault'] as const
export type MemberState = (typeof memberStates)[number]

/** `GET /api/funnel/people?…`: the funnel's own parameters, and which of its numbers to open. */
export const funnelPeopleQuery = funnelQuery.omit({ medians: true }).extend({
  stage: z.string().min(1).max(100).optional().describe('Stage id; the first stage when absent.'),
  group: z
    .string()
    .max(4000)
    .regex(/^(all|missing|other|=[^]*)$/, 'give the key of a group: all, missing, other, or = and the value')
    .default('all'),
  state: z.enum(memberStates).default('reached'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})
export type FunnelPeopleQuery = z.output<typeof funnelPeopleQuery>

export const funnelMember = z.object({
  id: z.uuid(),
  pass: z.int(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  channel: z.string().nullable(),
  enteredAt: time.describe('Entry to the cohort: the first stage’s time.'),
  reachedAt: time.nullable().describe('Evidence of the asked stage within the window; null without one.'),
  furthest: z.string().nullable().describe('The furthest stage of the pass, whenever it was reached.'),
  outcome: z.string().nullable().describe('Outcome that ended the pass; null as it was known on an earlier day.'),
})
export type FunnelMember = z.infer<typeof funnelMember>

export const funnelPeople = z.object({
  ...scope,
  stage: z.string(),
  group: z.string(),
  state: z.enum(memberStates),
  items: z.array(funnelMember).describe('In order of entry.'),
  next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
})
export type FunnelPeople = z.infer<typeof funnelPeople>

/** `GET /api/funnel/comparison?…`: a cohort beside a former one, and what may be said of the difference. */
export const funnelComparisonQuery = funnelQuery.omit({ asOf: true, until: true, from: true }).extend({
  from: day.describe('First day of entry.'),
  compare: z
    .enum(comparisons)
    .default('previous')
    .describe('previous: as long, just before. year: the same days a year ago. custom: from formerFrom to formerTo.'),
  formerFrom: day.optional(),
  formerTo: day.optional().describe('The day after the last day of entry.'),
})
export type FunnelComparisonQuery = z.output<typeof funnelComparisonQuery>

export const difference = z.object({
  difference: z.number().nullable().describe('This rate less the former one, from −1 to 1.'),
  low: z.number().nullable().describe('Lower bound of the 95 % interval of Newcombe.'),
  high: z.number().nullable(),
  verdict: z
    .enum(verdicts)
    .describe('up or down: zero lies outside the interval. unclear: inside. too_few: under 20 on a side.'),
})
export type DifferenceDocument = z.infer<typeof difference>

export const funnelComparison = z.object({
  compare: z.enum(comparisons),
  current: funnelDocument,
  former: funnelDocument.describe('Without a window as it stood at the same age: its `until`.'),
  steps: z
    .array(z.object({ stage: z.string(), fromFirst: difference, fromPrevious: difference }))
    .describe('Of the rates to believe: matured where there is a window, else raw.'),
})
export type FunnelComparison = z.infer<typeof funnelComparison>

/** `GET /api/funnel/properties`: what a funnel of people can be broken down by, beyond the first touch. */
export const funnelProperties = z.object({
  items: z.array(
    z.object({
      by: z.string().describe('As `by` takes it: person.country, account.industry.'),
      share: z.number().describe('Of those looked at, how many have it, from 0 to 1.'),
      values: z.int().describe('How many different values those have.'),
    }),
  ),
  sampled: z.boolean().describe('Only the newest 5,000 people and companies were looked at.'),
})
export type FunnelProperties = z.infer<typeof funnelProperties>
