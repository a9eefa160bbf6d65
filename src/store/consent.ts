import type { Text } from '#core/blueprint.ts'
import { wordingId, type LegalBasis, type Purpose, type PurposeChannel } from '#core/consent/purpose.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** A purpose with its words in force; `retiredAt`: no longer asked for. */
export interface PurposeRow extends Purpose {
  retiredAt: Date | null
}

/** The purposes that a workspace wrote, in their order; none when it has the built-in ones. */
export async function listPurposes(db: Db, workspaceId: string): Promise<PurposeRow[]> {
  const { rows } = await db.query<{
    id: string
    name: Text
    channel: PurposeChannel
    legalBasis: LegalBasis
    doubleOptIn: boolean
    retiredAt: Date | null
    version: number
    text: Text
  }>(
    `select p.id, p.name, p.channel, p.legal_basis as "legalBasis", p.double_opt_in as "doubleOptIn",
            p.retired_at as "retiredAt", w.version, w.text
       from purpose p
       join lateral (select version, text from wording w where w.workspace_id = $1 and w.purpose = p.id
                      order by version desc limit 1) w on true
      where p.workspace_id = $1 order by p.place, p.id`,
    [workspaceId],
  )
  return rows.map(({ version, text, ...row }) => ({
    ...row,
    wording: { id: wordingId(row.id, version), version, text },
  }))
}

/** Writes a purpose, or changes all of it but its words. `place`: its order among the others. */
export async function savePurpose(
  db: Db,
  workspaceId: string,
  purpose: Omit<PurposeRow, 'wording'>,
  place: number,
): Promise<void> {
  await db.query(
    `insert into purpose (workspace_id, id, name, channel, legal_basis, double_opt_in, place, retired_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (workspace_id, id) do update set name = excluded.name, channel = excluded.channel,
       legal_basis = excluded.legal_basis, double_opt_in = excluded.double_opt_in, place = excluded.place,
       retired_at = excluded.retired_at`,
    [
      workspaceId,
      purpose.id,
      JSON.stringify(purpose.name),
      purpose.channel,
      purpose.legalBasis,
      purpose.doubleOptIn,
      place,
      purpose.retiredAt,
    ],
  )
}

/** Adds a version of a purpose's words. */
export async function insertWording(
  db: Db,
  workspaceId: string,
  purpose: string,
  wording: { version: number; text: Text; at: number; by: string },
): Promise<void> {
  await db.query(
    `insert into wording (workspace_id, purpose, version, text, created_at, created_by) values ($1, $2, $3, $4, $5, $6)`,
    [workspaceId, purpose, wording.version, JSON.stringify(wording.text), isoTime(wording.at), wording.by],
  )
}

export interface WordingRow {
  purpose: string
  version: number
  text: Text
  createdAt: Date
  createdBy: string
}

/** All versions of a workspace's words, newest first. */
export async function listWordings(db: Db, workspaceId: string): Promise<WordingRow[]> {
  const { rows } = await db.query<WordingRow>(
    `select purpose, version, text, created_at as "createdAt", created_by as "createdBy"
       from wording where workspace_id = $1 order by purpose, version desc`,
    [workspaceId],
  )
  return rows
}

/** Two who write purposes of one workspace wait for each other. */
export async function lockPurposes(db: Db, workspaceId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('purposes ' || $1, 0))`, [workspaceId])
}

/** What links are signed by and addresses are hashed with, of this server (migration 0062 made it). */
export async function consentSecret(db: Db): Promise<string> {
  const { rows } = await db.query<{ value: string }>(`select value from auth_secret where name = 'consent'`)
  const row = rows[0]
  if (!row) throw new Error('the secret of consent links is not there')
  return row.value
}
