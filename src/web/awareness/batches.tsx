import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SignalBatchList } from '#contract/signal.ts'
import { networkName, signalKinds } from '#core/signal/signal.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { AddCounts } from './add-counts.tsx'
import { awarenessApi, useSignals } from './api.ts'
import styles from './awareness.module.css'
import { ImportCounts } from './import-counts.tsx'

/** Where the social numbers come from: typed, of files, of programs; each can be taken back. */
export function Batches() {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const [opened, setOpened] = useState<'hand' | 'file' | null>(null)
  const query = useQuery({
    queryKey: ['awareness', workspace.id, 'batches'],
    queryFn: ({ signal }) => awarenessApi.batches(signal),
  })
  return (
    <Section
      title={<Say id="awareness.batches" />}
      sub={<Say id="awareness.batches.sub" />}
      actions={
        mayWrite && (
          <div className={styles.buttons}>
            <Button variant="default" onClick={() => setOpened('file')}>
              <Say id="awareness.file" />
            </Button>
            <Button variant="default" onClick={() => setOpened('hand')}>
              <Say id="awareness.add" />
            </Button>
          </div>
        )
      }
    >
      <Loaded query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              <Say id="awareness.batches.none" />
            </p>
          ) : (
            <ul className={styles.batches}>
              {items.map((batch) => (
                <Batch key={batch.id} batch={batch} mayWrite={mayWrite} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {opened === 'hand' && <AddCounts onClose={() => setOpened(null)} />}
      {opened === 'file' && <ImportCounts onClose={() => setOpened(null)} />}
    </Section>
  )
}

function Batch({ batch, mayWrite }: { batch: SignalBatchList['items'][number]; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const { isPending, takeBack } = useSignals()
  const { id, source, name, at, by, undoneAt, rows, from, to, networks, kinds } = batch
  const undone = undoneAt !== null
  const days = from === to ? format.calendar(from) : `${format.calendar(from)} – ${format.calendar(to)}`
  return (
    <li {...(undone ? { 'data-undone': true } : {})}>
      <div>
        <strong>{networks.map((network) => networkName(network, language)).join(', ')}</strong>{' '}
        <span>
          {signalKinds
            .filter((kind) => kinds.includes(kind))
            .map((kind) => say(`awareness.kind.${kind}`))
            .join(', ')}
        </span>
        <div className="quiet small">
          {days} · <Say id="awareness.rows" values={{ count: rows }} /> · <Say id={`awareness.source.${source}`} />
          {name !== '' && ` · ${name}`} · {format.dateTime(at)}
          {by !== null && ` · ${by}`}
          {undone && (
            <>
              {' · '}
              <Say id="awareness.undone" />
            </>
          )}
        </div>
      </div>
      {mayWrite && (
        <button type="button" className="link" disabled={isPending} onClick={() => void takeBack(id, undone)}>
          <Say id={undone ? 'awareness.bring' : 'awareness.take'} />
        </button>
      )}
    </li>
  )
}
