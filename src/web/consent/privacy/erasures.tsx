import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Erasure } from '#contract/privacy.ts'
import { useFormat } from '../../app/format.ts'
import { useMay } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { FreedSpace, Goes, Recipients } from './figures.tsx'
import { KeptNames } from './names.tsx'
import { privacyApi } from './privacy-api.ts'
import styles from './privacy.module.css'

/** What was asked, by whom, what came of it, and until when backups still hold it. */
export function Erasures({ items }: { items: readonly Erasure[] }) {
  return (
    <ul className={styles.erasures}>
      {items.map((erasure) => (
        <li key={erasure.id}>
          <One erasure={erasure} />
        </li>
      ))}
    </ul>
  )
}

function One({ erasure }: { erasure: Erasure }) {
  const format = useFormat()
  const { kind, state, person, targets, people, reason, note, askedAt, askedBy, decidedBy, doneAt } = erasure
  return (
    <>
      <div className={styles.head}>
        <strong>
          {person ? (
            <Link to="/people/$id" params={{ id: person.id }} className="link">
              {person.name ?? person.id.slice(0, 8)}
            </Link>
          ) : kind === 'list' ? (
            <Say id="privacy.listOf" values={{ count: targets }} />
          ) : (
            <Say id={state === 'done' ? 'privacy.somebody' : 'privacy.nobody'} />
          )}
        </strong>
        <span className="chip" data-kind={state === 'asked' ? 'heat' : undefined}>
          <Say id={`privacy.state.${state}`} />
        </span>
      </div>
      <p className="quiet small">
        <Say id={`privacy.reason.${reason}`} />
        {' · '}
        <Say id="privacy.askedBy" values={{ who: askedBy, at: format.dateTime(askedAt) }} />
        {decidedBy !== null && decidedBy !== askedBy && (
          <>
            {' · '}
            <Say id={state === 'declined' ? 'privacy.declinedBy' : 'privacy.decidedBy'} values={{ who: decidedBy }} />
          </>
        )}
      </p>
      {note !== '' && <p>{note}</p>}
      {state === 'running' && (
        <p role="status">
          <Say id="privacy.progress" values={{ reached: erasure.reached, targets }} />
        </p>
      )}
      {state === 'done' && (
        <>
          {kind === 'list' && (
            <p>
              <Say id="privacy.people" values={{ count: people }} />
            </p>
          )}
          <Goes counts={erasure.counts} />
          <Recipients networks={erasure.recipients} />
          {erasure.kept > 0 && <KeptNames erasure={erasure} />}
          <FreedSpace spaceWiped={erasure.spaceWiped} logWiped={erasure.logWiped} />
          {doneAt !== null && erasure.backupsUntil !== null && (
            <p className="quiet small">
              <Say
                id="privacy.backupsUntil"
                values={{ done: format.date(doneAt), until: format.date(erasure.backupsUntil) }}
              />
            </p>
          )}
        </>
      )}
      {state === 'asked' && <Decide erasure={erasure} />}
    </>
  )
}

function Decide({ erasure }: { erasure: Erasure }) {
  const say = useSay()
  const client = useQueryClient()
  const may = useMay('erasure.carry_out')
  const { done, failed } = useUndo()
  const decide = useMutation({
    mutationFn: (start: boolean) => privacyApi.decide(erasure.id, start),
    onSuccess: ({ state }) => {
      done(say(state === 'declined' ? 'privacy.declined' : 'privacy.running'))
      return client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  if (!may)
    return (
      <p className="quiet">
        <Say id="privacy.waits" />
      </p>
    )
  return (
    <div className={styles.buttons}>
      <Button loading={decide.isPending && decide.variables} onClick={() => decide.mutate(true)}>
        <Say id="privacy.start" />
      </Button>
      <Button variant="default" loading={decide.isPending && !decide.variables} onClick={() => decide.mutate(false)}>
        <Say id="privacy.decline" />
      </Button>
    </div>
  )
}
