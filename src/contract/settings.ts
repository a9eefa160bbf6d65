import { z } from 'zod'
import type { Json } from '#core/json.ts'

/**
 * `GET` and `POST /api/workspace/privacy`: how a workspace treats visitors who said nothing, or said no. Kept in
 * `workspace.settings`; all off by default.
 */
export const privacySettings = z.object({
  /** browsers that send Do-Not-Track are not followed */
  honourDnt: z.boolean(),
  /** nor those that send Global-Privacy-Control */
  honourGpc: z.boolean(),
  /** nothing is kept on the visitor's machine; visits are counted by an id that changes daily */
  cookieless: z.boolean(),
  /** a page's events count only with `context.consent` */
  consentRequired: z.boolean(),
})
export type PrivacySettings = z.infer<typeof privacySettings>

/** The privacy part of a workspace's settings; anything but `true` is off. */
export function readPrivacy(settings: Record<string, unknown>): PrivacySettings {
  return {
    honourDnt: settings['honourDnt'] === true,
    honourGpc: settings['honourGpc'] === true,
    cookieless: settings['cookieless'] === true,
    consentRequired: settings['consentRequired'] === true,
  }
}

/**
 * The answer of `GET /v1/projects/<key>/settings`: what `@segment/analytics-next` needs to send its events here
 * (`apiHost` is our host with `/v1`, `protocol` without a colon), and in `hourglass` what our own tracker needs.
 */
export function trackerSettings(
  key: string,
  privacy: PrivacySettings,
  home: { protocol: 'http' | 'https'; host: string },
): Json {
  return {
    integrations: {
      'Segment.io': {
        apiKey: key,
        apiHost: `${home.host}/v1`,
        protocol: home.protocol,
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: { routingRules: [] },
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
    hourglass: { ...privacy },
  }
}
