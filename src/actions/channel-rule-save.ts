import { actorName, type Verb, writeVerb } from '#actions/verb.ts'
import { channelRulesInput, type ChannelRulesSaved } from '#contract/channel-rule.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findChannelRules, insertChannelRules } from '#store/channel-rule.ts'

/**
 * A new version of the workspace's rules. Collectors take it up within two seconds (store/keyring.ts), for what arrives
 * from then on; events keep the verdict under which they came.
 */
export const saveChannelRules: Verb<ChannelRulesSaved> = writeVerb({
  permission: 'channel.write',
  input: channelRulesInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { version } = await findChannelRules(db, workspaceId)
    const stale = refuse('conflict', 'Somebody else has changed the rules meanwhile: look at theirs, then change them.')
    if (version !== input.from) return stale
    const row = { version: version + 1, rules: input.rules, at: now, by: actorName(actor) }
    if (!(await insertChannelRules(db, workspaceId, row))) return stale
    return ok({ version: row.version, rules: input.rules })
  },
  audit: ({ version }, { rules }) => ({
    verb: 'channel.rules',
    subject: `channel_rules:${version}`,
    detail: { version, rules: rules.slice(0, 20) },
  }),
})
