import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

interface RowGridInput<Row> {
  rows: readonly Row[]
  /** px of each row */
  rowHeight: number
  /** whether rows may be chosen */
  selectable: boolean
  selected: { readonly size: number; has(id: string): boolean }
  onSelect(rows: readonly Row[], on: boolean): void
  /** chooses nobody any longer */
  onClear(): void
  /** the end of what is here comes near */
  onEnd(): void
}

export interface RowGrid {
  /** of the element that scrolls: `role="grid"` */
  box: RefObject<HTMLDivElement | null>
  /** the rows in view, by their place and px from the top */
  items: { index: number; start: number }[]
  /** px of all rows, in view or not */
  height: number
  /** the row that the keyboard reaches */
  active: number
  setActive(index: number): void
  /** chooses a row or no longer; `range`: with all from the last one */
  toggle(index: number, range: boolean): void
  press(event: KeyboardEvent): void
}

/**
 * A grid of which only the rows in view are in the page: elements with `data-row`, each with a link. Arrows move, Enter opens,
 * x chooses (with Shift all from the last one), Home and End jump, Escape chooses nobody.
 */
export function useRowGrid<Row extends { id: string }>(input: RowGridInput<Row>): RowGrid {
  const { rows, rowHeight, selectable, selected, onSelect, onEnd } = input
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const anchor = useRef(0)
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  // what it shows changes with scrolling: no compiler need memoize it
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    // the first rows are drawn with the rest of the page, in slices, not after it in one piece
    initialRect: { width: 0, height: rowHeight * 14 },
    scrollPaddingStart: 40,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 25) end.current()
  }, [last, rows.length])

  const go = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    setActive(to)
    wanted.current = to
    // the row that has the keyboard may leave the page before the other has come
    box.current?.focus({ preventScroll: true })
    virtual.scrollToIndex(to)
  }
  const toggle = (index: number, range: boolean) => {
    const row = rows[index]
    if (!row) return
    const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index]
    onSelect(rows.slice(from, to + 1), range || !selected.has(row.id))
    anchor.current = index
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    const step = steps[event.key]
    if (step !== undefined) go(active + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.code === 'KeyX' && selectable) toggle(active, event.shiftKey)
    else if (event.key === 'Escape' && selected.size > 0) input.onClear()
    else return
    event.preventDefault()
  }
  return { box, items, height: virtual.getTotalSize(), active, setActive, toggle, press }
}
