import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HabitDocument } from '#contract/habit.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { ReviewFrame } from './frame.tsx'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

/** The nine habits: what the team does of each, and the screen where it is done. */
export function HabitsPage() {
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['review', workspace.id, 'habits'],
    queryFn: ({ signal }) => reviewApi.habits(signal),
  })
  return (
    <ReviewFrame tab="habits" sentence={<Say id="habit.sentence" />}>
      <Loaded query={query} lines={12}>
        {(data) => <Habits habits={data} />}
      </Loaded>
    </ReviewFrame>
  )
}

function Habits({ habits }: { habits: HabitDocument }) {
  const format = useFormat()
  const { meetings, trained, followUp, cycle, referrals, definitions, clean, partners, why } = habits
  const minutes = (seconds: number) => Math.round(seconds / 60)
  const number = format.number
  const earlier = clean.before[0]
  const monthBefore = meetings.before[0]
  return (
    <ol className={styles.habits}>
      <Habit
        title="habit.meetings"
        said={<Say id="habit.meetings.said" values={{ minutes: number(minutes(meetings.seconds)) }} />}
        share={meetings.seconds / meetings.targetSeconds}
        note={monthBefore && <Say id="habit.meetings.note" values={{ minutes: minutes(monthBefore.seconds) }} />}
        claim="habit.meetings.claim"
        go={
          <Link to="/review" className="link">
            <Say id="habit.meetings.go" />
          </Link>
        }
      />
      <Habit
        title="habit.trained"
        said={
          <Say
            id="habit.trained.said"
            values={{ guided: number(trained.guided), managers: number(trained.managers) }}
          />
        }
        share={shareOf(trained.guided, trained.managers)}
        claim="habit.trained.claim"
        go={
          <Link to="/review" search={{ new: true, guided: true }} className="link">
            <Say id="habit.trained.go" />
          </Link>
        }
      />
      <Habit
        title="habit.followUp"
        said={
          followUp.attempts === null ? (
            <Say id="habit.followUp.none" />
          ) : (
            <Say
              id="habit.followUp.said"
              values={{ attempts: number(Math.round(followUp.attempts * 10) / 10), planned: number(followUp.planned) }}
            />
          )
        }
        share={followUp.attempts === null ? null : followUp.attempts / Math.max(1, followUp.planned)}
        note={
          followUp.handed > 0 && (
            <Say id="habit.followUp.note" values={{ never: number(followUp.never), handed: number(followUp.handed) }} />
          )
        }
        claim="habit.followUp.claim"
        go={
          <Link to="/tasks/never" className="link">
            <Say id="habit.followUp.go" />
          </Link>
        }
      />
      <Habit
        title="habit.cycle"
        said={
          cycle.days === null ? (
            <Say id="habit.cycle.none" />
          ) : (
            <Say id="habit.cycle.said" values={{ days: Math.round(cycle.days), won: cycle.won }} />
          )
        }
        note={
          cycle.daysBefore !== null && <Say id="habit.cycle.note" values={{ days: Math.round(cycle.daysBefore) }} />
        }
        go={
          <Link to="/pipeline" search={{ view: 'stages' }} className="link">
            <Say id="habit.cycle.go" />
          </Link>
        }
      />
      <Habit
        title="habit.referrals"
        said={
          <Say
            id="habit.referrals.said"
            values={{ asked: number(referrals.asked), open: number(referrals.open), won: number(referrals.won) }}
          />
        }
        note={<Say id="habit.referrals.note" values={{ came: referrals.came }} />}
        claim="habit.referrals.claim"
        go={
          <Link to="/tasks/all" search={{ kind: 'referral' }} className="link">
            <Say id="habit.referrals.go" />
          </Link>
        }
      />
      <Habit
        title="habit.definitions"
        said={
          <Say
            id="habit.definitions.said"
            values={{ agreed: number(definitions.agreed), stages: number(definitions.stages) }}
          />
        }
        share={shareOf(definitions.agreed, definitions.stages)}
        claim="habit.definitions.claim"
        go={
          <Link to="/blueprint" className="link">
            <Say id="habit.definitions.go" />
          </Link>
        }
      />
      <Habit
        title="habit.clean"
        said={<Say id="habit.clean.said" values={{ troubled: number(clean.troubled), open: number(clean.open) }} />}
        share={clean.open === 0 ? null : 1 - clean.troubled / clean.open}
        note={
          earlier && (
            <Say id="habit.clean.note" values={{ troubled: number(earlier.troubled), open: number(earlier.open) }} />
          )
        }
        go={
          <Link to="/review/hygiene" className="link">
            <Say id="habit.clean.go" />
          </Link>
        }
      />
      <Habit
        title="habit.partners"
        said={
          <Say
            id="habit.partners.said"
            values={{
              open: number(partners.open),
              openAll: number(partners.openAll),
              won: number(partners.won),
              wonAll: number(partners.wonAll),
            }}
          />
        }
        go={
          <Link to="/pipeline" search={{ by: 'source' }} className="link">
            <Say id="habit.partners.go" />
          </Link>
        }
      />
      <Habit
        title="habit.why"
        said={<Say id="habit.why.said" values={{ asked: number(why.asked), stages: number(why.stages) }} />}
        share={shareOf(why.asked, why.stages)}
        go={
          <Link to="/review/stages" className="link">
            <Say id="habit.why.go" />
          </Link>
        }
      />
    </ol>
  )
}

function shareOf(part: number, of: number): number | null {
  return of === 0 ? null : part / of
}

interface HabitInput {
  title: MessageId
  said: ReactNode
  /** how much of it is done, between 0 and 1; null or absent: there is no such measure */
  share?: number | null
  note?: ReactNode
  claim?: MessageId
  go: ReactNode
}

function Habit({ title, said, share = null, note, claim, go }: HabitInput) {
  const say = useSay()
  const heading = say(title)
  return (
    <li className="card">
      <h2>{heading}</h2>
      <p className={styles.habitSaid}>{said}</p>
      {share !== null && (
        <progress className={styles.progress} value={Math.max(0, Math.min(1, share))} max={1} aria-label={heading} />
      )}
      {note && <p className="small">{note}</p>}
      {claim && (
        <p className="small quiet">
          <Say id="habit.claim" values={{ claim: say(claim) }} />
        </p>
      )}
      <p className={styles.go}>{go}</p>
    </li>
  )
}
