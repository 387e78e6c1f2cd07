/** 文书: what the case has come to on paper, each to be printed or had as Word, with what is still wrong with it. */
import { Section } from '../marks.tsx'
import { useSay } from '../words.ts'
import type { Part } from './parts.tsx'

export function Papers({ of: { papers } }: Part) {
  const say = useSay()
  if (papers.length === 0) return null
  return (
    <Section title={say('文书', 'Papers')} count={papers.length}>
      <ul className="papers">
        {papers.map(({ key, title, page, template, defects }) => (
          <li key={key}>
            <a href={page} target="_blank" rel="noreferrer">{title}</a> <a href={`${page}.docx`} aria-label={say(`下载“${title}”的 Word 文件`, `Word file of ${title}`)}>Word</a> <span className="quiet">{key}{template ? say(`，Word 按模板第${template.version}版`, `, Word by version ${template.version} of the template`) : ''}</span>
            {defects.length === 0 ? null : <details><summary>{say(`${defects.length}处提示`, `${defects.length} hints`)}</summary><ul>{defects.map((one) => <li key={`${one.code} ${one.line} ${one.message}`}>{say(`第${one.line}行：`, `Line ${one.line}: `)}{one.message}</li>)}</ul></details>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
