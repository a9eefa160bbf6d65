import { findContent, ignoreFoundContent } from '#actions/content-found.ts'
import { readContentGaps } from '#actions/content-gaps.ts'
import { makeContentLink, revokeContentLinkOf } from '#actions/content-link.ts'
import { listContent } from '#actions/content-list.ts'
import { readContent } from '#actions/content-read.ts'
import { listContentReaders } from '#actions/content-readers.ts'
import { readContentReading } from '#actions/content-reading.ts'
import { changeContent, createContent } from '#actions/content-save.ts'
import { importContent } from '#actions/content-sheet.ts'
import { readContentUsage } from '#actions/content-usage.ts'
import type { VerbRoute } from '../verbs.ts'

/** The content library. */
export const contentVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/content', verb: listContent },
  { method: 'POST', path: '/api/content', verb: createContent },
  { method: 'GET', path: '/api/content/usage', verb: readContentUsage },
  { method: 'GET', path: '/api/content/reading', verb: readContentReading },
  { method: 'GET', path: '/api/content/readers', verb: listContentReaders },
  { method: 'GET', path: '/api/content/gaps', verb: readContentGaps },
  { method: 'GET', path: '/api/content/found', verb: findContent },
  { method: 'POST', path: '/api/content/found/ignore', verb: ignoreFoundContent },
  { method: 'POST', path: '/api/content/import', verb: importContent },
  { method: 'GET', path: '/api/content/:id', verb: readContent },
  { method: 'POST', path: '/api/content/:id', verb: changeContent },
  { method: 'POST', path: '/api/content/:id/links', verb: makeContentLink },
  { method: 'POST', path: '/api/content/links/:id/revoke', verb: revokeContentLinkOf },
]
