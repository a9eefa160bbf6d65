import { useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import type { DealAnswer } from '#contract/deal-page.ts'
import { type BantLetter, bantLetters } from '#core/deal/event.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { AnswerForm } from './answer-form.tsx'
import styles from './deal.module.css'
import { useDealAnswer } from './keep-answer.ts'
import { useDealPart } from './queries.ts'

/** Budget, authority, need, timing: what they said, who, when, how sure; old answers stale, all of them kept. */
export function Bant({ deal }: { deal: DealPage }) {
  const answers = useDealPart('answers', deal.id).data?.items ?? []
  const met = bantLetters.filter((letter) => deal.bant[letter]?.met === true && !deal.bant[letter].stale)
  return (
    <Section title={<Say id="deal.bant" />} sub={<Say id="deal.bant.sub" values={{ met: met.length }} />} id="bant">
      <ul className={styles.letters}>
        {bantLetters.map((letter) => (
          <Letter
            key={letter}
            letter={letter}
            deal={deal}
            answers={answers.filter((answer) => answer.letter === letter)}
          />
        ))}
      </ul>
    </Section>
  )
}

interface LetterInput {
  letter: BantLetter
  deal: DealPage
  /** newest first */
  answers: readonly DealAnswer[]
}

function Letter({ letter, deal, answers }: LetterInput) {
  const say = useSay()
  const kept = useDealAnswer(deal.id)
  const [asking, setAsking] = useState(false)
  const [open, setOpen] = useState(false)
  const now = deal.bant[letter]
  const state = !now ? 'unknown' : !now.met ? 'unmet' : now.stale ? 'stale' : 'met'
  return (
    <li>
      <p className={styles.letter} data-state={state}>
        <span aria-hidden="true">{{ met: '✓', stale: '↻', unmet: '✕', unknown: '○' }[state]}</span>
        <b>{say(`deal.letter.${letter}`)}</b>
        <span className={styles.letterState}>{say(`deal.bant.${state}`)}</span>
      </p>
      {now && (
        <>
          <p className={styles.words}>{now.answer}</p>
          <Source answer={now} />
        </>
      )}
      {asking ? (
        <AnswerForm
          people={deal.people}
          kept={kept}
          letter={letter}
          question={say(`deal.ask.${letter}`)}
          close={() => setAsking(false)}
        />
      ) : (
        <p className={styles.doings} data-no-print>
          {deal.mayChange && (
            <button type="button" className="link" onClick={() => setAsking(true)}>
              <Say id={now ? 'deal.bant.again' : 'deal.bant.add'} />
              <span className="hidden"> {say(`deal.letter.${letter}`)}</span>
            </button>
          )}
          {answers.length > 1 && (
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              <Say id="deal.bant.history" values={{ count: answers.length - 1 }} />
            </button>
          )}
        </p>
      )}
      {open && (
        <ul className={styles.history}>
          {answers.slice(1).map((answer) => (
            <li key={answer.event}>
              <p className={styles.words}>{answer.answer}</p>
              <Source answer={answer} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface Told {
  at: string
  source: string | null
  confidence: string | null
  person: { name: string | null } | null
  by: string | null
}

/** Where an answer comes from: who said it, how and when, how sure it is, who wrote it down. */
function Source({ answer }: { answer: Told }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const parts = [
    answer.person?.name ?? null,
    answer.source === null ? null : wordFor('deal.source', answer.source),
    format.date(answer.at),
    answer.confidence === null ? null : wordFor('deal.confidence', answer.confidence),
  ]
  return (
    <p className="quiet small">
      {parts.filter((part) => part !== null).join(' · ')}
      {answer.by !== null && (
        <>
          {' · '}
          <Say id="deal.writtenBy" values={{ who: answer.by }} />
        </>
      )}
    </p>
  )
}
