// The addresses of accounts and settings.

import type { Web, WebDependencies } from './environment.ts'
import { sendAgain, showMails } from './handlers/admin-mail.tsx'
import { changeRole, invite, showPeople } from './handlers/admin-people.tsx'
import {
  askForLink,
  saveNewPassword,
  showAskForLink,
  showConfirmSignIn,
  showNewPassword,
  signInByLink,
} from './handlers/mailed-link.tsx'
import {
  changeAddress,
  saveAddress,
  savePassword,
  saveProfile,
  showConfirmAddress,
  showSettings,
} from './handlers/settings.tsx'
import { deleteAccount, sendExport, showDeleteAccount } from './handlers/settings-account.tsx'
import { changeFollows, showFollows } from './handlers/settings-follows.tsx'
import { mailArrives, saveMailChoices, showMailChoices } from './handlers/settings-mails.tsx'
import { changePasskeys, sendNewPasskeyQuestion, showPasskeys } from './handlers/settings-passkeys.tsx'
import { revokeSessions, showSessions } from './handlers/settings-sessions.tsx'
import { changeTokens, showTokens } from './handlers/settings-tokens.tsx'
import { showOwnerLink, showSignIn, signIn, signInOwner, signOut } from './handlers/sign-in.tsx'
import { sendPasskeyQuestion, signInByPasskey } from './handlers/sign-in-passkey.ts'
import { comeBackFromService, leaveForService, showWelcome, takeName } from './handlers/sign-in-with.tsx'
import { makeAccount, showConfirmSignUp, showSignUp, signUp } from './handlers/sign-up.tsx'

export function addAccounts(app: Web, dependencies: WebDependencies): void {
  app.get('/sign-in', showSignIn(dependencies))
  app.post('/sign-in', signIn(dependencies))
  app.post('/sign-out', signOut(dependencies))
  app.post('/sign-in/passkey', signInByPasskey(dependencies))
  app.post('/sign-in/passkey.json', sendPasskeyQuestion(dependencies))
  app.get('/sign-in/owner', showOwnerLink(dependencies.db))
  app.post('/sign-in/owner', signInOwner(dependencies))
  app.get('/sign-in/link', showAskForLink('sign-in'))
  app.post('/sign-in/link', askForLink(dependencies, 'sign-in'))
  app.get('/sign-in/confirm', showConfirmSignIn(dependencies))
  app.post('/sign-in/confirm', signInByLink(dependencies))
  app.post('/sign-in/with/:service', leaveForService(dependencies))
  app.get('/auth/callback/:service', comeBackFromService(dependencies))
  app.get('/welcome', showWelcome(dependencies))
  app.post('/welcome', takeName(dependencies))
  app.get('/sign-up', showSignUp(dependencies))
  app.post('/sign-up', signUp(dependencies))
  app.get('/sign-up/confirm', showConfirmSignUp(dependencies))
  app.post('/sign-up/confirm', makeAccount(dependencies))
  app.get('/reset', showAskForLink('password'))
  app.post('/reset', askForLink(dependencies, 'password'))
  app.get('/reset/confirm', showNewPassword(dependencies))
  app.post('/reset/confirm', saveNewPassword(dependencies))
}

export function addSettings(app: Web, dependencies: WebDependencies): void {
  app.get('/settings', showSettings(dependencies))
  app.post('/settings/profile', saveProfile(dependencies))
  app.post('/settings/password', savePassword(dependencies))
  app.post('/settings/address', saveAddress(dependencies))
  app.get('/settings/address/confirm', showConfirmAddress)
  app.post('/settings/address/confirm', changeAddress(dependencies))
  app.get('/settings/sessions', showSessions(dependencies))
  app.post('/settings/sessions', revokeSessions(dependencies))
  app.get('/settings/passkeys', showPasskeys(dependencies))
  app.post('/settings/passkeys', changePasskeys(dependencies))
  app.post('/settings/passkeys.json', sendNewPasskeyQuestion(dependencies))
  app.get('/settings/mails', showMailChoices(dependencies))
  app.post('/settings/mails', saveMailChoices(dependencies))
  app.post('/settings/mails/arrives', mailArrives(dependencies))
  app.get('/settings/follows', showFollows(dependencies))
  app.post('/settings/follows', changeFollows(dependencies))
  app.get('/settings/tokens', showTokens(dependencies))
  app.post('/settings/tokens', changeTokens(dependencies))
  app.get('/settings/export', sendExport(dependencies))
  app.get('/settings/delete', showDeleteAccount(dependencies))
  app.post('/settings/delete', deleteAccount(dependencies))
  app.get('/admin/people', showPeople(dependencies))
  app.post('/admin/people/role', changeRole(dependencies))
  app.post('/admin/people/invite', invite(dependencies))
  app.get('/admin/mail', showMails(dependencies))
  app.post('/admin/mail', sendAgain(dependencies))
}
