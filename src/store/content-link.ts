import type { Db } from '#store/rows.ts'

/** Something given out: what stands behind `/c/:token`. */
export interface ContentLinkRow {
  id: string
  workspaceId: string
  assetId: string
  language: string | null
  personId: string | null
  campaign: string | null
  form: string | null
  revokedAt: Date | null
}

export interface ContentLinkWrite {
  id: string
  assetId: string
  language: string | null
  personId: string | null
  campaign: string | null
  form: string | null
  createdBy: string
  hash: Buffer
}

/** `now` in epoch ms. */
export async function insertContentLink(
  db: Db,
  workspaceId: string,
  row: ContentLinkWrite,
  now: number,
): Promise<void> {
  await db.query(
    `insert into content_link (workspace_id, id, asset_id, language, person_id, campaign, form, token_hash, created_by,
       created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      workspaceId,
      row.id,
      row.assetId,
      row.language,
      row.personId,
      row.campaign,
      row.form,
      row.hash,
      row.createdBy,
      new Date(now),
    ],
  )
}

/** By the hash of the token in its address; the only question of the library that names no workspace. */
export async function findContentLink(db: Db, hash: Buffer): Promise<ContentLinkRow | null> {
  const { rows } = await db.query<ContentLinkRow>(
    `select l.id, l.workspace_id as "workspaceId", l.asset_id as "assetId", l.language,
            coalesce(p.merged_into, p.id) as "personId", l.campaign, l.form, l.revoked_at as "revokedAt"
       from content_link l left join person p on p.id = l.person_id where l.token_hash = $1`,
    [hash],
  )
  return rows[0] ?? null
}

export interface ShownLink {
  id: string
  language: string | null
  person: { id: string; name: string | null } | null
  campaign: string | null
  form: string | null
  by: string
  createdAt: Date
  revokedAt: Date | null
}

/** The links of an asset that people made, the newest first, 200 at most; those of forms are counted by their form. */
export async function linksOfAsset(db: Db, workspaceId: string, assetId: string): Promise<ShownLink[]> {
  const { rows } = await db.query<ShownLink>(
    `select l.id, l.language, l.campaign, l.form, l.created_by as by, l.created_at as "createdAt",
            l.revoked_at as "revokedAt",
            case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person
       from content_link l left join person q on q.id = l.person_id
       left join person p on p.id = coalesce(q.merged_into, q.id)
      where l.workspace_id = $1 and l.asset_id = $2 and l.form is null order by l.created_at desc, l.id desc limit 200`,
    [workspaceId, assetId],
  )
  return rows
}

/** False when there is no such link. `at` in epoch ms. */
export async function revokeContentLink(db: Db, workspaceId: string, id: string, at: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update content_link set revoked_at = coalesce(revoked_at, $3) where workspace_id = $1 and id = $2`,
    [workspaceId, id, new Date(at)],
  )
  return rowCount === 1
}

/** By what the reader of a personal link is known. */
export async function readerKeys(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<{ email: string | null; anonymousId: string | null } | null> {
  const { rows } = await db.query<{ email: string | null; anonymousId: string | null }>(
    `select p.email, (select i.value from identity i where i.person_id = p.id and i.kind = 'a' order by i.created_at desc
                       limit 1) as "anonymousId"
       from person p where p.workspace_id = $1 and p.id = $2 and p.merged_into is null`,
    [workspaceId, personId],
  )
  return rows[0] ?? null
}

/** How many people and visits read or took an asset through each of its links. */
export async function readersByLink(db: Db, workspaceId: string, assetId: string): Promise<Map<string, number>> {
  const { rows } = await db.query<{ link: string; readers: number }>(
    `select r.link_id as link, count(distinct coalesce(e.person_id::text, e.anonymous_id))::integer as readers
       from content_link_read r join event e on e.workspace_id = r.workspace_id and e.message_id = r.message_id
      where r.workspace_id = $1 and r.asset_id = $2 and e.verdict = 'human' group by r.link_id`,
    [workspaceId, assetId],
  )
  return new Map(rows.map(({ link, readers }) => [link, readers]))
}

/** Notes that an event came through a link. `at` in epoch ms. */
export async function insertLinkRead(
  db: Db,
  { workspaceId, id, assetId }: Pick<ContentLinkRow, 'workspaceId' | 'id' | 'assetId'>,
  messageId: string,
  at: number,
): Promise<void> {
  await db.query(
    `insert into content_link_read (workspace_id, link_id, asset_id, message_id, at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [workspaceId, id, assetId, messageId, new Date(at)],
  )
}
