import { lockAccounts } from '#actions/flow/lock.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { accountRenameInput, type AccountRenamed } from '#contract/account-name.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findNames, noteUnnamed, saveNames } from '#store/account-look.ts'

/**
 * Calls a company by a name that no source changes any more, or (null) takes that name back. Undone by the name by hand
 * that was before.
 */
export const renameAccount: Verb<AccountRenamed> = writeVerb<typeof accountRenameInput, AccountRenamed>({
  permission: 'account.edit',
  input: accountRenameInput,
  async run({ db, workspaceId, input }) {
    const { id, name, was } = input
    await lockAccounts(db, [id], [])
    const account = await findNames(db, workspaceId, id)
    if (!account) return refuse('not_found', 'There is no such company here.')
    const { hand: before, ...names } = account.names
    if ((before ?? null) !== was) return refuse('conflict', 'Somebody has renamed this company since you opened it.')
    const called = await saveNames(db, workspaceId, id, name === null ? names : { ...names, hand: name })
    if (name === null) await noteUnnamed(db, workspaceId, [id])
    return ok({ id, name: called, hand: name, before: { name: account.name, hand: was } })
  },
  audit: ({ id, name, hand, before }) => ({
    verb: 'account.rename',
    subject: `account:${id}`,
    detail: { before: before.name, after: name, byHand: hand !== null },
  }),
})
