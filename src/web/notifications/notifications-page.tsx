import { getRouteApi, Link } from '@tanstack/react-router'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { NotificationItems } from './items.tsx'

const route = getRouteApi('/inside/notifications')

/** All of one's own notifications. */
export function NotificationsPage() {
  const say = useSay()
  const { unread = false } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page title={say('notifications.title')} narrow>
      <PageHead
        title={<Say id="notifications.title" />}
        sentence={<Say id="notifications.lead" />}
        actions={
          <Link to="/settings/notifications" className="link">
            <Say id="notifications.settings" />
          </Link>
        }
      />
      <div className="filters">
        <label className="field">
          <Say id="notifications.show" />
          <select
            className="plain"
            value={unread ? 'unread' : 'all'}
            onChange={(event) =>
              void navigate({ search: event.currentTarget.value === 'unread' ? { unread: true } : {} })
            }
          >
            <option value="all">{say('notifications.show.all')}</option>
            <option value="unread">{say('notifications.show.unread')}</option>
          </select>
        </label>
      </div>
      <section className="card">
        <NotificationItems unread={unread} />
      </section>
    </Page>
  )
}
