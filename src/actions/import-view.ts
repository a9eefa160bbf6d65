import type { ImportTask, ImportUpload } from '#contract/import-task.ts'
import type { TaskRow } from '#store/import-task.ts'
import type { UploadRow } from '#store/import-upload.ts'

export function uploadView(row: UploadRow): ImportUpload {
  const { id, fileName, bytes, mends, createdBy } = row
  return { id, fileName, bytes, mends, createdBy, createdAt: row.createdAt.toISOString() }
}

export function taskView(row: TaskRow): ImportTask {
  const { id, kind, state, wish, uploadId, importId, progress, result, problem } = row
  return {
    id,
    kind,
    state,
    wish,
    uploadId,
    importId,
    progress,
    result,
    problem: problem && {
      code: problem.code,
      message: problem.message,
      ...(problem.fields ? { fields: problem.fields } : {}),
    },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
