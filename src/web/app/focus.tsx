import { useEffect, useRef, useState } from 'react'

/** After going to another screen the keyboard goes on in that screen, not at the link that is gone. */
export function useFocusOnNavigation(pathname: string): void {
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    // a link to a place within the page has a focus of its own
    if (location.hash === '') document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
  }, [pathname])
}

/** Tells screen readers the name of the screen one has come to. */
export function Announcer({ pathname }: { pathname: string }) {
  const [said, setSaid] = useState('')
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    // the screen sets its title when it is there
    const later = setTimeout(() => setSaid(document.title), 400)
    return () => clearTimeout(later)
  }, [pathname])
  return (
    <p className="hidden" role="status">
      {said}
    </p>
  )
}
