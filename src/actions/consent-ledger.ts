import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { entryOf, wordingTexts } from '#actions/consent/entry.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ledgerQuery, type LedgerPage } from '#contract/consent.ts'
import { ok } from '#contract/problem.ts'
import { findLedger, type LedgerScope } from '#store/consent-ledger.ts'
import { findWorkspace } from '#store/workspace.ts'

const place = z.tuple([z.string().regex(/^-?\d{1,17}$/), z.uuid()])

/** Everything anybody agreed to, asked for or took back, newest first. */
export const listLedger: Verb<LedgerPage> = readVerb({
  permission: 'consent.read',
  input: ledgerQuery,
  async run({ db, workspaceId, input }) {
    const { limit, cursor, ...filter } = input
    const question = ['consent', filter]
    const went = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const scope = ledgerScope(filter, (await findWorkspace(db, workspaceId))?.zone ?? 'UTC')
    const rows = await findLedger(db, workspaceId, scope, went && { micros: went[0], id: went[1] }, limit + 1)
    const texts = await wordingTexts(db, workspaceId)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => entryOf(row, texts)),
      next: last ? writeCursor(question, [last.micros, last.id]) : null,
    })
  },
})

type Filter = Omit<z.output<typeof ledgerQuery>, 'cursor' | 'limit'>

export function ledgerScope(filter: Filter, zone: string): LedgerScope {
  const { purpose = null, state = null, source = null, wording = null, from = null, to = null } = filter
  return { purpose, state, source, wording, from, to, zone, personId: null }
}
