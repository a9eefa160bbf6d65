import type { ObjectionKind, ObjectionState } from '#core/deal/objection.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface ObjectionRow {
  id: string
  dealId: string
  kind: ObjectionKind
  said: string
  person: { id: string; name: string | null } | null
  answer: string | null
  next: string | null
  state: ObjectionState
  raisedAt: Date
  by: string | null
  removedAt: Date | null
}

const columns = `o.id, o.deal_id as "dealId", o.kind, o.said, o.answer, o.next, o.state, o.raised_at as "raisedAt", o.by,
  o.removed_at as "removedAt",
  case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person`
const named = `objection o left join person q on q.id = o.person_id
  left join person p on p.id = coalesce(q.merged_into, q.id)`

/** The objections of a deal that stand in it, those not settled first, the newest first. */
export async function objectionsOf(db: Db, workspaceId: string, dealId: string): Promise<ObjectionRow[]> {
  const { rows } = await db.query<ObjectionRow>(
    prepared(
      `select ${columns} from ${named} where o.workspace_id = $1 and o.deal_id = $2 and o.removed_at is null
        order by o.state = 'settled', o.raised_at desc, o.id desc limit 500`,
      [workspaceId, dealId],
    ),
  )
  return rows
}

/** One objection, removed or not. */
export async function findObjection(db: Db, workspaceId: string, id: string): Promise<ObjectionRow | null> {
  const { rows } = await db.query<ObjectionRow>(
    `select ${columns} from ${named} where o.workspace_id = $1 and o.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface ObjectionWrite {
  id: string
  dealId: string
  personId: string | null
  kind: ObjectionKind
  said: string
  answer: string | null
  next: string | null
  state: ObjectionState
  by: string | null
}

export async function insertObjection(db: Db, workspaceId: string, row: ObjectionWrite, at: number): Promise<void> {
  await db.query(
    `insert into objection (workspace_id, id, deal_id, person_id, kind, said, answer, next, state, raised_at, by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)`,
    [
      workspaceId,
      row.id,
      row.dealId,
      row.personId,
      row.kind,
      row.said,
      row.answer,
      row.next,
      row.state,
      new Date(at),
      row.by,
    ],
  )
}

export async function updateObjection(
  db: Db,
  workspaceId: string,
  row: Pick<ObjectionRow, 'id' | 'kind' | 'said' | 'answer' | 'next' | 'state'> & { removed: boolean },
  at: number,
): Promise<void> {
  await db.query(
    `update objection set kind = $3, said = $4, answer = $5, next = $6, state = $7, changed_at = $8,
            removed_at = case when $9 then coalesce(removed_at, $8) end
      where workspace_id = $1 and id = $2`,
    [workspaceId, row.id, row.kind, row.said, row.answer, row.next, row.state, new Date(at), row.removed],
  )
}

export interface KindRow {
  kind: ObjectionKind
  count: number
  settled: number
  over: number
  won: number
}

/** How often each kind was raised in the workspace, how often it was settled, and how its deals ended. */
export async function objectionKindsOf(db: Db, workspaceId: string, without: string | null): Promise<KindRow[]> {
  const { rows } = await db.query<KindRow>(
    `select o.kind, count(*)::integer as count, (count(*) filter (where o.state = 'settled'))::integer as settled,
            count(distinct d.id) filter (where d.status <> 'open')::integer as over,
            count(distinct d.id) filter (where d.status = 'won')::integer as won
       from objection o join deal d on d.id = o.deal_id
      where o.workspace_id = $1 and o.removed_at is null and ($2::uuid is null or o.deal_id <> $2)
      group by o.kind order by count(*) desc, o.kind`,
    [workspaceId, without],
  )
  return rows
}

export interface AnswerRow {
  id: string
  said: string
  answer: string
  next: string | null
  state: ObjectionState
  deal: { id: string; name: string; status: DealStatus }
}

/** What was answered to objections of a kind elsewhere: those settled and won first. */
export async function objectionAnswers(
  db: Db,
  workspaceId: string,
  kind: ObjectionKind,
  without: string | null,
): Promise<AnswerRow[]> {
  const { rows } = await db.query<AnswerRow>(
    `select o.id, o.said, o.answer, o.next, o.state,
            json_build_object('id', d.id, 'name', d.name, 'status', d.status) as deal
       from objection o join deal d on d.id = o.deal_id
      where o.workspace_id = $1 and o.kind = $2 and o.removed_at is null and o.answer is not null
        and ($3::uuid is null or o.deal_id <> $3)
      order by d.status = 'won' desc, o.state = 'settled' desc, o.changed_at desc limit 8`,
    [workspaceId, kind, without],
  )
  return rows
}
