import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useRooms } from './room-links.tsx'

const storageKey = 'hourglass.shortcuts'
const chordMs = 1200

export const isMac = /mac/i.test(navigator.platform)

interface Openers {
  palette(): void
  help(): void
}

/**
 * The keys of the frame: Ctrl-K or ⌘K finds anything, g and a letter goes to a room, ? shows the keys. Keys are told by
 * their place, so that they work under a Korean or Russian layout. Single keys can be switched off (keys-help.tsx).
 */
export function useShortcuts(openers: Openers): void {
  const navigate = useNavigate()
  const rooms = useRooms()
  const latest = useRef({ openers, rooms, navigate })
  useEffect(() => {
    latest.current = { openers, rooms, navigate }
  })

  useEffect(() => {
    let chordUntil = 0
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const { openers: open, rooms: seen, navigate: go } = latest.current
      if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault()
        open.palette()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || isBusy(event.target)) return
      if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
        event.preventDefault()
        open.help()
      } else if (event.code === 'KeyG' && !event.shiftKey) {
        chordUntil = event.timeStamp + chordMs
      } else if (event.timeStamp < chordUntil) {
        chordUntil = 0
        const room = seen.find(({ key }) => event.code === `Key${key.toUpperCase()}`)
        if (!room) return
        event.preventDefault()
        // otherwise the room itself would take the letter as one of its own keys
        event.stopImmediatePropagation()
        void go({ to: room.to })
      }
    }
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
}

/** Whether the key belongs to what somebody types in, or to something that lies over the screen. */
export function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]')) return true
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}

const listeners = new Set<() => void>()

/** Whether keys without Ctrl or ⌘ do something; kept in this browser. */
export function singleKeys(): boolean {
  return localStorage.getItem(storageKey) !== 'off'
}

export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore((changed) => {
    listeners.add(changed)
    return () => listeners.delete(changed)
  }, singleKeys)
  return [
    on,
    (next) => {
      if (next) localStorage.removeItem(storageKey)
      else localStorage.setItem(storageKey, 'off')
      for (const changed of listeners) changed()
    },
  ]
}
