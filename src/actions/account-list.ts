import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { accountListQuery, type AccountList, type AccountRow } from '#contract/account.ts'
import { ok } from '#contract/problem.ts'
import type { Json } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { queryWords } from '#core/search-words.ts'
import { findAccounts } from '#store/account-read.ts'
import type { AccountListRow } from '#store/account-read.ts'
import { isoTime } from '#store/rows.ts'

// as of when, and the last company's place; no heat is none
const cursor = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.number().nullable(), z.string().max(500), z.uuid()])

/**
 * Companies, searched and paged in the database: where their most engaged person stands among all, or by name. Of the
 * first kind are only companies with somebody known.
 */
export const listAccounts: Verb<AccountList> = readVerb({
  permission: 'account.read',
  input: accountListQuery,
  async run({ db, workspaceId, input, now }) {
    const { blueprint, halfLife } = (await histories.of(db, workspaceId)).current
    const { q = '', sort, limit } = input
    const question = ['companies', q, sort]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && went === null) return badCursor
    const at = went ? went[0] : now
    const words = q === '' ? null : queryWords(q)
    if (words?.length === 0) return ok({ items: [], next: null, asOf: isoTime(at) as string })
    const rows = await findAccounts(db, {
      workspaceId,
      at,
      halfLife,
      threshold: blueprint.scores.threshold,
      sort,
      words,
      after: went ? { heat: went[1] ?? -Infinity, name: went[2], id: went[3] } : null,
      limit,
    })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    // without a search, companies by heat are walked by their best person
    const place = (row: AccountListRow) => (sort === 'heat' && words === null ? (row.bestId ?? row.id) : row.id)
    const heat = (row: AccountListRow) => (row.heat === -Infinity ? null : row.heat)
    return ok({
      items: rows.slice(0, limit).map(rowOf),
      next: last ? writeCursor(question, [at, heat(last), last.name, place(last)]) : null,
      asOf: isoTime(at) as string,
    })
  },
})

function rowOf(row: AccountListRow): AccountRow {
  const { facts } = row
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    industry: text(facts['industry']),
    country: text(facts['country']),
    relationship: text(facts['relationship']),
    people: row.people,
    hot: row.hot,
    best:
      row.bestId === null
        ? null
        : { id: row.bestId, name: row.bestName, email: row.bestEmail, engagement: roundPoints(row.engagement) },
    lastAt: isoTime(row.lastAt?.getTime()),
  }
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
