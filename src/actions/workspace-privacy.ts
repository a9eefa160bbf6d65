import { z } from 'zod'
import { ok, refuse } from '#contract/problem.ts'
import { type PrivacySettings, privacySettings } from '#contract/settings.ts'
import { findPrivacy, updatePrivacy } from '#store/privacy.ts'
import { type Verb, readVerb, writeVerb } from '#actions/verb.ts'

export const readPrivacySettings: Verb<PrivacySettings> = readVerb({
  permission: 'workspace.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const privacy = await findPrivacy(db, workspaceId)
    return privacy ? ok(privacy) : refuse('not_found', 'There is no such workspace.')
  },
})

/** Takes effect on events that arrive two seconds later or more; those that are in stay. */
export const changePrivacy: Verb<PrivacySettings> = writeVerb({
  permission: 'workspace.update',
  input: privacySettings,
  async run({ db, workspaceId, input }) {
    await updatePrivacy(db, workspaceId, input)
    return ok(input)
  },
  audit: (value) => ({ subject: 'privacy', detail: value }),
})
