import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SessionRow } from '#contract/my-account.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { useAccountChanged } from './account-query.ts'

/** The browsers in which one is signed in. */
export function Sessions({ sessions }: { sessions: readonly SessionRow[] }) {
  const say = useSay()
  const { done, failed } = useUndo()
  const changed = useAccountChanged()
  const endOthers = useMutation({
    mutationFn: accountApi.endOtherSessions,
    onSuccess: async () => {
      done(say('sessions.othersEnded'))
      await changed()
    },
    onError: failed,
  })
  return (
    <Section
      title={<Say id="sessions.heading" />}
      sub={<Say id="sessions.about" />}
      actions={
        sessions.length > 1 && (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            <Say id="sessions.endOthers" />
          </Button>
        )
      }
    >
      <ul className={styles.list}>
        {sessions.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
    </Section>
  )
}

function Session({ session }: { session: SessionRow }) {
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const changed = useAccountChanged()
  const { browser, system, address } = session
  const device = [browser, system].filter((part) => part !== null).join(' · ') || say('sessions.unknown')
  const end = useMutation({
    mutationFn: () => accountApi.endSession(session.id),
    onSuccess: async () => {
      done(say('sessions.ended', { device }))
      await changed()
    },
    onError: failed,
  })
  return (
    <li className={styles.item}>
      <div>
        <strong>{device}</strong>{' '}
        {session.device !== null && session.device !== 'desktop' && (
          <span className="quiet">
            <Say id={`sessions.device.${session.device}`} />
          </span>
        )}
        <p className="quiet small">
          <Say id="sessions.since" values={{ at: format.dateTime(session.since) }} />
          {' · '}
          <Say id="sessions.lastUsed" values={{ at: format.date(session.lastUsed) }} />
          {address !== null && ` · ${address}`}
        </p>
      </div>
      {session.current ? (
        <span className="chip">
          <Say id="sessions.current" />
        </span>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          aria-label={say('sessions.end.named', { device })}
          onClick={() => end.mutate()}
        >
          <Say id="sessions.end" />
        </Button>
      )}
    </li>
  )
}
