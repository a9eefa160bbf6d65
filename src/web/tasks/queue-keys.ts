import { useEffect, useRef } from 'react'
import { isBusy, singleKeys } from '../app/shortcuts.ts'

export type QueueKey = 'next' | 'back' | 'call' | 'mail' | 'log' | 'done' | 'snooze' | 'open' | 'accept' | 'giveBack'

const places: Readonly<Record<string, QueueKey>> = {
  KeyJ: 'next',
  ArrowDown: 'next',
  KeyK: 'back',
  ArrowUp: 'back',
  KeyC: 'call',
  KeyE: 'mail',
  KeyL: 'log',
  KeyD: 'done',
  KeyS: 'snooze',
  KeyO: 'open',
  KeyA: 'accept',
  KeyR: 'giveBack',
}

/** Keys by their place on the keyboard, so that they work in Korean and Russian layouts; arrows only within the list. */
export function useQueueKeys(press: (key: QueueKey) => void): void {
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      const key = places[event.code]
      if (key === undefined || event.shiftKey || isBusy(event.target)) return
      const arrow = event.code.startsWith('Arrow')
      const inList = event.target instanceof Element && event.target.closest('[data-queue]') !== null
      if (arrow ? !inList : !singleKeys()) return
      event.preventDefault()
      latest.current(key)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
