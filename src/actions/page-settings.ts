import { z } from 'zod'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { pageSettings, type PageSettings } from '#contract/page.ts'
import { ok, refuse } from '#contract/problem.ts'
import { strangeTags, tagNetworks, tagSpecs, type TagIds } from '#core/page/tags.ts'
import { findTags, saveTags } from '#store/page/public.ts'

/** Ids of the networks' retargeting tags. */
export const readPageSettings: Verb<PageSettings> = readVerb({
  permission: 'capture.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    return ok({ tags: whole(await findTags(db, workspaceId)) })
  },
})

/** Changes them; pages follow at once. An id that is none of its network's is refused. */
export const changePageSettings: Verb<PageSettings> = writeVerb({
  permission: 'capture.write',
  input: pageSettings,
  async run({ db, workspaceId, actor, input, now }) {
    const strange = strangeTags(input.tags)
    if (strange.length > 0)
      return refuse('invalid', strange.map((one) => `${one}: an id looks like ${tagSpecs[one].example}.`).join(' '), {
        fields: strange.map((one) => ({ path: `tags.${one}`, message: `looks like ${tagSpecs[one].example}` })),
      })
    await saveTags(db, workspaceId, input.tags, actorName(actor), now)
    return ok({ tags: whole(input.tags) })
  },
  audit: ({ tags }) => ({ verb: 'page.settings', detail: { tags } }),
})

function whole(ids: TagIds): PageSettings['tags'] {
  return Object.fromEntries(tagNetworks.map((network) => [network, ids[network] ?? ''])) as PageSettings['tags']
}
