import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonHead } from '#contract/person-head.ts'
import type { PersonDuplicates } from '#contract/person-verbs.ts'
import type { Likely } from '#core/duplicate.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { personApi } from './api.ts'
import { MergeModal } from './merge.tsx'
import { usePersonName } from './names.tsx'
import styles from './person.module.css'
import { usePersonChange, usePartQuery } from './queries.ts'

/** Who is perhaps the same person, with what speaks for it and against. Nothing when nobody is. */
export function Duplicates({ person }: { person: PersonHead }) {
  const { data } = useQuery(usePartQuery('duplicates', person.id))
  if (!data || data.items.length === 0) return null
  return (
    <Section title={<Say id="duplicates.title" />} sub={<Say id="duplicates.about" />} help="merge">
      <ul className={styles.list}>
        {data.items.map((item) => (
          <Duplicate key={item.id} id={person.id} item={item} />
        ))}
      </ul>
    </Section>
  )
}

function Duplicate({ id, item }: { id: string; item: PersonDuplicates['items'][number] }) {
  const say = useSay()
  const nameOf = usePersonName()
  const mayMerge = useMay('person.merge')
  const change = usePersonChange()
  const [open, setOpen] = useState(false)
  const dismiss = () =>
    change.go({
      run: () => personApi.dismiss(id, item.id, false),
      said: () => say('duplicates.dismissed', { name: nameOf(item) }),
      undo: () => personApi.dismiss(id, item.id, true),
    })
  const about = [item.title, item.account, item.name === null ? null : item.email]
  return (
    <li>
      <Link to="/people/$id" params={{ id: item.id }} className="link">
        {nameOf(item)}
      </Link>{' '}
      <Confidence likely={item} />
      <div className="quiet small">{besides(about)}</div>
      <Why likely={item} />
      {mayMerge && (
        <div className={styles.doings} data-no-print>
          <button type="button" className="link" onClick={() => setOpen(true)}>
            <Say id="duplicates.compare" />
          </button>
          <button type="button" className="link" onClick={dismiss}>
            <Say id="duplicates.dismiss" />
          </button>
        </div>
      )}
      {open && <MergeModal id={id} other={item.id} close={() => setOpen(false)} />}
    </li>
  )
}

/** How sure it is, in a word. */
export function Confidence({ likely }: { likely: Likely }) {
  return (
    <span className="chip" data-kind={likely.confidence === 'likely' ? 'sale' : 'plain'}>
      <Say id={`duplicates.${likely.confidence}`} />
    </span>
  )
}

/** What speaks for it, and what against. */
export function Why({ likely: { reasons, against } }: { likely: Likely }) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="small">
      <Say id="duplicates.for" values={{ what: format.list(reasons.map((one) => say(`duplicates.reason.${one}`))) }} />
      {against.length > 0 && (
        <>
          {' '}
          <Say
            id="duplicates.against"
            values={{ what: format.list(against.map((one) => say(`duplicates.difference.${one}`))) }}
          />
        </>
      )}
    </div>
  )
}
