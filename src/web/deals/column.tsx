import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { CardPage, DealCard } from '#contract/deal-board.ts'
import { Card, type Target } from './card.tsx'
import styles from './deals.module.css'
import type { Dragging } from './dragging.ts'
import type { Pending } from './moves.ts'

/** One column of cards: a stage, a way out, or a month. */
export interface ColumnModel {
  key: string
  /** what screen readers call it */
  name: string
  head: ReactNode
  cards: readonly DealCard[]
  /** how many there are in all */
  count: number
  /** where the cards after these begin */
  next: string | null
  /** what is over stands narrower and quieter */
  over?: 'won' | 'lost' | undefined
}

export interface ColumnHandle {
  /** scrolls there and gives it the keyboard; nothing where the column is empty */
  focus(index: number): void
  size(): number
  at(index: number): DealCard | undefined
}

interface ColumnInput {
  model: ColumnModel
  /** tells columns of several lanes apart */
  scope: string
  /** its head alone, with the cards in view, or with those around them too */
  drawn: 'head' | 'view' | 'whole'
  /** null: not here yet */
  dragging: Dragging | null
  pending: ReadonlyMap<string, Pending>
  now: number
  activeId: string | null
  menuId: string | null
  onMenu(id: string | null): void
  targetsOf(card: DealCard): readonly Target[]
  onTarget(card: DealCard, key: string): void
  placeOf?: ((card: DealCard) => string) | undefined
  /** the query key under which further cards are kept, and how they are asked for */
  moreKey: readonly unknown[]
  more(key: string, cursor: string): Promise<CardPage>
  /** a card to give the keyboard to once it is here */
  followId: string | null
  onFollowed(): void
  children?: ReactNode
  empty: ReactNode
  ref: Ref<ColumnHandle>
}

const estimate = 124

/** A column of which only the cards in view are in the page; more are fetched as one scrolls. */
export function Column(input: ColumnInput) {
  const { model, scope, drawn, dragging, pending, now, activeId, menuId, followId, onFollowed, moreKey, more } = input
  const { key, next, over } = model
  const list = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [deep, setDeep] = useState(false)
  const [hovered, setHovered] = useState(false)
  const wanted = useRef<number | null>(null)

  const tail = useInfiniteQuery({
    queryKey: [...moreKey, key, next],
    queryFn: ({ pageParam }) => more(key, pageParam),
    initialPageParam: next ?? '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: deep && next !== null,
  })
  const { data: further, hasNextPage, isFetching, fetchNextPage } = tail
  const cards = useMemo(
    () => withPending([...model.cards, ...(further?.pages.flatMap((page) => page.items) ?? [])], pending, key, scope),
    [model.cards, further, pending, key, scope],
  )

  // what it shows changes with scrolling: no compiler need memoize it
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: drawn === 'head' ? 0 : cards.length,
    getScrollElement: () => list.current,
    getItemKey: (index) => cards[index]?.id ?? index,
    estimateSize: () => estimate,
    overscan: drawn === 'whole' ? 4 : 0,
    gap: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (next === null || last < cards.length - 5) return
    if (!deep) setDeep(true)
    else if (hasNextPage && !isFetching) void fetchNextPage()
  }, [last, cards.length, next, deep, hasNextPage, isFetching, fetchNextPage])

  const focus = (index: number): void => {
    wanted.current = Math.max(0, Math.min(cards.length - 1, index))
    virtual.scrollToIndex(wanted.current)
    reach()
  }
  const reach = (): void => {
    if (wanted.current === null) return
    const link = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-deal]`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
    box?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }
  useEffect(reach)
  useImperativeHandle(input.ref, () => ({ focus, size: () => cards.length, at: (index) => cards[index] }))
  useEffect(() => {
    if (followId === null) return
    const index = cards.findIndex(({ id }) => id === followId)
    if (index < 0) return
    wanted.current = index
    virtual.scrollToIndex(index)
    onFollowed()
  }, [followId, cards, virtual, onFollowed])

  useEffect(() => {
    const scroller = list.current
    if (!box || !scroller || !dragging) return
    return dragging.combine(
      dragging.dropTargetForElements({
        element: box,
        getData: () => ({ column: key, scope }),
        canDrop: ({ source }) => source.data['kind'] === 'deal',
        onDragEnter: () => setHovered(true),
        onDragLeave: () => setHovered(false),
        onDrop: () => setHovered(false),
      }),
      dragging.autoScrollForElements({ element: scroller, canScroll: ({ source }) => source.data['kind'] === 'deal' }),
    )
  }, [box, key, scope, dragging])

  return (
    <section
      ref={setBox}
      className={styles.column}
      aria-label={model.name}
      data-column={key}
      data-over={over}
      data-hovered={hovered || undefined}
    >
      <header className={styles.columnHead}>{model.head}</header>
      {input.children}
      <div ref={list} className={styles.list}>
        {cards.length === 0 && input.empty}
        <ul style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const card = cards[index] as DealCard
            return (
              <Item
                key={card.id}
                ref={virtual.measureElement}
                index={index}
                total={Math.max(model.count, cards.length)}
                start={start}
                card={card}
                scope={scope}
                column={key}
                dragging={dragging}
              >
                <Card
                  card={card}
                  now={now}
                  active={activeId === card.id}
                  pending={pending.has(card.id)}
                  targets={input.targetsOf(card)}
                  menu={menuId === card.id}
                  onMenu={(open) => input.onMenu(open ? card.id : null)}
                  onTarget={(target) => input.onTarget(card, target)}
                  place={input.placeOf?.(card)}
                />
              </Item>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

interface ItemInput {
  ref: (element: HTMLLIElement | null) => void
  index: number
  total: number
  start: number
  card: DealCard
  scope: string
  column: string
  dragging: Dragging | null
  children: ReactNode
}

function Item({ ref, index, total, start, card, scope, column, dragging, children }: ItemInput) {
  const [element, setElement] = useState<HTMLLIElement | null>(null)
  const [dragged, setDragged] = useState(false)
  const latest = useRef(card)
  const attach = useCallback(
    (node: HTMLLIElement | null) => {
      setElement(node)
      ref(node)
    },
    [ref],
  )
  useEffect(() => {
    latest.current = card
  })
  const { mayChange } = card
  useEffect(() => {
    if (!element || !mayChange || !dragging) return
    return dragging.draggable({
      element,
      getInitialData: () => ({ kind: 'deal', card: latest.current, column, scope }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [element, mayChange, column, scope, dragging])
  return (
    <li
      ref={attach}
      data-index={index}
      data-card={card.id}
      data-dragged={dragged || undefined}
      aria-setsize={total}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${start}px)` }}
    >
      {children}
    </li>
  )
}

/** The cards of a column with what is on its way: gone from where it was, first where it goes. */
function withPending(
  cards: readonly DealCard[],
  pending: ReadonlyMap<string, Pending>,
  key: string,
  scope: string,
): DealCard[] {
  const coming = [...pending.values()].filter((one) => one.to === key && one.scope === scope).map(({ card }) => card)
  const seen = new Set(pending.keys())
  const staying = cards.filter(({ id }) => !seen.has(id) && seen.add(id))
  return [...coming, ...staying]
}
