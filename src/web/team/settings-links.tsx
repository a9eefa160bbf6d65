import { Link } from '@tanstack/react-router'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './team.module.css'

/** The ways to people and rights, for whoever may go them. */
export function SettingsLinks() {
  const mayAudit = useMay('audit.read')
  const mayMail = useMay('mail.read')
  return (
    <Section title={<Say id="team.links" />}>
      <ul className={styles.links}>
        <li>
          <Link to="/settings/team" className="link">
            <Say id="team.title" />
          </Link>
          <p className="quiet small">
            <Say id="team.links.team" />
          </p>
        </li>
        <li>
          <Link to="/settings/roles" className="link">
            <Say id="roles.title" />
          </Link>
          <p className="quiet small">
            <Say id="team.links.roles" />
          </p>
        </li>
        <li>
          <Link to="/settings/api-keys" className="link">
            <Say id="apiKeys.title" />
          </Link>
          <p className="quiet small">
            <Say id="team.links.apiKeys" />
          </p>
        </li>
        {mayMail && (
          <li>
            <Link to="/settings/mail" className="link">
              <Say id="mail.title" />
            </Link>
            <p className="quiet small">
              <Say id="mail.links" />
            </p>
          </li>
        )}
        <li>
          <Link to="/settings/notifications" className="link">
            <Say id="digest.title" />
          </Link>
          <p className="quiet small">
            <Say id="digest.links" />
          </p>
        </li>
        {mayAudit && (
          <li>
            <Link to="/settings/audit" className="link">
              <Say id="audit.title" />
            </Link>
            <p className="quiet small">
              <Say id="team.links.audit" />
            </p>
          </li>
        )}
        <li>
          <Link to="/account" className="link">
            <Say id="account.title" />
          </Link>
          <p className="quiet small">
            <Say id="team.links.account" />
          </p>
        </li>
      </ul>
    </Section>
  )
}
