import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePipelines } from '../deal/queries.ts'
import { teamQuery } from '../team/team-query.ts'
import { useReviewDeed } from './queries.ts'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

/** What a new review looks at, who is there, and whether each step is explained. */
export function StartForm({ guided: guidedFirst, close }: { guided: boolean; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const me = useSession().user?.id ?? null
  const members = useQuery(teamQuery(workspace.id)).data?.members ?? []
  const pipelines = usePipelines()
  const { isPending: pending, go } = useReviewDeed()
  const [pipeline, setPipeline] = useState('')
  const [most, setMost] = useState(15)
  const [present, setPresent] = useState<readonly string[]>([])
  const [guests, setGuests] = useState('')
  const [guided, setGuided] = useState(guidedFirst)
  const start = (event: FormEvent) => {
    event.preventDefault()
    go({
      run: () =>
        reviewApi.start({
          ...(pipeline === '' ? {} : { pipeline }),
          most,
          present,
          guests: guests
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== ''),
          guided,
        }),
      onFresh: ({ id }) => void navigate({ to: '/review/$id', params: { id } }),
    })
  }
  const others = members.filter(({ userId }) => userId !== me)
  return (
    <Modal
      opened
      onClose={close}
      title={say('review.start.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={start}>
        <p className="quiet">
          <Say id="review.start.about" />
        </p>
        <label className="field">
          <Say id="hygiene.pipeline" />
          <select
            className="plain"
            data-autofocus
            value={pipeline}
            onChange={(event) => setPipeline(event.currentTarget.value)}
          >
            <option value="">{say('hygiene.pipeline.all')}</option>
            {pipelines?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {format.text(name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="review.start.most" />
          <select className="plain" value={most} onChange={(event) => setMost(Number(event.currentTarget.value))}>
            {[3, 5, 10, 15, 25, 50].map((count) => (
              <option key={count} value={count}>
                {format.number(count)}
              </option>
            ))}
          </select>
        </label>
        {others.length > 0 && (
          <fieldset className={styles.people}>
            <legend>
              <Say id="review.start.present" />
            </legend>
            {others.map(({ userId, name }) => (
              <label key={userId}>
                <input
                  type="checkbox"
                  checked={present.includes(userId)}
                  onChange={(event) =>
                    setPresent(
                      event.currentTarget.checked ? [...present, userId] : present.filter((one) => one !== userId),
                    )
                  }
                />
                {name}
              </label>
            ))}
          </fieldset>
        )}
        <label className="field">
          <span>
            <Say id="review.start.guests" />{' '}
            <span className="quiet small">
              <Say id="review.start.guests.hint" />
            </span>
          </span>
          <input
            className="plain"
            maxLength={1000}
            value={guests}
            onChange={(event) => setGuests(event.currentTarget.value)}
          />
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={guided} onChange={(event) => setGuided(event.currentTarget.checked)} />
          <Say id="review.start.guided" />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending}>
            <Say id="review.start.go" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="review.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
