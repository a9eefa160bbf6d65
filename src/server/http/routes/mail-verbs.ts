import { cancelMail, releaseMail, retryMail } from '#actions/mail-change.ts'
import { listMail } from '#actions/mail-list.ts'
import { readMail } from '#actions/mail-read.ts'
import { changeMailSettings, readMailSettings } from '#actions/mail-settings.ts'
import { testMailSettings } from '#actions/mail-settings-test.ts'
import type { VerbRoute } from '../verbs.ts'

/** Mail: its transport, the outbox, the log. The preview of a mail's HTML is a page of its own (mail-preview.ts). */
export const mailVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/mail', verb: listMail },
  { method: 'GET', path: '/api/mail/:id', verb: readMail },
  { method: 'POST', path: '/api/mail/:id/retry', verb: retryMail },
  { method: 'POST', path: '/api/mail/:id/cancel', verb: cancelMail },
  { method: 'POST', path: '/api/mail-release', verb: releaseMail },
  { method: 'GET', path: '/api/mail-settings', verb: readMailSettings },
  { method: 'POST', path: '/api/mail-settings', verb: changeMailSettings },
  { method: 'POST', path: '/api/mail-settings/test', verb: testMailSettings },
]
