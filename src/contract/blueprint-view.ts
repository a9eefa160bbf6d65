import { z } from 'zod'
import { blueprintSchema } from '#contract/blueprint.ts'
import { blueprintEdits } from '#contract/blueprint-edit.ts'

const time = z.iso.datetime()

export const blueprintVersion = z.object({
  version: z.int(),
  appliedAt: time,
  /** the name of whoever applied it */
  appliedBy: z.string(),
  note: z.string().nullable(),
  /** how far the re-evaluation of everybody is */
  people: z.object({ total: z.int(), done: z.int() }),
  /** null while it goes on */
  finishedAt: time.nullable(),
})
export type BlueprintVersionView = z.infer<typeof blueprintVersion>

export const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  path: z.string(),
  message: z.string(),
})
export const blueprintChange = z.object({
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  what: z.string(),
  id: z.string(),
  parts: z.array(z.string()),
  values: z.array(z.object({ part: z.string(), from: z.json(), to: z.json() })),
})

export const blueprintQuery = z.object({ version: z.coerce.number().int().min(1).optional() })
/** `GET /api/blueprint`: the version in force, or one of the past. */
export const blueprintPage = z.object({
  version: blueprintVersion,
  blueprint: blueprintSchema,
  /** against the version before; empty for the first */
  changes: z.array(blueprintChange),
  findings: z.array(finding),
})

export const blueprintVersions = z.object({ versions: z.array(blueprintVersion) })

export const blueprintTemplateList = z.object({
  templates: z.array(z.object({ id: z.string(), blueprint: blueprintSchema })),
})

/** `base`: the version that the edits were made on; another in force since is a conflict. */
export const editInput = z.object({
  base: z.int().min(1),
  edits: blueprintEdits,
  note: z.string().max(1000).optional(),
})

export const blueprintPlan = z.object({
  version: z.int().nullable(),
  changed: z.boolean(),
  changes: z.array(blueprintChange),
  findings: z.array(finding),
})
