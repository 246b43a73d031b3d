import { resolve } from 'node:path';
import type { MapTiles } from '@baogong/contract';
import { z } from 'zod';
import { readMapTiles } from './map-tiles.ts';

/** What the program is told from outside. */
export type Config = {
  /** A PostgreSQL of one's own; absent: the embedded one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute folder for database, attachments and logs. */
  dataDir: string;
  port: number;
  host: string;
  /** The address that people type, without a slash at the end. */
  publicUrl: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Most connections that one process opens to the database. */
  databasePool: number;
  /** Pictures under the map; absent: it is drawn from the directory alone. */
  mapTiles: MapTiles | undefined;
};

type Variable = {
  name: string;
  /** As shown in the table. */
  default: string;
  meaning: { en: string; zh: string };
  /** What a right value looks like, for the error. */
  cure: { en: string; zh: string };
  schema: z.ZodType;
};

export const repositoryFolder = resolve(import.meta.dirname, '..', '..', '..');

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));

/** All variables, in one table: `./baogong help config` prints it. */
export const variables = {
  databaseUrl: {
    name: 'DATABASE_URL',
    default: 'the embedded PostgreSQL',
    meaning: { en: 'a PostgreSQL 15 or newer of your own', zh: '自备的 PostgreSQL（15 或更新）' },
    cure: {
      en: 'write postgresql://user:password@host:5432/database, or remove it to use the embedded database',
      zh: '请写成 postgresql://用户:密码@主机:5432/数据库；删除此变量则使用内置数据库',
    },
    schema: z.url({ protocol: /^postgres(ql)?$/, hostname: /.*/ }).optional(),
  },
  dataDir: {
    name: 'BAOGONG_DATA',
    default: '.baogong in the repository',
    meaning: { en: 'folder for the database, attachments and logs', zh: '数据库、附件和日志所在的文件夹' },
    cure: { en: 'give the path of a folder', zh: '请填写文件夹路径' },
    schema: z
      .string()
      .regex(/^[^\0\n]+$/)
      .default(resolve(repositoryFolder, '.baogong'))
      .transform((path) => resolve(path)),
  },
  port: {
    name: 'PORT',
    default: '8787',
    meaning: { en: 'port of the pages and the API', zh: '网页和接口的端口' },
    cure: { en: 'give a whole number from 1 to 65535', zh: '请填写 1 到 65535 的整数' },
    schema: wholeNumber(1, 65_535).default(8787),
  },
  host: {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: { en: 'address to listen on; 0.0.0.0 for all networks', zh: '监听地址；0.0.0.0 表示所有网络' },
    cure: {
      en: 'give an IP address or a host name, without http:// and port',
      zh: '请填写 IP 地址或主机名，不带 http:// 和端口',
    },
    schema: z.union([z.ipv4(), z.ipv6(), z.hostname()]).default('127.0.0.1'),
  },
  publicUrl: {
    name: 'BAOGONG_PUBLIC_URL',
    default: 'http://HOST:PORT',
    meaning: { en: 'the address that people type, e.g. behind a proxy', zh: '用户访问的网址（例如在反向代理之后）' },
    cure: { en: 'write https://name, without a path', zh: '请写成 https://域名，不带路径' },
    schema: z
      .url({ protocol: /^https?$/, hostname: /.+/ })
      .refine((url) => new URL(url).pathname === '/' && new URL(url).search === '')
      .transform((url) => new URL(url).origin)
      .optional(),
  },
  logLevel: {
    name: 'BAOGONG_LOG_LEVEL',
    default: 'info',
    meaning: { en: `how much is logged: ${logLevels.join(', ')}`, zh: '日志详细程度' },
    cure: { en: `use one of ${logLevels.join(', ')}`, zh: `请选用 ${logLevels.join('、')} 之一` },
    schema: z.enum(logLevels).default('info'),
  },
  databasePool: {
    name: 'BAOGONG_DATABASE_POOL',
    default: '10',
    meaning: { en: 'most database connections of one process', zh: '每个进程的数据库连接数上限' },
    cure: { en: 'give a whole number from 2 to 80', zh: '请填写 2 到 80 的整数' },
    schema: wholeNumber(2, 80).default(10),
  },
  mapTiles: {
    name: 'BAOGONG_MAP_TILES',
    default: 'none: districts, sites',
    meaning: {
      en: 'pictures under the map: osm, amap, tianditu:KEY or https://…/{z}/{x}/{y}.png (with gcj02: in front if in GCJ-02)',
      zh: '地图底图：osm、amap（高德）、tianditu:密钥（天地图）或 https://…/{z}/{x}/{y}.png（GCJ-02 的前面加 gcj02:）',
    },
    cure: {
      en: 'use osm, amap, tianditu:KEY or an address with {z}, {x} and {y}, or remove it for a map without pictures',
      zh: '请填写 osm、amap、tianditu:密钥，或带 {z}、{x}、{y} 的网址；删除此变量则不用底图',
    },
    schema: z
      .string()
      .transform((text) => readMapTiles(text))
      .refine((tiles) => tiles !== null)
      .optional(),
  },
} as const satisfies Record<keyof Config, Variable>;

/** Wrong settings: the message has, for each variable, what was given and the cure in English and Chinese. */
export class ConfigFailure extends Error {
  override name = 'ConfigFailure';
}

/** Reads the environment; an empty variable counts as not set. Throws a ConfigFailure that names every wrong one. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const entries = Object.entries(variables).map(([key, variable]) => {
    const given = environment[variable.name]?.trim() || undefined;
    const outcome = variable.schema.safeParse(given);
    if (!outcome.success) problems.push(problemOf(variable, given ?? ''));
    return [key, outcome.data];
  });
  if (problems.length > 0) throw new ConfigFailure(problems.join('\n'));
  const config = Object.fromEntries(entries) as Config;
  return { ...config, publicUrl: config.publicUrl ?? `http://${inUrl(config.host)}:${config.port}` };
}

/** The table of variables as text, for `./baogong help config`. */
export function configHelp(): string {
  const rows = Object.values(variables).map((each) => [each.name, each.default, each.meaning.en, each.meaning.zh]);
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  const lines = rows.map(([name = '', preset = '', en, zh]) => {
    return `  ${name.padEnd(width(0))}  ${preset.padEnd(width(1))}  ${en}\n${' '.repeat(width(0) + width(1) + 6)}${zh}`;
  });
  return ['Environment variables (name, default, meaning):', ...lines].join('\n');
}

/** A password inside an address must not be printed. */
function problemOf({ name, cure }: Variable, given: string): string {
  const shown = given.replace(/:\/\/[^@/]*@/, '://…@').slice(0, 80);
  return `${name}: "${shown}" does not work: ${cure.en}.\n${' '.repeat(name.length)}  “${shown}”无效：${cure.zh}。`;
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
