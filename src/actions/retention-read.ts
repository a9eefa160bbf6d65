import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { countDue } from '#actions/retention/rules.ts'
import { fixedPeriods } from '#actions/retention/fixed.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import {
  retentionLogQuery,
  retentionPreviewQuery,
  type RetentionDocument,
  type RetentionLog,
  type RetentionPreview,
} from '#contract/retention.ts'
import { may } from '#core/permission.ts'
import { cutoffOf, retentionBounds, retentionRules } from '#core/retention/rule.ts'
import { actorNames } from '#store/actor-name.ts'
import { lastRuns, listRuns, rulesOf } from '#store/retention.ts'

/** How long each kind of data is kept. */
export const readRetention: Verb<RetentionDocument> = readVerb({
  permission: 'consent.read',
  input: z.object({}),
  async run({ db, workspaceId, actor }) {
    const rows = await rulesOf(db, workspaceId)
    const last = await lastRuns(db, workspaceId)
    const names = await actorNames(
      db,
      rows.map(({ setBy }) => setBy),
    )
    return ok({
      rules: retentionRules.map((rule) => {
        const row = rows.find((one) => one.rule === rule)
        return {
          rule,
          days: row?.days ?? null,
          ...retentionBounds[rule],
          appliesAt: row?.appliesAt.toISOString() ?? null,
          setBy: row ? (names.get(row.setBy) ?? row.setBy) : null,
          setAt: row?.setAt.toISOString() ?? null,
          lastAt: last.get(rule)?.toISOString() ?? null,
        }
      }),
      fixed: fixedPeriods,
      mayChange: actor.kind === 'operator' || (actor.kind === 'user' && may(actor.role, 'retention.write')),
    })
  },
})

/** How much a period would remove if it were applied now. */
export const previewRetention: Verb<RetentionPreview> = readVerb({
  permission: 'consent.read',
  input: retentionPreviewQuery,
  async run({ db, workspaceId, input: { rule, days }, now }) {
    const cutoff = cutoffOf(days, now)
    const { removed, stay } = await countDue(db, workspaceId, rule, cutoff)
    return ok({ rule, days, cutoff: new Date(cutoff).toISOString(), removed, stay })
  },
})

const place = z.tuple([z.iso.datetime(), z.uuid()])

/** What was removed, the newest first. */
export const listRetentionRuns: Verb<RetentionLog> = readVerb({
  permission: 'consent.read',
  input: retentionLogQuery,
  async run({ db, workspaceId, input: { cursor, limit } }) {
    const from = cursor === undefined ? null : readCursor(['retention'], cursor, place)
    if (cursor !== undefined && from === null) return badCursor
    const after = from && { at: from[0], id: from[1] }
    const rows = await listRuns(db, workspaceId, { after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return ok({
      items: shown.map(({ id, rule, startedAt, cutoff, removed }) => ({
        id,
        rule,
        at: startedAt.toISOString(),
        cutoff: cutoff.toISOString(),
        removed,
      })),
      next: last ? writeCursor(['retention'], [last.startedAt.toISOString(), last.id]) : null,
    })
  },
})
