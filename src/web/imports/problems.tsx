import { useQuery } from '@tanstack/react-query'
import type { ImportPreview } from '#contract/import-task.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { importApi } from './import-api.ts'
import styles from './imports.module.css'
import { fits } from './mapping.ts'

interface ProblemsInput {
  preview: ImportPreview
  onChange(mapping: ImportMapping): void
}

/** What keeps the mapping from running, in words, and mappings that were kept for files like this one. */
export function Problems({ preview, onChange }: ProblemsInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const workspace = useWorkspace()
  const saved = useQuery({
    queryKey: ['import-mappings', workspace.id],
    queryFn: ({ signal }) => importApi.mappings(signal),
  })
  const fitting = saved.data?.mappings.filter(({ mapping }) => fits(mapping, preview.headers)) ?? []
  return (
    <>
      {fitting.length > 0 && (
        <label className="field" style={{ maxWidth: 320, marginBottom: 16 }}>
          <Say id="imports.saved" />
          <select
            className="plain"
            value=""
            onChange={(event) => {
              const chosen = fitting.find(({ id }) => id === event.currentTarget.value)
              if (chosen) onChange(chosen.mapping)
            }}
          >
            <option value="">{say('imports.saved.choose')}</option>
            {fitting.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {preview.problems.length > 0 && (
        <ul className={styles.problems} aria-live="polite">
          {preview.problems.map(({ code, header, message }) => (
            <li key={`${code} ${header ?? ''}`}>
              {header !== null && <strong>{header}: </strong>}
              {wordFor('imports.problem', code)}
              {(code === 'bad_constant' || code === 'bad_target') && (
                <span className="quiet small" lang="en">
                  {' '}
                  {message}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
