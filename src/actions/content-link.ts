import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { noAsset } from '#actions/content-view.ts'
import { wrong } from '#actions/deal/fields.ts'
import { newLinkToken } from '#actions/one-time-link.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { contentLinkInput, type ContentLinkMade } from '#contract/content.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findAsset } from '#store/content.ts'
import { insertContentLink, readerKeys, revokeContentLink } from '#store/content-link.ts'
import { findPerson } from '#store/person-read.ts'
import type { Db } from '#store/rows.ts'

/** For whom, and by what, an asset is given out. */
export interface ContentLinkFor {
  /** readings count as theirs; absent: as visits of nobody */
  personId?: string | null
  campaign?: string | null
  /** the form that gives it */
  form?: string | null
  /** ISO 639-1; absent: the reader's own */
  language?: string | null
  /** where this server is reached, without a slash at the end; absent: the address begins with a slash */
  address?: string
  /** who made it, as the audit names them */
  by?: string
  /** epoch ms */
  now?: number
}

/**
 * An address by which an asset is read or taken, counted as that person's, or as that campaign's. Each call makes one of
 * its own; only the hash of its token is kept. Null: there is no such asset, or nothing of it that could be given.
 */
export async function contentLink(
  db: Db,
  workspaceId: string,
  assetId: string,
  more: ContentLinkFor = {},
): Promise<{ id: string; url: string } | null> {
  const asset = await findAsset(db, workspaceId, assetId)
  if (!asset?.versions.some(({ url, file }) => url !== null || file !== null)) return null
  const { personId = null, campaign = null, form = null, language = null, address = '', by = 'system' } = more
  const { token, hash } = newLinkToken()
  const id = randomUUIDv7()
  const link = { id, assetId, language, personId, campaign, form, createdBy: by, hash }
  await insertContentLink(db, workspaceId, link, more.now ?? Date.now())
  return { id, url: `${address}/c/${token}` }
}

/** Makes a link for a person, for a campaign, or for anybody; its address is shown this once. */
export const makeContentLink: Verb<ContentLinkMade> = writeVerb({
  permission: 'content.link',
  input: contentLinkInput,
  async run({ db, workspaceId, actor, input, now, address }) {
    const asset = await findAsset(db, workspaceId, input.id)
    if (!asset) return noAsset
    const { language, person, campaign } = input
    const chosen = asset.versions.filter((one) => language === null || one.language === language)
    if (chosen.length === 0) return wrong('language', 'There is no version in that language.')
    if (!chosen.some(({ url, file }) => url !== null || file !== null)) {
      return refuse('conflict', 'There is nothing to give yet: add the whole address of its page, or a file.')
    }
    if (person !== null) {
      const found = await findPerson(db, workspaceId, person)
      const keys = found && (await readerKeys(db, workspaceId, found.id))
      if (!keys) return wrong('person', 'There is no such person here.')
      if (keys.email === null && keys.anonymousId === null) {
        return wrong(
          'person',
          'Nothing could be counted as theirs: neither their mail address nor their browser is known.',
        )
      }
    }
    const by = actorName(actor)
    const link = await contentLink(db, workspaceId, input.id, {
      personId: person,
      campaign,
      language,
      address,
      by,
      now,
    })
    return link ? ok(link) : noAsset
  },
  audit: ({ id }, { id: asset, person, campaign }) => ({
    verb: 'content.link',
    subject: `content:${asset}`,
    detail: { link: id, person, campaign },
  }),
})

/** Ends a link: its address opens nothing any more. */
export const revokeContentLinkOf: Verb<{ ok: true }> = writeVerb({
  permission: 'content.link',
  input: z.object({ id: z.uuid() }),
  async run({ db, workspaceId, input, now }) {
    if (!(await revokeContentLink(db, workspaceId, input.id, now)))
      return refuse('not_found', 'There is no such link here.')
    return ok({ ok: true })
  },
  audit: (_value, { id }) => ({ verb: 'content.unlink', subject: `content_link:${id}` }),
})
