import { z } from 'zod'
import { type ImportSummary, importId } from '#contract/import.ts'
import { ok, refuse } from '#contract/problem.ts'
import { type ImportRow, findImport, listImports } from '#store/import.ts'
import { readVerb } from '#actions/verb.ts'

/** All imports of the workspace, newest first. */
export const listAllImports = readVerb({
  permission: 'import.read',
  input: z.strictObject({}),
  run: async ({ db, workspaceId }) => ok((await listImports(db, workspaceId)).map(summarise)),
})

/** One import. */
export const readImport = readVerb({
  permission: 'import.read',
  input: importId,
  async run({ db, workspaceId, input }) {
    const row = await findImport(db, workspaceId, input.id)
    return row ? ok(summarise(row)) : refuse('not_found', noImport(input.id))
  },
})

/** Every row read was accepted, set aside, or known already. */
export function summarise(row: ImportRow): ImportSummary {
  const { id, kind, fileName, state, read, accepted, setAside, error, createdBy } = row
  return {
    id,
    kind,
    fileName,
    state,
    read,
    accepted,
    duplicate: read - accepted - setAside,
    setAside,
    error,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export function noImport(id: string): string {
  return `There is no import ${id} in this workspace: "hourglass import list" shows them.`
}
