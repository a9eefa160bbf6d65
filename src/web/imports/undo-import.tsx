import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportTask } from '#contract/import-task.ts'
import { type ImportKind, isDealKind } from '#core/import/mapping.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { importApi, isOpen } from './import-api.ts'
import styles from './imports.module.css'
import { Refusal } from './refusal.tsx'

/** Taking a whole import back: first what that would take away, then doing it. */
export function UndoImport({ id, kind, task }: { id: string; kind: ImportKind; task: ImportTask | null }) {
  const format = useFormat()
  const client = useQueryClient()
  const mayUndo = useMay('import.undo')
  const [looking, setLooking] = useState(false)
  const preview = useQuery({
    queryKey: ['import-undo', id],
    queryFn: ({ signal }) => importApi.undoPreview(id, signal),
    enabled: looking,
    staleTime: 0,
  })
  const undo = useMutation({
    mutationFn: () => importApi.undo(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['import'] }),
  })
  if (!mayUndo || (task && isOpen(task))) return null
  const shown = preview.data
  const about = isDealKind(kind)
  return (
    <Section title={<Say id="imports.undo" />} sub={<Say id="imports.undo.about" />}>
      {!looking && (
        <Button variant="default" onClick={() => setLooking(true)}>
          <Say id="imports.undo.look" />
        </Button>
      )}
      {looking && preview.isPending && <LoadingScreen />}
      {preview.error && <Refusal error={preview.error} />}
      {shown && (
        <>
          <Figures>
            {!about && <Figure label={<Say id="imports.undo.events" />} value={format.number(shown.events)} />}
            {!about && <Figure label={<Say id="imports.undo.people" />} value={format.number(shown.people)} />}
            {!about && <Figure label={<Say id="imports.undo.vanish" />} value={format.number(shown.vanish)} />}
            {about && <Figure label={<Say id="imports.undo.deals" />} value={format.number(shown.deals.vanish)} />}
            {about && <Figure label={<Say id="imports.undo.dealsBack" />} value={format.number(shown.deals.back)} />}
            {shown.listed > 0 && (
              <Figure label={<Say id="imports.undo.listed" />} value={format.number(shown.listed)} />
            )}
            <Figure label={<Say id="imports.undo.companies" />} value={format.number(shown.companies)} />
          </Figures>
          {shown.deals.worked > 0 && (
            <p className="small" style={{ marginTop: 12 }}>
              <Say id="imports.undo.worked" values={{ count: shown.deals.worked }} />
            </p>
          )}
          {shown.carriedOut > 0 && (
            <p className="small" style={{ marginTop: 12 }}>
              <Say id="imports.undo.stays" values={{ count: shown.carriedOut }} />
            </p>
          )}
          {shown.repeated.length > 0 && (
            <p className="small" style={{ marginTop: 12 }}>
              <Say
                id="imports.undo.repeated"
                values={{
                  count: shown.repeated.reduce((sum, { rows }) => sum + rows, 0),
                  files: format.list(shown.repeated.map(({ fileName }) => fileName)),
                }}
              />
            </p>
          )}
          {undo.error && <Refusal error={undo.error} />}
          <div className={styles.actions}>
            <Button loading={undo.isPending} onClick={() => undo.mutate()}>
              <Say id="imports.undo.do" />
            </Button>
            <Button variant="default" onClick={() => setLooking(false)}>
              <Say id="imports.undo.keep" />
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}
