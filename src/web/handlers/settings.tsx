import { accountLimits } from '../../accounts/account-limits.ts'
import { passwordHashOf } from '../../accounts/account-queries.ts'
import { changePassword, checkCurrentPassword } from '../../accounts/change-password.ts'
import { readDisplayName } from '../../accounts/display-name.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { confirmAddress } from '../../accounts/mailed-links.ts'
import { displayNameOf, setDisplayName } from '../../accounts/profile-queries.ts'
import type { Viewer } from '../../accounts/roles.ts'
import { suspensionOf } from '../../community/moderation/suspension.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { ConfirmPage } from '../pages/confirm.tsx'
import { SettingsPage, type SettingsPageProps } from '../pages/settings.tsx'
import { routes } from '../routes.ts'
import type { Site } from '../views/site.ts'
import { given, render } from './answer.ts'
import { askForNewAddress } from './ask-for-address.tsx'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireOwnAccount, requireOwnPages, requireOwnSettings } from './own-settings.ts'

export function showSettings({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.settings()), 303)
    return render(c, <SettingsPage {...(await propsOf(c, db, requireOwnPages(c)))} />, { noindex: true })
  }
}

async function propsOf(c: Ctx, db: WebDependencies['db'], viewer: Viewer): Promise<SettingsPageProps> {
  return {
    site: c.var.site,
    ...{ name: viewer.name, email: viewer.email },
    fullname: (await displayNameOf(db, viewer.id)) ?? '',
    hasPassword: (await passwordHashOf(db, viewer.id)) !== null,
    suspension: await suspensionOf(db, viewer),
    ...(given(c, 'saved') !== undefined && { saved: true }),
  }
}

export function saveProfile({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnSettings(c)
    const fullname = (await readForm(c)).line('fullname')
    const props = await propsOf(c, db, viewer)
    return orFormAgain(
      c,
      async () => {
        await setDisplayName(db, viewer.id, readDisplayName(fullname))
        return c.redirect(routes.settings(true), 303)
      },
      (problem) => <SettingsPage {...props} fullname={fullname} problem={problem} />,
    )
  }
}

export function savePassword({ db, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnAccount(c)
    const form = await readForm(c)
    const props = await propsOf(c, db, viewer)
    return orFormAgain(
      c,
      async () => {
        const { site } = c.var
        await countAttempt(db, accountLimits.signIn, viewer.id, site.now)
        const resetAddress = `${site.publicUrl}${routes.reset()}`
        const [current, password] = [form.text('current', 1_000), form.text('password', 1_000)]
        await changePassword(db, site, viewer, { current, password, resetAddress })
        await askForMails()
        return c.redirect(routes.settings(true), 303)
      },
      (problem) => <SettingsPage {...props} problem={problem} />,
    )
  }
}

export function saveAddress(dependencies: WebDependencies) {
  const { db } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnSettings(c)
    const form = await readForm(c)
    const email = form.line('email')
    const props = await propsOf(c, db, viewer)
    return orFormAgain(
      c,
      async () => {
        const { site } = c.var
        await countAttempt(db, accountLimits.signIn, viewer.id, site.now)
        await checkCurrentPassword(db, viewer.id, form.text('current', 1_000))
        return askForNewAddress(c, dependencies, { memberId: viewer.id, email })
      },
      (problem) => <SettingsPage {...props} typedEmail={email} problem={problem} />,
    )
  }
}

export function showConfirmAddress(c: Ctx): Response {
  const token = given(c, 'token') ?? ''
  if (!c.var.viewer) return c.redirect(routes.signIn(routes.confirmAddress(token)), 303)
  requireOwnSettings(c)
  return render(c, <ConfirmAddressPage site={c.var.site} token={token} />, { noindex: true })
}

function ConfirmAddressPage(props: { site: Site; token: string; problem?: string }) {
  const says = 'Mail about your account goes to the new address from then on; the old one is told.'
  const words = { says, title: 'Your new address', button: 'Use this address' }
  return <ConfirmPage {...props} {...words} action={routes.confirmAddress()} />
}

export function changeAddress({ db, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnSettings(c)
    const token = (await readForm(c)).line('token')
    const { site } = c.var
    return orFormAgain(
      c,
      async () => {
        await countAttempt(db, accountLimits.linkFrom, viewer.id, site.now)
        await confirmAddress(db, site, { token, memberId: viewer.id })
        await askForMails()
        return c.redirect(routes.settings(true), 303)
      },
      (problem) => <ConfirmAddressPage {...{ site, token, problem }} />,
    )
  }
}
