import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import { type BantLetter, bantLetters, confidences } from '#core/deal/event.ts'
import { answerLength } from '#core/deal/question.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './deal.module.css'
import { answerSources } from './gate-fill.tsx'
import type { KeepAnswer } from './keep-answer.ts'
import { WhoSelect } from './who-select.tsx'

interface AnswerFormInput {
  /** who may have said it; none: it is known who is asked */
  people: DealPage['people']
  kept: KeepAnswer
  question: string
  playbook?: string
  /** evidence for this letter; null: asked with the answer */
  letter: BantLetter | null
  /** median length of answers in deals that were won, letters */
  usual?: number | null
  close(): void
}

/** What they said, who said it, how we know, and what it means for BANT. */
export function AnswerForm({ people, kept, question, playbook, letter, usual = null, close }: AnswerFormInput) {
  const say = useSay()
  const [answer, setAnswer] = useState('')
  const [chosen, setChosen] = useState<BantLetter | ''>(letter ?? '')
  const [person, setPerson] = useState(people[0]?.personId ?? '')
  const [source, setSource] = useState('call')
  const [confidence, setConfidence] = useState('said')
  const [met, setMet] = useState(true)
  const length = answerLength(answer)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (answer.trim() === '') return
    const said = {
      question,
      answer: answer.trim(),
      source,
      confidence,
      ...(playbook === undefined ? {} : { playbook }),
      ...(person === '' ? {} : { person }),
      ...(chosen === '' ? {} : { letter: chosen, met }),
    }
    kept.keep(said, close)
  }
  return (
    <form className={styles.inline} onSubmit={save} data-no-print>
      <label className="field">
        <Say id="deal.bant.answer" />
        <textarea
          rows={3}
          maxLength={4000}
          autoFocus
          // in a dialog, Escape closes this form and not the dialog
          data-mantine-stop-propagation="true"
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event)
            if (event.key === 'Escape') close()
          }}
        />
        <span className="small">
          {usual === null ? (
            <Say id="deal.answer.length" values={{ count: length }} />
          ) : (
            <Say id="deal.answer.length.usual" values={{ count: length, usual: Math.round(usual) }} />
          )}
        </span>
      </label>
      <div className={styles.pair}>
        {people.length > 0 && (
          <WhoSelect
            label="deal.bant.whoSaid"
            none="deal.bant.nobody"
            people={people}
            value={person}
            onChange={setPerson}
          />
        )}
        <label className="field">
          <Say id="deal.bant.source" />
          <select className="plain" value={source} onChange={(event) => setSource(event.currentTarget.value)}>
            {answerSources.map((one) => (
              <option key={one} value={one}>
                {say(`deal.source.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="deal.bant.confidence" />
          <select className="plain" value={confidence} onChange={(event) => setConfidence(event.currentTarget.value)}>
            {confidences.map((one) => (
              <option key={one} value={one}>
                {say(`deal.confidence.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {letter === null && (
          <label className="field">
            <Say id="deal.bant.letter" />
            <select
              className="plain"
              value={chosen}
              onChange={({ currentTarget: { value } }) => setChosen(bantLetters.find((one) => one === value) ?? '')}
            >
              <option value="">{say('deal.bant.noLetter')}</option>
              {bantLetters.map((one) => (
                <option key={one} value={one}>
                  {say(`deal.letter.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {chosen !== '' && (
        <label className={styles.tick}>
          <input type="checkbox" checked={met} onChange={(event) => setMet(event.currentTarget.checked)} />
          <span>
            <Say id={`deal.meets.${chosen}`} />
          </span>
        </label>
      )}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={kept.isPending} disabled={answer.trim() === ''}>
          <Say id="deal.answer.save" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}
