import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const kernelFolder = join(import.meta.dirname, '../kernel');

/** Kernels by name, each a folder beside `base`: `solver/kernel/<name>/index.ts` becomes `solver/src/generated/<name>.ts`. */
export function kernelNames(): string[] {
  return globSync('*/index.ts', { cwd: kernelFolder })
    .map((path) => dirname(path))
    .sort();
}

/**
 * Compiles a kernel to WebAssembly.
 * Kernel sources are TypeScript: file endings are taken off imports, and bare memory replaces typed arrays.
 * @throws with the compiler's own messages, if the source is not AssemblyScript.
 */
export async function compileKernel(name: string): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const messages: string[] = [];
  const result = await asc.main(
    [`${name}/index.ts`, '--outFile', 'kernel.wasm', '--runtime', 'stub', '-O3', '--converge', '--noAssert'],
    {
      readFile: (file: string) => readSource(file),
      writeFile: (file: string, contents: Uint8Array | string) => {
        if (file.endsWith('.wasm')) binary = contents as Uint8Array;
      },
      listFiles: () => [],
      stdout: { write: (text: string | Uint8Array) => void messages.push(String(text)) },
      stderr: { write: (text: string | Uint8Array) => void messages.push(String(text)) },
    },
  );
  if (result.error || !binary) throw new Error(`${name}: ${result.error?.message ?? ''}\n${messages.join('')}`);
  return binary;
}

async function readSource(file: string): Promise<string | null> {
  const path = file.replace(/memory\.ts$/, 'memory.as');
  try {
    const text = await readFile(join(kernelFolder, path), 'utf8');
    return text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1'");
  } catch {
    return null;
  }
}

/** The TypeScript module that carries a compiled kernel. */
export async function kernelModule(name: string): Promise<string> {
  const base64 = Buffer.from(await compileKernel(name)).toString('base64');
  return `/** The kernel ${name} as WebAssembly, in base64; written by \`./baogong generate\`. */\nexport const wasm =\n  '${base64}';\n`;
}
