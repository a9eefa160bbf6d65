import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface RowLinkInput {
  /** a path within the app */
  href: string
  className?: string | undefined
  tabIndex: number
  onFocus(): void
  children: ReactNode
}

/** as long as a pointer rests on a link before what is behind it is fetched, ms */
const intentMs = 50
let intent: ReturnType<typeof setTimeout> | undefined

/**
 * A link in a row of a long list. It does what the router's own link does without keeping an eye on where the app is, which
 * for each row that comes into view costs as much as the rest of the row.
 */
export function RowLink({ href, className, tabIndex, onFocus, children }: RowLinkInput) {
  const router = useRouter()
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void router.navigate({ href })
  }
  const fetchSoon = (): void => {
    clearTimeout(intent)
    intent = setTimeout(() => void router.preloadRoute({ to: href }), intentMs)
  }
  return (
    <a
      href={href}
      className={className}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={follow}
      onPointerEnter={fetchSoon}
      onPointerLeave={() => clearTimeout(intent)}
    >
      {children}
    </a>
  )
}
