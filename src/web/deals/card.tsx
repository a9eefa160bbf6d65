import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useId, useRef } from 'react'
import type { DealCard } from '#contract/deal-board.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Avatar } from '../ui/avatar.tsx'
import styles from './deals.module.css'
import { useMoney } from './sums.tsx'

const loadMenu = () => import('./card-menu.tsx')
const CardMenu = lazy(() => loadMenu().then((file) => ({ default: file.CardMenu })))

export interface Target {
  key: string
  name: string
}

interface CardInput {
  card: DealCard
  /** epoch ms */
  now: number
  /** the one that the keyboard reaches */
  active: boolean
  /** on its way: what is shown is not confirmed yet */
  pending: boolean
  /** where it may be moved */
  targets: readonly Target[]
  menu: boolean
  onMenu(open: boolean): void
  onTarget(key: string): void
  /** the stage is said on it: where columns are months */
  place?: string | undefined
}

/** A deal on the board: what it is worth, who owns it, how long it stands here, what is wrong with it. */
export function Card(input: CardInput) {
  const { card, now, active, pending, targets } = input
  const format = useFormat()
  const say = useSay()
  const money = useMoney()
  const { warnings } = card
  const past = warnings.includes('past_close')
  const rest = warnings.filter((one) => one !== 'past_close')
  return (
    <div className={styles.card} data-pending={pending || undefined} data-fixed={!card.mayChange || undefined}>
      <div className={styles.cardHead}>
        <Link
          to="/deals/$id"
          params={{ id: card.id }}
          className={styles.name}
          draggable={false}
          tabIndex={active ? 0 : -1}
          data-deal={card.id}
        >
          {card.name}
        </Link>
        {card.mayChange && targets.length > 0 && <Dots {...input} />}
      </div>
      {card.account && <p className={styles.company}>{card.account.name}</p>}
      <div className={styles.cardRow}>
        <span className={card.amountMinor === null ? 'quiet' : styles.amount}>
          {card.amountMinor === null || card.currency === null
            ? say('deals.noAmount')
            : money.full(card.amountMinor, card.currency)}
        </span>
        <span className={styles.owner} title={card.owner?.name ?? say('deals.nobody')}>
          <Avatar name={card.owner?.name ?? null} />
          <span className="hidden">{card.owner?.name ?? say('deals.nobody')}</span>
        </span>
      </div>
      <div className={`${styles.cardRow} small quiet`}>
        <span>{input.place ?? say('deals.here', { days: format.age(now - Date.parse(card.stageSince)) })}</span>
        {card.closeDate !== null && card.status === 'open' && (
          <span className={past ? styles.past : undefined}>
            {say(past ? 'deals.close.past' : 'deals.close.on', { day: format.calendarDay(card.closeDate) })}
          </span>
        )}
      </div>
      {card.status === 'open' && (
        <p className={`small ${styles.next}`}>
          {card.nextStepAt !== null && (
            <span data-bad={warnings.includes('step_overdue') || undefined}>
              {say(warnings.includes('step_overdue') ? 'deals.step.overdue' : 'deals.step.on', {
                day: format.day(card.nextStepAt),
              })}
            </span>
          )}
          {rest
            .filter((one) => one !== 'step_overdue')
            .map((one) => (
              <span key={one} data-warning={one}>
                {say(`deals.warn.${one}`)}
                {one === 'stuck' && card.stuck && <Longer stuck={card.stuck} />}
              </span>
            ))}
        </p>
      )}
    </div>
  )
}

/** By how many of the past stays of its stage that is judged. */
function Longer({ stuck }: { stuck: NonNullable<DealCard['stuck']> }) {
  const format = useFormat()
  return (
    <>
      {': '}
      <Say id="deals.warn.stuck.longer" values={{ share: format.share(stuck.shorter) }} />
    </>
  )
}

/** The way to the menu of a card, by pointer or by its key. */
function Dots({ card, active, targets, menu, onMenu, onTarget }: CardInput) {
  const say = useSay()
  const id = useId()
  // pressing the dots of an open menu is a press outside of it, which closes it before the click comes
  const openWhenPressed = useRef(false)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    if (!menu) return
    before.current = document.activeElement
    return () => {
      // back to where the keyboard was, unless it has gone on already
      if (before.current instanceof HTMLElement && isNowhere(document.activeElement)) before.current.focus()
    }
  }, [menu])
  return (
    <span className={styles.more}>
      <button
        type="button"
        className={styles.dots}
        tabIndex={active ? 0 : -1}
        aria-label={say('deals.move.of', { deal: card.name })}
        aria-haspopup="menu"
        aria-expanded={menu}
        aria-controls={menu ? `${id}-dropdown` : undefined}
        onPointerEnter={() => void loadMenu()}
        onPointerDown={() => (openWhenPressed.current = menu)}
        onClick={() => {
          onMenu(!openWhenPressed.current)
          openWhenPressed.current = false
        }}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      <Suspense>
        {menu && <CardMenu id={id} card={card} targets={targets} close={() => onMenu(false)} onTarget={onTarget} />}
      </Suspense>
    </span>
  )
}

/** What had the keyboard has left the page. */
function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body
}
