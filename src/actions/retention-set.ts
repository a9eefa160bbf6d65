import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { retentionInput, type RetentionSet } from '#contract/retention.ts'
import { appliesFrom } from '#core/retention/rule.ts'
import { dropRule, putRule, rulesOf } from '#store/retention.ts'

/** Sets a period, or lifts it. Nothing is removed at once: a new or shorter period waits a day. */
export const setRetention: Verb<RetentionSet> = writeVerb({
  permission: 'retention.write',
  input: retentionInput,
  async run({ db, workspaceId, actor, input: { rule, days }, now }) {
    if (days === null) {
      await dropRule(db, workspaceId, rule)
      return ok<RetentionSet>({ rule, days, appliesAt: null })
    }
    const before = (await rulesOf(db, workspaceId)).find((one) => one.rule === rule)
    const set = before ? { days: before.days, appliesAt: before.appliesAt.getTime() } : null
    const appliesAt = appliesFrom(set, days, now)
    await putRule(db, workspaceId, { rule, days, appliesAt, by: actorName(actor), now })
    return ok({ rule, days, appliesAt: new Date(appliesAt).toISOString() })
  },
  audit: ({ days, appliesAt }, { rule }) => ({
    verb: days === null ? 'retention.lift' : 'retention.set',
    subject: `retention:${rule}`,
    detail: { days, appliesAt },
  }),
})
