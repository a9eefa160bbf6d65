import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Note } from '#contract/note.ts'
import type { PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { personApi } from './api.ts'
import styles from './person.module.css'
import { usePersonChange, usePartQuery } from './queries.ts'

/** What colleagues wrote about them, newest first. */
export function Notes({ person }: { person: PersonHead }) {
  const query = useQuery(usePartQuery('notes', person.id))
  const writes = useMay('note.write')
  return (
    <Section title={<Say id="notes.title" />} id="notes">
      {writes && <NewNote id={person.id} />}
      <Loaded query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              <Say id="notes.none" />
            </p>
          ) : (
            <ul className={styles.list}>
              {items.map((note) => (
                <NoteLine key={note.id} note={note} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function NewNote({ id }: { id: string }) {
  const say = useSay()
  const change = usePersonChange()
  const [body, setBody] = useState('')
  const save = () =>
    change.go({
      run: () => personApi.writeNote(id, body),
      onDone: () => setBody(''),
    })
  return (
    <NoteForm
      label={say('notes.new')}
      body={body}
      setBody={setBody}
      save={save}
      busy={change.isPending}
      button={say('notes.save')}
    />
  )
}

interface NoteFormInput {
  label: string
  body: string
  setBody(body: string): void
  save(): void
  cancel?(): void
  busy: boolean
  button: string
}

function NoteForm({ label, body, setBody, save, cancel, busy, button }: NoteFormInput) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() !== '') save()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
    if (event.key === 'Escape') cancel?.()
  }
  const rows = body === '' ? 1 : Math.min(8, body.split('\n').length + 1)
  return (
    <form className={styles.note} onSubmit={submit} data-no-print>
      <textarea
        className="plain"
        aria-label={label}
        placeholder={label}
        rows={rows}
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={keys}
        autoFocus={cancel !== undefined}
      />
      {(body !== '' || cancel) && (
        <div className={styles.buttons}>
          <Button type="submit" size="compact-sm" loading={busy} disabled={body.trim() === ''}>
            {button}
          </Button>
          {cancel && (
            <Button variant="default" size="compact-sm" onClick={cancel}>
              <Say id="person.cancel" />
            </Button>
          )}
        </div>
      )}
    </form>
  )
}

function NoteLine({ note }: { note: Note }) {
  const say = useSay()
  const format = useFormat()
  const change = usePersonChange()
  const { role } = useWorkspace()
  const [draft, setDraft] = useState<string | null>(null)
  if (draft !== null)
    return (
      <li>
        <NoteForm
          label={say('notes.edit')}
          body={draft}
          setBody={setDraft}
          save={() => change.go({ run: () => personApi.changeNote(note.id, draft), onDone: () => setDraft(null) })}
          cancel={() => setDraft(null)}
          busy={change.isPending}
          button={say('person.save')}
        />
      </li>
    )
  return (
    <li>
      <p className={styles.words}>{note.body}</p>
      <p className="quiet small">
        {note.author} · {format.dateTime(note.at)}
        {note.editedAt !== null && (
          <>
            {' · '}
            <Say id="notes.edited" />
          </>
        )}
        {(note.own || role === 'admin') && (
          <span className={styles.doings} data-no-print>
            {note.own && (
              <button type="button" className="link" onClick={() => setDraft(note.body)}>
                <Say id="notes.edit" />
              </button>
            )}
            <button
              type="button"
              className="link"
              onClick={() =>
                change.go({
                  run: () => personApi.deleteNote(note.id, false),
                  said: () => say('notes.deleted'),
                  undo: () => personApi.deleteNote(note.id, true),
                })
              }
            >
              <Say id="notes.delete" />
            </button>
          </span>
        )}
      </p>
    </li>
  )
}
