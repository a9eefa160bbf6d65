import { type ReactNode, useEffect, useRef, useState } from 'react'
import { LoadingLines } from '../ui/state.tsx'

/** Something that is asked for when it comes near the window, is jumped to, or is about to be printed. */
export function Lazy({ lines = 4, children }: { lines?: number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    const target = place.current
    if (near || !target) return
    const show = () => setNear(true)
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && show(), {
      rootMargin: '300px',
    })
    observer.observe(target)
    window.addEventListener('beforeprint', show)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', show)
    }
  }, [near])
  return <div ref={place}>{near ? children : lines > 0 && <LoadingLines lines={lines} />}</div>
}
