import { z } from 'zod'
import type { FunnelProperties } from '#contract/funnel.ts'
import { ok } from '#contract/problem.ts'
import { findProperties, lookedAt } from '#store/funnel-property.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** What a funnel of people can be broken down by: facts that tell groups apart, the commonest first. */
export const listFunnelProperties: Verb<FunnelProperties> = readVerb({
  permission: 'funnel.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const found = await findProperties(db, workspaceId)
    return ok({
      items: found.map(({ owner, fact, count, values, of }) => ({ by: `${owner}.${fact}`, share: count / of, values })),
      sampled: found.some(({ of }) => of === lookedAt),
    })
  },
})
