import {
  forgetMapping,
  previewUndo,
  readImportPage,
  readImports,
  readMappings,
  saveMapping,
} from '#actions/import-overview.ts'
import { previewImport } from '#actions/import-preview.ts'
import { discardUpload } from '#actions/import-upload.ts'
import { askDryRun, askRun, askUndo, readTask, steerTask } from '#actions/import-work.ts'
import type { VerbRoute } from '../verbs.ts'

export const importVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/imports', verb: readImports },
  { method: 'GET', path: '/api/import-mappings', verb: readMappings },
  { method: 'POST', path: '/api/import-mappings', verb: saveMapping },
  { method: 'POST', path: '/api/import-mappings/:id/forget', verb: forgetMapping },
  { method: 'GET', path: '/api/import-tasks/:id', verb: readTask },
  { method: 'POST', path: '/api/import-tasks/:id/steer', verb: steerTask },
  { method: 'POST', path: '/api/imports/uploads/:id/preview', verb: previewImport },
  { method: 'POST', path: '/api/imports/uploads/:id/dry-run', verb: askDryRun },
  { method: 'POST', path: '/api/imports/uploads/:id/run', verb: askRun },
  { method: 'POST', path: '/api/imports/uploads/:id/discard', verb: discardUpload },
  { method: 'GET', path: '/api/imports/:id', verb: readImportPage },
  { method: 'GET', path: '/api/imports/:id/undo', verb: previewUndo },
  { method: 'POST', path: '/api/imports/:id/undo', verb: askUndo },
]
