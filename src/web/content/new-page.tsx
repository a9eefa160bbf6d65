import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { ContentInput } from '#contract/content.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { AssetForm } from './asset-form.tsx'
import { contentApi, libraryQuery } from './content-api.ts'

const route = getRouteApi('/inside/capture/content/new')

/** A new asset; what was found on the site is filled in already. */
export function NewAssetPage() {
  const say = useSay()
  const undo = useUndo()
  const navigate = useNavigate()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayWrite = useMay('content.write')
  const begin = route.useSearch()
  const query = useQuery(libraryQuery(workspace.id))
  const save = useMutation({
    mutationFn: (body: ContentInput) => contentApi.create(body),
    onSuccess: async (asset) => {
      undo.done(say('content.added', { title: asset.title }))
      await client.invalidateQueries({ queryKey: ['content'] })
      await navigate({ to: '/capture/content/$id', params: { id: asset.id } })
    },
    onError: undo.failed,
  })
  return (
    <Page title={say('content.add')} narrow>
      <PageHead
        title={<Say id="content.add" />}
        sentence={<Say id="content.add.lead" />}
        actions={
          <Link to="/capture/content" className="link">
            <Say id="content.back" />
          </Link>
        }
      />
      {!mayWrite && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="content.none.viewer" />
          </p>
        </EmptyState>
      )}
      {mayWrite && (
        <Loaded query={query} lines={8}>
          {(list) => (
            <AssetForm
              asset={null}
              begin={begin}
              choices={list}
              saving={save.isPending}
              error={save.error}
              onSave={(body) => save.mutate(body)}
              onLeave={() => void navigate({ to: '/capture/content' })}
            />
          )}
        </Loaded>
      )}
    </Page>
  )
}
