import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { accountPeopleInput, type AccountPeople } from '#contract/account.ts'
import { ok, refuse } from '#contract/problem.ts'
import { roundPoints } from '#core/score.ts'
import { findAccountPeople } from '#store/account-read.ts'
import { findAccount } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

const cursor = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.number().nullable(), z.uuid()])

/** A company's people with stage and scores, most engaged first, a page at a time. */
export const listAccountPeople: Verb<AccountPeople> = readVerb({
  permission: 'account.read',
  input: accountPeopleInput,
  async run({ db, workspaceId, input, now }) {
    const account = await findAccount(db, workspaceId, input.id)
    if (!account) return refuse('not_found', 'There is no such company here.')
    const { blueprint, halfLife } = (await histories.of(db, workspaceId)).current
    const question = ['company people', account.id]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && went === null) return badCursor
    const at = went ? went[0] : now
    const rows = await findAccountPeople(db, workspaceId, account.id, {
      at,
      halfLife,
      lifecycle: blueprint.lifecycle,
      after: went ? { heat: went[1] ?? -Infinity, id: went[2] } : null,
      limit: input.limit,
    })
    const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
    const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
    return ok({
      items: rows.slice(0, input.limit).map(({ heat: _, persona, lastAt, ...row }) => {
        const total = roundPoints(row.fit + row.engagement)
        const found = blueprint.personas.find((one) => one.id === persona)
        return {
          ...row,
          fit: roundPoints(row.fit),
          engagement: roundPoints(row.engagement),
          total,
          hot: total >= blueprint.scores.threshold,
          persona: found ? { id: found.id, name: found.name } : null,
          lastAt: isoTime(lastAt?.getTime()),
        }
      }),
      next: last ? writeCursor(question, [at, last.heat === -Infinity ? null : last.heat, last.id]) : null,
      lifecycle: {
        stages: (lifecycle?.stages ?? []).map(({ id, name }) => ({ id, name })),
        outcomes: (lifecycle?.outcomes ?? []).map(({ id, name }) => ({ id, name })),
      },
    })
  },
})
