/** The name of a file as somebody gave it, made fit to be shown, printed and saved anywhere; the bytes are kept under another. */

/** Names that Windows keeps for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 120

/**
 * The last part of a path, without controls, half surrogates and marks of direction (which make `fdp.exe` read as
 * `exe.pdf`), without signs that some system does not take; not hidden, not a device, no longer than 120 characters with its
 * ending. Null where nothing is left.
 */
export function cleanName(given: string): string | null {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]/gu, '').replace(/[<>:"|?*;]/g, '_').replace(/\s+/gu, ' ').replace(/^[. ]+|[. ]+$/g, '')
  if (plain === '') return null
  const ending = endingOf(plain)
  const stem = [...(ending === '' ? plain : plain.slice(0, -ending.length - 1))].slice(0, longest - ending.length - 1).join('').trim()
  const name = ending === '' ? stem : `${stem}.${ending}`
  return devices.test(name) ? `_${name}` : name
}

/** What comes after the last dot, in small letters; '' where there is none that could be an ending. */
export const endingOf = (name: string): string => /.\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
