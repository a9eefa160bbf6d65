import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { loadDemoReview } from '#actions/demo-review.ts'
import { openTask } from '#actions/task/open.ts'
import { taskPlace } from '#actions/task/place.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { minute } from '#core/demo/calendar.ts'
import { meetingOf, objectionsOf, proofsOf, type WorkedDeal } from '#core/demo/work.ts'
import { demoBookings, demoWorkDeals, hasWork, type DemoWorkDeal } from '#store/demo-work.ts'
import type { DemoState } from '#store/demo.ts'
import { saveMeeting } from '#store/meeting.ts'
import { insertObjection } from '#store/objection.ts'
import { insertProof, updateProof } from '#store/proof.ts'
import { keepNextSteps } from '#store/task.ts'

const meetings = 30
const quarter = 15 * minute
const late: ReadonlySet<string> = new Set(['proposal', 'close', 'retention'])

/**
 * What was done in the sample company's deals: doubts and their answers, proofs owed and given, meetings held and to come,
 * and a weekly review that was led to its end. All in one transaction; once.
 */
export async function loadDemoWork(
  pool: Pool,
  workspaceId: string,
  zone: string,
  { seed, end }: DemoState,
): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if (await hasWork(db, workspaceId)) return ok(null)
    const history = await histories.of(db, workspaceId)
    const setting = { db, workspaceId, history, now: Math.max(end, Date.now()) }
    await meet(db, workspaceId, zone, seed, end)
    const deals = await demoWorkDeals(db, workspaceId)
    // before anything else is said of them: what moved since the review was not on its table
    await loadDemoReview(setting, { seed, end, deals })
    for (const [place, deal] of deals.entries()) await work(setting, seed, end, deal, place)
    return ok(null)
  })
}

async function work(setting: Setting, seed: string, end: number, deal: DemoWorkDeal, place: number): Promise<void> {
  const { db, workspaceId } = setting
  const known: WorkedDeal = {
    place,
    status: deal.status,
    openedAt: deal.openedAt.getTime(),
    closedAt: deal.closedAt?.getTime() ?? null,
    late: late.has(deal.furthest ?? ''),
  }
  const { id: dealId, personId } = deal
  const by = deal.ownerName ?? 'CRM'
  const who = personId === null ? {} : { person: personId }
  const entries: DealEntry[] = []
  for (const one of objectionsOf(seed, known, end)) {
    const { kind, said, answer, next, state, raisedAt, answeredAt, endedAt } = one
    const id = randomUUIDv7()
    await insertObjection(db, workspaceId, { id, dealId, personId, kind, said, answer, next, state, by }, raisedAt)
    const tell = (name: string, at: number, text: string, detail = {}) =>
      entries.push({ kind: 'said', at, data: { name, ref: id, text, ...who, detail: { kind, ...detail } } })
    tell('objection_raised', raisedAt, said)
    if (answer !== null) tell('objection_answered', answeredAt, answer)
    if (endedAt !== null) tell(`objection_${state}`, endedAt, said, next === null ? {} : { next })
  }
  for (const one of proofsOf(seed, known, end)) {
    const id = await owe(setting, deal, one, end)
    const tell = (name: string, at: number, detail = {}) =>
      entries.push({ kind: 'said', at, data: { name, ref: id, text: one.what, ...who, ...detail } })
    tell('proof_asked', one.askedAt)
    if (one.givenAt !== null) {
      tell('proof_given', one.givenAt, one.link === null ? {} : { detail: { link: one.link } })
    }
  }
  if (entries.length > 0) await recordDeals(setting, [{ dealId, entries }], { by }, { quiet: true })
}

/** A proof asked for; one with a day is somebody's task until it is given. */
async function owe(
  { db, workspaceId }: Setting,
  { id: dealId, personId, accountId, ownerName }: DemoWorkDeal,
  { what, askedAt, givenAt, link, dueInDays }: ReturnType<typeof proofsOf>[number],
  end: number,
): Promise<string> {
  const id = randomUUIDv7()
  const owner = { ownerId: null, ownerName }
  const place = await taskPlace(db, workspaceId, end)
  const due = dueInDays === null ? null : Temporal.PlainDate.from(place.today).add({ days: dueInDays }).toString()
  const by = ownerName ?? 'CRM'
  await insertProof(db, workspaceId, { id, dealId, personId, what, due, ...owner, by }, askedAt)
  if (givenAt !== null) {
    await updateProof(db, workspaceId, { id, what, due, link, ...owner, givenAt, removedAt: null })
  } else if (due !== null) {
    const task = { kind: 'proof', title: what, personId, dealId, accountId, dueDay: due, promised: true } as const
    const cause = `proof:${id}`
    await openTask(db, place, { ...task, assignee: null, source: 'hand', cause, by, byId: 'operator:demo' })
  }
  return id
}

/** Meetings as its people's history tells of them: facts of it are known, so that nobody hears of them again. */
async function meet(db: PoolClient, workspaceId: string, zone: string, seed: string, end: number): Promise<void> {
  const touched: string[] = []
  for (const [place, one] of (await demoBookings(db, workspaceId, meetings)).entries()) {
    const { agenda, note, minutes, how, done, notes } = meetingOf(seed, place)
    const id = randomUUIDv7()
    const organizer = one.dealOwner ?? 'Lodestrand'
    const over = one.heldAt.getTime() + minutes * minute <= end
    const state = over ? (one.outcome ?? ('planned' as const)) : ('planned' as const)
    const prepared = { at: new Date(one.bookedAt.getTime() + 20 * minute).toISOString(), by: organizer }
    const came = state === 'planned' ? null : state === 'attended'
    const meeting = {
      id,
      dealId: one.dealId,
      accountId: one.accountId,
      title: one.dealName,
      how,
      place: how === 'video' ? 'https://meet.lodestrand.example/room' : '',
      agenda,
      startsAt: Math.floor(one.heldAt.getTime() / quarter) * quarter,
      minutes,
      zone,
      language: 'en' as const,
      organizerId: null,
      organizerName: organizer,
      organizerEmail: 'sales@lodestrand.example',
      attendees: [{ person: one.personId, name: one.name ?? one.email ?? '–', email: one.email, came }],
      uid: `${id}@hourglass`,
      sequence: 0,
      invited: false,
      state,
      outcomeNote: state === 'attended' ? note : null,
      prep: { notes: { research: notes }, done: Object.fromEntries(done.map((step) => [step, prepared])) },
    }
    await saveMeeting(db, workspaceId, meeting, one.bookedAt.getTime())
    touched.push(one.dealId)
  }
  await keepNextSteps(db, workspaceId, touched)
}
