import { Button, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { TemplateList } from '#contract/proposal.ts'
import { gapNames, proposalLanguages, type ProposalLanguage } from '#core/proposal/document.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Missing } from '../ui/page-error.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { proposalApi, templatesQuery, useProposalChange } from './api.ts'
import { ContentForm } from './content-form.tsx'
import styles from './proposals.module.css'

const route = getRouteApi('/inside/proposals/templates/$id')

/** One template, or a new one that begins with the starter of its language. */
export function TemplatePage() {
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data, error, isPending, refetch } = useQuery(templatesQuery(workspace.id))
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (id !== 'new' && !data.items.some((one) => one.id === id)) return <Missing what="template" />
  return <TemplateForm key={id} id={id} list={data} />
}

function TemplateForm({ id, list }: { id: string; list: TemplateList }) {
  const say = useSay()
  const navigate = useNavigate()
  const own = useLanguage().language
  const keeps = useMay('proposal.template')
  const { run, isPending } = useProposalChange()
  const kept = list.items.find((one) => one.id === id)
  const [name, setName] = useState(kept?.name ?? '')
  const [language, setLanguage] = useState<ProposalLanguage>(kept?.language ?? own)
  const [content, setContent] = useState(kept?.content ?? list.starters[own])
  const [touched, setTouched] = useState(false)
  const chooseLanguage = (chosen: ProposalLanguage) => {
    setLanguage(chosen)
    // a new one that nobody has written in yet speaks the language chosen
    if (!kept && !touched) setContent(list.starters[chosen])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), language, content }
    void run(() => (kept ? proposalApi.changeTemplate(kept.id, body) : proposalApi.createTemplate(body)), {
      said: say('templates.saved'),
      onDone: () => void navigate({ to: '/proposals/templates' }),
    })
  }
  const title = kept ? kept.name : say('templates.new')
  return (
    <Page title={title} narrow>
      <PageHead
        title={title}
        sentence={<Say id="templates.gaps" values={{ gaps: gapNames.map((gap) => `{${gap}}`).join(' ') }} />}
        actions={
          <Link to="/proposals/templates" className="link">
            <Say id="templates.title" />
          </Link>
        }
      />
      <form className={styles.story} onSubmit={submit}>
        <fieldset className={styles.bare} disabled={!keeps}>
          <Section title={<Say id="templates.part.name" />}>
            <div className={styles.form}>
              <TextInput
                label={say('templates.name')}
                required
                maxLength={300}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <div className={styles.pair}>
                <label className={styles.field}>
                  <Say id="proposals.field.language" />
                  <select
                    className="plain"
                    value={language}
                    onChange={(event) => chooseLanguage(event.currentTarget.value as ProposalLanguage)}
                  >
                    {proposalLanguages.map((one) => (
                      <option key={one} value={one}>
                        {languageNames[one]}
                      </option>
                    ))}
                  </select>
                </label>
                <NumberInput
                  label={say('templates.days')}
                  min={1}
                  max={366}
                  allowDecimal={false}
                  hideControls
                  value={content.validDays}
                  onChange={(value) =>
                    setContent({ ...content, validDays: Math.min(366, Math.max(1, Number(value) || 30)) })
                  }
                />
              </div>
            </div>
          </Section>
          <ContentForm
            template
            content={content}
            currency={list.currency}
            onChange={(next) => {
              setTouched(true)
              setContent(next)
            }}
          />
        </fieldset>
        {keeps && (
          <div>
            <Button type="submit" loading={isPending}>
              <Say id="templates.save" />
            </Button>
          </div>
        )}
      </form>
    </Page>
  )
}
