import type { Blueprint, BlueprintVersion } from '#core/blueprint.ts'
import { contentClassifier } from '#core/content.ts'
import { compileHistory } from '#core/fold/program.ts'
import type { Program } from '#core/fold/program.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** What a workspace's events are folded with. */
export interface History {
  programs: Program[]
  current: Program
  zone: string
  contentOf(object: string): string | null
}

/** Nothing can be folded for this workspace; nothing of the batch is kept. */
export class NoBlueprint extends Error {
  readonly code = 'no_blueprint'
}

interface Head {
  zone: string
  version: number | null
}

/**
 * The compiled blueprint history of workspaces, read again when a version or the zone has changed. One per process;
 * the database says which version is in force.
 */
export class Histories {
  #known = new Map<string, History>()

  /** Throws when the workspace is not there or has no blueprint. */
  async of(db: Db, workspaceId: string): Promise<History> {
    const { rows } = await db.query<Head>(
      prepared(
        `select zone, (select max(version) from blueprint_version b where b.workspace_id = w.workspace_id) as version
         from workspace w where w.workspace_id = $1`,
        [workspaceId],
      ),
    )
    const head = rows[0]
    if (!head) throw new NoBlueprint(`There is no workspace ${workspaceId}.`)
    if (head.version === null) throw new NoBlueprint(`The workspace ${workspaceId} has no blueprint yet.`)
    const known = this.#known.get(workspaceId)
    if (known && known.zone === head.zone && known.current.version === head.version) return known
    const history = compile(await this.#versions(db, workspaceId), head.zone)
    this.#known.set(workspaceId, history)
    return history
  }

  async #versions(db: Db, workspaceId: string): Promise<BlueprintVersion[]> {
    const { rows } = await db.query<{ version: number; applied_at: Date; document: Blueprint }>(
      'select version, applied_at, document from blueprint_version where workspace_id = $1 order by version',
      [workspaceId],
    )
    return rows.map((row) => ({
      version: row.version,
      appliedAt: row.applied_at.getTime(),
      blueprint: row.document,
    }))
  }
}

function compile(versions: BlueprintVersion[], zone: string): History {
  const programs = compileHistory(versions, zone)
  const current = programs.at(-1) as Program
  return { programs, current, zone, contentOf: contentClassifier(current.blueprint) }
}
