import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { withAccounts } from '#actions/flow/people.ts'
import type { History } from '#actions/flow/history.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { homeQuery, type HomeDocument } from '#contract/home.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { crossingOf } from '#core/hot.ts'
import type { Permission } from '#core/permission.ts'
import { handoffOf } from '#actions/home-waiting.ts'
import { countPairs } from '#store/duplicate-pair.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'
import {
  countEntries,
  failedImports,
  hasPeople,
  latelyActiveHot,
  openHandoffs,
  setAsideSince,
  versionUnderWay,
  countWaiting,
} from '#store/home.ts'
import { answersFor } from '#actions/handoff/teams.ts'
import { dayOf } from '#core/task/work-time.ts'
import { countOverdue } from '#store/handoff.ts'
import { isoTime } from '#store/rows.ts'
import { countDue } from '#store/task.ts'
import { findWorkspace } from '#store/workspace.ts'

const span = 7 * 86_400_000
/** So many people are folded to see when they became hot. */
const looked = 60
const shown = 8
/** So many duplicates are counted. */
const most = 1000

type Hot = NonNullable<HomeDocument['hot']>

/**
 * The start page in one answer: entries by stage against the week before, who rose past the sales threshold and by
 * which rule, and what waits for a decision. What one's role may not see is null.
 */
export const readHome: Verb<HomeDocument> = readVerb({
  permission: 'home.read',
  input: homeQuery,
  async run({ db, workspaceId, actor, now }) {
    const history = await histories.of(db, workspaceId)
    const { blueprint } = history.current
    const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
    if (!lifecycle) return refuse('conflict', `The blueprint has no model ${blueprint.lifecycle}.`)
    const since = now - span
    const stages = lifecycle.stages.map(({ id }) => id)
    const times = { before: since - span, since, until: now }
    const entries = await countEntries(db, workspaceId, lifecycle.id, stages, times)
    const sees = (permission: Permission): boolean => requirePermission(actor, permission) === null
    return ok({
      asOf: isoTime(now) as string,
      since: isoTime(since) as string,
      empty: !(await hasPeople(db, workspaceId)),
      lifecycle: {
        id: lifecycle.id,
        name: lifecycle.name,
        stages: lifecycle.stages.map(({ id, name }) => ({ id, name })),
        outcomes: lifecycle.outcomes.map(({ id, name }) => ({ id, name })),
      },
      entered: stages.map((stage) => ({ stage, ...(entries.get(stage) ?? { now: 0, before: 0 }) })),
      hot: sees('person.list') ? await becameHot(db, workspaceId, history, since, now) : null,
      handoffs: sees('person.list') ? await handoffs(db, workspaceId, blueprint, actor) : null,
      tasks: sees('task.read') ? await ownTasks(db, workspaceId, actor, now) : null,
      wouldFire: sees('person.list') ? await countWaiting(db, workspaceId, 'would_fire') : null,
      setAside: sees('set_aside.read') ? await setAsideSince(db, workspaceId, since) : null,
      duplicates: sees('person.merge') ? await duplicates(db, workspaceId) : null,
      imports: sees('import.read') ? await failedImports(db, workspaceId, since) : null,
      applying: await versionUnderWay(db, workspaceId),
    })
  },
})

/** Folds those who are hot and were active, and keeps whom that made hot. */
async function becameHot(
  db: PoolClient,
  workspaceId: string,
  { current, programs }: History,
  since: number,
  now: number,
): Promise<Hot> {
  const { blueprint, halfLife } = current
  const { threshold, engagement, fit } = blueprint.scores
  const scope = { lifecycle: blueprint.lifecycle, threshold, halfLife, since, now }
  const found = await latelyActiveHot(db, workspaceId, scope, looked + 1)
  const events = await eventsOf(
    db,
    workspaceId,
    found.slice(0, looked).map(({ id }) => id),
  )
  const items = found.slice(0, looked).flatMap((person): Hot['items'] => {
    const own = events.get(person.id) ?? []
    const crossing = crossingOf(own, programs, since, now)
    if (crossing === null) return []
    const { messageId, most, at, ...totals } = crossing
    const event = messageId === null ? undefined : own.find((one) => one.messageId === messageId)
    const rules = most?.kind === 'fit' ? fit.rules : engagement.rules
    return [
      {
        ...person,
        ...totals,
        at: isoTime(at) as string,
        event: event ? { name: event.name, object: event.object } : null,
        most: most && { ...most, name: rules.find(({ id }) => id === most.rule)?.name ?? { en: most.rule } },
      },
    ]
  })
  return {
    threshold,
    more: found.length > looked || items.length > shown,
    items: items.toSorted((a, b) => b.total - a.total || (a.at < b.at ? 1 : -1)).slice(0, shown),
  }
}

/** Each person's events with the facts of their accounts, sorted. */
async function eventsOf(
  db: PoolClient,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, FoldEvent[]>> {
  const own = await foldEventsOf(db, workspaceId, [...personIds])
  const accounts = new Set([...own.values()].flatMap((list) => list.flatMap(({ accountId }) => accountId ?? [])))
  const facts = await accountEventsOf(db, workspaceId, [...accounts])
  return new Map(personIds.map((id) => [id, withAccounts(id, own.get(id) ?? [], facts)]))
}

async function handoffs(
  db: PoolClient,
  workspaceId: string,
  blueprint: Blueprint,
  actor: Actor,
): Promise<HomeDocument['handoffs']> {
  const holder = actor.kind === 'user' ? actor.role : null
  const { all, items } = await openHandoffs(db, workspaceId, { holder, lifecycle: blueprint.lifecycle }, shown)
  return { all, items: items.map((item) => handoffOf(blueprint, item)) }
}

/** What waits for whoever asks: tasks of their own, and hand-offs past their deadline. */
async function ownTasks(
  db: PoolClient,
  workspaceId: string,
  actor: Actor,
  now: number,
): Promise<HomeDocument['tasks']> {
  if (actor.kind !== 'user') return null
  const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
  const due = await countDue(db, workspaceId, actor.userId, dayOf(now, zone))
  return { ...due, overdueHandoffs: await countOverdue(db, workspaceId, answersFor(actor), now) }
}

async function duplicates(db: PoolClient, workspaceId: string): Promise<HomeDocument['duplicates']> {
  const count = await countPairs(db, workspaceId, most + 1)
  return { count: Math.min(count, most), capped: count > most }
}
