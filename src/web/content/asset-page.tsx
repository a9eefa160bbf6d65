import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ProblemError } from '../app/api.ts'
import type { ContentChange, ContentPage } from '#contract/content.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Change, Figure, Figures } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { AssetForm } from './asset-form.tsx'
import { assetQuery, contentApi, libraryQuery } from './content-api.ts'
import { Files } from './files.tsx'
import { Lifts } from './lifts.tsx'
import { Links } from './links.tsx'
import styles from './content.module.css'

const route = getRouteApi('/inside/capture/content/$id')

/** One asset: what it is and for whom, where it stands, who reads it, its links, what its readers did next. */
export function AssetPage() {
  const { id } = route.useParams()
  const { edit } = route.useSearch()
  const workspace = useWorkspace()
  const mayWrite = useMay('content.write')
  const { data, error, isPending, refetch } = useQuery(assetQuery(workspace.id, id))
  if (isPending) return <LoadingScreen />
  if (error instanceof ProblemError && ['not_found', 'invalid'].includes(error.problem.code)) return <NoAsset />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return edit && mayWrite ? <Editing key={data.revision} asset={data} /> : <Shown asset={data} mayWrite={mayWrite} />
}

function NoAsset() {
  return (
    <EmptyState title={<Say id="content.missing" />}>
      <Link to="/capture/content" className="link">
        <Say id="content.back" />
      </Link>
    </EmptyState>
  )
}

function useChange(id: string) {
  const undo = useUndo()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ContentChange) => contentApi.change(id, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['content'] }),
    onError: undo.failed,
  })
}

function Editing({ asset }: { asset: ContentPage }) {
  const say = useSay()
  const undo = useUndo()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const list = useQuery(libraryQuery(workspace.id)).data
  const change = useChange(asset.id)
  const leave = () => void navigate({ search: {}, replace: true })
  if (list === undefined) return <LoadingScreen />
  return (
    <Page title={asset.title} narrow>
      <PageHead title={asset.title} />
      <AssetForm
        asset={asset}
        begin={{}}
        choices={list}
        saving={change.isPending}
        error={change.error}
        onSave={(body) =>
          change.mutate(
            { ...body, revision: asset.revision },
            {
              onSuccess: () => {
                undo.done(say('content.saved', { title: body.title }))
                leave()
              },
            },
          )
        }
        onLeave={leave}
      />
    </Page>
  )
}

function Shown({ asset, mayWrite }: { asset: ContentPage; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const change = useChange(asset.id)
  const archived = asset.archivedAt !== null
  const archive = () =>
    change.mutate(
      { archived: !archived },
      {
        onSuccess: () =>
          undo.done(say(archived ? 'content.unarchived' : 'content.archived', { title: asset.title }), async () => {
            await contentApi.change(asset.id, { archived })
            await client.invalidateQueries({ queryKey: ['content'] })
          }),
      },
    )
  return (
    <Page title={asset.title}>
      <PageHead
        title={asset.title}
        sentence={asset.about === '' ? undefined : asset.about}
        scope={format.text(asset.kind.name)}
        actions={
          <>
            <Link to="/capture/content" className="link">
              <Say id="content.back" />
            </Link>
            {mayWrite && (
              <>
                <Button variant="default" loading={change.isPending} onClick={archive}>
                  <Say id={archived ? 'content.unarchive' : 'content.archive'} />
                </Button>
                <Button
                  renderRoot={(props) => (
                    <Link
                      {...props}
                      className={`${props.className} ${styles.primary}`}
                      to="/capture/content/$id"
                      params={{ id: asset.id }}
                      search={{ edit: true }}
                      replace
                    />
                  )}
                >
                  <Say id="content.edit" />
                </Button>
              </>
            )}
          </>
        }
      />
      <div className="stack">
        {asset.overdue && asset.reviewOn !== null && (
          <p className={styles.notice} data-tone="heat">
            <Say id="content.overdue.next" values={{ day: format.calendar(asset.reviewOn) }} />
          </p>
        )}
        {archived && (
          <p className={styles.notice}>
            <Say id="content.archived.about" />
          </p>
        )}
        <Numbers asset={asset} />
        <div className={styles.two}>
          <Files asset={asset} mayWrite={mayWrite} />
          <Facts asset={asset} />
        </div>
        <Links asset={asset} />
        <Lifts asset={asset} />
      </div>
    </Page>
  )
}

function Numbers({ asset }: { asset: ContentPage }) {
  const format = useFormat()
  const workspace = useWorkspace()
  const usage = useQuery({
    queryKey: ['content', workspace.id, 'usage'],
    queryFn: ({ signal }) => contentApi.usage(90, signal),
  })
  if (usage.data === undefined) return null
  const one = usage.data.items.find((item) => item.asset === asset.id)
  const people = one?.people ?? 0
  return (
    <section className="card">
      <Figures>
        <Figure
          label={<Say id="content.people90" />}
          value={
            people === 0 ? (
              format.number(0)
            ) : (
              <Link to="/capture/content/reading" search={{ of: 'asset', key: asset.id }} className="link">
                {format.number(people)}
              </Link>
            )
          }
          note={<Change now={people} before={one?.before ?? 0} good="up" />}
        />
        <Figure label={<Say id="content.reads" />} value={format.number(one?.reads ?? 0)} />
        <Figure label={<Say id="content.downloads" />} value={format.number(one?.downloads ?? 0)} />
      </Figures>
    </section>
  )
}

function Facts({ asset }: { asset: ContentPage }) {
  const say = useSay()
  const format = useFormat()
  const byKind = <Say id="content.byKind" />
  return (
    <Section title={<Say id="content.form.whom" />}>
      <dl className={styles.facts}>
        <dt>
          <Say id="content.band" />
        </dt>
        <dd>
          {asset.bands.map((band) => say(`blueprint.band.${band}`)).join(', ') || '–'} {!asset.ownBands && byKind}
        </dd>
        <dt>
          <Say id="content.stage" />
        </dt>
        <dd>
          {asset.stage ? format.text(asset.stage.name) : '–'} {!asset.ownStage && asset.stage !== null && byKind}
        </dd>
        <dt>
          <Say id="content.personas" />
        </dt>
        <dd>
          {asset.personas.length === 0
            ? say('content.everybody')
            : asset.personas.map(({ name }) => format.text(name)).join(', ')}
        </dd>
        <dt>
          <Say id="content.industries" />
        </dt>
        <dd>{asset.industries.length === 0 ? say('content.everyIndustry') : asset.industries.join(', ')}</dd>
        {asset.product && (
          <>
            <dt>
              <Say id="content.product" />
            </dt>
            <dd>{asset.product.name}</dd>
          </>
        )}
        <dt>
          <Say id="content.owner" />
        </dt>
        <dd>{asset.owner?.name ?? say('content.owner.none')}</dd>
        <dt>
          <Say id="content.review" />
        </dt>
        <dd>{asset.reviewOn === null ? say('content.review.none') : format.calendar(asset.reviewOn)}</dd>
      </dl>
    </Section>
  )
}
