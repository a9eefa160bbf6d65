import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type BlueprintEdits, editBlueprint } from '#core/blueprint/edit.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { type BlueprintDocument, useBlueprint } from './blueprint-api.ts'
import styles from './blueprint.module.css'
import { PlanPanel } from './plan-panel.tsx'
import { PlaybooksView } from './playbooks-view.tsx'
import { ScoresView } from './scores-view.tsx'
import { type BlueprintSearch, blueprintViews } from './search.ts'
import { StagesView } from './stages-view.tsx'
import { TemplatesView } from './templates-view.tsx'
import { VersionsView } from './versions-view.tsx'

const route = getRouteApi('/inside/blueprint')

/** The go-to-market as everybody may read it: stages, scores, templates, versions; and where it is changed. */
export function BlueprintPage() {
  const say = useSay()
  const search = route.useSearch()
  const document = useBlueprint(search.version)
  return (
    <Page title={say('blueprint.title')}>
      {document.isPending && <LoadingScreen />}
      {document.error && <ErrorState error={document.error} retry={() => void document.refetch()} />}
      {document.data && <Opened key={document.data.version.version} document={document.data} search={search} />}
    </Page>
  )
}

function Opened({ document, search }: { document: BlueprintDocument; search: BlueprintSearch }) {
  const format = useFormat()
  const navigate = route.useNavigate()
  const mayApply = useMay('blueprint.apply')
  const past = search.version !== undefined
  const view = search.view ?? 'stages'
  const [edits, setEdits] = useState<BlueprintEdits | null>(null)
  const { version, blueprint } = document
  const draft = edits === null ? null : editBlueprint(blueprint, edits)
  const shown = draft && 'blueprint' in draft ? draft.blueprint : blueprint
  const dirty = edits !== null && Object.keys(edits).length > 0
  const lasting = search.model === undefined ? {} : { model: search.model }
  const editable = view === 'stages' || view === 'scores' || view === 'playbooks'
  return (
    <div className={styles.printed}>
      <PageHead
        title={format.text(blueprint.name)}
        help="blueprint"
        sentence={<Sentence document={document} />}
        actions={
          <>
            {editable && (
              <Button variant="default" onClick={() => print()}>
                <Say id="blueprint.print" />
              </Button>
            )}
            {past ? (
              <Link
                to="/blueprint"
                search={{ ...lasting, ...(search.view ? { view: search.view } : {}) }}
                className="link"
              >
                <Say id="blueprint.present" />
              </Link>
            ) : (
              mayApply &&
              editable &&
              edits === null && (
                <Button onClick={() => setEdits({})}>
                  <Say id="blueprint.edit" />
                </Button>
              )
            )}
          </>
        }
      />
      <Tabs>
        {blueprintViews.map((one) => (
          <Link
            key={one}
            to="/blueprint"
            search={{
              ...lasting,
              ...(search.version ? { version: search.version } : {}),
              ...(one === 'stages' ? {} : { view: one }),
            }}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(view === one ? { 'aria-current': 'page' as const } : {})}
          >
            <Say id={`blueprint.view.${one}`} />
          </Link>
        ))}
      </Tabs>
      {view === 'stages' && (
        <StagesView
          blueprint={shown}
          modelId={search.model ?? shown.lifecycle}
          onModel={(model) =>
            void navigate({ search: (before) => ({ ...before, model }), replace: true, resetScroll: false })
          }
          edits={edits}
          onEdit={setEdits}
        />
      )}
      {view === 'scores' && <ScoresView blueprint={shown} edits={edits} onEdit={setEdits} />}
      {view === 'playbooks' && <PlaybooksView blueprint={shown} edits={edits} onEdit={setEdits} />}
      {view === 'templates' && <TemplatesView document={document} mayApply={mayApply && !past} />}
      {view === 'versions' && <VersionsView current={version.version} />}
      {edits !== null && editable && !dirty && (
        <p className={styles.hint} role="status">
          <Say id="blueprint.editing" />{' '}
          <button type="button" className="link" onClick={() => setEdits(null)}>
            <Say id="blueprint.discard" />
          </button>
        </p>
      )}
      {edits !== null && dirty && (
        <PlanPanel
          base={version.version}
          blueprint={blueprint}
          edits={edits}
          onApplied={() => setEdits(null)}
          onDiscard={() => setEdits(null)}
        />
      )}
    </div>
  )
}

function Sentence({ document: { version } }: { document: BlueprintDocument }) {
  const format = useFormat()
  const { people } = version
  return (
    <>
      <Say
        id="blueprint.lead"
        values={{ version: version.version, who: version.appliedBy, at: format.dateTime(version.appliedAt) }}
      />{' '}
      {version.finishedAt === null && (
        <span role="status">
          <Say
            id="blueprint.reevaluating"
            values={{ done: format.number(people.done), total: format.number(people.total) }}
          />{' '}
          <progress
            className={styles.progress}
            max={Math.max(1, people.total)}
            value={people.done}
            aria-hidden="true"
          />
        </span>
      )}
    </>
  )
}
