import type { Entry } from './palette-entries.ts'
import { useWorkspace } from './session.ts'

const storageKey = 'hourglass.recent'
const most = 6

interface Kept {
  workspace: string
  id: string
  name: string
  note?: string
  href: string
}

/** Who and what was opened from the palette lately, in this browser and workspace, the latest first. */
export function useRecent(): Entry[] {
  const { id } = useWorkspace()
  return read()
    .filter(({ workspace }) => workspace === id)
    .slice(0, most)
    .map(({ workspace: _, ...entry }) => ({ ...entry, group: 'recent' }))
}

export function remember(workspace: string, { id, name, note, href }: Entry): void {
  if (href === undefined) return
  const kept: Kept = { workspace, id, name, href, ...(note === undefined ? {} : { note }) }
  const others = read().filter((one) => one.id !== id)
  localStorage.setItem(storageKey, JSON.stringify([kept, ...others].slice(0, 4 * most)))
}

/** Nothing of what a browser keeps is believed. */
function read(): Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKept) : []
  } catch {
    return []
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { workspace, id, name, href, note } = value as Record<string, unknown>
  return (
    [workspace, id, name].every((one) => typeof one === 'string') &&
    (note === undefined || typeof note === 'string') &&
    typeof href === 'string' &&
    /^\/(people|companies)\/[\w-]+$/.test(href)
  )
}
