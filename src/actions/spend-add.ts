import { randomUUIDv7 } from 'node:crypto'
import { actorName, type Verb, writeVerb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { type SpendAdded, spendHandInput, spendInput } from '#contract/spend.ts'
import { spread } from '#core/spend/cpa.ts'
import { findSpendBatch, insertSpend, insertSpendBatch } from '#store/spend.ts'

/** of one file, in all its parts */
const mostRows = 200_000
const mostDays = 366

/**
 * Adds the costs of a file, or of a part of it. What a network's earlier files said of the same campaigns and days is
 * corrected by it, so that a file sent twice counts once.
 */
export const addSpend: Verb<SpendAdded> = writeVerb({
  permission: 'spend.write',
  input: spendInput,
  async run({ db, workspaceId, actor, input, now }) {
    const by = actorName(actor)
    const known = input.batch === undefined ? null : await findSpendBatch(db, workspaceId, input.batch)
    if (input.batch !== undefined && (known === null || known.by !== by || known.kind !== 'file'))
      return refuse('not_found', 'You have begun no such file: send its first part without batch.')
    if (known !== null && (known.undone || known.network !== input.network || known.name !== input.name))
      return refuse('conflict', 'That is another file, or it was undone: send this one from its beginning.')
    const before = known?.rows ?? 0
    if (before + input.rows.length > mostRows)
      return refuse('too_large', `A file has at most ${mostRows.toLocaleString('en')} rows: send it by year.`)
    const batch = { id: known?.id ?? randomUUIDv7(), kind: 'file', network: input.network, name: input.name } as const
    if (known === null) await insertSpendBatch(db, workspaceId, batch, { at: now, by })
    await insertSpend(db, workspaceId, batch, input.rows)
    return ok({ batch: batch.id, rows: before + input.rows.length })
  },
  audit: ({ batch }, { network, name, rows }) => ({
    verb: 'spend.add',
    subject: `spend:${batch}`,
    detail: { network, name, rows: rows.length },
  }),
})

/** Adds money over days in equal parts: a stand at a fair, a sponsored podcast. */
export const addSpendByHand: Verb<SpendAdded> = writeVerb({
  permission: 'spend.write',
  input: spendHandInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { name, from, to, channel, campaign, currency, amountMinor } = input
    const wrong = (message: string) => refuse('invalid', message, { fields: [{ path: 'to', message }] })
    if (to < from) return wrong('to: the last day lies before the first.')
    const first = Date.parse(from)
    const count = Math.round((Date.parse(to) - first) / 86_400_000) + 1
    if (count > mostDays) return wrong(`to: at most ${mostDays} days at once; enter a longer time in parts.`)
    const batch = { id: randomUUIDv7(), kind: 'hand', network: 'other', name } as const
    await insertSpendBatch(db, workspaceId, batch, { at: now, by: actorName(actor) })
    const parts = spread(amountMinor, count)
    const entries = parts.flatMap((part, k) => {
      const day = new Date(first + k * 86_400_000).toISOString().slice(0, 10)
      return part === 0 ? [] : [{ day, channel, campaign, currency, amountMinor: part }]
    })
    await insertSpend(db, workspaceId, batch, entries)
    return ok({ batch: batch.id, rows: entries.length })
  },
  audit: ({ batch }, { name, from, to, channel, currency, amountMinor }) => ({
    verb: 'spend.add',
    subject: `spend:${batch}`,
    detail: { name, from, to, channel, currency, amountMinor },
  }),
})
