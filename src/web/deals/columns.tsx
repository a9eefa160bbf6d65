import { type KeyboardEvent, type ReactNode, startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { CardPage, DealCard } from '#contract/deal-board.ts'
import type { Target } from './card.tsx'
import { Column, type ColumnHandle, type ColumnModel } from './column.tsx'
import styles from './deals.module.css'
import type { Pending } from './moves.ts'
import { useDragging } from './use-dragging.ts'

/** px, of a column (deals.module.css) */
const narrowest = 226

interface ColumnsInput {
  label: string
  /** tells the columns of several lanes apart */
  scope: string
  columns: readonly ColumnModel[]
  pending: ReadonlyMap<string, Pending>
  now: number
  targetsOf(card: DealCard): readonly Target[]
  /** a card was let go over a column, or sent there by a key or the menu; `scope`: the lane of that column */
  onMove(card: DealCard, key: string, scope: string): void
  placeOf?: (card: DealCard) => string
  moreKey: readonly unknown[]
  more(key: string, cursor: string): Promise<CardPage>
  /** stands at the head of a column, such as a form to add a deal */
  within?: (key: string) => ReactNode
  emptyOf(key: string): ReactNode
  /** lower, where several stand under each other */
  low?: boolean
}

/**
 * Columns of cards. Dragged with mouse or finger; by keys: arrows go from card to card, Enter opens, m asks where to move,
 * Shift with an arrow moves to the column beside.
 */
export function Columns(input: ColumnsInput) {
  const { label, scope, columns, onMove, targetsOf } = input
  const handles = useRef(new Map<string, ColumnHandle>())
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [menuId, setMenu] = useState<string | null>(null)
  const [followId, setFollow] = useState<string | null>(null)
  const onFollowed = useCallback(() => setFollow(null), [])

  // at first only what is in view; the rest as soon as that is drawn
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const later = setTimeout(() => startTransition(() => setWhole(true)))
    return () => clearTimeout(later)
  }, [])

  const all = columns.flatMap(({ cards }) => cards)
  // the keyboard comes in at the card it left, else at the first one
  const activeId = chosen ?? all[0]?.id ?? null
  const latest = useRef(onMove)
  useEffect(() => {
    latest.current = onMove
  })

  const dragging = useDragging()
  useEffect(() => {
    if (!box || !dragging) return
    return dragging.autoScrollForElements({ element: box, canScroll: ({ source }) => source.data['kind'] === 'deal' })
  }, [box, dragging])
  useEffect(
    () =>
      dragging?.monitorForElements({
        // what was picked up here is let go wherever it lies
        canMonitor: ({ source }) => source.data['kind'] === 'deal' && source.data['scope'] === scope,
        onDrop: ({ source, location }) => {
          const target = location.current.dropTargets[0]?.data
          const from = source.data
          if (!target || (target['column'] === from['column'] && target['scope'] === from['scope'])) return
          latest.current(from['card'] as DealCard, target['column'] as string, target['scope'] as string)
        },
      }),
    [scope, dragging],
  )

  const send = (card: DealCard, key: string): void => {
    setFollow(card.id)
    onMove(card, key, scope)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
    const item = event.target.closest<HTMLElement>('[data-card]')
    const key = event.target.closest<HTMLElement>('[data-column]')?.dataset['column']
    if (!item || key === undefined) return
    const index = Number(item.dataset['index'])
    const place = columns.findIndex((one) => one.key === key)
    const card = handles.current.get(key)?.at(index)
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step !== 0 && event.shiftKey) {
      const target = columns[place + step]?.key
      if (card && target !== undefined && targetsOf(card).some((one) => one.key === target)) send(card, target)
    } else if (step !== 0) {
      for (let to = place + step; to >= 0 && to < columns.length; to += step) {
        const handle = handles.current.get(columns[to]?.key ?? '')
        if (!handle || handle.size() === 0) continue
        handle.focus(Math.min(index, handle.size() - 1))
        break
      }
    } else if (event.key === 'ArrowDown') handles.current.get(key)?.focus(index + 1)
    else if (event.key === 'ArrowUp') handles.current.get(key)?.focus(index - 1)
    else if (event.key === 'Home') handles.current.get(key)?.focus(0)
    else if (event.key === 'End') handles.current.get(key)?.focus(Number.MAX_SAFE_INTEGER)
    else if (event.code === 'KeyM' && !event.shiftKey && card?.mayChange) setMenu(card.id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={setBox}
      className={styles.columns}
      data-low={input.low || undefined}
      role="group"
      aria-label={label}
      onKeyDown={press}
      onFocus={(event) => {
        const id = event.target.closest<HTMLElement>('[data-card]')?.dataset['card']
        if (id !== undefined) setChosen(id)
      }}
    >
      {columns.map((model, place) => (
        <Column
          key={model.key}
          ref={(handle) => {
            if (handle) handles.current.set(model.key, handle)
            else handles.current.delete(model.key)
          }}
          model={model}
          scope={scope}
          drawn={whole ? 'whole' : place * narrowest < innerWidth ? 'view' : 'head'}
          dragging={dragging}
          pending={input.pending}
          now={input.now}
          activeId={activeId}
          menuId={menuId}
          onMenu={setMenu}
          targetsOf={targetsOf}
          onTarget={send}
          placeOf={input.placeOf}
          moreKey={input.moreKey}
          more={input.more}
          followId={followId}
          onFollowed={onFollowed}
          empty={input.emptyOf(model.key)}
        >
          {input.within?.(model.key)}
        </Column>
      ))}
    </div>
  )
}
