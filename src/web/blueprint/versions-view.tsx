import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { BlueprintVersionView } from '#contract/blueprint-view.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { blueprintApi, useBlueprint } from './blueprint-api.ts'
import styles from './blueprint.module.css'
import { ChangeList } from './change-list.tsx'

/** Who changed what, when and why. */
export function VersionsView({ current }: { current: number }) {
  const workspace = useWorkspace()
  const list = useQuery({
    queryKey: ['blueprint', workspace.id, 'versions', current],
    queryFn: ({ signal }) => blueprintApi.versions(signal),
  })
  return (
    <Section title={<Say id="blueprint.versions" />} sub={<Say id="blueprint.versions.about" />}>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      <ol className={styles.ways}>
        {list.data?.versions.map((version) => (
          <Version key={version.version} version={version} />
        ))}
      </ol>
    </Section>
  )
}

function Version({ version }: { version: BlueprintVersionView }) {
  const format = useFormat()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <strong>
        <Say id="blueprint.version" values={{ version: version.version }} />
      </strong>{' '}
      <span className="quiet">
        {version.appliedBy} · {format.dateTime(version.appliedAt)}
      </span>
      {version.note !== null && <p>{version.note}</p>}
      <p className={styles.buttons}>
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Say id="blueprint.version.changes" />
        </button>
        <Link to="/blueprint" search={{ version: version.version }} className="link">
          <Say id="blueprint.version.read" />
        </Link>
      </p>
      {open && <Changes version={version.version} />}
    </li>
  )
}

function Changes({ version }: { version: number }) {
  const document = useBlueprint(version)
  if (document.isPending) return <LoadingScreen />
  if (document.error) return <ErrorState error={document.error} />
  if (document.data.changes.length === 0)
    return (
      <p className="quiet">
        <Say id="blueprint.version.first" />
      </p>
    )
  return <ChangeList changes={document.data.changes} blueprint={document.data.blueprint} />
}
