/** The errors of the API: each carries a code from this list. What a rule refuses is no error but data (`StepRefused`). */
import { GraphQLError } from 'graphql'

/** Every `extensions.code` there is, with its meaning. */
export const errorCodes = {
  UNAUTHENTICATED: '没有登录，或者登录已经失效',
  FORBIDDEN: '当前职务没有这个权限',
  NO_POST: '还没有选定以哪个职务办理',
  MUST_CHANGE_PASSWORD: '用一次性登录码登录的，或者密码已经到期的，先设置自己的密码',
  CODE_FIRST: '密码已经对了，还要动态口令',
  FACTOR_FIRST: '担任这个职务须有第二因素，先绑定动态口令',
  CONFIRM_FIRST: '办理这一步之前，须再次确认身份',
  TOO_MANY_TRIES: '尝试得太频繁，或者同时登录的人太多，稍后再试',
  BAD_USER_INPUT: '参数的写法不对：日期、编号、游标、页长等',
  BAD_REQUEST: '请求的写法不对，或者没有这个操作',
  GRAPHQL_PARSE_FAILED: '查询文本有语法错误',
  GRAPHQL_VALIDATION_FAILED: '查询与接口定义不符',
  ONLY_TRUSTED: '生产环境只接受可信操作：用 documentId 指明，不写查询文本',
  NOT_TRUSTED: '没有这个可信操作',
  TOO_MANY_TOKENS: '查询文本太长',
  TOO_DEEP: '查询嵌套太深',
  TOO_BROAD: '一层里选取的字段太多',
  TOO_MANY_ALIASES: '别名太多',
  TOO_COSTLY: '查询估算的代价太大',
  TOO_MANY_ROWS: '一次请求读取的行太多',
  FOREIGN_ORIGIN: '请求不是由本系统的页面发出的',
  TOO_MANY_REQUESTS: '请求太频繁，过一会儿再试',
  OUTCOME_UNKNOWN: '提交时出错，结果未知，用同一操作编号重试',
  NOT_RECORDED: '审计记录没有写成，内容不予显示，请稍后重试',
  NO_SPACE: '空间不足，没有保存',
  REQUEST_ENTITY_TOO_LARGE: '请求太大',
  INTERNAL_SERVER_ERROR: '系统出错，记有编号',
} as const
export type ErrorCode = keyof typeof errorCodes

/** An error with a code, and a sentence for the person. */
export const failure = (code: ErrorCode, message: string = errorCodes[code]): GraphQLError => new GraphQLError(message, { extensions: { code } })

export const badInput = (message: string): GraphQLError => failure('BAD_USER_INPUT', message)
