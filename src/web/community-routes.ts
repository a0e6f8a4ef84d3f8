// The addresses of what members do with lists, and of moderation.

import type { Web, WebDependencies } from './environment.ts'
import { approveOne, changeShown, refuseOne, showClaims, showOwnClaims } from './handlers/claims.tsx'
import {
  addPaper,
  approve,
  movePaper,
  placePaper,
  refuse,
  removePaper,
  showEditionPlan,
  showEditions,
} from './handlers/edit-edition.tsx'
import {
  fileReport,
  showModeration,
  showModerationLog,
  showReportForm,
  takeStep,
} from './handlers/moderation.tsx'
import { showOwnSubmissions, withdraw } from './handlers/own-submissions.tsx'
import { addPersonLink, removePersonLink, showPersonLinks } from './handlers/person-links.tsx'
import { lookUpPaper, sendForLater, sendSubmission, showSubmit } from './handlers/submit.tsx'

export function addSubmissions(app: Web, dependencies: WebDependencies): void {
  app.get('/papers/submit', showSubmit(dependencies))
  app.post('/papers/submit', lookUpPaper(dependencies))
  app.post('/papers/submit/list', sendSubmission(dependencies))
  app.post('/papers/submit/later', sendForLater(dependencies))
  app.get('/settings/submissions', showOwnSubmissions(dependencies))
  app.post('/settings/submissions/:id/withdraw', withdraw(dependencies))
  app.get('/settings/claims', showOwnClaims(dependencies))
  app.post('/settings/claims/:id/show', changeShown(dependencies))
  app.get('/admin/claims', showClaims(dependencies))
  app.get('/admin/people/links', showPersonLinks(dependencies))
  app.post('/admin/people/links', addPersonLink(dependencies))
  app.post('/admin/people/links/:id/remove', removePersonLink(dependencies))
  app.post('/admin/claims/:id/approve', approveOne(dependencies))
  app.post('/admin/claims/:id/refuse', refuseOne(dependencies))
  app.get('/admin/editions', showEditions(dependencies))
  app.get('/admin/editions/:day', showEditionPlan(dependencies))
  app.post('/admin/editions/:day/add', addPaper(dependencies))
  app.post('/admin/editions/:day/remove', removePaper(dependencies))
  app.post('/admin/editions/:day/place', placePaper(dependencies))
  app.post('/admin/editions/:day/move', movePaper(dependencies))
  app.post('/admin/submissions/:id/approve', approve(dependencies))
  app.post('/admin/submissions/:id/refuse', refuse(dependencies))
}

export function addModeration(app: Web, dependencies: WebDependencies): void {
  const { db } = dependencies
  app.get('/reports/new', showReportForm(db))
  app.post('/reports', fileReport(db))
  app.get('/moderation', showModeration(db))
  app.post('/moderation/steps', takeStep(dependencies))
  app.get('/moderation/log', showModerationLog(db))
}
