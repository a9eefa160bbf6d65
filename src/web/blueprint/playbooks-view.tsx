import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AnswerLengths } from '#contract/deal-page.ts'
import type { Band, Blueprint, Playbook, Text } from '#core/blueprint.ts'
import type { BlueprintEdits, PlaybookEdit } from '#core/blueprint/edit.ts'
import { yesNoIn } from '#core/deal/question.ts'
import { get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { type Language, languageNames, useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PhrasePicker, withPhrase } from '../icp/phrase-picker.tsx'
import { Section } from '../ui/page.tsx'
import styles from './blueprint.module.css'

interface PlaybooksViewInput {
  blueprint: Blueprint
  edits: BlueprintEdits | null
  onEdit(edits: BlueprintEdits): void
}

/** The questions to ask, by band; where they are edited, wording of yes or no is named. */
export function PlaybooksView({ blueprint, edits, onEdit }: PlaybooksViewInput) {
  const put = (id: string, edit: PlaybookEdit | null) =>
    onEdit({
      ...edits,
      playbooks: { ...edits?.playbooks, [id]: edit === null ? null : { ...edits?.playbooks?.[id], ...edit } },
    })
  const lengths = useLengths()
  const { playbooks } = blueprint
  const fresh = `playbook_${Array.from({ length: 100 }, (_, n) => n + 1).find((n) => !playbooks.some(({ id }) => id === `playbook_${n}`)) ?? 0}`
  return (
    <>
      <p className="quiet">
        <Say id="playbooks.about" />
      </p>
      {playbooks.map((playbook) => (
        <Section
          key={playbook.id}
          title={<Name playbook={playbook} />}
          sub={<UsedIn blueprint={blueprint} playbook={playbook} />}
          actions={
            edits !== null ? (
              <Button variant="default" size="compact-sm" onClick={() => put(playbook.id, null)}>
                <Say id="playbooks.remove" />
                <span className="hidden">
                  {' '}
                  <Name playbook={playbook} />
                </span>
              </Button>
            ) : undefined
          }
        >
          {edits === null ? (
            <Sheet playbook={playbook} lengths={lengths} />
          ) : (
            <Form playbook={playbook} onEdit={(edit) => put(playbook.id, edit)} />
          )}
        </Section>
      ))}
      {edits !== null && (
        <div>
          <Button
            variant="default"
            onClick={() =>
              put(fresh, { name: { en: 'New playbook', ko: '새 질문 가이드', ru: 'Новый сценарий' }, questions: [] })
            }
          >
            <Say id="playbooks.add" />
          </Button>
        </div>
      )}
    </>
  )
}

function useLengths(): AnswerLengths | undefined {
  const workspace = useWorkspace()
  const may = useMay('deal.read')
  return useQuery({
    queryKey: ['deals', workspace.id, 'lengths'],
    queryFn: ({ signal }) => get<AnswerLengths>('/api/playbooks/answers', {}, signal),
    enabled: may,
  }).data
}

function Name({ playbook }: { playbook: Playbook }) {
  const format = useFormat()
  return <>{format.text(playbook.name)}</>
}

function UsedIn({ blueprint, playbook }: { blueprint: Blueprint; playbook: Playbook }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const stages = blueprint.models.flatMap((model) =>
    model.stages
      .filter((stage) => stage.playbook === playbook.id)
      .map((stage) => `${format.text(stage.name)} (${format.text(model.name)})`),
  )
  return (
    <>
      {wordFor('blueprint.band', playbook.band)}
      {' · '}
      {stages.length === 0 ? (
        <Say id="playbooks.unused" />
      ) : (
        <Say id="playbooks.used" values={{ stages: format.list(stages) }} />
      )}
    </>
  )
}

function Sheet({ playbook, lengths }: { playbook: Playbook; lengths: AnswerLengths | undefined }) {
  const format = useFormat()
  return (
    <>
      <p>{format.text(playbook.about)}</p>
      <ol className={styles.questions}>
        {playbook.questions.map((question) => (
          <li key={question.en}>
            {format.text(question)} <Length question={question} lengths={lengths} />
            <Warning question={question} />
          </li>
        ))}
      </ol>
    </>
  )
}

/** How long people answered it, where somebody did. */
function Length({ question, lengths }: { question: Text; lengths: AnswerLengths | undefined }) {
  const format = useFormat()
  const asked = lengths?.questions.find((one) => [question.en, question.ko, question.ru].includes(one.question))
  if (!asked || asked.won.count + asked.lost.count === 0) return null
  const median = ({ median: value }: { median: number | null }) =>
    value === null ? '–' : format.number(Math.round(value))
  return (
    <span className="quiet small">
      <Say
        id="playbooks.lengths"
        values={{
          won: median(asked.won),
          wonCount: asked.won.count,
          lost: median(asked.lost),
          lostCount: asked.lost.count,
        }}
      />
    </span>
  )
}

/** That a question may be answered by yes or no, and in which languages. */
function Warning({ question }: { question: Text }) {
  const format = useFormat()
  const languages = yesNoIn(question)
  if (languages.length === 0) return null
  return (
    <p className={styles.yesNo}>
      <Say
        id="playbooks.yesNo"
        values={{ languages: format.list(languages.map((language) => languageNames[language])) }}
      />
    </p>
  )
}

const bands: readonly Band[] = ['TOFU', 'MOFU', 'BOFU', 'CUSTOMER']

function Form({ playbook, onEdit }: { playbook: Playbook; onEdit(edit: PlaybookEdit): void }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { language } = useLanguage()
  const { questions } = playbook
  const words = (text: string) => ({ [language]: text })
  const ask = (next: Text[]) => onEdit({ questions: next })
  const moved = (from: number, to: number) => {
    const next = [...questions]
    const [one] = next.splice(from, 1)
    if (one) next.splice(to, 0, one)
    ask(next)
  }
  return (
    <div className={styles.form}>
      <TextInput
        label={say('playbooks.name')}
        value={format.text(playbook.name)}
        maxLength={200}
        onChange={(event) => onEdit({ name: words(event.currentTarget.value) })}
      />
      <label className="field">
        <Say id="playbooks.band" />
        <select
          className="plain"
          value={playbook.band}
          onChange={({ currentTarget: { value } }) => onEdit({ band: bands.find((one) => one === value) ?? 'MOFU' })}
        >
          {bands.map((band) => (
            <option key={band} value={band}>
              {wordFor('blueprint.band', band)}
            </option>
          ))}
        </select>
      </label>
      <Textarea
        className={styles.wide ?? ''}
        autosize
        minRows={1}
        label={say('playbooks.note')}
        value={format.text(playbook.about)}
        maxLength={2000}
        onChange={(event) => onEdit({ about: words(event.currentTarget.value) })}
      />
      <ol className={`${styles.wide ?? ''} ${styles.asked ?? ''}`}>
        {questions.map((question, index) => (
          <li key={index}>
            <Textarea
              autosize
              minRows={1}
              aria-label={say('playbooks.question', { number: index + 1 })}
              value={question[language] ?? question.en}
              maxLength={1000}
              onChange={(event) => ask(questions.with(index, written(question, language, event.currentTarget.value)))}
            />
            <Warning question={question} />
            <p className={styles.doings}>
              <PhrasePicker
                onPick={(said) =>
                  ask(
                    questions.with(
                      index,
                      written(question, language, withPhrase(question[language] ?? question.en, said)),
                    ),
                  )
                }
              />
              <button type="button" className="link" disabled={index === 0} onClick={() => moved(index, index - 1)}>
                <Say id="playbooks.up" />
              </button>
              <button
                type="button"
                className="link"
                disabled={index === questions.length - 1}
                onClick={() => moved(index, index + 1)}
              >
                <Say id="playbooks.down" />
              </button>
              <button type="button" className="link" onClick={() => ask(questions.toSpliced(index, 1))}>
                <Say id="playbooks.take" />
              </button>
            </p>
          </li>
        ))}
      </ol>
      <div className={styles.wide ?? ''}>
        <Button variant="default" size="compact-sm" onClick={() => ask([...questions, { en: '' }])}>
          <Say id="playbooks.ask" />
        </Button>
      </div>
    </div>
  )
}

/** A question in the language one writes in; one that has no English yet is kept as English too, as every text must be. */
function written(question: Text, language: Language, text: string): Text {
  const alone = language !== 'en' && (question.en === '' || question.en === question[language])
  return { ...question, ...(alone ? { en: text } : {}), [language]: text }
}
