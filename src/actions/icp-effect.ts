import { dryRun } from '#actions/icp/dry-run.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { effectInput, type IcpEffect } from '#contract/icp.ts'
import { ok } from '#contract/problem.ts'

/** Who would become what under edits of the title map, the personas, the ICP or the fit rules. */
export const planIcp: Verb<IcpEffect> = readVerb({
  permission: 'icp.read',
  input: effectInput,
  async run({ db, workspaceId, input: { base, edits } }) {
    const run = await dryRun(db, workspaceId, edits, base)
    return run.ok ? ok(run.value.effect) : run
  },
})
