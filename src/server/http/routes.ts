import { dismissWaiting, undoDismiss } from '#actions/effect-dismiss.ts'
import { fireEffects, undoFire } from '#actions/effect-fire.ts'
import { listFunnelPeople } from '#actions/funnel-people.ts'
import { readFunnel } from '#actions/funnel-read.ts'
import { listWaiting } from '#actions/home-waiting.ts'
import { readHome } from '#actions/home-read.ts'
import { listModels } from '#actions/model-list.ts'
import { readPersonEvents } from '#actions/person-events.ts'
import { listPeople } from '#actions/person-list.ts'
import { mergePeople } from '#actions/person-merge.ts'
import { movePerson } from '#actions/person-move.ts'
import { readPerson } from '#actions/person-read.ts'
import { unmergePeople } from '#actions/person-unmerge.ts'
import { readSetAside } from '#actions/set-aside-read.ts'
import { changePrivacy, readPrivacySettings } from '#actions/workspace-privacy.ts'
import { changeWorkspace, readWorkspace } from '#actions/workspace-settings.ts'
import { createWriteKey } from '#actions/write-key-create.ts'
import { readWriteKeys } from '#actions/write-key-list.ts'
import { revokeKey } from '#actions/write-key-revoke.ts'
import { channelRuleVerbs } from './routes/channel-rule-verbs.ts'
import { contentVerbs } from './routes/content-verbs.ts'
import { formVerbs } from './routes/form-verbs.ts'
import { surveyVerbs } from './routes/survey-verbs.ts'
import { signalVerbs } from './routes/signal-verbs.ts'
import { consentVerbs } from './routes/consent-verbs.ts'
import { privacyVerbs } from './routes/privacy-verbs.ts'
import { funnelVerbs } from './routes/funnel-verbs.ts'
import { importVerbs } from './routes/import-verbs.ts'
import { pageVerbs } from './routes/page-verbs.ts'
import { pipelineSettingsVerbs } from './routes/pipeline-settings-verbs.ts'
import { icpVerbs } from './routes/icp-verbs.ts'
import { reviewVerbs } from './routes/review-verbs.ts'
import { retentionVerbs } from './routes/retention-verbs.ts'
import { setupVerbs } from './routes/setup-verbs.ts'
import { entryVerbs } from './routes/entry-verbs.ts'
import { peopleVerbs } from './routes/people-verbs.ts'
import { dealPageVerbs } from './routes/deal-page-verbs.ts'
import { dealVerbs } from './routes/deal-verbs.ts'
import { meetingVerbs } from './routes/meeting-verbs.ts'
import { pipelineVerbs } from './routes/pipeline-verbs.ts'
import { dealBoardVerbs } from './routes/deal-board-verbs.ts'
import { proposalVerbs } from './routes/proposal-verbs.ts'
import { taskVerbs } from './routes/task-verbs.ts'
import { personVerbs } from './routes/person-verbs.ts'
import { personFileVerbs } from './routes/person-file-verbs.ts'
import { mailVerbs } from './routes/mail-verbs.ts'
import { notificationVerbs } from './routes/notification-verbs.ts'
import { audienceVerbs } from './routes/audience-verbs.ts'
import { slotVerbs } from './routes/slot-verbs.ts'
import { spendVerbs } from './routes/spend-verbs.ts'
import { suspectVerbs } from './routes/suspect-verbs.ts'
import type { VerbRoute } from './verbs.ts'

/** Every verb of the API by its address. */
export const routes: readonly VerbRoute[] = [
  ...formVerbs,
  ...surveyVerbs,
  ...signalVerbs,
  ...peopleVerbs,
  ...personVerbs,
  ...personFileVerbs,
  ...dealBoardVerbs,
  ...dealVerbs,
  ...meetingVerbs,
  ...pipelineVerbs,
  ...dealPageVerbs,
  ...proposalVerbs,
  ...taskVerbs,
  ...consentVerbs,
  ...privacyVerbs,
  ...retentionVerbs,
  ...slotVerbs,
  ...suspectVerbs,
  ...audienceVerbs,
  ...entryVerbs,
  ...funnelVerbs,
  ...channelRuleVerbs,
  ...spendVerbs,
  ...importVerbs,
  ...setupVerbs,
  ...reviewVerbs,
  ...icpVerbs,
  ...contentVerbs,
  ...pageVerbs,
  ...pipelineSettingsVerbs,
  { method: 'GET', path: '/api/funnel', verb: readFunnel },
  { method: 'GET', path: '/api/funnel/people', verb: listFunnelPeople },
  { method: 'GET', path: '/api/waiting', verb: listWaiting },
  { method: 'POST', path: '/api/waiting/fire', verb: fireEffects },
  { method: 'POST', path: '/api/waiting/fire/undo', verb: undoFire },
  { method: 'POST', path: '/api/waiting/dismiss', verb: dismissWaiting },
  { method: 'POST', path: '/api/waiting/dismiss/undo', verb: undoDismiss },
  { method: 'GET', path: '/api/home', verb: readHome },
  { method: 'GET', path: '/api/models', verb: listModels },
  { method: 'GET', path: '/api/people', verb: listPeople },
  { method: 'GET', path: '/api/people/:id', verb: readPerson },
  { method: 'GET', path: '/api/people/:id/events', verb: readPersonEvents },
  { method: 'POST', path: '/api/people/merge', verb: mergePeople },
  { method: 'POST', path: '/api/people/:id/unmerge', verb: unmergePeople },
  { method: 'POST', path: '/api/people/:id/move', verb: movePerson },
  { method: 'GET', path: '/api/set-aside', verb: readSetAside },
  { method: 'GET', path: '/api/workspace', verb: readWorkspace },
  { method: 'POST', path: '/api/workspace', verb: changeWorkspace },
  { method: 'GET', path: '/api/workspace/privacy', verb: readPrivacySettings },
  { method: 'POST', path: '/api/workspace/privacy', verb: changePrivacy },
  { method: 'GET', path: '/api/keys', verb: readWriteKeys },
  { method: 'POST', path: '/api/keys', verb: createWriteKey },
  { method: 'POST', path: '/api/keys/:id/revoke', verb: revokeKey },
  ...mailVerbs,
  ...notificationVerbs,
]
