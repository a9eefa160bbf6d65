import { z } from 'zod'
import { conditionSchema } from '#contract/rule.ts'
import { roles } from '#core/permission.ts'
import { routingTeams, routingWays } from '#core/task/routing.ts'
import { taskRow } from '#contract/task.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const named = z.object({ id: z.string(), name: text })

/** What was known of somebody at the moment they were handed over. Kept as it was. */
export const handoffEvidence = z.object({
  at: time,
  version: z.int(),
  fit: z.number(),
  engagement: z.number(),
  total: z.number(),
  threshold: z.number(),
  icp: z.boolean(),
  persona: text.nullable(),
  stage: named.nullable(),
  /** facts that name them: title, country … */
  facts: z.record(z.string(), z.string()),
  /** rules that gave most points by then, with what they were worth */
  rules: z.array(z.object({ name: text, kind: z.enum(['engagement', 'fit']), points: z.number(), times: z.int() })),
  /** the conditions of the stage that held, as conditions of the rule language */
  holds: z.array(conditionSchema),
  asked: z.array(z.object({ event: z.string(), object: z.string().nullable(), at: time })),
  read: z.array(z.object({ name: z.string(), kind: text.nullable(), at: time })),
  first: z
    .object({
      at: time,
      channel: z.string().nullable(),
      campaign: z.string().nullable(),
      object: z.string().nullable(),
    })
    .nullable(),
  company: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** others of the company, the most engaged first */
  colleagues: z.array(
    z.object({ id: z.uuid(), name: z.string().nullable(), title: z.string().nullable(), stage: text.nullable() }),
  ),
  colleagueCount: z.int(),
})
export type HandoffEvidence = z.infer<typeof handoffEvidence>

/** `GET /api/handoffs?…` */
export const handoffQuery = z.object({
  state: z.enum(['open', 'answered']).default('open'),
  who: z.union([z.enum(['me', 'all']), z.uuid()]).default('all'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
})

const assigned = z.object({
  userId: z.uuid(),
  name: z.string(),
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  way: z.enum([...routingWays, 'by_hand']),
  load: z.int().optional(),
})

export const handoffRow = z.object({
  id: z.uuid(),
  person: z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    account: z.string().nullable(),
  }),
  team: z.string().nullable(),
  stage: text.nullable(),
  reason: text.nullable().describe('Why, when it was not the stage itself.'),
  stands: text.nullable().describe('Where they stand in the lifecycle today.'),
  at: time,
  dueAt: time.nullable(),
  overdue: z.boolean(),
  assigned: assigned.nullable().describe('Null: the whole team; whoever comes first.'),
  evidence: handoffEvidence.nullable(),
  answer: z.enum(['accepted', 'qualified', 'returned']).nullable(),
  answeredAt: time.nullable(),
  answeredBy: z.string().nullable(),
  answerReason: text.nullable(),
  answerNote: z.string().nullable(),
  /** whoever asks may answer it */
  mayAnswer: z.boolean(),
  mayAssign: z.boolean(),
  /** may be given back with a reason; a customer is not given back */
  returnable: z.boolean(),
  /** taking it on may say at once that they are qualified for sales */
  qualifies: text.nullable(),
})
export type HandoffRow = z.infer<typeof handoffRow>

export const handoffList = z.object({
  items: z.array(handoffRow).describe('Open ones by deadline, answered ones the latest first.'),
  next: z.string().nullable(),
  /** of those open that match */
  overdue: z.int(),
  reasons: z.array(named).describe('To choose from when one is given back.'),
  asOf: time,
})
export type HandoffList = z.infer<typeof handoffList>

export const handoffId = z.object({ id: z.uuid() })

/**
 * `POST /api/handoffs/:id/accept`. `work`: I take them on (an SDR's hand-off leaves them where they are, sales' says
 * `lead_accepted`). `qualify`: they are qualified for sales (`lead_accepted`).
 */
export const handoffAcceptBody = z.strictObject({
  as: z.enum(['work', 'qualify']).default('work'),
  /** a task by the follow-up plan is made for whoever takes it */
  plan: z.boolean().default(true),
})
export const handoffAcceptInput = handoffAcceptBody.extend(handoffId.shape)

/** `POST /api/handoffs/:id/return`: back to nurture, with a reason of the managed list. */
export const handoffReturnBody = z.strictObject({
  reason: z.string().max(64),
  note: z.string().trim().max(1000).optional(),
})
export const handoffReturnInput = handoffReturnBody.extend(handoffId.shape)

/** `POST /api/handoffs/:id/assign`: to a colleague, or (null) by the rules again. */
export const handoffAssignBody = z.strictObject({ to: z.uuid().nullable() })
export const handoffAssignInput = handoffAssignBody.extend(handoffId.shape)

export const handoffAnswered = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  /** the event that says it; null: only whose it is has changed */
  messageId: z.string().nullable(),
  task: taskRow.nullable(),
})
export type HandoffAnswered = z.infer<typeof handoffAnswered>

/** `GET /api/routing` */
const routingRuleFields = z.strictObject({
  name: z.string().trim().min(1, 'Write a name.').max(100),
  team: z.enum(routingTeams).nullable(),
  when: conditionSchema.nullable(),
  way: z.enum(routingWays),
  members: z.array(z.uuid()).max(200),
})
export const routingRuleRow = routingRuleFields.extend({
  id: z.uuid(),
  /** whose turn comes next, in a round robin */
  nextTurn: z.string().nullable(),
})
export type RoutingRuleRow = z.infer<typeof routingRuleRow>

const planStep = z.strictObject({ kind: z.enum(['call', 'mail']), gap: z.int().min(0).max(60) })
const hours = z.number().min(0.5).max(400)
export const followUpInput = z
  .strictObject({
    plan: z.array(planStep).min(1).max(30),
    within: z.strictObject({ sdr: hours, sales: hours, success: hours, account_owner: hours }),
    from: z.number().min(0).max(23.5).multipleOf(0.5),
    until: z.number().min(0.5).max(24).multipleOf(0.5),
  })
  .refine(({ from, until }) => from < until, { error: 'The working day ends after it begins.', path: ['until'] })

export const routingDocument = z.object({
  rules: z.array(routingRuleRow),
  followUp: followUpInput,
  members: z.array(z.object({ userId: z.uuid(), name: z.string(), role: z.enum(roles), load: z.int() })),
})
export type RoutingDocument = z.infer<typeof routingDocument>

/** `POST /api/routing`: all rules, in order; those with an id stay themselves (and keep whose turn it is). */
export const routingInput = z.strictObject({
  rules: z.array(routingRuleFields.extend({ id: z.uuid().optional() })).max(50),
})

/** `GET /api/members/:id/holds`: what somebody looks after. */
export const memberHolds = z.object({
  tasks: z.int(),
  handoffs: z.int(),
  deals: z.int(),
})
export type MemberHolds = z.infer<typeof memberHolds>
