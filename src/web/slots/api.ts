import { queryOptions } from '@tanstack/react-query'
import type { SlotDetail, SlotLift, SlotList, SlotWritten } from '#contract/slot.ts'
import { get, post } from '../app/api.ts'
import { useDeed } from '../ui/use-deed.ts'

const of = (id: string, part = '') => `/api/slots/${encodeURIComponent(id)}${part}`

/** What the screens of personalised slots ask and tell the server. */
export const slotApi = {
  create: (body: { name: string; key: string }) => post<SlotWritten>('/api/slots', body),
  slot: (id: string, signal?: AbortSignal) => get<SlotDetail>(of(id), {}, signal),
  change: (id: string, body: object) => post<SlotWritten>(of(id, '/change'), body),
  publish: (id: string, revision: number) => post<SlotWritten>(of(id, '/publish'), { revision }),
  stop: (id: string) => post<SlotWritten>(of(id, '/stop'), {}),
  retire: (id: string, undo: boolean) => post<SlotWritten>(of(id, '/retire'), { undo }),
}

export function slotsQuery(workspaceId: string, retired: boolean) {
  return queryOptions({
    queryKey: ['slots', workspaceId, retired],
    queryFn: ({ signal }) => get<SlotList>('/api/slots', { retired: String(retired) }, signal),
  })
}

export function slotQuery(workspaceId: string, id: string) {
  return queryOptions({ queryKey: ['slot', workspaceId, id], queryFn: ({ signal }) => slotApi.slot(id, signal) })
}

export function liftQuery(workspaceId: string, id: string, version: number | undefined) {
  return queryOptions({
    queryKey: ['slot-lift', workspaceId, id, version],
    queryFn: ({ signal }) => get<SlotLift>(of(id, '/lift'), version === undefined ? {} : { version }, signal),
  })
}

const concerned: readonly string[] = ['slot', 'slots', 'slot-lift']

/** Does something with a slot. */
export const useSlotChange = () => useDeed(concerned, { settles: true })
