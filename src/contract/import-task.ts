import { z } from 'zod'
import { importMapping, importSummary } from '#contract/import.ts'
import { problemCodes, problemField } from '#contract/problem.ts'
import { importKinds } from '#core/import/mapping.ts'

const time = z.iso.datetime()

/** A file waiting in the data folder of the server until it was imported. */
export const importUpload = z.object({
  id: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  /** the import whose refused rows it brings back, mended */
  mends: z.uuid().nullable(),
  createdBy: z.string(),
  createdAt: time,
})
export type ImportUpload = z.infer<typeof importUpload>

/** `POST /api/imports/uploads?name=…`: the body is the file itself, as application/octet-stream. */
export const uploadQuery = z.object({
  name: z.string().trim().min(1).max(200),
  mends: z.uuid().optional(),
})

export const taskStates = ['waiting', 'running', 'paused', 'done', 'failed', 'canceled'] as const
export const taskKinds = ['dry_run', 'run', 'undo'] as const

export const taskProgress = z.object({
  /** bytes of the file taken in, and its size; 0 of an undoing */
  bytes: z.int(),
  size: z.int(),
  read: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  setAside: z.int(),
  /** people folded again, of an undoing */
  people: z.int(),
})
export type TaskProgress = z.infer<typeof taskProgress>

/** Work on a file or an import that goes on by itself. */
export const importTask = z.object({
  id: z.uuid(),
  kind: z.enum(taskKinds),
  state: z.enum(taskStates),
  /** asked for and not yet come true */
  wish: z.enum(['pause', 'cancel']).nullable(),
  uploadId: z.uuid().nullable(),
  importId: z.uuid().nullable(),
  progress: taskProgress.nullable(),
  /** a dry run's: what the import would do (contract/import.ts DryRun) */
  result: z.json(),
  problem: z
    .object({ code: z.enum(problemCodes), message: z.string(), fields: z.array(problemField).optional() })
    .nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
})
export type ImportTask = z.infer<typeof importTask>

export const uploadId = z.object({ id: z.uuid() })
export const taskId = z.object({ id: z.uuid() })
export const steerBody = z.object({ to: z.enum(['pause', 'resume', 'cancel']) })

/** What is asked of an uploaded file. */
export const uploadRequest = z.object({
  mapping: importMapping,
  /** columns that the mapping does not name get what their header says */
  guess: z.boolean().default(true),
  again: z.boolean().default(false),
})
export const uploadWork = uploadRequest.extend({ id: z.uuid() })
export type UploadWork = z.input<typeof uploadRequest>

export const previewInput = z.object({
  id: z.uuid(),
  /** absent: what the headers look like */
  kind: z.enum(importKinds).optional(),
  mapping: importMapping.optional(),
  guess: z.boolean().default(true),
})
export const previewBody = previewInput.omit({ id: true })

/** Why a mapping cannot work yet; screens translate by code. */
export const planProblem = z.object({
  code: z.string(),
  /** the column concerned, when there is one */
  header: z.string().nullable(),
  message: z.string(),
})
export type PlanProblemView = z.infer<typeof planProblem>

/** How a file is read, and what its columns would become. */
export const importPreview = z.object({
  upload: importUpload,
  kind: z.enum(importKinds),
  reading: z.object({
    encoding: z.string(),
    confidence: z.enum(['certain', 'likely', 'unsure', 'given']),
    delimiter: z.string(),
    header: z.boolean(),
    zone: z.string(),
    currency: z.string(),
  }),
  headers: z.array(z.string()),
  /** the first rows, by column, at most eight */
  rows: z.array(z.array(z.string())),
  /** every column with what it becomes; '' is left out */
  columns: z.array(
    z.object({
      header: z.string(),
      to: z.string(),
      /** of times */
      format: z.string().nullable(),
      decimal: z.string().nullable(),
      example: z.string().nullable(),
    }),
  ),
  /** complete with its guesses, ready to run; what was asked for when something is wrong with it */
  mapping: importMapping,
  problems: z.array(planProblem),
  /** of rows about deals: each word of the stage column with the stage or way out it leads to, '' for none */
  stages: z.array(
    z.object({
      word: z.string(),
      to: z.string(),
      /** somebody said that such rows are to be set aside */
      left: z.boolean(),
    }),
  ),
})
export type ImportPreview = z.infer<typeof importPreview>

export const savedMapping = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  name: z.string(),
  mapping: importMapping,
  createdBy: z.string(),
  createdAt: time,
})
export type SavedMapping = z.infer<typeof savedMapping>
export const savedMappings = z.object({ mappings: z.array(savedMapping) })
/** One of that name and kind is replaced. */
export const savedMappingInput = z.object({ name: z.string().trim().min(1).max(100), mapping: importMapping })
export const savedMappingId = z.object({ id: z.uuid() })

export const importListing = z.object({
  /** newest first */
  imports: z.array(importSummary.extend({ task: importTask.nullable() })),
  /** files that wait to be imported */
  uploads: z.array(importUpload),
})
export type ImportListing = z.infer<typeof importListing>

/** Rows set aside for one reason, with the first ones. */
export const setAsideGroup = z.object({
  code: z.string(),
  field: z.string().nullable(),
  count: z.int(),
  examples: z.array(z.object({ row: z.int().nullable(), message: z.string(), raw: z.string().nullable() })),
})

/** Something in rows that count that matched nothing; numbers of the first such rows. */
export const importNotice = z.object({
  code: z.string(),
  /** as it stands in the file; '' where a cell was blank */
  value: z.string(),
  count: z.int(),
  rows: z.array(z.int()),
})

export const importPage = z.object({
  import: importSummary,
  task: importTask.nullable(),
  headers: z.array(z.string()),
  mapping: importMapping,
  setAside: z.array(setAsideGroup),
  /** what in rows that count matched nothing, the commonest first */
  notices: z.array(importNotice),
})
export type ImportPage = z.infer<typeof importPage>

/** What undoing would do. Counts are exact. */
export const undoPreview = z.object({
  events: z.int(),
  /** people whose events are withdrawn */
  people: z.int(),
  /** of them, those of whom nothing else is known: they disappear */
  vanish: z.int(),
  companies: z.int(),
  /** of an import about deals: those it made vanish, those it changed go back */
  deals: z.object({
    vanish: z.int(),
    /** of those that vanish, the ones of which somebody said something since */
    worked: z.int(),
    back: z.int(),
  }),
  /** products and agents that it made or changed */
  listed: z.int(),
  /** consequences of these events that were carried out: they stay done */
  carriedOut: z.int(),
  /** imports since then that state some of these rows too: they are taken away all the same */
  repeated: z.array(z.object({ id: z.uuid(), fileName: z.string(), rows: z.int() })),
})
export type UndoPreview = z.infer<typeof undoPreview>
