import { useQuery } from '@tanstack/react-query'
import type {
  ImportListing,
  ImportPage,
  ImportPreview,
  ImportTask,
  ImportUpload,
  SavedMapping,
  UndoPreview,
  UploadWork,
} from '#contract/import-task.ts'
import type { ProblemDocument } from '#contract/problem.ts'
import type { ImportKind, ImportMapping } from '#core/import/mapping.ts'
import { get, post, ProblemError } from '../app/api.ts'

const at = encodeURIComponent

export const importApi = {
  list: (signal?: AbortSignal) => get<ImportListing>('/api/imports', {}, signal),
  read: (id: string, signal?: AbortSignal) => get<ImportPage>(`/api/imports/${at(id)}`, {}, signal),
  preview: (id: string, body: { kind?: ImportKind; mapping?: ImportMapping; guess: boolean }) =>
    post<ImportPreview>(`/api/imports/uploads/${at(id)}/preview`, body),
  dryRun: (id: string, body: UploadWork) => post<ImportTask>(`/api/imports/uploads/${at(id)}/dry-run`, body),
  run: (id: string, body: UploadWork) => post<ImportTask>(`/api/imports/uploads/${at(id)}/run`, body),
  discard: (id: string) => post(`/api/imports/uploads/${at(id)}/discard`, {}),
  task: (id: string, signal?: AbortSignal) => get<ImportTask>(`/api/import-tasks/${at(id)}`, {}, signal),
  steer: (id: string, to: 'pause' | 'resume' | 'cancel') =>
    post<ImportTask>(`/api/import-tasks/${at(id)}/steer`, { to }),
  undoPreview: (id: string, signal?: AbortSignal) => get<UndoPreview>(`/api/imports/${at(id)}/undo`, {}, signal),
  undo: (id: string) => post<ImportTask>(`/api/imports/${at(id)}/undo`, {}),
  mappings: (signal?: AbortSignal) => get<{ mappings: SavedMapping[] }>('/api/import-mappings', {}, signal),
  saveMapping: (body: { name: string; mapping: ImportMapping }) => post<SavedMapping>('/api/import-mappings', body),
  forgetMapping: (id: string) => post(`/api/import-mappings/${at(id)}/forget`, {}),
}

/** Some work, asked again while it goes on. */
export function useTask(id: string | undefined) {
  return useQuery({
    queryKey: ['import-tasks', id],
    queryFn: ({ signal }) => importApi.task(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || isOpen(state.data) ? 600 : false),
  })
}

export function isOpen(task: ImportTask): boolean {
  return task.state === 'waiting' || task.state === 'running'
}

/** Sends a file as it is; `onShare` hears how much has gone, 0 to 1. */
export function sendFile(
  file: File,
  workspaceId: string,
  { mends, onShare, signal }: { mends?: string | undefined; onShare(share: number): void; signal?: AbortSignal },
): Promise<ImportUpload> {
  return new Promise((done, failed) => {
    const query = new URLSearchParams({ name: file.name.slice(0, 200), ...(mends === undefined ? {} : { mends }) })
    // fetch cannot tell how much of a body has gone
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports/uploads?${query.toString()}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('hourglass-workspace', workspaceId)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      if (request.status === 200) done(request.response as ImportUpload)
      else if (isProblem(request.response)) failed(new ProblemError(request.response))
      else failed(new Error(`The server answered ${request.status}.`))
    })
    request.addEventListener('error', () => failed(new Error('The server cannot be reached.')))
    request.addEventListener('abort', () => failed(new Error('Stopped.')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function isProblem(answer: unknown): answer is ProblemDocument {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'detail' in answer
}
