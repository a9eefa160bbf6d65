import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ContentPage } from '#contract/content.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { contentApi } from './content-api.ts'
import { useLanguageName } from './names.ts'
import styles from './content.module.css'

type Row = ContentPage['links'][number]

/** Links that count their readers: made here for campaigns, on people’s pages for them. */
export function Links({ asset }: { asset: ContentPage }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const languageName = useLanguageName()
  const mayLink = useMay('content.link')
  const end = useMutation({
    mutationFn: (id: string) => contentApi.endLink(id),
    onSuccess: async () => {
      undo.done(say('content.link.ended'))
      await client.invalidateQueries({ queryKey: ['content'] })
    },
    onError: undo.failed,
  })
  const columns: Column<Row>[] = [
    {
      id: 'whom',
      head: <Say id="content.link.whom" />,
      rowHead: true,
      cell: ({ person, campaign, language }) => (
        <>
          {person ? (
            <Link to="/people/$id" params={{ id: person.id }} className="link">
              {person.name ?? say('content.someone')}
            </Link>
          ) : (
            (campaign ?? say('content.link.anybody'))
          )}
          {language !== null && <span className={styles.under}>{languageName(language)}</span>}
        </>
      ),
    },
    { id: 'by', head: <Say id="content.link.by" />, wide: true, cell: ({ by }) => by ?? '–' },
    { id: 'at', head: <Say id="content.link.at" />, cell: ({ createdAt }) => format.date(createdAt) },
    {
      id: 'readers',
      head: <Say id="content.link.readers" />,
      num: true,
      cell: ({ readers }) => format.number(readers),
    },
  ]
  if (mayLink) {
    columns.push({
      id: 'do',
      head: <span className="hidden">{say('content.link.end')}</span>,
      cell: ({ id, revokedAt, person, campaign }) =>
        revokedAt !== null ? (
          <span className="quiet small">
            <Say id="content.link.over" />
          </span>
        ) : (
          <button
            type="button"
            className="link"
            aria-label={say('content.link.end.of', { whom: person?.name ?? campaign ?? say('content.link.anybody') })}
            onClick={() => end.mutate(id)}
          >
            <Say id="content.link.end" />
          </button>
        ),
    })
  }
  return (
    <Section title={<Say id="content.links" />} sub={<Say id="content.links.about" />}>
      {asset.links.length > 0 && (
        <Table label={say('content.links')} rows={asset.links} keyOf={({ id }) => id} columns={columns} />
      )}
      {mayLink && <NewLink asset={asset} />}
    </Section>
  )
}

function NewLink({ asset }: { asset: ContentPage }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const languageName = useLanguageName()
  const [campaign, setCampaign] = useState('')
  const [language, setLanguage] = useState('')
  const given = asset.versions.filter(({ url, file }) => url !== null || file !== null)
  const make = useMutation({
    mutationFn: () =>
      contentApi.link(asset.id, {
        person: null,
        campaign: campaign.trim() === '' ? null : campaign,
        language: language === '' ? null : language,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['content'] }),
    onError: undo.failed,
  })
  if (given.length === 0) {
    return (
      <p className="quiet">
        <Say id="content.link.nothing" />
      </p>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <>
      <form className={styles.row} onSubmit={submit}>
        <TextInput
          label={say('content.link.campaign')}
          maxLength={200}
          value={campaign}
          onChange={(event) => setCampaign(event.currentTarget.value)}
        />
        <NativeSelect
          label={say('content.language')}
          data={[
            { value: '', label: say('content.link.own') },
            ...given.map((one) => ({ value: one.language, label: languageName(one.language) })),
          ]}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          <Say id="content.link.make" />
        </Button>
      </form>
      {make.data && <LinkMade url={make.data.url} />}
    </>
  )
}

/** A link’s address, shown this once. */
export function LinkMade({ url }: { url: string }) {
  return (
    <div className={styles.made} role="status">
      <code>{url}</code>
      <CopyButton text={url} />
      <p className="quiet small">
        <Say id="content.link.once" />
      </p>
    </div>
  )
}
