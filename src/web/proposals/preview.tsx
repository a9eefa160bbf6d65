import { Modal } from '@mantine/core'
import type { ProposalPage } from '#contract/proposal.ts'
import { useWorkspace } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import styles from './proposals.module.css'

/** The buyer's own page, inert, in a frame. */
export function PaperFrame({ proposal }: { proposal: Pick<ProposalPage, 'id' | 'revision'> }) {
  const say = useSay()
  const workspace = useWorkspace()
  const source = `/api/proposals/${encodeURIComponent(proposal.id)}/preview?workspace=${encodeURIComponent(workspace.id)}`
  return <iframe className={styles.paper} title={say('proposals.preview.title')} src={source} sandbox="" />
}

export function Preview({ proposal, onClose }: { proposal: ProposalPage; onClose(): void }) {
  const say = useSay()
  return (
    <Modal
      opened
      onClose={onClose}
      size="60rem"
      title={say('proposals.preview.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <PaperFrame proposal={proposal} />
    </Modal>
  )
}
