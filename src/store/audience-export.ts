import type { AudiencePerson, NetworkId } from '#core/audience/network.ts'
import type { AudienceMemberRow } from '#store/audience.ts'
import type { Db } from '#store/rows.ts'

export interface AudienceExportRow {
  id: string
  network: NetworkId
  purpose: string
  madeAt: Date
  madeBy: string
  expiresAt: Date
  previous: string | null
  included: number
  leftOut: Record<string, number>
}

const columns = `id, network, purpose, made_at as "madeAt", made_by as "madeBy", expires_at as "expiresAt", previous, included,
  left_out as "leftOut"`

/** The files that were made of an audience, the latest first. */
export async function exportsOf(db: Db, workspaceId: string, audienceId: string): Promise<AudienceExportRow[]> {
  const { rows } = await db.query<AudienceExportRow>(
    `select ${columns} from audience_export where workspace_id = $1 and audience_id = $2 order by made_at desc, id limit 100`,
    [workspaceId, audienceId],
  )
  return rows
}

export async function findAudienceExport(
  db: Db,
  workspaceId: string,
  audienceId: string,
  id: string,
): Promise<AudienceExportRow | null> {
  const { rows } = await db.query<AudienceExportRow>(
    `select ${columns} from audience_export where workspace_id = $1 and audience_id = $2 and id = $3`,
    [workspaceId, audienceId, id],
  )
  return rows[0] ?? null
}

/** Writes down a file: who is in it, and who is not and why (`null`: in it). */
export async function insertAudienceExport(
  db: Db,
  workspaceId: string,
  audienceId: string,
  made: Omit<AudienceExportRow, 'madeAt' | 'expiresAt' | 'previous'> & { at: number; expiresAt: number },
  people: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { id, network, purpose, madeBy, at, expiresAt, included, leftOut } = made
  await db.query(
    `insert into audience_export (workspace_id, id, audience_id, network, purpose, made_at, made_by, expires_at, included,
       left_out, previous)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (select e.id from audience_export e where e.workspace_id = $1
       and e.audience_id = $3 and e.network = $4 order by e.made_at desc, e.id desc limit 1))`,
    [workspaceId, id, audienceId, network, purpose, new Date(at), madeBy, new Date(expiresAt), included, leftOut],
  )
  await db.query(
    `insert into audience_export_person (workspace_id, export_id, person_id, why)
     select $1, $2, n.id, n.why from unnest($3::uuid[], $4::text[]) as n(id, why)`,
    [workspaceId, id, [...people.keys()], [...people.values()]],
  )
}

/** Whose row a file has: those of the export, or those of the one before who are not in it any more. By id, a batch. */
export async function exportedIds(
  db: Db,
  workspaceId: string,
  { id, previous }: Pick<AudienceExportRow, 'id' | 'previous'>,
  part: 'all' | 'removed',
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    part === 'all'
      ? `select person_id as id from audience_export_person where workspace_id = $1 and export_id = $2 and why is null
           and ($3::uuid is null or person_id > $3) order by person_id limit $4`
      : `select x.person_id as id from audience_export_person x where x.workspace_id = $1 and x.export_id = $5 and x.why is null
           and not exists (select from audience_export_person n where n.export_id = $2 and n.person_id = x.person_id
             and n.why is null)
           and ($3::uuid is null or x.person_id > $3) order by x.person_id limit $4`,
    part === 'all' ? [workspaceId, id, after, limit] : [workspaceId, id, after, limit, previous],
  )
  return rows.map((row) => row.id)
}

/** Who was in a file, and who was left out of it. */
export async function loggedPeople(
  db: Db,
  workspaceId: string,
  exportId: string,
  after: string | null,
  limit: number,
): Promise<AudienceMemberRow[]> {
  const { rows } = await db.query<AudienceMemberRow>(
    `select p.id, t.person_id as key, p.name, p.email, null as "enteredAt", null as "leftAt", t.why
     from audience_export_person t join person o on o.id = t.person_id and o.workspace_id = $1
     join person p on p.id = coalesce(o.merged_into, o.id)
     where t.workspace_id = $1 and t.export_id = $2 and ($3::uuid is null or t.person_id > $3)
     order by t.person_id limit $4`,
    [workspaceId, exportId, after, limit],
  )
  return rows
}

/** What a file may say of people, in the order of the ids; whoever is gone is left out. */
export async function audiencePeopleBy(db: Db, workspaceId: string, ids: readonly string[]): Promise<AudiencePerson[]> {
  const { rows } = await db.query<AudiencePerson>(
    `select o.id, p.email, p.facts ->> 'phone' as phone, p.name, p.facts ->> 'firstName' as "firstName",
       p.facts ->> 'lastName' as "lastName", p.facts ->> 'title' as title, coalesce(a.name, p.facts ->> 'company') as company,
       a.domain, coalesce(p.facts ->> 'country', a.facts ->> 'country') as country
     from person o join person p on p.id = coalesce(o.merged_into, o.id) left join account a on a.id = p.account_id
     where o.workspace_id = $1 and o.id = any($2::uuid[]) order by o.id`,
    [workspaceId, ids],
  )
  return rows
}
