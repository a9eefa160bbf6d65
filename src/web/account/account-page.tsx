import { useQuery } from '@tanstack/react-query'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { accountQuery } from './account-query.ts'
import { Passkeys } from './passkeys.tsx'
import { PasswordSection } from './password-section.tsx'
import { Profile } from './profile.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { Sessions } from './sessions.tsx'

/** One's own account: name, language, and every way to sign in. */
export function AccountPage() {
  const say = useSay()
  const query = useQuery(accountQuery)
  return (
    <Page title={say('account.title')} narrow>
      <PageHead title={<Say id="account.title" />} sentence={<Say id="account.lead" />} />
      <Loaded query={query} lines={10}>
        {(account) => (
          <>
            <Profile account={account} />
            {account.hasPassword ? (
              <>
                <PasswordSection />
                <SecondFactorSection account={account} />
                <Passkeys account={account} />
              </>
            ) : (
              <p className="quiet">
                <Say id="account.noPassword" />
              </p>
            )}
            <Sessions sessions={account.sessions} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
