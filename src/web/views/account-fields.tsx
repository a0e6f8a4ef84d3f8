// Fields that several forms of accounts have.

export function HandleField({ value = '' }: { value?: string }) {
  return (
    <label>
      Your name on this site
      <input
        name="name"
        type="text"
        required
        minLength={2}
        maxLength={39}
        value={value}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
      />
      <small>Letters, digits and dashes, such as ada-example. Readers see it.</small>
    </label>
  )
}

export function AddressField({ label = 'Mail address', value = '' }: { label?: string; value?: string }) {
  return (
    <label>
      {label}
      <input name="email" type="email" required maxLength={254} value={value} autocomplete="email" />
    </label>
  )
}

export function NewPasswordField({ label = 'Password' }: { label?: string }) {
  return (
    <label>
      {label}
      <input
        name="password"
        type="password"
        required
        minLength={10}
        maxLength={200}
        autocomplete="new-password"
      />
      <small>At least 10 characters; four words that nobody else would put together do well.</small>
    </label>
  )
}

export function CurrentPasswordField({ label, name = 'current' }: { label: string; name?: string }) {
  return (
    <label>
      {label}
      <input name={name} type="password" required autocomplete="current-password" />
    </label>
  )
}

/** Name or address, of who signs in or forgot how; `passkeys`: browsers may suggest those, too. */
export function WhoField({ value = '', passkeys = false }: { value?: string; passkeys?: boolean }) {
  return (
    <label>
      Name or mail address
      <input
        name="who"
        type="text"
        required
        maxLength={254}
        value={value}
        autocomplete={passkeys ? 'username webauthn' : 'username'}
        autocapitalize="none"
        spellcheck={false}
      />
    </label>
  )
}
