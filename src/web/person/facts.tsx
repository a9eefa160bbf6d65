import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import type { PersonHead } from '#contract/person-head.ts'
import type { OwnField } from '#contract/own-field.ts'
import { doNotContactList } from '#core/consent/purpose.ts'
import type { Json } from '#core/json.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { personApi } from './api.ts'
import { FactEditor, fieldOf } from './fact-editor.tsx'
import { FactValue } from './fact-value.tsx'
import { NewField } from './new-field.tsx'
import styles from './person.module.css'
import { usePersonChange } from './queries.ts'
import { useFactName } from '../ui/fact-name.ts'

/** What follows from events and cannot be set by hand. */
const found = new Set(['email', 'mailKind', 'domain'])

/** What people look for first; everything else in the order in which it became known. */
const first = ['name', 'firstName', 'lastName', 'title', 'email', 'mailKind', 'phone', 'linkedin', 'country', 'city']
const place = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length)

/** A list by its name; outbound lists open. */
function ListName({ person, listKey }: { person: PersonHead; listKey: string }) {
  const say = useSay()
  const mayRead = useMay('suspect.read')
  const list = person.outbound.find(({ key }) => key === listKey)
  if (list === undefined) return <>{listKey === doNotContactList ? say('consent.why.do_not_contact') : listKey}</>
  if (!mayRead) return <>{list.name}</>
  return (
    <Link to="/audiences/suspects/$id" params={{ id: list.id }} className="link">
      {list.name}
    </Link>
  )
}

/** What is known of somebody; each fact is edited where it stands, as a dated event that can be taken back. */
export function Facts({ person }: { person: PersonHead }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const mayEdit = useMay('person.edit')
  const fields = useQuery({
    queryKey: ['person-fields', workspace.id],
    queryFn: ({ signal }) => personApi.fields(signal),
    staleTime: 60_000,
  }).data?.items
  const keys = Object.keys(person.facts)
    .filter((key) => !(key === 'company' && isSame(person.facts[key], person.account?.name)))
    .toSorted((a, b) => place(a) - place(b))
  const missing = fields?.filter(({ key }) => !keys.includes(key)) ?? []
  return (
    <Section title={<Say id="facts.title" />} sub={mayEdit ? <Say id="facts.about" /> : undefined}>
      <dl className={styles.facts}>
        <dt>{say('facts.icp')}</dt>
        <dd>{person.icp === null ? '–' : <Say id={person.icp ? 'facts.yes' : 'facts.no'} />}</dd>
        {person.lastAt !== null && (
          <>
            <dt>{say('facts.last')}</dt>
            <dd>{format.dateTime(person.lastAt)}</dd>
          </>
        )}
        {[...keys, ...missing.map(({ key }) => key)].map((key) => (
          <Fact
            key={key}
            person={person}
            field={fieldOf(key, person.facts[key], fields)}
            value={person.facts[key]}
            mayEdit={mayEdit && !found.has(key)}
          />
        ))}
        {person.lists.length > 0 && (
          <>
            <dt>{say('facts.lists')}</dt>
            <dd>
              {person.lists.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && ', '}
                  <ListName person={person} listKey={key} />
                </Fragment>
              ))}
            </dd>
          </>
        )}
      </dl>
      {mayEdit && <AddFact person={person} />}
    </Section>
  )
}

/** What was told of the company is told again only where the account goes by another name. */
function isSame(told: Json | undefined, name: string | undefined): boolean {
  return typeof told === 'string' && told.trim().toLowerCase() === name?.trim().toLowerCase()
}

interface FactInput {
  person: PersonHead
  field: OwnField
  value: Json | undefined
  mayEdit: boolean
}

function Fact({ person, field, value, mayEdit }: FactInput) {
  const say = useSay()
  const factName = useFactName()
  const change = usePersonChange()
  const [editing, setEditing] = useState(false)
  const name = field.label === '' ? factName(field.key) : field.label
  const save = (next: Json) => {
    setEditing(false)
    if (JSON.stringify(next) === JSON.stringify(value ?? null)) return
    change.go({
      run: () => personApi.setField(person.id, field.key, next),
      said: () => say(next === null ? 'facts.cleared' : 'facts.saved', { name }),
      undo: ({ messageId }) => personApi.undoField(person.id, messageId),
    })
  }
  // lists and nested values come from programs, and are theirs to change
  const editable = mayEdit && (value === undefined || value === null || typeof value !== 'object')
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {editing ? (
          <FactEditor field={field} name={name} value={value} save={save} cancel={() => setEditing(false)} />
        ) : editable ? (
          <button type="button" className={styles.edit} disabled={change.isPending} onClick={() => setEditing(true)}>
            <FactValue name={field.key} value={value} />
            <span className="hidden"> {say('facts.edit', { name })}</span>
          </button>
        ) : (
          <FactValue name={field.key} value={value} />
        )}
      </dd>
    </>
  )
}

function AddFact({ person }: { person: PersonHead }) {
  const mayDefine = useMay('field.define')
  const [open, setOpen] = useState(false)
  if (!mayDefine) return null
  if (open) return <NewField known={Object.keys(person.facts)} close={() => setOpen(false)} />
  return (
    <Button variant="default" size="compact-sm" mt={12} onClick={() => setOpen(true)} data-no-print>
      <Say id="facts.add" />
    </Button>
  )
}
