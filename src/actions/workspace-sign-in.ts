import { ok, refuse } from '#contract/problem.ts'
import { type SignInPolicy, signInPolicy } from '#contract/session.ts'
import { findSecondFactor } from '#store/user.ts'
import { findWorkspace, updateSignInPolicy } from '#store/workspace.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'

/**
 * Whether members need a second factor. Who has none is led to set it up with their next request
 * (server/http/actor.ts); who switches it on has one.
 */
export const changeSignInPolicy: Verb<SignInPolicy> = writeVerb({
  permission: 'workspace.update',
  input: signInPolicy,
  async run({ db, workspaceId, actor, input }) {
    const { secondFactorRequired } = input
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    if (secondFactorRequired && workspace.demo)
      return refuse('conflict', 'The sample company has no passwords, and so no second factors.')
    if (secondFactorRequired && actor.kind === 'user' && !(await findSecondFactor(db, actor.userId)))
      return refuse('conflict', 'Set up your own second factor first, or you would shut yourself out.')
    await updateSignInPolicy(db, workspaceId, input)
    return ok(input)
  },
  audit: ({ secondFactorRequired }) => ({
    verb: `workspace.second_factor_${secondFactorRequired ? 'on' : 'off'}`,
  }),
})
