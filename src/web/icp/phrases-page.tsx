import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Phrase, PhraseCandidates, PhraseInput } from '#contract/icp.ts'
import { type PhraseSource, phraseSources, type PhraseTag, phraseTags } from '#core/icp/phrase.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { candidatesQuery, icpApi, phrasesQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { IcpTabs } from './tabs.tsx'

const route = getRouteApi('/inside/icp/phrases')

/** What customers said, in their own words, with where it comes from; texts of ours offer it. */
export function PhrasesPage() {
  const say = useSay()
  const { q = '', tag } = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const mayWrite = useMay('phrase.write')
  const phrases = useQuery(phrasesQuery(workspace.id, q, tag))
  const search = (next: { q?: string; tag?: PhraseTag | undefined }) => {
    const { q: words = q, tag: kind } = { tag, ...next }
    void navigate({
      search: { ...(words === '' ? {} : { q: words }), ...(kind === undefined ? {} : { tag: kind }) },
      replace: true,
    })
  }
  const total = phrases.data?.tags.reduce((sum, { count }) => sum + count, 0) ?? 0
  return (
    <Page title={say('phrases.title')}>
      <PageHead title={<Say id="phrases.title" />} sentence={<Say id="phrases.lead" />} />
      <IcpTabs />
      {mayWrite && <Keep />}
      {mayWrite && <Candidates />}
      <Section
        title={<Say id="phrases.kept" />}
        actions={
          <SearchField
            label={say('phrases.search')}
            hint={say('phrases.search')}
            value={q}
            onChange={(text) => search({ q: text })}
          />
        }
      >
        <div className={styles.chips} role="group" aria-label={say('phrases.tag')}>
          <button
            type="button"
            className="plain"
            aria-pressed={tag === undefined}
            onClick={() => search({ tag: undefined })}
          >
            <Say id="phrases.all" /> {total}
          </button>
          {phrases.data?.tags.map(({ tag: one, count }) => (
            <button
              key={one}
              type="button"
              className="plain"
              aria-pressed={tag === one}
              onClick={() => search({ tag: one })}
            >
              {say(`phrases.tag.${one}`)} {count}
            </button>
          ))}
        </div>
        <Loaded query={phrases} lines={5}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={<Say id={total === 0 ? 'phrases.empty' : 'phrases.notFound'} />}>
                <p>
                  <Say id="phrases.empty.next" />
                </p>
              </EmptyState>
            ) : (
              <ul className={styles.phrases}>
                {items.map((phrase) => (
                  <One key={phrase.id} phrase={phrase} mayWrite={mayWrite} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
    </Page>
  )
}

function One({ phrase, mayWrite }: { phrase: Phrase; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const { id, said, tag, source, link, person, deal, saidOn, keptBy } = phrase
  const change = async (what: { tag?: string; removed?: boolean }) => {
    await icpApi.changePhrase(id, what)
    await client.invalidateQueries({ queryKey: ['icp'] })
  }
  return (
    <li>
      <blockquote>{said}</blockquote>
      <div className={styles.buttons}>
        {mayWrite ? (
          <TagSelect
            label={say('phrases.tag.of', { said: said.slice(0, 60) })}
            tag={tag}
            onChange={(next) => void change({ tag: next }).catch(undo.failed)}
          />
        ) : (
          <span className="chip">{say(`phrases.tag.${tag}`)}</span>
        )}
        <span className="quiet small">
          <Say id={`phrases.source.${source}`} />
          {saidOn !== null && ` · ${format.calendar(saidOn)}`}
          {person && (
            <>
              {' · '}
              <Link to="/people/$id" params={{ id: person.id }} className="link">
                {person.name ?? say('icp.noName')}
              </Link>
            </>
          )}
          {deal && (
            <>
              {' · '}
              <Link to="/deals/$id" params={{ id: deal.id }} className="link">
                {deal.name}
              </Link>
            </>
          )}
          {link !== '' && (
            <>
              {' · '}
              <a className="link" href={link} target="_blank" rel="noreferrer noopener">
                <Say id="phrases.open" />
              </a>
            </>
          )}
          {' · '}
          <Say id="phrases.by" values={{ who: keptBy }} />
        </span>
        {mayWrite && (
          <button
            type="button"
            className="link small"
            onClick={() =>
              void change({ removed: true }).then(
                () => undo.done(say('phrases.removed'), () => change({ removed: false })),
                undo.failed,
              )
            }
          >
            <Say id="phrases.remove" />
            <span className="hidden"> {said.slice(0, 60)}</span>
          </button>
        )}
      </div>
    </li>
  )
}

function TagSelect({ label, tag, onChange }: { label: string; tag: PhraseTag; onChange(tag: PhraseTag): void }) {
  const say = useSay()
  return (
    <select
      className="plain"
      aria-label={label}
      value={tag}
      onChange={({ currentTarget: { value } }) => onChange(phraseTags.find((one) => one === value) ?? 'wording')}
    >
      {phraseTags.map((one) => (
        <option key={one} value={one}>
          {say(`phrases.tag.${one}`)}
        </option>
      ))}
    </select>
  )
}

const blank = { said: '', tag: 'problem', source: 'call', link: '', saidOn: '' } as const

/** A phrase that was heard or read. */
function Keep() {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const [draft, setDraft] = useState<{
    said: string
    tag: PhraseTag
    source: PhraseSource
    link: string
    saidOn: string
  }>(blank)
  const keep = useMutation({
    mutationFn: () =>
      icpApi.keepPhrase({ ...draft, said: draft.said.trim(), saidOn: draft.saidOn === '' ? null : draft.saidOn }),
    onSuccess: async () => {
      setDraft({ ...blank, tag: draft.tag, source: draft.source })
      await client.invalidateQueries({ queryKey: ['icp'] })
    },
    onError: undo.failed,
  })
  return (
    <Section title={<Say id="phrases.keep" />} sub={<Say id="phrases.keep.about" />}>
      <form
        className={styles.keep}
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.said.trim() !== '') keep.mutate()
        }}
      >
        <Textarea
          className={styles.wide ?? ''}
          label={say('phrases.said')}
          placeholder={say('phrases.said.hint')}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.said}
          onChange={(event) => setDraft({ ...draft, said: event.currentTarget.value })}
        />
        <label className="field">
          <Say id="phrases.tag" />
          <TagSelect label={say('phrases.tag')} tag={draft.tag} onChange={(tag) => setDraft({ ...draft, tag })} />
        </label>
        <label className="field">
          <Say id="phrases.source" />
          <select
            className="plain"
            value={draft.source}
            onChange={({ currentTarget: { value } }) =>
              setDraft({ ...draft, source: phraseSources.find((one) => one === value) ?? 'other' })
            }
          >
            {phraseSources.map((one) => (
              <option key={one} value={one}>
                {say(`phrases.source.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="phrases.saidOn" />
          <input
            className="plain"
            type="date"
            value={draft.saidOn}
            onChange={(event) => setDraft({ ...draft, saidOn: event.currentTarget.value })}
          />
        </label>
        <TextInput
          label={say('phrases.link')}
          placeholder="https://"
          maxLength={1000}
          value={draft.link}
          onChange={(event) => setDraft({ ...draft, link: event.currentTarget.value.trim() })}
        />
        <Button type="submit" disabled={draft.said.trim() === ''} loading={keep.isPending}>
          <Say id="phrases.add" />
        </Button>
      </form>
    </Section>
  )
}

/** What deals hold in their words, that nobody has kept yet. */
function Candidates() {
  const workspace = useWorkspace()
  const candidates = useQuery(candidatesQuery(workspace.id))
  const [all, setAll] = useState(false)
  const items = candidates.data?.items ?? []
  if (items.length === 0) return null
  const shown = all ? items : items.slice(0, 4)
  return (
    <Section title={<Say id="phrases.candidates" />} sub={<Say id="phrases.candidates.about" />}>
      <ul className={styles.phrases}>
        {shown.map((candidate) => (
          <Candidate key={candidate.origin} candidate={candidate} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          <Say id="phrases.candidates.more" values={{ count: items.length - shown.length }} />
        </button>
      )}
    </Section>
  )
}

function Candidate({ candidate }: { candidate: PhraseCandidates['items'][number] }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const { origin, said, person, deal, saidOn } = candidate
  const [tag, setTag] = useState(candidate.tag)
  const keep = useMutation({
    mutationFn: (input: PhraseInput) => icpApi.keepPhrase(input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['icp'] }),
    onError: undo.failed,
  })
  return (
    <li>
      <blockquote>{said}</blockquote>
      <div className={styles.buttons}>
        <TagSelect label={say('phrases.tag.of', { said: said.slice(0, 60) })} tag={tag} onChange={setTag} />
        <Button
          variant="default"
          size="compact-sm"
          loading={keep.isPending}
          onClick={() =>
            keep.mutate({ said, tag, source: 'deal', deal: deal.id, person: person?.id ?? null, saidOn, origin })
          }
        >
          <Say id="phrases.keepThis" />
          <span className="hidden"> {said.slice(0, 60)}</span>
        </Button>
        <span className="quiet small">
          {person && `${person.name ?? say('icp.noName')} · `}
          <Link to="/deals/$id" params={{ id: deal.id }} className="link">
            {deal.name}
          </Link>
          {` · ${format.calendar(saidOn)}`}
        </span>
      </div>
    </li>
  )
}
