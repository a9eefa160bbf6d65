import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useMay, useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { Changes } from './changes.tsx'
import { Decisions } from './decisions.tsx'
import { EmptyHome } from './empty-home.tsx'
import { Glance } from './glance.tsx'
import { glanceSteps, worstLeak } from './glance-steps.ts'
import styles from './home.module.css'
import { HotPeople } from './hot-people.tsx'
import { periodDays } from './period.ts'
import { glanceQuery, homeQuery } from './queries.ts'
import { HomeSentence } from './sentence.tsx'

/** The page one opens in the morning: what changed, who became hot, what waits for a decision. */
export function HomePage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const seesFunnel = useMay('funnel.read')
  const home = useQuery(homeQuery(workspace.id))
  const [now] = useState(() => Date.now())
  const compared = useQuery({ ...glanceQuery(workspace, now), enabled: seesFunnel })
  const steps = compared.data && glanceSteps(compared.data)

  return (
    <Page title={say('room.home')}>
      <PageHead
        title={<Greeting />}
        scope={
          home.data && (
            <>
              <b>{format.dates(home.data.since, home.data.asOf)}</b> · {workspace.zone}
            </>
          )
        }
        sentence={
          home.data && !home.data.empty ? <HomeSentence home={home.data} leak={worstLeak(steps ?? [])} /> : undefined
        }
      />
      <Loaded query={home} lines={8}>
        {(data) =>
          data.empty ? (
            <EmptyHome />
          ) : (
            <div className={styles.grid}>
              <div className={styles.column}>
                {seesFunnel && (
                  <Section
                    title={<Say id="home.glance" />}
                    sub={<Say id="home.glance.sub" values={{ days: periodDays }} />}
                    help="cohort"
                    className={styles.glance}
                    busy={compared.isFetching}
                  >
                    <Loaded query={compared} lines={9}>
                      {() => <Glance steps={steps ?? []} period={`${periodDays}d`} />}
                    </Loaded>
                  </Section>
                )}
                <Changes home={data} />
              </div>
              <div className={styles.column}>
                <Decisions home={data} />
                <HotPeople home={data} />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

/** By the clock of the one who looks. */
function Greeting() {
  const { user } = useSession()
  const [hour] = useState(() => new Date().getHours())
  const id = hour < 5 || hour >= 18 ? 'home.evening' : hour < 12 ? 'home.morning' : 'home.day'
  return <Say id={id} values={{ name: user?.name ?? '' }} />
}
