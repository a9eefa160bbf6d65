import { type RouteContract, route } from '#contract/openapi.ts'
import { exportId } from '#contract/person-bulk.ts'
import {
  personFileFindInput,
  personFileFound,
  personFileInput,
  personFileList,
  personFileListQuery,
  personFileReady,
} from '#contract/person-file.ts'

const tag = 'Consent'
const doors = ['session'] as const

/** Everything about one person as one file. */
export const personFileRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/person-file',
    verb: 'listPersonFiles',
    summary: 'The files with everything about one person that were given out last.',
    tag,
    doors,
    query: personFileListQuery,
    responses: { 200: { description: 'Newest first, twenty at most.', body: personFileList } },
  }),
  route({
    method: 'POST',
    path: '/api/person-file',
    verb: 'allowPersonFile',
    summary: 'Leave to download everything about one person as JSON or as a readable sheet, good for ten minutes.',
    tag,
    doors,
    body: personFileInput,
    responses: { 200: { description: 'Where the file is.', body: personFileReady } },
  }),
  route({
    method: 'POST',
    path: '/api/person-file/find',
    verb: 'findForFile',
    summary: 'Who is known by a mail address, for somebody who asks what is kept of them. Changes nothing.',
    tag,
    doors,
    body: personFileFindInput,
    responses: { 200: { description: 'The people, or a trace of nobody.', body: personFileFound } },
  }),
  route({
    method: 'GET',
    path: '/api/person-file/:id',
    verb: 'downloadPersonFile',
    summary: 'The file that leave was given for.',
    tag,
    doors,
    params: exportId,
    responses: { 200: { description: 'JSON or HTML, UTF-8.', body: null } },
  }),
]
