import { z } from 'zod'
import { removedKinds, retentionBounds, retentionRules, stayReasons } from '#core/retention/rule.ts'

/** Epoch times are ISO 8601 in UTC. */
const time = z.iso.datetime()
const rule = z.enum(retentionRules)
const counts = z.partialRecord(z.enum(removedKinds), z.int())

export const retentionPeriod = z.object({
  rule,
  /** days it is kept; null: nobody limited it */
  days: z.int().nullable(),
  suggested: z.int(),
  least: z.int(),
  most: z.int(),
  /** days that hold where nobody limited it; null: as long as the workspace lives */
  otherwise: z.int().nullable(),
  /** nothing is removed by it before; null without a period */
  appliesAt: time.nullable(),
  setBy: z.string().nullable(),
  setAt: time.nullable(),
  /** when it last removed something */
  lastAt: time.nullable(),
})
export type RetentionPeriod = z.infer<typeof retentionPeriod>

export const retentionDocument = z.object({
  rules: z.array(retentionPeriod),
  /** what holds for all workspaces of this server, in days */
  fixed: z.array(z.object({ what: z.enum(['mail', 'notification', 'request', 'audience_file']), days: z.int() })),
  mayChange: z.boolean(),
})
export type RetentionDocument = z.infer<typeof retentionDocument>

export const retentionPreviewQuery = z.object({ rule, days: z.coerce.number().int().min(1).max(3650) })
export const retentionPreview = z.object({
  rule,
  days: z.int(),
  /** what is older than this goes */
  cutoff: time,
  removed: counts,
  /** inactive people who stay all the same */
  stay: z.array(z.object({ why: z.enum(stayReasons), count: z.int() })),
})
export type RetentionPreview = z.infer<typeof retentionPreview>

export const retentionInput = z
  .object({ rule, days: z.int().nullable() })
  .superRefine(({ rule: which, days }, context) => {
    const { least, most } = retentionBounds[which]
    if (days === null || (days >= least && days <= most)) return
    context.addIssue({ code: 'custom', path: ['days'], message: `From ${least} to ${most} days.` })
  })
export const retentionSet = z.object({ rule, days: z.int().nullable(), appliesAt: time.nullable() })
export type RetentionSet = z.infer<typeof retentionSet>

export const retentionLogQuery = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})
export const retentionRun = z.object({
  id: z.string(),
  rule,
  at: time,
  cutoff: time,
  removed: counts,
})
export type RetentionRun = z.infer<typeof retentionRun>
export const retentionLog = z.object({ items: z.array(retentionRun), next: z.string().nullable() })
export type RetentionLog = z.infer<typeof retentionLog>
