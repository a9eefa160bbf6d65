import { getDomain, getDomainWithoutSuffix } from 'tldts'
import {
  channelByClickId,
  channelByHost,
  channelByMedium,
  channelBySource,
  napmAdverts,
  searchBrands,
} from '#core/channel-lists.ts'
import type { Source } from '#core/event.ts'

/** How somebody came. Labels live in the web catalogs under `channel.<key>`. */
export const channels = [
  'search',
  'ppc',
  'social',
  'referral',
  'email',
  'event',
  'outbound',
  'partner',
  'affiliate',
  'display',
  'ai',
  'direct',
  'other',
] as const
export type Channel = (typeof channels)[number]

export interface Campaign {
  source?: string | null
  medium?: string | null
  /** utm_campaign */
  name?: string | null
}

export interface Arrival {
  source: Source
  /** the catalogue key, or the name as sent */
  name: string
  campaign: Campaign | null
  /** click ids by parameter name in lower case */
  clickIds: Readonly<Record<string, string>> | null
  /** the address they came from; '' says that there was none, null that nobody told */
  referrer: string | null
  /** what the link said of itself without utm_source: `?ref=`, `?via=`, `?source=` */
  ref?: string | null
  /** host of the page, to tell a visit from a step within the site */
  host: string | null
  /** of the page, without query: `/pricing`; only rules of one's own read it */
  path?: string | null
  /** said outright by a trusted source: a channel, or its word for one */
  stated: string | null
}

/** Why a channel was found. Screens translate by `channels.why.<code>`. */
export type ChannelReason =
  /** a trusted source said it outright */
  | 'stated'
  /** a rule of the workspace's own (core/channel-rule) */
  | 'rule'
  | 'medium'
  | 'source'
  /** what the link says of itself in `ref`, `via` or `source` */
  | 'link'
  /** tagged with words on no list */
  | 'unknown_tags'
  | 'click_id'
  | 'referrer'
  /** another site, on no list */
  | 'unknown_referrer'
  | 'no_referrer'
  /** the kind of event, or the door it came through */
  | 'kind'
  /** a step within the site */
  | 'same_site'
  | 'nothing'

export interface Explained<Of extends string = Channel> {
  channel: Of | null
  reason: ChannelReason
  /** the word, click id or host that decided; null where none did */
  detail: string | null
}

/**
 * The channel of an event by our lists: UTM medium, the click id of an advert, UTM source, other click ids, referrer, what
 * the link said of itself, then what kind of source it is. Null when nothing says: a step within the site, a fact from a
 * server.
 */
export function findChannel(arrival: Arrival): Channel | null {
  return explainChannel(arrival).channel
}

/** The same with what decided. */
export function explainChannel(arrival: Arrival): Explained {
  const stated = arrival.stated === null ? null : channelOfWord(arrival.stated)
  return (
    (stated === null ? null : { channel: stated, reason: 'stated', detail: arrival.stated }) ??
    explainMedium(arrival.campaign) ??
    explainClickIds(arrival.clickIds, isAdvert) ??
    explainSource(arrival.campaign) ??
    explainClickIds(arrival.clickIds) ??
    explainReferrer(arrival)
  )
}

/** A word for a channel, as CRMs and imports use them: `organic_search`, `Paid social`, `네이버`. Null for none. */
export function channelOfWord(word: string): Channel | null {
  if (word.length > 200) return null
  const key = squash(word)
  if (key === '') return null
  if ((channels as readonly string[]).includes(key)) return key as Channel
  return channelByMedium.get(key) ?? channelBySource.get(key) ?? channelOfHost(word.trim().toLowerCase())
}

function explainMedium(campaign: Campaign | null): Explained | null {
  const medium = (campaign?.medium ?? '').trim()
  const channel = medium === '' ? undefined : channelByMedium.get(squash(medium))
  return channel === undefined ? null : { channel, reason: 'medium', detail: medium }
}

/** With no medium that is known: the source; with neither known, `other`. */
function explainSource(campaign: Campaign | null): Explained | null {
  const source = (campaign?.source ?? '').trim()
  const medium = (campaign?.medium ?? '').trim()
  if (source === '' && medium === '') return null
  const channel = source === '' ? null : channelOfSource(source)
  if (channel !== null) return { channel, reason: 'source', detail: source }
  return unknownTags([source, medium].filter((part) => part !== '').join(' / '))
}

function unknownTags(detail: string): Explained {
  return { channel: 'other', reason: 'unknown_tags', detail }
}

/** A site that calls itself by its address is known by its host. */
function channelOfSource(source: string): Channel | null {
  return channelBySource.get(squash(source)) ?? channelOfHost(hostOf(source) ?? source.toLowerCase())
}

// somebody paid for that very click: surer than a source alone, which names the search engine of both
const isAdvert = (channel: Channel): boolean => channel === 'ppc' || channel === 'display'

function explainClickIds(clickIds: Arrival['clickIds'], among?: (channel: Channel) => boolean): Explained | null {
  if (clickIds === null) return null
  for (const [param, channel] of channelByClickId)
    if (clickIds[param] && among?.(channel) !== false) return { channel, reason: 'click_id', detail: param }
  return null
}

/** Whether a parameter says what its name promises: Naver's `NaPm` is on links of shops and free listings, too. */
export function isClickId(param: string, value: string): boolean {
  if (param !== 'napm') return true
  const way = /(?:^|\|)tr=([a-z]+)(?:\||$)/i.exec(value.slice(0, 500))?.[1]
  return way !== undefined && napmAdverts.has(way.toLowerCase())
}

function explainReferrer(arrival: Arrival): Explained {
  const { referrer, host, source, name } = arrival
  const byKind = (reason: 'same_site' | 'nothing'): Explained => {
    const channel = channelOfName(name, source)
    return { channel, reason: channel === null ? reason : 'kind', detail: null }
  }
  if (referrer === null) return byKind('nothing')
  if (referrer === '') return source === 'browser' ? explainLink(arrival) : byKind('nothing')
  const from = hostOf(referrer)
  if (from === null) return byKind('nothing')
  if (host !== null && isSameSite(from, host)) return byKind('same_site')
  const listed = channelOfHost(from)
  if (listed !== null) return { channel: listed, reason: 'referrer', detail: from }
  return { channel: 'referral', reason: 'unknown_referrer', detail: from }
}

/**
 * They came from nowhere: what the link said of itself. Who follows a link that somebody marked has not typed the address,
 * so one marked with words on no list is unknown rather than direct.
 */
function explainLink({ ref, campaign }: Arrival): Explained {
  const word = (ref ?? '').trim()
  const channel = word === '' ? null : channelOfSource(word)
  if (channel !== null) return { channel, reason: 'link', detail: word }
  const marked = word === '' ? (campaign?.name ?? '').trim() : word
  return marked === '' ? { channel: 'direct', reason: 'no_referrer', detail: null } : unknownTags(marked)
}

/**
 * Whether it says anything of how somebody came to the site: tags, a click id, another site, or none at all. Steps
 * within the site and facts from servers do not.
 */
export function isArrival({ campaign, clickIds, referrer, host, source }: Arrival): boolean {
  if (campaign !== null && [campaign.source, campaign.medium, campaign.name].some((word) => (word ?? '').trim() !== ''))
    return true
  if (clickIds !== null && Object.keys(clickIds).length > 0) return true
  if (referrer === null) return false
  if (referrer === '') return source === 'browser'
  const from = hostOf(referrer)
  return from !== null && !(host !== null && isSameSite(from, host))
}

/** The channel of a host on the lists, by itself or as a subdomain; null when it is on none. */
export function channelOfHost(host: string): Channel | null {
  // longer is no host, and would be slow to take apart
  if (host.length > 253) return null
  const known = byHost.get(host)
  if (known !== undefined) return known
  const channel = lookUpHost(host)
  if (byHost.size >= 10_000) byHost.clear()
  // a copy: a piece of a long address would hold on to the whole of it
  byHost.set(JSON.parse(JSON.stringify(host)) as string, channel)
  return channel
}

// a memory of the same answers, not a state
const byHost = new Map<string, Channel | null>()

function lookUpHost(host: string): Channel | null {
  for (let rest = host; rest !== '';) {
    const channel = channelByHost.get(rest)
    if (channel) return channel
    const dot = rest.indexOf('.')
    rest = dot < 0 ? '' : rest.slice(dot + 1)
  }
  const brand = getDomainWithoutSuffix(host)
  if (brand === null || !searchBrands.has(brand)) return null
  return /^(?:mail|e|webmail)\./.test(host) ? 'email' : 'search'
}

/** The host of an address, without `www.`; also of `android-app://org.telegram.messenger/`. Null when it is none. */
export function hostOf(address: string): string | null {
  const match = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(address)
  const host = match?.[1]?.toLowerCase()
  return host === undefined ? null : host.startsWith('www.') ? host.slice(4) : host
}

/** Whether hosts are of one site: the same registrable domain. */
export function isSameSite(one: string, other: string): boolean {
  const plain = other.startsWith('www.') ? other.slice(4) : other
  if (one === plain) return true
  const domain = getDomain(one, { allowPrivateDomains: true })
  return domain !== null && domain === getDomain(plain, { allowPrivateDomains: true })
}

/** What the kind of event or its door says, when nothing else does. */
function channelOfName(name: string, source: Source): Channel | null {
  if (source === 'mail' || name === 'email_clicked' || name === 'email_replied' || name === 'email_opened')
    return 'email'
  if (name === 'event_registered' || name === 'event_attended') return 'event'
  if (name === 'suspect_listed' || name === 'connection_requested' || name === 'connection_accepted') return 'outbound'
  return null
}

function squash(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}
