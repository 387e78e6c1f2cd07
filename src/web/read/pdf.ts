/**
 * PDF as pages: pdf.js in its build for older browsers, with its worker, tables of characters and fonts from our own host. It comes with
 * the reader alone. No WebAssembly and no eval: the policy of the pages allows neither.
 */
import { getDocument, GlobalWorkerOptions, version, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
// oxlint-disable-next-line import/default -- the build makes a worker of it
import PdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'

const assets = `/assets/pdf-${version}/`

/** Opens a PDF whose bytes have come. Throws where it is broken or has a password. */
export function openPdf(data: ArrayBuffer): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerPort ??= new PdfWorker()
  return getDocument({ data, cMapUrl: `${assets}cmaps/`, standardFontDataUrl: `${assets}standard_fonts/`, wasmUrl: `${assets}wasm/`, useWasm: false, enableXfa: false }).promise
}

/** Draws a page on a canvas, as wide as asked for (in CSS pixels), and gives its words. A drawing that is `over` is broken off. */
export async function drawPage(document: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, width: number, over: AbortSignal): Promise<string> {
  const page = await document.getPage(number)
  if (over.aborted) return ''
  const dense = globalThis.devicePixelRatio || 1
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
  canvas.width = Math.floor(viewport.width * dense)
  canvas.height = Math.floor(viewport.height * dense)
  canvas.style.width = `${Math.floor(viewport.width)}px`
  const task = page.render({ canvas, viewport, transform: [dense, 0, 0, dense, 0, 0] })
  over.addEventListener('abort', () => task.cancel())
  await task.promise
  const { items } = await page.getTextContent()
  return items.map((one) => ('str' in one ? one.str + (one.hasEOL ? '\n' : '') : '')).join('').trim()
}
