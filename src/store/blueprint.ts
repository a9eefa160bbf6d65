import type { Pool, PoolClient } from 'pg'
import type { Blueprint, BlueprintVersion } from '#core/blueprint.ts'

type Db = Pool | PoolClient

/** One line of the history, without the document. */
export interface BlueprintEntry {
  version: number
  /** epoch ms */
  appliedAt: number
  appliedBy: string
  note: string | null
  /** how far the re-evaluation of everybody is */
  peopleTotal: number
  peopleDone: number
  /** epoch ms; null while people are still being re-evaluated */
  finishedAt: number | null
}

const instant = (column: string) => `(extract(epoch from ${column}) * 1000)::double precision`

/** Until the transaction ends, nobody else applies a blueprint to this workspace. Waits for whoever does. */
export async function lockBlueprint(db: PoolClient, workspaceId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('blueprint ' || $1, 0))`, [workspaceId])
}

/** The version in force, or null before the first. */
export async function currentBlueprint(db: Db, workspaceId: string): Promise<BlueprintVersion | null> {
  return (await readVersions(db, 'where workspace_id = $1 order by version desc limit 1', [workspaceId]))[0] ?? null
}

/** A version of the past, or null. */
export async function findBlueprint(db: Db, workspaceId: string, version: number): Promise<BlueprintVersion | null> {
  return (await readVersions(db, 'where workspace_id = $1 and version = $2', [workspaceId, version]))[0] ?? null
}

/** Every version with its document, oldest first: what the fold needs. */
export async function allBlueprints(db: Db, workspaceId: string): Promise<BlueprintVersion[]> {
  return readVersions(db, 'where workspace_id = $1 order by version', [workspaceId])
}

async function readVersions(db: Db, where: string, values: unknown[]): Promise<BlueprintVersion[]> {
  const { rows } = await db.query<BlueprintVersion>(
    `select version, ${instant('applied_at')} as "appliedAt", document as blueprint from blueprint_version ${where}`,
    values,
  )
  return rows
}

/** The history without documents, newest first. */
export async function blueprintHistory(db: Db, workspaceId: string): Promise<BlueprintEntry[]> {
  const { rows } = await db.query<BlueprintEntry>(
    `select version, ${instant('applied_at')} as "appliedAt", applied_by as "appliedBy", note,
            people_total::double precision as "peopleTotal", people_done::double precision as "peopleDone",
            ${instant('finished_at')} as "finishedAt"
       from blueprint_version where workspace_id = $1 order by version desc`,
    [workspaceId],
  )
  return rows
}

export interface NewBlueprint {
  blueprint: Blueprint
  /** epoch ms; moved to just after the version before when it is not later */
  appliedAt: number
  appliedBy: string
  note: string | null
}

/** Adds the next version; the caller holds `lockBlueprint`. Nobody has been re-evaluated under it yet. */
export async function insertBlueprint(
  db: PoolClient,
  workspaceId: string,
  next: NewBlueprint,
): Promise<BlueprintVersion> {
  const { rows } = await db.query<BlueprintVersion>(
    `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by, note)
     select $1, coalesce(max(version), 0) + 1, $2,
            greatest(to_timestamp($3::double precision / 1000), max(applied_at) + interval '1 millisecond'), $4, $5
       from blueprint_version where workspace_id = $1
     returning version, ${instant('applied_at')} as "appliedAt", document as blueprint`,
    [workspaceId, JSON.stringify(next.blueprint), next.appliedAt, next.appliedBy, next.note],
  )
  const row = rows[0]
  if (!row) throw new Error('the blueprint version could not be inserted')
  return row
}
