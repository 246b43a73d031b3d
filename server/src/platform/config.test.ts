import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configHelp, ConfigFailure, loadConfig, variables } from './config.ts';

function messageFor(environment: NodeJS.ProcessEnv): string {
  try {
    loadConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigFailure);
    return error.message;
  }
  return assert.fail('the settings were accepted');
}

test('without any variable the embedded database and the local address are used', () => {
  const config = loadConfig({ PORT: '' });
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.publicUrl, 'http://127.0.0.1:8787');
  assert.match(config.dataDir, /\.baogong$/);
});

test('both ways of writing a PostgreSQL address are taken', () => {
  for (const url of ['postgres://a:b@db:5432/x', 'postgresql://a@[::1]/x', 'postgresql:///x?host=/run/postgresql']) {
    assert.equal(loadConfig({ DATABASE_URL: url }).databaseUrl, url);
  }
});

test('the public address follows host and port, and loses its last slash', () => {
  assert.equal(loadConfig({ HOST: '::1', PORT: '80' }).publicUrl, 'http://[::1]:80');
  assert.equal(loadConfig({ BAOGONG_PUBLIC_URL: 'https://bao.example/' }).publicUrl, 'https://bao.example');
});

test('every wrong variable is named once, with its cure in both languages', () => {
  const wrong = {
    DATABASE_URL: 'mysql://root:secret@db/x',
    PORT: '80.5',
    HOST: 'http://x',
    BAOGONG_PUBLIC_URL: 'ftp://x',
    BAOGONG_LOG_LEVEL: 'loud',
    BAOGONG_DATABASE_POOL: '1',
    BAOGONG_MAP_TILES: 'tianditu',
  };
  const lines = messageFor(wrong).split('\n');
  assert.equal(lines.length, 2 * Object.keys(wrong).length);
  for (const name of Object.keys(wrong)) assert.equal(lines.filter((line) => line.startsWith(`${name}:`)).length, 1);
  assert.equal(lines.filter((line) => line.includes('无效')).length, Object.keys(wrong).length);
});

test('a password in a wrong address is not printed', () => {
  assert.ok(!messageFor({ DATABASE_URL: 'mysql://root:secret@db/x' }).includes('secret'));
});

test('a port outside the range is refused', () => {
  for (const port of ['0', '65536', '-1', '8787x', '1e3']) assert.match(messageFor({ PORT: port }), /^PORT:/);
});

test('the help names every variable', () => {
  for (const { name } of Object.values(variables)) assert.ok(configHelp().includes(name));
});
