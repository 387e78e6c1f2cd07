/**
 * A Word file with fields in it, filled: docxtemplater does the reading and writing of its XML, and gets nothing but texts
 * and paragraphs that the system has set. What is filled in is never read for fields again.
 */
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { cleaned } from './cell-text.ts'
import type { FieldData } from './paper.ts'

/** The files of a Word file by their names. */
export type Parts = Readonly<Record<string, Uint8Array>>

/** A field as it stands in a file: `at` says in which, `within` are the fields that stand between its ends, `otherwise` that these are for where there is nothing. */
export type Standing = { at: string; name: string; kind: 'text' | 'list' | 'set'; otherwise: boolean; within: Standing[] }
/** Something that the engine finds wrong: its own name for it, and the words of the file. */
export type Wrong = { id: string; words: string; at: string }

/** A template that was read: what is wrong with it, the fields in it, and a way to fill it where nothing is wrong. */
export type ReadTemplate = { wrong: Wrong[]; fields: Standing[]; filledWith: (data: FieldData, set: Readonly<Record<string, string>>) => Parts }

type Placeholder = { type: string; module?: string; value?: string; location?: string; inverted?: boolean; subparsed?: Placeholder[] }
type Told = { inspect?: { filePath?: string; postparsed?: Placeholder[] } }

/** Reads a template. Nothing is written to the console, whatever is wrong. */
export function readTemplate(parts: Parts): ReadTemplate {
  const fields: Standing[] = []
  let at = ''
  const listening = {
    name: 'listening',
    set({ inspect }: Told) {
      at = inspect?.filePath ?? at
      if (inspect?.postparsed) fields.push(...standing(inspect.postparsed, at))
    },
  }
  const read = (): Docxtemplater<PizZip> | Wrong[] => {
    try {
      return new Docxtemplater(zipOf(parts), {
        modules: [listening], paragraphLoop: true, linebreaks: true, errorLogging: false, syntax: { changeDelimiterPrefix: null },
        parser: (name) => ({ get: (scope: unknown) => valueIn(scope, name.trim()) }),
        nullGetter: ({ module, value }) => (module ? '' : `【缺：${value}】`),
      })
    } catch (error) {
      return wrongIn(error)
    }
  }
  const engine = read()
  return {
    wrong: Array.isArray(engine) ? engine : [], fields,
    filledWith(data, set) {
      if (Array.isArray(engine)) throw new Error('a template with faults cannot be filled')
      engine.render({ ...cleanedData(data), ...set })
      return Object.fromEntries(Object.entries(engine.getZip().files).filter(([, file]) => !file.dir).map(([name, file]) => [name, file.asUint8Array()]))
    },
  }
}

const zipOf = (parts: Parts): PizZip => Object.entries(parts).reduce((zip, [name, bytes]) => zip.file(name, bytes, { createFolders: false }), new PizZip())

/** Own values only, so that no name reaches into what JavaScript gives every object. */
const valueIn = (scope: unknown, name: string): unknown => (typeof scope === 'object' && scope !== null && Object.hasOwn(scope, name) ? (scope as Record<string, unknown>)[name] : undefined)

const cleanedData = (data: FieldData): FieldData => Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? cleaned(value) : value.map((row) => Object.fromEntries(Object.entries(row).map(([column, said]) => [column, cleaned(said)])))]))

const standing = (parsed: readonly Placeholder[], at: string): Standing[] => parsed.filter(({ type, location }) => type === 'placeholder' && location !== 'end')
  .map(({ module, value = '', inverted = false, subparsed = [] }) => ({ at, name: value.trim(), otherwise: inverted, kind: module === 'loop' ? 'list' : module === 'rawxml' ? 'set' : 'text', within: standing(subparsed, at) }))

type Thrown = { properties?: { id?: string; xtag?: string; context?: string; openingtag?: string; closingtag?: string; file?: string; errors?: Thrown[] } }

const wrongIn = (error: unknown): Wrong[] => {
  const { properties } = error as Thrown
  if (properties === undefined) throw error
  return properties.errors ? properties.errors.flatMap(wrongIn) : [{ id: properties.id ?? '', words: properties.context ?? (properties.openingtag === undefined ? (properties.xtag ?? '') : `${properties.openingtag} ${properties.closingtag ?? ''}`), at: properties.file ?? '' }]
}

const [core, custom] = ['docProps/core.xml', 'docProps/custom.xml']
const kindsOf: Readonly<Record<string, { relation: string; content: string }>> = {
  [core]: { relation: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', content: 'application/vnd.openxmlformats-package.core-properties+xml' },
  [custom]: { relation: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties', content: 'application/vnd.openxmlformats-officedocument.custom-properties+xml' },
}

/** The same files with the properties of another: who wrote the template, and when, does not go out with a paper. */
export function withProperties(parts: Parts, from: Parts): Parts {
  const kinds = Object.entries(kindsOf)
  const without = (xml: string, element: string, words: readonly string[]) => xml.replace(new RegExp(`<${element}\\b[^>]*/>`, 'g'), (all) => (words.some((word) => all.includes(`"${word}"`)) ? '' : all))
  const types = without(textOf(parts, '[Content_Types].xml'), 'Override', kinds.map(([name]) => `/${name}`)).replace('</Types>', `${kinds.map(([name, { content }]) => `<Override PartName="/${name}" ContentType="${content}"/>`).join('')}</Types>`)
  const relations = without(textOf(parts, '_rels/.rels'), 'Relationship', kinds.map(([, { relation }]) => relation)).replace('</Relationships>', `${kinds.map(([name, { relation }], n) => `<Relationship Id="huapian${n}" Type="${relation}" Target="${name}"/>`).join('')}</Relationships>`)
  const written = (text: string) => new TextEncoder().encode(text)
  return { ...parts, [core]: from[core] ?? written(''), [custom]: from[custom] ?? written(''), '[Content_Types].xml': written(types), '_rels/.rels': written(relations) }
}

const textOf = (parts: Parts, name: string): string => new TextDecoder().decode(parts[name])
