import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import {
  type ImportListing,
  type ImportPage,
  type SavedMapping,
  type UndoPreview,
  savedMappingId,
  savedMappingInput,
} from '#contract/import-task.ts'
import { importId } from '#contract/import.ts'
import { ok, refuse } from '#contract/problem.ts'
import { countDealUndo } from '#store/deal/import.ts'
import { countUndo, findImport, findRepeats, groupSetAside, listImports } from '#store/import.ts'
import { listNotices } from '#store/import-notice.ts'
import { countBefore } from '#store/product.ts'
import { latestTasks } from '#store/import-task.ts'
import { type MappingRow, deleteMapping, listMappings, listUploads, putMapping } from '#store/import-upload.ts'
import { noImport, summarise } from '#actions/import-list.ts'
import { taskView, uploadView } from '#actions/import-view.ts'
import { type Verb, actorName, readVerb, writeVerb } from '#actions/verb.ts'

/** Imports, newest first, with the work that goes on about them; and files that wait. */
export const readImports: Verb<ImportListing> = readVerb({
  permission: 'import.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = (await listImports(db, workspaceId)).slice(0, 200)
    const ids = rows.map((row) => row.id)
    const tasks = new Map((await latestTasks(db, workspaceId, ids)).map((task) => [task.importId, taskView(task)]))
    const uploads = await listUploads(db, workspaceId)
    return ok({
      imports: rows.map((row) => ({ ...summarise(row), task: tasks.get(row.id) ?? null })),
      uploads: uploads.map(uploadView),
    })
  },
})

/** One import: how it stands, its mapping, and the rows it set aside, grouped by reason. */
export const readImportPage: Verb<ImportPage> = readVerb({
  permission: 'import.read',
  input: importId,
  async run({ db, workspaceId, input }) {
    const row = await findImport(db, workspaceId, input.id)
    if (!row) return refuse('not_found', noImport(input.id))
    const [task] = await latestTasks(db, workspaceId, [row.id])
    return ok({
      import: summarise(row),
      task: task ? taskView(task) : null,
      headers: row.source.headers,
      mapping: row.source.mapping,
      setAside: await groupSetAside(db, workspaceId, row.id),
      notices: await listNotices(db, workspaceId, row.id, 200),
    })
  },
})

/** What undoing an import would do. */
export const previewUndo: Verb<UndoPreview> = readVerb({
  permission: 'import.undo',
  input: importId,
  async run({ db, workspaceId, input }) {
    const row = await findImport(db, workspaceId, input.id)
    if (!row) return refuse('not_found', noImport(input.id))
    const counts = await countUndo(db, workspaceId, row.id)
    const deals = await countDealUndo(db, workspaceId, row.id)
    const listed = await countBefore(db, workspaceId, row.id)
    return ok({ ...counts, deals, listed, repeated: await findRepeats(db, workspaceId, row.id) })
  },
})

/** Mappings that were kept for files to come, by name. */
export const readMappings: Verb<{ mappings: SavedMapping[] }> = readVerb({
  permission: 'import.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok({ mappings: (await listMappings(db, workspaceId)).map(mappingView) }),
})

/** Keeps a mapping under a name; one of that name and kind is replaced. */
export const saveMapping: Verb<SavedMapping> = writeVerb({
  permission: 'import.run',
  input: savedMappingInput,
  async run({ db, workspaceId, actor, input: { name, mapping }, now }) {
    const createdBy = actorName(actor)
    const kept = { id: randomUUIDv7(), kind: mapping.kind, name, mapping, createdBy, at: now }
    return ok(mappingView(await putMapping(db, workspaceId, kept)))
  },
  audit: ({ id, kind, name }) => ({ subject: `mapping:${id}`, detail: { kind, name } }),
})

export const forgetMapping: Verb<{ ok: true }> = writeVerb({
  permission: 'import.run',
  input: savedMappingId,
  async run({ db, workspaceId, input }) {
    const gone = await deleteMapping(db, workspaceId, input.id)
    return gone ? ok({ ok: true }) : refuse('not_found', 'There is no such mapping in this workspace.')
  },
  audit: (_value, input) => ({ subject: `mapping:${input.id}`, detail: { forgotten: true } }),
})

function mappingView({ createdAt, ...row }: MappingRow): SavedMapping {
  return { ...row, createdAt: createdAt.toISOString() }
}
