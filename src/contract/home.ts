import { z } from 'zod'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const named = z.object({ id: z.string(), name: text })
const bounded = z.object({
  count: z.int(),
  capped: z.boolean().describe('There are more; counting stopped here.'),
})

/** A hand-off: who, to which team, why, since when. */
const handoff = z.object({
  id: z.uuid(),
  person: z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    account: z.string().nullable(),
  }),
  team: z.string().nullable(),
  stage: text.nullable().describe('The stage they stood in or came into.'),
  reason: text.nullable().describe('Why it was handed over, when it was not the stage itself.'),
  stands: text.nullable().describe('The stage of the lifecycle where they stand today, or the outcome that ended it.'),
  at: time,
})
export type WaitingHandoff = z.infer<typeof handoff>

export const homeQuery = z.object({})

/** `GET /api/home`: what changed in the last seven days, who became hot and why, and what waits for a decision. */
export const homeDocument = z.object({
  asOf: time,
  since: time.describe('Seven days before asOf.'),
  empty: z.boolean().describe('Nobody has been counted here yet.'),
  lifecycle: z.object({ id: z.string(), name: text, stages: z.array(named), outcomes: z.array(named) }),
  entered: z
    .array(z.object({ stage: z.string(), now: z.int(), before: z.int() }))
    .describe('Entries into each stage of the lifecycle since then, and in the seven days before.'),
  hot: z
    .object({
      threshold: z.number().describe('The total at which sales is told.'),
      more: z.boolean().describe('So many were active that not everybody was looked at.'),
      items: z
        .array(
          z.object({
            id: z.uuid(),
            name: z.string().nullable(),
            email: z.string().nullable(),
            title: z.string().nullable(),
            account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
            stage: z.string().nullable(),
            outcome: z.string().nullable(),
            total: z.number(),
            before: z.number().describe('The total just before it rose past the threshold.'),
            at: time.describe('When it rose.'),
            event: z
              .object({ name: z.string(), object: z.string().nullable() })
              .nullable()
              .describe('What they did at that moment; null when a new version of the rules did it.'),
            most: z
              .object({
                kind: z.enum(['engagement', 'fit']),
                rule: z.string(),
                name: text,
                points: z.number(),
                times: z.int(),
              })
              .nullable()
              .describe('The rule that gave most since then.'),
          }),
        )
        .describe('Who crossed the threshold since then and stands past it now, the highest total first.'),
    })
    .nullable()
    .describe('Null when one may not list people.'),
  handoffs: z
    .object({
      all: bounded,
      items: z
        .array(handoff)
        .describe('Those that wait longest first; for sellers, SDRs and customer success those of their own team.'),
    })
    .nullable(),
  tasks: z
    .object({ due: z.int(), promised: z.int(), late: z.int(), overdueHandoffs: z.int() })
    .nullable()
    .describe('One’s own tasks due by today, of these promised and late; hand-offs of one’s own past their deadline.'),
  wouldFire: bounded.nullable().describe('Consequences that were not sent by themselves.'),
  setAside: z
    .object({ all: bounded, codes: z.array(z.object({ code: z.string(), count: z.int() })) })
    .nullable()
    .describe('Events that could not count, since then.'),
  duplicates: bounded.nullable().describe('Pairs of people who are perhaps one; null when one may not merge.'),
  imports: z.array(z.object({ id: z.uuid(), fileName: z.string(), error: z.string().nullable() })).nullable(),
  applying: z
    .object({ version: z.int(), done: z.int(), total: z.int() })
    .nullable()
    .describe('A blueprint version on its way to everybody.'),
})
export type HomeDocument = z.infer<typeof homeDocument>

/** `GET /api/waiting?…` */
export const waitingQuery = z.object({
  state: z
    .enum(['open', 'would_fire'])
    .default('open')
    .describe('open: nobody has accepted or returned it. would_fire: it was not sent by itself.'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
})

export const waitingList = z.object({
  items: z.array(handoff).describe('open: those that wait longest first; would_fire: the newest first.'),
  next: z.string().nullable(),
  all: bounded.describe('How many there are in all.'),
  asOf: time,
})
export type WaitingList = z.infer<typeof waitingList>
