import { Button } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { type ReviewDecision, type ReviewItem, type ReviewPage } from '#contract/review.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useColleagues, usePipeline } from '../deal/queries.ts'
import { useReviewDeed } from './queries.ts'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

/** What the keys of the walk reach: choose by number, decide. */
export interface DecideHandle {
  choose(decision: ReviewDecision): void
  submit(): void
}

const decisions: readonly ReviewDecision[] = ['keep', 'push', 'close_date', 'owner', 'lose', 'coach']

/** By number; a deal that is over can be kept or talked over. */
export function decisionsFor({ now }: ReviewItem): readonly (ReviewDecision | null)[] {
  return decisions.map((one) => (now?.status === 'open' || one === 'keep' || one === 'coach' ? one : null))
}

interface DecideInput {
  ref: Ref<DecideHandle>
  review: ReviewPage
  item: ReviewItem
  onDecided(): void
  onSkip(): void
}

/** What is decided of one deal; once it is, what was. */
export function Decide({ ref, review, item, onDecided, onSkip }: DecideInput) {
  const say = useSay()
  const format = useFormat()
  const { isPending: pending, go } = useReviewDeed()
  const colleagues = useColleagues()
  const pipeline = usePipeline(item.deal.pipeline)
  const form = useRef<HTMLFormElement>(null)
  const [decision, setDecision] = useState<ReviewDecision>('keep')
  const [note, setNote] = useState('')
  const [closeDate, setCloseDate] = useState('')
  const [ownerId, setOwner] = useState('')
  const ways = pipeline?.outcomes.filter(({ won }) => !won) ?? []
  const [way, setWay] = useState('')
  const outcome = way === '' ? (ways[0]?.id ?? '') : way
  const reasons = pipeline?.reasons[outcome] ?? []
  const [reason, setReason] = useState('')
  const needsReason = ways.find(({ id }) => id === outcome)?.reasons === true
  const ready =
    item.now !== null &&
    item.state !== 'decided' &&
    (decision !== 'close_date' || closeDate !== '') &&
    (decision !== 'owner' || ownerId !== '') &&
    (decision !== 'lose' || !needsReason || reason !== '')

  const submit = () => {
    if (!ready || pending || item.now === null) return
    const { deal } = item
    go({
      run: () =>
        reviewApi.decide(review.id, {
          place: item.place,
          decision,
          note: note.trim(),
          taskTitle: say(`review.task.${decision}`, { deal: deal.name }).slice(0, 300),
          ...(item.now ? { dealRevision: item.now.revision } : {}),
          ...(decision === 'close_date' ? { closeDate } : {}),
          ...(decision === 'owner' ? { ownerId } : {}),
          ...(decision === 'lose' ? { outcome, ...(reason === '' ? {} : { reason }) } : {}),
        }),
      said: () => say('review.decided', { deal: deal.name, decision: say(`review.decision.${decision}`) }),
      undo: () => reviewApi.reopen(review.id, item.place),
      onFresh: onDecided,
    })
  }
  const choose = (one: ReviewDecision) => {
    if (item.state === 'decided') return
    setDecision(one)
    // what it needs is filled in next
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-needed]')?.focus())
  }
  useImperativeHandle(ref, () => ({ choose, submit }))

  if (item.state === 'decided' && item.decision !== null) {
    return (
      <section className="card" aria-label={say('review.decide')}>
        <h2>{say(`review.decision.${item.decision}`)}</h2>
        <Detail item={item} />
        {item.note !== null && <p className={styles.said}>{item.note}</p>}
        <div className={styles.buttons}>
          <Button
            variant="default"
            loading={pending}
            onClick={() =>
              go({
                run: () => reviewApi.reopen(review.id, item.place),
                said: () => say('review.takenBack', { deal: item.deal.name }),
              })
            }
          >
            <Say id="review.takeBack" />
          </Button>
          <Button onClick={onDecided}>
            <Say id="review.next" />
          </Button>
        </div>
      </section>
    )
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
  return (
    <section className="card" aria-label={say('review.decide')}>
      <form
        ref={form}
        className={styles.form}
        onKeyDown={keys}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          submit()
        }}
      >
        <fieldset className={styles.choices}>
          <legend>
            <Say id="review.decide" />
          </legend>
          {decisionsFor(item).map(
            (one, index) =>
              one && (
                <label key={one} data-on={decision === one || undefined}>
                  <input type="radio" name="decision" checked={decision === one} onChange={() => setDecision(one)} />
                  <kbd aria-hidden="true">{index + 1}</kbd>
                  {say(`review.decision.${one}`)}
                </label>
              ),
          )}
        </fieldset>
        <p className="small quiet">
          <Say id={`review.does.${decision}`} />
        </p>
        {decision === 'close_date' && (
          <label className="field">
            <Say id="review.newDate" />
            <input
              type="date"
              className="plain"
              data-needed
              value={closeDate}
              onChange={(event) => setCloseDate(event.currentTarget.value)}
            />
          </label>
        )}
        {decision === 'owner' && (
          <label className="field">
            <Say id="review.newOwner" />
            <select
              className="plain"
              data-needed
              value={ownerId}
              onChange={(event) => setOwner(event.currentTarget.value)}
            >
              <option value="">{say('review.choose')}</option>
              {colleagues
                .filter(({ userId }) => userId !== item.deal.owner?.id)
                .map(({ userId, name }) => (
                  <option key={userId} value={userId}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
        )}
        {decision === 'lose' && (
          <>
            <label className="field">
              <Say id="review.way" />
              <select
                className="plain"
                data-needed
                value={outcome}
                onChange={(event) => {
                  setWay(event.currentTarget.value)
                  setReason('')
                }}
              >
                {ways.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {format.text(name)}
                  </option>
                ))}
              </select>
            </label>
            {reasons.length > 0 && (
              <label className="field">
                <Say id="review.reason" />
                <select className="plain" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
                  <option value="">{say('review.choose')}</option>
                  {reasons.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {format.text(name)}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </>
        )}
        <label className="field">
          <Say id="review.note" />
          <textarea
            className={styles.area}
            rows={3}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={!ready}>
            <Say id="review.go" />
          </Button>
          <Button variant="default" onClick={onSkip} disabled={pending}>
            <Say id="review.skip" />
          </Button>
        </div>
      </form>
    </section>
  )
}

/** What exactly was decided: the day, the new owner, the reason of the loss. */
export function Detail({ item }: { item: ReviewItem }) {
  const format = useFormat()
  const { closeDate, owner, outcome, reason } = item.detail
  const pipeline = usePipeline(item.deal.pipeline)
  const given = pipeline?.reasons[outcome ?? '']?.find(({ id }) => id === reason)
  if (closeDate !== undefined) return <Say id="review.detail.close_date" values={{ day: format.calendar(closeDate) }} />
  if (owner !== undefined) return <Say id="review.detail.owner" values={{ name: owner }} />
  if (given) return <Say id="review.detail.reason" values={{ reason: format.text(given.name) }} />
  return null
}
