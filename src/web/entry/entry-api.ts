import type {
  AcceptAnswer,
  AcceptInput,
  EmailChangeShown,
  InvitationShown,
  SecondFactorInput,
  SignInAnswer,
} from '#contract/entry.ts'
import { post } from '../app/api.ts'
import type { AuthenticatorOptions } from './web-authn.ts'

export const entryApi = {
  signIn: (body: { email: string; password: string }) => post<SignInAnswer>('/api/sign-in', body),
  secondFactor: (body: SecondFactorInput) => post('/api/sign-in/second-factor', body),
  beginPasskey: () => post<{ options: AuthenticatorOptions }>('/api/sign-in/passkey/begin', {}),
  signInPasskey: (response: object) => post('/api/sign-in/passkey', { response }),
  forgot: (email: string) => post('/api/password/forgot', { email }),
  checkReset: (token: string) => post('/api/password/check', { token }),
  reset: (body: { token: string; password: string }) => post('/api/password/reset', body),
  checkEmailChange: (token: string) => post<EmailChangeShown>('/api/email/check', { token }),
  confirmEmailChange: (token: string) => post<EmailChangeShown>('/api/email/confirm', { token }),
  checkInvitation: (token: string) => post<InvitationShown>('/api/invitations/check', { token }),
  acceptInvitation: (body: AcceptInput) => post<AcceptAnswer>('/api/invitations/accept', body),
}
