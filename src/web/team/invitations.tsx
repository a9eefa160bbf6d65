import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { InvitationRow, SentInvitation } from '#contract/team.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { Labelled } from './labelled.tsx'
import { teamApi } from './team-api.ts'
import { useTeamChanged } from './team-query.ts'
import styles from './team.module.css'

interface InvitationsInput {
  invitations: readonly InvitationRow[]
  onSent(sent: SentInvitation): void
}

/** Those whom nobody has heard from yet. */
export function Invitations({ invitations, onSent }: InvitationsInput) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<InvitationRow>[] = [
    {
      id: 'email',
      head: <Say id="signIn.email" />,
      rowHead: true,
      cell: ({ email, role }) => (
        <>
          {email}
          <br />
          <span className={styles.mail}>{say(`role.${role}`)}</span>
        </>
      ),
    },
    {
      id: 'sent',
      head: <Say id="team.sentAt" />,
      wide: true,
      cell: ({ sentAt, by }) => (
        <Labelled label="team.sentAt">
          {format.dateTime(sentAt)}
          {by !== null && <span className="quiet"> · {by}</span>}
        </Labelled>
      ),
    },
    {
      id: 'until',
      head: <Say id="team.until" />,
      cell: ({ expired, expiresAt }) =>
        expired ? (
          <span className="chip">
            <Say id="team.expired" />
          </span>
        ) : (
          <Labelled label="team.until">{format.date(expiresAt)}</Labelled>
        ),
    },
    {
      id: 'acts',
      head: (
        <span className="hidden">
          <Say id="team.acts" />
        </span>
      ),
      num: true,
      cell: (invitation) => <InvitationActs invitation={invitation} onSent={onSent} />,
    },
  ]
  return (
    <Section title={<Say id="team.invitations" />}>
      <div className={styles.stacking}>
        <Table label={say('team.invitations')} columns={columns} rows={invitations} keyOf={({ id }) => id} />
      </div>
    </Section>
  )
}

function InvitationActs({ invitation, onSent }: { invitation: InvitationRow; onSent(sent: SentInvitation): void }) {
  const say = useSay()
  const { done, failed } = useUndo()
  const changed = useTeamChanged()
  const { id, email } = invitation
  const resend = useMutation({
    mutationFn: () => teamApi.resend(id),
    onSuccess: (sent) => onSent(sent),
    onError: failed,
    onSettled: changed,
  })
  const revoke = useMutation({
    mutationFn: () => teamApi.revoke(id),
    onSuccess: () => done(say('team.revoked', { email })),
    onError: failed,
    onSettled: changed,
  })
  return (
    <div className={styles.acts}>
      <Button
        variant="default"
        size="xs"
        loading={resend.isPending}
        aria-label={say('team.resend.named', { email })}
        onClick={() => resend.mutate()}
      >
        <Say id="team.resend" />
      </Button>
      <Button
        variant="default"
        size="xs"
        loading={revoke.isPending}
        aria-label={say('team.revoke.named', { email })}
        onClick={() => revoke.mutate()}
      >
        <Say id="team.revoke" />
      </Button>
    </div>
  )
}
