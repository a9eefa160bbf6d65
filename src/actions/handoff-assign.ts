import { route } from '#actions/handoff/route.ts'
import { takeHandoff } from '#actions/handoff/load.ts'
import { foldPerson } from '#actions/person/load.ts'
import { assigneeOf } from '#actions/task/load.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { handoffAssignInput, type HandoffAnswered } from '#contract/handoff.ts'
import { ok, refuse } from '#contract/problem.ts'
import { assignHandoff } from '#store/handoff.ts'

/** Passes a hand-off on to a colleague, or back to the rules of assignment. */
export const passHandoff: Verb<HandoffAnswered> = writeVerb({
  permission: 'handoff.answer',
  input: handoffAssignInput,
  async run({ db, workspaceId, actor, input, now }) {
    const taken = await takeHandoff(db, workspaceId, actor, input.id)
    if (!taken.ok) return taken
    const handoff = taken.value
    if (handoff.state !== 'open') return refuse('conflict', 'This hand-off was answered already. Look again.')
    const to = await assigneeOf(db, workspaceId, input.to)
    if (!to.ok) return to
    if (to.value) {
      const { id: userId, name } = to.value
      await assignHandoff(db, workspaceId, handoff.id, { userId, name, rule: null, way: 'by_hand' })
    } else {
      const { run } = await foldPerson(db, workspaceId, handoff.personId, now)
      const { team, owner } = handoff
      await assignHandoff(db, workspaceId, handoff.id, await route(db, workspaceId, { team, run, owner, now }))
    }
    return ok({ id: handoff.id, personId: handoff.personId, messageId: null, task: null })
  },
  audit: ({ id, personId }, { to }) => ({
    verb: 'handoff.assign',
    subject: `person:${personId}`,
    detail: { handoff: id, to },
  }),
})
