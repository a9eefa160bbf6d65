import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { TeamMember } from '#contract/team.ts'
import { type Role, roles } from '#core/permission.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { Labelled } from './labelled.tsx'
import { RemoveMember } from './remove-member.tsx'
import { teamApi } from './team-api.ts'
import { useTeamChanged } from './team-query.ts'
import styles from './team.module.css'

/** Everybody by name; admins also see how each signs in. */
export function Members({ members }: { members: readonly TeamMember[] }) {
  const say = useSay()
  const format = useFormat()
  const mayChange = useMay('member.change')
  const me = useSession().user?.id
  const [leaving, setLeaving] = useState<TeamMember | null>(null)
  const admins = members.filter(({ role }) => role === 'admin').length
  const columns: Column<TeamMember>[] = [
    {
      id: 'name',
      head: <Say id="team.name" />,
      rowHead: true,
      cell: ({ userId, name, email }) => (
        <>
          {name}
          {userId === me && (
            <>
              {' '}
              <span className="chip">
                <Say id="team.you" />
              </span>
            </>
          )}
          <br />
          <span className={styles.mail}>{email}</span>
        </>
      ),
    },
    {
      id: 'role',
      head: <Say id="team.role" />,
      cell: (member) =>
        mayChange ? (
          <RoleSelect member={member} last={member.role === 'admin' && admins === 1} />
        ) : (
          say(`role.${member.role}`)
        ),
    },
    {
      id: 'since',
      head: <Say id="team.since" />,
      wide: true,
      cell: ({ since }) => <Labelled label="team.since">{format.date(since)}</Labelled>,
    },
  ]
  if (mayChange)
    columns.push(
      {
        id: 'seen',
        head: <Say id="team.lastSeen" />,
        wide: true,
        cell: ({ lastSeen }) => (
          <Labelled label="team.lastSeen">
            {lastSeen === null ? <Say id="team.notSignedIn" /> : format.date(lastSeen)}
          </Labelled>
        ),
      },
      {
        id: 'secured',
        head: <Say id="team.secured" />,
        wide: true,
        cell: ({ secured }) => (
          <Labelled label="team.secured">
            <Say id={secured ? 'team.secured.yes' : 'team.secured.no'} />
          </Labelled>
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
        cell: (member) =>
          member.role === 'admin' && admins === 1 ? null : (
            <Button
              variant="default"
              size="xs"
              aria-label={say('team.remove.named', { name: member.name })}
              onClick={() => setLeaving(member)}
            >
              <Say id="team.remove" />
            </Button>
          ),
      },
    )
  return (
    <>
      <div className={styles.stacking}>
        <Table label={say('team.members')} columns={columns} rows={members} keyOf={({ userId }) => userId} />
      </div>
      {leaving && <RemoveMember member={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

function RoleSelect({ member, last }: { member: TeamMember; last: boolean }) {
  const say = useSay()
  const { done, failed } = useUndo()
  const changed = useTeamChanged()
  const { userId, name } = member
  const change = useMutation({
    mutationFn: (role: Role) => teamApi.changeRole(userId, role),
    onSuccess: ({ from }, role) =>
      done(say('team.roleChanged', { name, role: say(`role.${role}`) }), async () => {
        await teamApi.changeRole(userId, from)
        await changed()
      }),
    onError: (error) =>
      error instanceof ProblemError && error.problem.code === 'conflict' ? done(say('team.lastAdmin')) : failed(error),
    onSettled: changed,
  })
  return (
    <>
      <select
        className={`plain ${styles.roleSelect}`}
        aria-label={say('team.role.named', { name })}
        value={change.isPending ? change.variables : member.role}
        disabled={last || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.value as Role)}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {say(`role.${role}`)}
          </option>
        ))}
      </select>
      {last && (
        <p className="quiet small">
          <Say id="team.lastAdmin" />
        </p>
      )}
    </>
  )
}
