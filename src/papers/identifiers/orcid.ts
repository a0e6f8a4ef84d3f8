/**
 * The bare form of an ORCID, alone or in its address; null for anything else. The last digit checks the others
 * (ISO 7064 MOD 11-2): https://support.orcid.org/hc/en-us/articles/360006897674.
 */
export function parseOrcid(text: string): string | null {
  const form = /^(?:https?:\/\/(?:www\.)?orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\/?$/i.exec(text.trim())
  const orcid = form?.[1]?.toUpperCase()
  if (orcid === undefined) return null
  const digits = orcid.replaceAll('-', '')
  const sum = [...digits.slice(0, -1)].reduce((total, digit) => (total + Number(digit)) * 2, 0)
  const check = (12 - (sum % 11)) % 11
  return digits.at(-1) === (check === 10 ? 'X' : String(check)) ? orcid : null
}
