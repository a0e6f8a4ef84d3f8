// Keys of one letter or sign can be turned off, by a box among the keys: who speaks to their computer, or whose hand
// slips, would press them unawares (WCAG 2.2, 2.1.4).

import { store, stored } from './storage.ts'

const OFF = 'keys-off'

/** Asked for each key: another window may have turned them off. */
export const singleKeysAct = (): boolean => stored(localStorage, OFF) === null

const box = document.querySelector<HTMLInputElement>('#keys input')
if (box) {
  box.checked = singleKeysAct()
  box.addEventListener('change', () => store(localStorage, OFF, box.checked ? null : 'yes'))
}
