import type { Archive } from '../decision.ts'
import { blank, no } from '../refusal.ts'
import { guard, step } from '../step.ts'

type Filed = Pick<Archive, 'volumes' | 'hash'>

/** 归档 (T23): investigation and review volumes with their index, the electronic package hashed. */
export const archive = step<Filed>({
  label: '归档',
  about: '案结卷成：审查调查卷和审理卷编目齐全，电子档案计算校验值后归档。',
  rule: 'R-280',
  by: ['handler', 'archivist'],
  guards: [
    guard('bothVolumes', 'carriedOut', (_c, { volumes }) =>
      (['investigation', 'review'] as const).filter((kind) => !volumes.some((one) => one.kind === kind)).map((kind) => no('VOLUME_MISSING', `缺少${kind === 'investigation' ? '审查调查卷' : '审理卷'}`, 'R-280', 'volumes'))),
    guard('indexed', 'carriedOut', (_c, { volumes }) => volumes.flatMap((one, n) => (blank(one.title) || !(one.pages > 0) ? [no('INDEX_INCOMPLETE', `第${n + 1}卷请写明题名和页数`, 'R-280', `volumes.${n}`)] : []))),
    guard('hashed', 'carriedOut', (_c, { hash }) => (/^[0-9a-f]{64}$/.test(hash) ? [] : [no('NO_HASH', '电子档案没有校验值', 'R-280', 'hash')])),
  ],
  apply: (c, { volumes, hash }, { who, day }) => ({ ...c, archive: { on: day, by: who.personId, volumes, hash } }),
})
