import { randomUUIDv7 } from 'node:crypto'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { agendaOf } from '#actions/review/agenda.ts'
import { day, minute } from '#core/demo/calendar.ts'
import { decisionOf, reviewNote } from '#core/demo/work.ts'
import { dayIn } from '#core/proposal/renewal.ts'
import { momentOf } from '#core/task/work-time.ts'
import type { DemoWorkDeal } from '#store/demo-work.ts'
import { insertReview, insertReviewItems, saveReview, saveReviewItem } from '#store/review.ts'
import { findWorkspace } from '#store/workspace.ts'

const leader = 'Mira Demo'
const daysAgo = 6
const perDeal = 95_000

/**
 * A weekly review that the sample company led to its end some days ago: over those deals of which nothing was said since, so
 * that what it saw of them is what there is.
 */
export async function loadDemoReview(
  setting: Setting,
  { seed, end, deals }: { seed: string; end: number; deals: readonly DemoWorkDeal[] },
): Promise<void> {
  const { db, workspaceId } = setting
  const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
  const startedAt = momentOf(dayIn(zone, end - daysAgo * day), '10:00', zone)
  const agenda = await agendaOf({ db, workspaceId, now: startedAt }, { most: 12 })
  const settled = new Set(deals.filter(({ lastAt }) => lastAt.getTime() < startedAt).map(({ id }) => id))
  const items = agenda.ok ? agenda.value.items.filter(({ deal }) => settled.has(deal.id)) : []
  if (!agenda.ok || items.length === 0) return
  const sellers = new Set(deals.flatMap(({ ownerName }) => ownerName ?? []))
  const present = [leader, ...[...sellers].toSorted().slice(0, 3)].map((name) => ({ id: null, name }))
  const id = randomUUIDv7()
  const begun = { pipeline: null, owner: null, guided: true, startedBy: null, startedByName: leader }
  await insertReview(db, workspaceId, { id, ...begun, present, stood: agenda.value.stood }, startedAt)
  await insertReviewItems(db, workspaceId, id, items)
  for (const [index, { deal }] of items.entries()) {
    const place = index + 1
    const at = startedAt + place * perDeal
    const { decision, note } = decisionOf(seed, place, deal.status)
    const kept = { detail: {}, seconds: perDeal / 1000, at, byName: leader, taskId: null }
    const words = note === '' ? null : note
    if (decision === 'skip') {
      await saveReviewItem(db, workspaceId, id, place, {
        ...kept,
        state: 'skipped',
        decision: null,
        note: null,
        eventIds: [],
      })
      continue
    }
    const closeDate = dayIn(zone, end + (20 + place) * day)
    const detail = decision === 'close_date' ? { closeDate } : {}
    const entries: DealEntry[] = [
      ...(decision === 'close_date' ? [{ kind: 'changed' as const, at, data: { fields: { closeDate } } }] : []),
      {
        kind: 'said',
        at,
        data: { name: 'review_decided', ref: id, ...(words === null ? {} : { text: words }), detail: { decision } },
      },
    ]
    const told = await recordDeals(setting, [{ dealId: deal.id, entries }], { by: leader }, { quiet: true })
    const eventIds = told.get(deal.id)?.eventIds ?? []
    await saveReviewItem(db, workspaceId, id, place, {
      ...kept,
      state: 'decided',
      decision,
      note: words,
      detail,
      eventIds,
    })
  }
  const seconds = Math.round(((items.length + 1) * perDeal) / 1000)
  const finishedAt = startedAt + seconds * 1000 + 2 * minute
  await saveReview(db, workspaceId, id, { state: 'done', seconds, seenAt: null, finishedAt, note: reviewNote, present })
}
