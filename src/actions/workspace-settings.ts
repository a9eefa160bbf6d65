import { z } from 'zod'
import { ok, refuse } from '#contract/problem.ts'
import { workspaceInput } from '#contract/session.ts'
import { findWorkspace, updateWorkspace, type Workspace } from '#store/workspace.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'

export const readWorkspace: Verb<Workspace> = readVerb({
  permission: 'workspace.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const workspace = await findWorkspace(db, workspaceId)
    return workspace ? ok(workspace) : refuse('not_found', 'There is no such workspace.')
  },
})

/** Name, zone, currency and languages. A new zone cuts days anew from here on. */
export const changeWorkspace: Verb<Workspace> = writeVerb({
  permission: 'workspace.update',
  input: workspaceInput,
  async run({ db, workspaceId, input }) {
    await updateWorkspace(db, workspaceId, input)
    const workspace = await findWorkspace(db, workspaceId)
    return workspace ? ok(workspace) : refuse('not_found', 'There is no such workspace.')
  },
  audit: (_value, input) => ({ detail: input }),
})
