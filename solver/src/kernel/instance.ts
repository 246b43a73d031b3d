type Exports = Record<string, unknown> & { memory: WebAssembly.Memory };

/**
 * A fresh instance of a kernel, with memory of its own that goes when the instance is let go.
 * @param wasm the kernel in base64, from `src/generated`
 */
export function instantiate(wasm: string): Exports {
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  const abort = () => {
    throw new Error('The kernel stopped itself: this is a bug of the solver.');
  };
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { abort } }).exports as Exports;
}
