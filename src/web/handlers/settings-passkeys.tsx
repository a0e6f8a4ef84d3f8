import { accountLimits } from '../../accounts/account-limits.ts'
import { passwordHashOf } from '../../accounts/account-queries.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { addPasskey, askForPasskey } from '../../accounts/passkeys/add-passkey.ts'
import { removePasskey, renamePasskey } from '../../accounts/passkeys/change-passkeys.ts'
import { passkeysOf } from '../../accounts/passkeys/passkey-queries.ts'
import { LONGEST_CREDENTIAL } from '../../accounts/passkeys/read-credential.ts'
import type { Viewer } from '../../accounts/roles.ts'
import { servicesOf } from '../../accounts/sign-in-with.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { PasskeysPage, type PasskeysPageProps } from '../pages/settings-passkeys.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireOwnAccount, requireOwnPages } from './own-settings.ts'
import { passkeyPlaceOf, requirePasskeys } from './passkey-place.ts'

export function showPasskeys({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.passkeys()), 303)
    return render(c, <PasskeysPage {...(await propsOf(c, db, requireOwnPages(c)))} />, { noindex: true })
  }
}

async function propsOf(c: Ctx, db: WebDependencies['db'], viewer: Viewer): Promise<PasskeysPageProps> {
  return {
    site: c.var.site,
    passkeys: await passkeysOf(db, viewer.id),
    place: passkeyPlaceOf(c),
    hasPassword: (await passwordHashOf(db, viewer.id)) !== null,
  }
}

/** What the script of the page asks for before the browser makes a passkey. */
export function sendNewPasskeyQuestion({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnAccount(c)
    const form = await readForm(c)
    const { name: siteName, now } = c.var.site
    const passkeys = requirePasskeys(c)
    await countAttempt(db, accountLimits.signIn, viewer.id, now)
    await countAttempt(db, accountLimits.passkeys, viewer.id, now)
    const wish = { name: form.line('name'), current: form.text('current', 1_000) }
    c.header('Cache-Control', 'no-store')
    return c.json(await askForPasskey(db, { ...passkeys, name: siteName, now }, viewer, wish))
  }
}

/** Adds one, as the script of the page sends it; or with `remove` or `rename` changes one. */
export function changePasskeys(dependencies: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnAccount(c)
    const form = await readForm(c)
    const props = await propsOf(c, dependencies.db, viewer)
    return orFormAgain(
      c,
      async () => {
        await change(c, dependencies, viewer, form)
        return c.redirect(routes.passkeys(), 303)
      },
      (problem) => <PasskeysPage {...props} problem={problem} />,
    )
  }
}

async function change(
  c: Ctx,
  { db, config, askForMails }: WebDependencies,
  viewer: Viewer,
  form: Form,
): Promise<void> {
  const { site } = c.var
  const settings = `${site.publicUrl}${routes.passkeys()}`
  const name = form.line('name')
  if (form.has('rename')) return renamePasskey(db, viewer, { id: form.line('rename'), name })
  if (form.has('remove')) {
    const services = servicesOf(config).map(({ id }) => id)
    const ways = { ...site, mails: config.SMTP_URL !== undefined, services }
    await removePasskey(db, ways, viewer, { id: form.line('remove'), settings })
  } else {
    const credential = form.text('credential', LONGEST_CREDENTIAL)
    await addPasskey(db, { ...requirePasskeys(c), ...site }, viewer, { name, credential, settings })
  }
  await askForMails()
}
