import { Button, FileButton, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SuspectCheck, SuspectLineRead } from '#contract/suspect.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { readableProfile } from '#core/suspect/profile.ts'
import { useSuspectDeeds } from './deeds.ts'
import { suspectApi } from './suspect-api.ts'

/** Names by paste or file: looked at first, added afterwards. */
export function AddNames({ listId }: { listId: string }) {
  const say = useSay()
  const { done, failed } = useUndo()
  const [text, setText] = useState('')
  const { refresh } = useSuspectDeeds(() => {})
  const check = useMutation({ mutationFn: () => suspectApi.check(listId, text), onError: failed })
  const put = useMutation({
    mutationFn: () => suspectApi.put(listId, text),
    onSuccess: (added) => {
      const { bulk } = added
      const undo = bulk === null ? undefined : () => suspectApi.undo(bulk).then(refresh)
      done(say('suspects.add.done', { count: added.new + added.known }), undo)
      setText('')
      check.reset()
      return refresh()
    },
    onError: failed,
  })
  const write = (next: string) => {
    setText(next)
    check.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') check.mutate()
  }
  const good = check.data ? check.data.new + check.data.known : 0
  return (
    <Section title={<Say id="suspects.add" />} sub={<Say id="suspects.add.about" />}>
      <form className={styles.form} onSubmit={submit}>
        <Textarea
          label={say('suspects.add.text')}
          autosize
          minRows={4}
          maxRows={14}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void file?.text().then(write)}>
            {(props) => (
              <Button {...props} variant="default" size="xs">
                <Say id="suspects.add.file" />
              </Button>
            )}
          </FileButton>
          <Button
            type="submit"
            variant={check.data ? 'default' : 'filled'}
            size="xs"
            loading={check.isPending}
            disabled={text.trim() === ''}
          >
            <Say id="suspects.add.check" />
          </Button>
        </div>
        <div role="status">{check.data && <Found check={check.data} />}</div>
        {good > 0 && (
          <div>
            <Button loading={put.isPending} onClick={() => put.mutate()}>
              <Say id="suspects.add.do" values={{ count: good }} />
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}

function Found({ check }: { check: SuspectCheck }) {
  const say = useSay()
  const columns: Column<SuspectLineRead>[] = [
    {
      id: 'who',
      head: <Say id="suspects.person" />,
      rowHead: true,
      cell: ({ line, name, email, linkedin, text }) => (
        <>
          <span className={styles.under}>
            {name ?? email ?? (linkedin === null ? text : readableProfile(linkedin))}
          </span>
          <span className={`quiet small ${styles.under}`}>{say('suspects.add.line', { line })}</span>
        </>
      ),
    },
    {
      id: 'verdict',
      head: <Say id="suspects.add.verdict" />,
      cell: ({ verdict, why }) =>
        verdict === 'refused' ? (
          <span className={styles.barred}>{say(`suspects.why.${why ?? 'invalid'}`)}</span>
        ) : (
          say(`suspects.verdict.${verdict}`)
        ),
    },
  ]
  const counts = { fresh: check.new, known: check.known, refused: check.refused }
  return (
    <>
      <p className={styles.note}>
        <Say id="suspects.add.found" values={counts} />
      </p>
      <div className={styles.lines} tabIndex={0} role="group" aria-label={say('suspects.add.verdict')}>
        <Table
          label={say('suspects.add.found', counts)}
          columns={columns}
          rows={check.lines.slice(0, 500)}
          keyOf={({ line, text, email }) => `${line} ${email ?? text}`}
        />
      </div>
    </>
  )
}
