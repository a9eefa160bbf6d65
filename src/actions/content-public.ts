import type { Pool } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import { hashToken } from '#actions/one-time-link.ts'
import { visitorActs, type Visitor } from '#actions/visitor.ts'
import { versionFor, type AssetVersion } from '#core/content/asset.ts'
import type { Text } from '#core/blueprint.ts'
import type { JsonObject } from '#core/json.ts'
import { currentBlueprint } from '#store/blueprint.ts'
import { findAsset, type AssetRow } from '#store/content.ts'
import { findContentLink, insertLinkRead, readerKeys, type ContentLinkRow } from '#store/content-link.ts'

/** What stands behind a link, for a stranger's eyes. */
export interface SharedContent {
  link: ContentLinkRow
  asset: AssetRow
  /** the link's language, else the reader's, else the first */
  version: AssetVersion
  kindName: Text
}

/** Null: no such link, or it was ended. Changes nothing. `language`: the reader's own. */
export async function findShared(pool: Pool, token: string, language: string): Promise<SharedContent | null> {
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) return null
  const link = await findContentLink(pool, hashToken(token))
  if (!link || link.revokedAt !== null) return null
  const asset = await findAsset(pool, link.workspaceId, link.assetId)
  const given = asset?.versions.filter(({ url, file }) => url !== null || file !== null) ?? []
  const version = versionFor(given, link.language ?? language)
  if (!asset || !version) return null
  const blueprint = await currentBlueprint(pool, link.workspaceId)
  const kind = blueprint?.blueprint.contentKinds.find(({ id }) => id === asset.kind)
  return { link, asset, version, kindName: kind?.name ?? { en: asset.kind } }
}

/**
 * Tells the flow that what a link gives was read or taken: as that person's, where the link is theirs, else as a visit of
 * nobody. `view` names the opening of the page, so that it counts once.
 */
export async function tellRead(
  services: { pool: Pool; flow: Flow },
  { link, asset, version }: SharedContent,
  what: 'content_viewed' | 'content_downloaded',
  view: string,
  visitor: Pick<Visitor, 'agent' | 'signals' | 'page' | 'locale' | 'visitId'>,
  now: number = Date.now(),
): Promise<void> {
  const { workspaceId, personId } = link
  const keys = personId === null ? null : await readerKeys(services.pool, workspaceId, personId)
  const known = keys !== null && (keys.email !== null || keys.anonymousId !== null)
  // each link is a browser of its own: whoever it was sent to
  const anonymousId = !known ? null : keys.email === null ? keys.anonymousId : `link_${link.id}`
  const messageId = `${what}:${link.id}:${view}`
  const properties: JsonObject = {
    // on a page of the site it is the page that was read, as when they come by themselves
    ...(version.path !== null && !version.path.includes('*') ? { path: version.path } : { asset: version.title }),
    assetId: asset.id,
    content: asset.kind,
    language: version.language,
    ...(link.campaign === null ? {} : { campaign: link.campaign }),
    ...(link.form === null ? {} : { form: link.form }),
  }
  const [outcome] = await visitorActs(
    services,
    workspaceId,
    [
      {
        type: 'track',
        messageId,
        event: what,
        properties,
        ...(known && keys.email !== null ? { traits: { email: keys.email } } : {}),
      },
    ],
    { ...visitor, anonymousId, cookieless: !known },
    now,
  )
  if (outcome?.status === 'counted') await insertLinkRead(services.pool, link, messageId, now)
}
