import { Button, Progress } from '@mantine/core'
import { useState } from 'react'
import type { BulkAction } from '#contract/person-bulk.ts'
import { useMay } from '../app/session.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx'
import { peopleApi, usePeopleChanged } from './people-api.ts'
import styles from './people.module.css'

interface BulkBarInput {
  selected: ReadonlySet<string>
  /** how many match in all; with it, all of them can be chosen */
  total: number
  chooseAll(): Promise<void>
  clear(): void
  exportSelected(): void
}

const chunk = 500

/** What can be done with the people chosen. Everything can be taken back. */
export function BulkBar({ selected, total, chooseAll, clear, exportSelected }: BulkBarInput) {
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const refresh = usePeopleChanged()
  const mayChange = useMay('person.bulk')
  const mayMove = useMay('person.move')
  const mayMerge = useMay('person.merge')
  const mayExport = useMay('person.export')
  const [dialog, setDialog] = useState<BulkKind | null>(null)
  const [progress, setProgress] = useState<number | null>(null)

  const perform = async (action: BulkAction) => {
    setDialog(null)
    const ids = [...selected]
    let bulk: string | undefined
    let changed = 0
    try {
      for (let from = 0; from < ids.length; from += chunk) {
        setProgress(from / ids.length)
        const part = await peopleApi.bulk({ ...(bulk ? { bulk } : {}), ids: ids.slice(from, from + chunk), action })
        bulk = part.bulk
        changed += part.changed
      }
      const id = bulk
      done(
        say('bulk.done', { count: changed }),
        id && changed > 0 ? () => peopleApi.undoBulk(id).then(refresh) : undefined,
      )
    } catch (error) {
      failed(error)
    } finally {
      setProgress(null)
      await refresh()
    }
  }
  const merge = async () => {
    const [one, other] = [...selected]
    if (one === undefined || other === undefined) return
    try {
      const { id, merged } = await peopleApi.merge(one, other)
      clear()
      done(say('bulk.merged'), () => peopleApi.unmerge(id, merged).then(refresh))
      await refresh()
    } catch (error) {
      failed(error)
    }
  }

  return (
    <section className={styles.bulk} aria-label={say('bulk.label')}>
      <p aria-live="polite">
        <Say id="bulk.selected" values={{ count: selected.size }} />{' '}
        {total > selected.size && (
          <button type="button" className="link" onClick={() => void chooseAll()}>
            <Say id="bulk.all" values={{ total: format.number(total) }} />
          </button>
        )}
      </p>
      {progress !== null && <Progress value={progress * 100} w={120} aria-label={say('bulk.progress')} />}
      {mayChange && (
        <>
          <Button variant="default" size="compact-sm" onClick={() => setDialog('fact')}>
            <Say id="bulk.fact" />
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setDialog('on')}>
            <Say id="bulk.on" />
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setDialog('off')}>
            <Say id="bulk.off" />
          </Button>
        </>
      )}
      {mayMove && mayChange && (
        <Button variant="default" size="compact-sm" onClick={() => setDialog('move')}>
          <Say id="bulk.move" />
        </Button>
      )}
      {mayMerge && selected.size === 2 && (
        <Button variant="default" size="compact-sm" onClick={() => void merge()}>
          <Say id="bulk.merge" />
        </Button>
      )}
      {mayExport && selected.size <= 5000 && (
        <Button variant="default" size="compact-sm" onClick={exportSelected}>
          <Say id="bulk.export" />
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        <Say id="bulk.clear" />
      </Button>
      {dialog !== null && (
        <BulkDialog kind={dialog} count={selected.size} close={() => setDialog(null)} perform={perform} />
      )}
    </section>
  )
}
