import { useState } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './pages.module.css'

interface PreviewInput {
  id: string
  variant: string
  /** what was kept last: the frame follows it */
  revision: number
  version?: number
}

/** The page as strangers will see it, inert, as wide as a desk or a phone. */
export function Preview({ id, variant, revision, version }: PreviewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const [width, setWidth] = useState<'wide' | 'phone'>(() => (matchMedia('(width < 640px)').matches ? 'phone' : 'wide'))
  const query = new URLSearchParams({
    workspace: workspace.id,
    variant,
    ...(version === undefined ? { revision: String(revision) } : { version: String(version) }),
  })
  return (
    <div className={styles.preview}>
      <div className={styles.widths} role="group" aria-label={say('pages.preview.width')}>
        {(['wide', 'phone'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={width === one} onClick={() => setWidth(one)}>
            <Say id={`pages.preview.${one}`} />
          </button>
        ))}
      </div>
      <div className={styles.frame} data-width={width}>
        <iframe
          title={say('pages.preview.title')}
          src={`/api/pages/${encodeURIComponent(id)}/preview?${query.toString()}`}
          sandbox=""
        />
      </div>
    </div>
  )
}
