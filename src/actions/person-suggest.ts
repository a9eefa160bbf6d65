import { readVerb, type Verb } from '#actions/verb.ts'
import { personId } from '#contract/person.ts'
import type { PersonDuplicates } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import { compare, lookFor, weightOf } from '#core/duplicate.ts'
import { candidatesFor, comparableOf, countDismissed } from '#store/duplicate.ts'
import { findPerson } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

const shown = 10

/** Who is perhaps the same person, best first, with what speaks for it and against. */
export const suggestDuplicates: Verb<PersonDuplicates> = readVerb({
  permission: 'person.read',
  input: personId,
  async run({ db, workspaceId, input }) {
    const person = await findPerson(db, workspaceId, input.id)
    const me = person && (await comparableOf(db, workspaceId, person.id))
    if (!me) return refuse('not_found', 'There is no such person here.')
    const candidates = await candidatesFor(db, workspaceId, me, lookFor(me))
    const found = candidates.flatMap((candidate) => {
      const likely = compare(me, candidate)
      return likely ? [{ candidate, likely }] : []
    })
    const weight = ({ likely }: (typeof found)[number]) => weightOf(likely)
    return ok({
      items: found
        .toSorted((a, b) => weight(b) - weight(a) || (a.candidate.id < b.candidate.id ? -1 : 1))
        .slice(0, shown)
        .map(({ candidate: { id, name, email, title, account, lastAt }, likely }) => ({
          id,
          name,
          email,
          title,
          account,
          lastAt: isoTime(lastAt?.getTime()),
          ...likely,
        })),
      dismissed: await countDismissed(db, workspaceId, me.id),
    })
  },
})
