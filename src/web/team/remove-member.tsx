import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TeamMember } from '#contract/team.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { useUndo } from '../ui/undo.tsx'
import { teamApi } from './team-api.ts'
import { useWorkspace } from '../app/session.ts'
import { teamQuery, useTeamChanged } from './team-query.ts'
import styles from './team.module.css'

/** Says what ends with a membership, and asks once. */
export function RemoveMember({ member, onClose }: { member: TeamMember; onClose(): void }) {
  const say = useSay()
  const { done } = useUndo()
  const changed = useTeamChanged()
  const { name } = member
  const workspace = useWorkspace()
  const [to, setTo] = useState('')
  const holds = useQuery({
    queryKey: ['team', workspace.id, 'holds', member.userId],
    queryFn: ({ signal }) => teamApi.holds(member.userId, signal),
  }).data
  const others = (useQuery(teamQuery(workspace.id)).data?.members ?? []).filter(
    ({ userId, role }) => userId !== member.userId && role !== 'viewer',
  )
  const held = holds ? holds.tasks + holds.handoffs + holds.deals : 0
  const remove = useMutation({
    mutationFn: () => teamApi.remove(member.userId, to === '' ? null : to),
    onSuccess: async ({ keysRevoked, keysTaken, tasks, handoffs, deals }) => {
      onClose()
      const passed = tasks + handoffs + deals
      done(
        [
          say('team.removed', { name, revoked: keysRevoked, taken: keysTaken }),
          ...(passed > 0 ? [say('team.removed.passed', { tasks, handoffs, deals })] : []),
        ].join(' '),
      )
      await changed()
    },
  })
  return (
    <Modal
      opened
      centered
      title={<Say id="team.remove.title" values={{ name }} />}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <p style={{ marginBottom: 16 }}>
        <Say id="team.remove.about" />
      </p>
      {holds && held > 0 && (
        <div style={{ marginBottom: 16 }}>
          <p style={{ marginBottom: 8 }}>
            <Say id="team.remove.holds" values={{ name, ...holds }} />
          </p>
          <label className="field">
            <Say id="team.remove.to" />
            <select className="plain" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{say('team.remove.rules')}</option>
              {others.map(({ userId, name: other }) => (
                <option key={userId} value={userId}>
                  {other}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {remove.error && <Refusal error={remove.error} words={{ conflict: 'team.lastAdmin' }} />}
      <div className={styles.acts}>
        <Button variant="default" onClick={onClose} data-autofocus>
          <Say id="team.keep" />
        </Button>
        <Button loading={remove.isPending} onClick={() => remove.mutate()}>
          <Say id="team.remove.confirm" />
        </Button>
      </div>
    </Modal>
  )
}
