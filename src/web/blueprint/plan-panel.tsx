import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Blueprint } from '#core/blueprint.ts'
import { type BlueprintEdits, editBlueprint } from '#core/blueprint/edit.ts'
import type { Finding } from '#core/blueprint/lint.ts'
import { ProblemError } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { blueprintApi } from './blueprint-api.ts'
import styles from './blueprint.module.css'
import { ChangeList } from './change-list.tsx'

interface PlanPanelInput {
  /** the version the edits were made on, and its document */
  base: number
  blueprint: Blueprint
  edits: BlueprintEdits
  onApplied(): void
  onDiscard?: () => void
}

/** What edits would change and what speaks against it, before anything is applied; then applying it. */
export function PlanPanel({ base, blueprint, edits, onApplied, onDiscard }: PlanPanelInput) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [note, setNote] = useState('')
  const plan = useQuery({
    queryKey: ['blueprint-plan', workspace.id, base, edits],
    queryFn: () => blueprintApi.plan({ base, edits }),
    retry: false,
    staleTime: Infinity,
  })
  const apply = useMutation({
    mutationFn: () => blueprintApi.apply({ base, edits, ...(note.trim() === '' ? {} : { note: note.trim() }) }),
    onSuccess: async ({ version }) => {
      await client.invalidateQueries({ queryKey: ['blueprint'] })
      void client.invalidateQueries({ queryKey: ['models'] })
      undo.done(say('blueprint.applied', { version: version ?? base }))
      onApplied()
    },
  })
  const errors = plan.data?.findings.filter(({ severity }) => severity === 'error') ?? []
  const edited = editBlueprint(blueprint, edits)
  const error = plan.error ?? apply.error
  return (
    <Section title={<Say id="blueprint.plan" />} sub={<Say id="blueprint.plan.about" />} className={styles.plan}>
      {plan.isPending && <LoadingScreen />}
      {error && (
        <div role="alert">
          <p>
            <strong>
              <Say
                id={
                  error instanceof ProblemError && error.problem.code === 'conflict'
                    ? 'blueprint.plan.conflict'
                    : `problem.${error instanceof ProblemError ? error.problem.code : 'offline'}`
                }
              />
            </strong>
          </p>
          {error instanceof ProblemError && (
            <p className="quiet small" lang="en">
              {error.problem.detail}
            </p>
          )}
        </div>
      )}
      {plan.data && !plan.data.changed && (
        <p>
          <Say id="blueprint.plan.same" />
        </p>
      )}
      {plan.data && (
        <ChangeList changes={plan.data.changes} blueprint={'blueprint' in edited ? edited.blueprint : blueprint} />
      )}
      {plan.data && <Findings findings={plan.data.findings} />}
      <form
        className={styles.apply}
        onSubmit={(event) => {
          event.preventDefault()
          apply.mutate()
        }}
      >
        <TextInput
          label={say('blueprint.note')}
          description={say('blueprint.note.about')}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          <Button type="submit" disabled={!plan.data?.changed || errors.length > 0} loading={apply.isPending}>
            <Say id="blueprint.apply" />
          </Button>
          {onDiscard && (
            <Button variant="default" onClick={onDiscard}>
              <Say id="blueprint.discard" />
            </Button>
          )}
        </div>
      </form>
    </Section>
  )
}

/** What the linter says, errors first. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const wordFor = useWordFor()
  const worth = findings.filter(({ severity }) => severity !== 'note')
  if (worth.length === 0) return null
  return (
    <ul className={styles.findings}>
      {worth.map(({ code, severity, path, message }) => (
        <li key={`${code} ${path}`} data-severity={severity}>
          <strong>
            <Say id={`blueprint.severity.${severity as 'error' | 'warning'}`} />
          </strong>{' '}
          {wordFor('blueprint.lint', code)}{' '}
          <span className="quiet small" lang="en">
            {message}
          </span>
        </li>
      ))}
    </ul>
  )
}
