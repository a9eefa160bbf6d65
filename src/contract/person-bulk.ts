import { z } from 'zod'
import { columnName, maxColumns, personFilter, personSorts } from '#contract/person-query.ts'
import { isWholeText } from '#core/text.ts'

const whole = (text: z.ZodString) => text.refine(isWholeText, 'holds a NUL or half a character')

/** One thing done to many people. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fact'),
    fact: whole(z.string().min(1).max(100)).describe('Such as country; null as the value clears it.'),
    value: z.union([whole(z.string().max(1000)), z.number(), z.boolean(), z.null()]),
  }),
  z.object({ kind: z.literal('list'), list: whole(z.string().trim().min(1).max(100)), on: z.boolean() }),
  z.object({
    kind: z.literal('move'),
    model: z.string().max(100).optional(),
    stage: z.string().max(100).optional(),
    outcome: z.string().max(100).optional(),
    reason: z.string().trim().min(1).max(500).optional(),
  }),
])
export type BulkAction = z.infer<typeof bulkAction>

/** `POST /api/people/bulk`: up to 500 people a call; further calls with the same `bulk` belong together. */
export const bulkInput = z.object({
  bulk: z.uuid().optional().describe('Of an earlier call, to go on with it.'),
  ids: z.array(z.uuid()).min(1).max(500),
  action: bulkAction,
})
export type BulkInput = z.input<typeof bulkInput>
/** `skipped`: not here any more, merged into others of these, or there already. */
export const bulkDone = z.object({ bulk: z.uuid(), changed: z.int(), skipped: z.int() })
export type BulkDone = z.infer<typeof bulkDone>

/** `POST /api/people/bulk/:id/undo`: all of it is withdrawn, everybody concerned is folded again. */
export const bulkId = z.object({ id: z.uuid() })
export const bulkUndone = z.object({ bulk: z.uuid(), people: z.int() })
export type BulkUndone = z.infer<typeof bulkUndone>

/** `POST /api/people/export`: leave to download a list as CSV, kept in the audit; good for ten minutes. */
export const exportInput = personFilter.extend({
  sort: z.enum(personSorts).optional(),
  columns: z.array(columnName).max(maxColumns).default([]),
  ids: z.array(z.uuid()).max(5000).optional().describe('Only these of them.'),
  reach: z
    .string()
    .max(60)
    .optional()
    .describe('Only whom this purpose may reach at the moment of the download, with a column that says why.'),
  heads: z.record(z.string(), z.string().max(200)).default({}).describe('What columns are called in the file.'),
})
export type ExportInput = z.input<typeof exportInput>
export const exportReady = z.object({ id: z.uuid(), path: z.string(), expiresAt: z.iso.datetime() })
export type ExportReady = z.infer<typeof exportReady>
export const exportId = z.object({ id: z.uuid() })
