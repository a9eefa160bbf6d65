import { Menu } from '@mantine/core'
import { Fragment, type ReactNode, useRef } from 'react'
import type { FormPage } from '#contract/form.ts'
import { type FieldKind, fieldKinds, type FormField, type FormLanguage, wordsIn } from '#core/form/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'
import { useSourceName } from './source-name.ts'
import { useReorder } from './use-reorder.ts'

interface FieldListInput {
  fields: readonly FormField[]
  language: FormLanguage
  first: FormLanguage
  purposes: FormPage['purposes']
  /** the field whose editor stands open under it */
  open: string | null
  wrong: ReadonlySet<string>
  onOpen(id: string): void
  onOrder(fields: FormField[]): void
  onAdd(kind: FieldKind): void
  editor: ReactNode
}

/** The fields in their order; moved by dragging, by the arrows beside them, or by Alt and the arrow keys. */
export function FieldList(input: FieldListInput) {
  const { fields, language, first, purposes, open, wrong, onOpen, onOrder, onAdd, editor } = input
  const say = useSay()
  const sourceName = useSourceName()
  const list = useRef<HTMLUListElement>(null)
  const live = useRef<HTMLParagraphElement>(null)

  const nameOf = (field: FormField): string => {
    const own = wordsIn(field.label, language, first)
    if (field.kind === 'consent') {
      const purpose = purposes.find(({ id }) => id === field.purpose)
      return purpose ? wordsIn(purpose.name, language, first) : say('forms.kind.consent')
    }
    if (field.kind === 'hidden') return field.source === null ? field.id : sourceName(field.source)
    return own === '' ? say(`forms.kind.${field.kind}`) : (own.split('\n')[0] ?? own).slice(0, 80)
  }
  const move = (from: number, to: number) => {
    const field = fields[from]
    if (!field || to < 0 || to >= fields.length || from === to) return
    const rest = fields.filter((_, index) => index !== from)
    onOrder([...rest.slice(0, to), field, ...rest.slice(to)])
    if (live.current)
      live.current.textContent = say('forms.moved', { name: nameOf(field), place: to + 1, of: fields.length })
    // the focus stays with what was moved
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-open="${field.id}"]`)?.focus())
  }
  useReorder(list, move)

  return (
    <section className={`card ${styles.fields}`} aria-label={say('forms.fieldList')}>
      <ul ref={list}>
        {fields.map((field, index) => (
          <Fragment key={field.id}>
            <li data-index={index} data-kind={field.kind} data-wrong={wrong.has(field.id) || undefined}>
              <span className={styles.grip} data-grip aria-hidden="true">
                ⠿
              </span>
              <button
                type="button"
                className={styles.name}
                data-open={field.id}
                aria-expanded={open === field.id}
                onClick={() => onOpen(field.id)}
                onKeyDown={(event) => {
                  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                  event.preventDefault()
                  move(index, index + (event.key === 'ArrowUp' ? -1 : 1))
                }}
              >
                <span>{nameOf(field)}</span>
                <span className="quiet small">
                  <Say id={`forms.kind.${field.kind}`} />
                  {field.required && (
                    <>
                      {' · '}
                      <Say id="forms.required" />
                    </>
                  )}
                  {field.ask !== 'always' && (
                    <>
                      {' · '}
                      <Say id={`forms.ask.short.${field.ask}`} />
                    </>
                  )}
                  {field.when !== null && field.when.tests.length > 0 && (
                    <>
                      {' · '}
                      <Say id="forms.conditional" />
                    </>
                  )}
                </span>
              </button>
              <span className={styles.arrows}>
                <button
                  type="button"
                  aria-label={say('forms.up', { name: nameOf(field) })}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={say('forms.down', { name: nameOf(field) })}
                  disabled={index === fields.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  ↓
                </button>
              </span>
            </li>
            {open === field.id && <li className={styles.editor}>{editor}</li>}
          </Fragment>
        ))}
      </ul>
      <p className="hidden" aria-live="polite" ref={live} />
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className={styles.add}>
            + <Say id="forms.add" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {fieldKinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onAdd(kind)}>
              <Say id={`forms.kind.${kind}`} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </section>
  )
}
