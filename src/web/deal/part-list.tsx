import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { MessageId } from '../app/language.tsx'
import { Say } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import styles from './deal.module.css'

interface PartListInput<Item> {
  id: string
  title: MessageId
  help: Term
  sub?: ReactNode
  /** what the button says that adds one, and what is said where there are none */
  add: MessageId
  none: MessageId
  mayAdd: boolean
  query: UseQueryResult<{ items: Item[] }>
  form(close: () => void): ReactNode
  line(item: Item): ReactNode
}

/** What a deal has several of, each added and changed where it stands: doubts, proofs. */
export function PartList<Item>({ add, none, mayAdd, query, form, line, title, ...section }: PartListInput<Item>) {
  const [adding, setAdding] = useState(false)
  return (
    <Section
      {...section}
      title={<Say id={title} />}
      actions={
        mayAdd && !adding ? (
          <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
            <Say id={add} />
          </Button>
        ) : undefined
      }
    >
      {adding && form(() => setAdding(false))}
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 && !adding ? (
            <p className="quiet">
              <Say id={none} />
            </p>
          ) : (
            <ul className={styles.list}>{items.map(line)}</ul>
          )
        }
      </Loaded>
    </Section>
  )
}
