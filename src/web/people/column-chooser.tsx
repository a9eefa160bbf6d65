import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useModels } from '../app/models.ts'
import { Say, useSay } from '../app/words.tsx'
import { fieldGroups } from '../filter/fields.ts'
import { useFieldsInUse } from '../filter/filter-api.ts'
import { useColumnName } from './column-name.ts'
import { ownColumns, usualColumns } from './columns.ts'
import styles from './people.module.css'

const most = 20

/** Which columns the list shows, in which order. */
export function ColumnChooser({
  columns,
  onChange,
}: {
  columns: readonly string[]
  onChange(columns: string[]): void
}) {
  const say = useSay()
  const columnName = useColumnName()
  const [open, setOpen] = useState(false)
  const groups = fieldGroups(useFieldsInUse(), useModels())
  const move = (index: number, by: number) => {
    const next = [...columns]
    const [one] = next.splice(index, 1)
    next.splice(index + by, 0, one as string)
    onChange(next)
  }
  const rest = (fields: readonly string[]) =>
    fields.filter((field) => !columns.includes(field) && !field.startsWith('score.') && field !== 'first.channel')
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" onClick={() => setOpen((was) => !was)} aria-expanded={open}>
          <Say id="people.columns" />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('people.columns')}>
        <ul className={styles.chooser}>
          {columns.map((column, index) => (
            <li key={column}>
              <span>{columnName(column)}</span>
              <button
                type="button"
                className={styles.small}
                disabled={index === 0}
                aria-label={say('people.columns.up', { column: columnName(column) })}
                onClick={() => move(index, -1)}
              >
                <span aria-hidden="true">↑</span>
              </button>
              <button
                type="button"
                className={styles.small}
                disabled={index === columns.length - 1}
                aria-label={say('people.columns.down', { column: columnName(column) })}
                onClick={() => move(index, 1)}
              >
                <span aria-hidden="true">↓</span>
              </button>
              <button
                type="button"
                className={styles.small}
                aria-label={say('people.columns.remove', { column: columnName(column) })}
                onClick={() => onChange(columns.filter((other) => other !== column))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
        <label className="field">
          <Say id="people.columns.add" />
          <select
            className="plain"
            value=""
            disabled={columns.length >= most}
            onChange={(event) => onChange([...columns, event.currentTarget.value])}
          >
            <option value="">{say('filter.choose')}</option>
            <optgroup label={say('people.columns.usual')}>
              {[...ownColumns, 'first.at']
                .filter((column) => !columns.includes(column))
                .map((column) => (
                  <option key={column} value={column}>
                    {columnName(column)}
                  </option>
                ))}
            </optgroup>
            {groups.map(({ id, fields }) =>
              rest(fields).length === 0 ? null : (
                <optgroup key={id} label={say(`filter.group.${id}`)}>
                  {rest(fields).map((field) => (
                    <option key={field} value={field}>
                      {columnName(field)}
                    </option>
                  ))}
                </optgroup>
              ),
            )}
          </select>
        </label>
        <button type="button" className="link small" onClick={() => onChange([...usualColumns])}>
          <Say id="people.columns.reset" />
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}
