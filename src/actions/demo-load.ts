import type { Pool } from 'pg'
import { ok } from '#contract/problem.ts'
import type { WorkspaceInput } from '#contract/session.ts'
import { type Envelope, readItem } from '#contract/segment.ts'
import type { ChannelRules } from '#core/channel-rule/judge.ts'
import { simulate, simulatedDays } from '#core/demo/simulate.ts'
import { onLanding } from '#core/demo/pages.ts'
import { withAnswers } from '#core/demo/answers.ts'
import { withSlot } from '#core/demo/slots.ts'
import { demoSurveys } from '#core/demo/surveys.ts'
import type { DemoItem } from '#core/demo/world.ts'
import { type DemoState, lockDemo, saveDemoState } from '#store/demo.ts'
import { findDemoWorkspace } from '#store/workspace.ts'
import { loadDemoAudiences } from '#actions/demo-audiences.ts'
import { loadDemoContent } from '#actions/demo-content.ts'
import { loadDemoConsent } from '#actions/demo-consent.ts'
import { loadDemoForms, onForm } from '#actions/demo-forms.ts'
import { loadDemoDeals } from '#actions/demo-deals.ts'
import { loadDemoIcp } from '#actions/demo-icp.ts'
import { demoPlaces, loadDemoPages } from '#actions/demo-pages.ts'
import { demoSlotPlace, loadDemoSlots } from '#actions/demo-slots.ts'
import { loadDemoProposals } from '#actions/demo-proposals.ts'
import { loadDemoChannels, loadDemoSpend } from '#actions/demo-spend.ts'
import { loadDemoSuspects } from '#actions/demo-suspects.ts'
import { loadDemoSurveys, onSurvey } from '#actions/demo-surveys.ts'
import { loadDemoWork } from '#actions/demo-work.ts'
import { type Flow, FlowBusy, type Incoming } from '#actions/flow-types.ts'
import { transaction } from '#actions/verb.ts'
import { createWorkspace } from '#actions/workspace-create.ts'

/** What the sample company's workspace is called, and where it works. */
const demoWorkspace: WorkspaceInput = {
  name: 'Lodestrand (sample company)',
  zone: 'Asia/Seoul',
  currency: 'USD',
  languages: ['en', 'ko', 'ru'],
}

export interface DemoOptions {
  pool: Pool
  flow: Flow
  /** epoch ms: where the half year ends when a new one is loaded */
  now: number
  seed?: string
  /** 1 is everything, some 33,000 events */
  size?: number
  /** makes another workspace even when there is one */
  fresh?: boolean
  /** after every batch: how many of how many, and the day that was reached (epoch ms) */
  onProgress?(sent: number, of: number, day: number): void
  signal?: AbortSignal
}

export interface DemoResult {
  workspaceId: string
  /** the day its half year ends, epoch ms */
  end: number
  /** false: it was all there already */
  loaded: boolean
  counted: number
  duplicates: number
  setAside: number
}

/** Items handed to the flow at once. */
export const batchSize = 500

/**
 * Loads the sample company into a workspace of its own through the same flow as any event, in order of arrival. What was
 * interrupted goes on where it stopped; what is loaded is left alone. Throws when `signal` says stop.
 */
export async function loadDemo(options: DemoOptions): Promise<DemoResult> {
  const { pool, flow, now, seed = 'demo', size = 1, fresh = false, onProgress, signal } = options
  const begin: DemoState = { seed, end: now, size, sent: 0, done: false }
  const { workspaceId, zone, state } = await openDemo(pool, begin, fresh)
  const result: DemoResult = {
    workspaceId,
    end: state.end,
    loaded: !state.done,
    counted: 0,
    duplicates: 0,
    setAside: 0,
  }
  if (state.done) return result

  const simulated = [...simulate({ seed: state.seed, end: state.end, zone, size: state.size })]
  const place = demoSlotPlace(workspaceId, state.end)
  const items = withAnswers(withSlot(simulated, place), demoSurveys(), state.end)
  const places = demoPlaces(workspaceId, state.end)
  const channels = await loadDemoChannels(pool, workspaceId, state.end - simulatedDays * 86_400_000)
  const named = onForm(workspaceId)
  const answered = onSurvey(workspaceId)
  for (let at = state.sent; at < items.length; at += batchSize) {
    signal?.throwIfAborted()
    const batch = items.slice(at, at + batchSize)
    for (const { status } of await accept(
      flow,
      workspaceId,
      batch.map((item) => received({ ...item, raw: onLanding(answered(named(item.raw)), places) }, channels)),
    )) {
      if (status === 'counted') result.counted++
      else if (status === 'duplicate') result.duplicates++
      else result.setAside++
    }
    const sent = at + batch.length
    await saveDemoState(pool, workspaceId, { ...state, sent, done: false })
    onProgress?.(sent, items.length, batch.at(-1)?.receivedAt ?? state.end)
  }
  await loadDemoDeals(pool, workspaceId, zone, state)
  await loadDemoProposals(pool, workspaceId, zone)
  await loadDemoWork(pool, workspaceId, zone, state)
  await loadDemoIcp(pool, workspaceId, { end: state.end, zone })
  await loadDemoContent(pool, workspaceId, zone, state.end)
  await loadDemoConsent(pool, workspaceId, { start: state.end - simulatedDays * 86_400_000, end: state.end })
  await loadDemoForms(pool, workspaceId, state.end)
  await loadDemoSlots(pool, workspaceId, state.end)
  await loadDemoPages(pool, workspaceId, { slot: place.slot, end: state.end })
  await loadDemoSurveys(pool, workspaceId, zone, state.end)
  await loadDemoSuspects(pool, workspaceId, state.end)
  await loadDemoAudiences(pool, workspaceId, state.end)
  await loadDemoSpend(pool, workspaceId, { seed: state.seed, end: state.end, days: simulatedDays - 1 })
  await saveDemoState(pool, workspaceId, { ...state, sent: items.length, done: true })
  return result
}

/**
 * The newest demo workspace with what was loaded into it; when there is none, or `fresh` asks for another, one that
 * begins as `begin`. Two processes that ask at once get the same.
 */
async function openDemo(
  pool: Pool,
  begin: DemoState,
  fresh: boolean,
): Promise<{ workspaceId: string; zone: string; state: DemoState }> {
  const opened = await transaction(pool, 'begin', async (db) => {
    await lockDemo(db)
    const found = fresh ? null : await findDemoWorkspace(db)
    const state = found?.settings['demo'] as DemoState | undefined
    if (found && state) return ok({ workspaceId: found.id, zone: found.zone, state })
    const made =
      found?.id ?? (await createWorkspace(db, demoWorkspace, { by: 'demo', now: begin.end, demo: true })).workspaceId
    await saveDemoState(db, made, begin)
    return ok({ workspaceId: made, zone: found?.zone ?? demoWorkspace.zone, state: begin })
  })
  if (!opened.ok) throw new Error(opened.problem.message)
  return opened.value
}

async function accept(flow: Flow, workspaceId: string, items: Incoming[]): ReturnType<Flow['accept']> {
  for (;;) {
    try {
      return await flow.accept(workspaceId, items)
    } catch (error) {
      if (!(error instanceof FlowBusy)) throw error
      await new Promise((resume) => setTimeout(resume, error.retryAfterSeconds * 1000))
    }
  }
}

/** What the collector makes of an item; the door it came through is told by the simulation, not by the key. */
function received(item: DemoItem, channels: ChannelRules): Incoming {
  const reading = readItem(item.raw, null, { ...envelopeOf(item), channels })
  if (!('event' in reading)) return { ...reading, source: item.source }
  return { event: { ...reading.event, source: item.source } }
}

function envelopeOf({ raw, trust, receivedAt }: DemoItem): Envelope {
  const visitor = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? String(raw['anonymousId']) : 'nobody'
  return {
    trust,
    receivedAt,
    sentAt: undefined,
    agent: null,
    prefetched: false,
    privacy: { honourDnt: false, honourGpc: false, cookieless: false, consentRequired: false },
    signals: { doNotTrack: false, globalPrivacyControl: false },
    doubt: { escapes: false, replaced: false, long: true },
    newMessageId: () => `demo-unnamed-${receivedAt}-${visitor}`,
    visitId: (host) => `visit-${host}-${visitor}`,
  }
}
