import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { answersFor, teamsOfRole } from '#actions/handoff/teams.ts'
import { taskPlace, type TaskPlace } from '#actions/task/place.ts'
import { saidTask } from '#actions/task/said.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { taskQueueQuery, type QueueLine, type TaskQueue } from '#contract/task.ts'
import { businessDays } from '#core/calendar-days.ts'
import { middle, worthOf, type Scale, type Weighed } from '#core/task/worth.ts'
import { dayBegins, dayOf } from '#core/task/work-time.ts'
import { handoffPage, type HandoffListRow } from '#store/handoff.ts'
import { findMember } from '#store/member.ts'
import { isoTime } from '#store/rows.ts'
import { countDone, openDealValues, personBriefs, tasksDue, type DressedTask, type PersonBrief } from '#store/task.ts'
import { attemptsOf, type Attempts } from '#store/touch.ts'

/** So many are weighed and so many shown. */
const weighed = 1000
const shown = 200

/**
 * Today's queue: what is due for somebody, with the hand-offs that wait for them, ordered by what it is worth. Each line
 * says why it stands where it stands (core/task/worth.ts).
 */
export const readTaskQueue: Verb<TaskQueue> = readVerb({
  permission: 'task.read',
  input: taskQueueQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const place = await taskPlace(db, workspaceId, now)
    const { today, work, ticks } = place
    const whose =
      input.who === 'all' ? null : input.who === 'me' ? (actor.kind === 'user' ? actor.userId : null) : input.who
    const tasks = await tasksDue(db, workspaceId, ticks, { assigneeId: whose, until: today }, weighed)
    const handoffs = await waitingFor(db, place, actor, input.who === 'me' ? null : whose, input.who === 'all')
    const people = await personBriefs(
      db,
      workspaceId,
      handoffs.map(({ person }) => person.id),
      ticks,
    )
    const ids = [...tasks.flatMap(({ person }) => person?.id ?? []), ...people.keys()]
    const attempts = await attemptsOf(db, workspaceId, [...new Set(ids)])
    const scale = await scaleOf(db, place)
    const lines = [
      ...tasks.map((task) => taskLine(task, attempts, actor, place, scale)),
      ...handoffs.map((one) => handoffLine(one, people, attempts, actor, place, scale)),
    ]
    lines.sort((a, b) => b.line.worth - a.line.worth || a.at - b.at || (a.id < b.id ? -1 : 1))
    return ok({
      items: lines.slice(0, shown).map(({ line }) => line),
      all: lines.length,
      promised: tasks.filter(({ promised }) => promised).length,
      overdue: lines.filter(({ late }) => late).length,
      doneToday: await countDone(db, workspaceId, whose, dayBegins(today, work.zone)),
      today,
      tomorrow: businessDays(today, 1, work.holidays),
      currency: place.currency,
      asOf: isoTime(now) as string,
    })
  },
})

interface Line {
  id: string
  /** of equal worth, the longest due first */
  at: number
  late: boolean
  line: QueueLine
}

/** Hand-offs of a colleague, or one's own with those of one's team that are nobody's. */
async function waitingFor(
  db: PoolClient,
  { workspaceId, history }: TaskPlace,
  actor: Actor,
  userId: string | null,
  everybody: boolean,
): Promise<HandoffListRow[]> {
  if (requirePermission(actor, 'handoff.answer') !== null && !everybody && userId === null) return []
  const lifecycle = history.current.blueprint.lifecycle
  const member = userId === null ? null : await findMember(db, workspaceId, userId)
  const of = everybody
    ? null
    : userId !== null
      ? { userId, teams: member ? teamsOfRole(member.role) : [] }
      : answersFor(actor)
  return handoffPage(db, workspaceId, { state: 'open', of, lifecycle, after: null }, shown)
}

/** The value that is usual among open deals: by stage the middle one, and of those the middle. */
async function scaleOf(db: PoolClient, place: TaskPlace): Promise<Scale> {
  const { blueprint } = place.history.current
  const values = (await openDealValues(db, place.workspaceId)).flatMap(({ pipeline, stage, value }) => {
    const chance = blueprint.models
      .find(({ id }) => id === pipeline)
      ?.stages.find(({ id }) => id === stage)?.probability
    return chance === undefined ? [] : [value * chance]
  })
  const { threshold } = blueprint.scores
  return { now: place.now, today: place.today, holidays: place.work.holidays, usual: middle(values), threshold }
}

function taskLine(
  task: DressedTask,
  attempts: ReadonlyMap<string, Attempts>,
  actor: Actor,
  place: TaskPlace,
  scale: Scale,
): Line {
  const row = saidTask(task, actor, place)
  const values: Weighed = {
    dueDay: row.dueDay,
    dueAt: task.timed ? task.dueAt.getTime() : null,
    promised: row.promised,
    handoff: false,
    value: row.deal?.status === 'open' ? row.deal.baseMinor : null,
    chance: row.deal?.chance ?? null,
    score: row.person?.score ?? null,
    attempt: row.attempt,
    since: task.createdAt.getTime(),
  }
  const tried = row.person ? attempts.get(row.person.id) : undefined
  const line = {
    ...worthOf(values, scale),
    task: row,
    handoff: null,
    attempts: tried ? { done: tried.done, of: place.followUp.plan.length } : null,
  }
  return { id: task.id, at: task.dueAt.getTime(), late: row.overdue, line }
}

function handoffLine(
  { id, person, team, stage, model, reason, at, dueAt, assigneeId }: HandoffListRow,
  people: ReadonlyMap<string, PersonBrief>,
  attempts: ReadonlyMap<string, Attempts>,
  actor: Actor,
  place: TaskPlace,
  scale: Scale,
): Line {
  const brief = people.get(person.id) ?? { ...person, phone: null, title: null, company: person.account, score: null }
  const due = dueAt?.getTime() ?? at.getTime()
  const values: Weighed = {
    dueDay: dayOf(due, place.work.zone),
    dueAt: due,
    promised: false,
    handoff: true,
    value: null,
    chance: null,
    score: brief.score,
    attempt: null,
    since: at.getTime(),
  }
  const models = place.history.current.blueprint.models
  const named = models.find((one) => one.id === model)?.stages.find((one) => one.id === stage)
  const { reasons } = place.history.current.blueprint
  const because =
    reason === null || reason.startsWith('entered:')
      ? null
      : (reasons.find((one) => one.id === reason)?.name ?? { en: reason })
  const tried = attempts.get(person.id)
  const line: QueueLine = {
    ...worthOf(values, scale),
    task: null,
    handoff: {
      id,
      person: {
        id: brief.id,
        name: brief.name,
        email: brief.email,
        phone: brief.phone,
        title: brief.title,
        company: brief.company,
        score: brief.score,
      },
      team,
      stage: named?.name ?? null,
      reason: because,
      dueAt: isoTime(dueAt?.getTime()),
      at: isoTime(at.getTime()) as string,
      mine: actor.kind === 'user' && assigneeId === actor.userId,
    },
    attempts: tried ? { done: tried.done, of: place.followUp.plan.length } : null,
  }
  return { id, at: due, late: due < place.now, line }
}
