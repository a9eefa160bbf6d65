import type { ImportPreview } from '#contract/import-task.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './imports.module.css'
import { dateFormats, ruleOf, withColumn } from './mapping.ts'
import { TargetSelect } from './target-select.tsx'

const named = ['iso', 'excel', 'epoch', 'epoch_ms'] as const

/** A format that is no pattern has a name for people. */
function isNamed(format: string): format is (typeof named)[number] {
  return named.some((name) => name === format)
}

interface ColumnsTableInput {
  preview: ImportPreview
  onChange(mapping: ImportMapping): void
}

/** Every column with an example and what it becomes; dates and decimals are settled here where they could be read two ways. */
export function ColumnsTable({ preview, onChange }: ColumnsTableInput) {
  const say = useSay()
  const { mapping, kind } = preview
  return (
    <table className={`table ${styles.columns}`}>
      <caption className="hidden">{say('imports.step.columns')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <Say id="imports.column" />
          </th>
          <th scope="col">
            <Say id="imports.example" />
          </th>
          <th scope="col">
            <Say id="imports.becomes" />
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map(({ header, to, example }) => {
          const rule = ruleOf(mapping, header)
          const wrong = preview.problems.find((problem) => problem.header === header)?.code
          return (
            <tr key={header}>
              <th scope="row">{header}</th>
              <td className="quiet small">{example ?? '–'}</td>
              <td>
                <TargetSelect
                  kind={kind}
                  header={header}
                  value={to === 'skip' ? '' : to}
                  onChange={(target) => onChange(withColumn(mapping, header, target === '' ? null : { to: target }))}
                />
                {rule && (rule.format !== undefined || wrong?.startsWith('time_')) && (
                  <label className="field">
                    <Say id="imports.format" />
                    <select
                      className="plain"
                      value={rule.format ?? ''}
                      onChange={(event) =>
                        onChange(withColumn(mapping, header, { ...rule, format: event.currentTarget.value }))
                      }
                    >
                      {rule.format === undefined && <option value="">{say('imports.format.choose')}</option>}
                      {[...new Set([...(rule.format === undefined ? [] : [rule.format]), ...dateFormats])].map(
                        (format) => (
                          <option key={format} value={format}>
                            {isNamed(format) ? say(`imports.format.${format}`) : format}
                          </option>
                        ),
                      )}
                    </select>
                  </label>
                )}
                {rule && (rule.decimal !== undefined || wrong === 'decimal_ambiguous') && (
                  <label className="field">
                    <Say id="imports.decimal" />
                    <select
                      className="plain"
                      value={rule.decimal ?? ''}
                      onChange={(event) =>
                        onChange(
                          withColumn(mapping, header, {
                            ...rule,
                            decimal: event.currentTarget.value === ',' ? ',' : '.',
                          }),
                        )
                      }
                    >
                      {rule.decimal === undefined && <option value="">{say('imports.format.choose')}</option>}
                      <option value=".">1,234.50</option>
                      <option value=",">1.234,50</option>
                    </select>
                  </label>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
