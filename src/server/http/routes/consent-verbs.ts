import { allowLedgerExport } from '#actions/consent-export.ts'
import { listLedger } from '#actions/consent-ledger.ts'
import { readConsent } from '#actions/consent-overview.ts'
import { readPersonConsent, recordConsent, undoConsent } from '#actions/consent-person.ts'
import { changeConsentSettings, readPurposes, takeTemplate, writePurpose } from '#actions/consent-purpose.ts'
import { countReach } from '#actions/consent-reach.ts'
import { listDue, remindPeople } from '#actions/consent-remind.ts'
import { listConsentRequests, resendConsentRequest } from '#actions/consent-request.ts'
import { findSuppressed, liftSuppressed, listSuppressed, suppressAddresses } from '#actions/consent-suppress.ts'
import type { VerbRoute } from '../verbs.ts'

/** Who agreed to what, in which words, and whom a purpose may reach. */
export const consentVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/consent', verb: readConsent },
  { method: 'GET', path: '/api/consent/ledger', verb: listLedger },
  { method: 'POST', path: '/api/consent/export', verb: allowLedgerExport },
  { method: 'GET', path: '/api/consent/requests', verb: listConsentRequests },
  { method: 'POST', path: '/api/consent/requests/:id/resend', verb: resendConsentRequest },
  { method: 'GET', path: '/api/consent/purposes', verb: readPurposes },
  { method: 'POST', path: '/api/consent/purposes', verb: writePurpose },
  { method: 'POST', path: '/api/consent/template', verb: takeTemplate },
  { method: 'POST', path: '/api/consent/settings', verb: changeConsentSettings },
  { method: 'GET', path: '/api/people/:id/consent', verb: readPersonConsent },
  { method: 'POST', path: '/api/people/:id/consent', verb: recordConsent },
  { method: 'POST', path: '/api/people/:id/consent/undo', verb: undoConsent },
  { method: 'POST', path: '/api/consent/reach', verb: countReach },
  { method: 'GET', path: '/api/consent/suppressed', verb: listSuppressed },
  { method: 'POST', path: '/api/consent/suppress', verb: suppressAddresses },
  { method: 'POST', path: '/api/consent/suppressed/find', verb: findSuppressed },
  { method: 'POST', path: '/api/consent/suppressed/:id/lift', verb: liftSuppressed },
  { method: 'GET', path: '/api/consent/due', verb: listDue },
  { method: 'POST', path: '/api/consent/remind', verb: remindPeople },
]
