import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { atEnding } from './ending.ts';

type Asked = { z: number; x: number; y: number; referrer: string | undefined; cookie: string | undefined };
export type TileServer = { host: string; asked: Asked[]; stop(): Promise<void> };

const SIZE = 256;
/** Nothing else on the page has this colour. */
const colour = [200, 120, 220] as const;

/** A server of map pictures on the loopback interface, each of one colour. */
export async function startTileServer(t: TestContext): Promise<TileServer> {
  const picture = plainPng();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://tiles');
    const [z, x, y] = ['z', 'x', 'y'].map((name) => Number(searchParams.get(name) ?? Number.NaN)) as [
      number,
      number,
      number,
    ];
    asked.push({ z, x, y, referrer: request.headers.referer, cookie: request.headers.cookie });
    response
      .writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
      .end(picture);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  atEnding(t, stop);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop };
}

/** How much of the picture of this part of the page has the tiles' colour, and how many of its pixels are a lamp's green or red. */
export async function coloursOf(page: Page, selector: string): Promise<{ tiles: number; green: number; red: number }> {
  const picture = (await page.locator(selector).screenshot()).toString('base64');
  return page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${picture}';
    await image.decode();
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const count = (red, green, blue) => {
      let found = 0;
      for (let at = 0; at < data.length; at += 4)
        if (Math.abs(data[at] - red) < 8 && Math.abs(data[at + 1] - green) < 8 && Math.abs(data[at + 2] - blue) < 8) found += 1;
      return found;
    };
    return { tiles: count(${colour.join()}) / (data.length / 4), green: count(0x1b, 0x65, 0x38), red: count(0xb3, 0x26, 0x1e) };
  })()`);
}

/** A square of one colour as PNG: three chunks (ISO/IEC 15948). */
function plainPng(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  // Eight bits for each of red, green, blue.
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.from([0, ...Array.from({ length: SIZE }, () => colour).flat()]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: SIZE }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
