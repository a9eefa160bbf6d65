import type { SlotVariantKey } from '#core/slot/document.ts'

// written out: what the router reads stays free of the contract's schemas
export const slotTabs = ['edit', 'lift', 'site'] as const
export type SlotTab = (typeof slotTabs)[number]

/** Which part of a slot is open, which variant is edited, and which version is read. */
export interface SlotSearch {
  tab?: SlotTab
  variant?: SlotVariantKey
  version?: number
}

export function parseSlotSearch(search: Record<string, unknown>): SlotSearch {
  const tab = slotTabs.find((one) => one === search['tab'] && one !== 'edit')
  const variant = (['b', 'c', 'd', 'e', 'f'] as const).find((one) => one === search['variant'])
  const version = Number(search['version'])
  return {
    ...(tab ? { tab } : {}),
    ...(variant ? { variant } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
  }
}

/** Slots in the list, or those taken out of it. */
export interface SlotsSearch {
  retired?: true
}

export function parseSlotsSearch(search: Record<string, unknown>): SlotsSearch {
  return search['retired'] === true || search['retired'] === 'true' ? { retired: true } : {}
}
