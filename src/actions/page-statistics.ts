import { noPage } from '#actions/page/standing.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import {
  pagePeopleQuery,
  pageStatisticsQuery,
  type PagePart,
  type PagePeople,
  type PageStatistics,
} from '#contract/page-test.ts'
import { ok } from '#contract/problem.ts'
import { channels } from '#core/channel.ts'
import { wilson } from '#core/report/wilson.ts'
import { findPage } from '#store/page/page.ts'
import { hasPublicKey } from '#store/page/public.ts'
import { countByDay, countByPage, countByPart, pageVisitors, type SeenScope } from '#store/page/statistic.ts'
import { findWorkspace } from '#store/workspace.ts'

const day = 86_400_000
const most = 200

/**
 * Who came to a page first in the span, and how many of them did what was asked within the days: in all, by channel of
 * the first view, by the variant seen first, by day. Shares and intervals are of those whose days are over.
 */
export const readPageStatistics: Verb<PageStatistics> = readVerb({
  permission: 'capture.read',
  input: pageStatisticsQuery,
  async run({ db, workspaceId, input, now }) {
    const page = await findPage(db, workspaceId, input.id)
    const workspace = await findWorkspace(db, workspaceId)
    if (!page || !workspace) return noPage
    const scope = scopeOf(input, now)
    const [total] = await countByPage(db, workspaceId, scope)
    const byChannel = await countByPart(db, workspaceId, scope, 'channel')
    const byVariant = await countByPart(db, workspaceId, scope, 'variant')
    return ok({
      name: page.name,
      slug: page.slug,
      total: partOf(total ?? { visitors: 0, visits: 0, closed: 0, closedConverted: 0, converted: 0 }),
      byChannel: byChannel.map(({ value, ...count }) => ({ channel: channelOf(value), ...partOf(count) })),
      byVariant: byVariant.map(({ value, ...count }) => ({
        variant: value,
        name: page.draft.variants.find(({ key }) => key === value)?.name ?? '',
        ...partOf(count),
      })),
      byDay: await countByDay(db, workspaceId, scope, workspace.zone),
      from: new Date(scope.from).toISOString(),
      asOf: new Date(now).toISOString(),
      counted: await hasPublicKey(db, workspaceId),
    })
  },
})

/** The people behind those numbers: those we know by name first. Visits without a cookie are nobody. */
export const listPagePeople: Verb<PagePeople> = readVerb({
  permission: 'capture.read',
  input: pagePeopleQuery,
  async run({ db, workspaceId, input, now }) {
    const page = await findPage(db, workspaceId, input.id)
    if (!page) return noPage
    const visitors = await pageVisitors(db, workspaceId, scopeOf(input, now), {
      converted: input.converted ?? null,
      variant: input.variant ?? null,
      channel: input.channel === undefined ? null : input.channel === 'none' ? '' : input.channel,
    })
    return ok({
      items: visitors.map(({ personId, at, convertedAt, channel, ...rest }) => ({
        id: personId,
        ...rest,
        channel: channelOf(channel),
        at: at.toISOString(),
        convertedAt: convertedAt?.toISOString() ?? null,
      })),
      more: visitors.length === most,
    })
  },
})

function scopeOf(
  { id, span, conversion, within }: { id: string; span: number; conversion: string; within: number },
  now: number,
): SeenScope {
  return {
    pages: [id],
    from: now - span * day,
    to: now,
    asOf: now,
    testId: null,
    conversions: [conversion],
    days: within,
  }
}

function partOf(count: {
  visitors: number
  visits: number
  closed: number
  closedConverted: number
  converted: number
}): PagePart {
  const { visitors, visits, closed, closedConverted, converted } = count
  const interval = wilson(closedConverted, closed)
  return {
    visitors,
    visits,
    converted,
    closed: { reached: closedConverted, of: closed },
    rate: closed === 0 ? null : closedConverted / closed,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

function channelOf(value: string | null): (typeof channels)[number] | null {
  return channels.find((channel) => channel === value) ?? null
}
