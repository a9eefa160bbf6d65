import { Button, FileButton, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ContentSheetResult } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { contentApi } from './content-api.ts'
import { useLanguageName } from './names.ts'
import styles from './content.module.css'

/** A list of content as CSV: tried first, then taken in. */
export function SheetPage() {
  const say = useSay()
  const undo = useUndo()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { languages } = useWorkspace()
  const own = useLanguage().language
  const languageName = useLanguageName()
  const [text, setText] = useState('')
  const [language, setLanguage] = useState<string>(own)
  const trial = useMutation({
    mutationFn: () => contentApi.sheet({ text, language, dryRun: true }),
    onError: undo.failed,
  })
  const take = useMutation({
    mutationFn: () => contentApi.sheet({ text, language, dryRun: false }),
    onSuccess: async ({ added, changed }) => {
      undo.done(say('content.sheet.done', { added, changed }))
      await client.invalidateQueries({ queryKey: ['content'] })
      await navigate({ to: '/capture/content' })
    },
    onError: undo.failed,
  })
  const write = (changed: string) => {
    setText(changed)
    trial.reset()
  }
  const read = (file: File | null) => void file?.text().then(write)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    trial.mutate()
  }
  return (
    <Page title={say('content.import')} narrow>
      <PageHead
        title={<Say id="content.import" />}
        sentence={<Say id="content.sheet.lead" />}
        actions={
          <Link to="/capture/content" className="link">
            <Say id="content.back" />
          </Link>
        }
      />
      <div className="stack">
        <Section title={<Say id="content.sheet.list" />} sub={<Say id="content.sheet.columns" />}>
          <form className="stack" onSubmit={submit}>
            <div className={styles.row}>
              <FileButton
                onChange={read}
                accept=".csv,.tsv,.txt,text/csv"
                inputProps={{ 'aria-label': say('content.sheet.file') }}
              >
                {(props) => (
                  <Button {...props} variant="default">
                    <Say id="content.sheet.file" />
                  </Button>
                )}
              </FileButton>
              <NativeSelect
                label={say('content.sheet.language')}
                data={[...new Set([...languages, own])].map((code) => ({ value: code, label: languageName(code) }))}
                value={language}
                onChange={(event) => {
                  setLanguage(event.currentTarget.value)
                  trial.reset()
                }}
              />
            </div>
            <Textarea
              label={say('content.sheet.paste')}
              minRows={8}
              maxRows={16}
              autosize
              required
              spellCheck={false}
              value={text}
              onChange={(event) => write(event.currentTarget.value)}
              classNames={{ input: styles.code ?? '' }}
            />
            <div className={styles.row}>
              <Button type="submit" variant={trial.data ? 'default' : 'filled'} loading={trial.isPending}>
                <Say id="content.sheet.try" />
              </Button>
              {trial.data && trial.data.added + trial.data.changed > 0 && (
                <Button loading={take.isPending} onClick={() => take.mutate()}>
                  <Say id="content.sheet.take" values={{ count: trial.data.added + trial.data.changed }} />
                </Button>
              )}
            </div>
          </form>
        </Section>
        {trial.data && <Trial result={trial.data} />}
      </div>
    </Page>
  )
}

/** What would happen, and which rows are wrong. */
function Trial({ result }: { result: ContentSheetResult }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { added, changed, same, faults, ignored, shown } = result
  return (
    <Section title={<Say id="content.sheet.result" />}>
      <p role="status">
        <Say
          id="content.sheet.sum"
          values={{ added, changed, same, wrong: new Set(faults.map(({ row }) => row)).size }}
        />
      </p>
      {ignored.length > 0 && (
        <p className="quiet small">
          <Say id="content.sheet.ignored" values={{ columns: format.list(ignored) }} />
        </p>
      )}
      <ul className={styles.plain}>
        {faults.map(({ row, column, code, text }) => (
          <li key={`${row} ${column} ${code}`} className="small">
            <Say id="content.sheet.row" values={{ row: String(row) }} /> {wordFor('content.fault', code)}
            {text !== '' && ` “${text}”`}
            {column !== null && <span className="quiet"> ({column})</span>}
          </li>
        ))}
      </ul>
      <ul className={styles.plain}>
        {shown.map(({ title, kind, languages, what }) => (
          <li key={title}>
            <span className="chip">
              <Say id={`content.sheet.${what}`} />
            </span>{' '}
            {title}{' '}
            <span className="quiet small">
              {format.text(kind.name)} · {languages.join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
