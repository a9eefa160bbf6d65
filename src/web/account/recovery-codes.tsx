import { Button } from '@mantine/core'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import styles from './account.module.css'

/** The recovery codes, this once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const say = useSay()
  return (
    <div role="status">
      <p>
        <Say id="secondFactor.codes.about" />
      </p>
      <ul className={styles.codes} aria-label={say('secondFactor.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.row}>
        <CopyButton text={codes.join('\n')} />
        <Button size="xs" onClick={onKept}>
          <Say id="secondFactor.codes.kept" />
        </Button>
      </div>
    </div>
  )
}
