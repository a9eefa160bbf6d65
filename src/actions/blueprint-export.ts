import { z } from 'zod'
import { ok, refuse } from '#contract/problem.ts'
import type { BlueprintVersion } from '#core/blueprint.ts'
import { printBlueprint } from '#core/blueprint/print.ts'
import { type BlueprintEntry, blueprintHistory, currentBlueprint, findBlueprint } from '#store/blueprint.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

export interface ExportedBlueprint extends BlueprintVersion {
  /** the document as a file: the same blueprint always gives the same bytes */
  text: string
}

/** The version in force, or a version of the past. Refuses with `not_found` when there is none. */
export const exportBlueprint: Verb<ExportedBlueprint> = readVerb({
  permission: 'blueprint.read',
  input: z.object({ version: z.int().min(1).optional() }),
  async run({ db, workspaceId, input }) {
    const { version } = input
    const found = await (version === undefined
      ? currentBlueprint(db, workspaceId)
      : findBlueprint(db, workspaceId, version))
    if (found) return ok({ ...found, text: printBlueprint(found.blueprint) })
    return refuse(
      'not_found',
      version === undefined ? 'This workspace has no blueprint yet: apply one.' : `There is no version ${version}.`,
    )
  },
})

/** Versions, newest first, with who applied them and how far the re-evaluation is. */
export const readBlueprintHistory: Verb<BlueprintEntry[]> = readVerb({
  permission: 'blueprint.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok(await blueprintHistory(db, workspaceId)),
})
