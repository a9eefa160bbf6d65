import { randomUUIDv7 } from 'node:crypto'
import { routingNow } from '#actions/routing-read.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { routingInput, type RoutingDocument } from '#contract/handoff.ts'
import { ok, refuse } from '#contract/problem.ts'
import { unaskable } from '#core/task/routing.ts'
import { isoTime } from '#store/rows.ts'
import { candidates, routingRules, saveRules } from '#store/routing.ts'

/** Writes the rules of assignment anew, in their order; those that stay keep whose turn it is. */
export const changeRouting: Verb<RoutingDocument> = writeVerb({
  permission: 'routing.manage',
  input: routingInput,
  async run({ db, workspaceId, input, now }) {
    const known = new Set((await routingRules(db, workspaceId)).map(({ id }) => id))
    const members = new Set((await candidates(db, workspaceId)).map(({ userId }) => userId))
    for (const [index, rule] of input.rules.entries()) {
      const path = `rules.${index}`
      const strange = rule.when && unaskable(rule.when)
      if (strange)
        return wrong(`${path}.when`, `asks for ${strange}; assignment reads facts of people and companies only`)
      if (rule.id !== undefined && !known.has(rule.id)) return wrong(`${path}.id`, 'is no rule of this workspace')
      const gone = rule.members.find((id) => !members.has(id))
      if (gone !== undefined) return wrong(`${path}.members`, 'names somebody who is no member of this workspace')
      if (rule.way === 'person' && rule.members.length !== 1) return wrong(`${path}.members`, 'needs one colleague')
    }
    const rules = input.rules.map(({ id, ...rule }) => ({ ...rule, id: id ?? randomUUIDv7() }))
    if (new Set(rules.map(({ id }) => id)).size < rules.length) return wrong('rules', 'names a rule twice')
    await saveRules(db, workspaceId, rules, isoTime(now) as string)
    return ok(await routingNow(db, workspaceId))
  },
  audit: ({ rules }) => ({
    verb: 'routing.change',
    subject: 'routing',
    detail: { rules: rules.map(({ name }) => name) },
  }),
})

function wrong(path: string, message: string) {
  return refuse('invalid', `${path}: ${message}.`, { fields: [{ path, message }] })
}
