import { useEffect } from 'react'

/** The browser's tab and history entry. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Hourglass`
  }, [title])
}
