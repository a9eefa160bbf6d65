import { z } from 'zod'
import { channelRuleRoutes } from '#contract/api-channel-rule.ts'
import { contentRoutes } from '#contract/api-content.ts'
import { entryRoutes } from '#contract/api-entry.ts'
import { eventRoutes } from '#contract/api-events.ts'
import { consentRoutes } from '#contract/api-consent.ts'
import { privacyRoutes } from '#contract/api-privacy.ts'
import { dealRoutes } from '#contract/api-deal.ts'
import { meetingRoutes } from '#contract/api-meeting.ts'
import { pipelineRoutes } from '#contract/api-pipeline.ts'
import { dealPageRoutes } from '#contract/api-deal-page.ts'
import { dealBoardRoutes } from '#contract/api-deal-board.ts'
import { proposalRoutes } from '#contract/api-proposal.ts'
import { taskRoutes } from '#contract/api-task.ts'
import { peopleRoutes } from '#contract/api-people.ts'
import { liveRoutes } from '#contract/api-live.ts'
import { mailRoutes } from '#contract/api-mail.ts'
import { notificationRoutes } from '#contract/api-notification.ts'
import { funnelRoutes } from '#contract/api-funnel.ts'
import { formRoutes } from '#contract/api-form.ts'
import { surveyRoutes } from '#contract/api-survey.ts'
import { signalRoutes } from '#contract/api-signal.ts'
import { funnelDocument, funnelPeople, funnelPeopleQuery, funnelQuery } from '#contract/funnel.ts'
import { homeRoutes } from '#contract/api-home.ts'
import { importRoutes } from '#contract/api-import.ts'
import { pageRoutes } from '#contract/api-page.ts'
import { icpRoutes } from '#contract/api-icp.ts'
import { pipelineSettingsRoutes } from '#contract/api-pipeline-settings.ts'
import { reviewRoutes } from '#contract/api-review.ts'
import { retentionRoutes } from '#contract/api-retention.ts'
import { setupRoutes } from '#contract/api-setup.ts'
import { audienceRoutes } from '#contract/api-audience.ts'
import { slotRoutes } from '#contract/api-slot.ts'
import { spendRoutes } from '#contract/api-spend.ts'
import { suspectRoutes } from '#contract/api-suspect.ts'
import { modelList } from '#contract/model.ts'
import { type RouteContract, route } from '#contract/openapi.ts'
import { personRoutes } from '#contract/api-person.ts'
import { personFileRoutes } from '#contract/api-person-file.ts'
import {
  personId,
  personList,
  personListQuery,
  personPage,
  personQuery,
  timelinePage,
  timelineQuery,
} from '#contract/person.ts'
import {
  personMergeInput,
  personMerged,
  personMoveBody,
  personMoved,
  personUnmergeBody,
  personUnmerged,
} from '#contract/person-verbs.ts'
import {
  preferencesInput,
  sessionDocument,
  setupCheckInput,
  setupInput,
  signInPolicy,
  workspaceInput,
  workspaceSummary,
} from '#contract/session.ts'
import { segmentCount, segmentCountInput, segmentPeople, segmentPeopleInput } from '#contract/segment-query.ts'
import { setAsideList, setAsideQuery } from '#contract/set-aside.ts'
import { privacySettings } from '#contract/settings.ts'
import { createdWriteKey, writeKeyId, writeKeyInput, writeKeyRow } from '#contract/write-key.ts'

const done = { 200: { description: 'Done.', body: z.object({ ok: z.literal(true) }) } }

/**
 * Every address of the server, described (served as /api/openapi.json). A test holds it to the mounted routes: whoever
 * mounts one describes it here.
 */
export const apiRoutes: readonly RouteContract[] = [
  ...eventRoutes,
  ...formRoutes,
  ...surveyRoutes,
  ...signalRoutes,
  ...peopleRoutes,
  ...dealBoardRoutes,
  ...dealRoutes,
  ...meetingRoutes,
  ...pipelineRoutes,
  ...dealPageRoutes,
  ...proposalRoutes,
  ...taskRoutes,
  ...personRoutes,
  ...personFileRoutes,
  ...entryRoutes,
  ...importRoutes,
  ...setupRoutes,
  ...reviewRoutes,
  ...icpRoutes,
  ...contentRoutes,
  ...pageRoutes,
  ...pipelineSettingsRoutes,
  ...homeRoutes,
  ...liveRoutes,
  ...mailRoutes,
  ...notificationRoutes,
  ...consentRoutes,
  ...privacyRoutes,
  ...retentionRoutes,
  ...slotRoutes,
  ...suspectRoutes,
  ...audienceRoutes,
  ...funnelRoutes,
  ...channelRuleRoutes,
  ...spendRoutes,

  route({
    method: 'GET',
    path: '/api/funnel',
    verb: 'readFunnel',
    summary: 'A cohort funnel: counts, rates with intervals, times and faults, by a property if asked.',
    tag: 'Funnel',
    doors: ['session', 'secretKey'],
    query: funnelQuery,
    responses: { 200: { description: 'The funnel.', body: funnelDocument } },
  }),
  route({
    method: 'GET',
    path: '/api/funnel/people',
    verb: 'listFunnelPeople',
    summary: 'The people behind one number of a funnel, in order of entry.',
    tag: 'Funnel',
    doors: ['session', 'secretKey'],
    query: funnelPeopleQuery,
    responses: { 200: { description: 'One page.', body: funnelPeople } },
  }),

  route({
    method: 'GET',
    path: '/api/models',
    verb: 'listModels',
    summary: 'The stage models of the blueprint in force.',
    tag: 'Funnel',
    doors: ['session', 'secretKey'],
    responses: { 200: { description: 'The models.', body: modelList } },
  }),

  route({
    method: 'GET',
    path: '/api/people',
    verb: 'listPeople',
    summary: 'People, sorted by score or last event, filtered and searched, a page at a time.',
    tag: 'People',
    doors: ['session'],
    query: personListQuery,
    responses: { 200: { description: 'One page, with how many there are.', body: personList } },
  }),
  route({
    method: 'GET',
    path: '/api/people/:id',
    verb: 'readPerson',
    summary: 'A person: scores opened to their awards, stage histories with causes, consents, identifiers, events.',
    tag: 'People',
    doors: ['session'],
    params: personId,
    query: personQuery,
    responses: { 200: { description: 'The person; of a merged id, the survivor.', body: personPage } },
  }),
  route({
    method: 'GET',
    path: '/api/people/:id/events',
    verb: 'readPersonEvents',
    summary: 'A person’s events, newest first.',
    tag: 'People',
    doors: ['session'],
    params: personId,
    query: timelineQuery,
    responses: { 200: { description: 'One page.', body: timelinePage } },
  }),
  route({
    method: 'POST',
    path: '/api/people/merge',
    verb: 'mergePeople',
    summary: 'Makes two people one; the older id stays, the other leads there.',
    tag: 'People',
    doors: ['session'],
    body: personMergeInput,
    responses: { 200: { description: 'Who stays, and who was merged.', body: personMerged } },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/unmerge',
    verb: 'unmergePeople',
    summary: 'Takes a merge back: ids, events, scores and stages of both are restored.',
    tag: 'People',
    doors: ['session'],
    params: personId,
    body: personUnmergeBody,
    responses: { 200: { description: 'The two people.', body: personUnmerged } },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/move',
    verb: 'movePerson',
    summary: 'Moves somebody by hand: into a stage, or out of the order into an outcome.',
    tag: 'People',
    doors: ['session'],
    params: personId,
    body: personMoveBody,
    responses: { 200: { description: 'Where they stand now.', body: personMoved } },
  }),

  route({
    method: 'POST',
    path: '/api/segments/preview',
    verb: 'previewSegment',
    summary: 'How many people a condition chooses now. Changes nothing; a condition is too long for an address.',
    tag: 'People',
    doors: ['session', 'secretKey'],
    body: segmentCountInput,
    responses: { 200: { description: 'How many, of how many.', body: segmentCount } },
  }),
  route({
    method: 'POST',
    path: '/api/segments/people',
    verb: 'listSegmentPeople',
    summary: 'The people a condition chooses, best engagement first, a page at a time. Changes nothing.',
    tag: 'People',
    doors: ['session'],
    body: segmentPeopleInput,
    responses: { 200: { description: 'One page.', body: segmentPeople } },
  }),

  route({
    method: 'GET',
    path: '/api/set-aside',
    verb: 'readSetAside',
    summary: 'Why is my event missing? What could not count, with its reason.',
    tag: 'Events',
    doors: ['session'],
    query: setAsideQuery,
    responses: { 200: { description: 'One page, newest first, with counts by reason.', body: setAsideList } },
  }),

  route({
    method: 'GET',
    path: '/api/keys',
    verb: 'readWriteKeys',
    summary: 'The write keys of the workspace.',
    tag: 'Keys',
    doors: ['session'],
    responses: { 200: { description: 'Those in force first.', body: z.object({ keys: z.array(writeKeyRow) }) } },
  }),
  route({
    method: 'POST',
    path: '/api/keys',
    verb: 'createWriteKey',
    summary: 'Makes a write key; a secret one is shown this once.',
    tag: 'Keys',
    doors: ['session'],
    body: writeKeyInput,
    responses: { 200: { description: 'The key.', body: createdWriteKey } },
  }),
  route({
    method: 'POST',
    path: '/api/keys/:id/revoke',
    verb: 'revokeWriteKey',
    summary: 'Revokes a write key; it is refused within two seconds.',
    tag: 'Keys',
    doors: ['session'],
    params: writeKeyId,
    responses: { 200: { description: 'The revoked key.', body: writeKeyRow } },
  }),

  route({
    method: 'GET',
    path: '/api/workspace',
    verb: 'readWorkspace',
    summary: 'Name, zone, currency and languages of the workspace.',
    tag: 'Workspace',
    doors: ['session'],
    responses: {
      200: {
        description: 'The workspace.',
        body: workspaceSummary.omit({ role: true, secondFactorRequired: true }).loose(),
      },
    },
  }),
  route({
    method: 'POST',
    path: '/api/workspace',
    verb: 'changeWorkspace',
    summary: 'Changes name, zone, currency and languages.',
    tag: 'Workspace',
    doors: ['session'],
    body: workspaceInput,
    responses: {
      200: {
        description: 'The workspace.',
        body: workspaceSummary.omit({ role: true, secondFactorRequired: true }).loose(),
      },
    },
  }),

  route({
    method: 'POST',
    path: '/api/workspace/sign-in',
    verb: 'changeSignInPolicy',
    summary: 'Whether members need a second factor; who has none sets one up before anything else.',
    tag: 'Workspace',
    doors: ['session'],
    body: signInPolicy,
    responses: { 200: { description: 'The policy.', body: signInPolicy } },
  }),
  route({
    method: 'GET',
    path: '/api/workspace/privacy',
    verb: 'readPrivacySettings',
    summary: 'Do-Not-Track, Global-Privacy-Control, cookieless visits, consent.',
    tag: 'Workspace',
    doors: ['session'],
    responses: { 200: { description: 'The settings.', body: privacySettings } },
  }),
  route({
    method: 'POST',
    path: '/api/workspace/privacy',
    verb: 'changePrivacy',
    summary: 'Changes them; the collectors follow within two seconds.',
    tag: 'Workspace',
    doors: ['session'],
    body: privacySettings,
    responses: { 200: { description: 'The settings.', body: privacySettings } },
  }),

  route({
    method: 'GET',
    path: '/api/session',
    verb: 'readSession',
    summary: 'Who is signed in, and which workspaces they may open.',
    tag: 'Session',
    doors: [],
    responses: { 200: { description: 'The session.', body: sessionDocument } },
  }),
  route({
    method: 'POST',
    path: '/api/sign-out',
    verb: 'signOut',
    summary: 'Ends the session.',
    tag: 'Session',
    doors: ['person'],
    responses: done,
  }),
  route({
    method: 'POST',
    path: '/api/session/refresh',
    verb: 'refreshSession',
    summary: 'Prolongs the session.',
    tag: 'Session',
    doors: ['person'],
    responses: done,
  }),
  route({
    method: 'POST',
    path: '/api/preferences',
    verb: 'changePreferences',
    summary: 'Changes one’s own language.',
    tag: 'Session',
    doors: ['person'],
    body: preferencesInput,
    responses: done,
  }),
  route({
    method: 'POST',
    path: '/api/demo',
    verb: 'enterDemo',
    summary: 'Enters the sample company, on a server started with --demo and from its own machine.',
    tag: 'Session',
    doors: [],
    responses: done,
  }),
  route({
    method: 'POST',
    path: '/api/setup/check',
    verb: 'checkSetupLink',
    summary: 'Whether a set-up link is still good.',
    tag: 'Set-up',
    doors: [],
    body: setupCheckInput,
    responses: done,
  }),
  route({
    method: 'POST',
    path: '/api/setup',
    verb: 'setUp',
    summary: 'The first admin and the first workspace, by the one-time link.',
    tag: 'Set-up',
    doors: [],
    body: setupInput,
    responses: done,
  }),

  route({
    method: 'GET',
    path: '/api/health',
    verb: 'readHealth',
    summary: 'Whether server and database answer.',
    tag: 'Server',
    doors: [],
    responses: done,
  }),
  route({
    method: 'GET',
    path: '/api/openapi.json',
    verb: 'readOpenApi',
    summary: 'This document.',
    tag: 'Server',
    doors: [],
    responses: { 200: { description: 'OpenAPI 3.1.', body: z.record(z.string(), z.json()) } },
  }),
]
