import { randomUUIDv7 } from 'node:crypto'
import type { BetterAuthOptions } from 'better-auth'

/** The header in which our server tells better-auth the caller's address; whatever a client sends in it is dropped. */
export const addressHeader = 'x-hourglass-address'

/** Days a session lives without use. */
const sessionDays = 30

/**
 * Sign-in by better-auth over our own tables (store/migrations/0002_auth.sql, printed by its compileMigrations()).
 * Reading a session never writes: a session in use is prolonged by the app's own POST (routes/session.ts).
 */
export const authOptions = {
  appName: 'Hourglass',
  basePath: '/api/auth',
  telemetry: { enabled: false },
  emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
  session: {
    modelName: 'auth_session',
    expiresIn: sessionDays * 86_400,
    updateAge: 86_400,
    deferSessionRefresh: true,
    // what is delicate asks for the password again (routes/account.ts), whenever the session began
    freshAge: 0,
    fields: {
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
  },
  user: {
    modelName: 'auth_user',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: { locale: { type: 'string', required: false, input: false } },
  },
  account: {
    modelName: 'auth_credential',
    fields: {
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'auth_verification',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  rateLimit: {
    enabled: true,
    storage: 'database',
    modelName: 'auth_rate_limit',
    fields: { lastRequest: 'last_request' },
    customRules: {
      '/sign-in/email': { window: 60, max: 10 },
      '/passkey/verify-authentication': { window: 60, max: 20 },
      // one challenge takes five wrong codes, one account ten in a row
      '/two-factor/verify-totp': { window: 60, max: 15 },
      '/two-factor/verify-backup-code': { window: 60, max: 15 },
    },
  },
  advanced: {
    cookiePrefix: 'hourglass',
    ipAddress: { ipAddressHeaders: [addressHeader] },
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    // a session and its user by one question: every request asks for both
    database: { generateId: () => randomUUIDv7(), joins: true },
  },
} satisfies BetterAuthOptions
