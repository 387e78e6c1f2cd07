/** What a page is looked at for, beside axe: words of the other language, what is cut off, what only a mouse reaches, where the focus is not seen. */
import type { Page } from 'playwright-core'

/** Words that are the same in both languages: file kinds, keys of the keyboard, standards, and the name of the other language. */
const common = /^(Excel|Word|CSV|PDF|Tab|Enter|Esc|English|GB|iCalendar|JPEG|PNG|OFD|docx|xlsx|csv|JavaScript|SM)$/

/** Words in the language that is not chosen, and names from the code, that no answer of the server holds. */
export async function foreign(page: Page, english: boolean, heard: string): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const said: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent?.closest('[lang], script, style, noscript') || parent?.checkVisibility() !== true) continue
      said.push(node.textContent ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title]')) if (!one.closest('[lang]:not(html), [aria-hidden=true]')) for (const name of ['aria-label', 'placeholder', 'title']) said.push(one.getAttribute(name) ?? '')
    return said
  })
  const words = texts.flatMap((text) => (english ? text.match(/\p{Script=Han}+/gu) : text.match(/[A-Za-z]{3,}/g)) ?? [])
  return [...new Set(words.filter((word) => !heard.includes(word) && !common.test(word)))]
}

/** What lies outside the window, or is cut off where it cannot be scrolled to; the page itself moves up and down only. */
export const cut = (page: Page): Promise<string[]> => page.evaluate(() => {
  const told = (one: Element) => `${one.tagName.toLowerCase()}.${[...one.classList].join('.')} ${(one.textContent ?? '').slice(0, 40)}`
  const faults = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page scrolls sideways'] : []
  for (const one of document.querySelectorAll('main *, .shell > header *, .ant-drawer *, .ant-modal *')) {
    const box = one.getBoundingClientRect()
    if (box.width === 0 || one.children.length > 0 || (one.textContent ?? '').trim() === '' || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    let scrolls = false
    let [left, right] = [0, window.innerWidth]
    for (let around = one.parentElement; around && !scrolls; around = around.parentElement) {
      const { overflowX, textOverflow } = getComputedStyle(around)
      if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') scrolls = true
      else if (overflowX === 'hidden' && around !== document.body && around !== document.documentElement) [left, right] = [Math.max(left, around.getBoundingClientRect().left), Math.min(right, around.getBoundingClientRect().right)]
    }
    // A place of one pixel is for those who listen.
    if (!scrolls && box.width > 1 && right - left > 2 && (box.right > right + 2 || box.left < left - 2)) faults.push(told(one))
  }
  return faults.slice(0, 5)
})

/** What answers to the mouse and not to the keyboard. */
export const mouseOnly = (page: Page): Promise<string[]> => page.evaluate(() => {
  const reached = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [tabindex="-1"][role=tab], [role=menuitem], [role=option], [role=radio]'
  return [...document.querySelectorAll('body *')].filter((one) => {
    if (getComputedStyle(one).cursor !== 'pointer' || !one.checkVisibility()) return false
    if (one.parentElement && getComputedStyle(one.parentElement).cursor === 'pointer') return false
    return !one.matches(reached) && !one.closest(reached) && !one.querySelector(reached) && !one.closest('label, .ant-select, .ant-picker')
  }).map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)
})

/** Goes through the page with Tab for a while: every place where the focus cannot be seen, or where it stays. */
export async function walked(page: Page, most: number): Promise<string[]> {
  const faults: string[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(async () => {
      const one = document.activeElement
      if (!(one instanceof HTMLElement) || one === document.body) return null
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const looks = () => [one, one.nextElementSibling, one.parentElement, one.parentElement?.parentElement, one.parentElement?.parentElement?.parentElement].map((each) => {
        if (!each) return ''
        const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, left } = getComputedStyle(each)
        return [outlineStyle, outlineStyle === 'none' ? '' : outlineWidth, boxShadow, borderColor, backgroundColor, left].join()
      }).join('|')
      await frame()
      const focused = looks()
      const again = one.dataset.walked === 'yes'
      one.dataset.walked = 'yes'
      one.blur()
      await frame()
      const seen = looks() !== focused
      one.focus()
      return { html: one.outerHTML.slice(0, 140), seen, again }
    })
    if (stop === null || stop.again) break
    if (!stop.seen) faults.push(`not seen: ${stop.html}`)
  }
  await page.evaluate(() => { for (const one of document.querySelectorAll<HTMLElement>('[data-walked]')) delete one.dataset.walked })
  return faults
}

/** The last place of the page, where Tab does not lead out of it. */
export async function trapped(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('main a[href], main button:not([disabled]), main input, main select, main textarea, main summary, main [tabindex="0"]')].filter((one) => one.checkVisibility() && one.tabIndex >= 0)
    all[all.length - 1]?.focus()
    return all.length > 0
  })
  if (!found) return []
  await page.keyboard.press('Tab')
  return page.evaluate(() => (document.activeElement?.closest('main') && document.activeElement.id !== 'page' ? [`trapped: ${document.activeElement.outerHTML.slice(0, 120)}`] : []))
}
