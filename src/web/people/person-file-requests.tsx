import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { PersonFileList } from '#contract/person-file.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { personFileApi } from './person-file-api.ts'
import { type FileOf, PersonFileDialog } from './person-file-dialog.tsx'
import styles from './person-file.module.css'

/** Somebody asks what is kept of them: found by their address, answered with one file; and what was given out lately. */
export function PersonFileRequests() {
  const may = useMay('person.file')
  if (!may) return null
  return (
    <Section title={<Say id="personFile.asks" />} sub={<Say id="personFile.asks.about" />}>
      <Find />
      <Given />
    </Section>
  )
}

function Find() {
  const say = useSay()
  const [email, setEmail] = useState('')
  const [of, setOf] = useState<FileOf | null>(null)
  const find = useMutation({ mutationFn: () => personFileApi.find(email) })
  const wrong = find.error instanceof ProblemError && find.error.problem.code === 'invalid'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (email.trim() !== '') find.mutate()
  }
  return (
    <>
      <form className={styles.asked} onSubmit={submit} noValidate>
        <TextInput
          type="email"
          label={say('personFile.address')}
          value={email}
          error={wrong ? say('personFile.address.wrong') : undefined}
          onChange={(event) => {
            setEmail(event.currentTarget.value)
            find.reset()
          }}
        />
        <Button type="submit" variant="default" loading={find.isPending}>
          <Say id="personFile.find" />
        </Button>
      </form>
      {find.error && !wrong && <ErrorState error={find.error} retry={() => find.mutate()} />}
      <div role="status">
        {find.data && (
          <ul className={styles.found}>
            {find.data.people.map(({ id, name, email: address }) => (
              <li key={id}>
                <span>
                  <Link to="/people/$id" params={{ id }} className="link">
                    {name ?? address ?? say('personFile.unnamed')}
                  </Link>
                  {name !== null && address !== null && (
                    <span className={`quiet small ${styles.under}`}>{address}</span>
                  )}
                </span>
                <Button size="xs" onClick={() => setOf({ id, name: name ?? address ?? say('personFile.unnamed') })}>
                  <Say id="personFile.open" />
                </Button>
              </li>
            ))}
            {find.data.trace && (
              <li>
                <span>
                  <Say id="personFile.trace" />
                </span>
                <Button size="xs" onClick={() => setOf({ email: email.trim() })}>
                  <Say id="personFile.open" />
                </Button>
              </li>
            )}
            {find.data.people.length === 0 && !find.data.trace && (
              <li>
                <span>
                  <Say id="personFile.nobody" />
                </span>
              </li>
            )}
          </ul>
        )}
      </div>
      {of && <PersonFileDialog of={of} because="request" close={() => setOf(null)} />}
    </>
  )
}

type Row = PersonFileList['items'][number] & { key: string }

/** The last files that were given out, from the audit. */
function Given() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['personFile', workspace.id],
    queryFn: ({ signal }) => personFileApi.given(signal),
  })
  if (!data || data.items.length === 0) return null
  const columns: Column<Row>[] = [
    {
      id: 'person',
      head: <Say id="personFile.given.of" />,
      rowHead: true,
      cell: ({ person }) =>
        person === null ? (
          <Say id="personFile.given.unknown" />
        ) : (
          <Link to="/people/$id" params={{ id: person.id }} className="link">
            {person.name ?? person.email ?? say('personFile.unnamed')}
          </Link>
        ),
    },
    {
      id: 'at',
      head: <Say id="personFile.given.at" />,
      cell: ({ at, by }) => (
        <>
          {format.dateTime(at)}
          <span className={`quiet small ${styles.under}`}>{by}</span>
        </>
      ),
    },
    {
      id: 'because',
      head: <Say id="personFile.given.because" />,
      wide: true,
      cell: ({ because }) => <Say id={`personFile.because.${because}`} />,
    },
    {
      id: 'shape',
      head: <Say id="personFile.shape" />,
      wide: true,
      cell: ({ format: shape }) => <Say id={`personFile.shape.${shape}`} />,
    },
  ]
  const rows = data.items.map((item, index) => ({ ...item, key: `${item.at} ${index}` }))
  return (
    <div className={styles.given}>
      <h3 className="small quiet">
        <Say id="personFile.given" />
      </h3>
      <Table label={say('personFile.given')} columns={columns} rows={rows} keyOf={({ key }) => key} />
    </div>
  )
}
