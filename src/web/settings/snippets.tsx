import type { WriteKey } from '#contract/write-key.ts'
import { Say } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { FirstSeen } from './first-seen.tsx'
import styles from './settings.module.css'

/** The tracker's one line with the public key in it, and a first event by curl. */
export function Snippets({ keys, secret }: { keys: readonly WriteKey[]; secret?: string | undefined }) {
  const usable = keys.find(({ kind, revokedAt }) => kind === 'public' && revokedAt === null)
  if (!usable) return null
  const origin = location.origin
  const tracker = `<script async src="${origin}/t.js" data-key="${usable.shown}"></script>`
  const curl = [
    `curl ${origin}/v1/identify -u ${secret ?? 'YOUR_SECRET_KEY'}: \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"userId":"42","traits":{"email":"kim@example.com","title":"CTO"}}'`,
  ].join('\n')
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="settings.snippets" />
        </h2>
      </header>
      <div className={styles.snippets}>
        <div className={styles.snippet}>
          <h3>
            <Say id="settings.tracker" />
          </h3>
          <p className="quiet small">
            <Say id="settings.tracker.about" />
          </p>
          <pre className={styles.code}>{tracker}</pre>
          <CopyButton text={tracker} />
          <FirstSeen source="browser" />
        </div>
        <div className={styles.snippet}>
          <h3>
            <Say id="settings.curl" />
          </h3>
          <p className="quiet small">
            <Say id="settings.curl.about" />
          </p>
          {secret !== undefined && (
            <div className={styles.once}>
              <p>
                <Say id="keys.once" />
              </p>
              <code className={styles.mono} data-new-key>
                {secret}
              </code>
            </div>
          )}
          <pre className={styles.code}>{curl}</pre>
          <CopyButton text={curl} />
          <FirstSeen source="server" />
        </div>
      </div>
    </section>
  )
}
