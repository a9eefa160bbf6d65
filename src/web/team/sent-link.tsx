import { Button } from '@mantine/core'
import type { SentInvitation } from '#contract/team.ts'
import { Say } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import styles from './team.module.css'

/** The link of an invitation, this once, to pass on by other ways than mail. */
export function SentLink({ sent, onClose }: { sent: SentInvitation; onClose(): void }) {
  return (
    <div className={styles.sent} role="status">
      <p>
        <Say id="team.sent" values={{ email: sent.email }} />
      </p>
      <code className={styles.link} data-invitation-link>
        {sent.link}
      </code>
      <div className={styles.row}>
        <CopyButton text={sent.link} />
        <Button variant="default" size="xs" onClick={onClose}>
          <Say id="state.close" />
        </Button>
      </div>
    </div>
  )
}
