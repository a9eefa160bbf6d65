import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { TeamMember } from '#contract/team.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { useUndo } from '../ui/undo.tsx'
import { teamApi } from './team-api.ts'
import { useTeamChanged } from './team-query.ts'
import styles from './team.module.css'

/** Says what ends with a membership, and asks once. */
export function RemoveMember({ member, onClose }: { member: TeamMember; onClose(): void }) {
  const say = useSay()
  const { done } = useUndo()
  const changed = useTeamChanged()
  const { name } = member
  const remove = useMutation({
    mutationFn: () => teamApi.remove(member.userId),
    onSuccess: async ({ keysRevoked, keysTaken }) => {
      onClose()
      done(say('team.removed', { name, revoked: keysRevoked, taken: keysTaken }))
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
