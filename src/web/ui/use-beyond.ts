import { type RefObject, useEffect } from 'react'

/**
 * Keeps on a box that scrolls sideways which of its edges hide something: `data-beyond` is `start`, `end` or `both`, absent
 * where all of it is seen. Written past React: it changes with every pixel of scrolling, and only the styles read it.
 */
export function useBeyond(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const strip = box.current
    if (!strip) return
    const look = (): void => {
      const rest = strip.scrollWidth - strip.clientWidth - strip.scrollLeft
      const [start, end] = [strip.scrollLeft > 1, rest > 1]
      if (start || end) strip.setAttribute('data-beyond', start && end ? 'both' : start ? 'start' : 'end')
      else strip.removeAttribute('data-beyond')
    }
    look()
    strip.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(strip)
    for (const child of strip.children) sizes.observe(child)
    return () => {
      strip.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [box])
}
