import type { PhraseSource, PhraseTag } from '#core/icp/phrase.ts'
import type { ObjectionKind } from '#core/deal/objection.ts'
import type { Db } from '#store/rows.ts'

export interface PhraseRow {
  id: string
  said: string
  tag: PhraseTag
  source: PhraseSource
  link: string
  person: { id: string; name: string | null } | null
  deal: { id: string; name: string } | null
  saidOn: string | null
  createdAt: Date
  createdBy: string
}

const columns = `f.id, f.said, f.tag, f.source, f.link, f.said_on::text as "saidOn", f.created_at as "createdAt",
  f.created_by as "createdBy",
  case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person,
  case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as deal`
const named = `icp_phrase f left join person q on q.id = f.person_id and q.workspace_id = f.workspace_id
  left join person p on p.id = coalesce(q.merged_into, q.id)
  left join deal d on d.id = f.deal_id and d.workspace_id = f.workspace_id`

/** Phrases that stand, the newest first; `q` folded. */
export async function findPhrases(
  db: Db,
  workspaceId: string,
  { q, tag, limit }: { q: string | null; tag: PhraseTag | null; limit: number },
): Promise<PhraseRow[]> {
  const { rows } = await db.query<PhraseRow>(
    `select ${columns} from ${named}
      where f.workspace_id = $1 and f.removed_at is null and ($2::text is null or f.tag = $2)
        and ($3::text is null or strpos(f.words, $3) > 0)
      order by f.created_at desc, f.id desc limit $4`,
    [workspaceId, tag, q, limit],
  )
  return rows
}

export async function countPhrases(db: Db, workspaceId: string): Promise<{ tag: PhraseTag; count: number }[]> {
  const { rows } = await db.query<{ tag: PhraseTag; count: number }>(
    `select tag, count(*)::int as count from icp_phrase where workspace_id = $1 and removed_at is null group by tag`,
    [workspaceId],
  )
  return rows
}

/** One phrase, taken out or not. */
export async function findPhrase(db: Db, workspaceId: string, id: string): Promise<PhraseRow | null> {
  const { rows } = await db.query<PhraseRow>(
    `select ${columns} from ${named} where f.workspace_id = $1 and f.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface PhraseWrite {
  id: string
  said: string
  /** folded, for search */
  words: string
  tag: PhraseTag
  source: PhraseSource
  link: string
  personId: string | null
  dealId: string | null
  saidOn: string | null
  origin: string | null
  by: string
  at: number
}

/** False when what it comes from is kept already. */
export async function insertPhrase(db: Db, workspaceId: string, row: PhraseWrite): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into icp_phrase (workspace_id, id, said, words, tag, source, link, person_id, deal_id, said_on, origin,
       created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (workspace_id, origin) where origin is not null and removed_at is null do nothing`,
    [
      workspaceId,
      row.id,
      row.said,
      row.words,
      row.tag,
      row.source,
      row.link,
      row.personId,
      row.dealId,
      row.saidOn,
      row.origin,
      new Date(row.at),
      row.by,
    ],
  )
  return rowCount === 1
}

/** False when it may not come back, since what it comes from was kept anew. */
export async function updatePhrase(
  db: Db,
  workspaceId: string,
  row: Pick<PhraseWrite, 'id' | 'said' | 'words' | 'tag' | 'source'> & { removed: boolean | undefined; at: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update icp_phrase f set said = $3, words = $4, tag = $5, source = $6,
            removed_at = case when $7::boolean is null then removed_at when $7 then coalesce(removed_at, $8) end
      where workspace_id = $1 and id = $2
        and not (coalesce($7, true) = false and origin is not null and exists (select from icp_phrase other
          where other.workspace_id = $1 and other.origin = f.origin and other.id <> f.id and other.removed_at is null))`,
    [workspaceId, row.id, row.said, row.words, row.tag, row.source, row.removed ?? null, new Date(row.at)],
  )
  return rowCount === 1
}

export interface CandidateRow {
  origin: string
  said: string
  kind: ObjectionKind | 'answer'
  /** letter of BANT, of answers */
  letter: string | null
  person: { id: string; name: string | null } | null
  deal: { id: string; name: string }
  saidOn: string
}

/** Objections and answers in deals that no phrase comes from, the newest first; days in the workspace's zone. */
export async function phraseCandidatesOf(db: Db, workspaceId: string, limit: number): Promise<CandidateRow[]> {
  const { rows } = await db.query<CandidateRow>(
    `select c.origin, c.said, c.kind, c.letter, (c.at at time zone w.zone)::date::text as "saidOn",
            case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person,
            json_build_object('id', d.id, 'name', d.name) as deal
       from (
         (select 'objection:' || o.id as origin, o.said, o.kind, null as letter, o.raised_at as at, o.person_id, o.deal_id
            from objection o where o.workspace_id = $1 and o.removed_at is null
           order by o.raised_at desc limit 300)
         union all
         (select 'answer:' || e.id, e.data ->> 'answer', 'answer', e.data ->> 'letter', e.at,
                 (e.data ->> 'person')::uuid, e.deal_id
            from deal_event e where e.workspace_id = $1 and e.kind = 'answered' and e.withdrawn_at is null
             and length(e.data ->> 'answer') >= 12
           order by e.at desc limit 300)) c
       join deal d on d.id = c.deal_id and d.workspace_id = $1
       join workspace w on w.workspace_id = $1
       left join person q on q.id = c.person_id and q.workspace_id = $1
       left join person p on p.id = coalesce(q.merged_into, q.id)
      where not exists (select from icp_phrase f where f.workspace_id = $1 and f.origin = c.origin and f.removed_at is null)
      order by c.at desc, c.origin limit $2`,
    [workspaceId, limit],
  )
  return rows
}

/** Whether the workspace has that objection or answer. */
export async function hasOrigin(db: Db, workspaceId: string, origin: string): Promise<boolean> {
  const [kind, id] = origin.split(':')
  const { rowCount } = await db.query(
    kind === 'objection'
      ? 'select from objection where workspace_id = $1 and id = $2'
      : `select from deal_event where workspace_id = $1 and id = $2 and kind = 'answered'`,
    [workspaceId, id],
  )
  return rowCount === 1
}
