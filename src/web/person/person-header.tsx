import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Help } from '../ui/help.tsx'
import { PageHead } from '../ui/page.tsx'
import { MergeWith } from './merge.tsx'
import { MoveModal } from './move.tsx'
import { useCompanyName, usePersonName } from './names.tsx'
import { useTodo } from './next-step.tsx'
import styles from './person.module.css'

/** Who it is; one paragraph that tells where from, how far, how warm and what to do; both scores; what may be done. */
export function PersonHeader({ person }: { person: PersonHead }) {
  const say = useSay()
  const nameOf = usePersonName()
  const companyName = useCompanyName()
  const mayMove = useMay('person.move')
  const mayMerge = useMay('person.merge')
  const [open, setOpen] = useState<'move' | 'merge' | null>(null)
  const title = person.facts['title']
  return (
    <>
      <PageHead
        title={nameOf(person)}
        sentence={
          <span className={styles.who}>
            {typeof title === 'string' && title !== '' && <span>{title}</span>}
            {person.account && (
              <Link to="/companies/$id" params={{ id: person.account.id }} className="link">
                {companyName(person.account)}
              </Link>
            )}
            {person.email !== null && person.name !== null && <span>{person.email}</span>}
            {person.persona && <Persona person={person} />}
          </span>
        }
        actions={
          <>
            {mayMerge && (
              <Button variant="default" onClick={() => setOpen('merge')}>
                <Say id="merge.with" />
              </Button>
            )}
            {mayMove && (
              <Button onClick={() => setOpen('move')}>
                <Say id="move.open" />
              </Button>
            )}
          </>
        }
      />
      {person.pending && (
        <p className="quiet" role="status">
          <Say id="person.pending" />
        </p>
      )}
      <div className={styles.opening}>
        <Story person={person} />
        <dl className={styles.scores} aria-label={say('person.scores')}>
          <Score id="engagement" value={person.scores.engagement} />
          <Score id="fit" value={person.scores.fit} />
          <Score
            id="total"
            value={person.scores.total}
            hot={person.scores.total >= person.scores.threshold}
            of={person.scores.threshold}
          />
        </dl>
      </div>
      {open === 'move' && <MoveModal person={person} close={() => setOpen(null)} />}
      {open === 'merge' && <MergeWith person={person} close={() => setOpen(null)} />}
    </>
  )
}

function Persona({ person }: { person: PersonHead }) {
  const format = useFormat()
  return (
    <span className="chip">
      {person.persona && format.text(person.persona.name)}
      {person.icp === true && (
        <>
          {' · '}
          <Say id="person.icp" />
        </>
      )}
    </span>
  )
}

/** The paragraph in which somebody is told: came by, stands in, how warm and for what, what next. */
function Story({ person }: { person: PersonHead }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const todo = useTodo()
  const { first, scores } = person
  const standing = person.standings.find(({ model }) => model === person.lifecycle)
  const stage = standing?.stages.find(({ id }) => id === standing.current)
  const outcome = standing?.outcomes.find(({ id }) => id === standing.outcome)
  const hot = scores.total >= scores.threshold
  return (
    <p className={styles.lead}>
      {first.at === null ? (
        <Say id="story.listed" />
      ) : first.channel === null ? (
        <Say id="story.first" values={{ at: format.date(first.at) }} />
      ) : (
        <Say
          id="story.came"
          values={{
            at: format.date(first.at),
            channel: wordFor('channel', first.channel),
            campaign: first.campaign ?? '',
            hasCampaign: first.campaign === null ? 'no' : 'yes',
            page: first.object ?? '',
            hasPage: first.object === null ? 'no' : 'yes',
          }}
        />
      )}{' '}
      {standing?.since && stage && (
        <Say id="story.stage" values={{ stage: format.text(stage.name), at: format.date(standing.since) }} />
      )}
      {standing?.since && !stage && outcome && (
        <Say id="story.out" values={{ outcome: format.text(outcome.name), at: format.date(standing.since) }} />
      )}{' '}
      {hot && (
        <strong className={styles.hot}>
          <Say id="story.hot.word" />
        </strong>
      )}{' '}
      <Say
        id={hot ? 'story.hot' : 'story.cool'}
        values={{ total: format.points(scores.total), threshold: format.points(scores.threshold) }}
      />{' '}
      {scores.strongest.length > 0 && (
        <Say
          id="story.because"
          values={{
            what: format.list(scores.strongest.map(({ name }) => say('story.rule', { rule: format.text(name) }))),
          }}
        />
      )}{' '}
      {hot && scores.fallsUnderAt !== null && (
        <Say id="story.falls" values={{ at: format.date(scores.fallsUnderAt) }} />
      )}{' '}
      <Say id="story.next" values={{ todo: todo(person) }} />
    </p>
  )
}

interface ScoreInput {
  id: 'engagement' | 'fit' | 'total'
  value: number
  hot?: boolean
  of?: number
}

function Score({ id, value, hot = false, of }: ScoreInput) {
  const format = useFormat()
  return (
    <div>
      <dt>
        <Say id={`person.${id}`} />
        <Help term={id} />
      </dt>
      <dd className={hot ? styles.hot : undefined}>
        {format.points(value)}
        {of !== undefined && (
          <span className={styles.of}>
            {' '}
            <Say id="person.of" values={{ threshold: format.points(of) }} />
          </span>
        )}
      </dd>
    </div>
  )
}
