import { randomUUIDv7 } from 'node:crypto'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { accountCreateInput, type AccountCreated } from '#contract/account-create.ts'
import { ok } from '#contract/problem.ts'
import { foldText } from '#core/text.ts'
import { insertAccounts } from '#store/account.ts'
import { accountNamed } from '#store/account-named.ts'

/**
 * Adds a company by its name, such as for a deal that begins with a talk. One whose name reads the same is taken instead,
 * the oldest of several; two that add the same at once get the same.
 */
export const createAccount: Verb<AccountCreated> = writeVerb<typeof accountCreateInput, AccountCreated>({
  permission: 'account.create',
  input: accountCreateInput,
  async run({ db, workspaceId, input }) {
    const { name } = input
    const there = await accountNamed(db, workspaceId, foldText(name))
    if (there) return ok({ ...there, made: false })
    const id = randomUUIDv7()
    await insertAccounts(db, workspaceId, [{ id, name, domain: null, names: { made: name } }], new Map())
    return ok({ id, name, made: true })
  },
  audit: ({ id, name, made }) => ({ subject: `account:${id}`, detail: { name, made } }),
})
