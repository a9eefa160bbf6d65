import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { SurveyAnswerList, SurveyPage } from '#contract/survey.ts'
import { answersOf } from '#core/survey/document.ts'
import { useFormat } from '../app/format.ts'
import { languageNames } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Tick } from '../forms/select.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { useAnswerName } from './answer-name.ts'
import { surveyApi, useSurveyChange } from './api.ts'
import type { SurveySearch } from './search.ts'
import styles from './surveys.module.css'

const route = getRouteApi('/inside/capture/surveys/$id')

/** The answers one by one, each with whose it is where that is known. */
export function AnswersView({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const workspace = useWorkspace()
  const mayExport = useMay('person.export')
  const { run, isPending } = useSurveyChange()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const nameOf = useAnswerName(survey.document)
  const { chosen, known = false } = search
  const set = (more: { [Key in keyof SurveySearch]: SurveySearch[Key] | undefined }) => {
    const { chosen: one = search.chosen, known: people = search.known } = { ...search, ...more }
    void navigate({
      search: {
        view: 'answers',
        ...('chosen' in more ? (more.chosen ? { chosen: more.chosen } : {}) : one ? { chosen: one } : {}),
        ...('known' in more ? (more.known ? { known: true as const } : {}) : people ? { known: true as const } : {}),
      },
    })
  }
  const list = useInfiniteQuery({
    queryKey: ['survey', workspace.id, survey.id, 'answers', chosen, known],
    queryFn: ({ pageParam, signal }) => surveyApi.answers(survey.id, { chosen, known, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const answers = answersOf(survey.document)
  const download = () =>
    void run(() => surveyApi.export(survey.id, { known, ...(chosen === undefined ? {} : { chosen }) }), {
      onDone: ({ path }) => location.assign(path),
    })
  return (
    <div className={styles.stack}>
      <div className="filters">
        {answers.length > 0 && (
          <label className="field">
            <Say id="surveys.answer" />
            <select
              className="plain"
              value={chosen ?? ''}
              onChange={(event) => set({ chosen: event.currentTarget.value || undefined })}
            >
              <option value="">{say('surveys.answers.all')}</option>
              {answers.map((one) => (
                <option key={one} value={one}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className={styles.ticks}>
          <Tick
            label={<Say id="surveys.answers.known" />}
            checked={known}
            onChange={(on) => set({ known: on ? true : undefined })}
          />
        </div>
        {mayExport && items.length > 0 && (
          <Button variant="default" className={styles.take} loading={isPending} onClick={download}>
            <Say id="surveys.answers.export" />
          </Button>
        )}
      </div>
      {list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id="surveys.answers.none" />}>
          <p>
            <Say id={known || chosen ? 'surveys.answers.none.filter' : 'surveys.result.none.next'} />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card">
          <ul className={styles.answers}>
            {items.map((item) => (
              <Answer key={item.id} item={item} nameOf={nameOf} />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="surveys.answers.more" />
            </Button>
          )}
        </section>
      )}
    </div>
  )
}

function Answer({ item, nameOf }: { item: SurveyAnswerList['items'][number]; nameOf(answer: string): string }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { at, chosen, words, person, language, channel, host } = item
  const from = [
    format.dateTime(at),
    channel === null ? '' : wordFor('channel', channel),
    host ?? say('surveys.by.own'),
    languageNames[language as keyof typeof languageNames] ?? language,
  ].filter((one) => one !== '')
  return (
    <li>
      {chosen.length > 0 && <p className={styles.given}>{chosen.map(nameOf).join(' · ')}</p>}
      {words !== null && (
        <p className={styles.typed} dir="auto">
          {words}
        </p>
      )}
      <p className="quiet small">
        {person ? (
          <Link to="/people/$id" params={{ id: person.id }} className="link">
            {person.name ?? person.email ?? say('surveys.answers.visitor')}
          </Link>
        ) : (
          <Say id="surveys.answers.nobody" />
        )}
        {' · '}
        {from.join(' · ')}
      </p>
    </li>
  )
}
