import { Link, useLocation, type RegisteredRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import type { MessageId } from '../app/language.tsx'
import { Say } from '../app/words.tsx'
import styles from './tabs.module.css'
import { useBeyond } from './use-beyond.ts'

/** A line of links, of which one is the screen one looks at (`aria-current`); on small screens it scrolls to that one. */
export function Tabs({ label, children }: { label?: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useBeyond(box)
  useEffect(() => {
    const strip = box.current
    const current = strip?.querySelector<HTMLElement>('[aria-current]')
    if (!strip || !current) return
    const beyond = current.offsetLeft - strip.offsetLeft
    if (beyond < strip.scrollLeft || beyond + current.offsetWidth > strip.scrollLeft + strip.clientWidth)
      strip.scrollLeft = beyond - (strip.clientWidth - current.offsetWidth) / 2
  })
  return (
    <nav ref={box} className={styles.tabs} aria-label={label} data-no-print>
      {children}
    </nav>
  )
}

interface RoomTab {
  to: keyof RegisteredRouter['routesByPath']
  word: MessageId
}

/** The screens of a room. What lies below the address of one belongs to it, unless another says it more closely. */
export function RoomTabs({ label, tabs }: { label: string; tabs: readonly RoomTab[] }) {
  const { pathname } = useLocation()
  const current = tabs
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
  return (
    <Tabs label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          activeOptions={{ exact: true, includeSearch: false }}
          {...(tab === current ? { 'aria-current': 'page' as const } : {})}
        >
          <Say id={tab.word} />
        </Link>
      ))}
    </Tabs>
  )
}
