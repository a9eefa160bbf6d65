import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { checkedFields, wrong } from '#actions/deal/fields.ts'
import { takeDeal, type OpenDeal } from '#actions/deal/load.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { moveEntries } from '#actions/deal-move.ts'
import { notify } from '#actions/notify.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { advance, nameOf, spentSince, takeReview } from '#actions/review/clock.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { reviewDecideInput, type ReviewDecision, type ReviewWritten } from '#contract/review.ts'
import { statusOf } from '#core/deal/status.ts'
import { dayAfter } from '#core/task/work-time.ts'
import { dealHeads } from '#store/deal/read.ts'
import { findMember } from '#store/member.ts'
import { reviewItems, saveReviewItem } from '#store/review.ts'
import type { z } from 'zod'

type Input = z.output<typeof reviewDecideInput>

/** What may be decided of a deal that is over: it is kept as it is, or talked over. */
const ofThoseOver: readonly ReviewDecision[] = ['keep', 'coach']

/**
 * Decides what becomes of one deal: the deal changes where the decision says so, its story keeps it, its owner is told
 * and gets a task. Keeping a deal as it is, without a word, asks nothing of anybody.
 */
export const decideReviewItem: Verb<ReviewWritten> = writeVerb({
  permission: 'review.run',
  input: reviewDecideInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const review = await takeReview(db, workspaceId, input.id)
    if (!review.ok) return review
    const item = (await reviewItems(db, workspaceId, input.id, input.place))[0]
    if (!item) return refuse('not_found', 'There is no such deal in this review.')
    if (item.state === 'decided') return refuse('conflict', 'This was decided already; take the decision back first.')
    const found = await takeDeal(call, item.deal.id, input.dealRevision)
    if (!found.ok) return found
    const made = await entriesOf(call, found.value, input)
    if (!made.ok) return made
    const { entries, detail } = made.value
    const said: DealEntry = {
      kind: 'said',
      data: {
        name: 'review_decided',
        ref: input.id,
        ...(input.note === '' ? {} : { text: input.note }),
        detail: { decision: input.decision },
      },
    }
    const dealId = item.deal.id
    const changes = [{ dealId, entries: [...entries, said] }]
    const recorded = await recordDeals(found.value.setting, changes, saidBy(actor))
    const taskId = await taskOf(db, call, input, dealId)
    const after = (await dealHeads(db, workspaceId, [dealId])).get(dealId)
    await saveReviewItem(db, workspaceId, input.id, input.place, {
      state: 'decided',
      decision: input.decision,
      note: input.note === '' ? null : input.note,
      detail: { ...detail, ...(after ? { revision: after.revision } : {}) },
      seconds: spentSince(review.value, now),
      at: now,
      byName: nameOf(actor),
      taskId,
      eventIds: recorded.get(dealId)?.eventIds ?? [],
    })
    return ok({ ...(await advance(db, workspaceId, review.value, now)), taskId })
  },
  audit: ({ id }, { place, decision }) => ({
    verb: 'review.decide',
    subject: `review:${id}`,
    detail: { place, decision },
  }),
})

interface Call {
  db: PoolClient
  workspaceId: string
  actor: Actor
  now: number
}

/** What the decision says of the deal, and what the review keeps of it. */
async function entriesOf(
  call: Call,
  found: OpenDeal,
  { decision, closeDate, ownerId, outcome, reason, note }: Input,
): Promise<Result<{ entries: DealEntry[]; detail: Record<string, string> }>> {
  const { db, workspaceId } = call
  const { deal, head } = found
  if (head.status !== 'open' && !ofThoseOver.includes(decision)) {
    return wrong('decision', `“${head.name}” is ${head.status}: it can be kept or talked over.`)
  }
  if (decision === 'close_date') {
    if (closeDate === undefined) return wrong('closeDate', 'Give the new date.')
    const entries: DealEntry[] = [{ kind: 'changed', data: { fields: { closeDate } } }]
    return ok({ entries, detail: { closeDate } })
  }
  if (decision === 'owner') {
    if (ownerId === undefined) return wrong('ownerId', 'Say who is to own it.')
    const fields = await checkedFields(db, workspaceId, { ownerId }, deal.fields)
    if (!fields.ok) return fields
    return ok({
      entries: [{ kind: 'changed', data: { fields: fields.value } }],
      detail: { owner: fields.value.ownerName ?? '' },
    })
  }
  if (decision !== 'lose') return ok({ entries: [], detail: {} })
  const model = found.setting.history.current.blueprint.models.find(({ id }) => id === deal.pipeline)
  const ways = model?.outcomes.filter(({ id }) => statusOf(model, null, id) === 'lost') ?? []
  const way = outcome === undefined ? ways[0] : ways.find(({ id }) => id === outcome)
  if (!way) return wrong('outcome', `It can be lost as ${ways.map(({ id }) => id).join(', ') || 'nothing'}.`)
  const moved = await moveEntries(call, found, { outcome: way.id, reason, note, override: false })
  if (!moved.ok) return moved
  return ok({ entries: moved.value, detail: { outcome: way.id, ...(reason === undefined ? {} : { reason }) } })
}

/** Tells the owner, and gives them a task; none where nothing is asked of anybody. The task's id. */
async function taskOf(
  db: PoolClient,
  { workspaceId, actor, now }: Call,
  { id: reviewId, place, decision, note, taskTitle, taskDay }: Input,
  dealId: string,
): Promise<string | null> {
  if (decision === 'keep' && note === '') return null
  const head = (await dealHeads(db, workspaceId, [dealId])).get(dealId)
  if (!head) return null
  const here = await taskPlace(db, workspaceId, now)
  const owner = head.ownerId === null ? null : await findMember(db, workspaceId, head.ownerId)
  const me = actor.kind === 'user' ? actor.userId : null
  const taskId = await openTask(db, here, {
    kind: decision === 'coach' ? 'meeting' : 'todo',
    title: taskTitle,
    note: note === '' ? null : note,
    dealId,
    dueDay: taskDay ?? dayAfter(now, 1, here.work),
    assignee: head.ownerId !== null && owner ? { id: head.ownerId, name: owner.name } : null,
    source: 'hand',
    by: nameOf(actor),
    byId: actorName(actor),
  })
  if (head.ownerId !== null && owner && head.ownerId !== me) {
    await notify(db, workspaceId, {
      userIds: [head.ownerId],
      kind: 'review_decided',
      // decided, taken back and decided anew is told anew
      cause: `review:${reviewId}:${place}:${now}`,
      link: `/deals/${dealId}`,
      data: { deal: head.name, decision, by: nameOf(actor) },
      at: now,
    })
  }
  return taskId
}
