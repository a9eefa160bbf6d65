import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { factEvent, factIds, factsFor, type Standing } from '#actions/deal/people-facts.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { isSame } from '#actions/flow/write.ts'
import type { DealEvent, DealFacts, DealKind } from '#core/deal/event.ts'
import type { Clock } from '#core/deal/clock.ts'
import { dealPrograms, foldDeal, type DealInterval, type FoldedDeal } from '#core/deal/fold.ts'
import { oddDigits } from '#core/deal/money.ts'
import { passesOf, type DealPass } from '#core/deal/pass.ts'
import type { JsonObject } from '#core/json.ts'
import { foldText } from '#core/text.ts'
import { dealEventsOf, deleteFactsFromDeals, insertDealEvents, withdrawDealEvents } from '#store/deal/event.ts'
import { accountNames, groupsOf, lockDeals, peopleInOtherDeals, type GroupMember } from '#store/deal/read.ts'
import { convertDeals } from '#store/deal/base.ts'
import { saveDealPasses, type PassWrite } from '#store/deal/pass-row.ts'
import { saveDealPeople, saveDealProducts, saveDeals, type DealWrite } from '#store/deal/row.ts'
import { standingOf } from '#store/person-read.ts'
import {
  closeIntervals,
  deleteReaches,
  insertIntervals,
  loadIntervals,
  saveReaches,
  supersedeIntervals,
} from '#store/stage.ts'

/** Something to be said of a deal. `at` in epoch ms, by default now, never later; `messageId` makes it count once. */
export type DealEntry = {
  [Kind in DealKind]: { kind: Kind; data: DealFacts[Kind]; at?: number; messageId?: string }
}[DealKind]

export interface DealChange {
  dealId: string
  entries: DealEntry[]
}

export interface RecordOptions {
  importId?: string
  /** its people hear nothing of it: for imports of deals long over */
  quiet?: boolean
}

/** A deal after something was said of it. */
export interface Recorded {
  deal: FoldedDeal
  /** ids of the events that were new */
  eventIds: string[]
}

/**
 * The one way by which deals change: facts are kept, each deal is folded afresh from all of them, its row, stays, reach,
 * passes and buying group are written, and the people of its group hear what it means for them, through the flow. All in the
 * caller's transaction. `by`: who says so (saidBy).
 */
export async function recordDeals(
  setting: Setting,
  changes: readonly DealChange[],
  by: JsonObject,
  { importId, quiet }: RecordOptions = {},
): Promise<Map<string, Recorded>> {
  const { db, workspaceId, now } = setting
  pipeline(db, false)
  const ids = [...new Set(changes.map(({ dealId }) => dealId))]
  await lockDeals(db, workspaceId, ids)
  // in the order in which they are given, also within one millisecond
  const eventIds = changes.flatMap(({ entries }) => entries.map(() => randomUUIDv7())).sort()
  let next = 0
  const writes = changes.flatMap(({ dealId, entries }) =>
    entries.map((entry) => {
      const id = eventIds[next++] as string
      const at = Math.min(entry.at ?? now, now)
      const messageId = entry.messageId ?? id
      return { id, dealId, at, messageId, kind: entry.kind, data: entry.data, by, importId: importId ?? null }
    }),
  )
  const fresh = await insertDealEvents(db, workspaceId, writes, now)
  const events = await dealEventsOf(db, workspaceId, ids)
  const folded = await writeDeals(setting, events, importId ?? null)
  if (quiet !== true) await tellPeople(setting, events, folded, fresh)
  return new Map(
    [...folded].map(([id, deal]) => {
      const eventIds = writes.filter((one) => one.dealId === id && fresh.has(one.id)).map((one) => one.id)
      return [id, { deal, eventIds }]
    }),
  )
}

/** Takes events of deals back, with what followed from them for people, and folds all concerned as if they had never been. */
export async function withdrawFromDeals(
  setting: Setting,
  eventIds: readonly string[],
): Promise<Map<string, FoldedDeal>> {
  const { db, workspaceId, now } = setting
  pipeline(db, false)
  const ids = await withdrawDealEvents(db, workspaceId, eventIds, now)
  await lockDeals(db, workspaceId, ids)
  const groups = await groupsOf(db, workspaceId, ids)
  const people = [...new Set([...groups.values()].flat().flatMap((one) => [one.personId, one.saidId]))]
  await lockPersons(db, people)
  const told = await deleteFactsFromDeals(db, workspaceId, factIds(people, eventIds))
  const folded = await writeDeals(setting, await dealEventsOf(db, workspaceId, ids), null)
  if (told.length > 0) await refoldPeople(setting, told)
  return folded
}

/** Folds deals again from what is kept of them: after a new version of the blueprint. */
export async function refoldDeals(setting: Setting, ids: readonly string[]): Promise<void> {
  await lockDeals(setting.db, setting.workspaceId, ids)
  await writeDeals(setting, await dealEventsOf(setting.db, setting.workspaceId, ids), null)
}

async function writeDeals(
  { db, workspaceId, now, history }: Setting,
  events: ReadonlyMap<string, DealEvent[]>,
  importId: string | null,
): Promise<Map<string, FoldedDeal>> {
  const programs = dealPrograms(history.programs)
  const folded = new Map<string, FoldedDeal>()
  for (const [id, list] of events) {
    const deal = foldDeal(list, programs, now)
    if (deal) folded.set(id, deal)
  }
  const ids = [...folded.keys()]
  const accounts = await accountNames(
    db,
    workspaceId,
    [...folded.values()].flatMap((deal) => deal.fields.accountId ?? []),
  )
  const { version, blueprint } = history.current
  const rows = [...folded].map(([id, deal]) => ({
    ...dealWrite(id, deal, events.get(id) ?? [], accounts),
    version,
    importId,
  }))
  await saveDeals(db, workspaceId, rows, now)
  await saveDealPeople(
    db,
    workspaceId,
    ids,
    [...folded].flatMap(([dealId, deal]) =>
      deal.people.map(({ person, ...one }) => ({ ...one, dealId, personId: person })),
    ),
  )
  await saveDealProducts(
    db,
    workspaceId,
    ids,
    [...folded].flatMap(([dealId, { fields }]) =>
      (fields.products ?? []).map(({ id, ...line }) => ({ ...line, dealId, productId: id })),
    ),
  )
  await writeStays(db, workspaceId, folded, now)
  await convertDeals(db, workspaceId, ids, oddDigits)
  const pipelines = blueprint.models.filter(({ subject }) => subject === 'deal')
  const passes = rows.flatMap((row) => passWrites(row, passesOf(folded.get(row.id) as FoldedDeal, pipelines)))
  await saveDealPasses(db, workspaceId, ids, passes, oddDigits)
  return folded
}

function dealWrite(
  id: string,
  deal: FoldedDeal,
  events: readonly DealEvent[],
  accounts: ReadonlyMap<string, string>,
): Omit<DealWrite, 'version' | 'importId'> {
  const { fields } = deal
  const opened = events.find((event) => event.kind === 'opened')
  const account = fields.accountId ? accounts.get(fields.accountId) : undefined
  return {
    id,
    externalId: (opened?.kind === 'opened' ? opened.data.externalId : undefined) ?? null,
    name: fields.name,
    accountId: account === undefined ? null : (fields.accountId ?? null),
    pipeline: deal.pipeline,
    stage: deal.stage,
    outcome: deal.outcome,
    status: deal.status,
    pass: deal.pass,
    furthest: deal.furthest,
    reason: deal.reason,
    openedAt: deal.openedAt,
    stageSince: deal.stageSince,
    closedAt: deal.closedAt,
    theirsAt: deal.theirs?.at ?? null,
    theirs: clockRow(deal.theirs),
    oursAt: deal.ours?.at ?? null,
    ours: clockRow(deal.ours),
    ownerId: fields.ownerId ?? null,
    ownerName: fields.ownerName ?? null,
    team: fields.team ?? null,
    amountMinor: fields.amountMinor ?? null,
    currency: fields.currency ?? null,
    closeDate: fields.closeDate ?? null,
    source: fields.source ?? null,
    campaign: fields.campaign ?? null,
    renewalDate: fields.renewalDate ?? null,
    whyUs: fields.whyUs ?? null,
    tags: fields.tags ?? [],
    competitors: fields.competitors ?? [],
    links: fields.links ?? [],
    custom: fields.custom ?? {},
    checks: plain(deal.checks),
    bant: plain(deal.bant),
    signed: deal.signed && plain(deal.signed),
    words: foldText([fields.name, account ?? '', fields.ownerName ?? ''].join(' ')),
  }
}

function passWrites(row: Omit<DealWrite, 'importId'>, passes: readonly DealPass[]): PassWrite[] {
  const { id, ownerId, ownerName, team, amountMinor, currency, source, campaign, accountId, custom } = row
  const owner = ownerId !== null ? `id:${ownerId}` : ownerName ? `name:${ownerName}` : null
  const of = { dealId: id, owner, team, amountMinor, currency, source, campaign, accountId, custom }
  return passes.map((pass) => ({ ...pass, ...of }))
}

function clockRow(clock: Clock | null): JsonObject | null {
  if (clock === null) return null
  const { eventId, what, outcome, person } = clock
  return { eventId, what, outcome, person }
}

function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

/** Stays that changed are superseded and written anew; those that only ended are closed; reaches are written as they are. */
async function writeStays(
  db: PoolClient,
  workspaceId: string,
  deals: ReadonlyMap<string, FoldedDeal>,
  now: number,
): Promise<void> {
  const ids = [...deals.keys()]
  const stored = Map.groupBy(await loadIntervals(db, workspaceId, ids), (one) => one.personId)
  const inserts = []
  const closes = []
  const supersede = []
  for (const [personId, { intervals }] of deals) {
    const before = stored.get(personId) ?? []
    const kept = new Set<string>()
    for (const stay of intervals) {
      const same = before.find((one) => !kept.has(one.id) && (isSame(one, stay) || onlyEnded(one, stay)))
      if (!same) inserts.push({ id: randomUUIDv7(), personId, subject: 'deal' as const, ...stay })
      else {
        kept.add(same.id)
        if (stay.leave && same.leftAt === null) closes.push({ personId, leave: stay.leave })
      }
    }
    for (const one of before) if (!kept.has(one.id)) supersede.push(one.id)
  }
  await supersedeIntervals(db, workspaceId, supersede, now)
  await closeIntervals(db, workspaceId, closes, now)
  await insertIntervals(db, workspaceId, inserts, now)
  await deleteReaches(db, workspaceId, ids)
  await saveReaches(
    db,
    workspaceId,
    [...deals].flatMap(([personId, { reaches, fields }]) =>
      reaches.map((reach) => ({ personId, subject: 'deal' as const, channel: fields.source ?? null, reach })),
    ),
  )
}

function onlyEnded(stored: Parameters<typeof isSame>[0], { enter, leave }: DealInterval): boolean {
  return stored.leftAt === null && leave !== null && isSame(stored, { enter, leave: null })
}

/** What new events mean for the people of the group, told through the flow. */
async function tellPeople(
  setting: Setting,
  events: ReadonlyMap<string, DealEvent[]>,
  folded: ReadonlyMap<string, FoldedDeal>,
  fresh: ReadonlySet<string>,
): Promise<void> {
  const { db, workspaceId, now, history } = setting
  const programs = dealPrograms(history.programs)
  const { blueprint } = history.current
  const groups = await groupsOf(db, workspaceId, [...folded.keys()])
  const items = []
  for (const [dealId, deal] of folded) {
    const group = groups.get(dealId) ?? []
    const list = events.get(dealId) ?? []
    const news = list.filter((event) => fresh.has(event.id) && speaking.has(event.kind))
    if (group.length === 0 || news.length === 0) continue
    const elsewhere = await peopleInOtherDeals(
      db,
      workspaceId,
      dealId,
      group.map((one) => one.saidId),
    )
    const standings = await standingsOf(setting, group)
    for (const event of news) {
      const index = list.indexOf(event)
      const before = foldDeal(list.slice(0, index), programs, event.at)
      const after = foldDeal(list.slice(0, index + 1), programs, event.at)
      if (!after) continue
      for (const { personId, saidId } of group) {
        const standing = standings.get(personId) ?? null
        const people = { blueprint, standing, elsewhere: elsewhere.has(saidId) }
        const mine = saidId === personId ? event : renamed(event, saidId, personId)
        for (const told of factsFor(mine, personId, { before, after, deal, dealId }, people)) {
          items.push({ event: factEvent(told, now), about: personId })
        }
      }
    }
  }
  if (items.length > 0) await foldBatch(withinTransaction(setting), items, () => {})
  pipeline(db, false)
}

const speaking: ReadonlySet<DealKind> = new Set(['opened', 'moved', 'person_set', 'touched', 'recycled'])

function renamed(event: DealEvent, from: string, to: string): DealEvent {
  if ((event.kind === 'person_set' || event.kind === 'touched') && event.data.person === from) {
    return { ...event, data: { ...event.data, person: to } } as DealEvent
  }
  return event
}

async function standingsOf(
  { db, workspaceId, history }: Setting,
  group: readonly GroupMember[],
): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>()
  for (const { personId } of group) {
    const standing = await standingOf(db, workspaceId, personId, history.current.blueprint.lifecycle)
    if (standing) standings.set(personId, standing)
  }
  return standings
}
