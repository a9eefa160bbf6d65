import { z } from 'zod'
import { ok, refuse } from '#contract/problem.ts'
import { workspaceInput } from '#contract/session.ts'
import { oddDigits } from '#core/deal/money.ts'
import { convertAll } from '#store/deal/base.ts'
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

/** Name, zone, currency and languages. A new zone cuts days anew, and with a new currency amounts are brought into that one. */
export const changeWorkspace: Verb<Workspace> = writeVerb({
  permission: 'workspace.update',
  input: workspaceInput,
  async run({ db, workspaceId, input }) {
    const before = await findWorkspace(db, workspaceId)
    await updateWorkspace(db, workspaceId, input)
    if (before?.zone !== input.zone || before.currency !== input.currency) await convertAll(db, workspaceId, oddDigits)
    const workspace = await findWorkspace(db, workspaceId)
    return workspace ? ok(workspace) : refuse('not_found', 'There is no such workspace.')
  },
  audit: (_value, input) => ({ detail: input }),
})
