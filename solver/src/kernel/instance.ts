type Exports = Record<string, unknown> & { memory: WebAssembly.Memory };

/**
 * A fresh instance of a kernel, with memory of its own that goes when the instance is let go.
 * @param wasm the kernel in base64, from `src/generated`
 */
export function instantiate(wasm: string): Exports {
  const abort = () => {
    throw new Error('The kernel stopped itself: this is a bug of the solver.');
  };
  return new WebAssembly.Instance(moduleOf(wasm), { env: { abort } }).exports as Exports;
}

/** Compiled once: code that has become fast stays so. */
const modules = new Map<string, WebAssembly.Module>();

function moduleOf(wasm: string): WebAssembly.Module {
  const known = modules.get(wasm);
  if (known) return known;
  const module = new WebAssembly.Module(Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)));
  modules.set(wasm, module);
  return module;
}
