import { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'

/** Recovery codes a person gets at a time. */
export const recoveryCodeCount = 10

/**
 * Authenticator apps (RFC 6238, six digits, thirty seconds) with recovery codes that work once each. Secrets and codes
 * are encrypted in the database. Ten wrong codes in a row lock the second step for a quarter of an hour.
 */
export const secondFactor = twoFactor({
  issuer: 'Hourglass',
  backupCodeOptions: { amount: recoveryCodeCount, storeBackupCodes: 'encrypted' },
  accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      modelName: 'auth_second_factor',
      fields: {
        backupCodes: 'backup_codes',
        userId: 'user_id',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
})

/**
 * Passkeys (WebAuthn) for the host that people type. A passkey signs in without a second step, so it must itself have
 * asked for a finger, a face or a PIN.
 */
export function passkeys(baseURL: string) {
  const { hostname } = new URL(baseURL)
  return passkey({
    rpID: hostname,
    rpName: 'Hourglass',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    authentication: {
      async afterVerification({ verification }) {
        if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED')
      },
    },
    schema: {
      passkey: {
        modelName: 'auth_passkey',
        fields: {
          publicKey: 'public_key',
          userId: 'user_id',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  })
}
