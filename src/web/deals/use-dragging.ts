import { useEffect, useState } from 'react'
import type { Dragging } from './dragging.ts'

let loaded: Dragging | null = null

/** What dragging needs, once the cards have been drawn; null until then. */
export function useDragging(): Dragging | null {
  const [dragging, setDragging] = useState(loaded)
  useEffect(() => {
    if (loaded) return
    let gone = false
    void import('./dragging.ts').then((file) => {
      loaded = file.dragging
      if (!gone) setDragging(loaded)
    })
    return () => {
      gone = true
    }
  }, [])
  return dragging
}
