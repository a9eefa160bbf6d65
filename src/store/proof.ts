import { prepared, type Db } from '#store/rows.ts'

export interface ProofRow {
  id: string
  dealId: string
  what: string
  person: { id: string; name: string | null } | null
  ownerId: string | null
  ownerName: string | null
  /** YYYY-MM-DD */
  due: string | null
  askedAt: Date
  by: string | null
  givenAt: Date | null
  link: string | null
  removedAt: Date | null
}

const columns = `o.id, o.deal_id as "dealId", o.what, o.owner_id as "ownerId", o.owner_name as "ownerName",
  o.due::text as due, o.asked_at as "askedAt", o.by, o.given_at as "givenAt", o.link, o.removed_at as "removedAt",
  case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person`
const named = `proof o left join person q on q.id = o.person_id
  left join person p on p.id = coalesce(q.merged_into, q.id)`

/** The proofs asked for in a deal: those owed first, the most urgent first. */
export async function proofsOf(db: Db, workspaceId: string, dealId: string): Promise<ProofRow[]> {
  const { rows } = await db.query<ProofRow>(
    prepared(
      `select ${columns} from ${named} where o.workspace_id = $1 and o.deal_id = $2 and o.removed_at is null
        order by o.given_at is not null, o.due nulls last, o.asked_at, o.id limit 500`,
      [workspaceId, dealId],
    ),
  )
  return rows
}

/** One proof, removed or not. */
export async function findProof(db: Db, workspaceId: string, id: string): Promise<ProofRow | null> {
  const { rows } = await db.query<ProofRow>(`select ${columns} from ${named} where o.workspace_id = $1 and o.id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** How many proofs of a deal are still owed. */
export async function proofsOwed(db: Db, workspaceId: string, dealId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    prepared(
      `select count(*)::integer as count from proof
        where workspace_id = $1 and deal_id = $2 and given_at is null and removed_at is null`,
      [workspaceId, dealId],
    ),
  )
  return rows[0]?.count ?? 0
}

export interface ProofWrite {
  id: string
  dealId: string
  personId: string | null
  what: string
  ownerId: string | null
  ownerName: string | null
  due: string | null
  by: string | null
}

export async function insertProof(db: Db, workspaceId: string, row: ProofWrite, at: number): Promise<void> {
  await db.query(
    `insert into proof (workspace_id, id, deal_id, person_id, what, owner_id, owner_name, due, asked_at, by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      workspaceId,
      row.id,
      row.dealId,
      row.personId,
      row.what,
      row.ownerId,
      row.ownerName,
      row.due,
      new Date(at),
      row.by,
    ],
  )
}

/** Times in epoch ms; null: still owed, and in force. */
export async function updateProof(
  db: Db,
  workspaceId: string,
  row: Pick<ProofRow, 'id' | 'what' | 'ownerId' | 'ownerName' | 'due' | 'link'> & {
    givenAt: number | null
    removedAt: number | null
  },
): Promise<void> {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms))
  await db.query(
    `update proof set what = $3, owner_id = $4, owner_name = $5, due = $6, link = $7, given_at = $8, removed_at = $9
      where workspace_id = $1 and id = $2`,
    [
      workspaceId,
      row.id,
      row.what,
      row.ownerId,
      row.ownerName,
      row.due,
      row.link,
      time(row.givenAt),
      time(row.removedAt),
    ],
  )
}

/**
 * Keeps the task of a proof true to it: whose it is, by when, and done once the proof is given or taken out. Gives whether
 * there is one.
 */
export async function keepProofTask(
  db: Db,
  workspaceId: string,
  cause: string,
  task: {
    ownerId: string | null
    ownerName: string | null
    /** YYYY-MM-DD, and as epoch ms */
    due: { day: string; at: number } | null
    /** null: open */
    done: { state: 'done' | 'dropped'; at: number; by: string } | null
  },
): Promise<boolean> {
  const { ownerId, ownerName, due, done } = task
  const { rowCount } = await db.query(
    `update task set assignee_id = $3, assignee_name = $4, due_day = coalesce($5, due_day), due_at = coalesce($6, due_at),
            state = $7, done_at = $8, done_by = $9, revision = revision + 1
      where workspace_id = $1 and cause = $2`,
    [
      workspaceId,
      cause,
      ownerId,
      ownerName,
      due?.day ?? null,
      due && new Date(due.at),
      done?.state ?? 'open',
      done && new Date(done.at),
      done?.by ?? null,
    ],
  )
  return rowCount === 1
}
