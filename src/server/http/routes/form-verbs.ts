import { changeForm, restoreForm } from '#actions/form-change.ts'
import { clearForm } from '#actions/form-clear.ts'
import { createForm } from '#actions/form-create.ts'
import { allowFormExport } from '#actions/form-export.ts'
import { readFormFunnel } from '#actions/form-funnel.ts'
import { listForms } from '#actions/form-list.ts'
import { publishForm, retireForm, withdrawForm } from '#actions/form-publish.ts'
import { readForm } from '#actions/form-read.ts'
import { listSubmissions } from '#actions/form-submissions.ts'
import { tellOfForm } from '#actions/form-tell.ts'
import type { VerbRoute } from '../verbs.ts'

/** Forms for those who make them; what strangers see of them is public/form-page.ts. */
export const formVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/forms', verb: listForms },
  { method: 'POST', path: '/api/forms', verb: createForm },
  { method: 'GET', path: '/api/forms/:id', verb: readForm },
  { method: 'POST', path: '/api/forms/:id/change', verb: changeForm },
  { method: 'POST', path: '/api/forms/:id/publish', verb: publishForm },
  { method: 'POST', path: '/api/forms/:id/tell', verb: tellOfForm },
  { method: 'POST', path: '/api/forms/:id/withdraw', verb: withdrawForm },
  { method: 'POST', path: '/api/forms/:id/retire', verb: retireForm },
  { method: 'POST', path: '/api/forms/:id/restore', verb: restoreForm },
  { method: 'GET', path: '/api/forms/:id/funnel', verb: readFormFunnel },
  { method: 'GET', path: '/api/forms/:id/submissions', verb: listSubmissions },
  { method: 'POST', path: '/api/forms/:id/submissions/clear', verb: clearForm },
  { method: 'POST', path: '/api/forms/:id/submissions/export', verb: allowFormExport },
]
