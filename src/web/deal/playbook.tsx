import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DealPage, PipelineView } from '#contract/deal.ts'
import type { DealAnswer } from '#contract/deal-page.ts'
import type { Playbook as PlaybookOf } from '#core/blueprint.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useBlueprint } from '../blueprint/blueprint-api.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import { AnswerForm } from './answer-form.tsx'
import { personAnswerApi } from '../person/api.ts'
import styles from './deal.module.css'
import { type KeepAnswer, useDealAnswer, usePersonAnswer } from './keep-answer.ts'
import { useDealPart } from './queries.ts'

interface PlaybookInput {
  deal: DealPage
  pipeline: PipelineView | undefined
}

/** The questions of the stage on the page of a deal. */
export function Playbook(input: PlaybookInput) {
  const mayEdit = useMay('blueprint.apply')
  return (
    <Section
      title={<Say id="deal.playbook" />}
      actions={
        mayEdit ? (
          <Link to="/blueprint" search={{ view: 'playbooks' }} className="link small">
            <Say id="deal.playbook.edit" />
          </Link>
        ) : undefined
      }
    >
      <PlaybookQuestions {...input} />
    </Section>
  )
}

/** The questions of the stage, where the call happens; each is answered in place. */
export function PlaybookQuestions({ deal, pipeline }: PlaybookInput) {
  const kept = useDealAnswer(deal.id)
  const answers = useDealPart('answers', deal.id).data?.items ?? []
  const ofStage = pipeline?.stages.find(({ id }) => id === deal.stage)?.playbook ?? null
  return (
    <Asking ofStage={ofStage} stage={deal.stage} {...{ answers, kept, people: deal.people, may: deal.mayChange }} />
  )
}

/** The questions for somebody whom no deal is about: by where they stand in the lifecycle. */
export function PersonQuestions({ personId, playbook }: { personId: string; playbook: string | null }) {
  const workspace = useWorkspace()
  const kept = usePersonAnswer(personId)
  const may = useMay('touch.write')
  const answers = useQuery({
    queryKey: ['person', workspace.id, personId, 'answers'],
    queryFn: ({ signal }) => personAnswerApi.list(personId, signal),
  }).data?.items
  return <Asking ofStage={playbook} stage={playbook} answers={answers ?? []} {...{ kept, people: [], may }} />
}

interface AskingInput extends QuestionsInput {
  /** the playbook of where they stand */
  ofStage: string | null
  stage: string | null
}

function Asking({ ofStage, stage, ...questions }: AskingInput) {
  const say = useSay()
  const format = useFormat()
  const document = useBlueprint()
  const [chosen, setChosen] = useState<string | null>(null)
  const [usedFor, setUsedFor] = useState(stage)
  // another stage, another playbook
  if (usedFor !== stage) {
    setUsedFor(stage)
    setChosen(null)
  }
  return (
    <Loaded query={document} lines={6}>
      {({ blueprint: { playbooks } }) => {
        const playbook = playbooks.find(({ id }) => id === (chosen ?? ofStage)) ?? playbooks[0]
        if (!playbook)
          return (
            <p className="quiet">
              <Say id="deal.playbook.none" />
            </p>
          )
        return (
          <>
            {playbooks.length > 1 && (
              <div className={styles.pills} role="group" aria-label={say('deal.playbook.choose')}>
                {playbooks.map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    aria-pressed={one.id === playbook.id}
                    onClick={() => setChosen(one.id)}
                  >
                    {format.text(one.name)}
                  </button>
                ))}
              </div>
            )}
            <p className="quiet small">{format.text(playbook.about)}</p>
            <Questions playbook={playbook} {...questions} />
          </>
        )
      }}
    </Loaded>
  )
}

interface QuestionsInput {
  answers: readonly Answer[]
  people: DealPage['people']
  kept: KeepAnswer
  /** answer */
  may: boolean
}

type Answer = Pick<DealAnswer, 'question' | 'answer' | 'at' | 'letter' | 'length'> & { person?: DealAnswer['person'] }

function Questions({ answers, people, kept, may, playbook }: QuestionsInput & { playbook: PlaybookOf }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const lengths = useQuery({
    queryKey: ['deals', workspace.id, 'lengths'],
    queryFn: ({ signal }) => dealApi.lengths(signal),
    staleTime: 60_000,
  }).data
  const [asking, setAsking] = useState<number | null>(null)
  const won = lengths && lengths.won.count >= fewest ? lengths.won.median : null
  return (
    <>
      <ol className={styles.questions}>
        {playbook.questions.map((question, index) => {
          const texts = [question.en, question.ko, question.ru]
          const answer = answers.find((one) => one.question !== null && texts.includes(one.question))
          const words = format.text(question)
          return (
            <li key={`${playbook.id} ${question.en}`}>
              <p>{words}</p>
              {answer && <Answered answer={answer} />}
              {asking === index ? (
                <AnswerForm
                  people={people}
                  kept={kept}
                  question={words}
                  playbook={playbook.id}
                  letter={null}
                  usual={won}
                  close={() => setAsking(null)}
                />
              ) : (
                may && (
                  <p className={styles.doings} data-no-print>
                    <button type="button" className="link" onClick={() => setAsking(index)}>
                      <Say id={answer ? 'deal.bant.again' : 'deal.playbook.answer'} />
                      <span className="hidden"> {words}</span>
                    </button>
                  </p>
                )
              )}
            </li>
          )
        })}
      </ol>
      {lengths && (lengths.won.count >= fewest || lengths.lost.count >= fewest) && (
        <p className="quiet small">
          {say('deal.playbook.lengths', {
            won: lengths.won.median === null ? '–' : format.number(Math.round(lengths.won.median)),
            wonCount: lengths.won.count,
            lost: lengths.lost.median === null ? '–' : format.number(Math.round(lengths.lost.median)),
            lostCount: lengths.lost.count,
          })}
        </p>
      )}
    </>
  )
}

/** Fewer answers than that say nothing about lengths. */
const fewest = 5

function Answered({ answer }: { answer: Answer }) {
  const say = useSay()
  const format = useFormat()
  return (
    <p className={styles.answered}>
      <span aria-hidden="true">✓ </span>
      {answer.answer}{' '}
      <span className="quiet small">
        {[
          answer.person?.name ?? null,
          format.date(answer.at),
          answer.letter === null ? null : say(`deal.letter.${answer.letter}`),
          say('deal.answer.long', { count: answer.length }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </p>
  )
}
