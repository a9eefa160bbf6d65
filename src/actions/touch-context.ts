import type { PoolClient } from 'pg'
import { taskPlace, type TaskPlace } from '#actions/task/place.ts'
import { saidDeal } from '#actions/task/said.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { touchContextQuery, type TouchContext } from '#contract/task.ts'
import { businessDays } from '#core/calendar-days.ts'
import { nextAttempt } from '#core/task/plan.ts'
import { groupsOf } from '#store/deal/read.ts'
import { standingOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'
import { dealBrief, openDealsOf, personBrief, personBriefs } from '#store/task.ts'
import { attemptsOf, attemptsOfDeal, type Attempts } from '#store/touch.ts'

/** After a talk one comes back in two working days, unless something else was agreed. */
const afterTalk = 2

/** What logging a call needs to know: which deals it may be about, how often we have tried, and what the plan says next. */
export const readTouchContext: Verb<TouchContext> = readVerb({
  permission: 'task.read',
  input: touchContextQuery,
  async run({ db, workspaceId, input, now }) {
    const place = await taskPlace(db, workspaceId, now)
    const person = input.person === undefined ? null : await personBrief(db, workspaceId, input.person, place.ticks)
    if (input.person !== undefined && !person) return refuse('not_found', 'There is no such person here.')
    const asked = input.deal === undefined ? null : await dealBrief(db, workspaceId, input.deal)
    if (input.deal !== undefined && !asked) return refuse('not_found', 'There is no such deal here.')
    const deals = asked ? [asked] : person ? await openDealsOf(db, workspaceId, person.id) : []
    const group = asked ? ((await groupsOf(db, workspaceId, [asked.id])).get(asked.id) ?? []) : []
    const people = await personBriefs(
      db,
      workspaceId,
      group.map(({ personId }) => personId),
      place.ticks,
    )
    const attempts = await triedSoFar(db, place, person?.id ?? null, asked?.id ?? null)
    return ok({
      person,
      deals: deals.map((deal) => saidDeal(deal, place)),
      people: [...people.values()],
      attempts: attempts.done,
      of: place.followUp.plan.length,
      lastAt: isoTime(attempts.lastAt),
      ifUnanswered: ahead(place, attempts.done + 1),
      ifAnswered: { dueDay: businessDays(place.today, afterTalk, place.work.holidays) },
      playbook: person ? await playbookFor(db, place, person.id) : null,
      today: place.today,
    })
  },
})

/** The playbook of their stage in the lifecycle, else the first of its band; before the first stage the first there is. */
async function playbookFor(
  db: PoolClient,
  { workspaceId, history }: TaskPlace,
  personId: string,
): Promise<string | null> {
  const { lifecycle, models, playbooks } = history.current.blueprint
  const stages = models.find(({ id }) => id === lifecycle)?.stages ?? []
  const standing = await standingOf(db, workspaceId, personId, lifecycle)
  const stage = stages.find(({ id }) => id === standing?.stage) ?? stages[0]
  const banded = playbooks.find(({ band }) => stage?.band.includes(band))
  return stage?.playbook ?? (banded ?? playbooks[0])?.id ?? null
}

/** Attempts since they last said something: of the person, where one is named. */
export async function triedSoFar(
  db: PoolClient,
  { workspaceId }: TaskPlace,
  personId: string | null,
  dealId: string | null,
): Promise<Attempts> {
  const none = { done: 0, lastAt: null }
  if (personId !== null) return (await attemptsOf(db, workspaceId, [personId])).get(personId) ?? none
  return dealId === null ? none : attemptsOfDeal(db, workspaceId, dealId)
}

/** The next attempt of the plan after so many. */
export function ahead({ followUp, today, work }: TaskPlace, done: number): TouchContext['ifUnanswered'] {
  const next = nextAttempt(followUp.plan, done)
  return next && { ...next, of: followUp.plan.length, dueDay: businessDays(today, next.gap, work.holidays) }
}
