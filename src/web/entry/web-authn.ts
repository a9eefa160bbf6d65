/** Challenges as they travel: WebAuthn's options, as JSON. */
export type AuthenticatorOptions = Record<string, unknown>

/** Whether this browser, at this address, can have passkeys: a secure page of the host they are for. */
export function canHavePasskeys(host: string | null): boolean {
  return (
    window.isSecureContext &&
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
    (host === null || host === location.hostname)
  )
}

/** Asks the browser for a passkey of this site; its answer as JSON. Rejects with the browser's DOMException. */
export async function askForPasskey(options: AuthenticatorOptions): Promise<object> {
  const json = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return jsonOf(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) }))
}

/** Has the browser make a passkey; its answer as JSON. Rejects with the browser's DOMException. */
export async function makePasskey(options: AuthenticatorOptions): Promise<object> {
  const json = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return jsonOf(
    await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) }),
  )
}

/** The person closed the browser's dialog, or it waited too long. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

function jsonOf(credential: Credential | null): object {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey was given', 'AbortError')
  return credential.toJSON() as object
}
