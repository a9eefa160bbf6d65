import { z } from 'zod'
import { taskKinds, taskSources, taskStates, touchKinds, type TouchOutcome } from '#core/task/task.ts'
import { plausibleDay } from '#contract/day.ts'

const time = z.iso.datetime()
const day = plausibleDay
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day such as 14:30')
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })

export const taskId = z.object({ id: z.uuid() })

/** What a task says. Days and times of day in the workspace's zone. */
const taskFields = {
  kind: z.enum(taskKinds),
  title: z.string().trim().max(300),
  note: z.string().trim().max(4000).nullable(),
  dueDay: day,
  /** null: some time that day */
  dueTime: clock.nullable(),
  /** said to them */
  promised: z.boolean(),
  /** a member; null: whoever comes first */
  assigneeId: z.uuid().nullable(),
}

/** `POST /api/tasks`. Without an assignee it is one's own; it is about a person, a deal, a company, or nobody. */
export const taskCreateInput = z.strictObject({
  kind: taskFields.kind,
  title: taskFields.title.default(''),
  note: taskFields.note.default(null),
  personId: z.uuid().optional(),
  dealId: z.uuid().optional(),
  accountId: z.uuid().optional(),
  dueDay: day.optional().describe('Today when absent.'),
  dueTime: taskFields.dueTime.default(null),
  promised: taskFields.promised.default(false),
  assigneeId: taskFields.assigneeId.optional(),
  attempt: z.int().min(1).max(100).optional(),
})

/** `POST /api/tasks/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const taskChangeBody = z.strictObject({
  revision: z.int(),
  kind: taskFields.kind.optional(),
  title: taskFields.title.optional(),
  note: taskFields.note.optional(),
  dueDay: taskFields.dueDay.optional(),
  dueTime: taskFields.dueTime.optional(),
  promised: taskFields.promised.optional(),
  assigneeId: taskFields.assigneeId.optional(),
})
export const taskChangeInput = taskChangeBody.extend(taskId.shape)

/** `POST /api/tasks/:id/snooze`: so many business days from today, or to a day. */
export const taskSnoozeBody = z.union([
  z.strictObject({ days: z.int().min(1).max(250) }),
  z.strictObject({ until: day, time: clock.nullable().default(null) }),
])
export const taskSnoozeInput = z.union([
  taskSnoozeBody.options[0].extend(taskId.shape),
  taskSnoozeBody.options[1].extend(taskId.shape),
])

/** `POST /api/tasks/:id/done`: it is done; `dropped`: it is needed no longer. */
export const taskDoneBody = z.strictObject({ dropped: z.boolean().default(false) })
export const taskDoneInput = taskDoneBody.extend(taskId.shape)

/** `POST /api/tasks/reassign`: all open tasks of somebody, or these, go to another (null: whoever comes first). */
export const taskReassignInput = z.strictObject({
  from: z.uuid().optional(),
  ids: z.array(z.uuid()).min(1).max(500).optional(),
  to: z.uuid().nullable(),
})
export const taskReassigned = z.object({ changed: z.int(), ids: z.array(z.uuid()) })
export type TaskReassigned = z.infer<typeof taskReassigned>

/** What it takes to set a task back to where it stood. */
const taskBefore = z.object({
  kind: z.enum(taskKinds),
  title: z.string(),
  note: z.string().nullable(),
  dueDay: day,
  dueTime: clock.nullable(),
  promised: z.boolean(),
  assigneeId: z.uuid().nullable(),
  state: z.enum(taskStates),
  snoozed: z.int(),
})
export type TaskBefore = z.infer<typeof taskBefore>

/** `POST /api/tasks/:id/undo`: the task is again as `before` says (answered by the change that is taken back). */
export const taskUndoBody = z.strictObject({ revision: z.int(), before: taskBefore.nullable() })
export const taskUndoInput = taskUndoBody.extend(taskId.shape)

const reason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('promised_late'), points: z.number(), days: z.int() }),
  z.object({ code: z.literal('promised'), points: z.number() }),
  z.object({ code: z.literal('answer_late'), points: z.number() }),
  z.object({ code: z.literal('answer_by'), points: z.number() }),
  z.object({ code: z.literal('soon'), points: z.number() }),
  z.object({ code: z.literal('value'), points: z.number(), value: z.number(), chance: z.number() }),
  z.object({ code: z.literal('score'), points: z.number(), score: z.number() }),
  z.object({ code: z.literal('late'), points: z.number(), days: z.int() }),
  z.object({ code: z.literal('first'), points: z.number() }),
  z.object({ code: z.literal('waits'), points: z.number(), days: z.int() }),
])

const personBrief = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  score: z.number().nullable(),
})

const dealBrief = z.object({
  id: z.uuid(),
  name: z.string(),
  pipeline: z.string(),
  stage: text.nullable(),
  status: z.enum(['open', 'won', 'lost']),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  /** in the workspace's currency */
  baseMinor: z.int().nullable(),
  chance: z.number().nullable(),
})

export const taskRow = z.object({
  id: z.uuid(),
  revision: z.int(),
  kind: z.enum(taskKinds),
  title: z.string(),
  note: z.string().nullable(),
  person: personBrief.nullable(),
  deal: dealBrief.nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  dueDay: day,
  dueTime: clock.nullable(),
  dueAt: time,
  promised: z.boolean(),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  attempt: z.int().nullable(),
  source: z.enum(taskSources),
  state: z.enum(taskStates),
  snoozed: z.int(),
  createdAt: time,
  createdBy: z.string(),
  doneAt: time.nullable(),
  doneBy: z.string().nullable(),
  overdue: z.boolean(),
  /** whoever asks may change it */
  mayChange: z.boolean(),
})
export type TaskRow = z.infer<typeof taskRow>

/** What a change gives back: the task as it is, and as it was (null: it was not there). */
export const taskWritten = z.object({ task: taskRow, before: taskBefore.nullable() })
export type TaskWritten = z.infer<typeof taskWritten>

/** `GET /api/tasks?…` */
export const taskListQuery = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  who: z.union([z.enum(['me', 'nobody', 'all']), z.uuid()]).default('all'),
  kind: z.enum(taskKinds).optional(),
  due: z.enum(['overdue', 'today', 'week', 'later']).optional(),
  person: z.uuid().optional(),
  deal: z.uuid().optional(),
  account: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
})

export const taskList = z.object({
  items: z.array(taskRow).describe('Open ones by when they are due, closed ones the latest first.'),
  next: z.string().nullable(),
  /** of the workspace's zone */
  today: day,
  asOf: time,
})
export type TaskList = z.infer<typeof taskList>

/** `GET /api/tasks/today?…` */
export const taskQueueQuery = z.object({ who: z.union([z.enum(['me', 'all']), z.uuid()]).default('me') })

/** A line of today's queue: a task, or a hand-off that waits for an answer. */
const queueLine = z.object({
  worth: z.number().describe('The points of its reasons, added up. The queue is in this order.'),
  reasons: z.array(reason).describe('Why it stands where it stands, the weightiest first.'),
  task: taskRow.nullable(),
  handoff: z
    .object({
      id: z.uuid(),
      person: personBrief,
      team: z.string().nullable(),
      stage: text.nullable(),
      reason: text.nullable().describe('Why, when it was not the stage itself.'),
      dueAt: time.nullable(),
      at: time,
      mine: z.boolean(),
    })
    .nullable(),
  /** our last word and theirs, of the person or the deal */
  attempts: z.object({ done: z.int(), of: z.int() }).nullable(),
})
export type QueueLine = z.infer<typeof queueLine>

export const taskQueue = z.object({
  items: z.array(queueLine),
  /** how many there are in all; the queue shows 200 */
  all: z.int(),
  promised: z.int(),
  overdue: z.int(),
  doneToday: z.int(),
  today: day,
  /** next working day */
  tomorrow: day,
  currency: z.string(),
  asOf: time,
})
export type TaskQueue = z.infer<typeof taskQueue>

const attemptAhead = z.object({
  attempt: z.int(),
  of: z.int(),
  kind: z.enum(['call', 'mail']),
  dueDay: day,
  gap: z.int().describe('Business days from today.'),
})

/** `GET /api/touches/context?person=…&deal=…`: what logging needs to know. */
export const touchContextQuery = z.object({ person: z.uuid().optional(), deal: z.uuid().optional() })
export const touchContext = z.object({
  person: personBrief.nullable(),
  /** open deals of the person, or the deal asked for: which one is it about? */
  deals: z.array(dealBrief),
  /** people of the deal, when a deal was asked for */
  people: z.array(personBrief),
  /** since they last said something */
  attempts: z.int(),
  of: z.int(),
  lastAt: time.nullable(),
  /** after an attempt without an answer; null: the plan is used up */
  ifUnanswered: attemptAhead.nullable(),
  /** a proposal after a talk: two business days on */
  ifAnswered: z.object({ dueDay: day }),
  /** questions for where the person stands in the lifecycle; null: a deal was asked for, or there are none */
  playbook: z.string().nullable(),
  today: day,
})
export type TouchContext = z.infer<typeof touchContext>

const nextStep = z.strictObject({
  kind: taskFields.kind,
  title: taskFields.title.default(''),
  dueDay: day,
  dueTime: taskFields.dueTime.default(null),
  promised: taskFields.promised.default(false),
  attempt: z.int().min(1).max(100).optional(),
})

/** `POST /api/touches`: a call, mail or meeting, what came of it, and what is to be done next. */
export const touchInput = z
  .strictObject({
    kind: z.enum(touchKinds),
    /** one of core/task/task.ts touchOutcomes of its kind */
    outcome: z.string().max(40),
    personId: z.uuid().optional(),
    dealId: z.uuid().optional(),
    note: z.string().trim().max(4000).optional(),
    seconds: z.int().min(0).max(86_400).optional(),
    /** when it was, if not now */
    at: time.optional(),
    /** the task that it does */
    taskId: z.uuid().optional(),
    next: nextStep.optional(),
  })
  .refine(({ personId, dealId }) => personId !== undefined || dealId !== undefined, {
    error: 'Say whom it was with: a person, a deal, or both.',
    path: ['personId'],
  })

export const touchDone = z.object({
  id: z.uuid(),
  attempt: z.int().nullable(),
  of: z.int(),
  done: taskRow.nullable(),
  next: taskRow.nullable(),
})
export type TouchDone = z.infer<typeof touchDone>

export const touchId = z.object({ id: z.uuid() })
export const touchUndone = z.object({ id: z.uuid() })
export type TouchUndone = z.infer<typeof touchUndone>

/** `GET /api/untouched?…`: handed over or asked for a talk, and nobody has been in touch since. */
export const untouchedQuery = z.object({
  days: z.coerce.number().int().min(1).max(365).default(90),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
})
export const untouchedList = z.object({
  items: z.array(
    z.object({
      person: personBrief,
      stage: text.nullable(),
      /** why they should have heard from us: handed over, or what they asked for */
      why: z.enum(['handoff', 'asked']),
      event: z.string().nullable(),
      team: z.string().nullable(),
      assignee: z.string().nullable(),
      at: time,
      /** a task for them stands open */
      planned: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
  /** in these days: handed over or asked, and of these never touched */
  all: z.int(),
  never: z.int(),
  since: day,
  asOf: time,
})
export type UntouchedList = z.infer<typeof untouchedList>

export type { TouchOutcome }
