import type { ImportPreview } from '#contract/import-task.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePipelines, withStageWord } from './deal-fields.tsx'
import styles from './imports.module.css'

interface StageWordsInput {
  preview: ImportPreview
  onChange(mapping: ImportMapping): void
}

const aside = '-'

/** Every word of the file's stage column, and which stage or way out of ours it is. */
export function StageWords({ preview, onChange }: StageWordsInput) {
  const say = useSay()
  const format = useFormat()
  const { mapping, stages } = preview
  const { own } = usePipelines(mapping)
  if (!own || stages.length === 0) return null
  const open = stages.filter(({ to, left }) => to === '' && !left).length
  return (
    <div style={{ marginTop: 20 }}>
      <h3 style={{ margin: '0 0 6px' }}>
        <Say id="imports.stages" />
      </h3>
      <p className={open > 0 ? 'small' : 'quiet small'} style={{ marginBottom: 8 }}>
        <Say id={open > 0 ? 'imports.stages.open' : 'imports.stages.about'} values={{ count: open }} />
      </p>
      <table className={`table ${styles.columns}`}>
        <caption className="hidden">{say('imports.stages')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Say id="imports.stages.word" />
            </th>
            <th scope="col">
              <Say id="imports.stages.is" />
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ word, to, left }) => (
            <tr key={word}>
              <th scope="row">{word}</th>
              <td>
                <select
                  className="plain"
                  aria-label={say('imports.stages.of', { word })}
                  value={left ? aside : to}
                  onChange={(event) => {
                    const chosen = event.currentTarget.value
                    onChange(withStageWord(mapping, word, chosen === aside ? null : chosen))
                  }}
                >
                  {to === '' && !left && <option value="">{say('imports.format.choose')}</option>}
                  <optgroup label={say('imports.stages.inOrder')}>
                    {own.stages.map(({ id, name, won }) => (
                      <option key={id} value={id}>
                        {format.text(name)}
                        {won ? ` · ${say('imports.stages.won')}` : ''}
                      </option>
                    ))}
                  </optgroup>
                  <optgroup label={say('imports.stages.out')}>
                    {own.outcomes.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {format.text(name)}
                      </option>
                    ))}
                  </optgroup>
                  <option value={aside}>{say('imports.stages.aside')}</option>
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
