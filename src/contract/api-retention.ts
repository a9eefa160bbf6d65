import { type RouteContract, route } from '#contract/openapi.ts'
import {
  retentionDocument,
  retentionInput,
  retentionLog,
  retentionLogQuery,
  retentionPreview,
  retentionPreviewQuery,
  retentionSet,
} from '#contract/retention.ts'

const tag = 'Retention'
const doors = ['session'] as const

/** How long what is kept, and what was removed. */
export const retentionRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/retention',
    verb: 'readRetention',
    summary: 'How long each kind of data is kept.',
    tag,
    doors,
    responses: { 200: { description: 'The periods, with what is suggested.', body: retentionDocument } },
  }),
  route({
    method: 'POST',
    path: '/api/retention',
    verb: 'setRetention',
    summary: 'Sets or lifts a period; a new or shorter one is applied a day later.',
    tag,
    doors,
    body: retentionInput,
    responses: { 200: { description: 'The period as it is now.', body: retentionSet } },
  }),
  route({
    method: 'GET',
    path: '/api/retention/preview',
    verb: 'previewRetention',
    summary: 'How much a period would remove today.',
    tag,
    doors,
    query: retentionPreviewQuery,
    responses: { 200: { description: 'Counts; nothing is removed.', body: retentionPreview } },
  }),
  route({
    method: 'GET',
    path: '/api/retention/log',
    verb: 'listRetentionRuns',
    summary: 'What was removed because its time was over.',
    tag,
    doors,
    query: retentionLogQuery,
    responses: { 200: { description: 'The newest first.', body: retentionLog } },
  }),
]
