import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ProposalPage } from '#contract/proposal.ts'
import {
  faultsOf,
  mostWords,
  proposalLanguages,
  wordCount,
  type ProposalContent,
  type ProposalLanguage,
} from '#core/proposal/document.ts'
import { newInProposal } from '#core/proposal/news.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { languageNames } from '../app/language.tsx'
import { today } from '../deal/days.ts'
import { usePersonName } from '../person/names.tsx'
import { Section } from '../ui/page.tsx'
import { proposalApi, useProposalChange } from './api.ts'
import { ContentForm } from './content-form.tsx'
import { Material } from './material.tsx'
import { Preview } from './preview.tsx'
import styles from './proposals.module.css'

interface Draft {
  content: ProposalContent
  language: ProposalLanguage
  currency: string
  validUntil: string | null
  personId: string | null
}

type Saving = 'saved' | 'waiting' | 'saving' | 'overtaken' | 'failed'

const pauseMs = 700

/** Keeps a draft on the server while it is written: a moment after each pause, one request at a time. */
function useDraft(proposal: ProposalPage) {
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [draft, setDraft] = useState<Draft>(() => draftOf(proposal))
  const [saving, setSaving] = useState<Saving>('saved')
  const revision = useRef(proposal.revision)
  const newest = useRef(draft)
  const written = useRef(draft)
  const running = useRef<Promise<boolean> | null>(null)

  /** Writes what is not written yet; false when it could not be. */
  const save = async (): Promise<boolean> => {
    if (running.current) await running.current
    if (newest.current === written.current) return true
    const sent = newest.current
    setSaving('saving')
    const work = proposalApi
      .change(proposal.id, { revision: revision.current, ...sent })
      .then(
        (answer) => {
          revision.current = answer.revision
          written.current = sent
          setSaving(newest.current === sent ? 'saved' : 'waiting')
          void client.invalidateQueries({ queryKey: ['proposals'] })
          return true
        },
        (error: unknown) => {
          const conflict = error instanceof ProblemError && error.problem.code === 'conflict'
          setSaving(conflict ? 'overtaken' : 'failed')
          return false
        },
      )
      .finally(() => (running.current = null))
    running.current = work
    return work
  }

  const change = (next: Partial<Draft>): void => {
    newest.current = { ...newest.current, ...next }
    setDraft(newest.current)
    setSaving('waiting')
  }
  useEffect(() => {
    if (saving !== 'waiting') return
    const timer = setTimeout(() => void save(), pauseMs)
    return () => clearTimeout(timer)
  })
  // what was typed last is not lost when one goes elsewhere
  useEffect(
    () => () => {
      if (newest.current !== written.current) void save()
      void client.invalidateQueries({ queryKey: ['proposal', workspace.id, proposal.id] })
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [],
  )
  const reload = async (): Promise<void> => {
    const fresh = await proposalApi.page(proposal.id)
    revision.current = fresh.revision
    newest.current = draftOf(fresh)
    written.current = newest.current
    setDraft(newest.current)
    setSaving('saved')
  }
  return { draft, change, save, saving, reload, revision }
}

function draftOf({ content, language, currency, validUntil, personId }: ProposalPage): Draft {
  return { content, language, currency, validUntil, personId }
}

interface DraftEditorInput {
  proposal: ProposalPage
  /** it is written and may go out, as it is now */
  onSend(proposal: ProposalPage): void
}

/** A draft as it is written, with what they said beside it. */
export function DraftEditor({ proposal, onSend }: DraftEditorInput) {
  const say = useSay()
  const format = useFormat()
  const personName = usePersonName()
  const navigate = useNavigate()
  const { zone } = useWorkspace()
  const { run } = useProposalChange()
  const { draft, change, save, saving, reload, revision } = useDraft(proposal)
  const [looking, setLooking] = useState(false)
  const { material } = proposal
  const faults = faultsOf(draft, today(zone))
  const news = useMemo(() => {
    const said = [
      ...material.bant.flatMap(({ answer, question }) => [answer, question ?? '']),
      ...material.phrases.map(({ text }) => text),
      ...material.notes,
      proposal.deal.name,
      proposal.account?.name ?? '',
      ...material.people.map(({ name }) => name ?? ''),
    ].filter((text) => text !== '')
    const talked = material.bant.length + material.phrases.length + material.notes.length > 0
    return newInProposal(
      draft.content,
      talked ? said : [],
      material.products.map(({ name }) => name),
    )
  }, [draft.content, material, proposal.deal.name, proposal.account])
  const words = wordCount(draft.content)
  const set = (content: Partial<ProposalContent>) => change({ content: { ...draft.content, ...content } })
  const look = () => void save().then((fine) => fine && setLooking(true))
  const send = () => void save().then((fine) => fine && onSend({ ...proposal, ...draft, revision: revision.current }))
  const discard = () =>
    void run(() => proposalApi.discard(proposal.id), {
      said: say('proposals.discarded'),
      onDone: () => void navigate({ to: '/deals/$id', params: { id: proposal.deal.id } }),
    })
  return (
    <div className={styles.columns}>
      <div className={styles.story}>
        <Section title={<Say id="proposals.part.to" />}>
          <div className={styles.form}>
            <div className={styles.pair}>
              <label className={styles.field}>
                <Say id="proposals.field.person" />
                <select
                  className="plain"
                  value={draft.personId ?? ''}
                  onChange={(event) => {
                    const id = event.currentTarget.value
                    const person = material.people.find((one) => one.id === id)
                    change({
                      personId: id === '' ? null : id,
                      content: { ...draft.content, toPerson: person ? personName(person) : draft.content.toPerson },
                    })
                  }}
                >
                  <option value="">{say('proposals.field.person.none')}</option>
                  {material.people.map((one) => (
                    <option key={one.id} value={one.id}>
                      {personName(one)}
                    </option>
                  ))}
                </select>
              </label>
              <TextInput
                label={say('proposals.field.toPerson')}
                maxLength={300}
                value={draft.content.toPerson}
                onChange={(event) => set({ toPerson: event.currentTarget.value })}
              />
              <TextInput
                label={say('proposals.field.toCompany')}
                maxLength={300}
                value={draft.content.toCompany}
                onChange={(event) => set({ toCompany: event.currentTarget.value })}
              />
              <TextInput
                label={say('proposals.field.from')}
                maxLength={300}
                value={draft.content.from}
                onChange={(event) => set({ from: event.currentTarget.value })}
              />
              <label className={styles.field}>
                <Say id="proposals.field.language" />
                <select
                  className="plain"
                  value={draft.language}
                  onChange={(event) => change({ language: event.currentTarget.value as ProposalLanguage })}
                >
                  {proposalLanguages.map((one) => (
                    <option key={one} value={one}>
                      {languageNames[one]}
                    </option>
                  ))}
                </select>
              </label>
              <label className={styles.field}>
                <Say id="proposals.field.until" />
                <input
                  className="plain"
                  type="date"
                  min={today(zone)}
                  value={draft.validUntil ?? ''}
                  onChange={(event) => {
                    const day = event.currentTarget.value
                    change({ validUntil: day === '' ? null : day })
                  }}
                />
              </label>
            </div>
          </div>
        </Section>
        <ContentForm content={draft.content} currency={draft.currency} onChange={(content) => change({ content })} />
      </div>
      <aside className={styles.side}>
        <Section title={<Say id="proposals.ready" />} className={styles.ready}>
          <p role="status" className={`small ${styles.saving}`} data-state={saving}>
            <Say id={`proposals.saving.${saving}`} />{' '}
            {saving === 'overtaken' && (
              <button type="button" className="link" onClick={() => void reload()}>
                <Say id="proposals.reload" />
              </button>
            )}
            {saving === 'failed' && (
              <button type="button" className="link" onClick={() => void save()}>
                <Say id="state.retry" />
              </button>
            )}
          </p>
          <p className="quiet small">
            <Say id="proposals.words" values={{ count: words, most: format.number(mostWords) }} />
          </p>
          {faults.length > 0 ? (
            <>
              <p>
                <Say id="proposals.faults" />
              </p>
              <ul className={styles.faults}>
                {faults.map((fault) => (
                  <li key={fault}>
                    <Say id={`proposals.fault.${fault}`} />
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>
              <Say id="proposals.faults.none" />
            </p>
          )}
          <div className={styles.buttons}>
            <Button disabled={faults.length > 0} onClick={send}>
              <Say id="proposals.send" />
            </Button>
            <Button variant="default" onClick={look}>
              <Say id="proposals.preview" />
            </Button>
          </div>
          <button type="button" className="link small" onClick={discard}>
            <Say id="proposals.discard" />
          </button>
        </Section>
        {news.length > 0 && (
          <Section title={<Say id="proposals.news" />} sub={<Say id="proposals.news.about" />}>
            <ul className={styles.news}>
              {news.slice(0, 8).map((one) => (
                <li key={`${one.kind}/${one.text}`}>
                  <span className="quiet small">
                    <Say id={`proposals.news.${one.kind}`} />
                  </span>{' '}
                  {one.text}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Material
          material={material}
          content={draft.content}
          onUse={(text) =>
            set({ problem: draft.content.problem.trim() === '' ? text : `${draft.content.problem.trimEnd()}\n${text}` })
          }
        />
      </aside>
      {looking && <Preview proposal={proposal} onClose={() => setLooking(false)} />}
    </div>
  )
}
