/** Light or dark, and the language: as the person chose in this browser, otherwise as the system has it. Nothing else is kept here. */
import { theme, type ThemeConfig } from 'antd'
import { createContext, useContext, useEffect, useState } from 'react'
import type { Language } from './words.ts'

export type Looks = { dark: boolean; language: Language; setDark: (dark: boolean) => void; setLanguage: (language: Language) => void }

export const LooksContext = createContext<Looks>({ dark: false, language: 'zh', setDark: () => {}, setLanguage: () => {} })
export const useLook = (): Looks => useContext(LooksContext)

const kept = (name: string): string | null => {
  try {
    return localStorage.getItem(`huapian.${name}`)
  } catch {
    return null
  }
}
const keep = (name: string, value: string): void => {
  try {
    localStorage.setItem(`huapian.${name}`, value)
  } catch {
    // A browser that keeps nothing shows what its system shows.
  }
}

const system = window.matchMedia('(prefers-color-scheme: dark)')

/** The looks of this browser, for `LooksContext`. */
export function useLooks(): Looks {
  const [dark, setDark] = useState(kept('theme') === null ? system.matches : kept('theme') === 'dark')
  const [language, setLanguage] = useState<Language>(kept('language') === 'en' ? 'en' : 'zh')
  useEffect(() => {
    const follow = (event: MediaQueryListEvent) => { if (kept('theme') === null) setDark(event.matches) }
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [])
  return {
    dark, language,
    setDark: (next) => { keep('theme', next ? 'dark' : 'light'); setDark(next) },
    setLanguage: (next) => { keep('language', next); setLanguage(next) },
  }
}

/** Under the pointer the pairs hold as well: what antd makes of them by itself is too light. */
const buttons = (dark: boolean) => {
  const text = dark ? '#ffb3ad' : '#8a1a15'
  return { colorPrimaryHover: dark ? '#a8201a' : '#8a1a15', colorPrimaryActive: dark ? '#8a1a15' : '#6d1410', defaultHoverColor: text, defaultHoverBorderColor: text, defaultActiveColor: text, defaultActiveBorderColor: text }
}

/** The colours of the house; every pair of text and ground is at least 4.5 to 1. */
export const themeOf = (dark: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  token: {
    colorPrimary: dark ? '#d64541' : '#a8201a', colorLink: dark ? '#6cb2f5' : '#0b5cad', colorLinkHover: dark ? '#9ccbfa' : '#08427d', borderRadius: 4, fontSize: 14,
    colorTextDescription: dark ? '#b5b5b5' : '#595959', colorTextPlaceholder: dark ? '#9a9a9a' : '#6b6b6b', colorTextTertiary: dark ? '#b0b0b0' : '#5f5f5f',
    colorError: dark ? '#ff8078' : '#b3261e', colorErrorHover: dark ? '#ffaca6' : '#8f1e18',
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
  },
  components: { Button: buttons(dark), Tabs: { itemSelectedColor: dark ? '#ffb3ad' : '#8a1a15', itemHoverColor: dark ? '#ffb3ad' : '#8a1a15' }, Menu: { itemSelectedColor: dark ? '#ffb3ad' : '#8a1a15', itemSelectedBg: dark ? '#3d1d1b' : '#f6e3e2' }, Table: { cellPaddingBlock: 8, cellPaddingInline: 10 }, Layout: { headerHeight: 52, headerPadding: '0 20px' } },
})
