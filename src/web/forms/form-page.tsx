import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormPage } from '#contract/form.ts'
import { lintForm } from '#core/form/lint.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EditorBar } from '../ui/editor-bar.tsx'
import { Keeping } from '../ui/keeping.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { formApi, formQuery, useFormChange } from './api.ts'
import { Builder } from './builder.tsx'
import styles from './forms.module.css'
import { FunnelView } from './funnel-view.tsx'
import { PublishView } from './publish-view.tsx'
import { formViews } from './search.ts'
import { SettingsView } from './settings-view.tsx'
import { StandingChip } from './standing-chip.tsx'
import { SubmissionsView } from './submissions-view.tsx'
import { useDraft } from './use-draft.ts'

const route = getRouteApi('/inside/capture/forms/$id')

/** One form: built, set up, put on pages, read. */
export function FormPageScreen() {
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(formQuery(workspace.id, id))
  if (data) return <Opened key={data.id} form={data} />
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingScreen />
}

function Opened({ form }: { form: FormPage }) {
  const say = useSay()
  const mayWrite = useMay('capture.write')
  const { view = 'build' } = route.useSearch()
  const draft = useDraft(form)
  const { run, isPending } = useFormChange()
  const stops = lintForm(draft.document).filter((problem) => problem.stops)
  const publish = () =>
    void run(
      async () => ((await draft.save()) ? formApi.publish(form.id, draft.revision.current) : null),
      // where the draft could not be kept, the line that says so is enough
      { said: (published) => (published === null ? null : say('forms.published')) },
    )
  return (
    <Page title={draft.name}>
      <PageHead
        title={draft.name}
        sentence={<StandingChip form={{ ...form, changed: form.changed || draft.saving !== 'saved' }} />}
        actions={
          <>
            <Link to="/capture/forms" className="link">
              <Say id="capture.tab.forms" />
            </Link>
            {mayWrite && (
              <Button
                onClick={publish}
                loading={isPending}
                disabled={stops.length > 0 || (!form.changed && draft.saving === 'saved')}
              >
                <Say id={form.published === null ? 'forms.publish' : 'forms.publish.again'} />
              </Button>
            )}
          </>
        }
      />
      <nav className={styles.views} aria-label={say('forms.views')}>
        {formViews.map((one) => (
          <Link
            key={one}
            to="/capture/forms/$id"
            params={{ id: form.id }}
            search={one === 'build' ? {} : { view: one }}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            data-on={view === one || undefined}
          >
            <Say id={`forms.view.${one}`} />
          </Link>
        ))}
        {(view === 'build' || view === 'settings') && mayWrite && (
          <span className={styles.saved}>
            <Keeping
              saving={draft.saving}
              detail={draft.detail}
              reload={() => void draft.reload()}
              save={() => void draft.save()}
            />
            <EditorBar undo={draft.undo} redo={draft.redo} />
          </span>
        )}
      </nav>
      {view === 'build' && <Builder form={form} draft={draft} readOnly={!mayWrite} />}
      {view === 'settings' && <SettingsView form={form} draft={draft} readOnly={!mayWrite} />}
      {view === 'publish' && <PublishView form={form} draft={draft} />}
      {view === 'funnel' && <FunnelView form={form} />}
      {view === 'submissions' && <SubmissionsView form={form} />}
    </Page>
  )
}
