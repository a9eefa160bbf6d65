import { allowPersonFile, findForFile, listPersonFiles } from '#actions/person-file.ts'
import type { VerbRoute } from '../verbs.ts'

/** Everything about one person as one file. */
export const personFileVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/person-file', verb: listPersonFiles },
  { method: 'POST', path: '/api/person-file', verb: allowPersonFile },
  { method: 'POST', path: '/api/person-file/find', verb: findForFile },
]
