import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { DealPage, PipelineView } from '#contract/deal.ts'
import type { StoryItem } from '#contract/deal-page.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { undoWritten, useDealChange } from './queries.ts'
import { type Part, storyParts } from './search.ts'
import { StoryLine } from './story-line.tsx'

const route = getRouteApi('/inside/deals/$id')

interface StoryInput {
  deal: DealPage
  pipeline: PipelineView | undefined
}

/** What was said and done about a deal, and what its people did themselves, day by day; machines stand apart. */
export function Story({ deal, pipeline }: StoryInput) {
  const workspace = useWorkspace()
  const { part } = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['deal', workspace.id, deal.id, 'story', part ?? []],
    queryFn: ({ pageParam, signal }) => dealApi.story(deal.id, { part, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const machines = list.data?.pages[0]?.machines ?? 0
  return (
    <Section id="story" title={<Say id="deal.story" />} sub={<Say id="deal.story.sub" />} busy={list.isFetching}>
      {deal.mayChange && <NewNote deal={deal} />}
      <Filters />
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={6} />}
      {list.data && items.length === 0 && (
        <p className="quiet">
          <Say id="deal.story.none" />
        </p>
      )}
      <Days items={items} pipeline={pipeline} />
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          data-no-print
        >
          <Say id="deal.story.more" />
        </Button>
      )}
      {machines > 0 && (
        <p className={styles.machines}>
          <Say id="deal.story.machines" values={{ count: machines }} />
        </p>
      )}
    </Section>
  )
}

function Filters() {
  const say = useSay()
  const navigate = route.useNavigate()
  const { part = [] } = route.useSearch()
  const toggle = (one: Part) => {
    const now = part.includes(one) ? part.filter((other) => other !== one) : [...part, one]
    void navigate({ search: now.length === 0 ? {} : { part: now }, replace: true, resetScroll: false })
  }
  return (
    <div className={styles.pills} role="group" aria-label={say('deal.story.filter')} data-no-print>
      {storyParts.map((one) => (
        <button key={one} type="button" aria-pressed={part.includes(one)} onClick={() => toggle(one)}>
          {say(`deal.part.${one}`)}
        </button>
      ))}
    </div>
  )
}

function NewNote({ deal }: { deal: DealPage }) {
  const say = useSay()
  const change = useDealChange()
  const [body, setBody] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() === '') return
    change.go({
      run: () => dealApi.say(deal.id, { kind: 'noted', data: { body: body.trim() } }),
      said: () => say('deal.note.done'),
      undo: undoWritten,
      onDone: () => setBody(''),
    })
  }
  return (
    <form className={styles.inline} onSubmit={save} data-no-print>
      <textarea
        className="plain"
        aria-label={say('deal.note.new')}
        placeholder={say('deal.note.new')}
        rows={body === '' ? 1 : Math.min(8, body.split('\n').length + 1)}
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event)
        }}
      />
      {body.trim() !== '' && (
        <div className={styles.buttons}>
          <Button type="submit" size="compact-sm" loading={change.isPending}>
            <Say id="deal.note.save" />
          </Button>
        </div>
      )}
    </form>
  )
}

/** Under their days; what one person read in a row stands in one line. */
function Days({ items, pipeline }: { items: readonly StoryItem[]; pipeline: PipelineView | undefined }) {
  const format = useFormat()
  const days = new Map<string, StoryItem[][]>()
  for (const item of items) {
    const day = format.date(item.at)
    const lines = days.get(day) ?? []
    const last = lines.at(-1)?.[0]
    const joins =
      last && item.group !== null && reading.has(item.group) && last.group !== null && reading.has(last.group)
    if (joins && last.person?.id === item.person?.id) lines.at(-1)?.push(item)
    else lines.push([item])
    days.set(day, lines)
  }
  return (
    <ol className={styles.days}>
      {[...days].map(([day, lines]) => (
        <li key={day}>
          <h3 className={styles.day}>{day}</h3>
          <ol>
            {lines.map((line) => (
              <StoryLine key={line[0]?.id} items={line} pipeline={pipeline} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

const reading: ReadonlySet<string> = new Set(['visit', 'content'])
