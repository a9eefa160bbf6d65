import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { SurveyPage } from '#contract/survey.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { AnswersView } from './answers-view.tsx'
import { surveyApi, surveyQuery, useSurveyChange } from './api.ts'
import { AskView } from './ask-view.tsx'
import { PlaceView } from './place-view.tsx'
import { ResultView } from './result-view.tsx'
import { surveyViews } from './search.ts'
import { StateChip } from './state-chip.tsx'
import styles from './surveys.module.css'

const route = getRouteApi('/inside/capture/surveys/$id')

/** One survey: asked, put on pages, read. */
export function SurveyPageScreen() {
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(surveyQuery(workspace.id, id))
  if (data) return <Opened key={data.id} survey={data} />
  if (error) return <PageError what="survey" error={error} retry={() => void refetch()} />
  return <LoadingScreen />
}

function Opened({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const { view = survey.state === 'draft' ? 'ask' : 'result' } = route.useSearch()
  return (
    <Page title={survey.name}>
      <PageHead
        title={survey.name}
        sentence={
          <>
            <StateChip state={survey.state} />{' '}
            <span className="quiet">
              <Say id={`surveys.measure.about.${survey.document.measure}`} />
            </span>
          </>
        }
        actions={<Actions survey={survey} />}
      />
      <Tabs label={say('surveys.views')}>
        {surveyViews.map((one) => (
          <Link
            key={one}
            to="/capture/surveys/$id"
            params={{ id: survey.id }}
            search={{ view: one }}
            {...(view === one ? { 'aria-current': 'page' as const } : {})}
          >
            <Say id={`surveys.view.${one}`} />
          </Link>
        ))}
      </Tabs>
      <div className={styles.view}>
        {view === 'ask' && <AskView key={survey.revision} survey={survey} />}
        {view === 'place' && <PlaceView survey={survey} />}
        {view === 'result' && <ResultView survey={survey} />}
        {view === 'answers' && <AnswersView survey={survey} />}
      </div>
    </Page>
  )
}

/** Opening and closing; copying and taking out of use stand beside them. */
function Actions({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const navigate = useNavigate()
  const mayWrite = useMay('capture.write')
  const { run, isPending } = useSurveyChange()
  const { id, name, state, problems } = survey
  const stopped = problems.some(({ stops }) => stops)
  const home = (
    <Link to="/capture/surveys" className="link">
      <Say id="capture.tab.surveys" />
    </Link>
  )
  if (!mayWrite) return home
  const copy = () =>
    void run(() => surveyApi.create({ name: say('surveys.copy.name', { name }).slice(0, 200), copy: id }), {
      said: say('surveys.copied'),
      onDone: (made) => void navigate({ to: '/capture/surveys/$id', params: { id: made.id }, search: { view: 'ask' } }),
    })
  const retire = () =>
    void run(() => surveyApi.retire(id), {
      said: say('surveys.retired', { name }),
      undo: () => surveyApi.retire(id, true),
      onDone: () => void navigate({ to: '/capture/surveys' }),
    })
  return (
    <>
      {home}
      <Button variant="default" disabled={isPending} onClick={copy}>
        <Say id="surveys.copy" />
      </Button>
      <Button variant="default" disabled={isPending} onClick={retire}>
        <Say id="surveys.retire" />
      </Button>
      {state === 'open' ? (
        <Button
          variant="default"
          loading={isPending}
          onClick={() =>
            void run(() => surveyApi.close(id), {
              said: say('surveys.closed'),
              undo: () => surveyApi.close(id, true),
            })
          }
        >
          <Say id="surveys.close" />
        </Button>
      ) : (
        <Button
          loading={isPending}
          disabled={stopped}
          onClick={() => void run(() => surveyApi.open(id), { said: say('surveys.opened') })}
        >
          <Say id={state === 'draft' ? 'surveys.open' : 'surveys.open.again'} />
        </Button>
      )}
    </>
  )
}
