import type { EffectDecided, EffectUndone } from '#contract/effect.ts'
import { post } from '../app/api.ts'

export type Deed = 'fire' | 'dismiss'

export const decide = (deed: Deed, body: { ids: readonly string[] } | { until: string }) =>
  post<EffectDecided>(`/api/waiting/${deed}`, body)

/** Takes a decision back, however many it was for: parts of what the server takes at once. */
export async function takeBack(deed: Deed, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += atOnce)
    await post<EffectUndone>(`/api/waiting/${deed}/undo`, { ids: ids.slice(from, from + atOnce) })
}

const atOnce = 500
