import type { VerbRoute } from './verbs.ts'
import { readWorkspace, changeWorkspace } from '#actions/workspace-settings.ts'

/** Every verb of the API by its address (docs: /api/openapi.json). */
export const routes: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/workspace', verb: readWorkspace },
  { method: 'POST', path: '/api/workspace', verb: changeWorkspace },
]
