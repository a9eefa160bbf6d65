import { noPage, stateOf } from '#actions/page/standing.ts'
import { pictureRowOf } from '#actions/page/picture-row.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pageId, type PageDetail } from '#contract/page.ts'
import { ok } from '#contract/problem.ts'
import { faultsOf, picturesOf } from '#core/page/document.ts'
import { actorNames } from '#store/actor-name.ts'
import { findPage, formsToEmbed, pageVersions } from '#store/page/page.ts'
import { picturesById } from '#store/page/picture.ts'
import { hasPublicKey } from '#store/page/public.ts'
import { listSlotRows } from '#store/slot.ts'

/** A page as its editor shows it: the draft, what is missing, what was published. */
export const readPage: Verb<PageDetail> = readVerb({
  permission: 'capture.read',
  input: pageId,
  async run({ db, workspaceId, input, address }) {
    const page = await findPage(db, workspaceId, input.id)
    if (!page) return noPage
    const versions = await pageVersions(db, workspaceId, page.id)
    const names = await actorNames(
      db,
      versions.map(({ by }) => by),
    )
    const forms = await formsToEmbed(db, workspaceId)
    const pictures = await picturesById(db, workspaceId, picturesOf(page.draft))
    return ok({
      id: page.id,
      name: page.name,
      slug: page.slug,
      address: `${address}/l/${page.slug}`,
      state: stateOf(page),
      revision: page.revision,
      document: page.draft,
      live:
        page.liveVersion === null || page.liveAt === null
          ? null
          : { version: page.liveVersion, at: page.liveAt.toISOString() },
      versions: versions.map(({ version, at, by, note, restoredFrom, variants }) => ({
        version,
        at: at.toISOString(),
        by: names.get(by) ?? by,
        note,
        restoredFrom,
        variants,
      })),
      faults: faultsOf(page.draft, new Set(forms.map(({ slug }) => slug))),
      pictures: [...pictures.values()].map(pictureRowOf),
      forms,
      slots: (await listSlotRows(db, workspaceId, false)).map((slot) => ({
        id: slot.id,
        key: slot.key,
        name: slot.name,
      })),
      testing: page.testing,
      counted: await hasPublicKey(db, workspaceId),
      retired: page.retiredAt !== null,
    })
  },
})
