import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { tiedId } from '#actions/form/shown.ts'
import type { SlotBook } from '#actions/slot/book.ts'
import { decideSlots, wishedLanguages } from '#actions/slot/decide.ts'
import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import type { PrivacySettings } from '#contract/settings.ts'
import { judgeChannel } from '#core/channel-rule/judge.ts'
import { slotsOf, type Block } from '#core/page/document.ts'
import type { SlotDecision } from '#core/slot/decide.ts'
import { findChannelRules } from '#store/channel-rule.ts'
import type { Db } from '#store/rows.ts'
import type { AppEnv } from '../../env.ts'

export interface LandingSlots {
  /** by the slot's id */
  decided: ReadonlyMap<string, SlotDecision>
  /** the name by which this visitor was told from others, for the tracker to take; null: it has one, or may have none */
  visitor: string | null
  /** the page has slots, so no cache may keep it for others */
  any: boolean
}

export const noSlots: LandingSlots = { decided: new Map(), visitor: null, any: false }

/**
 * What this visitor sees in the slots of a page of ours, before it leaves: nothing is exchanged in their browser. The same
 * rules hold as for pages of others (server/http/slots.ts). `id`: the tracker's, from its cookie. Changes nothing.
 */
export async function landingSlots(
  c: Context<AppEnv>,
  { db, book }: { db: Db; book: SlotBook },
  page: { workspaceId: string; privacy: PrivacySettings; blocks: readonly Block[]; id: string | null },
  now: number,
): Promise<LandingSlots> {
  const { workspaceId, privacy, blocks } = page
  const slots = new Set(slotsOf(blocks))
  if (slots.size === 0) return noSlots
  const fresh = page.id === null ? randomBytes(16).toString('hex') : null
  const id = tiedId(privacy, {
    anonymousId: page.id ?? fresh,
    // the tracker keeps an id only after the consent that it needs
    tracking: page.id !== null,
    doNotTrack: c.req.header('dnt') === '1',
    globalPrivacyControl: c.req.header('sec-gpc') === '1',
  })
  const visitor = {
    id,
    channel: await channelOf(c, db, workspaceId),
    languages: wishedLanguages(c.req.header('accept-language') ?? ''),
  }
  const decided = await decideSlots({ db, book }, workspaceId, visitor, now, slots)
  return {
    decided: new Map([...decided.values()].map((decision) => [decision.slot, decision])),
    visitor: id === null ? null : fresh,
    any: true,
  }
}

async function channelOf(c: Context<AppEnv>, db: Db, workspaceId: string): Promise<string | null> {
  const url = new URL(c.req.url)
  url.host = c.req.header('host') ?? url.host
  const visit = readVisit({ page: { url: url.href, referrer: c.req.header('referer') ?? '' } }, {}, true)
  const arrival = arrivalOf(visit, { source: 'browser', name: 'page_viewed' })
  return judgeChannel(arrival, await findChannelRules(db, workspaceId)).channel
}
