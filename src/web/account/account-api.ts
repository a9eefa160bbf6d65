import type {
  EmailChangeInput,
  MyAccount,
  PasswordChangeInput,
  ProfileInput,
  RecoveryCodes,
  SecondFactorBegun,
} from '#contract/my-account.ts'
import { get, post } from '../app/api.ts'
import type { AuthenticatorOptions } from '../entry/web-authn.ts'

export const accountApi = {
  read: (signal?: AbortSignal) => get<MyAccount>('/api/account', {}, signal),
  saveProfile: (body: ProfileInput) => post('/api/account/profile', body),
  changePassword: (body: PasswordChangeInput) => post('/api/account/password', body),
  changeEmail: (body: EmailChangeInput) => post('/api/account/email', body),
  endSession: (id: string) => post(`/api/account/sessions/${encodeURIComponent(id)}/end`, {}),
  endOtherSessions: () => post('/api/account/sessions/end-others', {}),
  beginSecondFactor: (password: string) => post<SecondFactorBegun>('/api/account/second-factor/begin', { password }),
  confirmSecondFactor: (code: string) => post('/api/account/second-factor/confirm', { code }),
  endSecondFactor: (password: string) => post('/api/account/second-factor/off', { password }),
  renewRecoveryCodes: (password: string) =>
    post<RecoveryCodes>('/api/account/second-factor/recovery-codes', { password }),
  beginPasskey: (password: string) =>
    post<{ options: AuthenticatorOptions }>('/api/account/passkeys/begin', { password }),
  createPasskey: (body: { name: string; response: object }) => post('/api/account/passkeys', body),
  removePasskey: (id: string) => post(`/api/account/passkeys/${encodeURIComponent(id)}/remove`, {}),
}
