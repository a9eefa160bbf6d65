import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ReviewItem, ReviewPage } from '#contract/review.ts'
import { useFormat } from '../app/format.ts'
import { isBusy, singleKeys } from '../app/shortcuts.ts'
import { Say, useSay } from '../app/words.tsx'
import { PageHead, Section } from '../ui/page.tsx'
import { Agenda } from './agenda.tsx'
import { DealOnTable } from './deal-on-table.tsx'
import { Decide, type DecideHandle, decisionsFor } from './decide.tsx'
import { useReviewDeed } from './queries.ts'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

interface WalkInput {
  review: ReviewPage
  at: number | undefined
  look(place: number): void
}

/** One deal at a time: why it is here, what is decided, and on to the next; all of it by keys. */
export function Walk({ review, at, look }: WalkInput) {
  const say = useSay()
  const format = useFormat()
  const { isPending: pending, go } = useReviewDeed()
  const { items } = review
  const waiting = items.filter(({ state }) => state === 'waiting')
  const item = items.find(({ place }) => place === at) ?? waiting[0]
  const decide = useRef<DecideHandle>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const minutes = useMinutes(review)

  const move = (by: 1 | -1) => {
    const index = items.findIndex(({ place }) => place === item?.place)
    const next = items[index + by]
    if (next) look(next.place)
  }
  const onward = (done: ReviewItem) => {
    const next = waiting.find(({ place }) => place > done.place) ?? waiting.find(({ place }) => place !== done.place)
    look(next?.place ?? items.length + 1)
  }
  const skip = () => {
    if (!item || item.state === 'decided' || pending) return
    go({ run: () => reviewApi.skip(review.id, item.place), onFresh: () => onward(item) })
  }
  const turn = (to: 'paused' | 'running') => go({ run: () => reviewApi.turn(review.id, { to }) })

  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [item?.place])

  const latest = useRef({ move, skip, item })
  useEffect(() => {
    latest.current = { move, skip, item }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (!singleKeys() || isBusy(event.target)) return
      const now = latest.current
      const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1]
      if (event.code === 'KeyJ') now.move(1)
      else if (event.code === 'KeyK') now.move(-1)
      else if (event.code === 'KeyS') now.skip()
      else if (event.code === 'KeyD') decide.current?.submit()
      else if (digit !== undefined && now.item) {
        const one = decisionsFor(now.item)[Number(digit) - 1]
        if (one) decide.current?.choose(one)
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])

  const first = item && items.find(({ part }) => part === item.part)?.place === item.place
  const done = items.length - waiting.length
  return (
    <>
      <PageHead
        title={say('review.of', { day: format.date(review.startedAt) })}
        sentence={
          <>
            {say('review.progress', { done, all: items.length })} ·{' '}
            <span data-time>{say('review.minutes', { minutes })}</span>
          </>
        }
        actions={
          <>
            {review.state === 'running' ? (
              <Button variant="default" onClick={() => turn('paused')} loading={pending}>
                <Say id="review.pause" />
              </Button>
            ) : (
              <Button variant="default" onClick={() => turn('running')} loading={pending}>
                <Say id="review.resume" />
              </Button>
            )}
            <Button variant="default" onClick={() => look(items.length + 1)}>
              <Say id="review.end" />
            </Button>
          </>
        }
      />
      <progress
        className={styles.progress}
        value={done}
        max={Math.max(1, items.length)}
        aria-label={say('review.progress', { done, all: items.length })}
      />
      {review.state === 'paused' && (
        <p className={styles.notice} role="status">
          <Say id="review.paused" />
        </p>
      )}
      {item && (at === undefined || at <= items.length) ? (
        <>
          {review.guided && first && (
            <p className={styles.guide}>
              <b>{say(`review.part.${item.part}`)}.</b> <Say id={`review.guide.${item.part}`} />
            </p>
          )}
          <div className={styles.walk}>
            <DealOnTable item={item} heading={heading} />
            <Decide
              key={`${item.place}:${item.state}`}
              ref={decide}
              review={review}
              item={item}
              onDecided={() => onward(item)}
              onSkip={skip}
            />
          </div>
          <p className={`${styles.keys} small`} data-no-print>
            <Say
              id="review.keys"
              values={{
                j: <kbd key="j">J</kbd>,
                k: <kbd key="k">K</kbd>,
                n: <kbd key="n">1–6</kbd>,
                d: <kbd key="d">D</kbd>,
                s: <kbd key="s">S</kbd>,
              }}
            />
          </p>
        </>
      ) : (
        <End review={review} left={waiting.length} look={look} />
      )}
      <Agenda items={items} at={item?.place} look={look} />
    </>
  )
}

/** Minutes spent, going on while somebody is at it. */
function useMinutes({ seconds, seenAt, state, asOf }: ReviewPage): number {
  const [loaded] = useState(() => ({ at: Date.now(), asOf: Date.parse(asOf) }))
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  const since = state === 'running' && seenAt !== null ? loaded.asOf + (now - loaded.at) - Date.parse(seenAt) : 0
  return Math.floor((seconds + Math.min(900, Math.max(0, since / 1000))) / 60)
}

/** The end: what was learned, kept with the summary. */
function End({ review, left, look }: { review: ReviewPage; left: number; look(place: number): void }) {
  const say = useSay()
  const { isPending: pending, go } = useReviewDeed()
  const [note, setNote] = useState(review.note ?? '')
  const skipped = review.items.filter(({ state }) => state === 'skipped')
  const [first] = skipped
  const end = (event: FormEvent) => {
    event.preventDefault()
    go({ run: () => reviewApi.turn(review.id, { to: 'done', note: note.trim() }) })
  }
  return (
    <Section title={<Say id={left === 0 ? 'review.through' : 'review.end'} />}>
      <form className={styles.form} onSubmit={end}>
        <p>
          {review.items.length === 0 ? (
            <Say id="review.empty" />
          ) : left === 0 ? (
            first ? (
              <Say id="review.through.skipped" values={{ count: skipped.length }} />
            ) : (
              <Say id="review.through.next" />
            )
          ) : (
            say('review.progress', { done: review.items.length - left, all: review.items.length })
          )}
        </p>
        {first && (
          <button type="button" className="link" onClick={() => look(first.place)}>
            <Say id="review.through.back" />
          </button>
        )}
        <label className="field">
          <Say id="review.end.note" />
          <textarea
            className={styles.area}
            rows={4}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending}>
            <Say id="review.end" />
          </Button>
        </div>
      </form>
    </Section>
  )
}
